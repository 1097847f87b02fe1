"""Two hours as start and end: the halves of the day that fit together, and where bare numbers are hours at all."""

from dataclasses import replace

from mail_ingest.reading.when.clock import AFTERNOON, MORNING, Clock, of_day
from mail_ingest.reading.when.dates import run_at
from mail_ingest.reading.when.hour_fits import noun_follows
from mail_ingest.reading.when.scan import Found, Scan
from mail_ingest.reading.when.values import Hours, Unreadable
from mail_ingest.reading.words.lexicon import Lexicon
from mail_ingest.reading.words.morphology import words
from mail_ingest.reading.words.numerals import Numeral

_LEADS = frozenset(
    words(
        "w we na od o : , ( ) . ; [ zamiast czyli prosimy poprosimy prosze lub albo i oraz a ok okolo tylko nie ze"
        " z / | czy ewentualnie at у в – - — najlepiej odpowiednio kolejno respectively bedzie jest codziennie"
        " swieta przypadkach terminach terminie oba obydwa zawsze tak gdzies jakos mniej wiecej zwykle normalnie"
        " pozostale pozostalych kolejne kolejnych nastepne nastepnych reszta koniec poczatek start potem"
    )
)


def plain_range_fits(scan: Scan, index: int, opened: bool, start: Clock, end: Clock) -> bool:
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
    if scan.word(before) in _FREE and scan.word(before - 1) in _IS and _waking(start, end):
        return True
    if scan.word(before) in _ROOMS_AT and _waking(start, end):  # "potrzebujemy sali 18-20"
        return True
    if scan.word(before) in _LEADS or any(tag.partition(":")[0] in _TIME_TAGS for tag in tags) or _year(scan, before):
        return True
    number = scan.number(before)
    if number and number.kind is Numeral.ORDINAL and number.words:  # "pierwszego dnia 10-18, drugiego 9-14"
        return True
    if scan.tokens[before].is_word and _EVENTS.concepts(scan.tokens[before].raw) and _waking(start, end):
        return not noun_follows(scan, end.last + 1)
    if not scan.tokens[before].is_word or scan.word(before) in _COUNTED:
        return False
    held = scan.word(before) in _HELD and any(scan.word(n) in FORMERLY for n in range(max(0, before - 3), before))
    return held or bool(_WISHES & set(scan.tokens[before].lemmas)) or _day_follows(scan, end.last + 1)


FORMERLY = frozenset(words("poprzednio ostatnio dotychczas dotad wczesniej dawniej previously раніше"))
_HELD = frozenset(words("bylo byly mielismy mialysmy mialem mialam"))


_KINDS_OF_ROOM = frozenset(words("wykladowa wykladowej konferencyjna konferencyjnej mala malej duza duzej hol holu"))
"""Behind them hours stand without a word of their own ("sala wykładowa 12-16"); a workshop room has numbers, too."""

_FREE = frozenset(words("wolna wolny wolne dostepna dostepny dostepne free available вільна вільний"))
_IS = frozenset(words("jest bylaby bylby bedzie is be чи"))
""" "czy duża jest wolna 10-14?"."""
_ROOMS_AT = frozenset(words("sali sale salke salki"))


_EVENTS = Lexicon(
    {
        "event": words(
            """spotkanie zebranie zajęcia warsztat warsztaty próba trening wykład koncert spektakl pokaz projekcja
            konferencja prelekcja debata turniej kurs szkolenie wernisaż wystawa impreza zbiórka montaż demontaż
            przygotowanie przygotowania sprzątanie poczęstunek rejestracja przerwa wejście"""
        )
    },
    typos=False,
)
"""Behind what is held, hours stand without a word of their own ("montaż 14-16, koncert 17-19")."""


def _waking(start: Clock, end: Clock) -> bool:
    return 7 * 60 <= start.minutes < end.minutes <= 23 * 60


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


def span_of(scan: Scan, index: int, start: Clock, end: Clock) -> Found:
    for clock in (start, end):
        if clock.minutes > 24 * 60:
            return Found(index, end.last, Unreadable(), (outside(scan, index, clock),))
    if end.part == AFTERNOON and not start.part and start.minutes < end.minutes <= 12 * 60 and start.minutes < 12 * 60:
        start = replace(start, part=AFTERNOON)
    if end.part == MORNING and not start.part and start.minutes < end.minutes <= 12 * 60:
        start = replace(start, part=MORNING)
    first, second = of_day(start), of_day(end)
    if not end.part and end.minutes < 7 * 60 and second <= first and not end.exact:
        second = end.minutes
    if not start.part and not end.part and start.minutes < 7 * 60 and end.minutes >= 7 * 60 and end.minutes <= 12 * 60:
        first = start.minutes if end.minutes - start.minutes > 0 and first > end.minutes else first
        if start.minutes < 6 * 60 and end.minutes < 12 * 60 and not end.exact:
            first, second = start.minutes + 12 * 60, end.minutes + 12 * 60
    if second <= first:
        later = second + 12 * 60 > first
        if not end.part and end.minutes <= 12 * 60 and later and (end.face or first <= 12 * 60) and second < first:
            second += 12 * 60
        elif second < 24 * 60:
            second += 24 * 60
    if first >= 24 * 60 and second >= 48 * 60:
        second -= 24 * 60
    problems = () if second > first else ("Koniec jest przed początkiem.",)
    if second - first > 14 * 60 and second > 24 * 60 and not end.part and end.minutes > 6 * 60:
        return Found(index, end.last, Hours(first, None), (_backwards(scan, index, end),))
    return Found(index, end.last, Hours(first, second), problems)


def outside(scan: Scan, index: int, clock: Clock) -> str:
    return f"Nie ma takiej godziny: „{scan.text.quote(index, clock.last)}”."


def _backwards(scan: Scan, index: int, end: Clock) -> str:
    return f"Koniec wypada przed początkiem: „{scan.text.quote(index, end.last)}”."
