"""The bench runs and reports; that its ratios hold is its own to say, on a machine that does nothing else."""

import pytest

from tests.bench.__main__ import report
from tests.bench.calendar import measure as measure_calendar
from tests.bench.fight import measure as measure_fight
from tests.bench.figures import Figure
from tests.bench.intake import measure as measure_intake
from tests.bench.letters import LONGEST, SHORTEST, letters
from tests.bench.reading import Sizes, measure

KEPT = Figure("a letter", "1.50 ms", 30.0, "floor", 40.0)
MISSED = Figure("a rival", "3.00 ms", 2.0, "ours", 5.0, at_least=True)


def test_the_bench_measures_all_that_it_promises() -> None:
    figures = measure(Sizes(letters=5, warm=2, rival=1, hostile=2_000))

    names = [figure.name for figure in figures]
    assert all(figure.ratio > 0 for figure in figures)
    for word in (
        "median",
        "99 %",
        "memory",
        "dateparser",
        "prose",
        "digits only",
        "on x at y",
        "nested quotes",
        "many headers",
    ):
        assert any(word in name for name in names), word


@pytest.mark.parametrize(("figures", "code"), [([KEPT], 0), ([KEPT, MISSED], 1)])
def test_a_missed_ratio_is_named_and_ends_with_an_error(
    figures: list[Figure], code: int, capsys: pytest.CaptureFixture[str]
) -> None:
    assert report(figures) == code

    printed = capsys.readouterr().out.splitlines()
    assert [line.endswith("MISSED") for line in printed[1:]] == [not figure.is_kept for figure in figures]


def test_letters_are_of_the_promised_size_and_all_different() -> None:
    made = list(letters(30))

    assert all(SHORTEST <= len(letter) <= LONGEST for letter in made)
    assert len(set(made)) == 30
    assert list(letters(30)) == made


def test_taking_in_is_measured_beside_a_bare_program() -> None:
    message, memory, arrival = measure_intake(4, already=3)

    assert message.ratio > 1
    assert memory.ratio > 0.1
    assert 0 < arrival.ratio < 10


def test_the_race_for_a_room_is_told_of_both_databases() -> None:
    figures = measure_fight(users=3, rounds=2)

    assert [figure.measured for figure in figures] == ["1 in 2", "0", "4"] * 2
    assert all(figure.is_kept for figure in figures)


def test_the_calendar_is_measured_beside_bare_views() -> None:
    figures = measure_calendar(few=300, many=600, rounds=1)

    assert all(figure.ratio > 0 for figure in figures)
    assert all(figure.is_kept for figure in figures if "queries" in figure.name)
    assert {"SQLite", "PostgreSQL"} <= {figure.name.split(",")[0] for figure in figures}
