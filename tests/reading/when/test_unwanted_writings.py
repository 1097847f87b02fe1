"""What a letter tells of other days and numbers, written in many ways, is never read as wanted."""

from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from mail_ingest.reading.when import read_when
from mail_ingest.reading.words.morphology import fold
from tests.reading.when.writing import AT, MONTHS, ORDINALS

past = st.dates(min_value=date(1989, 1, 1), max_value=AT.date() - timedelta(days=400))
lately = st.dates(min_value=AT.date() - timedelta(days=60), max_value=AT.date() - timedelta(days=1))
soon = st.dates(min_value=AT.date() + timedelta(days=3), max_value=AT.date() + timedelta(days=60))
figures = st.integers(min_value=0, max_value=9)


def dated(draw: st.DrawFn, day: date, year: bool = True) -> str:
    """The day with its year, as documents write it."""
    month = MONTHS[day.month - 1]
    tail = draw(st.sampled_from((f" {day.year} r.", f" {day.year} roku", f" {day.year}"))) if year else ""
    ways = [f"{day.day} {month}{tail}", f"{ORDINALS[day.day - 1]} {month}{tail}"]
    ways += [f"{day.day:02}.{day.month:02}.{day.year} r.", f"{day.day:02}.{day.month:02}.{day.year}"] if year else []
    return draw(st.sampled_from(ways))


def digits(draw: st.DrawFn, groups: str) -> str:
    """Figures in groups: "3 3 3" becomes "602 171 819"."""
    first = str(draw(st.integers(min_value=1, max_value=9)))
    rest = "".join(str(draw(figures)) for _ in range(sum(int(size) for size in groups.split()) - 1))
    whole, parts = first + rest, []
    for size in groups.split():
        parts.append(whole[: int(size)])
        whole = whole[int(size) :]
    return " ".join(parts)


@st.composite
def told_in_passing(draw: st.DrawFn) -> str:
    old, new, ahead = draw(past), draw(lately), draw(soon)
    year = old.year
    number = draw(st.integers(min_value=1, max_value=31))
    return draw(
        st.sampled_from(
            (
                f"Stowarzyszenie działa od {dated(draw, old)}",
                f"Fundacja została założona {dated(draw, old)}",
                f"Istniejemy od {year} roku.",
                f"Powstaliśmy w {year} r.",
                f"Na podstawie ustawy z dnia {dated(draw, old)} o działalności pożytku publicznego",
                f"Ustawa z {dated(draw, old)} Prawo o stowarzyszeniach",
                f"Zgodnie z uchwałą nr {number}/{year} z dnia {dated(draw, old)}",
                f"W nawiązaniu do pisma z dnia {dated(draw, new)}",
                f"Odpowiadamy na Państwa pismo z {dated(draw, new, year=False)}.",
                f"Poprzednie spotkanie odbyło się {dated(draw, new)}",
                f"Ostatnio byliśmy u Państwa {dated(draw, new)}",
                f"Spotkaliśmy się {dated(draw, new)}",
                f"Termin składania wniosków mija {dated(draw, ahead, year=False)}.",
                f"Sprawozdanie musimy złożyć do {dated(draw, ahead, year=False)}.",
                f"Prosimy o odpowiedź do {dated(draw, ahead, year=False)}.",
                f"Nabór trwa do {dated(draw, ahead)}",
                f"Nr konta: {digits(draw, '2 4 4 4 4 4 4')}",
                f"tel. {digits(draw, '3 3 3')}",
                f"telefon {digits(draw, '2 3 2 2')}",
                f"tel. kom. +48 {digits(draw, '3 3 3')}",
                f"Mieszkam przy ul. Złotej {number}/{draw(figures) + 1}",
                f"ul. {number} Maja {draw(figures) + 1}",
                f"al. Wojska Polskiego {number}-{number + 2}",
                f"Koszt to {number}.{draw(st.sampled_from(('50', '00', '99')))} zł",
                f"opłata {number},50 zł za osobę",
                f"KRS {digits(draw, '4 3 3')}",
                f"art. {number} ust. {draw(figures) + 1}",
                f"Dz.U. z {year} r. poz. {draw(st.integers(min_value=100, max_value=2000))}",
                f"faktura nr {number}/{draw(st.integers(min_value=1, max_value=12)):02}/{year}",
                f"Będzie nas {number}-{number + 5} osób.",
                f"dla dzieci w wieku {draw(figures) + 3}-{draw(figures) + 13} lat",
            )
        )
    )


@settings(max_examples=500, deadline=None)
@given(told_in_passing(), st.sampled_from((str, fold, str.lower)))
def test_what_is_told_in_passing_gives_no_slot(text: str, change: type[str]) -> None:
    schedule = read_when(change(text), AT)
    assert schedule.slots == [], text
    assert schedule.recurrence is None
