"""Answers: bookings, drafts, ticket and letter in one transaction, or none of them."""

import threading
from collections.abc import Sequence

import pytest
from sqlmodel import Session, select

from copapp.bookings.actions import RoomTaken
from copapp.bookings.models import Booking, BookingState, Series
from copapp.config import Settings
from copapp.correspondence.compose import WrongAddress
from copapp.correspondence.models import Letter, LetterState
from copapp.db import Database
from copapp.problems import Stale
from copapp.tickets import actions, planning
from copapp.tickets.actions import NotReady
from copapp.tickets.letters import LetterText, write
from copapp.tickets.models import Draft, DraftState, Ticket, TicketState
from copapp.tickets.planning import Choices
from tests.tickets.conftest import ANNA, Arrive, Booked, request

LETTER = LetterText("anna@bursztyn.example", "Re: Sala na zebranie", "Dzień dobry,\npotwierdzamy.\n")


def drafts_of(session: Session, ticket: Ticket) -> list[Draft]:
    return list(session.exec(select(Draft).where(Draft.ticket_id == ticket.id).order_by(Draft.position)))


def versions(database: Database, ticket: Ticket) -> dict[int, int]:
    with database.reading() as session:
        return {draft.id: draft.version for draft in drafts_of(session, ticket) if draft.id is not None}


def answer(
    database: Database, settings: Settings, ticket: Ticket, how: str = "confirm_and_send", letter: LetterText = LETTER
) -> Letter:
    assert ticket.id is not None
    given = versions(database, ticket)
    with database.unit_of_work(ANNA) as session:
        return getattr(actions, how)(session, settings, ticket.id, given, letter)


def state(database: Database, ticket: Ticket) -> tuple[TicketState, list[DraftState]]:
    with database.reading() as session:
        now = session.get_one(Ticket, ticket.id)
        return now.state, [draft.state for draft in drafts_of(session, ticket)]


def rows(database: Database, table: type[Booking] | type[Letter]) -> Sequence[Booking | Letter]:
    with database.reading() as session:
        return session.exec(select(table).order_by(table.id)).all()


def test_confirming_books_closes_and_queues_the_letter(centre: Database, settings: Settings, arrive: Arrive) -> None:
    ticket = arrive(request())

    letter = answer(centre, settings, ticket)

    (booking,) = rows(centre, Booking)
    assert (booking.state, f"{booking.starts_at:%d %H:%M}") == (BookingState.CONFIRMED, "19 16:00")
    assert (booking.attendees, booking.organisation_id, booking.contact_email) == (25, 1, "anna@bursztyn.example")
    assert state(centre, ticket) == (TicketState.DONE, [DraftState.ACCEPTED])
    assert letter.state is LetterState.QUEUED
    assert b"In-Reply-To: <pytanie@bursztyn.example>" in letter.raw
    assert b"<dawne@bursztyn.example>" in letter.raw
    assert letter.calendar is not None and booking.uid in letter.calendar.replace("\r\n ", "")


def test_a_taken_room_leaves_neither_letter_nor_booking(
    centre: Database, settings: Settings, arrive: Arrive, booked: Booked
) -> None:
    booked("2026-03-19T18:00", "2026-03-19T20:00")
    ticket = arrive(request(slots=[*request()["slots"], {"start": "2026-03-20T17:00", "end": "2026-03-20T19:00"}]))

    with pytest.raises(RoomTaken, match=r"zajęte: Jan Wójcik, czwartek, 19 marca, 18:00–20:00"):
        answer(centre, settings, ticket)

    assert len(rows(centre, Booking)) == 1
    assert rows(centre, Letter) == []
    assert state(centre, ticket) == (TicketState.NEW, [DraftState.OPEN])


def test_a_letter_to_nowhere_leaves_no_booking(centre: Database, settings: Settings, arrive: Arrive) -> None:
    ticket = arrive(request())

    with pytest.raises(WrongAddress):
        answer(centre, settings, ticket, letter=LetterText("nikt", "Re", "Dzień dobry"))

    assert rows(centre, Booking) == []


