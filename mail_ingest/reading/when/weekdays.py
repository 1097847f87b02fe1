"""Weekdays and weeks: "w czwartek", "w przyszłą środę", "we wtorek za tydzień", "w pierwszy poniedziałek marca".

A weekday alone is its next occurrence after the reference; "przyszły" and "następny" mean the next Monday-to-Sunday
week. What comes back every week or month is left to `repeats`.
"""

from dataclasses import dataclass
from datetime import date

from mail_ingest.reading.numerals import Numeral
from mail_ingest.reading.when import calendar
from mail_ingest.reading.when.scan import ANDS, ORS, Scan
from mail_ingest.reading.when.vocabulary import MAYBE_PLURAL_DAYS, plural_days

_SEPARATORS = ANDS | ORS | {",", "/"}
_LITTLE = frozenset(("w", "we", "na", "on", "the", "у", "в", "też", "tez", "ten", "już", "ktorys"))


@dataclass(frozen=True, slots=True)
class Named:
    """A weekday as named: tokens, weekday, and which one: "" (next), "next", "this", "nearest", "past", "final"."""

    first: int
    last: int
    weekday: int
    which: str = ""
    plural: bool = False
    short: bool = False


def named_at(scan: Scan, index: int) -> Named | None:
    """The weekday, with its adjective before or after it, that begins at this token."""
    at, which = index, ""
    if not _is_day(scan, at):
        which = _which(scan, at)
        if not which:
            return None
        at += 1
        if which == "this" and _which(scan, at) in ("nearest", "next"):
            which, at = _which(scan, at), at + 1
    if not _is_day(scan, at):
        return None
    if _surname(scan, at):
        return None
    weekday = scan.numbered(at, "day:")
    short = "short" in scan.tags[at]
    if short and not _short_fits(scan, at):
        return None
    last = scan.dot(at + 1) - 1 if short else at
    if not which and (after := _which(scan, last + 1)) in ("next", "nearest") and scan.word(last + 1) != "next":
        if not _is_day(scan, last + 2) and not scan.has(last + 2, "week") and not scan.has(last + 2, "month"):
            which, last = after, last + 1
    return Named(index, last, weekday, which, _plural(scan, at, index), short)


def _surname(scan: Scan, at: int) -> bool:
    """Whether "Sobota" or "Środa" follows a first name in the middle of a sentence."""
    before = at - 1
    if before < 0 or not scan.tokens[at].raw.istitle() or scan.tokens[at].newlines or scan.text.english:
        return False
    name = scan.tokens[before]
    if not (name.is_word and name.raw.istitle() and len(name.raw) > 2) or (scan.tags[before] and "short" not in scan.tags[before]):
        return False
    return not any(scan.digits(at + step) for step in (1, 2, 3))


def _is_day(scan: Scan, index: int) -> bool:
    return scan.numbered(index, "day:") >= 0


def _which(scan: Scan, index: int) -> str:
    for tag in ("next", "nearest", "past", "this", "final", "another"):
        if scan.has(index, tag):
            return "next" if tag == "another" else tag
    return ""


def _short_fits(scan: Scan, index: int) -> bool:
    """Whether "pt.", "sob", "sat" is a weekday here and no other word ("szkolenie pt. „Budżet”")."""
    after = scan.dot(index + 1)
    if scan.word(index - 1) in (
        "w",
        "we",
        "on",
        "do",
        "od",
        "na",
        "i",
        "lub",
        "albo",
        "(",
        "najblizszy",
        "kazdy",
        "-",
        "–",
    ) and scan.word(after) not in ("„", '"', "“", "«"):
        return True
    if index > 0 and (
        scan.digits(index - 1)
        or scan.word(index - 1) in (",", ".", ")", "r", ":")
        or scan.numbered(index - 1, "month:") > 0
    ):
        return scan.word(after) in ("", ",", "o", "od", "godz", ")", "w", "-", "–", "i", "g", ".", "h") or bool(
            scan.digits(after)
        )
    return (
        bool(scan.digits(after))
        or scan.word(after) in ("o", "od", "godz", ",", "", "i", "/", "w", "lub", "albo", "g")
        or scan.word(index + 1) in DASH_LIKE
    )


DASH_LIKE = frozenset("-–—/")


def _plural(scan: Scan, at: int, first: int) -> bool:
    folded = scan.word(at)
    if folded in plural_days():
        return True
    if folded not in MAYBE_PLURAL_DAYS or scan.tokens[at].raw.lower().endswith("ę"):
        return False
    if folded == "niedziele" and scan.text.plain:
        return False
    before = scan.word(first - 1)
    return (
        before in ("w", "we", "у", "в", "we-w", "wszystkie", "kolejne", "co")
        or before in _SEPARATORS
        and _plural_before(scan, first - 2)
    )


def _plural_before(scan: Scan, index: int) -> bool:
    return _is_day(scan, index) and _plural(scan, index, index)


def chain_at(scan: Scan, index: int) -> tuple[list[Named], list[str]]:
    """Weekdays in a row ("we wtorek lub w środę") and what stands before each ("", "and", "or")."""
    first = named_at(scan, index)
    if first is None:
        return [], []
    chain, joints = [first], [""]
    at = first.last + 1
    while not scan.parted(at) and scan.word(at) in _SEPARATORS:
        joint = "or" if scan.word(at) in ORS or scan.word(at) == "/" else "and"
        following = at + 1
        if scan.word(following) in ORS | ANDS:
            joint = "or" if scan.word(following) in ORS else joint
            following += 1
        following += scan.word(following) in _LITTLE
        following += scan.has(following, "every")
        further = named_at(scan, following)
        if further is None:
            break
        chain.append(further)
        joints.append(joint)
        at = further.last + 1
    return chain, joints


