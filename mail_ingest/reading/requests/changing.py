"""Whether something that was agreed is moved or altered.

moves(passage)      # "prosimy o przeniesienie z … na …"
"""

from itertools import pairwise

from mail_ingest.reading.passage import FIRST_PERSON_PAST, Passage, is_past, once
from mail_ingest.reading.requests.agreed import AGREED, LENT, RESERVED
from mail_ingest.reading.requests.cancelling import calling_off, is_only_offered
from mail_ingest.reading.requests.room_names import ROOMS
from mail_ingest.reading.words.lexicon import Match
from mail_ingest.reading.words.numerals import number_at
from mail_ingest.reading.words.spelling import loose_analyses
from mail_ingest.reading.words.vocabulary import ASKING, Vocabulary, phrases

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
            =wejść już o, =przyjść już o, =przyjść o, =wejść o, =przyjechać o, =dotrzeć o, =być o, =przyjść
            dopiero o, =dotrzeć dopiero o, =start at, =finish at"""),
        "longer": phrases("=dłużej, =krócej, =longer, =довше"),
        "add": phrases("""=dochodzi, =dochodzą, =dojdzie, =dojdą,
            uzupełnienie, uzupełnić, dopisać, dołożyć, dołożenie, dostawić, dostawienie,
            dodać, dodanie, dorzucić, doprosić, =add, =adding, додати"""),
        "keep": phrases("""zatrzymać, przetrzymać, potrzymać, przytrzymać, =oddać później, =oddać dopiero, =zwrócić
            później, =zwrócić dopiero, =oddać trochę później, =keep it, =keep them, =return it later, =потримати"""),
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
_OBJECTS = Vocabulary(
    {
        "object": phrases("""termin, godzina, data, dzień, pora, rezerwacja, spotkanie, zebranie, zajęcia,
            wizyta, porada, konsultacja, liczba, ilość, próba, warsztat, szkolenie, sala,
            salka, =time, =date, =day, =booking, =meeting, =reservation, =number, час, дат*,
            день, зустріч*, бронюванн*, зал*""")
    },
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
    if match.concept != "rest" and (before == "bez" or before == "nie" or is_only_offered(passage, match)):
        return False
    if is_past(tokens[match.first]) and not tokens[match.first].folded.endswith(FIRST_PERSON_PAST):
        return False
    if match.concept == "exchange":
        return calling_off(passage) is not None and _value_follows(passage, match.last)
    if match.concept == "move":
        if not reply and _plans_own(passage, match):
            return False
        rights = passage.part((match.last + 1, match.last + 3)).has(_RIGHTS)
        return not clause.has(_SEAT) and not rights and not _to_the_centre(passage, match)
    if match.concept == "extend":
        return clause.has(_OBJECTS) or passage.has(RESERVED)
    if match.concept in ("longer", "hour"):
        return passage.has(RESERVED)
    if match.concept == "keep":
        return passage.has(LENT)
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
        if _takes_my_place(passage, match):
            return True
        return _value_follows(passage, match.last) or (clause.has(ASKING) and calling_off(passage) is not None)
    if match.concept == "alter":
        return following.has(_OBJECTS) or following.has(ROOMS) or _changes_booking(passage, match)
    return passage.has(RESERVED) or (reply and _says_rest(passage))


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


def _to_the_centre(passage: Passage, match: Match) -> bool:
    """ "przenieść do Państwa nasze zajęcia": from elsewhere, so that nothing was agreed here before."""
    behind = [token.folded for token in passage.letter.tokens[match.last + 1 : match.last + 7]]
    return any(pair in _HERE for pair in pairwise(behind))


_HERE = frozenset([("do", "panstwa"), ("do", "was"), ("do", "centrum"), ("do", "cop"), ("to", "you"), ("до", "вас")])


def _takes_my_place(passage: Passage, match: Match) -> bool:
    """ "zamiast mnie przyjdzie koleżanka": one who was to come sends another."""
    behind = [token.folded for token in passage.letter.tokens[match.last + 1 : match.last + 3]]
    return behind[:1] in (["mnie"], ["niej"], ["niego"], ["me"], ["мене"]) and bool(
        len(behind) == 2 and _COMES.concepts(behind[1])
    )


_COMES = Vocabulary(
    {"come": phrases("przyjść, pójść, pojechać, pojawić, wziąć, =będzie, weźmie, przyjechać, =will, =прийде")},
    typos=False,
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
