"""The many ways in which a day, its hours and what comes back are written: strategies for the tests of this folder."""

from datetime import date, datetime, timedelta

from hypothesis import strategies as st

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


def clock(draw: st.DrawFn, minutes: int) -> str:
    """One of the ways to write an hour by itself, without "o"."""
    hour, minute = divmod(minutes, 60)
    ways = [f"{hour}:{minute:02}", f"{hour}.{minute:02}", f"godz. {hour}.{minute:02}", f"godz.{hour}:{minute:02}"]
    if minute == 0:
        ways += [f"godz. {hour}", f"godziny {hour}"]
    return draw(st.sampled_from(ways))


NTHS = ("pierwszy", "drugi", "trzeci", "czwarty", "ostatni", "przedostatni")
_FEMININE = ("pierwszą", "drugą", "trzecią", "czwartą", "ostatnią", "przedostatnią")
NTH_NUMBERS = (1, 2, 3, 4, -1, -2)


def nth_weekday_words(which: int, weekday: int) -> str:
    """ "pierwszy poniedziałek", "drugą środę": index of NTHS, weekday from Monday = 0, in the accusative."""
    named = IN_WEEKDAY[weekday].split()[1]
    return f"{_FEMININE[which] if weekday in (2, 5, 6) else NTHS[which]} {named}"