@dataclass(frozen=True, slots=True)
class WeekRef:
    """A week so many after this one; `counted`: said as a distance ("za tydzień"), which alone means a day."""

    first: int
    last: int
    weeks: int
    counted: bool = False


def week_at(scan: Scan, index: int) -> WeekRef | None:
    """ "w przyszłym tygodniu", "tego tygodnia", "za dwa tygodnie", "next week", "in two weeks"."""
    at = index + (scan.word(index) in ("w", "we", "na", "in", "у", "в", "na", "z", "the"))
    at += scan.word(at) == "ciagu" and 0
    which = _which(scan, at)
    if which and scan.has(at + 1, "week") and scan.word(at + 1) != "tyg.":
        weeks = {"next": 1, "nearest": 1, "this": 0, "past": -1, "final": -1}[which]
        if scan.word(at + 1) in ("tygodni", "weeks", "tygodniach", "tygodnie", "тижнів", "тижні"):
            return None
        return WeekRef(index, at + 1, weeks)
    if which == "this" and _which(scan, at + 1) in ("next", "nearest") and scan.has(at + 2, "week"):
        return WeekRef(index, at + 2, 1)
    return _counted_week(scan, index)


def _counted_week(scan: Scan, index: int) -> WeekRef | None:
    if scan.word(index) not in ("za", "in", "через"):
        return None
    at = index + 1
    at += scan.word(at) in ("a", "jakies", "okolo")
    if scan.has(at, "week"):
        return WeekRef(index, scan.dot(at + 1) - 1 if scan.word(at) == "tyg" else at, 1, True)
    number = scan.number(at)
    if number and 1 <= number.value <= 52 and scan.has(number.last + 1, "week"):
        last = number.last + 1
        return WeekRef(index, scan.dot(last + 1) - 1 if scan.word(last) == "tyg" else last, number.value, True)
    return None


def resolve_named(named: Named, weeks: int | None, today: date) -> date:
    """The day meant; `weeks`: the week it is said to lie in, if one is."""
    if weeks is not None:
        return calendar.weekday_of_week(named.weekday, weeks, today)
    if named.which == "next":
        return calendar.weekday_of_week(named.weekday, 1, today)
    if named.which in ("past", "final"):
        return (
            calendar.next_weekday(named.weekday, today)
            - 7 * calendar.DAY
            - (7 * calendar.DAY if named.weekday == today.weekday() else 0 * calendar.DAY)
        )
    return calendar.next_weekday(named.weekday, today)


@dataclass(frozen=True, slots=True)
class Nth:
    """The nth weekday of a month: `month` 0 where it is "the month"; `each`: of every month."""

    first: int
    last: int
    weekday: int
    nth: int
    month: int = 0
    year: int = 0
    shift: int = 0
    each: bool = False
    said: bool = True


def nth_at(scan: Scan, index: int) -> Nth | None:
    """ "pierwszy poniedziałek marca", "w ostatni piątek miesiąca", "w drugą środę każdego miesiąca"."""
    at, nth = index, 0
    number = scan.number(index)
    if number and number.kind is Numeral.ORDINAL and 1 <= number.value <= 5:
        nth, at = number.value, number.last + 1
    elif scan.has(index, "final"):
        nth, at = -1, index + 1
    elif scan.word(index) in ("przedostatni", "przedostatnia", "przedostatnia", "przedostatniego"):
        nth, at = -2, index + 1
    if not nth or not _is_day(scan, at) or "short" in scan.tags[at] and not scan.has(scan.dot(at + 1), "month"):
        return None
    weekday, last = scan.numbered(at, "day:"), at
    after = scan.dot(at + 1) if "short" in scan.tags[at] else at + 1
    tail = _month_after(scan, after)
    if tail is None:
        return Nth(index, last, weekday, nth, said=False) if scan.word(at) in plural_days() or nth > 0 else None
    return Nth(index, tail[0], weekday, nth, *tail[1:])


def _month_after(scan: Scan, at: int) -> tuple[int, int, int, int, bool] | None:
    """(last token, month, year, months from now, every month) of "marca (2027)", "w kwietniu", "każdego miesiąca"."""
    at += scan.word(at) in ("w", "we", "of", "in", "the", "у", "в")
    at += scan.word(at) == "the"
    month = scan.numbered(at, "month:")
    if month > 0:
        digits = scan.digits(at + 1)
        year = int(digits) if len(digits) == 4 and 1900 < int(digits) < 2100 else 0
        return at + bool(year), month, year, 0, False
    if scan.has(at, "month"):
        return at, 0, 0, 0, False
    if scan.has(at + 1, "month"):
        if scan.has(at, "every") or scan.word(at) == "danego":
            return at + 1, 0, 0, 0, True
        if scan.has(at, "next") or scan.has(at, "this") or scan.has(at, "nearest") or scan.has(at, "another"):
            return at + 1, 0, 0, 0 if scan.has(at, "this") else 1, False
    return None


def resolve_nth(nth: Nth, today: date) -> date | None:
    """The day meant, on or after today where no year is said."""
    if nth.month:
        year = nth.year or calendar.year_of_month(nth.month, today)
        found = calendar.nth_weekday(nth.weekday, nth.nth, year, nth.month)
        if found and found < today and not nth.year:
            found = calendar.nth_weekday(nth.weekday, nth.nth, year + 1, nth.month)
        return found
    for months in range(nth.shift, nth.shift + 3):
        found = calendar.nth_weekday(nth.weekday, nth.nth, *calendar.later_month(today.year, today.month, months))
        if found and found >= today:
            return found
    return None
