"""Things that are named and yet not asked for: others bring them, or an event is about them.

provided(passage, first, last)      # "nagłośnienie zapewnia firma", "sprzęt przywozimy cały, rzutnik też"
is_subject(passage, index)          # "kurs obsługi komputera", "warsztaty naprawy krzeseł"
lacked(passage, index)              # "nie mamy własnego rzutnika", which asks for it
"""

from mail_ingest.reading.passage import Passage, tells_past
from mail_ingest.reading.words.lexicon import Match
from mail_ingest.reading.words.morphology import words
from mail_ingest.reading.words.spelling import loose_analyses
from mail_ingest.reading.words.vocabulary import ASKING, NEGATION, OWN, Vocabulary, phrases

_FARTHEST = 40
"""Tokens from a thing within which it is said who brings it."""


def provided(passage: Passage, first: Match, last: Match) -> bool:
    """Whether what stands before the things, or around them in their one clause, says that others bring them.

    Never in a question, nor where the Centre is the one who gives.
    """
    if _in_question(passage, first):
        return False
    clause = passage.clause(first.first).part((first.first - _FARTHEST, last.last + _FARTHEST))
    around = clause if last.last <= clause.last else Passage(passage.letter, clause.first, first.first - 1)
    sentence = passage.sentence(first.first)
    return (
        _comes_from_elsewhere(around)
        or _among_own(passage, sentence, first.first)
        or _summed_up_as_own(sentence, last.last)
        or _in_use(passage, first)
    )


def provided_behind(passage: Passage, match: Match) -> bool:
    """Whether what stands behind the thing says so: "laptop będziemy mieć swój", "(rzutnik) zabieramy ze sobą"."""
    end = min(passage.clause(match.last).last, match.last + _FARTHEST)
    if end + 2 <= passage.last and passage.letter.tokens[end + 1].raw == ")":
        end = passage.clause(end + 2).last
    return not _in_question(passage, match) and _comes_from_elsewhere(Passage(passage.letter, match.last + 1, end))


def _in_question(passage: Passage, match: Match) -> bool:
    return "?" in passage.sentence(match.first).raws


def _comes_from_elsewhere(clause: Passage) -> bool:
    """ "załatwiamy gdzie indziej", "pożyczamy ze szkoły", "zapewnia firma", "będziemy mieć ze sobą"."""
    if clause.first > clause.last:
        return False
    if any(token.folded in _CENTRE for token in clause.tokens) or clause.has(ASKING, "ask", "need"):
        return False
    if clause.has(_ELSEWHERE, "elsewhere"):
        return True
    if any(token.folded in ("sami", "same", "sam", "sama") for token in clause.tokens) and not clause.has(NEGATION):
        return any(_is_first_person(token.raw) for token in clause.tokens if token.is_word)
    tokens = clause.letter.tokens
    for match in clause.find(_ELSEWHERE):
        mine = tokens[match.first].folded.endswith(("my", "m", "e"))
        if match.concept == "provide" and not clause.has(NEGATION):
            return True
        if match.concept == "lend" and any(token.folded in ("nam", "us", "нам") for token in clause.tokens):
            return _is_third_person(tokens[match.first].raw)
        behind = tokens[match.last + 1 : clause.last + 1]
        if match.concept == "get" and mine and any(token.folded in ("z", "ze", "od") for token in behind):
            return True
    return False


_CENTRE = frozenset(words("panstwo panstwa panstwu wy was wam wasz waszego waszej wasze cop centrum you your ви вас"))
_ELSEWHERE = Vocabulary(
    {
        "elsewhere": phrases("""=gdzie indziej, =skądinąd, =skąd inąd, =ze sobą, =we własnym zakresie, =własnym
            sumptem, =po naszej stronie, =z innego źródła, =from elsewhere, =somewhere else, =with us,
            =będziemy mieli, =będziemy mieć, =będę miała, =będę miał, =będę mieć, =з собою, =із
            собою"""),
        "provide": phrases("zapewniać, zapewnić, dostarczać, dostarczyć, =provides, =забезпечить"),
        "get": phrases("""=pożyczamy, =pożyczę, =pożyczymy, wypożyczać, wypożyczyć, wynajmować, wynająć, dostać, mieć,
            brać, wziąć,
            załatwiać, załatwić, zabierać, zabrać, =borrow, =borrowing, =get"""),
        "lend": phrases("użyczać, użyczyć, udostępniać, udostępnić, dawać, dać, =pożycza, =pożyczy, =pożyczają"),
    },
    typos=False,
)


