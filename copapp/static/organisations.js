// The list of organisations below its field (ARIA 1.2, combobox): arrows choose, Enter takes, Escape closes.
(() => {
  const fieldOf = (element) => element.closest?.(".combo")?.querySelector("[role=combobox]");
  const listOf = (field) => document.getElementById(field.getAttribute("aria-controls"));
  const chosen = (field) => listOf(field).querySelector("[aria-selected=true]");

  const show = (field) => {
    const list = listOf(field);
    const known = list.firstElementChild;
    field.setAttribute("aria-expanded", String(Boolean(known)));
    field.removeAttribute("aria-activedescendant");
    field.closest(".combo").querySelector("[aria-live]").textContent = known?.dataset.count ?? "";
  };
  const close = (field) => {
    listOf(field).replaceChildren();
    show(field);
  };
  const mark = (field, option) => {
    chosen(field)?.setAttribute("aria-selected", "false");
    option.setAttribute("aria-selected", "true");
    option.scrollIntoView({ block: "nearest" });
    field.setAttribute("aria-activedescendant", option.id);
  };
  const take = (field, option) => {
    field.value = option.dataset.name;
    close(field);
    if (field.closest(".filters")) field.form.requestSubmit();
  };

  document.addEventListener("htmx:afterSettle", (event) => {
    const field = fieldOf(event.target);
    if (field && event.target.id === field.getAttribute("aria-controls")) {
      if (document.activeElement === field) show(field);
      else close(field);
    }
  });
  document.addEventListener("focusin", (event) => event.target.closest?.("[role=combobox]")?.removeAttribute("list"));
  document.addEventListener("focusout", (event) => { if (event.target.matches?.("[role=combobox]")) close(event.target); });

  document.addEventListener("keydown", (event) => {
    const field = event.target.closest?.("[role=combobox]");
    if (!field || field.getAttribute("aria-expanded") !== "true") return;
    const options = [...listOf(field).children];
    const now = options.indexOf(chosen(field));
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (by) mark(field, options[(Math.max(now, by > 0 ? -1 : 0) + by + options.length) % options.length]);
    else if (event.key === "Escape") close(field);
    else if (event.key === "Enter" && now >= 0) take(field, options[now]);
    else return;
    event.preventDefault();
    event.stopImmediatePropagation();
  }, { capture: true });

  document.addEventListener("pointerdown", (event) => { if (event.target.closest?.(".options")) event.preventDefault(); });
  document.addEventListener("click", (event) => {
    const option = event.target.closest?.(".options [role=option]");
    if (option) take(fieldOf(option), option);
  });
})();
