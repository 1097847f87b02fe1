"""Letters of parts that are nested, doubled, cut or endless; and bytes that no mail program should send."""

import base64

from tests.mail.named.letter import BODY, TEXT, Named, file, letter, parts

_APART = "rozdzielone niezgodnie"
_ENCRYPTED = "jest zaszyfrowana"


def multipart(content_type: str, body: str) -> bytes:
    return letter(f"Content-Type: {content_type}", body=body)


def nested(depth: int) -> str:
    return "".join(f"--b{n}\nContent-Type: multipart/mixed; boundary=b{n + 1}\n\n" for n in range(depth))


PARTS = {
    "multipart without a boundary": Named(multipart("multipart/mixed", f"--x\n{TEXT}\n--x--"), told=_APART),
    "multipart with another boundary": Named(
        multipart("multipart/mixed; boundary=y", f"--x\n{TEXT}\n--x--"), told=_APART
    ),
    "multipart that is one text": Named(multipart("multipart/mixed; boundary=x", BODY), told=_APART),
    "multipart with an empty boundary": Named(
        multipart('multipart/mixed; boundary=""', f"--\n{TEXT}\n----"), told=_APART
    ),
    "a boundary of blanks and signs": Named(
        multipart('multipart/mixed; boundary="a \'()+_,-./:=?"', f"--a '()+_,-./:=?\n{TEXT}\n--a '()+_,-./:=?--")
    ),
    "an endless boundary": Named(multipart(f"multipart/mixed; boundary={'b' * 2_000}", f"--{'b' * 2_000}\n{TEXT}")),
    "a boundary that begins another": Named(
        multipart(
            "multipart/mixed; boundary=a",
            f"--a\nContent-Type: multipart/alternative; boundary=ab\n\n--ab\n{TEXT}\n--ab--\n--a--",
        )
    ),
    "one boundary for both levels": Named(
        multipart(
            "multipart/mixed; boundary=a", f"--a\nContent-Type: multipart/alternative; boundary=a\n\n--a\n{TEXT}\n--a--"
        ),
        told=_APART,
    ),
    "never closed": Named(parts(TEXT, end=False)),
    "cut in the headers of a part": Named(parts(TEXT, "Content-Type: appli", end=False)),
    "nothing between the boundaries": Named(parts("", TEXT, "")),
    "no part at all": Named(parts(), says=""),
    "words before the first part": Named(
        multipart("multipart/mixed; boundary=x", f"Wstep.\n--x\n{TEXT}\n--x--\nZakonczenie.")
    ),
    "parts without headers": Named(parts(f"\n{BODY.replace('ś', 's')}"), says="prosimy o swietlicę"),
    "the letter as a message in a message": Named(
        parts(file("Content-Type: message/rfc822", letter(body=BODY))), told="", files=("",)
    ),
    "a digest": Named(
        parts(b"\n" + letter(), b"\n" + letter("Subject: Drugi"), kind="digest"), says="", files=("", "")
    ),
    "only empty HTML beside the text": Named(parts(TEXT, "Content-Type: text/html\n\n", kind="alternative")),
    "only empty text beside the HTML": Named(
        parts(
            "Content-Type: text/plain\n\n \n",
            f"Content-Type: text/html; charset=utf-8\n\n<p>{BODY}",
            kind="alternative",
        )
    ),
    "the letter in the third alternative": Named(
        parts("Content-Type: text/calendar\n\nBEGIN:VCALENDAR", "Content-Type: x/y\n\n?", TEXT, kind="alternative"),
        files=("", ""),
    ),
    "text twice": Named(parts(TEXT, "Content-Type: text/plain\n\nDruga czesc.")),
    "related without a root": Named(parts(TEXT, kind="related")),
    "a kind of multipart nobody knows": Named(parts(TEXT, kind="x-nowy")),
    "enriched text": Named(letter("Content-Type: text/enriched; charset=utf-8", body=BODY), files=("",)),
    "Content-Type text": Named(letter("Content-Type: text", body=BODY)),
    "Content-Type of signs": Named(letter("Content-Type: ;;/;", body=BODY)),
    "two Content-Types": Named(letter("Content-Type: text/plain; charset=utf-8", "Content-Type: text/html", body=BODY)),
    "half of a message": Named(
        letter('Content-Type: message/partial; id="a@x"; number=1; total=2', body=letter()), says="", files=("",)
    ),
    "a message that lies elsewhere": Named(
        parts(
            TEXT,
            'Content-Type: message/external-body; access-type=URL; URL="http://z.example/x"\n'
            "\nContent-Type: image/png\n\n",
        ),
        files=("",),
    ),
    "50 levels": Named(multipart("multipart/mixed; boundary=b0", nested(48) + f"--b48\n{TEXT}")),
    "1,000 levels": Named(
        multipart("multipart/mixed; boundary=b0", nested(1_000)), says="", told="poziomów", files=None
    ),
    "1,000 messages in messages": Named(
        letter("Content-Type: message/rfc822", body="Content-Type: message/rfc822\n\n" * 1_000 + BODY),
        says="",
        files=("",),
    ),
    "1,000 parts": Named(parts(TEXT, *["Content-Type: image/png\n\nx"] * 999), told="ponad 1000 części", files=None),
    "100,000 parts": Named(
        multipart("multipart/mixed; boundary=b", f"--b\n{TEXT}" + "\n--b\n\nx" * 100_000), told="części", files=None
    ),
    "100,000 lines that resemble a boundary": Named(
        multipart("multipart/mixed; boundary=a", f"--a\n{TEXT}\n" + "--ab\n" * 100_000)
    ),
}

