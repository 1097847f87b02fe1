// What others change shows at once: the server says that there is news, and only the board takes it in. Where no stream
// is to be had, the page asks every two seconds. A hidden page rests.
(() => {
  const POLL = 2000;
  const RETRY = 30_000;
  const live = document.getElementById("live");
  let stream = null;
  let timer = null;
  let isLate = false;

  const since = () => Number(document.querySelector("#board-state [name=since]")?.value ?? 0);
  const refresh = () => {
    isLate = document.body.classList.contains("is-moving");
    if (!isLate) htmx.trigger(live, "bookings:changed");
  };
  document.addEventListener("bookings:moved", () => { if (isLate) refresh(); });

  const rest = () => {
    stream?.close();
    clearInterval(timer);
  };
  const poll = () => {
    rest();
    timer = setInterval(refresh, POLL);
    setTimeout(() => { if (!document.hidden) listen(); }, RETRY);
  };
  const listen = () => {
    rest();
    stream = new EventSource(live.dataset.stream);
    stream.onmessage = (event) => { if (Number(event.data) > since()) refresh(); };
    stream.onerror = () => { if (stream.readyState === EventSource.CLOSED) poll(); };
  };
  document.addEventListener("visibilitychange", () => (document.hidden ? rest() : listen()));
  window.addEventListener("pagehide", rest);
  window.addEventListener("pageshow", (event) => { if (event.persisted) listen(); });
  listen();

  // The open form of a booking that changed: drawn anew while untouched, else it says so and keeps what is typed.
  const typed = (form) => new URLSearchParams(new FormData(form)).toString();
  const opened = new WeakMap();
  document.addEventListener("htmx:afterSettle", () => {
    const form = document.querySelector("#panel form[data-booking]");
    if (!form) return;
    if (!opened.has(form)) opened.set(form, typed(form));
    const now = document.querySelector(`#board a[data-booking="${form.dataset.booking}"]`);
    if (!now || Number(now.dataset.version) <= Number(form.elements.version.value) || form.dataset.told) return;
    form.dataset.told = "tak";
    if (typed(form) === opened.get(form) && !document.querySelector("#panel .both")) {
      const drawn = htmx.ajax("GET", now.getAttribute("href"), { source: live, target: "#panel", swap: "outerHTML show:none" });
      drawn?.catch(() => {}); // somebody clicked on meanwhile: that answer stays
      return;
    }
    const note = document.createElement("p");
    note.className = "alert-warning-soft";
    note.setAttribute("role", "status");
    note.textContent = "Ktoś właśnie zmienił tę rezerwację. Zapis pokaże obie wersje.";
    form.before(note);
  });
  // Drawn anew by itself, the form takes no focus.
  document.addEventListener("htmx:beforeSwap", ({ detail }) => {
    if (detail.requestConfig?.elt === live) detail.serverResponse = detail.serverResponse.replaceAll(" autofocus", "");
  });
})();
