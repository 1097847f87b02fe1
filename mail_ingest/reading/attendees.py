"""How many people a passage expects.

    read_attendees(passage)     # → Found(25, first, last, …) or None

Every number that counts people is a candidate; a total ("łącznie 25") wins over what is said of "nas" or with a verb of
expecting, that over a bare "25 osób". Ages, prices, counts of things, past attendances ("w zeszłym roku przyszło 240
osób"), the size of an organisation and parts of a group ("w tym jedna na wózku", "po 5 osób") are none.
"""

from dataclasses import dataclass

from mail_ingest.reading.confidence import Confidence
from mail_ingest.reading.morphology import analyses, fold, words
from mail_ingest.reading.numerals import Numeral, number_at, range_at, split_compound
from mail_ingest.reading.passage import Found, Passage, tells_past
from mail_ingest.reading.people import PEOPLE, is_person_noun
from mail_ingest.reading.text import Token
from mail_ingest.reading.vocabulary import Vocabulary, phrases

MOST = 5_000
"""A head count beyond this is a slip or a joke; the Centre's largest room holds far fewer."""

_TOTAL = Vocabulary(
    {
        "total": phrases("""=łącznie, =razem, =sumie, =ogółem, =ogólnie, suma, =total, =altogether, =разом,
            =всього, =usiądzie""")
    },
    typos=False,
)
_EXPECTING = Vocabulary(
    {
        "expect": phrases("""=będzie, =będą, =będziemy, =byłoby, =byłaby, spodziewać, przewidywać, planować,
            liczyć, szacować, przyjść, przychodzić, przybyć, przyjechać, zgłaszać, zgłosić,
            zapisywać, zapisać, wziąć udział, brać udział, uczestniczyć, chodzić, zagrać, ćwiczyć,
            pojawić, zasiąść, usiąść, przyjmować, przyjąć, wysłać, delegować, dotrzeć, wchodzić,
            skład, liczba, ilość, ekipa, grupa, dla, zmieścić, pomieścić, liczny, potrzebować,
            uczyć, =expect, =will, =are, =group, =for, =about, =буде, =прийде, =очікуємо,
            =близько, =для, =прийдуть, =група, =групі""")
    },
)
_FORESEEING = Vocabulary(
    {
        "foresee": phrases("""spodziewać, przewidywać, szacować, liczyć na, =będzie, =będą, =będziemy, =przyjdzie,
            =przyjdą, =przyjdziemy, =przybędzie, =zapisało, =zapisały, =weźmie, =wezmą, =zagra,
            =pojawi, =zgłosiło, =zgłosiły, =expect, =expecting, =will, =буде, =прийде, =очікуємо,
            =прийдуть, =potrzebujemy, przewidywany, spodziewany, planowany""")
    },
    typos=False,
)
_US = frozenset({"nas", "nasza", "us", "нас", "we"})
_ABOUT = frozenset(
    words("""okolo ok ca jakies jakis mniej wiecej jak ze z do max maks maksymalnie najwyzej gora srednio zwykle prawie ponad
    przeszlo nawet pewnie moze niz tylko about around approximately up to at most близько до орієнтовно приблизно .
    powyzej juz jedynie minimum min co najmniej : - –""")
)
_OR = frozenset(words("lub albo moze gora or або czy , maksymalnie max nawet a"))
_ORGANISATIONS = Vocabulary(
    {
        "body": phrases("""klub, stowarzyszenie, organizacja, koło, sieć, towarzystwo, związek, fundacja,
            bractwo, chór, hufiec, network, =association, osiedle, wspólnota, szkoła, informal
            group"""),
        "time": phrases("""=obecnie, =dziś, =dzisiaj, =aktualnie, =currently, =zrzesza, zrzeszać, liczyć sobie,
            należeć"""),
    },
    typos=False,
)
_UNITS = frozenset(
    words("""lat lata latek roku letni letnich zl zlotych pln euro godz godzin godziny minut min dni tygodni miesiecy sztuk
    szt metrow m cm km h am pm years year hours minutes klasa klasy r років хвилин годин godzinna""")
)
_DISTRIBUTIVE = frozenset({"po", "each", "each of", "każdej", "kazdej", "kazdym"})


