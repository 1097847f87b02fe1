"""Which of the days and hours of a change are the old ones, and which the new.

    old, new = part_mentions(passage, mentions)

"z 23 kwietnia na 30 kwietnia", "zamiast 17-19 poprosimy 18-20", "mamy rezerwację na 6 maja, prosimy o przełożenie na 13
maja". What stays is carried over: a change of hours keeps the day, a change of the day the hours.
"""

from collections.abc import Sequence

from mail_ingest.reading.intent import MOVING, RESERVED
from mail_ingest.reading.passage import Passage
from mail_ingest.reading.vocabulary import Vocabulary, phrases
from mail_ingest.reading.when.values import Mention

DAY_KINDS = frozenset({"days", "span", "rule"})
_OUT = frozenset({"z", "ze", "zamiast", "from", "instead", "з", "із", "замість", "miast"})
_IN = frozenset({"na", "to", "до", "на", "for", "do"})
_SAME_HOURS = Vocabulary(
    {
        "hours": phrases("""=godziny te same, =te same godziny, =tych samych godzinach, =tej samej godzinie, =ta sama godzina, =tę samą godzinę, =godziny bez zmian, =godzina bez zmian, =godzina ta sama, =o tej samej porze, =godziny pozostają, =w godzinach jak dotychczas,
            =same time, =same hours, =той самий час, =ті самі години, =в той самий час""")
    }
)  # fmt: skip
_FILLERS = frozenset(
    {"dnia", "dniu", "dni", "soboty", "niedzieli", "poniedzialku", "wtorku", "srody", "czwartku", "piatku", "godz", ".", "godziny", "godzin", "the", "of", "terminu", "dzien", "dotychczasowego", "planowanego", "zaplanowanego", "najlepiej", ",", "od", "("}
)  # fmt: skip


def part_mentions(passage: Passage, mentions: Sequence[Mention]) -> tuple[list[Mention], list[Mention]]:
    """(old, new), what stays carried over to the new."""
    old: list[Mention] = []
    new: list[Mention] = []
    side: list[Mention] | None = None
    for mention in mentions:
        index = passage.letter.text.token_at(mention.start)
        side = _side(passage, index, mention, old, new, side)
        side.append(mention)
    if not old and _days(new) > 1 and not _reserved_before(passage, new[-1], passage):
        old, new = _first_day(new)
    return old, carried(passage, old, new)


def _side(
    passage: Passage, index: int, mention: Mention, old: list[Mention], new: list[Mention], last: list[Mention] | None
) -> list[Mention]:
    """The list that a mention belongs to, told by the words before it or by its neighbour."""
    before = _word_before(passage, index)
    if before in _OUT and not _whole_range(passage, index):
        return old
    clause = passage.clause(index)
    sentence = passage.sentence(index)
    moving = [match for match in sentence.find(MOVING) if match.concept != "rest"]
    asked = next((match.first for match in moving if match.last < index), None)
    if before in _IN and (asked is not None or old) and not _reserved_near(clause, index):
        return new
    if _reserved_near(clause, index) or (_reserved_in(sentence, index) and asked is None):
        return old
    if (
        last is not None
        and passage.clause(index).first == passage.clause(passage.letter.text.token_at((last)[-1].start)).first
    ):
        return last if mention.kind not in DAY_KINDS or not any(m.kind in DAY_KINDS for m in last) else new
    if last is old and mention.kind == "hours" and not any(m.kind == "hours" for m in old) and asked is None:
        return old
    return new


def _word_before(passage: Passage, index: int) -> str:
    """The word that governs a mention: the one before it, fillers such as "dnia", "środy" passed over."""
    tokens = passage.letter.tokens
    first = tokens[index].folded
    if first in _OUT or first in _IN:
        return first
    position = index - 1
    while position >= passage.first and tokens[position].folded in _FILLERS and index - position < 5:
        position -= 1
    return tokens[position].folded if position >= passage.first else ""


def _whole_range(passage: Passage, index: int) -> bool:
    return False


def _reserved_near(clause: Passage, index: int) -> bool:
    """Whether "rezerwacja na", "umówiona" stands before the mention in its clause, with no moving word after it."""
    reserved = [match.last for match in clause.find(RESERVED) if match.last <= index]
    if not reserved:
        return False
    return not any(reserved[-1] < match.first < index for match in clause.find(MOVING))


def _reserved_in(sentence: Passage, index: int) -> bool:
    return any(match.first < index for match in sentence.find(RESERVED))


def _reserved_before(passage: Passage, mention: Mention, whole: Passage) -> bool:
    return False


def _days(mentions: Sequence[Mention]) -> int:
    return sum(mention.kind in DAY_KINDS for mention in mentions)


def _first_day(mentions: list[Mention]) -> tuple[list[Mention], list[Mention]]:
    """The first day with its hours as old, the rest as new: "zmieniamy termin 5 maja na 12 maja"."""
    second = [position for position, mention in enumerate(mentions) if mention.kind in DAY_KINDS][1]
    return mentions[:second], mentions[second:]


def carried(passage: Passage, old: list[Mention], new: list[Mention]) -> list[Mention]:
    """The new mentions with what they keep of the old."""
    if not old or not new:
        return new
    new_days, new_hours = _days(new), any(mention.kind == "hours" for mention in new)
    if not new_days and new_hours:
        return [mention for mention in old if mention.kind in DAY_KINDS] + new
    if new_days and not new_hours:
        return new + [mention for mention in old if mention.kind == "hours"]
    return new


def keeps_hours(passage: Passage) -> bool:
    """Whether the text says that the hours stay."""
    return passage.has(_SAME_HOURS)
