"""A day, hours or a repetition written in many ways is read back as what it was."""

from datetime import date, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from mail_ingest.reading.when import Slot, read_when
from mail_ingest.reading.words.morphology import fold

AT = datetime(2026, 3, 9, 10, 0)
MONTHS = (
    "stycznia", "lutego", "marca", "kwietnia", "maja", "czerwca", "lipca", "sierpnia", "września", "października",
    "listopada", "grudnia",
)  # fmt: skip
ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")
SHORT = ("sty", "lut", "mar", "kwi", "maj", "cze", "lip", "sie", "wrz", "paź", "lis", "gru")
ORDINALS = (
    "pierwszego", "drugiego", "trzeciego", "czwartego", "piątego", "szóstego", "siódmego", "ósmego", "dziewiątego",
    "dziesiątego", "jedenastego", "dwunastego", "trzynastego", "czternastego", "piętnastego", "szesnastego",
    "siedemnastego", "osiemnastego", "dziewiętnastego", "dwudziestego", "dwudziestego pierwszego",
    "dwudziestego drugiego", "dwudziestego trzeciego", "dwudziestego czwartego", "dwudziestego piątego",
    "dwudziestego szóstego", "dwudziestego siódmego", "dwudziestego ósmego", "dwudziestego dziewiątego",
    "trzydziestego", "trzydziestego pierwszego",
)  # fmt: skip
HOURS_OF = (
    "", "pierwszej", "drugiej", "trzeciej", "czwartej", "piątej", "szóstej", "siódmej", "ósmej", "dziewiątej",
    "dziesiątej", "jedenastej", "dwunastej", "trzynastej", "czternastej", "piętnastej", "szesnastej", "siedemnastej",
    "osiemnastej", "dziewiętnastej", "dwudziestej", "dwudziestej pierwszej", "dwudziestej drugiej",
)  # fmt: skip
WEEKDAYS = ("poniedziałek", "wtorek", "środa", "czwartek", "piątek", "sobota", "niedziela")
IN_WEEKDAY = ("w poniedziałek", "we wtorek", "w środę", "w czwartek", "w piątek", "w sobotę", "w niedzielę")
ON_WEEKDAYS = ("w poniedziałki", "we wtorki", "w środy", "w czwartki", "w piątki", "w soboty")
EVERY = (
    "w każdy poniedziałek",
    "w każdy wtorek",
    "w każdą środę",
    "w każdy czwartek",
    "w każdy piątek",
    "w każdą sobotę",
)
CODES = ("MO", "TU", "WE", "TH", "FR", "SA")

days = st.dates(min_value=AT.date() + timedelta(days=1), max_value=AT.date() + timedelta(days=360))
starts = st.integers(min_value=7 * 4, max_value=20 * 4).map(lambda quarters: quarters * 15)
lengths = st.sampled_from((45, 60, 90, 120, 180))


@st.composite
def written_days(draw: st.DrawFn, day: date) -> str:
    """One of the ways to write this day."""
    number, month = day.day, MONTHS[day.month - 1]
    year = draw(st.sampled_from(("", f" {day.year}", f" {day.year} r.", f" {day.year} roku")))
    core = draw(
        st.sampled_from(
            (
                f"{number} {month}{year}",
                f"{number}. {month}{year}",
                f"{number:02}.{day.month:02}.{day.year}",
                f"{number}.{day.month:02}.{day.year} r.",
                f"{number:02}/{day.month:02}/{day.year % 100:02}",
                f"{number} {ROMAN[day.month - 1]} {day.year}",
                f"{number} {SHORT[day.month - 1]}. {day.year}",
                f"{ORDINALS[number - 1]} {month}{year}",
                f"{day.isoformat()}",
                f"{number}-go {month}{year}",
            )
        )
    )
    named = draw(
        st.sampled_from(
            (
                "{}", "dnia {}", "w dniu {}", IN_WEEKDAY[day.weekday()] + " {}", WEEKDAYS[day.weekday()] + ", {}",
                "{} (" + WEEKDAYS[day.weekday()] + ")", IN_WEEKDAY[day.weekday()] + ", tj. {}",
            )
        )
    )  # fmt: skip
    return str(named).format(core)


@st.composite
def written_hours(draw: st.DrawFn, start: int, end: int) -> str:
    """One of the ways to write these hours."""
    (h1, m1), (h2, m2) = divmod(start, 60), divmod(end, 60)
    one, two = f"{h1}:{m1:02}", f"{h2}:{m2:02}"
    dotted = f"{h1}.{m1:02}", f"{h2}.{m2:02}"
    ways = [
        f"{one}-{two}", f"{one} – {two}", f"od {one} do {two}", f"w godz. {dotted[0]}-{dotted[1]}",
        f"w godzinach {dotted[0]}–{dotted[1]}", f"godz. {one} - {two}", f"od godz. {dotted[0]} do godz. {dotted[1]}",
        f"między {one} a {two}", f"w godzinach od {one} do {two}",
    ]  # fmt: skip
    if m1 == 0 and m2 == 0:
        ways += [f"{h1}-{h2}", f"od {h1} do {h2}", f"w godz. {h1}-{h2}", f"od {h1}-ej do {h2}-ej"]
        ways += [f"od {HOURS_OF[h1]} do {HOURS_OF[h2]}"] if h2 < len(HOURS_OF) else []
    return draw(st.sampled_from(ways))


def noisy(draw: st.DrawFn, text: str) -> str:
    """The text as some would type it: without diacritics, in capitals, with a greeting."""
    change = draw(st.sampled_from((str, fold, str.upper, str.capitalize)))
    before = draw(st.sampled_from(("", "Prosimy o salę ", "Dzień dobry, poprosimy o rezerwację sali ")))
    after = draw(st.sampled_from(("", ".", " na spotkanie zarządu", ", 25 osób", " dla 12 osób.")))
    return change(before + text + after)


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