@dataclass(frozen=True)
class _Candidate:
    value: int
    first: int
    last: int
    score: int


def read_attendees(passage: Passage, taken: frozenset[int] = frozenset()) -> Found[int] | None:
    """The number expected; of a range its upper bound. `taken`: tokens that speak of time."""
    candidates = _candidates(passage, taken)
    if not candidates:
        return None
    best = max(candidates, key=lambda candidate: (candidate.score, candidate.value, -candidate.first))
    rivals = {candidate.value for candidate in candidates if candidate.score >= best.score - 1}
    confidence = Confidence.CERTAIN if best.score >= 3 and len(rivals) == 1 else Confidence.LIKELY
    return Found(best.value, best.first, best.last, confidence if best.score >= 2 else Confidence.UNSURE)


def _candidates(passage: Passage, taken: frozenset[int]) -> list[_Candidate]:
    found: list[_Candidate] = []
    index = passage.first
    while index <= passage.last:
        candidate = None
        if index not in taken:
            candidate = _compound(passage, index) or _together(passage, index) or _counted(passage, index)
        if candidate is not None and 0 < candidate.value <= MOST and candidate.score > 0:
            found.append(candidate)
            index = candidate.last
        index += 1
    return found


def _compound(passage: Passage, index: int) -> _Candidate | None:
    """ "trzydziestoosobowa", "15-osobowa", "12 osobowej"."""
    tokens = passage.letter.tokens
    token = tokens[index]
    split = split_compound(token.raw) if token.is_word else None
    if split is not None and split[1].startswith("osobow"):
        return _Candidate(split[0], index, index, 3 + _context(passage, index, index))
    if token.is_number and len(token.raw) < 5:
        after = index + 1
        while after <= passage.last and tokens[after].raw in "-–":
            after += 1
        if after <= passage.last and tokens[after].folded.startswith(("osobow", "person")):
            span = range_at(passage.letter.text, index)
            value = span.high if span is not None else int(token.raw)
            if span is not None and span.last > index:
                return None if span.last >= after else _Candidate(value, index, after, 3)
            return _Candidate(value, index, after, 3 + _context(passage, index, after))
    return None


_TOGETHER = {
    "dwojke": 2,
    "trojke": 3,
    "czworke": 4,
    "piatke": 5,
    "szostke": 6,
    "siodemke": 7,
    "osemke": 8,
    "dziesiatke": 10,
}


def _together(passage: Passage, index: int) -> _Candidate | None:
    """ "we dwójkę", "w piątkę"."""
    tokens = passage.letter.tokens
    number = _TOGETHER.get(tokens[index].folded)
    if number is None or index == passage.first or tokens[index - 1].folded not in ("we", "w"):
        return None
    return _Candidate(number, index - 1, index, 3 + _context(passage, index, index))


def _counted(passage: Passage, index: int) -> _Candidate | None:
    """A number that counts people."""
    tokens = passage.letter.tokens
    if (
        index > passage.first
        and tokens[index].glued
        and not tokens[index - 1].raw.isspace()
        and tokens[index - 1].raw in "./:-–,+("
    ):
        if tokens[index - 1].raw != "(":
            return None
    span = range_at(passage.letter.text, index)
    if span is None or span.last > passage.last or _ordinal(passage, index):
        return None
    value, last = span.high, span.last
    value, last = _upper(passage, value, last)
    noun = _noun_after(passage, last)
    if _is_other(passage, index, last, noun):
        return None
    score = _score(passage, index, last, noun)
    if score <= 0:
        return None
    end = noun if noun is not None else last
    value, end = _with_more(passage, value, end)
    first = _start(passage, index)
    return _Candidate(value, first, end, score + _context(passage, index, end))


