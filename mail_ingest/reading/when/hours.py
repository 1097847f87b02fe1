"""Hours of a day: "o 17", "17.00-19.30", "od dziewiątej do wpół do drugiej", "kwadrans po piątej", "w południe".

A lone number is an hour only where something says so (a preposition, "godz.", minutes, a part of the day); the hour
of a clock face (1 to 6) is one of the afternoon, unless "rano" or "w nocy" stand beside it.
"""

from dataclasses import replace

from mail_ingest.reading.when.beginnings import Beginning
from mail_ingest.reading.when.clock import AFTERNOON, MORNING, Clock, of_day
from mail_ingest.reading.when.clocks import after_hour_word, clock_at
from mail_ingest.reading.when.hour_fits import (
    begins_date,
    counts,
    heads_hours,
    is_moved_hour,
    lone_hour_fits,
    noun_follows,
)
from mail_ingest.reading.when.hour_ranges import outside, plain_range_fits, span_of
from mail_ingest.reading.when.scan import ANDS_AND_COMMA, DASHES, JOINTS_AND_COMMA, ORS, UNTIL, Found, Scan
from mail_ingest.reading.when.values import Hours, Unreadable
from mail_ingest.reading.words.morphology import words

_STARTS = frozenset(words("o ok okolo kolo okolicach okolicy od at from об о з із від since po after після"))
_ENDS = frozenset(words("do till until przed before до by to"))
_OPENERS = frozenset(words("od miedzy pomiedzy from between з із від між"))
_SURE_JOINTS = DASHES | UNTIL
_JOINTS = _SURE_JOINTS | {"a", "and", "i", "та"}


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
    if start is None or heads_hours(scan, start_at):
        return None
    joint = start.last + 1
    if scan.word(joint) == "," and scan.word(joint + 1) == "do":
        joint += 1
    joints = _JOINTS if opened else _SURE_JOINTS | {"|"} if start.sure else _SURE_JOINTS
    if scan.word(joint) not in joints or scan.parted(joint + 1):
        return None
    end_at, cued_end = after_hour_word(scan, joint + 1)
    end_at = _past_about(scan, end_at)
    end = clock_at(scan, end_at, cued or cued_end)
    if end is None or counts(scan, end.last + 1, end) or begins_date(scan, end_at, end):
        return None
    start, end = _with_lead(scan, index, start), _with_lead(scan, index, end)
    if scan.word(joint) == "|" and not end.sure:
        return None
    said = cued or cued_end or start.sure or end.sure or start.part or end.part
    if not said and not plain_range_fits(scan, index, opened, start, end):
        return None
    if start.sure and not end.sure and scan.word(joint) in ("a", "i", "and", "та") and not opened:
        return None
    return span_of(scan, index, start, end)


def _single(scan: Scan, index: int) -> Found | None:
    word, at, role = scan.word(index), index, ""
    if (word in _STARTS or word in _ENDS) and (word != "to" or scan.text.english):
        role = "end" if word in _ENDS else "start"
        at = scan.dot(at + 1)
        at += scan.word(at) == ":"
        at = _past_about(scan, at)
    at, cued = after_hour_word(scan, at)
    cued = cued or _labelled(scan, at) or _begun_or_ended(scan, at)
    clock = clock_at(scan, at, cued or bool(role))
    if clock is None or counts(scan, clock.last + 1, clock) or begins_date(scan, at, clock):
        return None
    if word in ("ok", "okolo", "kolo") and not cued and _is_length(scan, clock):
        return None
    if word == "o" and not cued and _asked_for(scan, index) and _names_thing(scan, at, clock):
        return None
    clock = _with_lead(scan, index, clock)
    listed = (scan.timed == index - 2 and scan.word(index - 1) in ORS) or _named_hour(scan, index)
    listed = listed or _further_hour(scan, index, clock) or is_moved_hour(scan, index)
    if not (role or cued or clock.sure or clock.part or listed):
        return None
    if role and not cued and not clock.sure and not clock.part and not lone_hour_fits(scan, index, clock):
        return None
    if not role and clock.minutes // 60 > 24:
        return None
    if clock.minutes > 24 * 60 or clock.minutes % 60 > 59:
        return Found(index, clock.last, Unreadable(), (outside(scan, at, clock),))
    minutes = of_day(clock)
    if role == "end":
        return Found(index, clock.last, Hours(None, minutes or 24 * 60))
    return Found(index, clock.last, Hours(minutes, None), (), "bare" if not (role or cued) else "")


def _further_hour(scan: Scan, index: int, clock: Clock) -> bool:
    """Whether the bare number goes on a list of hours ("o 9, 11 i 13"): nothing stands behind it that it may count."""
    if scan.timed != index - 2 or scan.word(index - 1) not in ANDS_AND_COMMA or clock.minutes not in _WAKING:
        return False
    after = clock.last + 1
    if scan.word(after) in JOINTS_AND_COMMA:
        return bool(scan.digits(after + 1)) and scan.numbered(after + 2, "month:") < 0
    return after >= scan.size or scan.tokens[after].newlines > 0 or scan.word(after) in _ENDS_LIST


