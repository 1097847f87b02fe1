"""Days as mentions: dates, weekdays, relative days and feasts, with their ranges and the words that bound them.

"w czwartek 26 marca", "wtorek 12.05 lub środa 13.05", "za dwa tygodnie w piątek", "od 30 listopada do 4 grudnia",
"od 10 września" (a bound), "dnia 12 bm.", "jutrzejszy"
"""

from dataclasses import replace
from datetime import date, timedelta

from mail_ingest.reading.when import calendar
from mail_ingest.reading.when.bare import bare_at
from mail_ingest.reading.when.beginnings import BEFORE_WEEKS, WHICH, Beginning
from mail_ingest.reading.when.beside import said_again
from mail_ingest.reading.when.cues import cues_of
from mail_ingest.reading.when.dates import run_at
from mail_ingest.reading.when.feasts import begins_feast, beside_feast, feast_at, holidays_at
from mail_ingest.reading.when.items import Item
from mail_ingest.reading.when.months import DAYS_LONG
from mail_ingest.reading.when.named_days import in_week, weekdays_at, with_weekday_after
from mail_ingest.reading.when.not_dates import impossible_at
from mail_ingest.reading.when.nth import LAST_BUT_ONE, ROMAN, nth_at, resolve_nth
from mail_ingest.reading.when.runs import resolve
from mail_ingest.reading.when.scan import DASHES, Found, Scan
from mail_ingest.reading.when.values import Bound, Days, Span, Unreadable
from mail_ingest.reading.when.weekdays import week_at
from mail_ingest.reading.words.morphology import words

_SINCE = frozenset(words("od from від poczawszy since starting"))
_RUNNING = 31
"""Days since which a range without a year may have begun; of one that began earlier the next is meant."""
_LONGEST = 340
"""Days of a range beyond which its end is rather one before its start ("od 14 maja do 12 maja")."""
_BETWEEN = frozenset(("miedzy", "pomiedzy", "between", "між"))
_UNTIL = frozenset(("do", "till", "until", "до", "by"))


def days_at(scan: Scan, index: int) -> Found | None:
    """The day, days or range of days that begins at this token."""
    opener = scan.word(index)
    if scan.word(index - 1) in DASHES and scan.timed == index - 2:
        opener, index = "do", index - 1
    bounded = (opener in _SINCE or opener in _BETWEEN or opener in _UNTIL) and not _ends_cell(scan, index)
    at = index + 1 if bounded else index
    if not bounded and (holidays := holidays_at(scan, index)):
        return holidays
    if bounded and scan.word(at) in ("dnia", "dn", "the") and run_at(scan, scan.dot(at + 1)):
        at = scan.dot(at + 1)
    item = _item(scan, at)
    if item is not None and (night := _overnight(scan, index, item)):
        return night
    if item is None and (impossible := impossible_at(scan, at)):
        return Found(index, impossible[0], Unreadable(), (impossible[1],))
    if item is None:
        return None
    if bounded and opener not in _BETWEEN and item.run and len(item.run.pieces) > 1 and not item.run.pieces[0].until:
        return None
    if opener in _BETWEEN and item.loose and len(item.spans) == 2 and not item.any:
        (start, _), (end, _) = item.spans
        end = end if end > start else calendar.next_weekday(end.weekday(), start)
        return Found(index, item.last, Span(start, end), item.problems, "", item.run is None)
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


def _overnight(scan: Scan, index: int, first: Item) -> Found | None:
    """ "w nocy z piątku na sobotę": its hours are of the first day; without hours it is both."""
    if scan.word(index - 1) not in ("z", "ze") or scan.word(first.last + 1) != "na":
        return None
    before = range(max(0, index - 6), index - 1)
    named = first.run is None and first.loose and not _is_moved(scan, index)
    if not named and not any(scan.has(n, "night") for n in before):
        return None
    second = _item(scan, first.last + 2)
    if second is None or len(second.spans) != 1 or len(first.spans) != 1:
        return None
    last = second.spans[0][0]
    evening = last - calendar.DAY
    if first.spans[0][0].weekday() != evening.weekday():
        return None
    return Found(first.first, second.last, Days((evening,), stretches=((evening, last),)), second.problems)


