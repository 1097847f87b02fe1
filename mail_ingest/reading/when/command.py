"""`python -m mail_ingest when --at ISO-TIME TEXT...`: what expressions of time mean, one JSON line each."""

import json
import sys
from collections.abc import Iterator
from datetime import datetime
from zoneinfo import ZoneInfo

import click

from mail_ingest.reading.when.expression import read_when
from mail_ingest.reading.when.values import Schedule

_WARSAW = ZoneInfo("Europe/Warsaw")


@click.command()
@click.option(
    "--at",
    "--ref",
    "at",
    required=True,
    metavar="ISO-TIME",
    help="Reference time, e.g. 2026-03-09T10:00 (Europe/Warsaw).",
)
@click.argument("texts", nargs=-1, required=True, metavar="TEXT...")
def when(at: str, texts: tuple[str, ...]) -> None:
    """Read expressions of time; "-" reads one a line from standard input."""
    try:
        reference = datetime.fromisoformat(at)
    except ValueError as error:
        raise click.BadParameter(f"nie jest czasem w formie ISO: {at}", param_hint="--at") from error
    if reference.tzinfo is not None:
        reference = reference.astimezone(_WARSAW).replace(tzinfo=None)
    for text in _expressions(texts):
        schedule = read_when(text, reference)
        line: dict[str, object] = {
            "text": text,
            "slots": [slot.as_json() for slot in schedule.slots],
            "choice": schedule.choice,
            "recurrence": schedule.recurrence,
            "evidence": _evidence(text, schedule),
        }
        if schedule.exclusions:
            line["exclusions"] = [day.isoformat() for day in schedule.exclusions]
        if schedule.problems:
            line["problems"] = schedule.problems
        click.echo(json.dumps(line, ensure_ascii=False))


def _evidence(text: str, schedule: Schedule) -> dict[str, str]:
    """By value, as in a reading: the verbatim stretch from the first of the words that gave it to the last."""
    places = [(text.find(piece), len(piece)) for piece in schedule.evidence]
    if not places:
        return {}
    quote = text[min(start for start, _ in places) : max(start + length for start, length in places)]
    names = [f"slots/{number}" for number in range(len(schedule.slots))]
    return dict.fromkeys([*names, *(["recurrence"] if schedule.recurrence else [])], quote)


def _expressions(texts: tuple[str, ...]) -> Iterator[str]:
    for text in texts:
        if text != "-":
            yield text
            continue
        for line in sys.stdin:
            if line.strip():
                yield line.rstrip("\r\n")
