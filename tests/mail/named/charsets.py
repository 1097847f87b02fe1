"""Letters whose words come in another charset or transfer encoding than they say."""

import base64
import quopri

from tests.mail.named.letter import BODY, Named, letter, parts


def said(charset: str, declared: str, text: str = BODY) -> bytes:
    return letter(f"Content-Type: text/plain{declared}", body=text.encode(charset))


def coded(encoding: str, body: bytes | str, *lines: str) -> bytes:
    return letter(
        *(lines or ("Content-Type: text/plain; charset=utf-8",)), f"Content-Transfer-Encoding: {encoding}", body=body
    )


B64 = base64.encodebytes(BODY.encode()).decode()
QP = quopri.encodestring(BODY.encode()).decode()
_HTML = f"<html><head><meta charset=utf-8></head><body><p>{BODY}</p></body></html>"

CHARSETS = {
    "UTF-8 that says ISO-8859-2": Named(said("utf-8", "; charset=iso-8859-2")),
    "UTF-8 that says US-ASCII": Named(said("utf-8", "; charset=us-ascii")),
    "ISO-8859-2 that says UTF-8": Named(said("iso-8859-2", "; charset=utf-8")),
    "ISO-8859-2 that says windows-1252": Named(said("iso-8859-2", '; charset="windows-1252"')),
    "windows-1250 that says ISO-8859-2": Named(said("cp1250", "; charset=iso-8859-2")),
    "windows-1250 without a word": Named(said("cp1250", "")),
    "a DOS charset without a word": Named(said("cp852", "")),
    "charset unknown-8bit": Named(said("utf-8", "; charset=unknown-8bit"), told="Nieznane kodowanie"),
    "an empty charset": Named(said("cp1250", '; charset=""')),
    "a charset with leftovers of quoted-printable": Named(said("iso-8859-2", "; charset=3Diso-8859-2")),
    "an unclosed quotation mark at the charset": Named(said("utf-8", '; charset="utf-8')),
    "UTF-16 with its mark": Named(coded("base64", base64.encodebytes(BODY.encode("utf-16")))),
    "UTF-16 that says so, without its mark": Named(
        coded("base64", base64.encodebytes(BODY.encode("utf-16-le")), "Content-Type: text/plain; charset=utf-16le")
    ),
    "UTF-7 with markup": Named(
        said("ascii", "; charset=utf-7", "Prosimy o sale +ADw-script+AD4-alert(1)+ADw-/script+AD4-"), says="sale"
    ),
    "UTF-8 twice over": Named(said("utf-8", "; charset=utf-8", BODY.encode().decode("cp1250", "replace")), says="2026"),
    "UTF-8 cut within a letter": Named(
        letter(body=BODY.encode() + "Dziękuję".encode()[:4]), told="Nie udało się odczytać 1 znak"
    ),
    "overlong UTF-8": Named(letter(body=BODY.encode() + b"\xc0\xbcscript\xc0\xbe")),
    "half of a surrogate pair": Named(letter(body=BODY.encode() + b"\xed\xa0\xbd"), told="Nie udało się"),
    "two charsets in one text": Named(letter(body=BODY.encode() + "Później ćma żółta.".encode("cp1250"))),
    "Chinese that says GB2312": Named(said("gb2312", "; charset=gb2312", "你好 2026"), says="你好"),
    "Japanese in ISO-2022-JP": Named(said("iso2022_jp", "; charset=iso-2022-jp", "会議室 2026"), says="会議室"),
    "Ukrainian in KOI8-U": Named(said("koi8-u", "; charset=koi8-u", "Добрий день, їжак 2026"), says="Добрий день"),
    "a charset that is none: punycode": Named(said("ascii", "; charset=punycode", "99" * 500_000), says="99"),
    "a charset that is none: zip": Named(said("utf-8", "; charset=zip")),
    "a charset that is none: unicode_escape": Named(said("utf-8", "; charset=unicode_escape")),
    "an endless name of a charset": Named(said("utf-8", "; charset=" + "x" * 10_000)),
    "HTML whose meta lies": Named(
        letter("Content-Type: text/html; charset=iso-8859-2", body=_HTML.encode("iso-8859-2"))
    ),
    "HTML that says it is plain text": Named(letter(body=_HTML)),
}

ENCODINGS = {
    "base64 without its padding": Named(coded("base64", B64.rstrip().rstrip("="))),
    "base64 with blanks within": Named(coded("base64", " \n ".join(B64.replace("\n", "")))),
    "base64 with foreign signs": Named(coded("base64", B64.replace("\n", "!*\n"))),
    "base64 of two pieces": Named(coded("base64", base64.b64encode(b"Dzien dobry, ").decode() + "\n" + B64)),
    "base64 with a list's footer below": Named(coded("base64", B64 + "\n_____________\nOsiedle mailing list\n")),
    "base64 that is plain text": Named(coded("base64", BODY)),
    "base64 of nothing": Named(coded("base64", ""), says=""),
    "base64 of dirt": Named(coded("base64", "=" * 1_000 + "\0\xff"), says=""),
    "quoted-printable in small letters": Named(coded("quoted-printable", QP.replace("=C4", "=c4"))),
    "quoted-printable with a blank behind its mark": Named(
        coded("quoted-printable", QP.replace("dobry,", "dobry,=  \n"))
    ),
    "quoted-printable cut at its mark": Named(coded("quoted-printable", QP.rstrip() + "=")),
    "quoted-printable with no digits": Named(coded("quoted-printable", QP + "=ZZ=4=")),
    "quoted-printable that is 8-bit text": Named(coded("quoted-printable", BODY)),
    "quoted-printable without a word": Named(coded("7bit", QP)),
    "base64 without a word": Named(coded("7bit", base64.encodebytes((BODY * 3).encode()).decode())),
    "an encoding nobody knows": Named(coded("x-wlasne", BODY)),
    "8bits": Named(coded("8bits", BODY)),
    "two encodings": Named(coded("quoted-printable", QP, "Content-Transfer-Encoding: quoted-printable")),
    "uuencode": Named(
        coded("x-uuencode", "begin 644 x\n,4')O<VEM>2!O('-A\n`\nend\n", "Content-Type: text/plain"), says="Prosimy o sa"
    ),
    "base64 around a whole multipart": Named(
        coded(
            "base64",
            base64.encodebytes(parts(f"Content-Type: text/plain; charset=utf-8\n\n{BODY}").partition(b"\r\n\r\n")[2]),
            "Content-Type: multipart/mixed; boundary=granica",
        )
    ),
}
