"""Weekdays as days: "we wtorek lub w środę", "w przyszłym tygodniu w czwartek", "czwartek 26 marca", "wtorek 12"."""

from dataclasses import replace
from datetime import date, timedelta

from mail_ingest.reading.when import calendar
from mail_ingest.reading.when.dates import run_at
from mail_ingest.reading.when.feasts import feast_at, long_weekend_at
from mail_ingest.reading.when.items import Item, after_glue, next_such
from mail_ingest.reading.when.runs import Run, resolve, weekday_problem
from mail_ingest.reading.when.scan import DASHES, Scan
from mail_ingest.reading.when.values import Days, Span
from mail_ingest.reading.when.weekdays import Named, chain_at, named_at, resolve_named, week_at
from mail_ingest.reading.words.morphology import words
from mail_ingest.reading.words.numerals import Number, Numeral

_BACK_GLUE = frozenset(words(", ( tj . czyli - – to jest tez w we wypada na / [ on"))


def weekdays_at(scan: Scan, index: int) -> Item | None:
    chain, joints = chain_at(scan, index)
    if not chain or any(named.plural for named in chain):
        return None
    ranged = _ranged_names(scan, chain)
    if ranged:
        return ranged
    dated = after_glue(scan, chain[-1].last + 1) or _in_parentheses(scan, chain)
    if dated and (len(chain) in (1, len(dated.pieces)) or _spans_chain(chain, dated)):
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
    bare = _day_beside(scan, chain) or _beside_feast(scan, chain)
    if bare:
        return bare
    which = chain[0].which
    chain = [
        replace(named, which=named.which or which) if joints[n] and which == "next" else named
        for n, named in enumerate(chain)
    ]
    days = [resolve_named(named, said if not named.which else None, scan.today) for named in chain]
    return _of_chain(index, last, chain, joints, days)


def _spans_chain(chain: list[Named], dated: Run) -> bool:
    """Whether a range holds one day for each weekday ("w sobotę i niedzielę 21-22 marca")."""
    piece = dated.pieces[0]
    return len(dated.pieces) == 1 and piece.until - piece.day + 1 == len(chain)


def _in_parentheses(scan: Scan, chain: list[Named]) -> Run | None:
    """The date of "czwartkowe spotkanie (19 marca)", "Thursday's rehearsal (19 March)"."""
    last = chain[-1].last
    describes = scan.numbered(last, "adjective:") >= 0 or scan.tokens[last].raw.endswith(("'s", "’s"))
    if not describes or scan.word(last + 2) != "(":
        return None
    return run_at(scan, last + 3)


def _beside_feast(scan: Scan, chain: list[Named]) -> Item | None:
    """ "w sobotę po Wielkanocy", "w piątek przed 15 maja", "po świętach we wtorek"."""
    before = chain[0].first - 1
    before -= scan.word(before) in ("w", "we")
    before -= scan.word(before) == ","
    if len(chain) == 1 and scan.word(before) == "swietach" and scan.word(before - 1) == "po":
        day = calendar.next_weekday(chain[0].weekday, calendar.next_holidays(scan.today)[1])
        return Item(chain[0].first, chain[0].last, ((day, day),))
    at = chain[0].last + 2
    sign = {"po": 1, "przed": -1}.get(scan.word(at - 1))
    if len(chain) != 1 or sign is None or at >= scan.size:
        return None
    feast = feast_at(scan, at) or long_weekend_at(scan, at)
    if feast is not None and isinstance(feast.value, Days):
        first, last, end = feast.value.days[0], feast.value.days[0], feast.last
    elif feast is not None and isinstance(feast.value, Span):
        first, last, end = feast.value.first, feast.value.last, feast.last
    elif scan.word(at) in ("swietach", "swietami"):
        (first, last), end = calendar.next_holidays(scan.today), at
    elif (run := run_at(scan, at)) and len(found := resolve(run, scan.today)[0]) == 1:
        (first, last), end = found[0], run.last
    else:
        return None
    near = last if sign > 0 else first - timedelta(days=8)
    day = calendar.next_weekday(chain[0].weekday, near)
    return Item(chain[0].first, end, ((day, day),))


def in_week(scan: Scan, index: int, last: int, weeks: int, counted: bool) -> Item | None:
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
        return Item(index, last, ((day, day),))
    return None


def _of_chain(first: int, last: int, chain: list[Named], joints: list[str], days: list[date]) -> Item:
    any_serves = "or" in joints[: len(chain)]
    return Item(first, last, tuple((day, day) for day in days), any_serves, past=chain[0].which == "past", loose=True)


def _undated(scan: Scan, chain: list[Named]) -> list[Named]:
    """The weekdays of a chain without the last one if that one belongs to a date ("we wtorek lub środę 18 marca")."""
    return chain[:-1] if chain and after_glue(scan, chain[-1].last + 1) else chain


