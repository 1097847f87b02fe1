// A booking on its way: where it is drawn meanwhile, and the one request that moves it. The server decides; what it
// refuses flies back, and its words stand beside it. moving-hand.js and moving-keys.js say where it goes.
window.bookingMoves = (() => {
  const QUARTER = 15 * 60_000;
  const clock = new Intl.DateTimeFormat("pl-PL", { timeZone: "Europe/Warsaw", hour: "2-digit", minute: "2-digit" });
  const weekday = new Intl.DateTimeFormat("pl-PL", { weekday: "long", day: "numeric", month: "long" });
  const hours = (place) => `${clock.format(place.starts)}–${clock.format(place.ends)}`;
  const calm = matchMedia("(prefers-reduced-motion: reduce)");
  const say = (text) => { document.getElementById("moving-words").textContent = text; };
  const clear = () => {
    document.getElementById("refusal").replaceChildren();
    for (const each of document.querySelectorAll(".refused")) each.classList.remove("refused");
  };

  // Columns on quarter hours: rooms of a day or days of a room. Instants are those of the day that one starts from.
  const gridOf = (own) => {
    const first = Date.parse(own.dataset.startsAt);
    const rows = Number(own.dataset.rows);
    const columns = [...own.closest(".day-grid").querySelectorAll(".room-column")];
    const column = (place) => columns.find((each) => each.dataset.room === place.room && each.dataset.day === place.day);
    const isOneRoom = columns.every((each) => each.dataset.room === own.dataset.room) && columns.length > 1;
    return {
      first, last: first + rows * QUARTER, columns, column,
      name: (place) => `${isOneRoom ? weekday.format(new Date(`${place.day}T12:00`)) : column(place).dataset.name}, ${hours(place)}`,
      beside: (place, by) => {
        const { room, day } = columns[columns.indexOf(column(place)) + by]?.dataset ?? {};
        return { room, day };
      },
      draw(ghost, place) {
        const row = (instant) => Math.min(Math.max(Math.round((instant - first) / QUARTER), 0), rows);
        const [from, to] = [row(place.starts), row(place.ends)];
        ghost.className = `row-${from + 1} rows-${Math.max(1, to - from)} booking-place moving-place`;
        const quarters = column(place).querySelector(".quarters");
        if (ghost.parentNode !== quarters) quarters.append(ghost);
      },
    };
  };

  // A week of days by rooms: hours stay.
  const weekOf = (table) => {
    const cells = [...table.querySelectorAll("td[data-day]")];
    const cell = (place) => cells.find((each) => each.dataset.day === place.day && each.dataset.room === place.room);
    const rooms = [...new Set(cells.map((each) => each.dataset.room))];
    const days = [...new Set(cells.map((each) => each.dataset.day))];
    return {
      cells, days,
      name: (place) => `${cell(place).dataset.name}, ${weekday.format(new Date(`${place.day}T12:00`))}, ${hours(place)}`,
      beside: (place, by) => ({ room: rooms[rooms.indexOf(place.room) + by] }),
      draw(ghost, place) {
        ghost.className = "moving-place";
        const target = cell(place);
        if (ghost.parentNode !== target) target.insertBefore(ghost, target.querySelector(".add"));
        for (const each of cells) each.classList.toggle("moving-target", each === target);
      },
    };
  };

  const boardOf = (element) => {
    const column = element.closest(".day-grid .room-column");
    return column ? gridOf(column) : weekOf(element.closest(".week"));
  };

  const ghostOf = (link) => {
    const ghost = document.createElement(link.closest(".week") ? "div" : "li");
    const block = document.createElement("div");
    block.className = `${link.className} moving-block`;
    block.innerHTML = link.innerHTML; // our own page's, drawn by the server
    ghost.append(block);
    ghost.setAttribute("aria-hidden", "true");
    return ghost;
  };

  // One move from its beginning until it is saved or taken back.
  class Move {
    constructor(link) {
      const { booking, version, room, parts, rooms, startsAt, endsAt, who } = link.dataset;
      Object.assign(this, { link, booking, version, parts: parts.split(" "), chosen: room, rooms: rooms.split(" "), who });
      this.board = boardOf(link);
      const at = link.closest("[data-room]:not(a)");
      this.origin = { room: at.dataset.room, day: at.dataset.day, starts: Date.parse(startsAt), ends: Date.parse(endsAt) };
      this.place = { ...this.origin };
      this.ghost = ghostOf(link);
      this.text = this.ghost.querySelector(".booking-hours").firstChild;
      link.classList.add("moving-origin");
      document.body.classList.add("is-moving");
      clear();
      this.draw();
    }

    get isElsewhere() {
      return Object.keys(this.origin).some((name) => this.origin[name] !== this.place[name]);
    }

    // Go where asked, as far as the board reaches; tells whether that is another place than before.
    to(wanted) {
      const before = this.place;
      const place = { ...before, ...wanted };
      if (this.board.first !== undefined) {
        const within = this.origin.starts >= this.board.first && this.origin.ends <= this.board.last;
        if (within && (place.starts < this.board.first || place.ends > this.board.last)) return false;
      }
      const isSame = Object.keys(place).every((name) => place[name] === before[name]);
      if (isSame || place.ends - place.starts < QUARTER || place.room === undefined) return false;
      this.place = place;
      this.draw();
      return true;
    }

    draw() {
      this.board.draw(this.ghost, this.place);
      this.text.data = `${hours(this.place)} `;
    }

    get words() {
      return this.board.name(this.place);
    }

    end() {
      this.ghost.remove();
      this.link.classList.remove("moving-origin");
      document.body.classList.remove("is-moving");
      for (const each of document.querySelectorAll(".moving-target")) each.classList.remove("moving-target");
      document.dispatchEvent(new CustomEvent("bookings:moved"));
    }

    async flyBack() {
      const [from, to] = [this.ghost.getBoundingClientRect(), this.link.getBoundingClientRect()];
      if (!calm.matches && this.link.isConnected) {
        const there = `translate(${to.left - from.left}px, ${to.top - from.top}px)`;
        await this.ghost.animate([{ transform: "none" }, { transform: there }], { duration: 220, easing: "ease-in-out" }).finished;
      }
      this.end();
    }

    // The rooms as they will be: the one that was dragged becomes the one it was dropped in.
    get wantedRooms() {
      const same = this.parts.includes(this.place.room);
      const rooms = same ? this.rooms : this.rooms.map((room) => (room === this.chosen ? this.place.room : room));
      return [...new Set(rooms)];
    }

    get values() {
      const minutes = (name) => (this.place[name] - this.origin[name]) / 60_000;
      const days = (Date.parse(this.place.day) - Date.parse(this.origin.day)) / 86_400_000;
      const known = Object.fromEntries([...document.querySelectorAll("#board-state input")].map((input) => [input.name, input.value]));
      return { ...known, version: this.version, rooms: this.wantedRooms, days_by: days, starts_by: minutes("starts"), ends_by: minutes("ends") };
    }

    // Ask the server; gives the link of the booking where it is now.
    async save() {
      if (!this.isElsewhere) {
        this.end();
        return this.link;
      }
      this.ghost.classList.add("moving-saving");
      const place = document.getElementById("refusal");
      const answered = new Promise((resolve) => place.addEventListener("htmx:afterRequest", resolve, { once: true }));
      htmx.ajax("POST", `/bookings/${this.booking}/move`, { source: place, target: place, swap: "innerHTML", values: this.values });
      const { detail } = await answered;
      const isSaved = detail.xhr.status === 200;
      if (isSaved) {
        const { words } = this;
        this.end();
        say(`Zapisano: ${this.who}, ${words}.`);
      } else await this.flyBack();
      const now = find(this.booking, isSaved ? this.place : this.origin);
      if (!isSaved) beside(now ?? this.link);
      return now;
    }

    cancel() {
      this.end();
    }
  }

  const find = (booking, place) => {
    const inside = `:is(td, section)[data-day="${place.day}"][data-room="${place.room}"]`;
    return document.querySelector(`#board ${inside} a[data-booking="${booking}"]`) ?? document.querySelector(`#board a[data-booking="${booking}"]`);
  };

  // The words of a refusal stand beside the booking, within the window.
  const beside = (link) => {
    const box = document.querySelector("#refusal .refusal");
    if (!box || !link) return;
    const [at, own] = [link.getBoundingClientRect(), box.getBoundingClientRect()];
    const right = at.right + 8 + own.width <= innerWidth;
    const left = right ? at.right + 8 : Math.max(8, at.left - own.width - 8);
    const below = !right && at.left - own.width - 8 < 8;
    box.style.left = `${Math.min(left, innerWidth - own.width - 8) + scrollX}px`;
    box.style.top = `${Math.max(8, Math.min(below ? at.bottom + 8 : at.top, innerHeight - own.height - 8)) + scrollY}px`;
    link.classList.add("refused");
  };

  document.addEventListener("click", (event) => {
    const dismissed = event.target.closest("[data-dismiss]");
    if (!dismissed) return;
    const bar = dismissed.closest(".refusal, .undo-bar");
    const link = bar.dataset.beside && document.querySelector(`#board a[data-booking="${bar.dataset.beside}"]`);
    bar.remove();
    clear();
    link?.focus({ preventScroll: true });
  });

  return { QUARTER, Move, gridOf, hours, say, clear };
})();
