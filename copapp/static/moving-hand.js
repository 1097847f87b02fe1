// Bookings under the mouse, a finger or a pen: drag to move, drag an edge to stretch, drag over free time to set a length.
// A finger holds for a moment first, for a stroke scrolls the page.
(() => {
  const { QUARTER, Move, gridOf, hours, clear } = window.bookingMoves;
  const SLACK = 5;
  const HOLD = 400;
  const EDGE = { mouse: 7, pen: 9, touch: 14 };
  let hand = null;

  const within = (value, box) => value >= box.left && value < box.right;

  // Which column and instant lies under the pointer.
  const dayPlace = (board, event) => {
    const boxes = board.columns.map((column) => column.getBoundingClientRect());
    let number = boxes.findIndex((box) => within(event.clientX, box));
    if (number < 0) number = event.clientX < boxes[0].left ? 0 : boxes.length - 1;
    const quarters = board.columns[number].querySelector(".quarters").getBoundingClientRect();
    const share = (event.clientY - quarters.top) / quarters.height;
    const { room, day } = board.columns[number].dataset;
    return { room, day, instant: board.first + share * (board.last - board.first) };
  };

  const snapped = (board, instant) => board.first + Math.round((instant - board.first) / QUARTER) * QUARTER;

  const grab = (link, event) => {
    const move = new Move(link);
    const { board, origin } = move;
    if (board.cells) {
      return { move, to: (at) => {
        const cell = document.elementsFromPoint(at.clientX, at.clientY).map((each) => each.closest("td[data-day]")).find(Boolean);
        if (cell) move.to({ day: cell.dataset.day, room: cell.dataset.room });
      } };
    }
    const box = link.getBoundingClientRect();
    const edge = Math.min(EDGE[event.pointerType] ?? 7, box.height / 3);
    const grabbed = dayPlace(board, event).instant;
    if (box.bottom - event.clientY <= edge) {
      return { move, to: (at) => move.to({ ends: Math.min(Math.max(snapped(board, dayPlace(board, at).instant), origin.starts + QUARTER), board.last) }) };
    }
    if (event.clientY - box.top <= edge && box.height > 3 * edge) {
      return { move, to: (at) => move.to({ starts: Math.max(Math.min(snapped(board, dayPlace(board, at).instant), origin.ends - QUARTER), board.first) }) };
    }
    const length = origin.ends - origin.starts;
    return { move, to: (at) => {
      const { room, day, instant } = dayPlace(board, at);
      const moved = instant - grabbed;
      const isStill = Math.abs(moved) < QUARTER / 2;
      const starts = isStill ? origin.starts : snapped(board, origin.starts + moved);
      const first = Math.max(board.first, Math.min(starts, board.last - length));
      move.to({ room, day, starts: isStill ? starts : first, ends: (isStill ? starts : first) + length });
    } };
  };

  // Free time that the hand passes over: a new booking of that length.
  const sweep = (slot, event) => {
    clear();
    forget();
    const column = slot.closest(".room-column");
    const board = gridOf(column);
    const row = (at) => Math.floor((dayPlace(board, at).instant - board.first) / QUARTER);
    const anchor = row(event);
    const ghost = document.createElement("li");
    ghost.innerHTML = '<div class="booking moving-block moving-new"><span class="booking-hours"></span></div>';
    ghost.setAttribute("aria-hidden", "true");
    const place = { room: column.dataset.room, day: column.dataset.day };
    let isLong = false; // within one quarter the hand only shook: a click
    document.body.classList.add("is-moving");
    const to = (at) => {
      const last = Math.round((board.last - board.first) / QUARTER) - 1;
      const now = Math.min(Math.max(row(at), 0), last);
      isLong ||= now !== anchor;
      place.starts = board.first + Math.min(anchor, now) * QUARTER;
      place.ends = board.first + (Math.max(anchor, now) + 1) * QUARTER;
      board.draw(ghost, place);
      ghost.classList.add("sweeping");
      ghost.querySelector("span").textContent = hours(place);
    };
    to(event);
    const end = () => document.body.classList.remove("is-moving");
    return { to, cancel: () => { end(); ghost.remove(); }, drop: () => {
      end();
      const url = new URL(slot.href);
      const [from, until] = hours(place).split("–");
      if (isLong) {
        url.searchParams.set("from", from);
        url.searchParams.set("to", until === "00:00" ? "24:00" : until);
      } else ghost.remove();
      htmx.ajax("GET", url.pathname + url.search, { source: slot, target: "#panel", swap: "outerHTML show:none" });
    } };
  };

  const forget = () => {
    for (const ghost of document.querySelectorAll(".sweeping")) ghost.remove();
  };
  document.addEventListener("htmx:afterSettle", () => {
    if (!document.querySelector("#panel.panel-open form:not([id]) [name=day]")) forget();
  });

  const begin = () => {
    clearTimeout(hand.timer);
    const { target, down } = hand;
    const grip = target.classList.contains("slot") ? sweep(target, down) : grab(target, down);
    hand.grip = { cancel: () => grip.move.cancel(), drop: () => grip.move.save(), ...grip };
    target.setPointerCapture?.(down.pointerId);
    if (down.pointerType === "touch") navigator.vibrate?.(15);
  };

  const finish = (how) => {
    const { grip, timer } = hand;
    clearTimeout(timer);
    hand = null;
    if (!grip) return;
    grip[how]();
    // The click that follows a drag opens nothing.
    const swallow = (event) => { event.preventDefault(); event.stopImmediatePropagation(); };
    document.addEventListener("click", swallow, { capture: true, once: true });
    setTimeout(() => document.removeEventListener("click", swallow, { capture: true }), 60);
  };

  document.addEventListener("pointerdown", (event) => {
    const target = event.target.closest?.("#board a.booking[data-booking], #board .day-grid a.slot");
    if (!target || event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || hand) return;
    hand = { target, down: event };
    if (event.pointerType === "touch") hand.timer = setTimeout(begin, HOLD);
  });

  document.addEventListener("pointermove", (event) => {
    if (!hand || event.pointerId !== hand.down.pointerId) return;
    if (!hand.grip) {
      const way = Math.hypot(event.clientX - hand.down.clientX, event.clientY - hand.down.clientY);
      if (way < SLACK) return;
      if (event.pointerType === "touch") return finish("cancel");
      begin();
    }
    hand.grip.to(event);
    const [near, step] = [40, 14];
    if (event.clientY < near) scrollBy(0, -step);
    else if (event.clientY > innerHeight - near) scrollBy(0, step);
  });

  document.addEventListener("pointerup", (event) => {
    if (!hand || event.pointerId !== hand.down.pointerId) return;
    hand.grip?.to(event);
    finish("drop");
  });
  document.addEventListener("pointercancel", (event) => {
    if (hand && event.pointerId === hand.down.pointerId) finish("cancel");
  });
  document.addEventListener("touchmove", (event) => { if (hand?.grip) event.preventDefault(); }, { passive: false });
  document.addEventListener("contextmenu", (event) => { if (hand?.down.pointerType === "touch") event.preventDefault(); });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !hand?.grip) return;
    event.stopImmediatePropagation();
    finish("cancel");
  }, { capture: true });
})();