def _summed_up_as_own(sentence: Passage, last: int) -> bool:
    """ "Sztalugi, głośniki, lampy - to wszystko mamy swoje"."""
    behind = Passage(sentence.letter, last + 1, sentence.last)
    if behind.first > behind.last or sentence.has(ASKING, "ask", "need"):
        return False
    return any(behind.clause(match.first).has(OWN, "own", "bring") for match in behind.find(_THAT_ALL))


_THAT_ALL = Vocabulary(
    {"all": phrases("=to wszystko, =wszystko to, =wszystko, =całość, =all of that, =все це")}, typos=False
)


def _in_use(passage: Passage, match: Match) -> bool:
    """ "siadam do komputera": where the writer sits, which asks for nothing."""
    tokens = passage.letter.tokens
    if match.first - 1 < passage.first or passage.clause(match.first).has(ASKING, "ask", "need"):
        return False
    before = tokens[match.first - 1].folded
    around = [token.folded for token in tokens[max(passage.first, match.first - 2) : match.first]]
    if match.concept == "tables" and (around in (["around", "the"], ["round", "the"]) or before == "wokol"):
        return True
    return (
        match.concept == "laptop"
        and before in ("do", "przed", "przy", "na")
        and any(_SITTING.concepts(token.raw) for token in tokens[max(passage.first, match.first - 4) : match.first - 1])
    )


_SITTING = Vocabulary({"sit": phrases("siadać, usiąść, siedzieć, pisać, zasiąść")}, typos=False)


def _among_own(passage: Passage, sentence: Passage, index: int) -> bool:
    """ "Sprzęt przywozimy cały, rzutnik i ekran też": named as parts of what the writers bring themselves."""
    before = Passage(passage.letter, sentence.first, index - 1)
    if before.first > before.last or before.has(NEGATION) or before.has(ASKING, "ask", "need"):
        return False
    general = before.find(_ALL_OF_IT)
    if not general:
        return False
    clause = passage.clause(general[0].first)
    tail = Passage(passage.letter, clause.last + 1, passage.clause(index).last)
    return (
        clause.has(OWN, "own", "bring")
        and not any(token.folded in _CENTRE for token in tail.tokens)
        and not (tail.has(ASKING) or tail.has(NEGATION) or any(token.folded in _CONTRAST for token in tail.tokens))
    )


_ALL_OF_IT = Vocabulary(
    {"all": phrases("sprzęt, wyposażenie, =wszystko, cały sprzęt, =equipment, =everything, обладнання")}, typos=False
)
_CONTRAST = frozenset(words("ale tylko oprocz poza procz bez but except але крім"))


def lacked(passage: Passage, first: int) -> bool:
    """ "nie mamy (własnego) rzutnika": what is not there is asked for."""
    tokens = passage.letter.tokens
    index = first - 1
    while index > passage.first and OWN.concepts(tokens[index].raw) == ("own",):
        index -= 1
    has = index > passage.first and "bring" in OWN.concepts(tokens[index].raw)
    return (
        has
        and tokens[index].folded.startswith(("mam", "posiad", "dyspon", "ma", "have"))
        and (tokens[index - 1].folded in ("nie", "не", "not", "don't"))
    )


def lacked_behind(passage: Passage, last: int) -> bool:
    """ "mikrofonu nie mamy": in the genitive of what is not there, and asked for elsewhere in the letter's sentence."""
    tokens = passage.letter.tokens
    behind = [token.folded for token in tokens[last + 1 : min(passage.last, last + 2) + 1]]
    if behind[:1] in (["nie"], ["не"]) and (len(behind) == 1 or behind[1] in (".", "!", ",", ";", ")")):
        return _others_had(passage, last)
    lacks = len(behind) == 2 and behind[0] in ("nie", "не") and behind[1] in ("mam", "mamy", "posiadamy", "маємо")
    ahead = Passage(passage.letter, last + 3, min(passage.last, last + _ASKED_NEAR)) if lacks else None
    return ahead is not None and ahead.first <= ahead.last and ahead.has(ASKING)


