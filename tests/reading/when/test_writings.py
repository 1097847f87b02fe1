"""A day, hours or a repetition written in many ways is read back as what it was."""

from calendar import monthcalendar
from datetime import date, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from mail_ingest.reading.when import Slot, read_when
from tests.reading.when.writing import (
    AT,
    CODES,
    EVERY,
    IN_WEEKDAY,
    MONTHS,
    NTH_NUMBERS,
    ON_WEEKDAYS,
    ORDINALS,
    clock,
    days,
    lengths,
    noisy,
    nth_weekday_words,
    starts,
    written_days,
    written_hours,
)


@st.composite
def day_with_hours(draw: st.DrawFn) -> tuple[str, Slot]:
    day, start, length = draw(days), draw(starts), draw(lengths)
    end = min(start + length, 22 * 60)
    date_words, hour_words = draw(written_days(day)), draw(written_hours(start, end))
    order = draw(st.sampled_from(("{d} {h}", "{d}, {h}", "{d} {h}", "{h}, {d}")))
    midnight = datetime(day.year, day.month, day.day)
    slot = Slot(midnight + timedelta(minutes=start), midnight + timedelta(minutes=end))
    return noisy(draw, order.format(d=date_words, h=hour_words)), slot


@settings(max_examples=400, deadline=None)
@given(day_with_hours())
def test_a_day_with_hours_is_read_back(case: tuple[str, Slot]) -> None:
    text, slot = case
    schedule = read_when(text, AT)
    assert schedule.slots == [slot], text
    assert schedule.recurrence is None and schedule.problems == []


@st.composite
def several_days(draw: st.DrawFn) -> tuple[str, set[date]]:
    month = draw(st.integers(min_value=4, max_value=12))
    numbers = sorted(draw(st.sets(st.integers(min_value=1, max_value=28), min_size=2, max_size=5)))
    listed = (
        ", ".join(str(number) for number in numbers[:-1]) + draw(st.sampled_from((" i ", " oraz "))) + str(numbers[-1])
    )
    text = f"{draw(st.sampled_from(('', 'w dniach ', 'w terminach: ')))}{listed} {MONTHS[month - 1]}"
    return noisy(draw, text), {date(2026, month, number) for number in numbers}


@settings(max_examples=150, deadline=None)
@given(several_days())
def test_a_list_of_days_is_read_back(case: tuple[str, set[date]]) -> None:
    text, wanted = case
    schedule = read_when(text, AT)
    assert {slot.start for slot in schedule.slots} == wanted, text
    assert schedule.choice == "all"


@st.composite
def repetition(draw: st.DrawFn) -> tuple[str, str]:
    weekday = draw(st.integers(min_value=0, max_value=5))
    ways, rule = draw(
        st.sampled_from(
            (
                ((EVERY[weekday], ON_WEEKDAYS[weekday], f"co tydzień {IN_WEEKDAY[weekday]}"), "FREQ=WEEKLY"),
                (
                    (f"co dwa tygodnie {ON_WEEKDAYS[weekday]}", f"co 2 tygodnie {IN_WEEKDAY[weekday]}"),
                    "FREQ=WEEKLY;INTERVAL=2",
                ),
            )
        )
    )
    hours = draw(written_hours(17 * 60, 19 * 60))
    bound, tail = draw(
        st.sampled_from(
            (
                ("", ""), ("do końca czerwca", ";UNTIL=20260630"), ("do 30 czerwca", ";UNTIL=20260630"),
                ("do 30.06.2026 r.", ";UNTIL=20260630"), ("osiem spotkań", ";COUNT=8"), ("łącznie 8 zajęć", ";COUNT=8"),
            )
        )
    )  # fmt: skip
    pieces = [str(draw(st.sampled_from(ways))), hours] + ([bound] if bound else [])
    return ", ".join(draw(st.permutations(pieces))), f"{rule};BYDAY={CODES[weekday]}{tail}"


