"""Letters whose attachments have strange names, lie about their type, or are made to break what opens them."""

import base64
import io
import zipfile

from tests.mail.named.letter import TEXT, Named, file, letter, parts
from tests.mail.pictures import PDF, claiming, picture


def attached(content_type: str, disposition: str = "", content: bytes | str = PDF) -> bytes:
    head = f"Content-Type: {content_type}\nContent-Transfer-Encoding: base64"
    head += f"\nContent-Disposition: {disposition}" if disposition else ""
    body = content if isinstance(content, bytes) else content.encode()
    return parts(TEXT, file(head, base64.encodebytes(body)))


def named(parameters: str) -> bytes:
    return attached("application/pdf", f"attachment; {parameters}")


def bomb(size: int) -> bytes:
    """A zip that unpacks into a thousand times its size."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("zera", bytes(size))
    return out.getvalue()


def within(levels: int) -> bytes:
    """A zip in a zip in a zip…"""
    packed = bomb(1_000_000)
    for _ in range(levels):
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("dalej.zip", packed)
        packed = out.getvalue()
    return packed


NAMES = {
    "a name in RFC 2231": Named(named("filename*=utf-8''lista%20obecno%C5%9Bci.pdf"), files=("lista obecności.pdf",)),
    "a name in pieces": Named(
        named("filename*0*=utf-8''lista%20; filename*1=kola; filename*2=.pdf"), files=("lista kola.pdf",)
    ),
    "a name in pieces out of order": Named(named("filename*1=kola.pdf; filename*0=lista-"), files=("lista-kola.pdf",)),
    "a name in pieces with a gap": Named(named("filename*0=lista; filename*7=.pdf"), files=("lista.pdf",)),
    "a name with broken escapes": Named(named("filename*=utf-8''lista%ZZ%C5.pdf"), files=("lista%ZZĹ.pdf",)),
    "a name in a charset that is none": Named(named("filename*=x-nic''lista.pdf"), files=("lista.pdf",)),
    "a name in an encoded word": Named(
        named('filename="=?utf-8?Q?lista_=C5=BC=C3=B3=C5=82ta.pdf?="'), files=("lista żółta.pdf",)
    ),
    "a file's name in raw windows-1250": Named(
        parts(TEXT, b'Content-Type: application/pdf; name="' + "żółta.pdf".encode("cp1250") + b'"\n\n%PDF-'),
        files=("żółta.pdf",),
    ),
    "a name with a path": Named(named('filename="../../etc/passwd"'), files=("passwd",)),
    "a name with a path of Windows": Named(named(r'filename="C:\\Windows\\lista.pdf"'), files=("lista.pdf",)),
    "a name with line breaks": Named(
        named("filename*=utf-8''lista%0D%0ABcc:%20x@y.example"), files=("lista Bcc: x@y.example",)
    ),
    "a name with a NUL": Named(named("filename*=utf-8''lista.exe%00.pdf"), files=("lista.exe .pdf",)),
    "a name that turns its writing": Named(
        named("filename*=utf-8''lista%E2%80%AEfdp.exe"), files=("lista\u202efdp.exe",)
    ),
    "a name with markup": Named(
        named('filename="<img src=x onerror=alert(1)>.pdf"'), files=("<img src=x onerror=alert(1)>.pdf",)
    ),
    "a file's name of 10,000 letters": Named(named(f'filename="{"l" * 10_000}.pdf"'), files=("l" * 255,)),
    "an empty name": Named(named('filename=""'), files=("",)),
    "a name of dots": Named(named('filename=".."'), files=("..",)),
    "two names": Named(named('filename="raz.pdf"; filename="dwa.pdf"'), files=("raz.pdf",)),
    "an unclosed quotation mark at the name": Named(named('filename="lista.pdf'), files=("lista.pdf",)),
    "a hundred files of one name": Named(
        parts(TEXT, *["Content-Type: text/csv; name=lista.csv\nContent-Disposition: attachment\n\na"] * 100),
        files=("lista.csv",) * 100,
    ),
}

CONTENTS = {
    "a file of nothing": Named(attached("application/pdf; name=pusty.pdf", "attachment", b""), files=("pusty.pdf",)),
    "an archive that unpacks into 100 MB": Named(
        attached("application/zip; name=lista.zip", "", bomb(100_000_000)), files=("lista.zip",)
    ),
    "an archive in an archive": Named(
        attached("application/zip; name=lista.zip", "", within(20)), files=("lista.zip",)
    ),
    "a picture that claims 2,500 megapixels": Named(
        attached("image/png; name=logo.png", "inline", claiming(50_000, 50_000)), files=("logo.png",)
    ),
    "a picture cut in half": Named(
        attached("image/png; name=logo.png", "inline", picture("PNG")[:40]), files=("logo.png",)
    ),
    "a picture that is a page": Named(
        attached("image/png; name=logo.png", "inline", "<script>alert(1)</script>"), files=("logo.png",)
    ),
    "an SVG picture": Named(
        attached("image/svg+xml; name=logo.svg", "inline", "<svg onload='alert(1)'/>"), files=("logo.svg",)
    ),
    "a page as a file": Named(
        attached("text/html; name=umowa.html", "attachment", "<script>alert(1)</script>"), files=("umowa.html",)
    ),
    "a program that calls itself a document": Named(
        attached("application/pdf; name=umowa.pdf.exe", "attachment", b"MZ"), files=("umowa.pdf.exe",)
    ),
    "a PDF that is a page": Named(
        attached("application/pdf; name=umowa.pdf", "attachment", "<script>alert(1)</script>"), files=("umowa.pdf",)
    ),
    "a PDF without a name": Named(attached("application/pdf"), files=("",)),
    "a winmail.dat of nothing": Named(
        attached("application/ms-tnef; name=winmail.dat", "", b"\x78\x9f\x3e\x22"), files=("winmail.dat",)
    ),
    "a winmail.dat of dirt": Named(
        attached("application/ms-tnef; name=winmail.dat", "", b"\x78\x9f\x3e\x22" + b"\xff" * 5_000),
        files=("winmail.dat",),
    ),
    "a winmail.dat that is a page": Named(
        attached("application/ms-tnef; name=winmail.dat", "", "<script>alert(1)</script>"), files=("winmail.dat",)
    ),
    "a calendar file of nothing": Named(
        attached("text/calendar; name=termin.ics", "attachment", "BEGIN:VCALENDAR"), files=("termin.ics",)
    ),
    "a calendar file of dirt": Named(
        attached("text/calendar; name=termin.ics", "attachment", b"\xff\0BEGIN:VEVENT\r\nDTSTART:kiedys"),
        files=("termin.ics",),
    ),
    "a calendar file with markup": Named(
        attached(
            "text/calendar; name=termin.ics",
            "attachment",
            "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nSUMMARY:<script>alert(1)</script>\r\nDTSTART:20260318T170000\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n",
        ),
        files=("termin.ics",),
    ),
    "a calendar file that repeats every second": Named(
        attached(
            "text/calendar; name=termin.ics",
            "attachment",
            "BEGIN:VCALENDAR\r\n"
            + "BEGIN:VEVENT\r\nDTSTART:99991231T235959\r\nRRULE:FREQ=SECONDLY\r\nEND:VEVENT\r\n" * 500
            + "END:VCALENDAR",
        ),
        files=("termin.ics",),
    ),
    "an attached message that is dirt": Named(parts(TEXT, b"Content-Type: message/rfc822\n\n\0\xff" * 3), files=("",)),
    "an attached message with the same boundary": Named(
        parts(TEXT, file("Content-Type: message/rfc822", parts(TEXT, file("Content-Type: message/rfc822", letter())))),
        files=("", ""),
    ),
    "two files for one cid": Named(
        parts(
            "Content-Type: text/html; charset=utf-8\n\n<p>Dzień dobry, prosimy o świetlicę na środę 18 marca.</p>"
            '<img src="cid:a"><img src="cid:b">',
            *["Content-Type: image/png; name=a.png\nContent-ID: <a>\n\nx"] * 2,
            kind="related",
        ),
        files=("a.png", "a.png"),
    ),
}
