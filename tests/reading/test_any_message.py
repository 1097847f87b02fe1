"""Whatever arrives, it is read without failing."""

from hypothesis import given, settings
from hypothesis import strategies as st

from mail_ingest.message import parse_message
from mail_ingest.reading.reading import Reading, read_message
from mail_ingest.reading.words.morphology import words
from tests.bench.hostile import hostile
from tests.reading.letters import raw_letter

_PIECES = st.sampled_from(
    [
        *words(
            """
            Dzień dobry prosimy o salę wykładową we wtorek 12.03 od 17 do 19 dla 20-25 osób rzutnik odwołujemy
            przenieść Fundacja im. Jana Nowak tel. 600100200 NIP 5252344078 „Szlem” Pozdrawiam Od: Temat: > -- <b> | , .
            """
        ),
        "\n", "\n\n", "\n> ", "\n-- \n", "W dniu 5.03.2026 Jan pisze:\n", "\n1. ", "\u00a0", "\u200b", "🙂",
    ]
)  # fmt: skip
_LETTERS = st.lists(_PIECES | st.text(max_size=8), max_size=60).map(" ".join)


_FAILED = ("Nie udało się odczytać tej wiadomości", "Nie udało się odczytać danych nadawcy")


def is_read(reading: Reading) -> bool:
    return not any(problem.startswith(_FAILED) for problem in reading.problems)


@settings(max_examples=200, deadline=None)
@given(
    st.binary(max_size=300),
    st.sampled_from(["text/plain", "text/html", "multipart/mixed; boundary=x", "message/rfc822"]),
)
def test_any_bytes_below_honest_headers(body: bytes, content_type: str) -> None:
    raw = f"From: Jan <jan@example.org>\nSubject: Sala\nContent-Type: {content_type}\n\n".encode()
    assert is_read(read_message(parse_message(raw + body)))


@settings(max_examples=200, deadline=None)
@given(_LETTERS, st.text(max_size=60).map(lambda text: " ".join(text.split())))
def test_any_letter(body: str, subject: str) -> None:
    message = parse_message(raw_letter(body, "".join(filter(str.isprintable, subject))))
    reading = read_message(message)
    assert is_read(reading)
    said = " ".join(f"{message.subject}\n{message.text}".split())
    assert all(" ".join(quote.split()) in said for quote in reading.evidence.values())


def test_texts_that_mean_harm_are_read_too() -> None:
    unread = [name for name, raw in hostile(5_000) if not is_read(read_message(parse_message(raw)))]
    assert unread == []
