"""What changes nothing in the meaning of an expression changes nothing in its reading."""

import re
from collections.abc import Callable

import pytest

from mail_ingest.reading.when import read_when
from mail_ingest.reading.words.morphology import fold
from tests.reading.when.table import read
from tests.reading.when.test_expressions import AT, EXPRESSIONS

_ROMAN = re.compile(r"\b[IVX]+\b|[⁰³]")
_SHORT = re.compile(r"^(czw|pt|śr|pn|sob/niedz)\.?$")
CHANGES: dict[str, Callable[[str], str]] = {
    "without diacritics": fold,
    "in capitals": str.upper,
    "in small letters": str.lower,
    "after a greeting": lambda text: f"Dzień dobry,\nprosimy o salę {text}",
    "in a letter": lambda text: f"Szanowni Państwo!\nChcielibyśmy zarezerwować salę: {text}.\nPozdrawiam\nAnna Nowak",
    "before a number of people": lambda text: f"{text}, 25 osób",
    "before its purpose": lambda text: f"{text} na zebranie zarządu. Tel. 602 171 819.",
    "with hard spaces": lambda text: text.replace(" ", "\N{NO-BREAK SPACE}"),
    "before a statute": lambda text: f"{text}\n\nPodstawa: ustawa z dnia 24 kwietnia 2003 r.",
}


@pytest.mark.parametrize("change", CHANGES)
def test_the_reading_stays(change: str) -> None:
    wanted = [(text, meaning) for text, meaning in EXPRESSIONS if meaning != "-"]
    plain = [text for text, _ in wanted if not _ROMAN.search(text) and not _SHORT.search(text)]
    other = [text for text in plain if read(read_when(CHANGES[change](text), AT)) != read(read_when(text, AT))]
    assert other == []
    assert len(plain) > 500
