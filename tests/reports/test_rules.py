"""What counts as right, as wrong, and as nobody's proof."""

from typing import Any

import pytest

from copapp.reports.rules import Figures, Tally, Verdict, is_settled, judge_draft, judge_sender, steps_under
from copapp.tickets.models import DraftState
from tests.tickets.conftest import request

RIGHT, WRONG, ADDED = Verdict.RIGHT, Verdict.WRONG, Verdict.ADDED
DAY = {"start": "2026-03-19", "end": None}
EVENING = {"start": "2026-03-19T17:00", "end": None}
HOURS = {"start": "2026-03-19T17:00", "end": "2026-03-19T19:00"}
LATER = {"start": "2026-03-19T18:00", "end": "2026-03-19T19:00"}
NEXT_WEEK = {"start": "2026-03-26T17:00", "end": "2026-03-26T19:00"}


def verdict(field: str, was: Any, is_now: Any, **more: Any) -> Verdict | None:
    found = judge_draft(request(**{field: was}, **more), request(**{field: is_now}, **more), {})
    return next((each.verdict for each in found if each.field == field), None)


@pytest.mark.parametrize(
    ("field", "was", "is_now", "expected"),
    [
        ("attendees", 25, 25, RIGHT),
        ("attendees", 25, 30, WRONG),
        ("attendees", 25, None, WRONG),
        ("attendees", None, 30, ADDED),
        ("attendees", None, None, None),
        ("kind", "booking", "advice", WRONG),
        ("topic", "legal", "legal", RIGHT),
        ("equipment", ["screen", "projector"], ["projector", "screen"], RIGHT),
        ("equipment", ["projector"], ["projector", "screen"], WRONG),
        ("equipment", [], ["screen"], ADDED),
        ("rooms", ["workshop_1", "lecture_hall"], ["lecture_hall", "workshop_1"], RIGHT),
        ("rooms", ["workshop"], ["workshop_2"], RIGHT),
        ("rooms", ["workshop"], ["lecture_hall"], WRONG),
        ("rooms", ["workshop_1"], ["workshop_2"], WRONG),
        ("rooms", [], ["workshop_2"], ADDED),
        ("slots", [HOURS], [HOURS], RIGHT),
        ("slots", [EVENING], [HOURS], RIGHT),
        ("slots", [DAY], [HOURS], RIGHT),
        ("slots", [HOURS], [EVENING], WRONG),
        ("slots", [HOURS], [LATER], WRONG),
        ("slots", [HOURS], [], WRONG),
        ("slots", [HOURS, NEXT_WEEK], [NEXT_WEEK, HOURS], RIGHT),
        ("slots", [HOURS, NEXT_WEEK], [HOURS], WRONG),
        ("slots", [HOURS], [HOURS, NEXT_WEEK], WRONG),
        ("slots", [{"start": "2026-03-16", "end": "2026-03-22"}], [HOURS], RIGHT),
        ("slots", [{"start": "2026-03-23", "end": "2026-03-29"}], [HOURS], WRONG),
        ("recurrence", "FREQ=WEEKLY;BYDAY=TU;UNTIL=20260630", "BYDAY=TU;FREQ=WEEKLY;INTERVAL=1;UNTIL=20260630", RIGHT),
        ("recurrence", "FREQ=WEEKLY;BYDAY=TU", "FREQ=WEEKLY;BYDAY=WE", WRONG),
        ("recurrence", "FREQ=WEEKLY;BYDAY=TU", None, WRONG),
    ],
)
def test_a_value_is_right_as_it_was_read_or_more_precise(
    field: str, was: Any, is_now: Any, expected: Verdict | None
) -> None:
    assert verdict(field, was, is_now) is expected


def test_of_alternatives_staff_may_keep_one() -> None:
    assert verdict("slots", [HOURS, NEXT_WEEK], [NEXT_WEEK], choice="any") is RIGHT
    assert verdict("slots", [HOURS, NEXT_WEEK], [LATER], choice="any") is WRONG


def test_which_times_are_wanted_is_judged_only_where_there_are_several() -> None:
    assert verdict("choice", "any", "all") is None
    assert verdict("choice", "any", "all", slots=[HOURS, NEXT_WEEK]) is WRONG


def test_what_was_read_of_a_message_without_a_request_is_its_kind() -> None:
    found = judge_draft({"kind": "other", "intent": "new"}, request(), {})

    assert {each.field: each.verdict for each in found} == {
        **{"kind": WRONG, "intent": RIGHT, "rooms": ADDED, "slots": ADDED},
        **{"attendees": ADDED, "equipment": ADDED},
    }


@pytest.mark.parametrize("notes", [{"taken_over": True}, {"picked_in": 7, "asked": {"rooms": request()["rooms"]}}])
def test_a_time_that_was_proposed_says_nothing_against_the_reading(notes: dict[str, object]) -> None:
    elsewhere = request(rooms=["open_space"], slots=[{"start": "2026-03-20T17:00", "end": "2026-03-20T19:00"}])
    found = {each.field: each for each in judge_draft({**request(), **notes}, elsewhere, {})}
    assert {each.verdict for each in found.values()} == {Verdict.RIGHT}
    assert (found["rooms"].settled, found["slots"].settled) == (request()["rooms"], request()["slots"])


def test_a_sender_is_judged_by_what_was_read_whatever_capitals_and_marks() -> None:
    was = {"organisation": "Klub „Ster”", "contact_name": None, "phone": "+48601234567", "nip": None}
    blank = dict.fromkeys(("contact_name", "nip", "krs", "regon"), "")

    found = judge_sender(was, {**blank, "organisation_name": "KLUB STER", "phone": "+48601000000"}, {"phone": "likely"})

    assert [(each.field, each.verdict, each.confidence) for each in found] == [
        ("sender/organisation_name", RIGHT, ""),
        ("sender/phone", WRONG, "likely"),
    ]


def test_a_field_is_as_sure_as_its_least_sure_value() -> None:
    said = {
        "requests/0/slots/0": "certain",
        "requests/0/slots/1": "unsure",
        "requests/0/attendees": "likely",
        "requests/1/rooms/0": "unsure",
    }

    assert steps_under("requests/0/", said) == {"slots": "unsure", "attendees": "likely"}


def test_a_draft_counts_once_somebody_answered_it_or_mended_it_before_its_ticket_was_closed() -> None:
    untouched = judge_draft(request(), request(), {})
    mended = judge_draft(request(), request(attendees=30), {})

    assert is_settled(DraftState.ACCEPTED, False, untouched)
    assert is_settled(DraftState.REFUSED, False, untouched)
    assert is_settled(DraftState.OPEN, True, mended)
    assert not is_settled(DraftState.OPEN, True, untouched)
    assert not is_settled(DraftState.OPEN, False, mended)


def test_the_share_is_of_values_read_and_a_hundred_means_all() -> None:
    figures = Figures()
    figures.add(judge_draft(request(topic=None), request(attendees=1, topic="legal"), {"attendees": "certain"}))

    assert figures.fields["attendees"] == Tally(right=0, read=1)
    assert figures.fields["topic"] == Tally(added=1)
    assert figures.steps["certain"] == Tally(right=0, read=1)
    assert figures.whole == Tally(right=5, read=6, added=1)
    assert Tally(999, 1000).percent == 99
    assert Tally().percent is None
