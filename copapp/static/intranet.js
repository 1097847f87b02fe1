// What HTML and htmx can't do by themselves. Everything works without it.
(() => {
  const notices = () => document.getElementById("notices");

  // A request that failed says so, and nothing typed is lost.
  const complain = (...content) => {
    const note = document.createElement("p");
    note.className = "notice notice-problem";
    note.append(...content);
    notices().replaceChildren(note);
    return note;
  };
  const mention = (text) => {
    const note = complain(text);
    setTimeout(() => note.remove(), 8000);
  };
  document.addEventListener("htmx:sendError", () => mention("Brak połączenia z intranetem. Nic nie zostało zapisane."));
  document.addEventListener("htmx:responseError", ({ detail: { xhr } }) => {
    const token = xhr.getResponseHeader("X-CSRFToken");
    if (token) renew(token);
    if (token && xhr.status === 401) askToSignIn();
    else if (token) complain("Formularz stracił ważność i nic nie zostało zapisane. Wyślij go jeszcze raz.");
    else if (xhr.status === 500) complain(`Coś się zepsuło po naszej stronie. Numer błędu: ${xhr.getResponseHeader("X-Error-Id")}.`);
    else mention(`Nie udało się (błąd ${xhr.status}). Nic nie zostało zapisane.`);
  });

  // The session ended while somebody was typing: the page stays, its forms get the token of the new session.
  const renew = (token) => {
    document.body.setAttribute("hx-headers", JSON.stringify({ "X-CSRFToken": token }));
    for (const input of document.querySelectorAll("input[name=csrf_token]")) input.value = token;
  };
  const askToSignIn = () => {
    const link = document.createElement("a");
    link.href = "/sign-in";
    link.target = "_blank";
    link.textContent = "Zaloguj się w nowej karcie";
    complain(link, ", wróć tutaj i wyślij jeszcze raz. Nic nie zostało zapisane, a wpisany tekst zostaje na stronie.");
  };

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