SEALED = {
    "signed with PGP": Named(
        parts(
            TEXT,
            "Content-Type: application/pgp-signature; name=signature.asc\n\n-----BEGIN PGP SIGNATURE-----",
            kind="signed",
        ),
        files=("signature.asc",),
    ),
    "signed with S/MIME": Named(
        parts(TEXT, "Content-Type: application/pkcs7-signature; name=smime.p7s\n\nMIAG", kind="signed"),
        files=("smime.p7s",),
    ),
    "signed within the text": Named(
        letter(
            body=f"-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA256\n\n{BODY}\n"
            "-----BEGIN PGP SIGNATURE-----\n\niQ\n-----END PGP SIGNATURE-----\n"
        )
    ),
    "sealed with PGP": Named(
        parts(
            "Content-Type: application/pgp-encrypted\n\nVersion: 1",
            "Content-Type: application/octet-stream; name=encrypted.asc\n\n-----BEGIN PGP MESSAGE-----",
            kind="encrypted",
        ),
        says="",
        told=_ENCRYPTED,
        files=("", "encrypted.asc"),
    ),
    "sealed with PGP within the text": Named(
        letter(body="-----BEGIN PGP MESSAGE-----\n\nhQEMA\n-----END PGP MESSAGE-----\n"), says="", told=_ENCRYPTED
    ),
    "sealed with S/MIME": Named(
        letter(
            "Content-Type: application/pkcs7-mime; smime-type=enveloped-data; name=smime.p7m",
            "Content-Transfer-Encoding: base64",
            body="MIAG",
        ),
        says="",
        told=_ENCRYPTED,
        files=("smime.p7m",),
    ),
    "signed and packed with S/MIME": Named(
        letter(
            "Content-Type: application/pkcs7-mime; smime-type=signed-data; name=smime.p7m",
            "Content-Transfer-Encoding: base64",
            body=base64.encodebytes(b"0\x80\x06\x09" + TEXT.encode()),
        ),
        says="",
        told="",
        files=("smime.p7m",),
    ),
}

WIRE = {
    "bare CR at the ends of lines": Named(letter(ends=b"\r")),
    "bare LF at the ends of lines": Named(letter("X-Znak: LF", ends=b"\n")),
    "ends of lines of all kinds": Named(letter(body=BODY.replace("\n", "\r", 1).replace("\n", "\r\r\n", 1))),
    "a line of an mbox first": Named(
        b"From jadwiga@lokietek.example Mon Mar  9 10:00:00 2026\n" + letter("X-Znak: mbox", ends=b"\n")
    ),
    "a quoted line of an mbox first": Named(
        b">From jadwiga@lokietek.example Mon Mar  9 10:00:00 2026\n" + letter("X-Znak: >mbox", ends=b"\n")
    ),
    "a mark of UTF-8 first": Named(b"\xef\xbb\xbf" + letter("X-Znak: BOM")),
    "blank lines first": Named(b"\r\n \r\n" + letter("X-Znak: odstepy")),
    "100,000 blank lines first": Named(b"\r\n" * 100_000 + letter("X-Znak: puste wiersze")),
    "100,000 blank lines within": Named(letter(body=BODY + "\n" * 100_000 + "PS. Dziekuje.")),
    "NULs in the letter": Named(letter(body=BODY.encode().replace(b"dobry", b"dob\0ry"))),
    "no byte at all": Named(b"", "quarantined", says="", subject="", sender="", told="jest pusta"),
    "nothing but NULs": Named(bytes(1_000), "quarantined", says="", subject="", sender="", told="jest pusta"),
    "nothing but blank lines": Named(b"\r\n" * 1_000, "quarantined", says="", subject="", sender="", told="jest pusta"),
    "nothing but a recipient": Named(
        b"To: cop@um.kalisz.pl\r\n\r\n", "quarantined", says="", subject="", sender="", told="jest pusta"
    ),
    "codes that steer a terminal": Named(letter(body=f"\x1b[2J\x07{BODY}\x1b]0;x\x07")),
    "signs that nobody sees": Named(letter(body=BODY.replace("sw", "s\u200bw") + "\u202e\u2066\ufeff")),
    "a line of 1 MB": Named(letter(body=BODY + "zebranie zarządu naszego koła " * 33_000)),
    "1 MB without a blank": Named(letter(body=BODY + "a@1." * 250_000)),
    "1 MB of marks of quotation": Named(letter(body=BODY + "\n" + "> " * 500_000)),
    "5 MB of text": Named(letter(body=BODY + "Prosimy o odpowiedz.\n" * 250_000), told="nadmiernie długa"),
    "binary dirt": Named(
        bytes(range(256)) * 40, says="", subject="", sender="", told="nie ma nagłówków", is_="request"
    ),
}