@settings(max_examples=200, deadline=None)
@given(repetition())
def test_a_repetition_is_read_back(case: tuple[str, str]) -> None:
    text, rule = case
    schedule = read_when(text, AT)
    assert schedule.recurrence == rule, text
    first = schedule.slots[0].start
    assert (
        isinstance(first, datetime) and first.hour == 17 and AT.date() < first.date() <= AT.date() + timedelta(days=7)
    )


@settings(max_examples=200, deadline=None)
@given(
    day_with_hours(),
    st.sampled_from(
        ("Statut uchwalono 12 maja 2009 r.", "Odpowiedź prosimy przesłać do 1 kwietnia.", "tel. 602 171 819")
    ),
)
def test_what_is_told_beside_changes_nothing(case: tuple[str, Slot], beside: str) -> None:
    text, slot = case
    assert read_when(f"{text}\n\n{beside}", AT).slots == [slot]


@st.composite
def stretch(draw: st.DrawFn) -> tuple[str, Slot]:
    """From an hour of one day to an hour of a later one."""
    first = draw(days)
    last = first + timedelta(days=draw(st.integers(min_value=1, max_value=5)))
    start, end = draw(st.sampled_from((8, 15, 17))) * 60, draw(st.sampled_from((10, 12, 14))) * 60 + 30
    d1, d2 = f"{first.day} {MONTHS[first.month - 1]} {first.year}", f"{last.day} {MONTHS[last.month - 1]} {last.year}"
    if draw(st.booleans()):
        d1, d2 = f"{first.day}.{first.month:02}.{first.year}", f"{last.day}.{last.month:02}.{last.year}"
    h1, h2 = clock(draw, start), clock(draw, end)
    text = draw(
        st.sampled_from(
            (
                f"od {d1} {h1} do {d2} {h2}", f"od {h1} {d1} do {h2} {d2}", f"{d1} {h1} - {d2} {h2}",
                f"od {d1}, {h1}, do {d2}, {h2}", f"od {d1} ({h1}) do {d2} ({h2})", f"od {d1} od {h1} do {d2} do {h2}",
                f"początek {d1} o {h1}, koniec {d2} o {h2}",
            )
        )
    )  # fmt: skip
    day = datetime(first.year, first.month, first.day)
    other = datetime(last.year, last.month, last.day)
    return noisy(draw, text), Slot(day + timedelta(minutes=start), other + timedelta(minutes=end))


@settings(max_examples=250, deadline=None)
@given(stretch())
def test_a_stretch_across_days_is_read_back(case: tuple[str, Slot]) -> None:
    text, slot = case
    assert read_when(text, AT).slots == [slot], text


@st.composite
def range_of_days(draw: st.DrawFn) -> tuple[str, Slot]:
    first = draw(days)
    last = first + timedelta(days=draw(st.integers(min_value=1, max_value=20)))
    m1, m2 = MONTHS[first.month - 1], MONTHS[last.month - 1]
    year = draw(st.sampled_from((f" {last.year}", f" {last.year} r.")))
    ways = [
        f"od {first.day} {m1} do {last.day} {m2}{year}", f"{first.day} {m1} - {last.day} {m2}{year}",
        f"od {first.day}.{first.month:02} do {last.day}.{last.month:02}.{last.year}",
        f"zaczniemy {first.day} {m1} {first.year}, skończymy {last.day} {m2}{year}",
        f"między {first.day} {m1} a {last.day} {m2}{year}",
    ]  # fmt: skip
    if first.month == last.month:
        ways += [
            f"{first.day}-{last.day} {m2}{year}", f"w dniach {first.day}–{last.day}.{last.month:02}.{last.year}",
            f"od {first.day} do {last.day} {m2}{year}", f"od {ORDINALS[first.day - 1]} do {last.day} {m2}{year}",
        ]  # fmt: skip
    return noisy(draw, draw(st.sampled_from(ways))), Slot(first, last)


