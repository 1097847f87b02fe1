"""Which words may begin a mention of time, so that the readers are asked only where they may find something."""

from enum import IntEnum
from functools import lru_cache

from mail_ingest.reading.when.feasts import begins_feast
from mail_ingest.reading.when.marks import begins_mark
from mail_ingest.reading.when.scan import ANDS, JOINTS_AND_COMMA, ORS, Scan
from mail_ingest.reading.when.vocabulary import misspelt_month, shortened_month, spelling, tags
from mail_ingest.reading.words.morphology import CACHED_WORDS, fold, words
from mail_ingest.reading.words.numerals import is_numeral
from mail_ingest.reading.words.text import NUMBER, WORD, Kind


class Opening(IntEnum):
    """How a word may begin a mention."""

    NEVER = 0
    MARK = 1
    """Only as the first word of a joining phrase ("jeśli nie, to")."""
    BEFORE_TIME = 2
    """Only before another word of time ("w", "do", "przyszły")."""
    ALONE = 3


_PREPOSITIONS = frozenset(
    words(
        "od do za co o po przed okolo ok kolo okolicach okolicy miedzy pomiedzy na przez w we from to till until"
        " between at in by since for after before raz once dwa half an wpol pol trwa potrwa kwartal polrocze"
        " przeddzien ponad niecale prawie minimum poczawszy starting lasting przedostatni przedostatnia"
        " przedostatniego з із від до об між о через пів після протягом the"
    )
)
_ALONE = frozenset(words("wpol half пів day co every each"))
_ONLY_NEAR = frozenset(words("this next past nearest final another every whole long middle end start"))
_NO_OPENING = frozenset(words("people begin finish except pause same meeting first year minute"))
_ROMAN_COUNTS = frozenset(("I", "II", "III", "IV", "ii", "iii", "iv"))
_STEMS = ("poltor", "godzinn", "polgodzin", "що", "півтор")


@lru_cache(maxsize=CACHED_WORDS)
def opening(raw: str) -> Opening:
    """How this word may begin a mention of time."""
    folded = spelling(raw)
    if raw in _ROMAN_COUNTS:
        return Opening.ALONE
    if folded in _ALONE:
        return Opening.ALONE
    if folded in _PREPOSITIONS:
        return Opening.BEFORE_TIME
    said = tags(raw) - _NO_OPENING
    if said - _ONLY_NEAR or is_numeral(raw) or begins_feast(raw) or _is_length(folded) or folded in ORS:
        return Opening.ALONE
    if said:
        return Opening.BEFORE_TIME
    return Opening.MARK if begins_mark(raw) else Opening.NEVER


def _is_length(folded: str) -> bool:
    return folded.startswith(_STEMS) or any(part in folded for part in ("godzin", "minutow", "dniow"))


def opening_at(scan: Scan, index: int) -> Opening:
    """How the token here may begin a mention, its neighbour looked at."""
    token = scan.tokens[index]
    if token.kind is NUMBER:
        listed = scan.word(index - 1) == "na" or (scan.timed == index - 2 and scan.word(index - 1) in JOINTS_AND_COMMA)
        led = bool(scan.tags_at(index - 1) & {"except", "begin", "finish"})
        return Opening.ALONE if listed or led or _said_on(scan, index + 1) else Opening.NEVER
    if token.kind is not WORD:
        return Opening.NEVER
    found = opening(token.raw)
    if found is Opening.BEFORE_TIME:
        following = index + 1
        following += scan.word(following) in (".", ",", ":", "(", "-")
        if following < scan.size and _lively(scan, following):
            return Opening.ALONE
        return Opening.MARK if begins_mark(token.raw) else Opening.NEVER
    return found


def _said_on(scan: Scan, index: int) -> bool:
    """Whether what follows a lone number may make it a day, an hour or a length."""
    if index >= scan.size:
        return False
    token = scan.tokens[index]
    if token.kind is WORD:
        return token.glued or bool(scan.tags[index]) or _after_number(token.raw)
    return token.kind is Kind.MARK or len(scan.digits(index + 1)) == 4


@lru_cache(maxsize=20_000)
def _after_number(raw: str) -> bool:
    folded = fold(raw)
    return (
        folded in _AFTER
        or folded in ANDS
        or opening(raw) >= Opening.BEFORE_TIME
        or max(misspelt_month(raw), shortened_month(raw)) > 0
    )


_AFTER = frozenset(
    words("h hrs oo kolejnych kolejne takich cyklicznych i v x ii iii iv vi vii viii ix xi xii am pm st nd rd по")
)


def _lively(scan: Scan, index: int) -> bool:
    token = scan.tokens[index]
    if token.kind is WORD:
        return opening(token.raw) >= Opening.BEFORE_TIME or bool(scan.tags[index])
    return token.kind is NUMBER
