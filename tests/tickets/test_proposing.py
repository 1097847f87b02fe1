"""Another time proposed, and the answer that picks it."""

from typing import Any

import pytest
from flask.testing import FlaskClient
from lxml import html
from sqlmodel import Session, select
from werkzeug.datastructures import MultiDict

from copapp import clock
from copapp.audit import WORKER
from copapp.config import Settings
from copapp.correspondence.models import Letter
from copapp.db import Database
from copapp.problems import Stale
from copapp.tickets import actions, letters, offers, planning
from copapp.tickets.actions import NotReady
from copapp.tickets.letters import PROPOSE, LetterText
from copapp.tickets.models import Draft, Ticket, TicketState
from copapp.tickets.planning import Plan
from tests.tickets.conftest import ANNA, Arrive, Booked, reading, receive, request

WANTED = ("2026-03-19T17:00", "2026-03-19T19:00")


def drafts_of(session: Session, ticket_id: int) -> list[Draft]:
    return list(session.exec(select(Draft).where(Draft.ticket_id == ticket_id).order_by("position")))


def planned(session: Session, ticket: Ticket) -> Plan:
    return planning.plan(session, ticket, drafts_of(session, ticket.id or 0)[0])


def written(plan: Plan, settings: Settings) -> LetterText:
    return letters.write(
        PROPOSE, (plan,), to_address="a@b.example", subject="Sala", staff="Anna Nowak", settings=settings
    )


def propose(centre: Database, settings: Settings, ticket: Ticket) -> Plan:
    """Send the proposals that the page shows; the plan that they come from."""
    with centre.unit_of_work(ANNA) as session:
        plan = planned(session, ticket)
        tokens = [offers.token_of(each) for each in plan.proposals]
        actions.propose(
            session, settings, ticket.id or 0, {plan.draft.id or 0: plan.draft.version}, written(plan, settings), tokens
        )
    return plan


def answered(centre: Database, ticket: Ticket, *requests: dict[str, Any], **values: Any) -> list[Draft]:
    with centre.unit_of_work(WORKER) as session:
        message = receive(session, sha256="b" * 64, new_text="Pasuje drugi termin.")
        evidence = {"picked": "Pasuje drugi termin"} if "picked" in values else {}
        actions.continue_ticket(session, ticket.id or 0, message, reading(*requests, evidence=evidence, **values))
    with centre.reading() as session:
        return drafts_of(session, ticket.id or 0)


@pytest.fixture
def taken(arrive: Arrive, booked: Booked) -> Ticket:
    """A ticket that asks for the lecture hall at a time at which it is taken."""
    booked(*WANTED)
    return arrive(request())


def test_a_taken_time_has_proposals_and_a_free_one_has_none(
    centre: Database, settings: Settings, taken: Ticket, arrive: Arrive
) -> None:
    free = arrive(request(slots=[{"start": "2026-03-20T10:00", "end": "2026-03-20T12:00"}]))
    with centre.reading() as session:
        plan = planned(session, taken)
        names = [each.room_names for each in plan.proposals]
        assert names == ["Przestrzeń wspólna", "Sala wykładowa", "Sala wykładowa"]
        assert planned(session, free).proposals == ()
        body = written(plan, settings).body
    assert (
        "jest już zajęty: czwartek, 19 marca 2026, 17:00–19:00 (Sala wykładowa).\n\nMożemy zaproponować:\n\n1. " in body
    )
    assert "1. czwartek, 19 marca 2026, 17:00–19:00, Przestrzeń wspólna\n2. czwartek, 19 marca 2026, 15:00" in body
    assert "wystarczy jej numer" in body


def test_proposing_waits_and_remembers_what_was_proposed(centre: Database, settings: Settings, taken: Ticket) -> None:
    plan = propose(centre, settings, taken)
    with centre.reading() as session:
        draft = drafts_of(session, taken.id or 0)[0]
        assert draft.offers == [offers.offer_of(each) for each in plan.proposals]
        assert session.get_one(Ticket, taken.id).state is TicketState.WAITING
        assert len(session.exec(select(Letter)).all()) == 1


def test_an_answer_with_a_number_gives_the_draft_that_time(
    client: FlaskClient, centre: Database, settings: Settings, taken: Ticket
) -> None:
    plan = propose(centre, settings, taken)
    (draft,) = answered(centre, taken, request(kind="other", slots=[], rooms=[]), picked=2)
    assert draft.slots == [{name: offers.offer_of(plan.proposals[1])[name] for name in ("start", "end")}]
    assert (draft.rooms, draft.offers) == (["lecture_hall"], [])
    assert (draft.evidence["slots/0"], draft.attendees) == ("Pasuje drugi termin", 25)
    assert '">Pasuje drugi termin</mark>' in client.get(f"/tickets/{taken.id}").text
    with centre.reading() as session:
        assert planned(session, session.get_one(Ticket, taken.id)).can_confirm
        assert session.get_one(Ticket, taken.id).state is not TicketState.WAITING