def _ranged_names(scan: Scan, chain: list[Named]) -> Item | None:
    """ "piątek-niedziela 20-22 marca": both ends are named, and the dates say the same."""
    joint = chain[0].last + 1
    if len(chain) != 1 or scan.word(joint) not in DASHES:
        return None
    until = named_at(scan, joint + 1)
    dated = after_glue(scan, until.last + 1) if until else None
    if until is None or dated is None or not dated.pieces[0].until:
        return None
    spans, problems = resolve(dated, scan.today)
    if spans and (spans[0][0].weekday(), spans[0][1].weekday()) != (chain[0].weekday, until.weekday):
        problems.extend(weekday_problem(spans[0][0], chain[0].weekday))
    return Item(chain[0].first, dated.last, tuple(spans), dated.any, tuple(problems), run=dated)


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


def _day_beside(scan: Scan, chain: list[Named]) -> Item | None:
    """ "we wtorek 12", "w piątek 24-go", "w środę, dwudziestego piątego": the day's number without its month."""
    if len(chain) != 1:
        return None
    at = chain[0].last + 1
    comma = scan.word(at) == ","
    at += comma
    number = scan.number(at)
    if (
        number is None
        or (number.words and number.kind is not Numeral.ORDINAL)
        or not 1 <= number.value <= 31
        or len(scan.digits(at)) > 2
        or scan.tokens[at].newlines
        or (number.words and not scan.word(number.last).endswith("ego"))
        or (comma and not number.words)
    ):
        return None
    after = number.last + 1
    if (day := _sharing_month(scan, number)) is not None:
        return Item(chain[0].first, number.last, ((day, day),), problems=tuple(weekday_problem(day, chain[0].weekday)))
    if number.kind is Numeral.CARDINAL:
        if (
            (scan.word(after) in (":", ".", "-", "–") and scan.digits(after + 1))
            or scan.has(after, "clock")
            or scan.has(after, "hour")
        ):
            return None
        day = next_such(scan, number.value)
        if day is None or day.weekday() != chain[0].weekday or scan.has(after, "people"):
            return None
    elif scan.word(number.last) not in ("go", "ego", "tego", "th", "st", "nd", "rd") and not number.words:
        return None
    day = _such_weekday(scan, number.value, chain[0].weekday) or (None if comma else next_such(scan, number.value))
    if day is None:
        return None
    return Item(chain[0].first, number.last, ((day, day),), problems=tuple(weekday_problem(day, chain[0].weekday)))


def _such_weekday(scan: Scan, number: int, weekday: int) -> date | None:
    """The next day of that number that is that weekday, some months ahead at most ("w piątek trzynastego")."""
    for shift in range(_MONTHS_AHEAD):
        day = calendar.on(*calendar.later_month(scan.today.year, scan.today.month, shift), number)
        if day is not None and day > scan.today and day.weekday() == weekday:
            return day
    return None


_MONTHS_AHEAD = 4


def _sharing_month(scan: Scan, number: Number) -> date | None:
    """The first day of "poniedziałku 24 do piątku 28 sierpnia", "pt 31 - nd 2 sierpnia": its month follows."""
    at = number.last + 1
    at += scan.word(at) == "."
    if not (scan.word(at) in _RANGING or scan.word(at) in DASHES):
        return None
    at += 1 + (scan.word(at) == "az")
    until = named_at(scan, at)
    dated = after_glue(scan, until.last + 1) if until else None
    if dated is None or len(dated.pieces) > 1:
        return None
    spans, _ = resolve(dated, scan.today)
    if not spans:
        return None
    last = spans[0][0]
    day = calendar.on(last.year, last.month, number.value)
    if day is None or day > last:
        year, month = calendar.later_month(last.year, last.month, -1)
        day = calendar.on(year, month, number.value)
    return day


_RANGING = frozenset(words("do az po a to till until through до"))


def _dated_chain(scan: Scan, chain: list[Named], dated: Run) -> Item:
    pieces = [
        replace(piece, weekday=chain[n].weekday if n < len(chain) else piece.weekday)
        for n, piece in enumerate(dated.pieces)
    ]
    run = replace(dated, pieces=tuple(pieces))
    spans, problems = resolve(run, scan.today)
    return with_weekday_after(scan, Item(chain[0].first, dated.last, tuple(spans), run.any, tuple(problems), run=run))


def with_weekday_after(scan: Scan, item: Item) -> Item:
    """With the weekday said after the date: "12 maja (wtorek)", "9 grudnia, też środa"."""
    at, comma = item.last + 1, False
    for _ in range(3):
        if scan.parted(at):
            return item
        if scan.word(at) not in _BACK_GLUE or (scan.word(at) != "to" and named_at(scan, at)):
            break
        comma |= scan.word(at) in (",", ".", "w", "we", "/", "-", "–")
        at += 1
    chain, _ = chain_at(scan, at)
    if len(chain) == 1 and scan.word(chain[0].last + 1) in DASHES and (until := named_at(scan, chain[0].last + 2)):
        return replace(item, last=until.last + (scan.word(until.last + 1) == ")"))
    if not chain or not item.spans or chain[0].which or chain[0].plural or len(chain) > len(item.spans):
        return item
    fits = all(first.weekday() == named.weekday for named, (first, _) in zip(chain, item.spans, strict=False))
    said = fits and scan.word(at - 1) == "to"  # "28 marca to sobota, 29 marca niedziela"
    if (after_glue(scan, chain[-1].last + 1) and not said) or (comma and not fits):
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