def _ordinal(passage: Passage, index: int) -> bool:
    number = number_at(passage.letter.text, index)
    return number is not None and number.kind is Numeral.ORDINAL


def _upper(passage: Passage, value: int, last: int) -> tuple[int, int]:
    """The larger of "sześciu, może siedmiu", "10 albo 12", "10 osób, góra 12"."""
    tokens, position = passage.letter.tokens, last + 1
    said = False
    while position <= min(passage.last, last + 5) and (tokens[position].folded in _OR or _is_noun(passage, position)):
        said = said or (tokens[position].folded in _OR and tokens[position].is_word)
        position += 1
    if not said or position > passage.last:
        return value, last
    number = number_at(passage.letter.text, position)
    if number is not None and value < number.value <= value * 2 and number.kind is Numeral.CARDINAL:
        return number.value, number.last
    return value, last


def _noun_after(passage: Passage, last: int) -> int | None:
    """The token of the people noun that the number counts, adjectives and the like skipped."""
    tokens = passage.letter.tokens
    for index in range(last + 1, min(passage.last, last + 4) + 1):
        token = tokens[index]
        if token.newlines > 1 or (token.newlines and token.raw[0].isupper()):
            return None
        if _is_noun(passage, index):
            return index
        if token.raw in "()" or token.folded in ("nowych", "naszych", "of", "the", "dodatkowych"):
            continue
        if not token.is_word or not _attribute(token.raw):
            return None
    return None


def _attribute(word: str) -> bool:
    """Whether the word may stand between a number and its noun: an adjective or participle."""
    found = analyses(word)
    return any(tag.startswith(("adj", "pact", "ppas")) for _, tag in found) or (
        not found and fold(word).endswith(("ych", "ich", "ой", "их"))
    )


def _is_noun(passage: Passage, index: int) -> bool:
    token = passage.letter.tokens[index]
    return token.is_word and is_person_noun(token.raw)


def _is_other(passage: Passage, first: int, last: int, noun: int | None) -> bool:
    """Whether the number is an age, a price, a date, an hour, a part, or told with "zamiast"."""
    tokens = passage.letter.tokens
    after = tokens[last + 1] if last + 1 < len(tokens) else None
    before = [token.folded for token in tokens[max(passage.first, first - 3) : first]]
    if (
        noun is None
        and after is not None
        and (after.folded in _UNITS or after.raw in ("%", "+", "zł", "/", "°") or (after.glued and after.raw in ".:"))
    ):
        if not (after.raw == "." and (last + 2 >= len(tokens) or not tokens[last + 2].glued)):
            return True
    if (
        "wieku" in before
        or "zamiast" in before
        or "instead" in before
        or "nr" in before
        or "numer" in before
        or "godz" in before
        or "art" in before
        or "замість" in before
    ):
        return True
    return (
        bool({"po", "po ok"} & set(before[-1:]))
        or before[-2:] == ["w", "tym"]
        or before[-1:] == ["including"]
        or (before[-3:-1] == ["w", "tym"])
    )


def _score(passage: Passage, first: int, last: int, noun: int | None) -> int:
    """How plainly the number is the head count: 0 when nothing says that it counts people."""
    tokens = passage.letter.tokens
    if _collective(passage, first, last):
        base = 3
    elif noun is not None:
        base = 3 if PEOPLE.concepts(tokens[noun].raw)[:1] == ("person",) else 2
    else:
        base = 0
    clause = passage.clause(first)
    before = _back(passage, first)
    after = tokens[last + 1 : last + 3]
    us = before.folded in _US if before is not None else False
    us = us or any(token.folded in _US for token in after[:2] if token.newlines == 0)
    if us:
        base = max(base, 2) + 1
    if before is not None and base == 0 and _heading(passage, first):
        base = 3
    if base == 0 and _noun_before(passage, clause, first):
        base = 2
    if _totals(passage, first):
        base = (base or 2) + 3
    if (
        base == 0
        and after
        and after[0].folded in ("zamiast", "instead")
        and _people_before(passage, passage.sentence(first), first)
    ):
        base = 2
    if base < 4 and _bound(passage, first) and (base or _people_before(passage, passage.sentence(first), first)):
        base = max(base, 2) + 3
    if base == 0 and _apposed(passage, clause, first):
        base = 2
    if base == 0 and _alone(passage, first, last, clause):
        base = 1
    return base


