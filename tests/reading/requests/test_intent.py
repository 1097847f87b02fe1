"""New, change, cancel, question; and which days of a change are the old ones."""

import pytest

from tests.reading.letters import read

INTENTS = [
    ("Prosimy o salę wykładową 20 marca od 17 do 19.", "new"),
    ("Czy jest szansa na salę jutro o 18?", "new"),
    ("Czy moglibyśmy dostać małą salę?", "new"),
    ("Czy sala wykładowa jest wolna 20 marca między 16 a 18?", "new"),
    ("Kiedy można przyjść na poradę prawną? Dostosujemy się.", "new"),
    ("Czy Centrum mogłoby zorganizować szkolenie z RODO?", "new"),
    ("Czy moglibyście udostępnić nasz plakat?", "new"),
    ("Prosimy o salę 20 marca. Jeśli trzeba, możemy przesunąć spotkanie.", "new"),
    ("Zwykle robimy je 1 maja, ale że to święto, przesuwamy na piątek ósmego. Prosimy o salę.", "new"),
    ("Ile kosztuje wynajęcie sali wykładowej?", "question"),
    ("Czy w salach wolno korzystać z własnego cateringu?", "question"),
    ("Proszę o informację, na jakich zasadach udostępniają Państwo sale.", "question"),
    ("Ile osób pomieści sala warsztatowa nr 1?", "question"),
    ("Czy planują Państwo szkolenie z księgowości?", "question"),
    ("Czy porady prawne są płatne?", "question"),
    ("Czy stowarzyszenie może mieć u Państwa siedzibę? Na razie tylko się orientuję.", "question"),
    ("Prosimy o salę 20 marca od 17 do 19. Projektor tym razem nie będzie nam potrzebny.", "new"),
    ("Prosimy o salę 20 marca. Mikrofonu już nie potrzebujemy.", "new"),
    ("Sala 18 marca nie będzie nam potrzebna.", "cancel"),
    ("Odwołujemy rezerwację sali 18 marca.", "cancel"),
    ("Odwołuję, dziękuję.", "cancel"),
    ("Dziękujemy za odwołanie rezerwacji.", "new"),
    ("Spotkanie 18 marca o 17 w małej sali się nie odbędzie.", "cancel"),
    ("Rezygnuję z udziału w szkoleniu.", "cancel"),
    ("Nie dam rady przyjść na szkolenie, proszę mnie skreślić z listy.", "cancel"),
    ("Nie dotrę jutro do księgowej, proszę odwołać moją wizytę.", "cancel"),
    ("Prosimy o przeniesienie zajęć z 17 marca na 24 marca.", "change"),
    ("Prosimy o zmianę terminu rezerwacji na 24 marca.", "change"),
    ("W sprawie rezerwacji na 17 marca: zamiast 17-19 poprosimy 18-20.", "change"),
    ("Do naszej rezerwacji na 17 marca prosimy dopisać mikrofon.", "change"),
    ("We need to move our booking from 17 March to 24 March.", "change"),
    ("We have to cancel our booking on 17 March.", "cancel"),
    ("W piątek nie będzie próby chóru, przepraszamy za kłopot.", "cancel"),
    ("Czwartkowych warsztatów w małej sali (19 marca, 16-18) nie będzie, prowadząca jest chora.", "cancel"),
    ("Salę na 19 marca proszę oddać komuś innemu.", "cancel"),
    ("Prosimy o salę 20 marca na koncert, na którym nie będzie sprzedaży biletów.", "new"),
    ("Prosimy o salę 20 marca od 17 do 19 dla 30 osób, choć pewnie nie wszyscy dotrą.", "new"),
    ("Mieliśmy mieć zebranie 18 marca. Czy możemy przenieść się na 25 marca?", "change"),
    ("Czy w niedziele można u Państwa wynająć salę?", "question"),
    ("Czy w soboty sale są otwarte?", "question"),
    ("Czy udostępniają Państwo salę w weekendy?", "question"),
    ("Czy moglibyśmy dostać salę w niedzielę?", "new"),
    ("Czy można wynająć salę w niedzielę o 16?", "new"),
    ("Czy można wynająć salę w niedzielę na zebranie?", "new"),
    ("Czy będą jeszcze szkolenia z RODO? Nasz prezes chętnie by przyszedł.", "question"),
    ("Czy w tym półroczu będą u Państwa szkolenia z RODO? Dwie osoby chętnie by przyszły.", "question"),
    ("Powiesicie nasz plakat w gablocie?", "new"),
    ("Czy opublikują Państwo nasze ogłoszenie na stronie?", "new"),
    ("Czy publikują Państwo plakaty organizacji na stronie?", "question"),
    ("Czy salę można dostać w weekend? Jeszcze nie rezerwuję.", "question"),
    ("Mamy u Państwa salę 20 marca od 16 do 18. Czy możemy zostać dłużej, do 19?", "change"),
    ("Sala na dłużej: 20 marca od 10 do 18.", "new"),
    ("Proszę wykreślić mnie z listy na szkolenie i dopisać Ewę Sik.", "change"),
    ("Prosimy o zmianę adresu korespondencyjnego w naszej umowie.", "change"),
    ("Prosimy o zmianę adresu siedziby na adres Centrum.", "new"),
    ("Do rezerwacji na 20 marca dojdą jeszcze 4 osoby.", "change"),
    ("Kiedy będzie kurs księgowości? Chciałabym wziąć udział.", "question"),
    ("Kiedy będzie kurs księgowości? Proszę mnie zapisać.", "new"),
    ("Niestety nie zdążymy 17 marca, możemy przenieść się na 19 marca?", "change"),
    ("Nie możemy być 17 marca, prosimy o inny dzień, np. 24 marca.", "change"),
    ("We cannot come on 17 March, could we have 24 March instead?", "change"),
    ("Czy do sali zarezerwowanej na 17 marca moglibyśmy dostać mikrofon?", "change"),
    ("Rezerwacja z 18 marca jest już nieaktualna.", "cancel"),
    ("Nie będziemy korzystać z sali 18 marca.", "cancel"),
    ("Prosimy o salę 20 marca od 17 do 19. Nie będziemy korzystać z rzutnika.", "new"),
    ("Duża sala nie będzie nam potrzebna, prosimy o małą salę 20 marca.", "new"),
    ("Скасуйте, будь ласка, залу 17 березня.", "cancel"),
    ("Чи можна орендувати залу в неділю?", "question"),
    ("Мусимо скасувати зустріч у залі 17 березня.", "cancel"),
]


