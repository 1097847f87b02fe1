"""How long and how often: "na dwie godziny", "1,5 h", "półtorej godziny", "na trzy dni", "osiem spotkań"."""

from mail_ingest.reading.when.beginnings import Beginning
from mail_ingest.reading.when.scan import DASHES, Found, Scan
from mail_ingest.reading.when.values import Length, Times
from mail_ingest.reading.words.morphology import words
from mail_ingest.reading.words.numerals import Number, Numeral, split_compound

_LEADS = frozenset(words("na przez ok okolo potrwa trwa trwac for lasting протягом jakies gora po"))
_NOT_BEFORE = frozenset(words("za co o ponad in через every"))
_NOT_AFTER = frozenset(
    words(
        "wczesniej przed pozniej temu po before earlier later ago drogi jazdy dziennie tygodniowo zegarowych"
        " lekcyjnych lekcyjne lekcyjna lekcyjnej dydaktycznych dydaktyczne opoznienia"
    )
)


def length_at(scan: Scan, index: int) -> Found | None:
    """The length of time that begins at this token."""
    led = scan.word(index) in _LEADS
    at = index + led
    at = scan.dot(at) if led else at
    if scan.word(at) in _ABOUT:
        at = scan.dot(at + 1)
        at += scan.word(at) == "najmniej"
    if not led and (scan.word(index - 1) in _NOT_BEFORE):
        return None
    found = _half(scan, at) or _counted(scan, at) or _compound(scan, at) or (_one(scan, at) if led else None)
    if found is None:
        return None
    length, last = found
    if scan.word(last + 1) in _NOT_AFTER:
        return None
    led = led or bool(length.days and scan.word(last + 1) == "od")
    return Found(index, last, length, (), "led" if led else "")


_ABOUT = frozenset(
    words("ok okolo jakies cale about około co cala caly ponad prawie niecale niecala minimum min maks max maksymalnie")
)


def _half(scan: Scan, at: int) -> tuple[Length, int] | None:
    """półtorej godziny, pół godziny, pół dnia."""
    word = scan.word(at)
    if word in ("poltorej", "poltora", "poltory", "півтори") and scan.has(at + 1, "hour"):
        return Length(90), at + 1
    if word == "poltoragodzinny" or word.startswith("poltoragodzinn"):
        return Length(90), at
    if word in ("pol", "half", "пів") and (
        scan.has(at + 1, "hour") or (scan.word(at + 1) == "an" and scan.has(at + 2, "hour"))
    ):
        return Length(30), at + 1 + (scan.word(at + 1) == "an")
    if word.startswith("polgodzinn"):
        return Length(30), at
    if word.startswith("godzinn") and word not in ("godzinnik",):
        return Length(60), at
    if word == "an" and scan.word(at + 1) == "hour":
        return (
            (Length(90), at + 4) if scan.word(at + 2) == "and" and scan.word(at + 4) == "half" else (Length(60), at + 1)
        )
    return None


def _one(scan: Scan, at: int) -> tuple[Length, int] | None:
    """(na) godzinę, kwadrans; godzinę i piętnaście minut."""
    if scan.word(at) in ("godzine", "godzinke", "годину", "h"):
        return _and_minutes(scan, 60, at)
    if scan.word(at) == "kwadrans":
        return Length(15), at
    if scan.word(at) in ("tydzien",):
        return Length(days=7), at
    if scan.word(at) in ("pol", "half") and scan.has(at + 1, "year"):
        return Length(months=6), at + 1
    months = {"kwartal": 3, "polrocze": 6, "miesiac": 1, "rok": 12}.get(scan.word(at), 0)
    return (Length(months=months), at) if months and scan.word(at + 1) not in _NAMED_PERIOD else None


_NAMED_PERIOD = frozenset(words("szkolny szkolnym akademicki akademickim kalendarzowy biezacy"))


def _and_minutes(scan: Scan, minutes: int, last: int) -> tuple[Length, int]:
    at = last + 1
    at += scan.word(at) in ("i", "and")
    if scan.word(at) == "pol" and at == last + 2:
        return Length(minutes + 30), at
    number = scan.number(at)
    if number and number.value < 60 and scan.has(number.last + 1, "minute"):
        return Length(minutes + number.value), number.last + 1
    return Length(minutes), last


def _counted(scan: Scan, at: int) -> tuple[Length, int] | None:
    """2 godziny, 2,5 h, 2-3 godziny (the longer), dwie i pół godziny, 90 minut, dwa dni."""
    number = scan.number(at)
    if (
        number is None
        or number.value > 600
        or (scan.glued(at) and scan.word(at - 1) in (":", ".", ",", "/") and scan.digits(at - 2))
    ):
        return None
    if number.kind is Numeral.ORDINAL:
        return None
    value, last = float(number.value), number.last
    if (
        scan.word(last + 1) in (",", ".")
        and scan.glued(last + 1)
        and scan.glued(last + 2)
        and len(scan.digits(last + 2)) in (1, 2)
    ):
        value, last = float(f"{number.value}.{scan.digits(last + 2)}"), last + 2
    elif scan.word(last + 1) == "i" and scan.word(last + 2) == "pol":
        value, last = value + 0.5, last + 2
    elif scan.word(last + 1) in DASHES | {"do", "lub", "to"}:
        more = scan.number(last + 2)
        if more and more.value > number.value and more.kind is Numeral.CARDINAL and _unit(scan, more.last + 1):
            value, last = float(more.value), more.last
    last += scan.word(last + 1) == "-" and scan.glued(last + 1)
    last += bool(scan.tags_at(last + 1) & {"another", "nearest", "next"}) and bool(_unit(scan, last + 2))
    return _with_unit(scan, value, last)


