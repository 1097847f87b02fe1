"""What the letters say, for each kind of draft."""

import pytest

from copapp.bookings.rooms import RoomInfo
from copapp.config import Settings
from copapp.tickets import rules, times
from copapp.tickets.letters import has_gap, reply_subject, write
from copapp.tickets.models import Draft
from copapp.tickets.planning import Plan, Time
from tests.tickets.conftest import request

NOTHING = {"rooms": [], "slots": [], "attendees": None, "equipment": []}
HALL = RoomInfo(1, "lecture_hall", "Sala wykładowa", 30)


def letter(settings: Settings, action: str = "confirm", **values: object) -> str:
    draft = Draft(ticket_id=1, **{**request(), **values})
    plan = Plan(
        draft,
        (HALL,) if draft.rooms else (),
        tuple(Time(slot, times.span_of(slot)) for slot in draft.slots),
        lacks=tuple(rules.lacks(draft, ["Sala wykładowa – 30 osób"])),
    )
    return write(action, [plan], to_address="", subject="", staff="Anna Nowak", settings=settings).body


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"kind": "advice", "topic": "accounting"}, "przyjęliśmy prośbę o poradę księgową."),
        ({"kind": "advice", "topic": None}, "przyjęliśmy prośbę o poradę."),
        ({"kind": "registered_address"}, "w sprawie adresu rejestrowego"),
        ({"kind": "training"}, "zgłoszenie w sprawie szkolenia"),
        ({"kind": "promotion"}, "prośbę o promocję"),
        ({"kind": "equipment", "equipment": ["speakers"]}, "wypożyczenie sprzętu: nagłośnienie."),
        ({"kind": "other"}, "dziękujemy za wiadomość."),
        ({"kind": "advice", "intent": "cancel"}, "porada jest już nieaktualna."),
        ({"intent": "cancel"}, "nie mamy Państwa nadchodzącej rezerwacji"),
    ],
)
def test_each_kind_has_its_answer(settings: Settings, values: dict[str, object], said: str) -> None:
    body = letter(settings, **{**NOTHING, **values})

    assert said in body
    assert not has_gap(body)


@pytest.mark.parametrize(
    "kind", ["booking", "advice", "registered_address", "training", "promotion", "equipment", "other"]
)
@pytest.mark.parametrize("intent", ["new", "change", "cancel", "question"])
@pytest.mark.parametrize("action", ["confirm", "ask", "refuse"])
def test_every_letter_can_be_written(settings: Settings, kind: str, intent: str, action: str) -> None:
    body = letter(settings, action, kind=kind, intent=intent)

    assert body.startswith("Dzień dobry,\n\n")
    assert body.endswith("Z poważaniem\nAnna Nowak\nCentrum Organizacji Pozarządowych\nul. Babina 1, 62-800 Kalisz\n")
    assert "\n\n\n" not in body
    assert "None" not in body


def test_asking_lists_what_is_missing(settings: Settings) -> None:
    body = letter(settings, "ask", rooms=[], attendees=None)

    assert "- Która sala będzie odpowiednia (do wyboru: Sala wykładowa – 30 osób)?" in body
    assert "- Ile osób weźmie udział w spotkaniu?" in body


def test_asking_for_nothing_leaves_a_gap_to_fill(settings: Settings) -> None:
    assert has_gap(letter(settings, "ask"))


def test_refusing_leaves_the_reason_to_a_person(settings: Settings) -> None:
    assert has_gap(letter(settings, "refuse"))


@pytest.mark.parametrize(
    ("subject", "reply"),
    [
        ("Sala", "Re: Sala"),
        ("RE: Sala", "RE: Sala"),
        ("Odp: Sala", "Odp: Sala"),
        ("", "Odpowiedź na Państwa wiadomość"),
        ("Sala\r\nBcc: x", "Re: Sala Bcc: x"),
    ],
)
def test_a_reply_says_re_once(subject: str, reply: str) -> None:
    assert reply_subject(subject) == reply


@pytest.mark.parametrize(("rule", "said"), [("FREQ=WEEKLY", True), ("FREQ=WEEKLY;COUNT=2", False)])
def test_a_series_without_an_end_says_that_it_goes_on(settings: Settings, rule: str, said: bool) -> None:
    slots = [{"start": f"2026-03-{day}T17:00", "end": f"2026-03-{day}T19:00"} for day in (19, 26)]
    body = letter(settings, slots=slots, recurrence=rule)

    assert "(co tydzień" in body
    assert ("Kolejne terminy dopisujemy na bieżąco" in body) == said