@pytest.mark.parametrize("body", ["", "Powód: […]"])
def test_an_unfinished_letter_never_leaves(centre: Database, settings: Settings, arrive: Arrive, body: str) -> None:
    ticket = arrive(request())

    for how in ("confirm_and_send", "ask_for_details", "refuse"):
        with pytest.raises(NotReady):
            answer(centre, settings, ticket, how, LetterText("a@b.example", "Re", body))

    assert rows(centre, Letter) == []


def test_of_two_who_confirm_at_once_one_wins(centre: Database, settings: Settings, arrive: Arrive) -> None:
    ticket = arrive(request())
    given, outcomes, start = versions(centre, ticket), [], threading.Barrier(2)

    def confirm() -> None:
        start.wait()
        try:
            with centre.unit_of_work(ANNA) as session:
                assert ticket.id is not None
                actions.confirm_and_send(session, settings, ticket.id, given, LETTER)
            outcomes.append("won")
        except Stale:
            outcomes.append("stale")

    people = [threading.Thread(target=confirm) for _ in range(2)]
    for person in people:
        person.start()
    for person in people:
        person.join()

    assert sorted(outcomes) == ["stale", "won"]
    assert (len(rows(centre, Booking)), len(rows(centre, Letter))) == (1, 1)


def test_a_draft_without_hours_is_not_confirmed(centre: Database, settings: Settings, arrive: Arrive) -> None:
    ticket = arrive(request(slots=[{"start": "2026-03-19", "end": None}]))

    with pytest.raises(NotReady, match="godziny"):
        answer(centre, settings, ticket)


def test_asking_waits_for_the_sender(centre: Database, settings: Settings, arrive: Arrive) -> None:
    ticket = arrive(request(rooms=[]))

    answer(centre, settings, ticket, "ask_for_details")

    assert state(centre, ticket) == (TicketState.WAITING, [DraftState.OPEN])
    assert rows(centre, Booking) == []


def test_refusing_all_refuses_the_ticket(centre: Database, settings: Settings, arrive: Arrive) -> None:
    ticket = arrive(request(), request(kind="advice"))

    answer(centre, settings, ticket, "refuse")

    assert state(centre, ticket) == (TicketState.REFUSED, [DraftState.REFUSED, DraftState.REFUSED])


def test_of_several_drafts_one_is_answered_and_the_other_stays(
    centre: Database, settings: Settings, arrive: Arrive
) -> None:
    ticket = arrive(request(), request(kind="advice", rooms=[]))
    first = min(versions(centre, ticket))

    with centre.unit_of_work(ANNA) as session:
        assert ticket.id is not None
        actions.confirm_and_send(session, settings, ticket.id, {first: 1}, LETTER)

    assert state(centre, ticket) == (TicketState.IN_PROGRESS, [DraftState.ACCEPTED, DraftState.OPEN])


def test_all_drafts_are_confirmed_by_one_letter(centre: Database, settings: Settings, arrive: Arrive) -> None:
    ticket = arrive(request(), request(kind="advice", rooms=[], slots=[]))

    answer(centre, settings, ticket)

    assert state(centre, ticket) == (TicketState.DONE, [DraftState.ACCEPTED, DraftState.ACCEPTED])
    assert (len(rows(centre, Booking)), len(rows(centre, Letter))) == (1, 1)


def test_either_day_books_the_free_one(centre: Database, settings: Settings, arrive: Arrive, booked: Booked) -> None:
    booked("2026-03-19T18:00", "2026-03-19T20:00")
    other = {"start": "2026-03-20T17:00", "end": "2026-03-20T19:00"}
    ticket = arrive(request(slots=[*request()["slots"], other], choice="any"))

    answer(centre, settings, ticket)

    assert [f"{booking.starts_at:%d}" for booking in rows(centre, Booking)] == ["19", "20"]


def test_either_workshop_takes_the_free_one(
    centre: Database, settings: Settings, arrive: Arrive, booked: Booked
) -> None:
    booked("2026-03-19T18:00", "2026-03-19T20:00", rooms=(3,))
    ticket = arrive(request(rooms=["workshop"], attendees=10))

    answer(centre, settings, ticket)

    assert len(rows(centre, Booking)) == 2