def _ends_cell(scan: Scan, index: int) -> bool:
    """Whether the word ends a row of a table ("Data | Godzina od | Godzina do"), so that it governs no day below."""
    if index + 1 >= scan.size or not scan.tokens[index + 1].newlines:
        return False
    return any(scan.word(n) == "|" for n in range(max(0, index - 4), index))


def _found(item: Item) -> Found:
    role = "past" if item.past else ""
    if len(item.spans) == 1 and item.spans[0][0] != item.spans[0][1]:
        return Found(item.first, item.last, Span(*item.spans[0]), item.problems, role)
    days = [first + timedelta(days=n) for first, last in item.spans for n in range(min((last - first).days, 62) + 1)]
    stretches = item.spans if any(first < last for first, last in item.spans) else ()
    loose = item.loose and item.run is None
    return Found(item.first, item.last, Days(tuple(days), item.any, stretches), item.problems, role, loose)


def _range(scan: Scan, first: Item, opener: str) -> Found | None:
    """From one day to another: "30 listopada - 4 grudnia", "od piątku do niedzieli", "między 12 a 15 maja"."""
    if opener == "from" and _is_moved(scan, first.first):
        return None
    if len(first.spans) != 1 or first.spans[0][0] != first.spans[0][1]:
        return None
    at = first.last + 1
    parting = {".", ","} if opener in _SINCE else {"."}
    at += scan.word(at) == ")" or (scan.word(at) in parting and scan.word(at + 1) in DASHES | {"do"})
    joint = scan.word(at)
    if joint == "az":
        at, joint = at + 1, scan.word(at + 1)
    if not (
        joint in DASHES
        or joint in ("do", "till", "until", "до", "по", "through")
        or (joint == "to" and scan.text.english)  # "8 marca to niedziela"
        or (joint in ("a", "and", "i", "і", "та") and opener in _BETWEEN)
        or (joint == "po" and opener in _SINCE)
    ):
        return None
    at += 1
    at += scan.word(at) in ("dnia", "the")
    second = _item(scan, at)
    if second is None or len(second.spans) != 1 or scan.parted(at):
        return None
    start, end = _ordered(scan, first, second)
    last, problems = second.last, (*first.problems, *second.problems)
    yearless = second.run is not None and not second.run.year
    if end < start or (yearless and (end - start).days > _LONGEST):
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


def _ordered(scan: Scan, first: Item, second: Item) -> tuple[date, date]:
    """Both ends in their years: the end is the next such day, the start the last one before it."""
    start, end = first.spans[0][0], second.spans[0][1]
    if first.run and second.run:
        if not first.run.year:
            day, month = first.run.pieces[0].day, first.run.month
            years = (end.year, end.year - 1)
            start = next((found for year in years if (found := calendar.on(year, month, day)) and found <= end), start)
            if not second.run.year and (scan.today - start).days > _RUNNING:
                start, end = first.spans[0][0], calendar.on(end.year + 1, end.month, end.day) or end
        elif not second.run.year:
            day, month = second.run.pieces[-1].until or second.run.pieces[-1].day, second.run.month
            years = (start.year, start.year + 1)
            end = next((found for year in years if (found := calendar.on(year, month, day)) and found >= start), end)
    elif second.run is None and end < start and second.loose:
        end = calendar.next_weekday(end.weekday(), start)
    elif first.run is None and first.loose and second.run:
        start = end - timedelta(days=(end.weekday() - start.weekday()) % 7)
    return start, end


def _item(scan: Scan, index: int) -> Item | None:
    return (
        _relative(scan, index)
        or _feast(scan, index)
        or _dated(scan, index)
        or _nth(scan, index)
        or weekdays_at(scan, index)
        or bare_at(scan, index)
    )


