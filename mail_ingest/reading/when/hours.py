"""Hours of a day: "o 17", "17.00-19.30", "od dziewiątej do wpół do drugiej", "kwadrans po piątej", "w południe".

A lone number is an hour only where something says so (a preposition, "godz.", minutes, a part of the day); the hour
of a clock face (1 to 6) is one of the afternoon, unless "rano" or "w nocy" stand beside it.
"""

from dataclasses import dataclass, replace

from mail_ingest.reading.morphology import analyses, words
from mail_ingest.reading.numerals import Numeral
from mail_ingest.reading.when.dates import run_at
from mail_ingest.reading.when.scan import DASHES, ORS, Found, Scan
from mail_ingest.reading.when.values import Hours, Unreadable

_STARTS = frozenset(words("o ok okolo kolo okolicach okolicy od at from об о з із від since po after після"))
_ENDS = frozenset(words("do till until przed before до by to"))
_OPENERS = frozenset(words("od miedzy pomiedzy from between з із від між"))
_JOINTS = DASHES | {"do", "a", "to", "till", "until", "до", "and", "i", "та"}
_SURE_JOINTS = DASHES | {"do", "to", "till", "until", "до"}
_MINUTES = frozenset(("00", "15", "30", "45", "oo"))
_FEMININE = (
    "a",
    "ej",
    "ta",
    "tej",
    "sta",
    "stej",
    "ma",
    "mej",
    "sma",
    "smej",
    "sza",
    "szej",
    "ga",
    "giej",
    "cia",
    "ciej",
    "та",
    "ої",
    "ій",
)
_LEADS = frozenset(
    words(
        "w we na od o : , ( ) . ; [ zamiast czyli prosimy poprosimy prosze lub albo i oraz a ok okolo tylko nie ze"
        " z / | czy ewentualnie at у в – - — najlepiej odpowiednio kolejno respectively bedzie jest codziennie"
        " zawsze"
    )
)
_MORNING, _AFTERNOON, _NIGHT, _NOT = "morning", "afternoon", "night", ""


@dataclass(frozen=True, slots=True)
class _Clock:
    """A reading of the clock. `sure`: its form alone says that it is an hour; `exact`: no half of the day is open."""

    minutes: int
    last: int
    sure: bool
    part: str = _NOT
    exact: bool = False


def hours_at(scan: Scan, index: int) -> Found | None:
    """The hour or the hours that begin at this token."""
    return _range(scan, index) or _single(scan, index)


def _range(scan: Scan, index: int) -> Found | None:
    start_at = index
    opened = scan.word(index) in _OPENERS
    if opened:
        start_at += 1
    start_at, cued = _after_hour_word(scan, start_at)
    if cued and scan.word(start_at) in _OPENERS:
        opened, start_at = True, start_at + 1
    start = _clock(scan, start_at, cued)
    if start is None:
        return None
    joint = start.last + 1
    if scan.word(joint) == "," and scan.word(joint + 1) == "do":
        joint += 1
    joints = _JOINTS if opened else _SURE_JOINTS | {"|"} if start.sure else _SURE_JOINTS
    if scan.word(joint) not in joints or scan.parted(joint + 1):
        return None
    end_at, cued_end = _after_hour_word(scan, joint + 1)
    if scan.word(end_at) in ("ok", "okolo"):
        end_at = scan.dot(end_at + 1)
    end = _clock(scan, end_at, cued or cued_end)
    if end is None or _counts(scan, end.last + 1, end) or _begins_date(scan, end_at, end):
        return None
    start, end = _with_lead(scan, index, start), _with_lead(scan, index, end)
    if scan.word(joint) == "|" and not end.sure:
        return None
    said = cued or cued_end or start.sure or end.sure or start.part or end.part
    if not said and not _plain_range_fits(scan, index, opened, start, end):
        return None
    if start.sure and not end.sure and scan.word(joint) in ("a", "i", "and", "та") and not opened:
        return None
    return _span(scan, index, start, end)