def _people_before(passage: Passage, around: Passage, first: int) -> bool:
    """Whether people are counted or named before the number, in the stretch around it."""
    return any(_is_noun(passage, index) for index in range(around.first, first))


def _bound(passage: Passage, first: int) -> bool:
    """ "nie więcej niż 45", "maksymalnie 45", "góra 45"."""
    before = [token.folded for token in passage.letter.tokens[max(passage.first, first - 3) : first]]
    return before[-3:-1] == ["nie", "wiecej"] or bool(
        before and before[-1] in ("maksymalnie", "max", "maks", "gora", "najwyzej")
    )


def _totals(passage: Passage, first: int) -> bool:
    tokens = passage.letter.tokens
    return any(_TOTAL.concepts(token.raw) for token in tokens[max(passage.first, first - 4) : first] if token.is_word)


def _collective(passage: Passage, first: int, last: int) -> bool:
    """ "czworo", "we dwójkę", "trzydzieścioro": numerals that count people only."""
    token = passage.letter.tokens[first]
    folded = passage.letter.tokens[last].folded
    if not token.is_word:
        return False
    return folded.endswith(("oro", "ioro", "orga", "orgiem")) or folded in (
        "dwoje",
        "troje",
        "dwojga",
        "trojga",
        "четверо",
        "п'ятеро",
        "двоє",
        "троє",
    )


def _back(passage: Passage, first: int) -> Token | None:
    """The last token before the number that is no word of "about"."""
    tokens = passage.letter.tokens
    index = first - 1
    while (
        index >= passage.first and tokens[index].folded in _ABOUT and tokens[index].sentence == tokens[first].sentence
    ):
        index -= 1
    return tokens[index] if index >= passage.first else None


def _start(passage: Passage, first: int) -> int:
    """Where the words of "about" before the number begin, for the evidence."""
    tokens, index = passage.letter.tokens, first
    while (
        index > passage.first
        and tokens[index - 1].folded
        in ("okolo", "ok", ".", "ca", "jakies", "do", "najwyzej", "nawet", "about", "around", "близько")
        and tokens[index].newlines == 0
    ):
        index -= 1
    return first if tokens[index].raw == "." else index


def _heading(passage: Passage, first: int) -> bool:
    """ "Liczba osób: 30", "Osób: do 30", "uczestnicy - 15", "grupa: 18-22"."""
    tokens = passage.letter.tokens
    index = first - 1
    marked = False
    while index > passage.first and tokens[index].folded in _ABOUT:
        marked = marked or tokens[index].raw in ":-–("
        index -= 1
    if not marked:
        return False
    before = [token for token in tokens[max(passage.first, index - 2) : index + 1] if token.is_word]
    return any(_HEADINGS.concepts(token.raw) or is_person_noun(token.raw) for token in before)


_HEADINGS = Vocabulary(
    {"heading": phrases("grupa, ekipa, liczba osób, frekwencja, uczestnik, skład, publiczność, widownia, =участники")},
    typos=False,
)


def _noun_before(passage: Passage, clause: Passage, first: int) -> bool:
    """ "Dzieci będzie 28", "Uczniów jest ośmioro", "osób około 30": the noun before, its verb or nothing between."""
    tokens = passage.letter.tokens
    index = first - 1
    steps = 0
    while index >= clause.first and steps < 5:
        token = tokens[index]
        if token.is_word and _is_noun(passage, index) and not token.folded == "nas":
            return True
        if not (token.folded in _ABOUT or _BEING.concepts(token.raw)):
            return False
        index, steps = index - 1, steps + 1
    return False


