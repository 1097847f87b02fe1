"""What comes back: "w każdy wtorek", "we wtorki i czwartki", "co dwa tygodnie w czwartki", "w pierwszy poniedziałek
każdego miesiąca", "co drugi piątek", "codziennie", "every other Tuesday"."""

from mail_ingest.reading.when.beginnings import WHICH, Beginning
from mail_ingest.reading.when.intervals import PREPOSITIONS, days_of_month, interval_at
from mail_ingest.reading.when.nth import LAST_BUT_ONE, ROMAN, Nth, nth_at
from mail_ingest.reading.when.scan import ANDS_AND_COMMA, Found, Scan
from mail_ingest.reading.when.values import Mark, Rule
from mail_ingest.reading.when.weekdays import Named, chain_at
from mail_ingest.reading.words.morphology import words
from mail_ingest.reading.words.numerals import Number

_REPEATED = frozenset(words("zawsze zwykle cyklicznie regularnie stale co"))


def repeat_at(scan: Scan, index: int) -> Found | None:
    """The repetition that begins at this token."""
    return _every_so_often(scan, index) or _monthly(scan, index) or _weekdays(scan, index) or _daily(scan, index)


def _every_so_often(scan: Scan, index: int) -> Found | None:
    """ "co drugi wtorek", "co dwa tygodnie we wtorek", "every other Tuesday", "raz w tygodniu"."""
    interval, unit, at = interval_at(scan, index)
    if not unit or scan.word(index - 1) == "jak":  # "jak co miesiąc": as ever, said of this one time
        return None
    following = at
    following += scan.word(following) in (",", ":", "-", "–", "(")
    following += scan.word(following) in _REPEATED
    following += scan.word(following) in PREPOSITIONS
    if unit == "weekend":
        return Found(index, at - 1, Rule("WEEKLY", interval, (5, 6)))
    if unit == "month":
        return _each_month(scan, index, following, at, interval)
    if unit == "day":
        return Found(index, at - 1, Rule("DAILY", interval)) if interval > 1 else Found(index, at - 1, Mark("daily"))
    chain, _ = chain_at(scan, following)
    chain = [named for named in chain if not named.which]
    if unit == "weekday" and len(chain) == 1 and interval in range(2, 6) and scan.has(chain[0].last + 1, "month"):
        return Found(index, chain[0].last + 1, Rule("MONTHLY", 1, (chain[0].weekday,), (interval,)))
    if unit == "weekday" or chain:
        if not chain:
            return None
        days = tuple(dict.fromkeys(named.weekday for named in chain))
        return Found(index, chain[-1].last, Rule("WEEKLY", interval, days))
    return Found(index, at - 1, Rule("WEEKLY", interval))


def _each_month(scan: Scan, index: int, following: int, at: int, interval: int) -> Found | None:
    nth = nth_at(scan, following)
    if nth and not nth.month:
        return Found(index, nth.last, Rule("MONTHLY", interval, (nth.weekday,), nth.nths))
    days, last = days_of_month(scan, following)
    if days:
        return Found(index, last, Rule("MONTHLY", interval, monthdays=days))
    return Found(index, at - 1, Rule("MONTHLY", interval))


def _monthly(scan: Scan, index: int) -> Found | None:
    """ "pierwszy poniedziałek każdego miesiąca", "w pierwsze soboty miesiąca", "10. dnia każdego miesiąca"."""
    at = index + scan.has(index, "every")
    if scan.has(at, "final") and scan.has(at + 1, "day") and scan.has(at + 2, "every") and scan.has(at + 3, "month"):
        return Found(index, at + 3, Rule("MONTHLY", 1, monthdays=(-1,)))
    nth = nth_at(scan, at)
    counted = nth and not nth.month and (nth.said or scan.has(index, "every") or _monthly_before(scan, index))
    if nth and counted and (nth.each or at > index or _habit(scan, nth) or _again(scan, index, at, nth.last)):
        return Found(index, nth.last, Rule("MONTHLY", 1, (nth.weekday,), nth.nths))
    numbers, number = _numbers(scan, at)
    if number and all(1 <= one <= 31 for one in numbers):
        after = scan.dot(number.last + 1)
        after += scan.has(after, "day")
        if at > index and scan.has(after - 1, "day") and scan.has(after, "month"):
            return Found(index, after, Rule("MONTHLY", 1, monthdays=numbers))
        if scan.has(after, "every") and scan.has(after + 1, "month"):
            return Found(index, after + 1, Rule("MONTHLY", 1, monthdays=numbers))
    return None


def _numbers(scan: Scan, at: int) -> tuple[tuple[int, ...], Number | None]:
    """The numbers of "1. i 15.", and the last of them."""
    number = scan.number(at)
    values: list[int] = []
    while number is not None and len(values) < 3:
        values.append(number.value)
        joint = scan.dot(number.last + 1)
        following = scan.number(joint + 1) if scan.word(joint) in ANDS_AND_COMMA else None
        if following is None:
            break
        number = following
    return tuple(values), number


def _habit(scan: Scan, nth: Nth) -> bool:
    """Whether the month is no particular one: "pierwszy wtorek miesiąca", but not "ostatni piątek"."""
    return (
        nth.shift == 0
        and scan.word(nth.last) in ("miesiaca", "month")
        and nth.nths[0] > 0
        and not scan.has(nth.last - 1, "this")
    )