def _with_unit(scan: Scan, value: float, last: int) -> tuple[Length, int] | None:
    unit = _unit(scan, last + 1)
    ends = last + 1
    if unit == "hour" and 0 < value <= 16:
        if scan.word(ends) == "godz":
            if value != int(value) and scan.digits(scan.dot(ends + 1)):
                return None  # "14.10 godz. 17-19": a date, and the hours behind it
            return Length(round(value * 60)), scan.dot(ends + 1) - 1
        length, end = _and_minutes(scan, round(value * 60), ends)
        return length, end
    if unit == "quarter" and value == int(value) and value < 10:
        return Length(15 * int(value)), ends
    if unit == "minute" and value >= 10:
        return Length(round(value)), ends
    if (
        unit == "day"
        and value == int(value)
        and value < 32
        and scan.word(ends) != "dnia"
        and scan.word(ends) != "dniach"
    ):
        return Length(days=int(value)), ends
    if unit == "week" and value == int(value) and value < 53:
        return Length(days=7 * int(value)), ends
    if unit == "month" and value == int(value) and value < 25 and scan.word(ends) not in ("miesiaca", "miesiacu"):
        return Length(months=int(value)), ends
    return None


def _unit(scan: Scan, at: int) -> str:
    if scan.has(at, "clock") or scan.has(at, "hour") or scan.word(at).startswith("godzinn"):
        return "hour" if scan.tokens[at].folded not in ("godzina", "godzinie") else ""
    return next((unit for unit in ("minute", "quarter", "day", "week", "month") if scan.has(at, unit)), "")


def _compound(scan: Scan, at: int) -> tuple[Length, int] | None:
    """dwugodzinne, trzydniowy."""
    if at >= scan.size or not scan.tokens[at].is_word:
        return None
    word = scan.word(at)
    if "godzin" not in word and "minutow" not in word and "dniow" not in word:
        return None
    found = split_compound(scan.tokens[at].raw)
    if found is None:
        return None
    if found[1].startswith("godzin"):
        return Length(60 * found[0]), at
    if found[1].startswith("minutow"):
        return Length(found[0]), at
    return (Length(days=found[0]), at) if found[1].startswith("dniow") else None


def times_at(scan: Scan, index: int) -> Found | None:
    """ "osiem spotkań", "10 zajęć", "trzy razy", "przez 6 tygodni" — how often a thing comes back."""
    at = index
    number = scan.number(at)
    if number is None or number.kind is Numeral.ORDINAL or not 2 <= number.value <= 60:
        return None
    if scan.digits(index) and scan.glued(index) and scan.word(index - 1) in (":", ".", "-", "–", "/"):
        return None
    at = number.last + 1
    if _counts_weekdays(scan, index, at):
        return Found(index, at if scan.has(at, "another") else number.last, Times(number.value))
    adjective = scan.tokens[at].lemmas[0] if at < scan.size and scan.tokens[at].is_word else ""
    at += adjective in _ADJECTIVES
    if not scan.has(at, "meeting") or scan.parted(at):
        return None
    if scan.word(at) in ("raz", "razy", "times") and scan.word(at + 1) in _OF_A_SPAN and _per(scan, at + 2):
        return None
    return Found(index, at, Times(number.value))


_ADJECTIVES = frozenset(
    words("kolejny takie taki cykliczny comiesieczny cotygodniowy regularny nastepny planowany dwugodzinny")
)
_OF_A_SPAN = frozenset(words("w na a per wiecej mniej do"))


_COUNTED_DAYS = frozenset(words("poniedzialkow wtorkow srod czwartkow piatkow sobot niedziel"))
_NONE = Number(0, Numeral.CARDINAL, 0, False)


def _per(scan: Scan, at: int) -> bool:
    """Whether a stretch of time or a number stands here ("dwa razy na miesiąc", "2 razy w tygodniu")."""
    return bool(scan.tags_at(at) & {"day", "week", "month", "year"}) or scan.number(at) is not None


def _counts_weekdays(scan: Scan, index: int, at: int) -> bool:
    """Whether weekdays are counted: "trzy kolejne wtorki", "najbliższe cztery środy", "przez pięć sobót"."""
    if scan.has(at, "another"):
        return scan.numbered(at + 1, "day:") >= 0
    if scan.word(at) in _COUNTED_DAYS and (scan.number(index) or _NONE).value > 4:
        return True
    led = scan.tags_at(index - 1) & {"nearest", "next", "another", "first"} or scan.word(index - 1) == "przez"
    return bool(led) and scan.numbered(at, "day:") >= 0


LENGTHS = Beginning(
    words=_LEADS | _ABOUT | frozenset(words("poltorej poltora poltory півтори pol half пів an")),
    parts=("godzin", "minutow", "dniow"),
    numerals=True,
)
TIMES = Beginning(numerals=True)