def test_what_an_answer_adds_to_its_pick_comes_into_the_draft(
    centre: Database, settings: Settings, taken: Ticket
) -> None:
    propose(centre, settings, taken)
    (draft,) = answered(
        centre, taken, request(slots=[], rooms=[], attendees=28, equipment=["projector", "flipchart"]), picked=2
    )
    assert (draft.equipment, draft.attendees) == (["projector", "flipchart"], 28)


def test_an_answer_with_the_time_itself_picks_it_too(centre: Database, settings: Settings, taken: Ticket) -> None:
    plan = propose(centre, settings, taken)
    third = offers.offer_of(plan.proposals[2])
    said = request(intent="change", slots=[{"start": third["start"][:10], "end": None}], rooms=[])
    (draft,) = answered(centre, taken, said)
    assert draft.slots[0]["start"] == third["start"]


def test_what_else_the_answer_asks_for_is_a_draft_of_its_own(
    centre: Database, settings: Settings, taken: Ticket
) -> None:
    propose(centre, settings, taken)
    advice = request(kind="advice", topic="legal", slots=[], rooms=[])
    first, second = answered(centre, taken, request(kind="other", slots=[]), advice, picked=1)
    assert (first.rooms, second.kind) == (["open_space"], "advice")


@pytest.mark.parametrize("values", [{"picked": 7}, {}], ids=["no such number", "none picked"])
def test_an_answer_that_picks_none_is_a_draft_like_any_other(
    centre: Database, settings: Settings, taken: Ticket, values: dict[str, int]
) -> None:
    propose(centre, settings, taken)
    first, second = answered(centre, taken, request(slots=[{"start": "2026-03-30", "end": None}]), **values)
    assert first.slots[0]["start"] == WANTED[0] and first.offers
    assert second.slots[0]["start"] == "2026-03-30"


def test_proposals_that_the_calendar_overtook_are_not_sent(
    centre: Database, settings: Settings, taken: Ticket, booked: Booked
) -> None:
    with centre.reading() as session:
        plan = planned(session, taken)
    booked(*WANTED, rooms=(4,))
    with pytest.raises(Stale, match="Kalendarz się zmienił"), centre.unit_of_work(ANNA) as session:
        tokens = [offers.token_of(each) for each in plan.proposals]
        actions.propose(session, settings, taken.id or 0, {plan.draft.id or 0: 1}, written(plan, settings), tokens)
    with centre.reading() as session:
        assert session.exec(select(Letter)).all() == []


def test_nothing_to_propose_is_refused(centre: Database, settings: Settings, taken: Ticket) -> None:
    with pytest.raises(NotReady), centre.unit_of_work(ANNA) as session:
        plan = planned(session, taken)
        actions.propose(session, settings, taken.id or 0, {plan.draft.id or 0: 1}, written(plan, settings), [])


def test_proposals_taken_back_are_forgotten(centre: Database, settings: Settings, taken: Ticket) -> None:
    propose(centre, settings, taken)
    with centre.unit_of_work(ANNA) as session:
        actions.withdraw(session, taken.id or 0, session.exec(select(Letter.id)).one() or 0)
    with centre.reading() as session:
        assert drafts_of(session, taken.id or 0)[0].offers == []


def test_a_proposal_goes_into_the_draft_with_one_click(centre: Database, taken: Ticket) -> None:
    with centre.unit_of_work(ANNA) as session:
        plan = planned(session, taken)
        offer = offers.offer_of(plan.proposals[1])
        actions.take_offer(session, taken.id or 0, plan.draft.id or 0, plan.draft.version, offer)
    with centre.reading() as session:
        plan = planned(session, taken)
        assert plan.can_confirm and plan.time is not None and plan.time.span is not None
        assert clock.to_local(plan.time.span[0]).isoformat()[:16] == offer["start"]


def page_of(client: FlaskClient, ticket: Ticket) -> html.HtmlElement:
    return html.fromstring(client.get(f"/tickets/{ticket.id}").text)


def test_a_taken_ticket_offers_to_propose_and_sends_what_it_shows(
    client: FlaskClient, centre: Database, taken: Ticket
) -> None:
    page = page_of(client, taken)
    shown = page.xpath("//section[@class='proposals']//li//strong/text()")
    assert shown[:2] == ["czw., 19.03, 17:00–19:00", "czw., 19.03, 15:00–17:00"]
    assert "Wyślij propozycje" in page.get_element_by_id("send").text_content()
    fields = MultiDict(page.get_element_by_id("answer-form").form_values())
    assert client.post(f"/tickets/{taken.id}/answer", data=fields).status_code == 303
    with centre.reading() as session:
        assert len(drafts_of(session, taken.id or 0)[0].offers) == 3


def test_a_proposal_taken_on_the_page_makes_the_draft_ready(client: FlaskClient, taken: Ticket) -> None:
    (form,) = page_of(client, taken).xpath("//section[@class='proposals']//form")
    chosen = {**dict(form.form_values()), "proposal": form.xpath(".//button/@value")[0]}
    answer = client.post(form.action, data=chosen, follow_redirects=True)
    assert "Potwierdź i wyślij" in answer.text and "Przestrzeń wspólna" in answer.text
    gone = client.post(form.action, data={**chosen, "proposal": "2026-01-01T10:00|2026-01-01T12:00|open_space"})
    assert gone.status_code == 409
