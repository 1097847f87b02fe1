"""Messages that come twice, or seem to."""

from tests.mail.named.letter import BODY, TEXT, Named, letter, parts

_ID = "Message-ID: <blizniak-{}@lokietek.example>"
_SAME_ID = "inna treść niż w wiadomości"


def twin(number: int, *lines: str, body: str = BODY) -> bytes:
    return letter(_ID.format(number), *lines, body=body)


TWINS = {
    "a letter, straight": Named(twin(1)),
    "the same letter over a list": Named(
        twin(1, "Received: from lista by x; Mon, 9 Mar 2026 11:00:00 +0100", "Delivered-To: cop@um.kalisz.pl"),
        "duplicate",
    ),
    "the same letter in quoted-printable": Named(
        letter(
            _ID.format(1),
            "Content-Type: text/plain; charset=utf-8",
            "Content-Transfer-Encoding: quoted-printable",
            body=BODY.replace("ś", "=C5=9B"),
        ),
        "duplicate",
    ),
    "the same letter with its ends of lines changed": Named(
        twin(1, "Received: from x by y; Mon, 9 Mar 2026 12:00:00 +0100").replace(b"\r\n", b"\n"), "duplicate"
    ),
    "other words under the same Message-ID": Named(twin(1, body=BODY + "PS. Jednak 20 osób.\n"), told=_SAME_ID),
    "another file under the same Message-ID": Named(
        parts(TEXT, "Content-Type: text/csv; name=a.csv\n\na", lines=(_ID.format(1),)), told=_SAME_ID, files=("a.csv",)
    ),
    "a letter without an id, straight": Named(letter("X-Znak: bez", without="Message-ID", body=BODY + "Bez znaku.\n")),
    "the same letter without an id over a list": Named(
        letter("X-Znak: lista", without="Message-ID", body=BODY + "Bez znaku.\n"), "duplicate"
    ),
    "the same words on another day": Named(
        letter("Date: Tue, 10 Mar 2026 10:00:00 +0100", without="Message-ID", body=BODY + "Bez znaku.\n")
    ),
    "a machine's letter, straight": Named(twin(2, "Auto-Submitted: auto-generated"), "automatic"),
    "a machine's letter once more": Named(
        twin(2, "Auto-Submitted: auto-generated", "Received: from x by y; Mon, 9 Mar 2026 11:00:00 +0100"), "duplicate"
    ),
}
