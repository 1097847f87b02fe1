"""The kind of a letter that asks for nothing plainly, and of a training that is the writers' own."""

from dataclasses import replace

from mail_ingest.reading.passage import Passage, tells_past
from mail_ingest.reading.requests.agreed import RESERVED
from mail_ingest.reading.requests.attendees import read_attendees
from mail_ingest.reading.requests.cancelling import calling_off, calls_off, leaves
from mail_ingest.reading.requests.changing import moves
from mail_ingest.reading.requests.enrolling import enrolling
from mail_ingest.reading.requests.intent import asks_plainly, offers
from mail_ingest.reading.requests.kinds import PLAIN, Clue, score_kinds
from mail_ingest.reading.requests.room_names import ROOMS
from mail_ingest.reading.requests.segments import Segment, preferred
from mail_ingest.reading.requests.topics import MATTERS, speaks_of_founding
from mail_ingest.reading.source import Source
from mail_ingest.reading.words.vocabulary import ASKING, LENDING, THANKS, Vocabulary, phrases


def likeliest(source: Source, segment: Segment) -> Segment:
    """The kind of a letter that asks for nothing plainly: told by its subject, or by what it answers."""
    passage = segment.passage
    if _only_courtesy(segment, source.days(passage)) or _only_invites(segment):
        return Segment("other", passage)
    scores = dict(segment.kinds)
    for named, clue in score_kinds(source.subject).items():
        if not source.reply and (named not in scores or scores[named].weight < clue.weight):
            scores[named] = clue
    likely = {named: clue for named, clue in scores.items() if clue.weight >= 2}
    kind = segment.kind or preferred(passage, likely)
    days = source.days(passage)
    if kind is None and "advice" in scores and (passage.has(MATTERS) or speaks_of_founding(passage)):
        kind = "advice"
    if kind is None and speaks_of_founding(passage) and asks_plainly(passage):
        kind = "advice"
    if kind is None and days and (read_attendees(passage, source.timed) or source.tells_hours(passage)):
        kind = "booking"
    if kind is None and source.reply and not days and "?" in passage.raws and _is_of_booking(source.subject):
        kind = "booking"
    if kind is None and (moves(passage) or calls_off(passage)):
        kind = "booking"
    if kind == "equipment" and "training" in scores and scores["training"].weight >= PLAIN:
        kind = "training"
    if kind == "booking" and _only_remembered(passage, scores.get("booking"), days):
        kind = None
    if kind == "training" and scores["training"].weight < PLAIN and _is_own_event(passage):
        kind = "booking"
    if kind == "equipment" and _beside_room(source, passage):
        kind = "booking"
    return Segment(kind or "other", passage, scores.get(kind or "other"))


def _is_of_booking(subject: Passage) -> bool:
    """Whether what is answered is of a booking, so that a question is of it as well ("gdzie odbiera się klucze?")."""
    scores = score_kinds(subject)
    return set(scores) == {"booking"} and scores["booking"].weight >= 2


def _only_remembered(passage: Passage, clue: Clue | None, days: frozenset[int]) -> bool:
    """Whether a room is only told of, in the past, and nothing is asked for ("zostawiliśmy klucz w sali")."""
    if clue is None or clue.weight >= PLAIN or not passage.first <= clue.first <= passage.last:
        return False
    if not tells_past(passage.clause(clue.first)):
        return False
    return not asks_plainly(passage) or (not days and not passage.has(ASKING, "book"))


def of_own_event(segment: Segment) -> Segment:
    """A training that is moved or called off in a room that is named is the writers' own: a booking."""
    passage = segment.passage
    own = segment.kind == "training" and passage.has(ROOMS) and _is_own_event(passage)
    if not own or enrolling(passage):
        return segment
    return replace(segment, kind="booking", clue=segment.kinds.get("booking", segment.clue))


def _is_own_event(passage: Passage) -> bool:
    """Whether a workshop that is moved or called off is the writer's own, not one they are enrolled in."""
    return (calls_off(passage) or moves(passage)) and not leaves(passage)


def _beside_room(source: Source, passage: Passage) -> bool:
    """Whether equipment that nobody borrows belongs to a booking: one told of before, or one with people or hours."""
    if passage.has(LENDING):
        return False
    return source.reply or moves(passage) or passage.has(RESERVED) or read_attendees(passage, source.timed) is not None


def _only_courtesy(segment: Segment, days: frozenset[int]) -> bool:
    """Whether a letter only thanks, wishes or gives away."""
    passage = segment.passage
    if offers(passage) and not passage.has(LENDING):
        return True
    if asks_plainly(passage):
        return False
    if not passage.has(THANKS, "thanks") or _calls_off_itself(passage):
        return False
    thanking = [passage.sentence(match.first) for match in passage.find(THANKS) if match.concept == "thanks"]
    clue = segment.clue
    if clue is None or any(part.first <= clue.first <= part.last for part in thanking):
        return True
    return clue.weight < PLAIN and not days and not calls_off(passage) and not moves(passage)


def _calls_off_itself(passage: Passage) -> bool:
    """ "odwołuję, dziękuję", not "dziękuję za odwołanie"."""
    off = calling_off(passage)
    return off is not None and (off.first == passage.first or passage.letter.tokens[off.first - 1].folded != "za")


def _only_invites(segment: Segment) -> bool:
    """Whether the Centre is asked to come somewhere, and nothing is asked of it."""
    passage = segment.passage
    if asks_plainly(passage) or not passage.has(_INVITING):
        return False
    if all(clue.weight < 2 for clue in segment.kinds.values()):
        return True
    return not passage.has(ROOMS) and not moves(passage) and not calls_off(passage)


_INVITING = Vocabulary(
    {"invite": phrases("=zapraszamy, =zapraszam, =serdecznie zapraszamy, =we invite you, =запрошуємо")}, typos=False
)
