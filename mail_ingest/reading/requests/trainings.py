"""What is said of a training: a seat at it, a place for one's own, whether it is planned, who leads it."""

from mail_ingest.reading.passage import Passage, tells_past
from mail_ingest.reading.requests.kind_words import PLACES, TRAINING, TRAININGS
from mail_ingest.reading.words.lexicon import Match
from mail_ingest.reading.words.morphology import words
from mail_ingest.reading.words.spelling import loose_analyses
from mail_ingest.reading.words.vocabulary import QUESTION


def is_seat(passage: Passage, match: Match) -> bool:
    """ "dwa miejsca na kurs", "miejsce na szkoleniu": a seat at a training, no place for a course of one's own."""
    tokens = passage.letter.tokens
    nouns = _trainings_behind(passage, match)
    if not nouns:
        return False
    before = passage.part((match.first - 2, match.first - 1)).tokens
    sought = any(token.folded.startswith("szuka") for token in before)
    counted = any(token.is_number or token.folded in _LEFT_OVER for token in before)
    plural = tokens[match.first].folded in ("miejsca", "miejsc", "places") and not sought
    return plural or counted or tokens[nouns[0].first].folded.endswith(("niu", "rsie", "tach", "arze"))


_LEFT_OVER = frozenset(words("jedno dwa trzy wolne wolnych jeszcze ostatnie zostalo"))


def _trainings_behind(passage: Passage, match: Match) -> list[Match]:
    return passage.part((match.last + 1, match.last + 3)).find(TRAININGS)


def is_place_for_own(passage: Passage) -> bool:
    """ "miejsce na nasz kurs": one place, for what the writers hold themselves."""
    places = [match for match in passage.find(PLACES) if match.concept == "vague"]
    return any(_trainings_behind(passage, match) and not is_seat(passage, match) for match in places)


def asks_what_is_planned(passage: Passage) -> bool:
    """Whether the plans are asked about ("kiedy odbędzie się kurs"), not told ("nasza fundacja planuje warsztaty")."""
    return passage.has(QUESTION) or any(token.raw == "?" or token.folded in _THEIRS for token in passage.tokens)


_THEIRS = frozenset(words("czy panstwo panstwa panstwu centrum wasz wasze was chcialabym chcialbym chcielibysmy"))


def turns_to(passage: Passage, match: Match) -> bool:
    """ "zgłaszam się z prośbą o …", "zgłaszamy się do Państwa": nobody is enrolled."""
    behind = [token.folded for token in passage.letter.tokens[match.last + 1 : match.last + 3]]
    return len(behind) == 2 and behind[0] == "sie" and behind[1] in ("z", "ze", "do", "w")


def leads(passage: Passage) -> bool:
    """Whether the writer offers to hold a training ("poprowadzimy"), not someone else ("poprowadzi ją inspektor")."""
    return any(
        match.concept == "lead"
        and not tells_past(passage.clause(match.first))
        and not _third_person(passage.letter.tokens[match.first].raw)
        for match in passage.find(TRAINING)
    )


def _third_person(word: str) -> bool:
    found = loose_analyses(word)
    return bool(found) and all(tag.startswith("fin:") and ":ter:" in tag for _, tag in found)
