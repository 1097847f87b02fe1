"""The rules of booking in the database and at the desk: saved, warned of, set aside with a note that stays."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from flask.testing import FlaskClient

from copapp import clock
from copapp.audit import SYSTEM, history
from copapp.bookings import copying, policies, queries
from copapp.bookings.desk import WHY, NotSaved
from copapp.bookings.policy import Policy
from copapp.db import Database
from copapp.organisations.models import Organisation, OrganisationKind
from tests.bookings.conftest import Make, local
from tests.bookings.desk import HTMX, Desk, beside
from tests.bookings.test_actions import made
from tests.statements import counted

RULES = "/bookings/premises/rules"
TYPED = {"ask_latest": "2", "longest_hours": "3", "admitted": ["registered", "city", "unknown"], "accept": "registered"}


@pytest.fixture(autouse=True)
def _still() -> Iterator[None]:
    with clock.stopped_at(local("2026-11-20T07:30")):
        yield


def rule(database: Database, policy: Policy) -> None:
    with database.unit_of_work(SYSTEM) as session:
        policies.save_policy(session, policy)


def test_rules_are_saved_told_and_in_the_trail(administrator: FlaskClient, centre: Database) -> None:
    assert administrator.post(RULES, data=TYPED).status_code == 303
    kind = OrganisationKind
    with centre.reading() as session:
        assert policies.policy(session) == Policy(
            ask_latest=2,
            longest_hours=3,
            not_admitted=frozenset({kind.INFORMAL, kind.COUNCIL}),
            must_accept=frozenset({kind.REGISTERED}),
        )
        (entry,) = history(session, "booking_policy", 1)
        assert entry.author == "Anna Nowak" and entry.after["ask_latest"] == 2
    page = administrator.get(RULES).text
    assert 'name="ask_latest" value="2"' in page and 'name="change_latest" value=""' in page
    administrator.post(RULES, data=TYPED | {"longest_hours": ""})
    with centre.reading() as session:
        assert policies.policy(session).longest_hours == 0


def test_wrong_rules_stay_typed_and_nothing_is_saved(administrator: FlaskClient, centre: Database) -> None:
    page = administrator.post(RULES, data=TYPED | {"ask_latest": "dwa"})
    assert page.status_code == 422 and "Podaj liczbę cyframi" in page.text and 'value="dwa"' in page.text
    assert 'name="longest_hours" value="3"' in page.text
    with centre.reading() as session:
        assert policies.policy(session) == Policy()


def test_staff_read_the_rules_and_note_signatures(client: FlaskClient, centre: Database) -> None:
    assert client.post(RULES, data=TYPED).status_code == 403
    page = client.get(RULES, query_string={"q": "dobry"}).text
    assert "Zasady może zmieniać administrator." in page and "Zapisz zasady" not in page and "Dobry Start" in page
    form = {"kind": "registered", "accepted_on": "5.10.2026", "q": "dobry"}
    assert client.post(f"{RULES}/organisations/2", data=form).status_code == 303
    with centre.reading() as session:
        kept = session.get_one(Organisation, 2)
        assert (kept.kind, kept.rules_accepted_on) == (OrganisationKind.REGISTERED, date(2026, 10, 5))
        assert "Anna Nowak" in {entry.author for entry in history(session, "organisation", 2)}
    page = client.post(f"{RULES}/organisations/2", data=form | {"accepted_on": "31.11.2026"})
    print(page.text[page.text.find("<main") :])
    assert page.status_code == 422 and "Nie ma takiego dnia" in page.text and 'value="31.11.2026"' in page.text
    lost = client.post(f"{RULES}/organisations/999", data=form)
    assert lost.status_code == 422 and "Tej organizacji już nie ma." in lost.text


def test_hours_of_a_year_leave_out_cancelled_and_other_years(centre: Database, details: Make) -> None:
    made(centre, details("2026-11-24T10:00", "2026-11-24T12:00", organisation_id=1))
    own = made(centre, details("2026-12-31T23:00", "2027-01-01T01:00", organisation_id=1))
    made(centre, details("2027-01-01T02:00", "2027-01-01T03:30", organisation_id=1))
    made(centre, details("2026-11-25T10:00", "2026-11-25T12:00", organisation_id=2))
    with centre.reading() as session:
        assert policies.hours_by_year(session, 1, {2026, 2027}) == {
            2026: timedelta(hours=4),
            2027: timedelta(hours=1, minutes=30),
        }
        assert policies.hours_by_year(session, 1, {2026}, [own]) == {2026: timedelta(hours=2)}


def tokens(page: str) -> str:
    return page.split('name="accepted" value="')[-1].split('"')[0]


def test_a_breach_warns_then_takes_a_note_that_stays(desk: Desk) -> None:
    rule(desk.database, Policy(longest_hours=1))
    page = desk.send().text
    assert "Rezerwacja trwa najwyżej 1 godzinę." in beside(page, "hours")
    assert "Dlaczego mimo zasad" in page and desk.bookings() == []
    page = desk.send(accepted=tokens(page)).text
    assert WHY in beside(page, "override_note") and desk.bookings() == []
    assert desk.send(accepted=tokens(page), override_note="Jubileusz, zgoda kierownika").status_code == 200
    (booking,) = desk.bookings()
    assert booking.override_note == "Jubileusz, zgoda kierownika"
    page = desk.client.get(f"/bookings/{booking.id}", headers=HTMX).text
    assert 'value="Jubileusz, zgoda kierownika"' in page
    page = desk.send(f"/bookings/{booking.id}", version=booking.version, override_note="Zgoda kierownika").text
    assert "dlaczego mimo zasad: <del>Jubileusz, zgoda kierownika</del> → <ins>Zgoda kierownika</ins>" in page


def test_a_taken_room_is_not_to_be_had_with_any_note(desk: Desk) -> None:
    desk.made()
    rule(desk.database, Policy(longest_hours=1))
    page = desk.send(override_note="Bardzo ważne").text
    again = desk.send(accepted=tokens(page), override_note="Bardzo ważne")
    assert again.status_code == 422 and "zajęte" in beside(again.text, "hours") and len(desk.bookings()) == 1


def test_another_organisation_is_judged_anew(desk: Desk) -> None:
    booking = desk.made(organisation="")
    rule(desk.database, Policy(not_admitted=frozenset({OrganisationKind.UNKNOWN})))
    page = desk.send(f"/bookings/{booking.id}", version=booking.version)
    assert page.status_code == 422 and "Według zasad nie rezerwuje sal." in beside(page.text, "organisation")


def test_a_move_takes_a_note_too(desk: Desk) -> None:
    booking = desk.made()
    rule(desk.database, Policy(change_latest=5))
    sent = {"version": booking.version, "day": "26.11.2026", "starts": "17:00"}
    page = desk.send(f"/bookings/{booking.id}/move", ends="", organisation="", **sent)
    assert "Zmieniać termin można najpóźniej 5 dni roboczych przed nim." in page.text
    assert desk.bookings()[0].span == booking.span
    accepted = tokens(page.text)
    desk.send(f"/bookings/{booking.id}/move", ends="", accepted=accepted, **sent)
    assert desk.bookings()[0].span == booking.span
    desk.send(f"/bookings/{booking.id}/move", ends="", accepted=accepted, override_note="Choroba", **sent)
    (moved,) = desk.bookings()
    assert moved.starts_at == local("2026-11-26T17:00") and moved.override_note == "Choroba"


def test_copies_share_what_is_left_of_the_year(centre: Database, details: Make) -> None:
    number = made(centre, details("2026-11-24T10:00", "2026-11-24T12:00", organisation_id=1))
    rule(centre, Policy(hours_a_year=5))
    days = [date(2026, 11, 25), date(2026, 11, 26)]
    with centre.reading() as session:
        booking = queries.booking(session, number)
        assert booking is not None
        assert [each.is_breach for each in copying.preview(session, booking, days, counting=True)] == [False, True]
        assert [each.is_breach for each in copying.preview(session, booking, days)] == [False, False]
    with pytest.raises(NotSaved) as refused, centre.unit_of_work(SYSTEM) as session:
        copying.copy_booking(session, number, days)
    assert refused.value.problems == {"override_note": WHY}
    with centre.unit_of_work(SYSTEM) as session:
        kept = [each.override_note for each in copying.copy_booking(session, number, days, note=" Zgoda ")]
    assert kept == ["", "Zgoda"]


def test_a_series_asks_for_the_note_beside_its_days(desk: Desk) -> None:
    rule(desk.database, Policy(ask_earliest=10))
    weekly = {"rhythm": "weekly", "until": "15.12.2026", "every": "1"}
    page = desk.send(**weekly)
    assert "Rezerwować można najwcześniej 10 dni roboczych przed terminem." in page.text
    assert "Dlaczego mimo zasad" in page.text
    page = desk.send(step="save", **weekly)
    assert page.status_code == 422 and WHY in page.text and desk.bookings() == []
    assert desk.send(step="save", override_note="Kurs roczny", **weekly).status_code == 200
    assert {each.override_note for each in desk.bookings()} == {"Kurs roczny"} and len(desk.bookings()) == 4


def test_the_rules_take_the_same_number_of_queries_for_any_number_of_days(centre: Database, details: Make) -> None:
    number = made(centre, details("2026-11-24T10:00", "2026-11-24T12:00", organisation_id=1))
    rule(centre, Policy(hours_a_year=5))
    counts = []
    for count in (1, 20):
        with centre.reading() as session:
            booking = queries.booking(session, number)
            assert booking is not None
            with counted(centre) as found:
                copying.preview(session, booking, [date(2027, 1, 1 + each) for each in range(count)], counting=True)
        counts.append(len(found))
    assert counts[0] == counts[1]
