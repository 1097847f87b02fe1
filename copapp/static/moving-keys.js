// A booking moved by keys: M begins, arrows move, Shift with arrows stretches, Enter saves, Escape takes back.
(() => {
  const { QUARTER, Move, say, clear } = window.bookingMoves;
  const HELP = "Strzałki przesuwają, Shift ze strzałkami zmienia długość, Enter zapisuje, Esc cofa.";
  let move = null;
  let hint = null;

  const begin = (link) => {
    move = new Move(link);
    hint = document.createElement("p");
    hint.className = "moving-hint";
    hint.setAttribute("aria-hidden", "true");
    hint.textContent = HELP;
    document.body.append(hint);
    say(`Przenoszenie: ${move.who}, ${move.words}. ${HELP}`);
  };

  const finish = async (how) => {
    const mine = move;
    move = null;
    hint.remove();
    const { link } = mine;
    if (how === "cancel") {
      mine.cancel();
      say("Cofnięto. Rezerwacja zostaje tam, gdzie była.");
      link.focus({ preventScroll: true });
      return;
    }
    const now = await mine.save();
    if (!document.querySelector("#refusal [autofocus]")) now?.focus({ preventScroll: true });
  };

  // Up and down by a quarter of an hour, a page by two; in a week by days. Left and right by rooms.
  const goal = ({ key, shiftKey }) => {
    const { board, place } = move;
    const rooms = { ArrowLeft: -1, ArrowRight: 1 }[key];
    if (rooms) return shiftKey ? {} : board.beside(place, rooms);
    const by = { ArrowUp: -1, ArrowDown: 1, PageUp: -2, PageDown: 2 }[key];
    if (!by) return null;
    if (shiftKey && board.cells) return {};
    if (shiftKey) return { ends: place.ends + by * QUARTER };
    if (board.cells) return { day: board.days[board.days.indexOf(place.day) + Math.sign(by)] ?? place.day };
    return { starts: place.starts + by * QUARTER, ends: place.ends + by * QUARTER };
  };

  document.addEventListener("keydown", (event) => {
    const link = event.target.closest?.("#board a.booking[data-booking]");
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (!move) {
      if (event.key === "Escape" && document.querySelector("#refusal .refusal")) {
        event.stopImmediatePropagation();
        document.querySelector("#refusal [data-dismiss]").click();
        return;
      }
      const stretches = event.shiftKey && (event.key === "ArrowUp" || event.key === "ArrowDown");
      if (!link || !(event.key.toLowerCase() === "m" || stretches)) return;
      begin(link);
      if (!stretches) {
        event.preventDefault();
        event.stopImmediatePropagation();
        return;
      }
    }
    if (event.key === "Escape" || event.key === "Enter") finish(event.key === "Enter" ? "save" : "cancel");
    else {
      const wanted = goal(event);
      if (!wanted) return;
      say(move.to(wanted) ? move.words : `Dalej się nie da. ${move.words}`);
    }
    event.preventDefault();
    event.stopImmediatePropagation();
  }, { capture: true });

  document.addEventListener("focusout", () => { if (move) finish("cancel"); });
  document.addEventListener("pointerdown", (event) => { if (!event.target.closest?.("#refusal")) clear(); });
})();