_BEING = Vocabulary(
    {
        "be": phrases("""być, =będzie, =jest, =jakieś, przyjść, spodziewać, =się, przewidywać, zapisać, =mamy,
        =буде""")
    },
    typos=False,
)


def _apposed(passage: Passage, clause: Passage, first: int) -> bool:
    """ "more people, about 35": a bare number as a clause of its own behind one that names people."""
    tokens = passage.letter.tokens
    if first - clause.first > 2 or not all(token.folded in _ABOUT for token in tokens[clause.first : first]):
        return False
    before = passage.clause(clause.first - 2) if clause.first - 2 >= passage.first else None
    same = before is not None and tokens[before.last].sentence == tokens[first].sentence
    return same and before is not None and _is_noun(passage, before.last)


def _alone(passage: Passage, first: int, last: int, clause: Passage) -> bool:
    """ "dla 20", "we expect 20", "sala na 30" where nothing else is counted after the number."""
    tokens = passage.letter.tokens
    before = _back(passage, first)
    if before is None or tokens[first].glued:
        return False
    after = tokens[last + 1] if last < passage.last else None
    ends = after is None or after.raw in ".,;!?)" or after.newlines > 0
    return ends and before.folded in ("dla", "expect", "spodziewamy", "sie", "liczymy", "zmiesci")


def _with_more(passage: Passage, value: int, last: int) -> tuple[int, int]:
    """The sum of "12 dzieci i 3 opiekunów", where the two stand side by side."""
    tokens = passage.letter.tokens
    index = last + 1
    if (
        index <= passage.last
        and tokens[index].raw == ","
        and index + 2 <= passage.last
        and tokens[index + 1].folded in ("plus", "do")
    ):
        index += 1
    if index > passage.last or tokens[index].folded not in ("i", "oraz", "plus", "and", "та", "+"):
        return value, last
    number = number_at(passage.letter.text, index + 1) if index < passage.last else None
    if number is None or number.kind is not Numeral.CARDINAL or number.value > MOST:
        return value, last
    noun = _noun_after(passage, number.last)
    if noun is None or tokens[noun].folded in (tokens[last].folded,):
        return value, last
    return value + number.value, noun


def _context(passage: Passage, first: int, last: int) -> int:
    """What the clause adds (a verb of expecting) or takes (the past, an organisation's size, an earlier number)."""
    clause = passage.clause(first)
    tokens = passage.letter.tokens
    expecting = any(match.last < first or match.first > last for match in clause.find(_EXPECTING))
    past = tells_past(clause) and not any(_SIGNED.concepts(token.raw) for token in clause.tokens if token.is_word)
    if past or _of_organisation(passage, clause, first):
        return -5
    near = tokens[max(passage.first, first - 6) : first]
    if any(token.folded in ("ostatnio", "poprzednio", "zeszlym", "ubieglym", "dotychczas") for token in near):
        return -4
    return 2 if clause.has(_FORESEEING) else int(expecting)


_SIGNED = Vocabulary(
    {
        "signed": phrases("""zapisać, zgłosić, potwierdzić, zadeklarować, zwiększyć, wzrosnąć, urosnąć, zmniejszyć,
            =mieliśmy, uzbierać, zebrać, chcieć, =registered, =signed, zmienić""")
    }
)


def _of_organisation(passage: Passage, clause: Passage, first: int) -> bool:
    """ "Klub liczy 61 członków", "sieć zrzesza 40 osób": a size, not an attendance."""
    before = passage.part((clause.first, first))
    return (before.has(_ORGANISATIONS, "body") and before.has(_SIZE)) or before.has(_ORGANISATIONS, "time")


_SIZE = Vocabulary({"size": phrases("liczyć, zrzeszać, skupiać, należeć, =of, =has, mieć")}, typos=False)
