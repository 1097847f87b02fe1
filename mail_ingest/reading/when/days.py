"""Days as mentions: dates, weekdays, relative days and feasts, with their ranges and the words that bound them.

"w czwartek 26 marca", "wtorek 12.05 lub środa 13.05", "za dwa tygodnie w piątek", "od 30 listopada do 4 grudnia",
"od 10 września" (a bound), "dnia 12 bm.", "jutrzejszy"
"""

from dataclasses import dataclass, replace
from datetime import date, timedelta

from mail_ingest.reading.morphology import words
from mail_ingest.reading.numerals import Numeral
from mail_ingest.reading.when import calendar
from mail_ingest.reading.when.cues import cues_of
from mail_ingest.reading.when.dates import Run, resolve, run_at, weekday_problem
from mail_ingest.reading.when.feasts import feast_at
from mail_ingest.reading.when.nth import nth_at, resolve_nth
from mail_ingest.reading.when.scan import ANDS, DASHES, ORS, Found, Scan
from mail_ingest.reading.when.values import Bound, Days, Span, Unreadable
from mail_ingest.reading.when.weekdays import Named, chain_at, named_at, resolve_named, week_at

_SINCE = frozenset(words("od from від poczawszy since starting"))
_BETWEEN = frozenset(("miedzy", "pomiedzy", "between", "між"))
_UNTIL = frozenset(("do", "till", "until", "до", "by"))
_GLUE = frozenset(words(", dnia dn . tj czyli ( dniu w the - – to jest on : a termin"))
_BACK_GLUE = frozenset(words(", ( tj . czyli - – to jest tez w we wypada na / [ on"))


@dataclass(frozen=True, slots=True)
class _Item:
    """Days that one phrase names: tokens, ranges of days (single days have equal ends), and whether any serves."""

    first: int
    last: int
    spans: tuple[tuple[date, date], ...]
    any: bool = False
    problems: tuple[str, ...] = ()
    past: bool = False
    run: Run | None = None
    loose: bool = False


def days_at(scan: Scan, index: int) -> Found | None:
    """The day, days or range of days that begins at this token."""
    opener = scan.word(index)
    if scan.word(index - 1) in DASHES and scan.timed == index - 2:
        opener, index = "do", index - 1
    bounded = (opener in _SINCE or opener in _BETWEEN or opener in _UNTIL) and not _ends_cell(scan, index)
    at = index + 1 if bounded else index
    if bounded and scan.word(at) in ("dnia", "dn", "the") and run_at(scan, scan.dot(at + 1)):
        at = scan.dot(at + 1)
    item = _item(scan, at)
    if item is None:
        return None
    if opener in _BETWEEN and item.run and len(item.spans) == 2 and not item.any:
        return Found(index, item.last, Span(item.spans[0][0], item.spans[1][1]), item.problems)
    if opener == "from" and _is_moved(scan, index):
        return _found(item)
    ranged = _range(scan, item, opener)
    if ranged is not None:
        return replace(ranged, first=index if bounded else ranged.first)
    if not item.spans:
        return Found(index, item.last, Unreadable(), item.problems)
    if bounded and opener not in _BETWEEN and len(item.spans) == 1 and item.spans[0][0] == item.spans[0][1]:
        day = item.spans[0][0]
        bound = Bound(until=day) if opener in _UNTIL else Bound(since=day)
        return Found(index, item.last, bound, item.problems, "past" if item.past else "")
    return _found(item)


def _ends_cell(scan: Scan, index: int) -> bool:
    """Whether the word ends a row of a table ("Data | Godzina od | Godzina do"), so that it governs no day below."""
    if index + 1 >= scan.size or not scan.tokens[index + 1].newlines:
        return False
    return any(scan.word(n) == "|" for n in range(max(0, index - 4), index))


def _found(item: _Item) -> Found:
    role = "past" if item.past else ""
    if len(item.spans) == 1 and item.spans[0][0] != item.spans[0][1]:
        return Found(item.first, item.last, Span(*item.spans[0]), item.problems, role)
    days = [first + timedelta(days=n) for first, last in item.spans for n in range(min((last - first).days, 62) + 1)]
    return Found(
        item.first, item.last, Days(tuple(days), item.any), item.problems, role, item.loose and item.run is None
    )


