"""Hours of a day: "o 17", "17.00-19.30", "od dziewiątej do wpół do drugiej", "kwadrans po piątej", "w południe".

A lone number is an hour only where something says so (a preposition, "godz.", minutes, a part of the day); the hour
of a clock face (1 to 6) is one of the afternoon, unless "rano" or "w nocy" stand beside it.
"""

from dataclasses import replace

from mail_ingest.reading.when.clock import AFTERNOON, MORNING, Clock, after_hour_word, clock_at, of_day
from mail_ingest.reading.when.dates import run_at
from mail_ingest.reading.when.scan import DASHES, ORS, Found, Scan
from mail_ingest.reading.when.values import Hours, Unreadable
from mail_ingest.reading.words.morphology import analyses, words

_STARTS = frozenset(words("o ok okolo kolo okolicach okolicy od at from об о з із від since po after після"))
_ENDS = frozenset(words("do till until przed before до by to"))
_OPENERS = frozenset(words("od miedzy pomiedzy from between з із від між"))
_JOINTS = DASHES | {"do", "a", "to", "till", "until", "до", "and", "i", "та"}
_SURE_JOINTS = DASHES | {"do", "to", "till", "until", "до"}
_LEADS = frozenset(
    words(
        "w we na od o : , ( ) . ; [ zamiast czyli prosimy poprosimy prosze lub albo i oraz a ok okolo tylko nie ze"
        " z / | czy ewentualnie at у в – - — najlepiej odpowiednio kolejno respectively bedzie jest codziennie"
        " zawsze tak gdzies jakos mniej wiecej zwykle normalnie"
    )
)


def hours_at(scan: Scan, index: int) -> Found | None:
    """The hour or the hours that begin at this token."""
    if scan.word(index) in _AT and (found := _range(scan, index + 1)) is not None:
        return replace(found, first=index)
    return _range(scan, index) or _single(scan, index)


_AT = frozenset(words("o at о об"))


def _range(scan: Scan, index: int) -> Found | None:
    start_at = index
    opened = scan.word(index) in _OPENERS
    if opened and scan.word(index - 1) == "nas":  # "bywa nas od 8 do 12" counts people
        return None
    if opened:
        start_at += 1
    start_at, cued = after_hour_word(scan, start_at)
    if cued and scan.word(start_at) in _OPENERS:
        opened, start_at = True, start_at + 1
    start = clock_at(scan, start_at, cued)
    if start is None:
        return None
    joint = start.last + 1
    if scan.word(joint) == "," and scan.word(joint + 1) == "do":
        joint += 1
    joints = _JOINTS if opened else _SURE_JOINTS | {"|"} if start.sure else _SURE_JOINTS
    if scan.word(joint) not in joints or scan.parted(joint + 1):
        return None
    end_at, cued_end = after_hour_word(scan, joint + 1)
    if scan.word(end_at) in ("ok", "okolo"):
        end_at = scan.dot(end_at + 1)
    end = clock_at(scan, end_at, cued or cued_end)
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


def _plain_range_fits(scan: Scan, index: int, opened: bool, start: Clock, end: Clock) -> bool:
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
    if scan.word(before) == ":" and (scan.has(before - 1, "people") or scan.word(before - 1) in _COUNTED):
        return False
    tags = scan.tags[before]
    if scan.word(before) in _KINDS_OF_ROOM and min(start.minutes, end.minutes) >= 7 * 60:
        return True
    if scan.word(before) in _LEADS or any(tag.partition(":")[0] in _TIME_TAGS for tag in tags) or _year(scan, before):
        return True
    if not scan.tokens[before].is_word or scan.word(before) in _COUNTED:
        return False
    return bool(_WISHES & set(scan.tokens[before].lemmas)) or _day_follows(scan, end.last + 1)


_KINDS_OF_ROOM = frozenset(words("wykladowa wykladowej konferencyjna konferencyjnej mala malej duza duzej hol holu"))
"""Behind them hours stand without a word of their own ("sala wykładowa 12-16"); a workshop room has numbers, too."""