def _others_had(passage: Passage, last: int) -> bool:
    """ "laptop mamy, ekranu nie": the verb of having is said once, of what stands before in the sentence."""
    before = Passage(passage.letter, passage.sentence(last).first, last)
    return any(
        passage.letter.tokens[match.first].folded in ("mam", "mamy", "posiadamy", "маємо")
        and not passage.clause(match.first).has(NEGATION)
        and passage.clause(match.first).last < last
        for match in before.find(OWN)
    )


_ASKED_NEAR = 8


def remembered(clause: Passage) -> bool:
    """ "poprzednio korzystaliśmy z rzutnika"."""
    return clause.has(_EARLIER) and tells_past(clause) and not clause.has(ASKING, "ask", "need", "want")


_EARLIER = Vocabulary(
    {"earlier": phrases("=ostatnio, =poprzednio, =poprzednim, =wcześniej, =wtedy, =zeszłym, =ubiegłym, =last")},
    typos=False,
)


def _is_third_person(word: str) -> bool:
    return any(tag.startswith("fin:") and ":ter:" in tag for _, tag in loose_analyses(word))


def _is_first_person(word: str) -> bool:
    return any(tag.startswith("fin:") and ":pri:" in tag for _, tag in loose_analyses(word))


def is_subject(passage: Passage, index: int) -> bool:
    """Whether the thing at this token is what an event is about: "szkolenie z obsługi drukarki", "wystawa kamer"."""
    tokens = passage.letter.tokens
    if index - 1 < passage.first or not tokens[index - 1].is_word:
        return False
    if _TREATING.concepts(tokens[index - 1].raw) or _WORN.concepts(tokens[index - 1].raw):
        return True
    adjective = not _SHOWS.concepts(tokens[index - 1].raw) and _is_adjective(tokens[index - 1].raw)
    shown = index - 2 if adjective else index - 1
    if shown >= passage.first and _SHOWS.concepts(tokens[shown].raw):
        return True
    if index - 2 < passage.first:
        return False
    if tokens[index - 1].folded in ("i", "oraz"):
        return is_subject(passage, index - 2)
    before = tokens[index - 2]
    about = before.folded in ("z", "ze") or bool(_LESSONS.concepts(before.raw)) or passage.clause(index).has(_TEACHING)
    return about and (bool(_HANDLING.concepts(tokens[index - 1].raw)) or _is_gerund(tokens[index - 1].raw))


def _is_adjective(word: str) -> bool:
    return any(tag.startswith("adj") for _, tag in loose_analyses(word))


_TREATING = Vocabulary(
    {"treat": phrases("naprawiać, naprawić, obsługiwać, obsłużyć, odnawiać, odnowić, konserwować, programować")},
    typos=False,
)
_WORN = Vocabulary(
    {"worn": phrases("stary, zabytkowy, dawny, antyczny, zepsuty, uszkodzony, używany, nieużywany, =old, =vintage")},
    typos=False,
)
"""Nobody asks for things of this kind: they are shown, mended or given away."""
_TEACHING = Vocabulary({"teach": phrases("uczyć, nauczyć, przeszkolić, =szkolimy")}, typos=False)
_SHOWS = Vocabulary(
    {"show": phrases("wystawa, pokaz, kolekcja, giełda, wymiana, zbiórka, historia, prezentacja, aukcja")}, typos=False
)


def _is_gerund(word: str) -> bool:
    return any(tag.startswith("ger:") for _, tag in loose_analyses(word))


_HANDLING = Vocabulary(
    {"handling": phrases("obsługa, naprawa, renowacja, konserwacja, budowa, montaż, produkcja, użytkowanie, historia")},
    typos=False,
)
_LESSONS = Vocabulary(
    {"lesson": phrases("szkolenie, kurs, warsztat, zajęcia, lekcja, nauka, pokaz, podstawa, tajnik")}, typos=False
)