def _range(scan: Scan, first: _Item, opener: str) -> Found | None:
    """From one day to another: "30 listopada - 4 grudnia", "od piątku do niedzieli", "między 12 a 15 maja"."""
    if opener == "from" and _is_moved(scan, first.first):
        return None
    if len(first.spans) != 1 or first.spans[0][0] != first.spans[0][1]:
        return None
    at = first.last + 1
    at += scan.word(at) == ")" or (scan.word(at) in (".", ",") and scan.word(at + 1) in DASHES | {"do"})
    joint = scan.word(at)
    if joint == "az":
        at, joint = at + 1, scan.word(at + 1)
    if not (
        joint in DASHES
        or joint in ("do", "to", "till", "until", "до", "по", "through")
        or (joint in ("a", "and", "i", "і", "та") and opener in _BETWEEN)
    ):
        return None
    at += 1
    at += scan.word(at) in ("dnia", "the")
    second = _item(scan, at)
    if second is None or len(second.spans) != 1 or scan.parted(at):
        return None
    start, end = _ordered(scan, first, second)
    last, problems = second.last, (*first.problems, *second.problems)
    if end < start:
        quote = scan.text.quote(first.first, last)
        return Found(first.first, last, Unreadable(), (f"Koniec wypada przed początkiem: „{quote}”.",))
    loose = first.run is None and first.loose and second.run is None and second.loose
    return Found(first.first, last, Span(start, end), problems, "past" if second.past else "", loose)


def _is_moved(scan: Scan, index: int) -> bool:
    """Whether English "from … to …" tells what is moved where ("move our booking from 17 to 24 March")."""
    sentence = scan.tokens[index].sentence
    near = range(max(0, index - 12), index)
    here = [scan.tokens[n] for n in near if scan.tokens[n].sentence == sentence]
    return any(token.folded == "moved" or "change" in cues_of(token.raw) for token in here)


def _ordered(scan: Scan, first: _Item, second: _Item) -> tuple[date, date]:
    """Both ends in their years: the end is the next such day, the start the last one before it."""
    start, end = first.spans[0][0], second.spans[0][1]
    if first.run and second.run:
        if not first.run.year:
            day, month = first.run.pieces[0].day, first.run.month
            years = (end.year, end.year - 1)
            start = next((found for year in years if (found := calendar.on(year, month, day)) and found <= end), start)
        elif not second.run.year:
            day, month = second.run.pieces[-1].until or second.run.pieces[-1].day, second.run.month
            years = (start.year, start.year + 1)
            end = next((found for year in years if (found := calendar.on(year, month, day)) and found >= start), end)
    elif second.run is None and end < start and second.loose:
        end = calendar.next_weekday(end.weekday(), start)
    elif first.run is None and first.loose and second.run:
        start = end - timedelta(days=(end.weekday() - start.weekday()) % 7)
    return start, end


def _item(scan: Scan, index: int) -> _Item | None:
    return (
        _relative(scan, index)
        or _feast(scan, index)
        or _dated(scan, index)
        or _nth(scan, index)
        or _weekdays(scan, index)
        or _bare(scan, index)
    )


def _feast(scan: Scan, index: int) -> _Item | None:
    found = feast_at(scan, index)
    if found is None or not isinstance(found.value, Days):
        return None
    day = found.value.days[0]
    item = _Item(found.first, found.last, ((day, day),))
    dated = _after_glue(scan, found.last + 1)
    if dated and dated.month == day.month and dated.pieces[0].day == day.day:
        return replace(item, last=dated.last)
    return item


def _relative(scan: Scan, index: int) -> _Item | None:
    """dziś, jutro, pojutrze, za trzy dni, za tydzień (w środę), za miesiąc."""
    if index >= scan.size:
        return None
    for tag, days in (("today", 0), ("tomorrow", 1), ("overmorrow", 2), ("yesterday", -1)):
        if tag in scan.tags[index]:
            day = scan.today + timedelta(days=days)
            item = _Item(index, index, ((day, day),), past=days < 0)
            return _same_day_after(scan, item, day)
    if scan.word(index) == "day" and scan.word(index + 1) == "after" and scan.has(index + 2, "tomorrow"):
        return _Item(index, index + 2, ((scan.today + 2 * calendar.DAY,) * 2,))
    week = week_at(scan, index)
    if week:
        return _in_week(scan, index, week.last, week.weeks, week.counted)
    if scan.word(index) not in ("za", "in", "через"):
        return None
    number = scan.number(index + 1)
    at = number.last + 1 if number else index + 1
    count = number.value if number else 1
    if number and scan.has(at, "day") and count < 400:
        day = scan.today + timedelta(days=count)
        return _Item(index, at, ((day, day),)) if not scan.has(at + 1, "working") else None
    if scan.has(at, "month") and count < 25:
        day = calendar.months_later(scan.today, count)
        return _Item(index, at, ((day, day),))
    return None