@settings(max_examples=250, deadline=None)
@given(range_of_days())
def test_a_range_of_days_is_read_back(case: tuple[str, Slot]) -> None:
    text, slot = case
    assert read_when(text, AT).slots == [slot], text


@settings(max_examples=150, deadline=None)
@given(st.integers(0, 5), st.integers(0, 6), st.integers(4, 12), st.booleans(), st.data())
def test_a_counted_weekday_of_a_month_is_read_back(
    which: int, weekday: int, month: int, named: bool, data: st.DataObject
) -> None:
    count = NTH_NUMBERS[which]
    listed = [day for week in monthcalendar(2026, month) if (day := week[weekday])]
    day = date(2026, month, listed[count - 1 if count > 0 else count])
    tail = MONTHS[month - 1] if named else f"{MONTHS[month - 1]} 2026 r."
    text = noisy(data.draw, f"w {nth_weekday_words(which, weekday)} {tail}")
    assert [slot.start for slot in read_when(text, AT).slots] == [day], text


@settings(max_examples=150, deadline=None)
@given(st.integers(0, 4), st.integers(0, 6), st.data())
def test_a_monthly_repetition_is_read_back(which: int, weekday: int, data: st.DataObject) -> None:
    words = nth_weekday_words(which, weekday)
    bound, tail = data.draw(
        st.sampled_from((("", ""), (" do końca roku", ";UNTIL=20261231"), (" do 30 listopada 2026", ";UNTIL=20261130")))
    )
    way = data.draw(
        st.sampled_from(("w {} każdego miesiąca", "raz w miesiącu, w {}", "co miesiąc w {}", "co miesiąc, w {}"))
    )
    text = way.format(words) + data.draw(st.sampled_from(("", ", 17-19", " od 17:00 do 19:00"))) + bound
    code = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")[weekday]
    assert read_when(noisy(data.draw, text), AT).recurrence == f"FREQ=MONTHLY;BYDAY={NTH_NUMBERS[which]}{code}{tail}"


@settings(max_examples=150, deadline=None)
@given(st.integers(0, 5), st.integers(2, 12), days, st.data())
def test_a_bounded_series_is_read_back(weekday: int, count: int, begins: date, data: st.DataObject) -> None:
    begins += timedelta(days=(weekday - begins.weekday()) % 7)
    since = f"{begins.day} {MONTHS[begins.month - 1]} {begins.year}"
    way = data.draw(
        st.sampled_from(
            (
                f"{ON_WEEKDAYS[weekday]} od {since}, {count} spotkań", f"{EVERY[weekday]}, start {since}, {count} razy",
                f"{EVERY[weekday]}, począwszy od {since}, łącznie {count} zajęć",
                f"co tydzień {IN_WEEKDAY[weekday]} przez {count} tygodni od {since}",
            )
        )
    )  # fmt: skip
    schedule = read_when(noisy(data.draw, way), AT)
    assert schedule.recurrence == f"FREQ=WEEKLY;BYDAY={CODES[weekday]};COUNT={count}", way
    assert [slot.start for slot in schedule.slots] == [begins]


@settings(max_examples=100, deadline=None)
@given(st.integers(0, 4), st.integers(4, 12), st.data())
def test_a_bounded_series_with_a_day_left_out_is_its_days(weekday: int, month: int, data: st.DataObject) -> None:
    listed = [date(2026, month, day) for week in monthcalendar(2026, month) if (day := week[weekday])]
    out = data.draw(st.sampled_from(listed))
    left_out = f"{out.day} {MONTHS[month - 1]}"
    way = data.draw(
        st.sampled_from((f"oprócz {left_out}", f"z wyjątkiem {left_out}", f"bez {left_out}", f"ale nie {left_out}"))
    )
    text = f"{EVERY[weekday]} {MONTHS[month - 1]}, {way}"
    schedule = read_when(noisy(data.draw, text), AT)
    assert [slot.start for slot in schedule.slots] == [day for day in listed if day != out], text
    assert schedule.recurrence is None