def _monthly_before(scan: Scan, index: int) -> bool:
    return any(scan.has(index - step, "monthly") for step in (1, 2))


def _again(scan: Scan, index: int, at: int, last: int) -> bool:
    """Whether "pierwszy poniedziałek miesiąca" is told as a habit: plural, or a bound or "zawsze" in the sentence."""
    sentence = scan.tokens[index].sentence
    plural = (scan.word(at).endswith("e") and scan.word(at) != "pierwsze") or (
        scan.word(at) == "pierwsze" and scan.word(at + 1).endswith("i")
    )
    if plural:
        return True
    start = index
    while start > 0 and scan.tokens[start - 1].sentence == sentence:
        start -= 1
    for near in range(start, min(scan.size, last + 60)):
        if scan.tokens[near].sentence != sentence:
            break
        if scan.word(near) in _REPEATED and near != at:
            return True
        if (
            near > last
            and scan.word(near) in ("od", "do")
            and (scan.numbered(near + 1, "month:") > 0 or scan.has(near + 1, "end") or scan.word(near + 1) == "konca")
        ):
            return True
        lemmas = scan.tokens[near].lemmas if scan.tokens[near].is_word else ()
        if "spotykac" in lemmas or (
            "spotkanie" in lemmas and scan.word(near) in ("spotkania", "spotkan", "spotkaniach")
        ):
            return True
    return False


def _weekdays(scan: Scan, index: int) -> Found | None:
    """ "każdy wtorek", "w każdy wtorek i czwartek", "we wtorki", "щовівторка"."""
    ukrainian = _ukrainian(scan, index)
    if ukrainian:
        return ukrainian
    every = scan.has(index, "every")
    at = index + every
    at += every and scan.word(at) in PREPOSITIONS
    if every and {"working", "day"} <= scan.tags_at(at) | scan.tags_at(at + 1):
        return Found(index, at + 1, Rule("WEEKLY", 1, (0, 1, 2, 3, 4)))
    if every and scan.word(at) == "weekday":
        return Found(index, at, Rule("WEEKLY", 1, (0, 1, 2, 3, 4)))
    if every and scan.has(at, "weekend"):
        return Found(index, at, Rule("WEEKLY", 1, (5, 6)))
    if every and scan.has(at, "week"):
        return Found(index, at, Rule("WEEKLY", 1))
    if every and scan.has(at, "month"):
        return Found(index, at, Rule("MONTHLY", 1))
    if every and scan.has(at, "day"):
        return Found(index, at, Mark("daily"))
    left_out = scan.word(index - 1) == "bez" or scan.has(index - 1, "except")
    if scan.word(index) == "weekendy" or (left_out and scan.has(index, "weekend")):
        return Found(index, index, Rule("WEEKLY", 1, (5, 6)))
    chain, _ = chain_at(scan, at)
    if not chain:
        return None
    plural = [n for n, named in enumerate(chain) if named.plural]
    if not every and not plural:
        return _weekly_after(scan, index, chain)
    chain = chain if every else chain[: plural[-1] + 1]
    if not every and plural[0] > 0 and any(named.which for named in chain):
        return None
    last = chain[-1].last
    tail = last + 1
    tail += scan.word(tail) == ","
    interval, unit, after = interval_at(scan, tail)
    if unit == "week":
        return Found(index, after - 1, Rule("WEEKLY", interval, tuple(dict.fromkeys(named.weekday for named in chain))))
    return Found(index, last, Rule("WEEKLY", 1, tuple(dict.fromkeys(named.weekday for named in chain))))


def _weekly_after(scan: Scan, index: int, chain: list[Named]) -> Found | None:
    """ "w poniedziałek, środę i piątek co tydzień"."""
    interval, unit, after = interval_at(scan, chain[-1].last + 1)
    if unit != "week" or any(named.which for named in chain):
        return None
    return Found(index, after - 1, Rule("WEEKLY", interval, tuple(named.weekday for named in chain)))


_EVERY_UKRAINIAN = ("щопонеділ", "щовівтор", "щосеред", "щочетвер", "щоп'ятниц", "щосубот", "щонеділ")


def _ukrainian(scan: Scan, index: int) -> Found | None:
    word = scan.word(index)
    if not word.startswith("що"):
        return None
    day = next((n for n, stem in enumerate(_EVERY_UKRAINIAN) if word.replace("’", "'").startswith(stem)), -1)
    return Found(index, index, Rule("WEEKLY", 1, (day,))) if day >= 0 else None


def _daily(scan: Scan, index: int) -> Found | None:
    if scan.has(index, "daily"):
        return Found(index, index, Mark("daily"))
    if (scan.word(index) in ("dni", "dniach", "dnia") and scan.has(index + 1, "working")) or scan.word(
        index
    ) == "weekdays":
        return Found(index, index + (scan.word(index) != "weekdays"), Rule("WEEKLY", 1, (0, 1, 2, 3, 4)))
    return None


REPEATS = Beginning(
    words=LAST_BUT_ONE
    | ROMAN
    | frozenset(words("raz once co every кожні кожен кожного кожну кожна weekendy dni dniach dnia weekdays")),
    tags=WHICH | {"weekly", "fortnightly", "monthly", "daily", "every", "weekend", "day:"},
    parts=("що",),
    numerals=True,
)
