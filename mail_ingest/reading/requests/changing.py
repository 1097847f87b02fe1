"""Whether something that was agreed is called off, moved or altered.

calls_off(passage), moves(passage)      # "odwołujemy …", "prosimy o przeniesienie z … na …"
"""

from mail_ingest.reading.passage import FIRST_PERSON_PAST, Passage, is_past, once, tells_past
from mail_ingest.reading.requests.equipment_names import EQUIPMENT
from mail_ingest.reading.requests.kind_words import EVENTS
from mail_ingest.reading.requests.room_names import ROOMS
from mail_ingest.reading.words.lexicon import Match
from mail_ingest.reading.words.morphology import words
from mail_ingest.reading.words.numerals import number_at
from mail_ingest.reading.words.spelling import loose_analyses
from mail_ingest.reading.words.text import Token
from mail_ingest.reading.words.vocabulary import ASKING, LENDING, Vocabulary, participles, phrases

CALLING_OFF = Vocabulary(
    {
        "off": phrases("""odwołać, odwoływać, odwołanie, anulować, anulowanie, zrezygnować, rezygnować,
            rezygnacja, zrezygnowanie, skreślić, skreślenie, wypisać, wypisywać, wypisanie,
            wycofać, wycofywać, wycofanie, wykreślić, wykreślenie, zdjąć rezerwację, zdjęcie
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
MOVING = Vocabulary(
    {
        "nothing": phrases("=wymiana zdań"),
        "exchange": phrases("""=w =zamian, =w to miejsce, =w jego miejsce, =za to prosimy o, =za to poprosimy o, =za to
            proszę o, =в обмін"""),
        "move": phrases("""przenieść, przeniesienie, przenosić, przełożyć, przełożenie, przekładać,
            przesunąć, przesunięcie, przesuwać, odrobić, odrabiać, =move, =moving, =reschedule, =rescheduling,
            =postpone, =postponing, перенес*, переніс*, пересун*, перенос*"""),
        "alter": phrases("""zmienić, zmiana, zmieniać, zamienić, zamiana, zamieniać, korekta, skorygować,
            aktualizacja, zaktualizować, modyfikacja, zmodyfikować, poprawka, =change,
            =changing, =swap, =amend, =modify, змінити, зміна, зміну, змінюємо, замінити"""),
        "extend": phrases("""wydłużyć, wydłużenie, przedłużyć, przedłużenie, skrócić, skrócenie, =zacząć
            później, =zacząć wcześniej, =skończyć później, =skończyć wcześniej, =extend,
            =shorten, продовжити, скоротити"""),
        "hour": phrases("""=zacząć o, =zacząć już o, =zaczynać o, =zaczynać już o, =skończyć o, =kończyć o,
            =wejść już o, =przyjść już o, =start at, =finish at"""),
        "longer": phrases("=dłużej, =krócej, =longer, =довше"),
        "add": phrases("""=dochodzi, =dochodzą, =dojdzie, =dojdą,
            uzupełnienie, uzupełnić, dopisać, dołożyć, dołożenie, dostawić, dostawienie,
            dodać, dodanie, dorzucić, doprosić, =add, =adding, додати"""),
        "term": phrases("""nowy termin, inny termin, nowa data, inna data, inny dzień, =another date,
            =another day, =new date, інш* дат*, нов* дат*"""),
        "pass": phrases("przejść, przenieść się, =перейти, przesiąść się"),
        "but_not": phrases("=a =nie, =nie =zaś, =zamiast =planowanych, =а =не"),
        "instead": phrases("=zamiast, =instead, =rather than, =замість"),
        "rest": phrases("""=reszta bez zmian, =pozostałe bez zmian, =godziny bez zmian, =reszta się nie
            zmienia, =reszta jak, =pozostałe ustalenia bez, =pozostałe dane bez, =termin bez
            zmian, =sala bez zmian, =te same godziny, =tych samych godzinach, =godziny te
            same, =godziny pozostają, =bez zmian, =everything else stays, =the rest stays,
            =same time, =same hours, =решта без змін, =той самий час, =ті самі години"""),
    }
)
RESERVED = Vocabulary(
    {
        "reserved": participles("zarezerwowan zamówion umówion zaklepan zabukowan potwierdzon przydzielon zaplanowan")
        + phrases("""=mamy rezerwację, =mam rezerwację, =mamy u państwa, =mamy salę, =mam salę, =mamy
            zajętą, =mieliśmy rezerwację, =nasza rezerwacja, =naszej rezerwacji, =naszą
            rezerwację, =moja rezerwacja, =mojej rezerwacji, =moją rezerwację, =rezerwacji,
            =rezerwację na, =rezerwacja na, =rezerwacja z, =miałam przyjść, =miałem przyjść,
            =mieliśmy przyjść, =zarezerwowaliśmy, =zarezerwowałam, =zarezerwowałem, =umówiłam,
            =umówiłem, =umówiliśmy, =mamy umówione, =planowane, =zaplanowany, =pierwotnie,
            =wcześniej ustalony, =zarezerwowane, =booked, =our booking, =our reservation, =my
            booking, =have a booking, =reserved, =заброньован*, =наше бронювання,
            заброньован*, =забронювали"""),
    },
    typos=False,
)
_OBJECTS = Vocabulary(
    {
        "object": phrases("""termin, godzina, data, dzień, pora, rezerwacja, spotkanie, zebranie, zajęcia,
            wizyta, porada, konsultacja, liczba, ilość, próba, warsztat, szkolenie, sala,
            salka, =time, =date, =day, =booking, =meeting, =reservation, =number, час, дат*,
            день, зустріч*, бронюванн*, зал*""")
    },
)


def _plans_own(passage: Passage, match: Match) -> bool:
    """ "tym razem przesuwamy walne na 13. Prosimy o salę": plans of which the Centre knew nothing."""
    said = any(tag.startswith("fin:pl:pri") for _, tag in loose_analyses(passage.letter.tokens[match.first].raw))
    sentence = passage.sentence(match.first)
    from_day = any(token.raw.lower() in ("z", "ze") for token in sentence.tokens)  # and not "że"
    behind = Passage(passage.letter, sentence.last + 1, passage.last)
    if not said or from_day or behind.first > behind.last or passage.has(RESERVED) or passage.has(AGREED):
        return False
    return any(
        part.has(ROOMS) and part.has(ASKING, "ask", "need")
        for part in (behind.sentence(room.first) for room in behind.find(ROOMS))
    )


_RIGHTS = Vocabulary(
    {
        "rights": phrases(
            "prawo, własność, majątek, środki, pieniądze, obowiązek, odpowiedzialność, dane, konto, członek"
        )
    },
    typos=False,
)
"""What is passed on, and no booking moved, where it is what "przenieść" carries."""
_SEAT = Vocabulary({"seat": phrases("siedziba, adres, =address, адрес*")})
_OFFERING = frozenset(words("jesli jezeli gdyby razie ewentualnie if якщо gdy"))
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
        if _conditional(passage, match) or (after and after[0].folded in _MORE):
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


def moves(passage: Passage) -> bool:
    """Whether something earlier is moved or altered."""
    return moving(passage, reply=False) is not None


@once
def moving(passage: Passage, *, reply: bool) -> Match | None:
    """The words that move or alter something. `reply`: the letter answers one of the Centre's."""
    return next((match for match in passage.find(MOVING) if _is_change(passage, match, reply)), None)


def _is_change(passage: Passage, match: Match, reply: bool) -> bool:
    tokens = passage.letter.tokens
    clause = passage.clause(match.first)
    before = tokens[match.first - 1].folded if match.first > passage.first else ""
    if match.concept == "nothing":
        return False
    if match.concept != "rest" and (before == "bez" or before == "nie" or _conditional(passage, match)):
        return False
    if is_past(tokens[match.first]) and not tokens[match.first].folded.endswith(FIRST_PERSON_PAST):
        return False
    if match.concept == "exchange":
        return calling_off(passage) is not None and _value_follows(passage, match.last)
    if match.concept == "move":
        if not reply and _plans_own(passage, match):
            return False
        rights = passage.part((match.last + 1, match.last + 3)).has(_RIGHTS)
        return not clause.has(_SEAT) and not rights
    if match.concept == "extend":
        return clause.has(_OBJECTS) or passage.has(RESERVED)
    if match.concept in ("longer", "hour"):
        return passage.has(RESERVED)
    if match.concept == "rest":
        return reply or passage.has(RESERVED) or _says_moving(passage)
    if match.concept == "term":
        agreed = passage.has(RESERVED) or calling_off(passage) is not None
        return agreed and _value_follows(passage, match.last)
    if match.concept == "pass":
        named = passage.part((match.last + 1, match.last + 5)).has(ROOMS)
        agreed = reply or passage.has(RESERVED) or passage.has(AGREED) or calling_off(passage) is not None
        return named or (_value_follows(passage, match.last) and agreed)
    if match.concept == "but_not":
        return _numbers_around(passage, match)
    following = passage.part((match.last + 1, match.last + 5))
    if match.concept == "instead":
        return _value_follows(passage, match.last) or (clause.has(ASKING) and calling_off(passage) is not None)
    if match.concept == "alter":
        return following.has(_OBJECTS) or following.has(ROOMS) or _changes_booking(passage, match)
    return passage.has(RESERVED) or (reply and _says_rest(passage))


@once
def _says_moving(passage: Passage) -> bool:
    return passage.has(MOVING, "move", "instead", "alter")


@once
def _says_rest(passage: Passage) -> bool:
    return passage.has(MOVING, "rest")


def _numbers_around(passage: Passage, match: Match) -> bool:
    """ "40, a nie 25": the one number in the place of the other."""
    text = passage.letter.text
    after = match.last < passage.last and number_at(text, match.last + 1) is not None
    before = range(max(passage.first, match.first - 4), match.first)
    return after and any(number_at(text, index) is not None for index in before)


def _changes_booking(passage: Passage, match: Match) -> bool:
    """ "mała korekta do naszej rezerwacji"."""
    return passage.part((match.last + 1, match.last + 6)).has(RESERVED)


def _value_follows(passage: Passage, last: int) -> bool:
    """Whether a number, an hour or a room follows "zamiast"."""
    end = min(passage.last, last + 4)
    if passage.part((last + 1, end)).has(ROOMS):
        return True
    return any(number_at(passage.letter.text, index) is not None for index in range(last + 1, end + 1))


def _conditional(passage: Passage, match: Match) -> bool:
    """ "jeśli trzeba, możemy przesunąć": an offer, no request."""
    tokens = passage.letter.tokens
    clause, sentence = passage.clause(match.first), passage.sentence(match.first)
    if any(token.folded in _OFFERING for token in tokens[clause.first : match.first]):
        return True
    offered = match.first > passage.first and tokens[match.first - 1].folded in _CAN
    return offered and any(token.folded in _OFFERING for token in tokens[sentence.first : match.first])


_CAN = frozenset(words("mozemy moge mozna moglibysmy moglabym moglbym can could"))


AGREED = Vocabulary(
    {
        "agreed": participles("zarezerwowan zamówion umówion zaklepan zabukowan potwierdzon")
        + phrases("""=mamy rezerwację, =mam rezerwację, =mieliśmy rezerwację, =miałam przyjść, =miałem
            przyjść, =mieliśmy przyjść, =mieliśmy mieć, =związku z rezerwacją, =do rezerwacji,
            =dotyczy rezerwacji, =dotyczące rezerwacji, =nasza rezerwacja, =naszej rezerwacji,
            =naszą rezerwację, =moja rezerwacja, =mojej rezerwacji, =our booking, =my booking,
            =booked, =have a booking, =have a reservation, =appointment on, заброньован*,
            =записана, =забронювали, =записаний""")
    },
    typos=False,
)
"""What was agreed before, said so that it can't be a new request."""


def leaves(passage: Passage) -> bool:
    """Whether someone withdraws from what others hold, not calls off what is their own ("odwołujemy")."""
    match = calling_off(passage)
    return match is not None and not passage.letter.tokens[match.first].folded.startswith(("odwol", "anul", "cancel"))
