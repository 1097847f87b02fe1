// What HTML and htmx can't do by themselves. Everything works without it.
(() => {
  const notices = () => document.getElementById("notices");

  // A request that never came back says so, and nothing typed is lost.
  const complain = (text) => {
    const note = document.createElement("p");
    note.className = "notice notice-problem";
    note.textContent = text;
    notices().replaceChildren(note);
    setTimeout(() => note.remove(), 8000);
  };
  document.addEventListener("htmx:sendError", () => complain("Brak połączenia z intranetem. Nic nie zostało zapisane."));
  document.addEventListener("htmx:responseError", (event) =>
    complain(`Nie udało się (błąd ${event.detail.xhr.status}). Nic nie zostało zapisane.`),
  );

  // Pointing at a value lights up its words in the letter, and the other way round.
  const light = (target, on) => {
    const key = target?.closest?.("[data-evidence]")?.dataset.evidence;
    if (!key) return;
    for (const element of document.querySelectorAll(`[data-evidence="${CSS.escape(key)}"]`)) {
      element.classList.toggle("lit", on);
    }
  };
  for (const [start, end] of [["mouseover", "mouseout"], ["focusin", "focusout"]]) {
    document.addEventListener(start, (event) => light(event.target, true));
    document.addEventListener(end, (event) => light(event.target, false));
  }
})();
