"""Rules of repetition: their times, and their words."""

import pytest

from copapp import clock
from copapp.tickets import recurrence

THURSDAY = {"start": "2026-03-19T17:00", "end": "2026-03-19T19:00"}


def starts(rule: str) -> list[str]:
    found = recurrence.occurrences(THURSDAY, rule, 6)
    assert found is not None
    return [f"{clock.to_local(start):%m-%d %H:%M}" for start, _ in found]


def test_local_hours_stay_through_the_change_of_the_clock() -> None:
    assert starts("FREQ=WEEKLY;BYDAY=TH;UNTIL=20260402") == ["03-19 17:00", "03-26 17:00", "04-02 17:00"]


def test_a_rule_without_an_end_is_carried_out_for_half_a_year() -> None:
    assert starts("FREQ=MONTHLY;BYDAY=3TH")[-1] == "09-17 17:00"


def test_the_first_time_counts_even_if_the_rule_leaves_it_out() -> None:
    assert starts("FREQ=WEEKLY;BYDAY=MO;COUNT=2")[:2] == ["03-19 17:00", "03-23 17:00"]


@pytest.mark.parametrize("rule", ["", "FREQ=", "FREQ=SECONDLY", "FREQ=WEEKLY;BYDAY=XX", "UNTIL=20260402"])
def test_what_is_no_rule_gives_no_times(rule: str) -> None:
    assert recurrence.occurrences(THURSDAY, rule, 6) is None


def test_no_rule_makes_endless_bookings() -> None:
    assert len(starts("FREQ=DAILY;COUNT=100000")) == 200


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        ("FREQ=WEEKLY;BYDAY=TU;UNTIL=20260630", "co tydzień we wtorki, do 30 czerwca 2026"),
        ("FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,WE", "co dwa tygodnie w poniedziałki i w środy"),
        ("FREQ=MONTHLY;BYDAY=1TH", "w każdy pierwszy czwartek miesiąca"),
        ("FREQ=MONTHLY;BYDAY=2MO;COUNT=3", "w każdy drugi poniedziałek miesiąca, 3 razy"),
        ("FREQ=MONTHLY;BYDAY=-1WE", "w każdą ostatnią środę miesiąca"),
        ("FREQ=MONTHLY;BYDAY=3SA", "w każdą trzecią sobotę miesiąca"),
        ("FREQ=MONTHLY;BYMONTHDAY=15", "15. dnia każdego miesiąca"),
        ("FREQ=DAILY;INTERVAL=3", "co 3 dni"),
    ],
)
def test_a_rule_in_polish(rule: str, said: str) -> None:
    assert recurrence.words(rule) == said


@pytest.mark.parametrize("rhythm", ["weekly", "fortnightly", "monthly"])
def test_the_form_writes_what_it_shows(rhythm: str) -> None:
    rule = recurrence.written(THURSDAY, rhythm, "2026-06-30")

    assert recurrence.rhythm_of(rule) == rhythm
    assert rule is not None and recurrence.until_of(rule) == "2026-06-30"
