// What HTML and htmx can't do on the pages of tickets: move in the list by keys, leave a field by Escape.
(() => {
  const typing = (element) => element.closest("input, textarea, select, [contenteditable]");

  // The list: j and k or the arrows; Enter is the link's own.
  const step = { j: 1, ArrowDown: 1, k: -1, ArrowUp: -1 };
  document.addEventListener("keydown", (event) => {
    const by = step[event.key];
    const rows = [...document.querySelectorAll(".row-link")];
    if (!by || !rows.length || event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
    const now = rows.indexOf(document.activeElement);
    const next = now < 0 ? (by > 0 ? 0 : rows.length - 1) : Math.min(Math.max(now + by, 0), rows.length - 1);
    rows[next].focus();
    event.preventDefault();
  });

  // An open field: Escape leaves it as it was.
  document.addEventListener("keydown", (event) => {
    const form = event.key === "Escape" && event.target.closest?.("[data-editing]");
    if (form) form.querySelector("[data-cancel]").click();
  });

  // Ctrl+Enter sends, as in mail programs; the answer can be taken back for a while.
  document.addEventListener("keydown", (event) => {
    const send = document.getElementById("send");
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey) || !send || send.disabled) return;
    if (event.target.closest("[data-editing]")) return;
    event.preventDefault();
    send.click();
  });

  // A menu closes by Escape and by a click elsewhere.
  const close = (menu) => {
    menu.open = false;
    menu.querySelector("summary").focus();
  };
  document.addEventListener("keydown", (event) => {
    const menu = event.key === "Escape" && event.target.closest?.(".menu[open]");
    if (menu) close(menu);
  });
  document.addEventListener("click", (event) => {
    for (const menu of document.querySelectorAll(".menu[open]")) {
      if (!menu.contains(event.target)) menu.open = false;
    }
  });

  // Drawing the workbench anew would close another field that holds something typed: that one comes first.
  const snapshot = (form) => new URLSearchParams(new FormData(form)).toString();
  const opened = new WeakMap();
  const note = () => {
    for (const form of document.querySelectorAll("[data-editing]")) {
      if (!opened.has(form)) opened.set(form, snapshot(form));
    }
  };
  document.addEventListener("htmx:afterSettle", note);
  document.addEventListener("htmx:beforeRequest", (event) => {
    const from = event.detail.elt;
    const other = [...document.querySelectorAll("[data-editing]")].find(
      (form) => !form.contains(from) && opened.has(form) && snapshot(form) !== opened.get(form),
    );
    const redraws = event.detail.target?.id === "workbench";
    if (!other || !redraws) return;
    event.preventDefault();
    other.querySelector("input:not([type=hidden]), textarea")?.focus();
    const told = document.createElement("p");
    told.className = "notice";
    told.textContent = "Najpierw zapisz albo anuluj otwarte pole.";
    document.getElementById("notices").replaceChildren(told);
    setTimeout(() => told.remove(), 5000);
  });
})();