@pytest.mark.parametrize(("body", "intent"), INTENTS)
def test_the_intent(body: str, intent: str) -> None:
    (request,) = read(body).requests
    assert request.intent == intent


@pytest.mark.parametrize(
    "body",
    [
        "Chcemy przenieść siedzibę stowarzyszenia pod adres Centrum.",
        "Prosimy o poradę prawną w sprawie zmiany statutu.",
        "W zamian za zeszły rok prosimy o salę 20 marca.",
        "Szkoła wycofała się z umowy, dlatego prosimy o salę 20 marca.",
        "Gmina odmówiła przedłużenia dzierżawy, prosimy o rozmowę z prawnikiem 20 marca.",
        "Chcemy napisać odwołanie od decyzji, prosimy o poradę prawną.",
    ],
)
def test_words_of_changing_that_change_nothing_here(body: str) -> None:
    (request,) = read(body).requests
    assert request.intent == "new"


def starts(slots: object) -> list[tuple[str | None, str | None]]:
    assert isinstance(slots, list)
    return [(slot.as_json()["start"], slot.as_json()["end"]) for slot in slots]


MOVES = [
    (
        "Prosimy o przeniesienie rezerwacji z 17 marca na 24 marca, godziny te same, czyli 16-18.",
        [("2026-03-17T16:00", "2026-03-17T18:00")],
        [("2026-03-24T16:00", "2026-03-24T18:00")],
    ),
    (
        "Mamy rezerwację na 17 marca w godz. 16-18. Prosimy o przełożenie na 24 marca, 17-19.",
        [("2026-03-17T16:00", "2026-03-17T18:00")],
        [("2026-03-24T17:00", "2026-03-24T19:00")],
    ),
    (
        "Dotyczy rezerwacji na 17 marca: zamiast 16-18 prosimy 17-19.",
        [("2026-03-17T16:00", "2026-03-17T18:00")],
        [("2026-03-17T17:00", "2026-03-17T19:00")],
    ),
    (
        "Proszę przełożyć zajęcia z wtorku 17 marca (16-18) na środę 18 marca, w tych samych godzinach.",
        [("2026-03-17T16:00", "2026-03-17T18:00")],
        [("2026-03-18T16:00", "2026-03-18T18:00")],
    ),
    (
        "Mam umówioną poradę prawną na 17 marca na godz. 11:00, proszę o przełożenie na 24 marca na 13:00.",
        [("2026-03-17T11:00", None)],
        [("2026-03-24T13:00", None)],
    ),
    (
        "Mała korekta do 17 marca: zamiast 16:30-19:00 poprosimy 17:00-19:00, reszta jak ustalono.",
        [("2026-03-17T16:30", "2026-03-17T19:00")],
        [("2026-03-17T17:00", "2026-03-17T19:00")],
    ),
    (
        "Mieliśmy mieć zebranie 17 marca w godz. 16-18. Czy możemy przenieść się na 24 marca, te same godziny?",
        [("2026-03-17T16:00", "2026-03-17T18:00")],
        [("2026-03-24T16:00", "2026-03-24T18:00")],
    ),
    (
        "17 marca zamiast 16-18 potrzebujemy sali 18-20. Da radę?",
        [("2026-03-17T16:00", "2026-03-17T18:00")],
        [("2026-03-17T18:00", "2026-03-17T20:00")],
    ),
    (
        "Proszę o przesunięcie porady z wtorku 17 marca, godz. 15:00, na czwartek 19 marca. We wtorek mam dyżur.",
        [("2026-03-17T15:00", None)],
        [("2026-03-19T15:00", None)],
    ),
    (
        "Proszę przesunąć próbę 17 marca z 16 na 18.",
        [("2026-03-17T16:00", None)],
        [("2026-03-17T18:00", None)],
    ),
    (
        "Musimy zmienić termin: nie 17 marca, a 19 marca, godziny bez zmian, 10-12.",
        [("2026-03-17T10:00", "2026-03-17T12:00")],
        [("2026-03-19T10:00", "2026-03-19T12:00")],
    ),
    (
        "Zajęcia 17 marca (16-18) się nie odbędą. Odrobimy je 24 marca w tych samych godzinach.",
        [("2026-03-17T16:00", "2026-03-17T18:00")],
        [("2026-03-24T16:00", "2026-03-24T18:00")],
    ),
    (
        "Prosimy przełożyć warsztaty z 17 marca na 24 marca, godz. 16-18, poprzednio też było 16-18.",
        [("2026-03-17T16:00", "2026-03-17T18:00")],
        [("2026-03-24T16:00", "2026-03-24T18:00")],
    ),
    (
        "We have booked the hall for 17 March, 5 pm - 7 pm. Could we move it to 24 March, same time?",
        [("2026-03-17T17:00", "2026-03-17T19:00")],
        [("2026-03-24T17:00", "2026-03-24T19:00")],
    ),
]


@pytest.mark.parametrize(("body", "old", "new"), MOVES)
def test_old_and_new_days_of_a_change(
    body: str, old: list[tuple[str, str | None]], new: list[tuple[str, str | None]]
) -> None:
    (request,) = read(body).requests
    assert starts(request.previous) == old
    assert starts(request.slots) == new


def test_what_is_called_off_is_an_earlier_slot_and_none_is_wanted() -> None:
    (request,) = read("Niestety odwołujemy salę wykładową 18 marca, godz. 16-18.").requests
    assert starts(request.previous) == [("2026-03-18T16:00", "2026-03-18T18:00")]
    assert request.slots == []
    assert request.rooms == ["lecture_hall"]


@pytest.mark.parametrize(
    "body",
    [
        "Rezygnujemy z sali 17 marca, zostawiamy sobie 24 marca.",
        "Odwołuję próbę 17 marca, ale następna, 24 marca, aktualna.",
    ],
)
def test_a_day_that_stays_is_not_called_off(body: str) -> None:
    (request,) = read(body).requests
    assert (request.intent, starts(request.previous)) == ("cancel", [("2026-03-17", None)])