_ENDS_LIST = frozenset(words(". ; ) na dla w z ze"))
_WAKING = range(7 * 60, 23 * 60)


def _is_length(scan: Scan, clock: Clock) -> bool:
    """Whether "ok. 2 h", "około 3 godz." or "ok. 2-3 godzin" tells how long, and not when."""
    if scan.has(clock.last, "hour") or (scan.has(clock.last, "clock") and clock.minutes < 7 * 60):
        return True
    more = scan.number(clock.last + 2) if scan.word(clock.last + 1) in DASHES | ORS | {"do"} else None
    return more is not None and scan.has(more.last + 1, "hour")


def _labelled(scan: Scan, at: int) -> bool:
    """Whether a label says that an hour comes ("Godz. rozpoczęcia: 17.00", "Koniec: 19")."""
    if scan.word(at - 1) != ":" or scan.glued(at):
        return False
    line = scan.tokens[at].line if at < scan.size else -1
    named = (n for n in range(max(0, at - 4), at - 1) if scan.tokens[n].line == line)
    return any(scan.tags[n] & {"hour", "begin", "finish"} for n in named)


def _begun_or_ended(scan: Scan, at: int) -> bool:
    """Whether a noun of beginning or ending stands right before ("start 16, koniec 19"), and nothing is counted."""
    if not scan.tags_at(at - 1) & {"begin", "finish"} or scan.digits(at) not in _ASKED_HOURS:
        return False
    after = at + 1
    return after >= scan.size or scan.tokens[after].newlines > 0 or scan.word(after) in _ENDS_HOUR


_ENDS_HOUR = _ENDS_LIST | frozenset(words(", i oraz koniec – -"))


def _past_about(scan: Scan, at: int) -> int:
    """The index after "ok.", "mniej więcej", "najpóźniej" and the like."""
    if scan.word(at) == "mniej" and scan.word(at + 1) == "wiecej":
        return at + 2
    return scan.dot(at + 1) if scan.word(at) in _ABOUT else at


_ABOUT = frozenset(
    words("ok okolo kolo okolicach okolicy najwyzej najpozniej najdalej max maks maksymalnie gora powiedzmy jakies")
)


def _named_hour(scan: Scan, index: int) -> bool:
    """Whether "na 19" follows the word for an hour or an end ("godzinę zakończenia na 19", "z godziny 17 na 18")."""
    if scan.word(index - 1) != "na":
        return False
    named = (scan.tags_at(n) & {"hour", "finish"} for n in range(index - 4, index - 1))
    if any(named) or scan.timed == index - 2 or _for_so_long(scan, index):
        return True
    day_before = scan.dated == index - 2 or (scan.dated == index - 3 and scan.word(index - 2) == ",")
    return day_before and scan.digits(index) in _ASKED_HOURS and not noun_follows(scan, index + 1)


def _for_so_long(scan: Scan, index: int) -> bool:
    """Whether a length follows ("na 17 na godzinkę"), which hours have, and numbers of people have not."""
    length = scan.word(index + 1) in ("na", "przez") and scan.has(index + 2, "hour")
    return length and scan.digits(index) in _ASKED_HOURS


_ASKED_HOURS = frozenset(str(hour) for hour in range(7, 23))


def _asked_for(scan: Scan, index: int) -> bool:
    """Whether "o" belongs to a verb of asking ("prosimy o 21.10"): then what follows is a thing, no hour."""
    before = index - 1
    while before > 0 and scan.word(before) in _BETWEEN_ASKING:
        before -= 1
    return before >= 0 and scan.tokens[before].is_word and bool(_ASKING_O.intersection(scan.tokens[before].lemmas))


_BETWEEN_ASKING = frozenset(words("w zamian uprzejmie bardzo jednak raczej"))
_ASKING_O = frozenset(words("prosic poprosic prosba wnioskowac wniosek"))


def _names_thing(scan: Scan, at: int, clock: Clock) -> bool:
    """Whether "21.10" can be a date as well, or "3 spotkania" counts what is asked for."""
    return _is_day_and_month(scan, at, clock) or (not clock.sure and scan.has(clock.last + 1, "meeting"))


def _is_day_and_month(scan: Scan, at: int, clock: Clock) -> bool:
    """Whether "21.10" can be a date as well."""
    dotted = scan.word(at + 1) == "." and clock.last == at + 2
    return dotted and 0 < int(scan.digits(at) or 0) <= 31 and 0 < int(scan.digits(at + 2) or 0) <= 12


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


HOURS = Beginning(
    words=_AT
    | _OPENERS
    | _STARTS
    | _ENDS
    | frozenset(words("w we na у в"))
    | frozenset(words("wpol polowa pol пів half za")),
    tags=frozenset({"hour", "quarter", "noon", "midnight"}),
    numerals=True,
)
