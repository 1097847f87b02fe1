"""Whether something that was agreed is called off.

calls_off(passage)      # "odwołujemy …", "nie przyjdziemy 18 marca"
"""

from mail_ingest.reading.passage import FIRST_PERSON_PAST, Passage, is_past, once, tells_past
from mail_ingest.reading.requests.equipment_names import EQUIPMENT
from mail_ingest.reading.requests.kind_words import EVENTS
from mail_ingest.reading.requests.room_names import ROOMS
from mail_ingest.reading.words.lexicon import Match
from mail_ingest.reading.words.morphology import words
from mail_ingest.reading.words.spelling import loose_analyses
from mail_ingest.reading.words.text import Token
from mail_ingest.reading.words.vocabulary import ASKING, IFS, LENDING, Vocabulary, phrases

CALLING_OFF = Vocabulary(
    {
        "off": phrases("""odwołać, odwoływać, odwołanie, anulować, anulowanie, zrezygnować, rezygnować,
            rezygnacja, zrezygnowanie, skreślić, skreślenie, wypisać, wypisywać, wypisanie,
            wycofać, wycofywać, wycofanie, wykreślić, wykreślenie, zdjąć rezerwację, zdjąć nas, zdjąć mnie, zdjęcie
            rezerwacji, usunąć rezerwację, skasować rezerwację, skasowanie rezerwacji,
            odpuścić, odpuszczać, =cancel, =cancelling, =cancellation, =call off, =withdraw, скасува*, скасову*,
            скасуй*, скасую*, відмін*, відмовля*, відмовити*"""),
        "free": phrases("zwolnić, zwolnienie, zwalniać"),
        "give": phrases("=oddać, =oddajcie, =proszę oddać, =przekazać, =dać, =wynająć, =udostępnić"),
        "absent": phrases("=nie będzie, =не буде"),
        "drops": phrases("=odpada, =odpadają, =odpadnie, =odpadną, =wypada nam, =wypadają nam"),
        "stale": phrases("nieaktualny, =nie jest już aktualna, =nie jest już aktualny, неактуальн*"),
        "fails": phrases("""=nie odbędzie, =nie odbędą, =nie dotrę, =nie dotrzemy, =nie dotrze, =nie dam rady,
            =nie damy rady, =nie przyjdę, =nie przyjdziemy, =nie będę mogła, =nie będę mógł,
            =nie będziemy mogli, =nie będziemy mogły, =nie mogę przyjść, =nie możemy przyjść, =nie możemy być,
            =nie mogę być, =nie zdążymy, =nie zdążę, =nie uda nam się przyjść, =nie uda się nam przyjść, =nie uda mi
            się przyjść, =nie damy radę, =nie dam radę,
            =nie będziemy korzystać, =nie będziemy korzystali, =nie będę korzystać, =nie będę korzystała,
            =nie skorzystamy, =nie skorzystam, =nie przyjedziemy, =nie przyjadę, =nie
            pojawimy, =nie pojawię, =nie dojdzie, =nie wezmę, =nie weźmiemy, =nie będę
            uczestniczyć, =nie będziemy uczestniczyć, =nie mogę uczestniczyć, =nie możemy
            uczestniczyć, =nie pojadę, =nie potrzebujemy już, =już nie potrzebujemy, =jednak nie potrzebujemy,
            =nie potrzebujemy jednak, =nie
            potrzebuję już, =nie będzie nam potrzebna, =nie będzie już potrzebna, =nie będzie
            jednak potrzebna, =nie będę na, =nie będzie mnie, =nie będzie nas, =nie będziemy
            na, =won't =be =able, =cannot =come, =can't =come, =can't =make =it, =не зможемо,
            =не зможу, =не відбудеться, =не прийдемо"""),
    }
)
_TERMS = Vocabulary({"room": phrases("sala, salka, termin, rezerwacja, miejsce, godzina, hol, =room, =slot")})


def calls_off(passage: Passage) -> bool:
    """Whether something earlier is called off."""
    return calling_off(passage) is not None


@once
def calling_off(passage: Passage) -> Match | None:
    """The words that call something off."""
    tokens = passage.letter.tokens
    for match in passage.find(CALLING_OFF):
        token = tokens[match.first]
        before = tokens[match.first - 1].folded if match.first > passage.first else ""
        after = tokens[match.last + 1 : match.last + 5]
        if match.concept == "off":
            if before in ("nie", "not") or (is_past(token) and _told_only(passage, token)):
                continue
            if _of_a_person(passage, match):
                continue
            if after[:1] and after[0].folded == "od" and token.folded.startswith("odwolani"):
                continue
            if any(EQUIPMENT.concepts(word.raw) for word in after if word.is_word) and not passage.has(LENDING):
                continue
        if match.concept == "fails" and (_of_equipment(passage, match) or _of_one_room(passage, match)):
            continue
        if match.concept == "fails" and _of_others(passage, match):
            continue
        if match.concept == "absent" and not _of_event(passage, match):
            continue
        if match.concept == "drops" and not _drops_event(passage, match):
            continue
        if match.concept == "give" and not _to_others(passage, match):
            continue
        if match.concept == "stale" and not passage.clause(match.first).has(_TERMS):
            continue
        if match.concept == "free" and not any(_TERMS.concepts(word.raw) for word in after if word.is_word):
            continue
        if is_only_offered(passage, match) or (after and after[0].folded in _MORE):
            continue
        return match
    return None


_MORE = frozenset(words("wiecej mniej wielu duzo zbyt tylko sami same more many"))
"""Behind "nie będzie nas" they tell how many come, and call nothing off."""