def _same_day_after(scan: Scan, item: _Item, day: date) -> _Item:
    """ "jutro, 12 maja", "dziś (wtorek)": the same day said again."""
    dated = _after_glue(scan, item.last + 1)
    if dated and len(dated.pieces) == 1:
        spans, _ = resolve(dated, scan.today)
        if spans and spans[0] == (day, day):
            return replace(item, last=dated.last)
    at = item.last + 1
    at += scan.word(at) in (",", "(")
    named = named_at(scan, at + (scan.word(at) in ("w", "we")))
    if named and not named.which and not named.plural and named.weekday == day.weekday():
        return replace(item, last=named.last)
    return item


def _in_week(scan: Scan, index: int, last: int, weeks: int, counted: bool) -> _Item | None:
    """ "w przyszłym tygodniu we wtorek lub w środę"; "za tydzień" alone is a day, "w przyszłym tygodniu" a period."""
    at = last + 1
    at += scan.word(at) in (",", ":", "-", "–")
    at += scan.word(at) in ("w", "we", "na", "on")
    chain, joints = chain_at(scan, at)
    chain = _undated(scan, chain)
    if chain and not any(named.plural or named.which in ("next", "past") for named in chain):
        days = [resolve_named(named, weeks, scan.today) for named in chain]
        scan.week = (weeks, scan.tokens[index].sentence)
        return _of_chain(index, chain[-1].last, chain, joints, days)
    if counted and not scan.has(last + 1, "weekend") and not scan.has(last + 2, "weekend"):
        day = scan.today + timedelta(days=7 * weeks)
        return _Item(index, last, ((day, day),))
    return None


def _of_chain(first: int, last: int, chain: list[Named], joints: list[str], days: list[date]) -> _Item:
    any_serves = "or" in joints[: len(chain)]
    return _Item(first, last, tuple((day, day) for day in days), any_serves, past=chain[0].which == "past", loose=True)


def _undated(scan: Scan, chain: list[Named]) -> list[Named]:
    """The weekdays of a chain without the last one if that one belongs to a date ("we wtorek lub środę 18 marca")."""
    return chain[:-1] if chain and _after_glue(scan, chain[-1].last + 1) else chain


def _weekdays(scan: Scan, index: int) -> _Item | None:
    chain, joints = chain_at(scan, index)
    if not chain or any(named.plural for named in chain):
        return None
    ranged = _ranged_names(scan, chain)
    if ranged:
        return ranged
    dated = _after_glue(scan, chain[-1].last + 1)
    if dated and len(chain) in (1, len(dated.pieces)):
        return _dated_chain(scan, chain, dated)
    if dated:
        chain = chain[:-1]
    if chain[0].which == "final" and scan.word(index - 1) in ("w", "we"):
        chain = [replace(named, which="past") for named in chain]
    weeks = _week_after(scan, chain[-1].last + 1)
    if weeks and any(named.plural for named in chain):
        return None
    last = weeks[1] if weeks else chain[-1].last
    said = weeks[0] if weeks else _context_week(scan, chain[0])
    if weeks:
        scan.week = (weeks[0], scan.tokens[index].sentence)
    bare = _day_beside(scan, chain)
    if bare:
        return bare
    which = chain[0].which
    chain = [
        replace(named, which=named.which or which) if joints[n] and which == "next" else named
        for n, named in enumerate(chain)
    ]
    days = [resolve_named(named, said if not named.which else None, scan.today) for named in chain]
    return _of_chain(index, last, chain, joints, days)


def _ranged_names(scan: Scan, chain: list[Named]) -> _Item | None:
    """ "piątek-niedziela 20-22 marca": both ends are named, and the dates say the same."""
    joint = chain[0].last + 1
    if len(chain) != 1 or scan.word(joint) not in DASHES:
        return None
    until = named_at(scan, joint + 1)
    dated = _after_glue(scan, until.last + 1) if until else None
    if until is None or dated is None or not dated.pieces[0].until:
        return None
    spans, problems = resolve(dated, scan.today)
    if spans and (spans[0][0].weekday(), spans[0][1].weekday()) != (chain[0].weekday, until.weekday):
        problems.extend(weekday_problem(spans[0][0], chain[0].weekday))
    return _Item(chain[0].first, dated.last, tuple(spans), dated.any, tuple(problems), run=dated)


