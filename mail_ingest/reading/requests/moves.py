"""Which of the days and hours of a change are the old ones, and which the new.

    old, new = part_mentions(passage, mentions)

"z 23 kwietnia na 30 kwietnia", "zamiast 17-19 poprosimy 18-20", "mamy rezerwację na 6 maja, prosimy o przełożenie na 13
maja". What stays is carried over: a change of hours keeps the day, a change of the day the hours.
"""

from collections.abc import Sequence
from dataclasses import replace

from mail_ingest.reading.passage import Passage
from mail_ingest.reading.requests.agreed import AGREED, RESERVED
from mail_ingest.reading.requests.cancelling import calls_off
from mail_ingest.reading.requests.changing import MOVING
from mail_ingest.reading.requests.equipment_names import EQUIPMENT
from mail_ingest.reading.requests.people import PEOPLE
from mail_ingest.reading.source import DAY_KINDS
from mail_ingest.reading.when import Mention
from mail_ingest.reading.when.values import Hours, days_of
from mail_ingest.reading.words.lexicon import Match
from mail_ingest.reading.words.morphology import words
from mail_ingest.reading.words.vocabulary import ASKING, Vocabulary, phrases

_TELLING = DAY_KINDS | {"hours", "bound"}
_OUT = frozenset(words("z ze zamiast from instead of з із замість miast"))
_IN = frozenset({"na", "to", "до", "на", "for"})
_SAME_HOURS = Vocabulary(
    {
        "hours": phrases("""=godziny te same, =te same godziny, =tych samych godzinach, =tej samej godzinie,
            =ta sama godzina, =tę samą godzinę, =godziny bez zmian, =godzina bez zmian,
            =godzina ta sama, =dzień i godziny, =data i godziny,
            =termin zostaje, =termin pozostaje, =termin bez zmian, =termin ten sam, =ten sam termin, =tym samym
            terminie, =terminu nie zmieniamy, =o tej samej porze, =godziny pozostają, =w godzinach jak
            dotychczas, =ten sam czas, =same time, =same hours, =той самий час, =ті самі
            години, =в той самий час""")
    }
)
_FILLERS = frozenset(
    words(
        """dnia dniu dni soboty niedzieli poniedzialku wtorku srody czwartku piatku godz . godziny godzin the of
        terminu dzien dotychczasowego planowanego zaplanowanego najlepiej , od ( sobote niedziele poniedzialek
        wtorek srode czwartek piatek w we o at on"""
    )
)
_BETWEEN = _FILLERS | frozenset(words("godzinach godzinie na ) - – — : at from"))


def part_mentions(passage: Passage, mentions: Sequence[Mention]) -> tuple[list[Mention], list[Mention]]:
    """(old, new), what stays carried over from one to the other."""
    old: list[Mention] = []
    new: list[Mention] = []
    side = new
    previous: Mention | None = None
    for mention in mentions:
        if previous is None or not _adjoins(passage, previous, mention):
            side = old if _is_old(passage, mention) else new
        side.append(replace(mention, excluded=mention.excluded and side is new))
        previous = mention
    if not old and _days(new) > 1:
        old, new = _first_day(new)
    return _carry(passage, old, _without_old_days(old, new))


def _without_old_days(old: Sequence[Mention], new: list[Mention]) -> list[Mention]:
    """What is new, without the old day that a reason names once more ("we wtorek mam dyżur")."""
    left = {day for mention in old for day in days_of(mention)}
    fresh = [m for m in new if m.kind not in DAY_KINDS or not left.issuperset(days_of(m) or [None])]
    return fresh if any(mention.kind in DAY_KINDS for mention in fresh) else new


def _adjoins(passage: Passage, previous: Mention, mention: Mention) -> bool:
    """Whether hours stand right behind the day that they belong to ("26 stycznia na godz. 11", "19 marca (17-19)")."""
    if mention.kind != "hours" or previous.kind not in DAY_KINDS:
        return False
    text = passage.letter.text
    between = text.tokens[text.token_at(previous.end) : text.token_at(mention.start)]
    return len(between) <= 4 and all(token.folded in _BETWEEN for token in between)


