// Walking the day and the tabs with the arrows, closing the panel with Escape, and coming back to where one was.
(() => {
  let origin = "";

  const choose = (element) => {
    for (const other of document.querySelectorAll(".chosen")) other.classList.remove("chosen");
    element?.classList.add("chosen");
    origin = element?.id ?? "";
  };

  // Up and down within a room, left and right to what stands at the same height in the next room.
  const neighbour = (link, key) => {
    const column = link.closest(".room-column");
    const links = [...column.querySelectorAll("a")].sort((a, b) => a.getBoundingClientRect().top - b.getBoundingClientRect().top);
    if (key === "ArrowUp") return links[links.indexOf(link) - 1];
    if (key === "ArrowDown") return links[links.indexOf(link) + 1];
    const beside = key === "ArrowLeft" ? column.previousElementSibling : column.nextElementSibling;
    const top = link.getBoundingClientRect().top + 1;
    const others = [...(beside?.querySelectorAll("a") ?? [])];
    return others.find((other) => other.getBoundingClientRect().top <= top && top < other.getBoundingClientRect().bottom);
  };

  document.addEventListener("keydown", (event) => {
    const link = event.target.closest?.("[data-walk] a");
    if (link && event.key.startsWith("Arrow")) {
      const next = neighbour(link, event.key);
      if (next) {
        next.focus();
        event.preventDefault();
      }
      return;
    }
    const tab = event.target.closest?.(".views a");
    const beside = { ArrowLeft: "previousElementSibling", ArrowRight: "nextElementSibling" }[event.key];
    if (tab && beside) {
      tab[beside]?.focus();
      event.preventDefault();
    } else if (event.key === "Escape") {
      document.querySelector("#panel [data-close]")?.click();
    }
  });

  // Of two things opened in the panel one after the other the later one stays, however late the first one answers.
  let opening = null;
  document.addEventListener("htmx:beforeRequest", (event) => {
    const { elt, requestConfig, target, xhr } = event.detail;
    if (requestConfig.verb !== "get" || target?.id !== "panel" || elt.id === "live") return;
    opening?.abort();
    opening = xhr;
  });

  document.addEventListener("htmx:beforeRequest", (event) => {
    const link = event.target.closest?.("#board a");
    if (link) choose(link);
  });

  document.addEventListener("htmx:afterSettle", () => {
    if (document.querySelector("#panel.panel-open")) {
      if (origin) document.getElementById(origin)?.classList.add("chosen");
    } else if (origin) {
      const back = document.getElementById(origin);
      choose(null);
      back?.focus({ preventScroll: true });
    }
  });
})();