def _context_week(scan: Scan, named: Named) -> int | None:
    """The week that was named shortly before ("w przyszłym tygodniu potrzebujemy sali. Najlepiej w czwartek")."""
    week = scan.week
    if week is None or named.which:
        return None
    return week[0] if 0 <= scan.tokens[named.first].sentence - week[1] <= 1 else None


def _week_after(scan: Scan, at: int) -> tuple[int, int] | None:
    at += scan.word(at) == ","
    week = week_at(scan, at) if not scan.parted(at) else None
    if week is None:
        return None
    further, _ = chain_at(scan, week.last + 1 + (scan.word(week.last + 1) in ("w", "we")))
    return None if further and week.counted else (week.weeks, week.last)


def _day_beside(scan: Scan, chain: list[Named]) -> _Item | None:
    """ "we wtorek 12", "w piątek 24-go": the day's number without its month."""
    if len(chain) != 1:
        return None
    at = chain[0].last + 1
    number = scan.number(at)
    if (
        number is None
        or number.words
        or not 1 <= number.value <= 31
        or len(scan.digits(at)) > 2
        or scan.tokens[at].newlines
    ):
        return None
    after = number.last + 1
    if number.kind is Numeral.CARDINAL:
        if (
            (scan.word(after) in (":", ".", "-", "–") and scan.digits(after + 1))
            or scan.has(after, "clock")
            or scan.has(after, "hour")
        ):
            return None
        day = _next_such(scan, number.value)
        if day is None or day.weekday() != chain[0].weekday or scan.has(after, "people"):
            return None
    elif scan.word(number.last) not in ("go", "ego", "tego", "th", "st", "nd", "rd"):
        return None
    day = _next_such(scan, number.value)
    if day is None:
        return None
    return _Item(chain[0].first, number.last, ((day, day),), problems=tuple(weekday_problem(day, chain[0].weekday)))


def _next_such(scan: Scan, number: int) -> date | None:
    if scan.month:
        return calendar.on(scan.month[0], scan.month[1], number)
    return calendar.next_monthday(number, scan.today)


def _after_glue(scan: Scan, at: int) -> Run | None:
    """The date that follows a weekday, past "dnia", "tj.", a comma or a parenthesis."""
    for _ in range(4):
        if at >= scan.size or scan.tokens[at].newlines > 1:
            return None
        run = run_at(scan, at)
        if run:
            return run
        if scan.word(at) not in _GLUE:
            return None
        at += 1
    return None


def _dated_chain(scan: Scan, chain: list[Named], dated: Run) -> _Item:
    pieces = [
        replace(piece, weekday=chain[n].weekday if n < len(chain) else piece.weekday)
        for n, piece in enumerate(dated.pieces)
    ]
    run = replace(dated, pieces=tuple(pieces))
    spans, problems = resolve(run, scan.today)
    return _with_weekday_after(scan, _Item(chain[0].first, dated.last, tuple(spans), run.any, tuple(problems), run=run))


def _dated(scan: Scan, index: int) -> _Item | None:
    run = run_at(scan, index)
    if run is None:
        return None
    spans, problems = resolve(run, scan.today)
    item = _Item(run.first, run.last, tuple(spans), run.any, tuple(problems), run=run)
    return _with_weekday_after(scan, item)


def _with_weekday_after(scan: Scan, item: _Item) -> _Item:
    """With the weekday said after the date: "12 maja (wtorek)", "9 grudnia, też środa"."""
    at, comma = item.last + 1, False
    for _ in range(3):
        if scan.parted(at):
            return item
        if scan.word(at) not in _BACK_GLUE or named_at(scan, at):
            break
        comma |= scan.word(at) in (",", ".", "w", "we", "/", "-", "–")
        at += 1
    chain, _ = chain_at(scan, at)
    if len(chain) == 1 and scan.word(chain[0].last + 1) in DASHES and (until := named_at(scan, chain[0].last + 2)):
        return replace(item, last=until.last + (scan.word(until.last + 1) == ")"))
    if not chain or not item.spans or chain[0].which or chain[0].plural or len(chain) > len(item.spans):
        return item
    fits = all(first.weekday() == named.weekday for named, (first, _) in zip(chain, item.spans, strict=False))
    if _after_glue(scan, chain[-1].last + 1) or (comma and not fits):
        return item
    if item.spans[0][0] != item.spans[0][1]:
        return item
    last = chain[-1].last + (
        scan.word(chain[-1].last + 1) == ")" and "(" in [scan.word(n) for n in range(item.last + 1, at)]
    )
    problems = [
        said
        for named, (first, _) in zip(chain, item.spans, strict=False)
        for said in weekday_problem(first, named.weekday)
    ]
    return replace(item, last=last, problems=tuple(dict.fromkeys((*item.problems, *problems))))