WEEKLY = "FREQ=WEEKLY;BYDAY=TH;UNTIL=20260430"


def test_a_weekly_wish_books_each_week_to_its_last_day(centre: Database, settings: Settings, arrive: Arrive) -> None:
    ticket = arrive(request(recurrence=WEEKLY))

    letter = answer(centre, settings, ticket)

    starts = [booking.starts_at for booking in rows(centre, Booking)]
    assert [f"{start:%d.%m %H}" for start in starts] == [
        "19.03 16",
        "26.03 16",
        "02.04 15",
        "09.04 15",
        "16.04 15",
        "23.04 15",
        "30.04 15",
    ]
    assert letter.calendar is not None and letter.calendar.count("BEGIN:VEVENT") == 7
    (series,) = rows(centre, Series)
    assert (series.rule, str(series.first_day)) == (WEEKLY, "2026-03-19")
    assert {booking.series_id for booking in rows(centre, Booking)} == {series.id}


def test_an_answer_that_made_a_series_is_taken_back_with_it(
    centre: Database, settings: Settings, arrive: Arrive
) -> None:
    ticket = arrive(request(recurrence="FREQ=WEEKLY;BYDAY=TH"))
    letter = answer(centre, settings, ticket)
    assert len(rows(centre, Booking)) > 20 and rows(centre, Series)[0].active
    with centre.unit_of_work(ANNA) as session:
        actions.withdraw(session, ticket.id or 0, letter.id or 0)

    assert not any(booking.holds for booking in rows(centre, Booking))
    assert not rows(centre, Series)[0].active


def test_taken_weeks_are_all_named_and_can_be_left_out(
    centre: Database, settings: Settings, arrive: Arrive, booked: Booked
) -> None:
    booked("2026-03-26T16:00", "2026-03-26T18:00")
    booked("2026-04-09T18:00", "2026-04-09T20:00")
    ticket = arrive(request(recurrence=WEEKLY))
    given = versions(centre, ticket)
    assert ticket.id is not None

    with pytest.raises(RoomTaken) as refused, centre.unit_of_work(ANNA) as session:
        actions.confirm_and_send(session, settings, ticket.id, given, LETTER)
    left_out = Choices(left_out=frozenset({"2026-03-26T17:00", "2026-04-09T17:00"}))
    with centre.unit_of_work(ANNA) as session:
        actions.confirm_and_send(session, settings, ticket.id, given, LETTER, left_out)

    assert len(refused.value.conflicts) == 2
    assert len(rows(centre, Booking)) == 2 + 5
    assert rows(centre, Series)[0].left_out == ["2026-03-26", "2026-04-09"]


def slot(start: str, end: str) -> dict[str, str]:
    return {"start": start, "end": end}


def mine(booked: Booked, start: str = "2026-03-19T17:00", end: str = "2026-03-19T19:00") -> int:
    return booked(start, end, organisation_id=1, attendees=20, state=BookingState.CONFIRMED)


def test_cancelling_cancels_the_booking_that_is_meant(
    centre: Database, settings: Settings, arrive: Arrive, booked: Booked
) -> None:
    mine(booked)
    mine(booked, "2026-03-20T17:00", "2026-03-20T19:00")
    ticket = arrive(request(intent="cancel", slots=[], previous=[{"start": "2026-03-19", "end": None}]))

    letter = answer(centre, settings, ticket)

    assert [booking.holds for booking in rows(centre, Booking)] == [False, True]
    assert letter.calendar is not None and "METHOD:CANCEL" in letter.calendar


def test_which_booking_is_cancelled_is_never_guessed(
    centre: Database, settings: Settings, arrive: Arrive, booked: Booked
) -> None:
    mine(booked)
    mine(booked, "2026-03-20T17:00", "2026-03-20T19:00")
    ticket = arrive(request(intent="cancel", slots=[]))

    with pytest.raises(NotReady, match="której rezerwacji dotyczy"):
        answer(centre, settings, ticket)


