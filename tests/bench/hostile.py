"""Texts that mean harm: each has a shape that makes a careless reader slow, or another as long as its text."""

from collections.abc import Iterator

PROSE = "Dzień dobry, prosimy o salę wykładową we wtorek 12 maja od 17 do 19 dla 20 osób.\n"
"""A letter that means well, for comparison."""

_HEAD = (
    "From: Jan Testowy <jan@example.org>\nTo: cop@um.kalisz.pl\nSubject: Sala\nDate: Mon, 9 Mar 2026 10:00:00 +0100\n"
)
_REPEATED = {
    "one long word": "a",
    "one long word of ą": "ą",
    "digits only": "1234567890",
    "numbers": "12 ",
    "12.03": "12.03 ",
    "12.03 on lines": "12.03\n",
    "on x at y": "on 12 at 5 ",
    "od do": "od do ",
    "od 1 do 2": "od 1 do 2 od do ",
    "days": "wtorek, środa i ",
    "every Tuesday except": "w każdy wtorek oprócz ",
    "head counts": "20 osób i 30 osób, ",
    "rooms and people": "sala 12 osób ",
    "requests in a row": "sala; 5 osób; ",
    "own things": "nie mamy rzutnika ani ",
    "refused things": "rzutnik nie ",
    "number words": "dwadzieścia pięć tysięcy ",
    "or": "lub ",
    "commas": ",",
    "commas and letters": "a, ",
    "dashes": "-",
    "rules": "--y\n",
    "brackets": "(",
    "quotation marks": '"',
    "at signs": "@",
    "web addresses": "http://",
    "telephones": "tel. 600 ",
    "tax numbers": "NIP 1 ",
    "people": "Jan Kowalski ",
    "organisations": "Stowarzyszenie na rzecz ",
    "lists": "1. sala\n2. porada\n",
    "signatures": "Pozdrawiam\nJan Nowak\n",
    "signature marks": "-- \n",
    "nested quotes": "> " * 400 + "a\n",
    "quote headers": "W dniu 12.03.2026 Jan pisze\n",
    "mail headers in the text": "Od: Jan\nDo: X\n",
    "forwards": "---------- Forwarded message ---------\nFrom: a <a@b.pl>\nDate: x\nSubject: Fwd: z\nTo: q\n\n",
}
_HTML = {
    "HTML nesting": "<div>",
    "HTML quotes": "<blockquote>a",
    "HTML tables": "<table><tr><td>a",
    "HTML paragraphs": "<p>12 maja o 17</p>",
    "HTML brackets": "<",
}


def hostile(size: int) -> Iterator[tuple[str, bytes]]:
    """(name, message) of each family, the messages of about so many bytes."""
    for name, piece in _REPEATED.items():
        yield name, _message("text/plain", _filled(piece, size))
    for name, piece in _HTML.items():
        yield name, _message("text/html", "<html><body>" + _filled(piece, size))
    yield "many headers", (_filled("X-H: a\n", size) + "\nSala").encode()
    yield "many addresses", ("To: " + _filled("a@b.pl, ", size) + "\n\nSala").encode()
    yield "one folded header", ("Subject: a" + _filled("\n a", size) + "\n\nSala").encode()
    yield "many parts", ("Content-Type: multipart/mixed; boundary=x\n\n" + _filled("--x\n\na\n", size)).encode()


def prose(size: int) -> bytes:
    """A message of so many bytes that means no harm."""
    return _message("text/plain", _filled(PROSE, size))


def _message(content_type: str, text: str) -> bytes:
    return f"{_HEAD}Content-Type: {content_type}; charset=utf-8\n\n{text}".encode()


def _filled(piece: str, size: int) -> str:
    return piece * (size // len(piece.encode()) + 1)
