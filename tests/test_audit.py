"""The audit trail: written by the session, with before and after, in the transaction of the change."""

import pytest
from sqlmodel import col, select

from copapp import clock
from copapp.audit import SYSTEM, Author, history, insert_audited, insert_rows
from copapp.db import Database
from copapp.organisations.models import Organisation, Person
from copapp.tickets.models import Draft, Ticket

EWA = Author("Ewa Kos")


def make(database: Database) -> int:
    with database.unit_of_work(SYSTEM) as session:
        organisation = Organisation(name="Klub Piechur")
        session.add(organisation)
        session.flush()
        assert organisation.id is not None
        return organisation.id


def test_a_change_keeps_its_author_with_before_and_after(database: Database) -> None:
    number = make(database)
    with database.unit_of_work(EWA) as session:
        session.get_one(Organisation, number).name = "Klub Turystyczny Piechur"
    with database.reading() as session:
        created, changed = history(session, "organisation", number)
    assert (created.author, created.action) == ("Program", "created")
    assert (changed.author, changed.action) == ("Ewa Kos", "changed")
    assert (changed.before, changed.after) == ({"name": "Klub Piechur"}, {"name": "Klub Turystyczny Piechur"})


def test_changes_of_one_unit_of_work_belong_together(database: Database) -> None:
    number = make(database)
    with database.unit_of_work(EWA) as session:
        session.get_one(Organisation, number).note = "stały gość"
        session.add(Person(organisation_id=number, name="Jan Lis", email="jan@lis.example"))
    with database.reading() as session:
        _, *rest = history(session, "organisation", number)
    assert len(rest) == 2
    assert len({entry.unit for entry in rest}) == 1


def test_a_deleted_row_leaves_what_it_was(database: Database) -> None:
    number = make(database)
    with database.unit_of_work(EWA) as session:
        session.delete(session.get_one(Organisation, number))
    with database.reading() as session:
        last = history(session, "organisation", number)[-1]
    assert last.action == "deleted"
    assert last.before["name"] == "Klub Piechur"


def test_a_change_that_failed_leaves_no_trail(database: Database) -> None:
    number = make(database)
    with pytest.raises(RuntimeError), database.unit_of_work(EWA) as session:
        session.get_one(Organisation, number).name = "Inny"
        session.flush()
        raise RuntimeError
    with database.reading() as session:
        assert len(history(session, "organisation", number)) == 1
        assert session.get_one(Organisation, number).name == "Klub Piechur"


def test_a_row_that_was_touched_but_not_changed_leaves_no_trail(database: Database) -> None:
    number = make(database)
    with database.unit_of_work(EWA) as session:
        organisation = session.get_one(Organisation, number)
        organisation.name = str(organisation.name)
    with database.reading() as session:
        assert len(history(session, "organisation", number)) == 1


def test_rows_without_objects_have_the_same_trail_and_the_same_values(database: Database) -> None:
    row = {"ticket_id": 1, "kind": "booking", "slots": [{"start": "2026-03-09"}], "attendees": 7}
    with database.unit_of_work(EWA) as session:
        session.add(Ticket(last_message_at=clock.now()))
        session.flush()
        session.add(Draft(position=1, **row))
        first, second = insert_audited(session, Draft, [{**row, "position": 1}, {**row, "position": 2}])

    with database.reading() as session:
        by_flush, one, two = history(session, "ticket", 1)[1:]
        drafts = session.exec(select(Draft).order_by(col(Draft.id))).all()
    assert (one.author, one.action, one.entity, one.after) == (EWA.name, "created", "draft", by_flush.after)
    assert [by_flush.entity_id + 1, by_flush.entity_id + 2] == [one.entity_id, two.entity_id] == [first, second]
    assert two.after == {**one.after, "position": 2}
    assert len({entry.unit for entry in (by_flush, one, two)}) == 1
    values = [draft.model_dump(exclude={"id"}) for draft in drafts]
    assert values[0] == values[1] == {**values[2], "position": 1}


def test_no_audited_row_goes_in_without_its_trail(database: Database) -> None:
    with pytest.raises(AssertionError), database.unit_of_work(EWA) as session:
        insert_rows(session, Organisation, [{"name": "Klub Piechur"}])