def _is_old(passage: Passage, mention: Mention) -> bool:
    """Whether a mention tells of what was agreed before."""
    if mention.why == "past hours" or _denied(passage, mention):
        return True
    index = passage.letter.text.token_at(mention.start)
    place, word = _governor(passage, index)
    if word in _OUT:
        return True
    sentence = passage.sentence(index)
    if _called_off_before(passage, index) or _told_before_move(passage, sentence):
        return True
    reserved = [match for match in sentence.find(RESERVED) if match.last < index or match.first <= index <= match.last]
    moved = [
        match for match in sentence.find(MOVING) if match.concept not in ("rest", "nothing") and match.last < index
    ]
    if word in _IN:
        if any(match.last in (place, place - 1) for match in reserved) and not _between(
            moved, reserved[-1].last, index
        ):
            return not moved or moved[-1].first > reserved[-1].last or not _followed_by_out(passage, moved[-1], index)
        if moved:
            return False
    asked = [match for match in sentence.find(ASKING) if match.concept in ("ask", "want", "may") and match.last < index]
    return bool(reserved) and not moved and not _between(asked, reserved[-1].last, index)


def _denied(passage: Passage, mention: Mention) -> bool:
    """ "nie 16 marca, a 17 marca": the day that was meant before."""
    text = passage.letter.text
    at, end = text.token_at(mention.start) - 1, text.token_at(mention.end - 1) + 1
    at -= at > 0 and text.tokens[at].folded in ("w", "we", "na", "dnia")
    behind = [token.folded for token in text.tokens[end : end + 2]]
    return (
        at >= 0
        and text.tokens[at].folded == "nie"
        and behind in ([",", "a"], [",", "ale"], [",", "lecz"], [",", "tylko"])
    )


def _told_before_move(passage: Passage, sentence: Passage) -> bool:
    """Whether the mention stands in a statement, and the change is asked for in a later sentence only."""
    moved = [
        match for match in passage.find(MOVING) if match.concept in ("move", "alter", "pass", "extend", "exchange")
    ]
    if not moved or moved[0].first <= sentence.last:
        return False
    return not any(match.concept in ("ask", "want") for match in sentence.find(ASKING)) and sentence.has(RESERVED)


def _called_off_before(passage: Passage, index: int) -> bool:
    """ "nie możemy przyjść 18 marca, prosimy o nowy termin 25 marca"."""
    clause = passage.clause(index)
    return calls_off(clause) and not any(
        match.last < index for match in clause.find(MOVING) if match.concept not in ("rest", "nothing")
    )


def replaces(passage: Passage, mentions: Sequence[Mention]) -> bool:
    """Whether what was agreed is told, and another day, more people or equipment asked for behind it."""
    text = passage.letter.text
    for mention in mentions:
        if mention.kind not in DAY_KINDS:
            continue
        sentence = passage.sentence(text.token_at(mention.start))
        agreed = [match for match in sentence.find(AGREED) if match.first < text.token_at(mention.start)]
        if not agreed or _asked_in(Passage(passage.letter, sentence.first, agreed[0].first)):
            continue
        behind = Passage(passage.letter, text.token_at(mention.end - 1) + 1, passage.last)
        later = any(m.kind in DAY_KINDS and text.token_at(m.start) > sentence.last for m in mentions)
        things = behind.has(EQUIPMENT) and behind.has(ASKING)
        return later or things or (_asked_in(behind) and behind.has(PEOPLE))
    return False


def _asked_in(passage: Passage) -> bool:
    return any(match.concept in ("ask", "need") for match in passage.find(ASKING))


def _between(moved: list[Match], first: int, last: int) -> bool:
    return any(first < match.first < last for match in moved)


def _followed_by_out(passage: Passage, moved: Match, index: int) -> bool:
    """Whether an earlier "z 23 kwietnia" has told the old day already."""
    return any(token.folded in ("z", "ze", "from", "з") for token in passage.letter.tokens[moved.last + 1 : index])


