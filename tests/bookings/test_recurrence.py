"""Rules of repetition: their days, their Polish, and what becomes of days when a rule changes."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from copapp.bookings import recurrence, repeating
from copapp.bookings.recurrence import DAYS, NoRule, Recurrence
from copapp.bookings.repeating import RepeatForm
from copapp.feasts import feast

TUESDAY = date(2027, 1, 19)
NOWHERE = date(2030, 1, 1)


def days(rule: str, first: date = TUESDAY, horizon: date = NOWHERE, skip_feasts: bool = False) -> list[str]:
    return [f"{day:%d.%m}" for day in recurrence.days(Recurrence(rule, skip_feasts), first, horizon)]


def test_every_tuesday_until_a_day_but_not_on_feasts() -> None:
    rule = "FREQ=WEEKLY;BYDAY=MO;UNTIL=20270412"
    assert days(rule, date(2027, 3, 22)) == ["22.03", "29.03", "05.04", "12.04"]
    assert days(rule, date(2027, 3, 22), skip_feasts=True) == ["22.03", "05.04", "12.04"]  # Easter Monday


def test_the_first_thursday_of_a_month_not_in_july_and_august() -> None:
    rule = "FREQ=MONTHLY;BYMONTH=1,2,3,4,5,6,9,10,11,12;BYDAY=1TH"
    assert days(rule, date(2027, 6, 3), date(2027, 10, 31)) == ["03.06", "02.09", "07.10"]


@pytest.mark.parametrize("rule", ["", "FREQ=HOURLY", "FREQ=WEEKLY;BYDAY=XX", "FREQ=WEEKLY;INTERVAL=x", "co wtorek"])
def test_what_is_no_rule(rule: str) -> None:
    with pytest.raises(NoRule):
        recurrence.days(Recurrence(rule), TUESDAY, NOWHERE)


@pytest.mark.parametrize(
    ("rule", "skip_feasts", "said"),
    [
        ("FREQ=WEEKLY;BYDAY=TU;UNTIL=20270630", True, "co tydzień we wtorki, do 30 czerwca 2027, nie w święta"),
        (
            "FREQ=MONTHLY;BYMONTH=1,2,3,4,5,6,9,10,11,12;BYDAY=1TH",
            False,
            "w każdy pierwszy czwartek miesiąca, nie w lipcu i sierpniu",
        ),
        ("FREQ=WEEKLY;BYDAY=MO,WE,FR", False, "co tydzień w poniedziałki, w środy i w piątki"),
        ("FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR;COUNT=5", False, "od poniedziałku do piątku, 5 razy"),
        ("FREQ=WEEKLY;INTERVAL=5;BYDAY=SU", False, "co 5 tygodni w niedziele"),
        ("FREQ=DAILY;BYMONTH=5,9", False, "codziennie, tylko w maju i we wrześniu"),
        ("FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=1", False, "w każdy pierwszy dzień roboczy miesiąca"),
        ("FREQ=MONTHLY;BYDAY=2WE,4WE", False, "w każdą drugą środę i czwartą środę miesiąca"),
        ("FREQ=MONTHLY;INTERVAL=2;BYMONTHDAY=15", False, "15. dnia miesiąca, co 2 miesiące"),
        ("FREQ=MONTHLY;BYMONTHDAY=-1", False, "ostatniego dnia miesiąca"),
        ("FREQ=YEARLY;INTERVAL=2", False, "co 2 lata"),
    ],
)
def test_a_rule_in_polish(rule: str, skip_feasts: bool, said: str) -> None:
    assert str(Recurrence(rule, skip_feasts)) == said


forms = st.builds(
    RepeatForm,
    rhythm=st.sampled_from(sorted(repeating.RHYTHMS)),
    every=st.integers(1, 5).map(str),
    weekdays=st.sets(st.integers(0, 6), max_size=3).map(lambda chosen: tuple(map(str, sorted(chosen)))),
    nth=st.sampled_from(sorted(repeating.NTH)),
    until=st.sampled_from(["", "30.06.2028", "2027-12-24"]),
    skip_feasts=st.sampled_from(["", "1"]),
    skip_months=st.sets(st.integers(1, 12), max_size=6).map(lambda months: tuple(map(str, sorted(months)))),
)
firsts = st.dates(date(2026, 1, 1), date(2027, 12, 24))


@given(forms, firsts)
def test_the_form_shows_what_it_wrote(form: RepeatForm, first: date) -> None:
    found, problems = repeating.read(form, first)
    assert found is not None and not problems
    shown = repeating.written(found, first)
    assert shown.rhythm == form.rhythm
    assert repeating.read(shown, first) == (found, {})


@settings(deadline=None)  # the feasts of a year are counted once
@given(forms, firsts)
def test_the_words_say_what_the_days_keep(form: RepeatForm, first: date) -> None:
    found, _ = repeating.read(form, first)
    assert found is not None
    said, made = str(found), recurrence.days(found, first, first + timedelta(days=500))
    assert ("nie w święta" in said) == bool(form.skip_feasts)
    assert not (form.skip_feasts and any(map(feast, made)))
    left_out = {int(month) for month in form.skip_months}
    assert not left_out & {day.month for day in made}
    if left_out:
        assert ("tylko" if len(left_out) > 6 else "nie ") in said
    named = {int(day) for day in form.weekdays} or {first.weekday()}
    if form.rhythm in ("weekly", "monthly"):
        assert {day.weekday() for day in made} <= named
    assert made == sorted(set(made)) and all(day >= first for day in made)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"every": "x"}, "every"),
        ({"every": "99"}, "every"),
        ({"times": "0"}, "times"),
        ({"until": "jutro"}, "until"),
        ({"until": "18.01.2027"}, "until"),
        ({"until": "30.06.2027", "times": "5"}, "times"),
        ({"rhythm": "zawsze"}, "rhythm"),
        ({"rhythm": "other", "rule": "UNTIL=1"}, "rhythm"),
        ({"skip_months": tuple(map(str, range(1, 13)))}, "skip_months"),
    ],
)
def test_each_field_says_what_is_wrong_with_it(changes: dict[str, str], field: str) -> None:
    found, problems = repeating.read(RepeatForm(**{"rhythm": "weekly", **changes}), TUESDAY)  # type: ignore[arg-type]  # as the test gives
    assert found is None and list(problems) == [field]


def test_a_rule_that_the_fields_can_not_say_stays_with_another_end() -> None:
    shown = repeating.written(Recurrence("FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=1;COUNT=3"), TUESDAY)
    assert shown.rhythm == repeating.OTHER
    other_end = RepeatForm(rhythm="other", rule=shown.rule, until="30.06.2027")
    found, _ = repeating.read(other_end, TUESDAY)
    assert found is not None and found.rule == "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=1;UNTIL=20270630"


@pytest.mark.parametrize("text", ["29.01.2027", "31.01.2027"])
def test_the_fifth_of_a_weekday_is_the_last(text: str) -> None:
    day = date(2027, 1, int(text[:2]))
    found, _ = repeating.read(RepeatForm(rhythm="monthly"), day)
    assert found is not None and found.rule == f"FREQ=MONTHLY;BYDAY=-1{DAYS[day.weekday()]}"


day_sets = st.sets(st.dates(date(2027, 1, 1), date(2027, 3, 31)), max_size=30)


@given(day_sets, day_sets, st.sampled_from(["FREQ=WEEKLY", "FREQ=MONTHLY"]))
def test_days_are_paired_once_and_within_their_week_or_month(old: set[date], new: set[date], rule: str) -> None:
    pairs = recurrence.pair(old, new, rule)
    assert set(pairs) <= old and set(pairs.values()) <= new
    assert len(set(pairs.values())) == len(pairs)
    assert all(pairs[day] == day for day in old & new)
    for before, after in pairs.items():
        same_week = before.isocalendar()[:2] == after.isocalendar()[:2]
        assert same_week if rule == "FREQ=WEEKLY" else before.month == after.month


@given(st.sets(st.integers(0, 6), min_size=1), st.integers(-10, 10), st.integers(1, 4))
def test_a_shifted_weekly_rule_gives_the_days_shifted(weekdays: set[int], by: int, weeks: int) -> None:
    monday = date(2027, 1, 4)
    first = monday + timedelta(days=min(weekdays))
    rule = f"FREQ=WEEKLY;INTERVAL={weeks};BYDAY={','.join(DAYS[day] for day in sorted(weekdays))};COUNT=1"
    moved = recurrence.shifted(rule, timedelta(days=by))
    assert moved is not None
    (only,) = recurrence.days(Recurrence(moved), first + timedelta(days=by), NOWHERE)
    assert only == first + timedelta(days=by)