def _nth(scan: Scan, index: int) -> _Item | None:
    """ "pierwszy poniedziałek marca": a day, unless it comes back (see `repeats`)."""
    nth = nth_at(scan, index)
    if nth is None or nth.each or not nth.said:
        return None
    spans = tuple((day, day) for day in resolve_nth(nth, scan.today))
    return _Item(index, nth.last, spans) if spans else None


def _bare(scan: Scan, index: int) -> _Item | None:
    """Days without a month: "dnia 12", "w dniach 3, 10 i 17", "12-go", "26 bm."."""
    moved = _moved(scan, index)
    if moved:
        return moved
    run = _bare_run(scan, index)
    if scan.has(index, "day") and run_at(scan, scan.dot(index + 1)):
        return None
    if run is None:
        return None
    shift, last = _month_shift(scan, run[1] + 1)
    spans = []
    for number in run[0]:
        day = _next_such(scan, number)
        if shift is not None:
            day = calendar.on(*calendar.later_month(scan.today.year, scan.today.month, shift), number)
        if day:
            spans.append((day, day))
    return _Item(index, last or run[1], tuple(spans), run[2]) if spans else None


def _moved(scan: Scan, index: int) -> _Item | None:
    """The day that shares its month with the one it is moved to ("z 16 na 17 marca")."""
    number = scan.number(index)
    if number is None or not 1 <= number.value <= 31 or scan.word(index - 1) not in ("z", "ze", "zamiast", "from"):
        return None
    if scan.word(number.last + 1) not in ("na", "to"):
        return None
    target = _after_glue(scan, number.last + 2)
    spans = resolve(target, scan.today)[0] if target else []
    day = calendar.on(spans[0][0].year, spans[0][0].month, number.value) if spans else None
    if day is None or target is None:
        return None
    overnight = any(scan.has(n, "night") for n in range(max(0, index - 6), index))
    return _Item(index, target.last if overnight else number.last, ((day, day),))


def _bare_run(scan: Scan, index: int) -> tuple[list[int], int, bool] | None:
    """Numbers, last token, and whether any serves."""
    cued = scan.has(index, "day") and scan.word(index) in ("dnia", "dniu", "dniach", "dn")
    cued = cued and not ((before := scan.number(index - 1)) and before.kind is Numeral.ORDINAL)
    at = index + 1 if cued else index
    at = scan.dot(at) if cued else at
    number = scan.number(at)
    if (
        number is None
        or not 1 <= number.value <= 31
        or scan.parted(at)
        or (not number.words and len(scan.digits(at)) > 2)
    ):
        return None
    ending = scan.word(number.last)
    ordinal = (
        number.kind is Numeral.ORDINAL
        and ending.endswith(("go", "ego", "th", "nd", "rd", "st"))
        and not scan.numbered(number.last + 1, "month:") > 0
    )
    if number.words and (number.kind is Numeral.CARDINAL or not ending.endswith("ego")):
        return None
    if number.words and (scan.has(number.last + 1, "day") or scan.word(index - 1) == ","):
        return None
    shifted = _month_shift(scan, number.last + 1)[0] is not None
    lead = scan.word(index - 1)
    if (
        not cued
        and not shifted
        and not (ordinal and lead in ("na", "w", "od", "do", "dnia", "i", "lub", "albo", "the", ",", "z", "we", ""))
    ):
        return None
    if (number.words and scan.has(number.last + 1, "year")) or scan.word(number.last + 1) in (":",):
        return None
    numbers, last, any_serves = [number.value], number.last, False
    while (
        cued
        and scan.word(last + 1) in ANDS | ORS | {","}
        and (more := scan.number(last + 2))
        and not more.words
        and more.value <= 31
    ):
        any_serves |= scan.word(last + 1) in ORS
        numbers.append(more.value)
        last = more.last
    return numbers, last, any_serves


def _month_shift(scan: Scan, at: int) -> tuple[int | None, int]:
    """(months from now, last token) of "bm.", "tego miesiąca", "przyszłego miesiąca"; (None, 0) without."""
    if scan.word(at) == "bm" or (scan.word(at) == "b" and scan.word(scan.dot(at + 1)) == "m"):
        return 0, at if scan.word(at) == "bm" else scan.dot(at + 1)
    if scan.has(at + 1, "month"):
        for tag, shift in (("this", 0), ("next", 1), ("another", 1)):
            if scan.has(at, tag):
                return shift, at + 1
    return None, 0
