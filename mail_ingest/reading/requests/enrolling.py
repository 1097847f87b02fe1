"""Whether a training is enrolled in: someone is to be enrolled, or has enrolled before.

"Zapisanych jest 9 osób" and "zgłosiło się 12 chętnych" tell of people enrolled with the writers, for what is their own.
"""

from mail_ingest.reading.passage import FIRST_PERSON_PAST, Passage, is_past, once
from mail_ingest.reading.requests.kind_words import TRAINING
from mail_ingest.reading.words.lexicon import Match
from mail_ingest.reading.words.spelling import loose_analyses


@once
def enrolling(passage: Passage) -> list[Match]:
    """The words of enrolling that speak of the writers or of those whom they send."""
    found = [match for match in passage.find(TRAINING) if match.concept == "enrol"]
    return [match for match in found if not _of_others(passage, match)]


def _of_others(passage: Passage, match: Match) -> bool:
    """Whether others have enrolled, or will: "zapisanych mamy dziesięć", "zapisały się", "zapisze się 20 osób"."""
    token = passage.letter.tokens[match.first]
    tags = [tag for _, tag in loose_analyses(token.raw)]
    after = passage.letter.tokens[match.last + 1 : match.last + 2]
    join = bool(after) and after[0].folded == "sie" and bool(tags) and all(tag.startswith("fin:") for tag in tags)
    join = join and all(":ter:" in tag for tag in tags)
    enrolled = join or is_past(token) or (bool(tags) and all(tag.startswith("ppas") for tag in tags))
    if not enrolled or token.folded.endswith(FIRST_PERSON_PAST):
        return False
    return not any(_is_first_person(word.folded) for word in passage.clause(match.first).tokens if word.is_word)


def _is_first_person(word: str) -> bool:
    return word in ("jestem", "jestesmy") or word.endswith(("lysmy", "lismy", "bylam", "bylem", "zostalam", "zostalem"))