def _of_equipment(passage: Passage, match: Match) -> bool:
    """ "projektor nie będzie nam potrzebny", "nie będziemy korzystać z rzutnika": a thing is refused, no more."""
    words_of = passage.letter.tokens[match.first : match.last + 1]
    clause = passage.clause(match.first)
    needless = any(token.folded.startswith(("potrzeb", "korzyst")) for token in words_of)
    return needless and clause.has(EQUIPMENT) and not clause.has(_TERMS)


def _of_others(passage: Passage, match: Match) -> bool:
    """ "nie wszyscy przyjdą": some of the others won't come, and the meeting is held."""
    clause = passage.clause(match.first)
    verbs = [
        tag for _, tag in loose_analyses(passage.letter.tokens[match.last].raw) if tag.startswith(("fin", "praet"))
    ]
    behind = [token.folded for token in passage.letter.tokens[match.last + 1 : match.last + 3]]
    if verbs and behind in (["do", "nas"], ["do", "mnie"]):
        return True  # "faktura nie dotarła do nas"
    third = bool(verbs) and all(":ter:" in tag or tag.startswith("praet") for tag in verbs)
    return third and not clause.has(EVENTS) and not clause.has(_OURSELVES) and match.first == clause.first


_OURSELVES = Vocabulary({"us": phrases("=nam, =nas, =mi, =mnie, =się")}, typos=False)


def _of_event(passage: Passage, match: Match) -> bool:
    """ "jutrzejszych zajęć nie będzie", "nie będzie w środę próby": the event is in the genitive, as what is not."""
    sentence = passage.sentence(match.first)
    nouns = [event for event in sentence.find(EVENTS) if _in_genitive(passage.letter.tokens[event.first])]
    return any(abs(event.first - match.first) <= _NEAR for event in nouns)


_NEAR = 12
"""Tokens between "nie będzie" and its event: room for the room, the day and the hours."""


def _in_genitive(token: Token) -> bool:
    return any(tag.startswith(("subst", "ger")) and "gen" in tag.split(":")[2] for _, tag in loose_analyses(token.raw))


def _drops_event(passage: Passage, match: Match) -> bool:
    """ "wtorkowe zajęcia odpadają", not "mała sala odpada" or "rzutnik odpada"."""
    clause = passage.clause(match.first)
    return clause.has(EVENTS) and not clause.has(EQUIPMENT) and not clause.has(ROOMS)


def _to_others(passage: Passage, match: Match) -> bool:
    """ "salę proszę oddać komuś innemu", "termin można udostępnić innym": what was ours is given up."""
    clause = passage.clause(match.first)
    return clause.has(_TERMS) and clause.has(_OTHERS)


_OTHERS = Vocabulary(
    {
        "others": phrases("""=komuś innemu, =komu innemu, =innym, =innej grupie, =innej organizacji, =innemu, =komuś,
            =kto czeka, =chętnym, =innym chętnym, =someone else, =others, =іншим, =комусь""")
    },
    typos=False,
)


def _of_one_room(passage: Passage, match: Match) -> bool:
    """ "wykładowa nie będzie nam potrzebna, wystarczy mała sala": another room is asked for instead."""
    needless = passage.letter.tokens[match.last].folded.startswith("potrzeb")
    behind = Passage(passage.letter, match.last + 1, passage.sentence(match.last).last)
    return needless and behind.has(ASKING) and any(room.concept != "numbered" for room in behind.find(ROOMS))


def _told_only(passage: Passage, token: Token) -> bool:
    """Whether a past verb only tells: another's deed, or one's own with something else asked for."""
    own = token.folded.endswith(FIRST_PERSON_PAST)
    return not own or any(match.concept == "ask" for match in passage.find(ASKING))


def _of_a_person(passage: Passage, match: Match) -> bool:
    """ "prezes złożył rezygnację", "odwołać członka zarządu": an office is left, no room."""
    following = passage.part((match.last + 1, match.last + 3))
    resolved = any(token.folded.startswith("uchwal") for token in passage.part((match.first - 4, match.first)).tokens)
    resigned = any(token.folded.startswith("zloz") for token in passage.clause(match.first).tokens)
    return resolved or following.has(_OFFICES) or (resigned and tells_past(passage.clause(match.first)))


_OFFICES = Vocabulary(
    {
        "office": phrases("""członek, prezes, zarząd, funkcja, członkostwo, przewodniczący, skarbnik, komisja,
            dyrektor, =board, =chair""")
    },
    typos=False,
)


def is_only_offered(passage: Passage, match: Match) -> bool:
    """Whether words of calling off or moving are an offer, no request ("jeśli trzeba, możemy przesunąć")."""
    tokens = passage.letter.tokens
    clause, sentence = passage.clause(match.first), passage.sentence(match.first)
    if any(token.folded in _OFFERING for token in tokens[clause.first : match.first]):
        return True
    offered = match.first > passage.first and tokens[match.first - 1].folded in _CAN
    return offered and any(token.folded in _OFFERING for token in tokens[sentence.first : match.first])


_OFFERING = IFS | {"gdy", "razie", "ewentualnie"}
_CAN = frozenset(words("mozemy moge mozna moglibysmy moglabym moglbym can could"))


def leaves(passage: Passage) -> bool:
    """Whether someone withdraws from what others hold, not calls off what is their own ("odwołujemy")."""
    match = calling_off(passage)
    return match is not None and not passage.letter.tokens[match.first].folded.startswith(("odwol", "anul", "cancel"))
