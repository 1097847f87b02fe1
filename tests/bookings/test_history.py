"""The history of a booking, told in Polish from the real audit trail."""

from dataclasses import replace

from copapp.audit import Author
from copapp.bookings import actions
from copapp.bookings.history import Change
from copapp.bookings.models import BookingState
from copapp.bookings.panel import form_of, steps
from copapp.bookings.queries import booking
from copapp.db import Database
from tests.bookings.conftest import Make, local

ANNA, EWA = Author("Anna Nowak"), Author("Ewa Lis")


def test_each_step_tells_who_did_what_with_before_and_after(centre: Database, details: Make) -> None:
    first = details("2026-11-24T17:00", "2026-11-24T19:00", organisation_id=1, purpose="Próba")
    with centre.unit_of_work(ANNA) as session:
        booking_id = actions.create_booking(session, first).id or 0
    later = replace(first, starts_at=local("2026-11-24T18:00"), ends_at=local("2026-11-24T20:00"), room_ids=(2, 3))
    with centre.unit_of_work(EWA) as session:
        actions.change_booking(
            session, booking_id, replace(later, organisation_id=2, purpose="", equipment=("laptop",)), 1
        )
    with centre.unit_of_work(ANNA) as session:
        actions.confirm_booking(session, booking_id, 2)
    with centre.unit_of_work(EWA) as session:
        actions.cancel_booking(session, booking_id, 3)
    with centre.unit_of_work(ANNA) as session:
        actions.confirm_booking(session, booking_id, 4)
    with centre.reading() as session:
        told = steps(session, booking_id)

    assert [(step.author, step.title) for step in told] == [
        ("Anna Nowak", "Przywrócenie"),
        ("Ewa Lis", "Odwołanie"),
        ("Anna Nowak", "Potwierdzenie"),
        ("Ewa Lis", "Zmiana"),
        ("Anna Nowak", "Nowa rezerwacja"),
    ]
    assert told[3].changes == (
        Change("termin", "wt., 24.11, 17:00–19:00", "wt., 24.11, 18:00–20:00"),
        Change("cel", "Próba", "—"),
        Change("organizacja", "Stowarzyszenie Zielony Prosna", "Fundacja Dobry Start"),
        Change("sprzęt", "—", "laptop"),
        Change("sale", "Sala wykładowa", "Sala warsztatowa nr 1, Sala warsztatowa nr 2"),
    )
    assert told[1].changes == (Change("stan", "potwierdzona", "odwołana"),)
    assert told[4].changes == ()


def test_a_cancelled_booking_offers_to_come_back_as_it_was(centre: Database, details: Make) -> None:
    wanted = details("2026-11-24T17:00", "2026-11-24T19:00", state=BookingState.CONFIRMED)
    with centre.unit_of_work(ANNA) as session:
        booking_id = actions.create_booking(session, wanted).id or 0
        actions.cancel_booking(session, booking_id, 1)
    with centre.reading() as session:
        found = booking(session, booking_id)
        assert found is not None
        assert form_of(session, found).state == "confirmed"


def test_an_end_that_moves_alone_is_told_alone(centre: Database, details: Make) -> None:
    with centre.unit_of_work(ANNA) as session:
        booking_id = actions.create_booking(session, details("2026-11-24T17:00", "2026-11-24T19:00")).id or 0
    with centre.unit_of_work(ANNA) as session:
        actions.change_booking(session, booking_id, details("2026-11-24T17:00", "2026-11-24T18:00"), 1)
    with centre.reading() as session:
        assert steps(session, booking_id)[0].changes == (Change("termin", "do 19:00", "do 18:00"),)
