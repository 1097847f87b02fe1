"""Weekdays and weeks: "w czwartek", "w przyszłą środę", "we wtorek za tydzień", "w przyszłym tygodniu".

A weekday alone is its next occurrence after the reference; "przyszły" and "następny" mean the next Monday-to-Sunday
week. What comes back every week or month is left to `repeats`.
"""

from dataclasses import dataclass
from datetime import date

from mail_ingest.reading.when import calendar
from mail_ingest.reading.when.beginnings import WHICH, WHICH_IN_ORDER
from mail_ingest.reading.when.items import after_glue
from mail_ingest.reading.when.scan import ANDS, JOINTS, ORS, Scan
from mail_ingest.reading.when.vocabulary import MAYBE_PLURAL_DAYS, plural_days
from mail_ingest.reading.words.morphology import words

_SEPARATORS = ANDS | ORS | {",", "/"}
_LITTLE = frozenset(words("w we na on the у в też tez ten już ktorys"))


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
        which = "" if scan.text.english and scan.word(at) == "to" else _which(scan, at)
        if not which:
            return None
        at += 1
        if which == "this" and _which(scan, at) in ("nearest", "next"):
            which, at = _which(scan, at), at + 1
    if not _is_day(scan, at):
        return None
    if _surname(scan, at) or _attributive(scan, at):
        return None
    weekday = scan.numbered(at, "day:")
    short = "short" in scan.tags[at]
    if short and not _short_fits(scan, at):
        return None
    last = scan.dot(at + 1) - 1 if short else at
    after = "" if which else _which(scan, last + 1)
    alone = not _is_day(scan, last + 2) and not scan.tags_at(last + 2) & {"week", "month"}
    if after in ("next", "nearest") and scan.word(last + 1) != "next" and alone:
        which, last = after, last + 1
    return Named(index, last, weekday, which, _plural(scan, at, index), short)


def _attributive(scan: Scan, at: int) -> bool:
    """Whether an English weekday only says which ("we run a Saturday playgroup"), and when is not told."""
    following = scan.tokens[at + 1] if at + 1 < scan.size else None
    named = following is not None and following.is_word and not scan.tags_at(at + 1)
    return scan.text.english and scan.word(at - 1) == "a" and named


def _surname(scan: Scan, at: int) -> bool:
    """Whether "Sobota" or "Środa" follows a first name in the middle of a sentence."""
    before = at - 1
    if before < 0 or not scan.tokens[at].raw.istitle() or scan.tokens[at].newlines or scan.text.english:
        return False
    name = scan.tokens[before]
    if not (name.is_word and name.raw.istitle() and len(name.raw) > 2) or (
        scan.tags[before] and "short" not in scan.tags[before]
    ):
        return False
    return not any(scan.digits(at + step) for step in (1, 2, 3))


def _is_day(scan: Scan, index: int) -> bool:
    return scan.numbered(index, "day:") >= 0


def _which(scan: Scan, index: int) -> str:
    said = scan.tags_at(index) & WHICH
    if not said:
        return ""
    tag = next(tag for tag in WHICH_IN_ORDER if tag in said)
    return "next" if tag == "another" else tag


def _short_fits(scan: Scan, index: int) -> bool:
    """Whether "pt.", "sob", "sat" is a weekday here and no other word ("szkolenie pt. „Budżet”")."""
    after = scan.dot(index + 1)
    following = scan.word(after)
    if following in ("„", '"', "“", "«"):
        return False
    before = scan.word(index - 1)
    return before in _SHORT_AFTER or bool(scan.digits(after)) or following in _SHORT_BEFORE


_WITHOUT_TAILS = frozenset(("sobote", "srode", "środe"))
_PARTS_OF_DAYS = frozenset(
    words(
        "popoludnia popoludniami popoludniach wieczory wieczorami wieczorach poranki porankami porankach przedpoludnia"
        " przedpoludniami"
    )
)
_GENITIVE_AFTER = frozenset(
    words("do od z ze bez kolo okolo dla dnia po srod wzgledem podczas zamiast oprocz procz до від")
)
_SHORT_AFTER = frozenset(words("w we on do od na i lub albo ( najblizszy kazdy - – kazda co"))
_SHORT_BEFORE = frozenset(("", *words("o od godz , ) w - – — / i g . h lub albo oraz na rano + &")))


def _plural(scan: Scan, at: int, first: int) -> bool:
    folded = scan.word(at)
    if folded in plural_days() or (scan.numbered(at, "adjective:") >= 0 and scan.word(at + 1) in _PARTS_OF_DAYS):
        return True
    if folded not in MAYBE_PLURAL_DAYS or scan.tokens[at].raw.lower().endswith("ę"):
        return False
    if after_glue(scan, at + 1) is not None:  # "w niedziele 7 lutego": one Sunday, its date says which
        return False
    if any(scan.tokens[n].raw.lower() in _WITHOUT_TAILS for n in range(max(0, first - 4), first)):
        return False  # "w sobote i w niedziele": one of each
    before = scan.word(first - 1)
    if folded == "niedziele" and scan.text.plain:
        return before in _SEPARATORS and _plural_before(scan, first - 2)
    if before in _SEPARATORS and _is_day(scan, first - 2):
        return _plural_before(scan, first - 2)
    return not (before in _GENITIVE_AFTER or before.endswith("ej"))


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
        if scan.word(following) in JOINTS:
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
    which = _which(scan, at)
    if which and scan.has(at + 1, "week") and scan.word(at + 1) != "tyg.":
        weeks = {"next": 1, "nearest": 1, "this": 0, "past": -1, "final": -1}[which]
        if which == "final" and (
            scan.numbered(at + 2, "month:") > 0 or scan.has(at + 2, "month") or scan.word(at + 2) in _ENDING
        ):
            return None
        if scan.word(at + 1) in ("tygodni", "weeks", "tygodniach", "tygodnie", "тижнів", "тижні"):
            return None
        return WeekRef(index, at + 1, weeks)
    if which == "this" and _which(scan, at + 1) in ("next", "nearest") and scan.has(at + 2, "week"):
        return WeekRef(index, at + 2, 1)
    return _counted_week(scan, index)


_ENDING = frozenset(words("wakacji ferii lata roku zimy szkoly semestru of"))
"""What may have a last week, which is not the week before this one."""


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
