"""A long list of expressions, by the groups in which letters tell their time, each read by itself."""

from datetime import datetime
from pathlib import Path

import pytest

from mail_ingest.reading.when import read_when
from tests.reading.when.table import expected, read, rows

AT = datetime(2026, 3, 10, 9, 0)
EXPRESSIONS = rows((Path(__file__).parent / "expressions.txt").read_text(encoding="utf-8"))


@pytest.mark.parametrize(("text", "meaning"), EXPRESSIONS)
def test_expressions(text: str, meaning: str) -> None:
    slots, choice, rule = expected(meaning)
    assert read(read_when(text, AT)) == (sorted(slots, key=str), choice, rule)