def _plain_range_fits(scan: Scan, index: int, opened: bool, start: _Clock, end: _Clock) -> bool:
    """Whether two bare numbers ("16-18", "od 16 do 18") stand where hours stand."""
    if start.minutes == end.minutes or max(start.minutes, end.minutes) > 60 * 60:
        return False
    if start.minutes > 24 * 60 or end.minutes > 24 * 60:
        return opened and scan.dated == index - 1
    if scan.has(end.last + 1, "day") or scan.numbered(end.last + 1, "month:") > 0:
        return False
    if opened:
        return True
    before = index - 1
    if before < 0 or scan.tokens[index].newlines:
        return True
    tags = scan.tags[before]
    if scan.word(before) in _LEADS or any(tag.partition(":")[0] in _TIME_TAGS for tag in tags) or _year(scan, before):
        return True
    if not scan.tokens[before].is_word or scan.word(before) in _COUNTED:
        return False
    return bool(_WISHES & set(scan.tokens[before].lemmas)) or _day_follows(scan, end.last + 1)


_WISHES = frozenset(
    words(
        "chciec prosic poprosic wolec potrzebowac proponowac zaproponowac moc pasowac zaczac trwac odbyc planowac wybrac"
        " rezerwowac zarezerwowac zmienic preferowac"
    )
)


_COUNTED = frozenset(
    words("nr numer wieku klas klasy klasa stron strony grupa grup sala pokoj ul os dla dzieci od do lat")
)


def _day_follows(scan: Scan, at: int) -> bool:
    """Whether a date or a weekday comes next ("sala 16-18, 20 marca")."""
    for _ in range(4):
        if scan.word(at) not in (",", "w", "we", "dnia", "dniu", "dniach", "dn", ".", "on"):
            break
        at += 1
    return scan.numbered(at, "day:") >= 0 or run_at(scan, at) is not None


_TIME_TAGS = frozenset(
    words(
        "day adjective month hour morning afternoon evening today tomorrow overmorrow weekend working daily year week"
    )
)


def _year(scan: Scan, index: int) -> bool:
    digits = scan.digits(index)
    return bool(digits) and (len(digits) == 4 or scan.word(index - 1) in (".", "/", "-"))


def _single(scan: Scan, index: int) -> Found | None:
    word, at, role = scan.word(index), index, ""
    if word in _STARTS or word in _ENDS:
        role = "end" if word in _ENDS else "start"
        at = scan.dot(at + 1)
        if scan.word(at) in ("ok", "okolo", "kolo", "okolicach", "okolicy", "najwyzej"):
            at = scan.dot(at + 1)
    at, cued = _after_hour_word(scan, at)
    clock = _clock(scan, at, cued or bool(role))
    if clock is None or _counts(scan, clock.last + 1, clock) or _begins_date(scan, at, clock):
        return None
    if word in ("ok", "okolo", "kolo") and scan.has(clock.last, "hour") and not cued:
        return None
    clock = _with_lead(scan, index, clock)
    listed = (scan.timed == index - 2 and scan.word(index - 1) in ORS) or _named_hour(scan, index)
    if not (role or cued or clock.sure or clock.part or listed):
        return None
    if role and not cued and not clock.sure and not clock.part and not _lone_hour_fits(scan, index, clock):
        return None
    if not role and clock.minutes // 60 > 24:
        return None
    if clock.minutes > 24 * 60 or clock.minutes % 60 > 59:
        return Found(index, clock.last, Unreadable(), (_outside(scan, at, clock),))
    minutes = _of_day(clock)
    if role == "end":
        return Found(index, clock.last, Hours(None, minutes or 24 * 60))
    return Found(index, clock.last, Hours(minutes, None), (), "bare" if not (role or cued) else "")


def _named_hour(scan: Scan, index: int) -> bool:
    """Whether "na 19" follows the word for an hour or an end ("godzinę zakończenia na 19", "z godziny 17 na 18")."""
    if scan.word(index - 1) != "na":
        return False
    named = (scan.tags_at(n) & {"hour", "finish"} for n in range(index - 4, index - 1))
    if any(named) or scan.timed == index - 2:
        return True
    day_before = scan.dated == index - 2 or (scan.dated == index - 3 and scan.word(index - 2) == ",")
    return day_before and scan.digits(index) in _ASKED_HOURS and not _noun_follows(scan, index + 1)