def _governor(passage: Passage, index: int) -> tuple[int, str]:
    """The word that governs a mention, with its token: the one before it, fillers such as "dnia" passed over."""
    tokens = passage.letter.tokens
    if tokens[index].folded in _OUT | _IN:
        return index, tokens[index].folded
    position = index - 1
    while position > passage.first and tokens[position].folded in _FILLERS and index - position < 5:
        position -= 1
    word = tokens[position].folded if position >= passage.first else ""
    return position, "" if word == "ze" and tokens[position].raw.lower() == "że" else word


def _days(mentions: Sequence[Mention]) -> int:
    return sum(mention.kind in DAY_KINDS for mention in mentions)


def _first_day(mentions: list[Mention]) -> tuple[list[Mention], list[Mention]]:
    """The first day with its hours as old, the rest as new: "zmieniamy termin 5 maja na 12 maja"."""
    second = [position for position, mention in enumerate(mentions) if mention.kind in DAY_KINDS][1]
    return mentions[:second], mentions[second:]


def _carry(passage: Passage, old: list[Mention], new: list[Mention]) -> tuple[list[Mention], list[Mention]]:
    """What is said once and holds for both: the day of a change of hours, the hours of a change of the day."""
    if old and not any(mention.kind in _TELLING for mention in new):
        return old, list(old) if keeps_hours(passage) else []
    if not old:
        return old, new
    new = _in_moving_sentences(passage, new)
    old_hours = [mention for mention in old if mention.kind == "hours"]
    new_hours = [mention for mention in new if mention.kind == "hours"]
    old_days = [mention for mention in old if mention.kind in DAY_KINDS]
    new_days = [mention for mention in new if mention.kind in DAY_KINDS]
    new = [_from(mention, old_hours) for mention in new]
    if new_hours and not new_days:
        new = old_days + new
    elif new_days and not new_hours:
        new = new + [_after(hours, new[-1]) for hours in old_hours]
    if old_hours and not old_days and len(new_days) == 1:
        old = new_days + [_after(hours, new_days[0]) for hours in old_hours]
    if old_days and not old_hours and keeps_hours(passage):
        old = old + new_hours
    return old, new


def _from(mention: Mention, old_hours: Sequence[Mention]) -> Mention:
    """Of hours that are only made longer or shorter ("do 19:30") the start stays."""
    value = mention.value
    if not isinstance(value, Hours) or value.start is not None or len(old_hours) != 1:
        return mention
    before = old_hours[0].value
    return replace(mention, value=Hours(before.start, value.end)) if isinstance(before, Hours) else mention


def _in_moving_sentences(passage: Passage, mentions: list[Mention]) -> list[Mention]:
    """Only the hours said where the change is asked for, when there are any: "kończy o czwartej" is someone else's."""
    text = passage.letter.text
    asked = [
        m
        for m in mentions
        if passage.sentence(text.token_at(m.start)).has(MOVING, "move", "alter", "extend", "instead")
    ]
    if not any(mention.kind == "hours" for mention in asked) or any(mention.kind in DAY_KINDS for mention in mentions):
        return mentions
    latest = max(mention.start for mention in asked)
    return asked + [mention for mention in mentions if mention.role == "finish" and mention.start > latest]


def _after(mention: Mention, other: Mention) -> Mention:
    """The mention as if it stood right behind another, so that the two are read together."""
    return replace(mention, start=other.end, end=other.end + 1, sentence=other.sentence)


def keeps_hours(passage: Passage) -> bool:
    """Whether the text says that the hours stay, in one phrase or in one sentence."""
    if passage.has(_SAME_HOURS):
        return True
    return any(passage.sentence(match.first).has(_SAME) for match in passage.find(_HOUR))


_HOUR = Vocabulary({"hour": phrases("godzina, pora, =time, =hours, час, години")}, typos=False)
_SAME = Vocabulary(
    {
        "same": phrases("""=bez zmian, =te same, =ta sama, =tę samą, =tych samych, =tej samej, =takie same,
            =jak poprzednio, =jak dotychczas, =jak dotąd, =zostaje, =zostają, =pozostaje,
            =pozostają, =jest ta sama, =same, =unchanged, =без змін, =той самий, =ті самі""")
    },
    typos=False,
)