def _feast(scan: Scan, index: int) -> Item | None:
    found = feast_at(scan, index)
    if found is None or not isinstance(found.value, Days):
        return None
    day = found.value.days[0]
    item = Item(found.first, found.last, ((day, day),))
    again = said_again(scan, item, day)
    return again if again.last > item.last else with_weekday_after(scan, item)


def _relative(scan: Scan, index: int) -> Item | None:
    """dziś, jutro, pojutrze, za trzy dni, za tydzień (w środę), za miesiąc."""
    if index >= scan.size:
        return None
    for tag, days in (("today", 0), ("overmorrow", 2), ("tomorrow", 1), ("yesterday", -1)):
        if tag in scan.tags[index]:
            day = scan.today + timedelta(days=days)
            item = Item(index, index, ((day, day),), past=days < 0)
            return said_again(scan, item, day)
    if scan.word(index) == "day" and scan.word(index + 1) == "after" and scan.has(index + 2, "tomorrow"):
        return Item(index, index + 2, ((scan.today + 2 * calendar.DAY,) * 2,))
    week = week_at(scan, index)
    if week:
        item_of_week = in_week(scan, index, week.last, week.weeks, week.counted)
        alone = item_of_week is not None and item_of_week.last == week.last
        return said_again(scan, item_of_week, item_of_week.spans[0][0]) if item_of_week and alone else item_of_week
    if scan.word(index) not in ("za", "in", "через"):
        return beside_feast(scan, index)
    number = scan.number(index + 1)
    at = number.last + 1 if number else index + 1
    count = number.value if number else 1
    if number and scan.has(at, "day") and count < 400:
        day = scan.today + timedelta(days=count)
        return Item(index, at, ((day, day),)) if not scan.has(at + 1, "working") else None
    if scan.has(at, "month") and count < 25:
        day = calendar.months_later(scan.today, count)
        return Item(index, at, ((day, day),))
    return None


def _dated(scan: Scan, index: int) -> Item | None:
    run = run_at(scan, index)
    if run is None:
        return None
    spans, problems = resolve(run, scan.today)
    item = Item(run.first, run.last, tuple(spans), run.any, tuple(problems), run=run)
    return with_weekday_after(scan, item)


def _nth(scan: Scan, index: int) -> Item | None:
    """ "pierwszy poniedziałek marca": a day, unless it comes back (see `repeats`)."""
    edge = _edge_of_month(scan, index)
    if edge:
        return edge
    nth = nth_at(scan, index)
    if nth is not None and not nth.said and scan.month:
        nth = replace(nth, year=scan.month[0], month=scan.month[1], said=True)
    if nth is None or nth.each or not nth.said:
        return None
    spans = tuple((day, day) for day in resolve_nth(nth, scan.today))
    return Item(index, nth.last, spans) if spans else None


def _edge_of_month(scan: Scan, index: int) -> Item | None:
    """ "pierwszego dnia kwietnia", "w ostatni dzień miesiąca"."""
    last = scan.has(index, "final")
    if not (last or scan.has(index, "first")) or not scan.has(index + 1, "day") or scan.word(index + 1) in DAYS_LONG:
        return None
    number, at = scan.numbered(index + 2, "month:"), index + 2
    if number > 0:
        ends = calendar.month(calendar.year_of_month(number, scan.today), number)
    elif scan.has(at, "month"):
        ends = calendar.month(scan.today.year, scan.today.month)
        ends = ends if last else calendar.month(*calendar.later_month(scan.today.year, scan.today.month, 1))
    else:
        return None
    return Item(index, at, ((ends[last], ends[last]),))


_DAYS = Beginning(
    words=_SINCE | _BETWEEN | _UNTIL | BEFORE_WEEKS | LAST_BUT_ONE | ROMAN | {"day", "przeddzien"},
    tags=WHICH | {"today", "tomorrow", "overmorrow", "yesterday", "week", "day", "first", "day:", "month:"},
    numerals=True,
)


def begins_days(raw: str) -> bool:
    """Whether days may begin with this word."""
    return _DAYS.fits(raw) or begins_feast(raw)