_ASKED_HOURS = frozenset(str(hour) for hour in range(7, 23))


def _begins_date(scan: Scan, at: int, clock: _Clock) -> bool:
    """Whether the number is a day ("18:00 - 15 marca")."""
    return clock.last == at and scan.numbered(at + 1, "month:") > 0


def _with_lead(scan: Scan, index: int, clock: _Clock) -> _Clock:
    """With the part of the day said before the hour ("wieczorem o 8", "po południu od 3 do 5")."""
    if clock.part or clock.minutes >= 12 * 60 or index == 0:
        return clock
    before = index - 1
    before -= scan.word(before) == ","
    if (scan.word(before - 1) == "po" and scan.has(before, "noon")) or scan.has(before, "afternoon"):
        return replace(clock, part=_AFTERNOON)
    if scan.has(before, "evening"):
        return replace(clock, part=_AFTERNOON)
    return replace(clock, part=_MORNING) if scan.has(before, "morning") and clock.minutes < 7 * 60 else clock


def _lone_hour_fits(scan: Scan, index: int, clock: _Clock) -> bool:
    """Whether "o 17", "do 20", "po 15" means an hour: in "do 14 zawodników", "po 2 osoby", "o 12 marca" it does not."""
    after = clock.last + 1
    if clock.minutes > 24 * 60:
        return (
            scan.word(index) in ("o", "at", "об", "о") and clock.minutes < 100 * 60 and not _noun_follows(scan, after)
        )
    if scan.numbered(after, "month:") > 0 or _noun_follows(scan, after):
        return False
    if scan.tags_at(after) & {"hour", "minute", "day", "week", "month"} and not clock.sure:
        return False
    if (
        scan.word(after) in ("i", "oraz", ",", "lub")
        and scan.number(after + 1)
        and scan.word(index) in ("od", "do", "z")
    ):
        return scan.numbered(after + 2, "month:") < 0
    if scan.word(after) in (".", "/") and scan.glued(after + 1) and scan.digits(after + 1):
        return False
    return scan.word(index) not in ("to", "by", "since", "z", "від", "із", "з") or clock.sure


def _noun_follows(scan: Scan, index: int) -> bool:
    """Whether a counted noun stands here ("uczestników")."""
    if scan.has(index, "people"):
        return True
    if (
        not (0 <= index < scan.size)
        or not scan.tokens[index].is_word
        or len(scan.word(index)) < 4
        or scan.tags[index]
        or scan.tokens[index].newlines > 1
    ):
        return False
    return any(tag.startswith("subst:pl:gen") for _, tag in analyses(scan.tokens[index].raw)[:3])


def _counts(scan: Scan, index: int, clock: _Clock) -> bool:
    """Whether what follows shows that the number counts things rather than hours."""
    if scan.word(index) in ("%", "zl", "pln", "x", "€", "$"):
        return True
    if scan.has(index, "people") and not clock.part:
        return True
    return not clock.sure and not clock.part and _noun_follows(scan, index)


def _after_hour_word(scan: Scan, index: int) -> tuple[int, bool]:
    """Past "w godz.", "o godzinie", "godziny:"; and whether there was such a word."""
    at = (
        index + 1
        if scan.word(index) in ("w", "we", "o", "na", "at", "у", "в", "о", "ok") and scan.has(index + 1, "hour")
        else index
    )
    if not scan.has(at, "hour"):
        return index, False
    at = scan.dot(at + 1)
    if scan.word(at) == ":":
        at += 1
    return at, True


def _clock(scan: Scan, index: int, cued: bool) -> _Clock | None:
    """One reading of the clock; `cued`: a preposition or "godz." says that an hour comes."""
    if index >= scan.size or (
        scan.parted(index) and index > 0 and not scan.tokens[index].is_word and not scan.tokens[index].is_number
    ):
        return None
    if scan.digits(index):
        clock = _in_digits(scan, index, cued)
    elif scan.tokens[index].is_word:
        clock = _spoken(scan, index) or _in_words(scan, index)
    else:
        return None
    return clock and _with_part(scan, clock)