_WISHES = frozenset(
    words(
        "chciec prosic poprosic wolec potrzebowac proponowac zaproponowac moc pasowac zaczac trwac odbyc planowac"
        " wybrac rezerwowac zarezerwowac zmienic preferowac"
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
    if (word in _STARTS or word in _ENDS) and (word != "to" or scan.text.english):
        role = "end" if word in _ENDS else "start"
        at = scan.dot(at + 1)
        at += scan.word(at) == ":"
        if scan.word(at) in ("ok", "okolo", "kolo", "okolicach", "okolicy", "najwyzej"):
            at = scan.dot(at + 1)
    at, cued = after_hour_word(scan, at)
    clock = clock_at(scan, at, cued or bool(role))
    if clock is None or _counts(scan, clock.last + 1, clock) or _begins_date(scan, at, clock):
        return None
    if word in ("ok", "okolo", "kolo") and scan.has(clock.last, "hour") and not cued:
        return None
    if word == "o" and not cued and _asked_for(scan, index) and _is_day_and_month(scan, at, clock):
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
    minutes = of_day(clock)
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


def _asked_for(scan: Scan, index: int) -> bool:
    """Whether "o" belongs to a verb of asking ("prosimy o 21.10"): then what follows is a thing, no hour."""
    before = index - 1
    while before > 0 and scan.word(before) in _BETWEEN_ASKING:
        before -= 1
    return before >= 0 and scan.tokens[before].is_word and bool(_ASKING_O.intersection(scan.tokens[before].lemmas))


_BETWEEN_ASKING = frozenset(words("w zamian uprzejmie bardzo jednak raczej"))
_ASKING_O = frozenset(words("prosic poprosic prosba wnioskowac wniosek"))


def _is_day_and_month(scan: Scan, at: int, clock: Clock) -> bool:
    """Whether "21.10" can be a date as well."""
    dotted = scan.word(at + 1) == "." and clock.last == at + 2
    return dotted and 0 < int(scan.digits(at) or 0) <= 31 and 0 < int(scan.digits(at + 2) or 0) <= 12


def _begins_date(scan: Scan, at: int, clock: Clock) -> bool:
    """Whether the number is a day ("18:00 - 15 marca")."""
    if clock.last == at:
        return scan.numbered(at + 1, "month:") > 0
    dotted = scan.word(at + 1) == "." and clock.last in (at + 2, at + 3) and 0 < int(scan.digits(at + 2) or 0) <= 12
    after = at + 3
    return (
        dotted
        and (scan.word(after) in ("do", "o", "od") or scan.has(after, "hour"))
        and bool(scan.digits(scan.dot(after + 1)))
    )


def _with_lead(scan: Scan, index: int, clock: Clock) -> Clock:
    """With the part of the day said before the hour ("wieczorem o 8", "po południu od 3 do 5")."""
    if clock.part or clock.minutes >= 12 * 60 or index == 0:
        return clock
    before = index - 1
    before -= scan.word(before) == ","
    if (scan.word(before - 1) == "po" and scan.has(before, "noon")) or scan.has(before, "afternoon"):
        return replace(clock, part=AFTERNOON)
    if scan.has(before, "evening"):
        return replace(clock, part=AFTERNOON)
    return replace(clock, part=MORNING) if scan.has(before, "morning") and clock.minutes < 7 * 60 else clock


def _lone_hour_fits(scan: Scan, index: int, clock: Clock) -> bool:
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
        return scan.dated == index - 1 or scan.numbered(after + 2, "month:") < 0
    if scan.word(after) in (".", "/") and scan.glued(after + 1) and scan.digits(after + 1):
        return False
    return scan.word(index) not in ("to", "by", "since", "z", "від", "із", "з") or clock.sure


def _noun_follows(scan: Scan, index: int) -> bool:
    """Whether a counted noun stands here ("uczestników")."""
    if _begins_line(scan, index):
        return False
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


def _counts(scan: Scan, index: int, clock: Clock) -> bool:
    """Whether what follows shows that the number counts things rather than hours."""
    if scan.word(index) in ("%", "zl", "pln", "x", "€", "$"):
        return True
    if _begins_line(scan, index):
        return False
    if scan.has(index, "people") and not clock.part:
        return True
    return not clock.sure and not clock.part and _noun_follows(scan, index)


def _begins_line(scan: Scan, index: int) -> bool:
    """Whether a new line with a capital begins here: nothing before it counts its noun ("17-19", "Osób: 12")."""
    if not 0 <= index < scan.size:
        return False
    token = scan.tokens[index]
    return token.newlines > 0 and token.raw[:1].isupper()


def _span(scan: Scan, index: int, start: Clock, end: Clock) -> Found:
    for clock in (start, end):
        if clock.minutes > 24 * 60:
            return Found(index, end.last, Unreadable(), (_outside(scan, index, clock),))
    if end.part == AFTERNOON and not start.part and start.minutes < end.minutes <= 12 * 60 and start.minutes < 12 * 60:
        start = Clock(start.minutes, start.last, start.sure, AFTERNOON, start.exact)
    first, second = of_day(start), of_day(end)
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


def _outside(scan: Scan, index: int, clock: Clock) -> str:
    return f"Nie ma takiej godziny: „{scan.text.quote(index, clock.last)}”."


def _backwards(scan: Scan, index: int, end: Clock) -> str:
    return f"Koniec wypada przed początkiem: „{scan.text.quote(index, end.last)}”."
