"""The figures of the reading on letters with a known right reading: our own, and the shared corpus if it is there."""

import importlib.util
import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from types import ModuleType

import pytest

from mail_ingest.message import Message, parse_message
from mail_ingest.reading.reading import read_message

CASES = Path(__file__).parent / "cases"
SHARED = Path(__file__).parents[3] / "shared" / "corpus"
REQUEST_FIELDS = ("intent", "rooms", "slots", "previous", "attendees", "equipment", "topic")
FLOORS = {"perfect draft": 0.95, "kinds": 0.97, "disposition": 1.0, "language": 1.0, "evidence verbatim": 1.0} | {
    field: 0.97 for field in REQUEST_FIELDS
}
CASE_FLOOR = 0.9
"""Of our own letters: some are harder than what comes by mail, and a few are kept although they are misread."""


def readings(folder: Path) -> dict[str, dict[str, object]]:
    return {
        path.name: read_message(parse_message(path.read_bytes())).as_json(path.name)
        for path in sorted(folder.glob("*.eml"))
    }


@pytest.fixture(scope="module")
def scorer() -> ModuleType:
    path = SHARED / "score.py"
    if not path.exists():
        pytest.skip(f"the shared corpus is not at {SHARED}")
    spec = importlib.util.spec_from_file_location("corpus_score", path)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_shared_corpus_is_read_as_well_as_promised(scorer: ModuleType) -> None:
    right, total, _, unanswered = scorer.score(SHARED / "dev", readings(SHARED / "dev"))
    assert unanswered == []
    low = {field: right[field] / total[field] for field, floor in FLOORS.items() if right[field] < floor * total[field]}
    assert low == {}


def test_values_marked_certain_are_right(scorer: ModuleType) -> None:
    certain = right = 0
    for name, reading in readings(SHARED / "dev").items():
        gold = json.loads((SHARED / "dev" / name).with_suffix(".json").read_text(encoding="utf-8"))
        for key, confidence in json.loads(json.dumps(reading["confidence"])).items():
            if confidence == "certain" and key.startswith("requests/"):
                certain += 1
                right += agrees(key, json.loads(json.dumps(reading)), gold)
    assert right >= 0.99 * certain


def agrees(key: str, reading: dict[str, list[dict[str, object]]], gold: dict[str, list[dict[str, object]]]) -> bool:
    """Whether the value of a key ("requests/0/rooms/1") is the gold's, requests compared in their order."""
    _, number, field, *rest = key.split("/")
    if int(number) >= len(gold["requests"]):
        return False
    read, wanted = reading["requests"][int(number)][field], gold["requests"][int(number)][field]
    if not rest:
        return read == wanted
    assert isinstance(read, list) and isinstance(wanted, list)
    return read[int(rest[0])] in wanted


def perfect(read: dict[str, object], gold: dict[str, object]) -> bool:
    ours, theirs = read["requests"], gold["requests"]
    assert isinstance(ours, list) and isinstance(theirs, list)
    fields = ("kind", *REQUEST_FIELDS, "choice", "recurrence")
    return len(ours) == len(theirs) and all(
        comparable(one[field]) == comparable(other[field])
        for one, other in zip(ours, theirs, strict=True)
        for field in fields
    )


def comparable(value: object) -> object:
    return sorted(map(str, value)) if isinstance(value, list) else value


def test_our_own_letters_are_read_as_a_person_would() -> None:
    read = readings(CASES)
    misread = [
        name
        for name, reading in read.items()
        if not perfect(reading, json.loads((CASES / name).with_suffix(".json").read_text(encoding="utf-8")))
    ]
    assert len(misread) <= (1 - CASE_FLOOR) * len(read), misread


WITHOUT_MARKS = str.maketrans("ąćęłńóśźżĄĆĘŁŃÓŚŹŻ", "acelnoszzACELNOSZZ")
WRITINGS: dict[str, Callable[[str], str]] = {
    "no diacritics": lambda text: text.translate(WITHOUT_MARKS),
    "capitals": str.upper,
    "small": str.lower,
}


@pytest.mark.parametrize("writing", WRITINGS)
def test_how_a_letter_is_written_changes_little(writing: str) -> None:
    letters = [parse_message(path.read_bytes()) for path in sorted(CASES.glob("*.eml"))]
    changed = [letter.subject for letter in letters if asked(letter) != asked(rewritten(letter, WRITINGS[writing]))]
    assert len(changed) <= 0.05 * len(letters), changed


def asked(letter: Message) -> list[dict[str, object]]:
    return [request.as_json() for request in read_message(letter).requests]


def rewritten(letter: Message, write: Callable[[str], str]) -> Message:
    return replace(
        letter,
        subject=write(letter.subject),
        body=write(letter.body),
        new_text=write(letter.new_text),
        text=write(letter.text),
        signature=write(letter.signature),
    )