def _in_digits(scan: Scan, index: int, cued: bool) -> _Clock | None:
    digits, value = scan.digits(index), int(scan.digits(index)[:6])
    if (
        len(digits) == 4
        and (cued or scan.word(index + 1) in DASHES or scan.word(index - 1) in DASHES)
        and value // 100 <= 24
        and value % 100 in (0, 15, 30, 45)
    ):
        if cued or not 1900 <= value <= 2100:
            return _Clock(value // 100 * 60 + value % 100, index, sure=len(digits) == 4 and not cued, exact=True)
        return None
    if len(digits) > 2:
        return None
    if scan.word(index + 1) == "," and scan.glued(index + 1) and scan.glued(index + 2) and scan.digits(index + 2):
        return None
    minutes = _minutes_after(scan, index, cued)
    if minutes:
        if minutes[0] < 0:
            return None
        if minutes[0] > 59:
            return _Clock(99 * 60, minutes[1], sure=True, exact=True)
        last = minutes[1]
        dotted = scan.word(index + 1) == "." and not (cued or minutes[0] % 100 > 12 or minutes[0] == 0)
        clock = _Clock(
            value * 60 + minutes[0],
            last,
            sure=not dotted and value <= 24,
            exact=value >= 7 or digits[0] == "0" or scan.word(index + 1) == ":",
        )
        return _with_unit(scan, clock)
    number = scan.number(index)
    if number and number.kind is Numeral.ORDINAL:
        ending = scan.word(number.last)
        return _Clock(value * 60, number.last, sure=True) if ending in _FEMININE else None
    if value <= 24 and scan.word(index + 1) in ("st",):
        return None
    return _with_unit(scan, _Clock(value * 60, index, sure=False))


def _minutes_after(scan: Scan, index: int, cued: bool) -> tuple[int, int] | None:
    """Minutes and their last token after an hour in digits; (-1, …) where the figures are a date or a sum instead."""
    mark, digits = scan.word(index + 1), scan.digits(index + 2)
    if (
        mark in (":", ".", ";")
        and len(digits) == 2
        and scan.glued(index + 1)
        and (scan.glued(index + 2) or mark == ":")
    ):
        if (
            scan.word(index + 3) in (".", "/")
            and scan.glued(index + 3)
            and scan.glued(index + 4)
            and scan.digits(index + 4)
        ):
            return -1, index
        if int(digits) > 59:
            return (-1, index) if mark != ":" else (int(digits), index + 2)
        return int(digits), index + 2
    if mark in (".", ":") and scan.word(index + 2) in ("oo", "o0") and scan.glued(index + 2):
        return 0, index + 2
    if mark in _MINUTES and scan.glued(index + 1) and not scan.digits(index + 1):
        return int(mark.replace("o", "0")), index + 1
    if cued and scan.digits(index + 1) in _MINUTES and scan.tokens[index + 1].newlines == 0:
        after = index + 2
        if scan.numbered(after, "month:") < 0 and not scan.has(after, "people") and not scan.digits(after):
            return int(mark), index + 1
    return None


def _with_unit(scan: Scan, clock: _Clock) -> _Clock:
    """With the "h" or "godz." after the figures ("17h", "17.00 h", "17 год")."""
    after = clock.last + 1
    if scan.has(after, "clock") or (scan.has(after, "hour") and scan.word(after) in ("год", "годині", "години")):
        return _Clock(clock.minutes, after, sure=clock.minutes >= 7 * 60, exact=clock.exact)
    if scan.has(after, "hour") and scan.word(after) == "godz":
        return _Clock(clock.minutes, after, sure=False, exact=clock.exact)
    return clock


def _in_words(scan: Scan, index: int) -> _Clock | None:
    """ "siedemnastej", "ósma trzydzieści", "five" (English)."""
    number = scan.number(index)
    if number is None:
        if scan.has(index, "noon") and scan.word(index) in (
            "poludnie",
            "poludnia",
            "noon",
            "midday",
            "полудень",
            "опівдні",
        ):
            return _Clock(
                12 * 60,
                index,
                sure=scan.word(index - 1) in ("w", "o", "at", "od", "samo") or scan.word(index) != "poludnie",
                exact=True,
            )
        if scan.has(index, "midnight") and scan.word(index) in ("polnoc", "polnocy", "midnight", "опівночі"):
            return _Clock(24 * 60, index, sure=True, exact=True)
        return None
    if number.kind is Numeral.CARDINAL:
        if scan.word(index) in _ENGLISH_HOURS and number.value <= 12:
            return _Clock(number.value * 60, number.last, sure=False)
        return None
    if number.value > 24 or not _feminine(scan.word(number.last)):
        return None
    minutes = scan.number(number.last + 1)
    if (
        minutes
        and minutes.words
        and minutes.kind is Numeral.CARDINAL
        and 0 < minutes.value < 60
        and minutes.value % 5 == 0
    ):
        return _Clock(number.value * 60 + minutes.value, minutes.last, sure=True, exact=number.value > 6)
    if scan.word(number.last + 1) == "zero" and scan.word(number.last + 2) == "zero":
        return _Clock(number.value * 60, number.last + 2, sure=True)
    return _Clock(number.value * 60, number.last, sure=number.value > 12, exact=number.value > 12)


_ENGLISH_HOURS = frozenset(words("one two three four five six seven eight nine ten eleven twelve"))


def _feminine(folded: str) -> bool:
    return folded.endswith(("a", "ej", "оі", "іи", "ту", "а", "у", "ою")) and not folded.endswith(("nia",))


def _spoken(scan: Scan, index: int) -> _Clock | None:
    """ "wpół do szóstej", "kwadrans po piątej", "za dziesięć siódma", "half past five", "пів на шосту"."""
    word = scan.word(index)
    if word in ("wpol", "polowa", "pol") or (word == "w" and scan.word(index + 1) == "pol"):
        at = index + (2 if word == "w" else 1)
        if scan.word(at) == "do":
            return _shifted(scan, at + 1, -30)
    if word == "пів" and scan.word(index + 1) == "на":
        return _shifted(scan, index + 2, -30)
    if word == "half" and scan.word(index + 1) == "past":
        return _shifted(scan, index + 2, 30)
    if scan.has(index, "quarter"):
        sign = {"po": 1, "past": 1, "przed": -1, "do": -1, "to": -1}.get(scan.word(index + 1))
        return _shifted(scan, index + 2, 15 * sign) if sign else None
    if word == "za":
        return _before_hour(scan, index + 1)
    number = scan.number(index)
    if number and number.kind is Numeral.CARDINAL and number.value in (5, 10, 15, 20, 25):
        at = number.last + 1
        at += scan.has(at, "minute")
        sign = {"po": 1, "past": 1, "przed": -1, "to": -1}.get(scan.word(at))
        if sign and (number.words or scan.has(at - 1, "minute")):
            return _shifted(scan, at + 1, number.value * sign)
    return None


def _before_hour(scan: Scan, index: int) -> _Clock | None:
    """The rest of "za dziesięć siódma", "za kwadrans ósma"."""
    if scan.has(index, "quarter"):
        return _shifted(scan, index + 1, -15)
    number = scan.number(index)
    if number and number.kind is Numeral.CARDINAL and 0 < number.value < 30:
        at = number.last + 1
        at += scan.has(at, "minute")
        return _shifted(scan, at, -number.value)
    return None


def _shifted(scan: Scan, index: int, minutes: int) -> _Clock | None:
    """An hour in words or figures, so many minutes later."""
    number = scan.number(index)
    if number is None or number.value > 24 or number.value < 1:
        return None
    if number.words and number.kind is Numeral.CARDINAL and scan.word(index) not in _ENGLISH_HOURS:
        return None
    if number.words and number.kind is Numeral.ORDINAL and not _feminine(scan.word(number.last)):
        return None
    return _Clock(number.value * 60 + minutes, number.last, sure=True)


def _with_part(scan: Scan, clock: _Clock) -> _Clock:
    """With the part of the day said after the hour ("po południu", "rano", "w nocy", "pm")."""
    at = clock.last + 1
    if scan.word(at) in ("w", "we", "z", "nad", "in", "the", "у", "по", "at") and not scan.parted(at):
        at += 1
        at += scan.word(at) == "the"
    if scan.parted(at):
        return clock
    part, last = _part(scan, at, clock)
    if part == _NOT:
        return clock
    return _Clock(clock.minutes, last, True, part, clock.exact)


def _part(scan: Scan, at: int, clock: _Clock) -> tuple[str, int]:
    word = scan.word(at)
    if word in ("po", "przed") and scan.has(at + 1, "noon"):
        return (_AFTERNOON if word == "po" else _MORNING), at + 1
    if word in ("am", "pm"):
        return (_AFTERNOON if word == "pm" else _MORNING), at
    if word in ("a", "p") and scan.word(at + 1) == "." and scan.word(at + 2) == "m":
        return (_AFTERNOON if word == "p" else _MORNING), at + 2 + (scan.word(at + 3) == ".")
    if scan.has(at, "morning"):
        return _MORNING, at
    if (scan.has(at, "afternoon") and word != "popoludnie") or (
        scan.has(at, "evening") and not word.startswith("wieczorn")
    ):
        return _AFTERNOON, at
    if word in ("дня", "вечора") and clock.minutes <= 12 * 60:
        return _AFTERNOON, at
    if scan.has(at, "night") and word in ("nocy", "noca", "night", "ночі"):
        return _NIGHT, at
    return _NOT, at


def _of_day(clock: _Clock) -> int:
    """Minutes after midnight, with the open half of the day chosen."""
    minutes = clock.minutes
    if clock.part == _AFTERNOON:
        return minutes + 12 * 60 if minutes < 12 * 60 else minutes
    if clock.part == _MORNING:
        return minutes % (12 * 60) if minutes >= 12 * 60 and minutes < 13 * 60 and not clock.exact else minutes
    if clock.part == _NIGHT:
        if 12 * 60 <= minutes < 13 * 60:
            return minutes + 12 * 60
        if minutes < 6 * 60:
            return minutes + 24 * 60
        return minutes + 12 * 60 if minutes < 12 * 60 else minutes
    return minutes + 12 * 60 if minutes < 7 * 60 and not clock.exact else minutes


def _span(scan: Scan, index: int, start: _Clock, end: _Clock) -> Found:
    for clock in (start, end):
        if clock.minutes > 24 * 60:
            return Found(index, end.last, Unreadable(), (_outside(scan, index, clock),))
    if end.part == _AFTERNOON and not start.part and start.minutes < end.minutes <= 12 * 60 and start.minutes < 12 * 60:
        start = _Clock(start.minutes, start.last, start.sure, _AFTERNOON, start.exact)
    first, second = _of_day(start), _of_day(end)
    if not end.part and end.minutes < 7 * 60 and second <= first and not end.exact:
        second = end.minutes
    if not start.part and not end.part and start.minutes < 7 * 60 and end.minutes >= 7 * 60 and end.minutes <= 12 * 60:
        first = start.minutes if end.minutes - start.minutes > 0 and first > end.minutes else first
        if start.minutes < 6 * 60 and end.minutes < 12 * 60 and not end.exact:
            first, second = start.minutes + 12 * 60, end.minutes + 12 * 60
    if second <= first:
        if not end.part and end.minutes <= 12 * 60 and second + 12 * 60 > first and first <= 12 * 60 and second < first:
            second += 12 * 60
        elif second < 24 * 60:
            second += 24 * 60
    if first >= 24 * 60 and second >= 48 * 60:
        second -= 24 * 60
    problems = () if second > first else ("Koniec jest przed początkiem.",)
    if second - first > 14 * 60 and second > 24 * 60 and not end.part and end.minutes > 6 * 60:
        return Found(index, end.last, Hours(first, None), (_backwards(scan, index, end),))
    return Found(index, end.last, Hours(first, second), problems)


def _outside(scan: Scan, index: int, clock: _Clock) -> str:
    return f"Nie ma takiej godziny: „{scan.text.quote(index, clock.last)}”."


def _backwards(scan: Scan, index: int, end: _Clock) -> str:
    return f"Koniec wypada przed początkiem: „{scan.text.quote(index, end.last)}”."
