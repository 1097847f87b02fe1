"""`python -m mail_ingest when`."""

import json

from click.testing import CliRunner, Result

from mail_ingest.__main__ import main


def run(*arguments: str, text: str = "") -> Result:
    return CliRunner().invoke(main, ["when", *arguments], input=text)


def test_one_line_of_json_an_expression() -> None:
    result = run("--at", "2026-03-09T10:00", "w czwartek o 17 na 2 godziny", "3-5 kwietnia")
    assert [json.loads(line) for line in result.output.splitlines()] == [
        {
            "text": "w czwartek o 17 na 2 godziny",
            "slots": [{"start": "2026-03-12T17:00", "end": "2026-03-12T19:00"}],
            "choice": "all",
            "recurrence": None,
            "evidence": {"slots/0": "czwartek o 17 na 2 godziny"},
        },
        {
            "text": "3-5 kwietnia",
            "slots": [{"start": "2026-04-03", "end": "2026-04-05"}],
            "choice": "all",
            "recurrence": None,
            "evidence": {"slots/0": "3-5 kwietnia"},
        },
    ]


def test_a_dash_reads_lines_from_standard_input() -> None:
    result = run("--at", "2026-03-09", "-", text="jutro\n\nw każdy wtorek\n")
    assert [json.loads(line)["recurrence"] for line in result.output.splitlines()] == [None, "FREQ=WEEKLY;BYDAY=TU"]


def test_the_reference_is_taken_to_warsaw() -> None:
    result = run("--at", "2026-03-09T23:30:00+00:00", "jutro")
    assert json.loads(result.output)["slots"] == [{"start": "2026-03-11", "end": None}]


def test_problems_are_told() -> None:
    result = run("--at", "2026-03-09T10:00", "31 kwietnia")
    assert json.loads(result.output)["problems"] == ["Nie ma takiego dnia: 31 kwietnia."]


def test_a_wrong_reference_is_one_clear_line() -> None:
    result = run("--at", "wczoraj", "jutro")
    assert result.exit_code == 2
    assert "wczoraj" in result.output and "Traceback" not in result.output