def test_moving_carries_over_what_the_letter_leaves_unsaid(
    centre: Database, settings: Settings, arrive: Arrive, booked: Booked
) -> None:
    moved = mine(booked)
    ticket = arrive(
        request(
            intent="change",
            rooms=[],
            attendees=None,
            slots=[{"start": "2026-03-24", "end": None}],
            previous=[{"start": "2026-03-19", "end": None}],
        )
    )

    answer(centre, settings, ticket)

    (booking,) = rows(centre, Booking)
    assert (booking.id, f"{booking.starts_at:%d %H}", f"{booking.ends_at:%H}") == (moved, "24 16", "18")
    assert (booking.attendees, booking.sequence) == (20, 1)


def test_an_answer_can_be_taken_back_while_the_letter_waits(
    centre: Database, settings: Settings, arrive: Arrive, booked: Booked
) -> None:
    mine(booked)
    ticket = arrive(
        request(
            intent="change", rooms=["open_space"], slots=[{"start": "2026-03-24T10:00", "end": "2026-03-24T11:00"}]
        ),
        request(slots=[{"start": "2026-03-25T10:00", "end": "2026-03-25T11:00"}]),
    )
    letter = answer(centre, settings, ticket)
    assert ticket.id is not None and letter.id is not None

    with centre.unit_of_work(ANNA) as session:
        actions.withdraw(session, ticket.id, letter.id)

    before, made = rows(centre, Booking)
    assert (f"{before.starts_at:%d %H:%M}", before.holds) == ("19 16:00", True)
    assert made.holds is False
    assert state(centre, ticket) == (TicketState.IN_PROGRESS, [DraftState.OPEN, DraftState.OPEN])
    assert rows(centre, Letter)[0].state is LetterState.WITHDRAWN
    answer(centre, settings, ticket)


def test_a_question_is_answered_without_a_booking(centre: Database, settings: Settings, arrive: Arrive) -> None:
    ticket = arrive(request(intent="question"))

    answer(centre, settings, ticket)

    assert rows(centre, Booking) == []
    assert state(centre, ticket)[0] is TicketState.DONE


def test_a_question_about_a_taken_hour_can_be_answered(
    centre: Database, settings: Settings, arrive: Arrive, booked: Booked
) -> None:
    booked("2026-03-19T18:00", "2026-03-19T20:00")
    ticket = arrive(request(intent="question"))
    with centre.reading() as session:
        plan = planning.plan(session, session.get_one(Ticket, ticket.id), drafts_of(session, ticket)[0])

    letter = write("confirm", [plan], to_address="a@b.example", subject="", staff="Anna Nowak", settings=settings)

    assert plan.can_confirm
    assert "Sala wykładowa, czwartek, 19 marca 2026, 17:00–19:00: zajęte." in letter.body


def test_a_change_keeps_equipment_that_it_does_not_name(
    centre: Database, settings: Settings, arrive: Arrive, booked: Booked
) -> None:
    booked("2026-03-19T17:00", "2026-03-19T19:00", organisation_id=1, equipment=("projector",))
    ticket = arrive(
        request(intent="change", slots=[slot("2026-03-20T17:00", "2026-03-20T19:00")], equipment=["microphone"])
    )

    answer(centre, settings, ticket)

    assert rows(centre, Booking)[0].equipment == ["projector", "microphone"]


def test_the_template_letter_says_what_will_be_booked(centre: Database, settings: Settings, arrive: Arrive) -> None:
    ticket = arrive(request())
    with centre.reading() as session:
        plan = planning.plan(session, session.get_one(Ticket, ticket.id), drafts_of(session, ticket)[0])

    letter = write("confirm", [plan], to_address="a@b.example", subject="Sala", staff="Anna Nowak", settings=settings)

    assert letter.subject == "Re: Sala"
    assert letter.body == (
        "Dzień dobry,\n\n"
        "potwierdzamy rezerwację.\n\n"
        "Termin: czwartek, 19 marca 2026, 17:00–19:00\n"
        "Miejsce: Sala wykładowa\n"
        "Liczba osób: 25\n"
        "Sprzęt: rzutnik\n\n"
        "Gdyby coś się zmieniło, prosimy po prostu odpowiedzieć na tę wiadomość.\n\n"
        "Z poważaniem\nAnna Nowak\nCentrum Organizacji Pozarządowych\nul. Babina 1, 62-800 Kalisz\n"
    )
