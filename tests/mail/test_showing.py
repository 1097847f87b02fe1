"""What a message carries, made safe to look at."""

import base64
import json
from io import BytesIO

import pytest
from lxml import html as lxml_html
from PIL import Image

from mail_ingest.showing.failure import NotShown
from mail_ingest.showing.original import ATTRIBUTES, TAGS, harmless_page, original_page
from mail_ingest.showing.picture import LONGEST_SIDE, painted_anew
from mail_ingest.showing.tnef import decompressed_rtf, read_tnef
from mail_ingest.showing.unpacking import unpacked
from tests.mail.letters import html, multipart, plain
from tests.mail.pictures import claiming, picture
from tests.mail.tnef import BINARY, BODY, MESSAGE_PROPERTIES, UNICODE, attribute, file, properties, winmail

HOSTILE_HTML = {
    "script": "<script>alert(1)</script><script src='http://z.example/x.js'></script>",
    "script within script": "<scr<script>ipt>alert(1)</scr</script>ipt>",
    "event attributes": "<p onclick=alert(1) ONMOUSEOVER='alert(1)' onfocus=alert(1) autofocus tabindex=1>x</p>",
    "event without quotes": "<img src=x onerror=alert(1)//",
    "javascript: link": "<a href='javascript:alert(1)'>x</a><a href=' java\nscript:alert(1)'>x</a>"
    "<a href='&#106;avascript:alert(1)'>x</a><a href='JaVaScRiPt&colon;alert(1)'>x</a>",
    "data: link": "<a href='data:text/html,<script>alert(1)</script>'>x</a>"
    "<a href='data:text/html;base64,PHNjcmlwdD4='>x</a>",
    "other links": "<a href='vbscript:x'>x</a><a href='file:///etc/passwd'>x</a><a href='/tickets/1'>x</a>",
    "style element": "<style>body{background:url(http://z.example/x)}</style>"
    "<style>@import 'http://z.example/y';</style>",
    "style attribute": "<p style=\"position:fixed;inset:0;background:url('http://z.example/x');behavior:url(x)\">x</p>"
    "<p style='width:expression(alert(1));-moz-binding:url(http://z.example/x)'>x</p>",
    "SVG": "<svg onload=alert(1)><script>alert(1)</script><image href='http://z.example/x'/>"
    "<a href='javascript:x'>x</a></svg>",
    "SVG picture": "<img src=\"data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>\">",
    "SVG use": "<svg><use href='data:image/svg+xml;base64,PHN2Zz4=#x'></use>"
    "<foreignObject><iframe src=x></foreignObject></svg>",
    "MathML": "<math><mtext><table><mglyph><style><!--</style><img title='--&gt;&lt;img src=1 onerror=alert(1)&gt;'>",
    "unclosed tags": "<p><b><a href='http://z.example/x'><img src='http://z.example/x><script>alert(1)",
    "unclosed comment": "<!--><script>alert(1)</script>--><!-- <img src=x onerror=alert(1)>",
    "noscript": "<noscript><p title='</noscript><img src=x onerror=alert(1)>'></noscript>",
    "meta refresh": "<meta http-equiv=refresh content='0;url=http://z.example/'>"
    "<meta http-equiv=Set-Cookie content=x=1>",
    "base": "<base href='http://z.example/'><a href='x'>x</a>",
    "form": "<form action='http://z.example/'><input name=x autofocus onfocus=alert(1)>"
    "<button formaction=x>x</button>"
    "<textarea>x</textarea><select><option>x</select></form><isindex action=x>",
    "frames": "<iframe src='http://z.example/'></iframe><iframe srcdoc='<script>alert(1)</script>'></iframe>"
    "<frameset><frame src=x></frameset><object data='http://z.example/x'></object><embed src='http://z.example/x'>",
    "links to files": "<link rel=stylesheet href='http://z.example/x'><link rel=prefetch href='http://z.example/x'>"
    "<audio src='http://z.example/x' autoplay></audio><video poster='http://z.example/x'></video><bgsound src=x>",
    "broken out of an attribute": "<a href='https://a.example/\" onmouseover=\"alert(1)'>x</a>"
    "<img alt='\"><script>alert(1)</script>' src=x><p title='\" onclick=\"alert(1)'>x</p>",
    "names of ours": "<p id=content class=alert-problem name=csrf_token hx-get=/x data-evidence=x>x</p>",
}  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE_HTML)
def test_hostile_html_comes_out_with_nothing_that_acts_or_loads(name: str) -> None:
    page = lxml_html.document_fromstring(original_page(html(f"<p>Dzień dobry</p>{HOSTILE_HTML[name]}")))

    body = page.find("body")
    assert body is not None
    assert "Dzień dobry" in body.text_content()
    for element in body.iterdescendants():
        assert element.tag in TAGS
        for attribute_name, value in element.attrib.items():
            if attribute_name in ("target", "rel") or (element.tag == "p" and element.get("class") == "cop-note"):
                continue
            assert attribute_name in ATTRIBUTES["*"] | ATTRIBUTES.get(element.tag, set())
            if attribute_name == "href":
                assert value.startswith(("http://", "https://", "mailto:", "tel:"))
            elif attribute_name == "src":
                assert value.startswith(("data:image/png;base64,", "data:image/jpeg;base64,"))
            elif attribute_name == "style":
                assert not {"url(", "position", "expression", "binding", "behavior"} & set(
                    value.replace("(", "( ").split()
                )
                assert "url" not in value
    assert [element.tag for element in page.iter("script", "link", "meta", "base")] == ["meta"]


@pytest.mark.parametrize(
    ("markup", "note"),
    [
        ("<img src='http://a.example/1'>", "Zablokowano 1 obrazek z internetu."),
        ("<img src=//a.example/1><img src=https://a.example/2><table background=http://a.example/3>", "3 obrazki z"),
        (
            "<p style=\"background-image: url('https://a.example/x')\">x</p>" + "<img src=http://a/>" * 21,
            "22 obrazki z",
        ),
        ("<img src=http://a.example/1>" * 12, "12 obrazków z"),
        ("<img src=cid:nie-ma@x>", "Nie da się pokazać 1 obrazka z tej wiadomości."),
    ],
)
def test_blocked_pictures_are_counted(markup: str, note: str) -> None:
    shown = harmless_page(markup, {}).decode()

    assert note in shown
    assert "a.example" not in shown


def test_enclosed_pictures_are_shown_as_painted_anew() -> None:
    sent = picture("PNG") + b"<script>alert(1)</script>"
    encoded = base64.b64encode(sent).decode()
    raw = multipart(
        "related",
        "Content-Type: text/html\n\n<p>Logo: <img src='cid:logo%40x' width=40 alt=Logo>",
        f"Content-Type: image/png\nContent-ID: <logo@x>\nContent-Transfer-Encoding: base64\n\n{encoded}",
    )

    shown = lxml_html.document_fromstring(original_page(raw)).find(".//img")

    assert shown is not None
    assert (shown.get("width"), shown.get("alt")) == ("40", "Logo")
    content = base64.b64decode((shown.get("src") or "").partition("base64,")[2])
    assert b"script" not in content
    with Image.open(BytesIO(content)) as seen:
        assert seen.size == (40, 20)


def test_plain_text_has_no_original() -> None:
    with pytest.raises(NotShown, match="zwykłym tekstem"):
        original_page(plain("Dzień dobry"))


@pytest.mark.parametrize(
    ("sent", "kind"),
    [
        (picture("JPEG", (4000, 3000)), "JPEG"),
        (picture("PNG", mode="RGBA"), "PNG"),
        (picture("GIF", mode="P"), "JPEG"),
        (picture("WEBP"), "JPEG"),
        (picture("JPEG", mode="CMYK"), "JPEG"),
        (picture("PNG", mode="I;16"), "JPEG"),
    ],
)
def test_a_picture_is_painted_anew(sent: bytes, kind: str) -> None:
    with Image.open(BytesIO(painted_anew(sent))) as seen:
        assert seen.format == kind
        assert max(seen.size) <= LONGEST_SIDE


def test_a_painted_picture_tells_nothing_of_where_it_was_taken_and_stands_upright() -> None:
    told = Image.Exif()
    told[0x0112], told[0x010E] = 6, "Kalisz, ul. Babina 1"
    sent = picture("JPEG", (40, 20), exif=told)
    assert b"Babina" in sent

    painted = painted_anew(sent)

    assert b"Babina" not in painted
    with Image.open(BytesIO(painted)) as seen:
        assert seen.size == (20, 40)
        assert not seen.getexif()


@pytest.mark.parametrize(
    "sent",
    [
        claiming(50_000, 50_000),
        claiming(8_000, 8_000),
        picture("TIFF"),
        picture("BMP"),
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n",
        picture("PNG")[:40],
        b"GIF89a\xff\xff\xff\xff",
        b"",
    ],
)
def test_bombs_and_other_formats_are_no_pictures(sent: bytes) -> None:
    with pytest.raises(NotShown):
        painted_anew(sent)


def test_a_message_in_a_file_gives_its_text_and_files() -> None:
    inner = multipart(
        "mixed",
        "Content-Type: text/plain; charset=utf-8\n\nPrzesyłam statut.",
        "Content-Type: application/pdf; name=statut.pdf\nContent-Transfer-Encoding: base64\n\nJVBERi0=",
        subject="Statut",
    )

    said = json.loads(unpacked(inner))

    assert (said["subject"], said["sender"], said["text"]) == (
        "Statut",
        "Halina halina@poczta.example.pl",
        "Przesyłam statut.",
    )
    assert said["date"] == "2026-03-10T10:15:00+01:00"
    assert said["files"] == [{"name": "statut.pdf", "type": "application/pdf", "content": "JVBERi0="}]


def test_winmail_dat_gives_its_text_and_files() -> None:
    said = properties(
        (UNICODE, 0x0037, "Lista obecności"), (UNICODE, 0x0C1A, "Łucja Żak"), (UNICODE, 0x1000, "W załączeniu lista.")
    )
    packed = winmail(
        attribute(BODY, b"W zalaczeniu lista.\0"),
        attribute(MESSAGE_PROPERTIES, said),
        file("lista obecności z zebrania.xlsx", b"\x00\x01\x02"),
        file("druga.pdf", b"%PDF-"),
    )

    found = json.loads(unpacked(packed))

    assert (found["subject"], found["sender"], found["text"]) == ("Lista obecności", "Łucja Żak", "W załączeniu lista.")
    assert [(each["name"], base64.b64decode(each["content"])) for each in found["files"]] == [
        ("lista obecności z zebrania.xlsx", b"\x00\x01\x02"),
        ("druga.pdf", b"%PDF-"),
    ]


def test_outlooks_compressed_text_is_unpacked() -> None:
    """The example of MS-OXRTFCP, 4.1.1."""
    packed = bytes.fromhex(
        "2d0000002b0000004c5a4675f1c5c7a703000a007263706731323542320af32068656c090020627705b06c647d0a800fa0"
    )
    said = properties((BINARY, 0x1009, packed))

    ((name, content),) = read_tnef(winmail(attribute(MESSAGE_PROPERTIES, said))).files

    assert name.endswith(".rtf")
    assert content == b"{\\rtf1\\ansi\\ansicpg1252\\pard hello world}\r\n"
    assert decompressed_rtf(packed[:-9]).startswith(b"{\\rtf1")


def test_a_winmail_dat_cut_anywhere_gives_what_came_before() -> None:
    whole = winmail(
        attribute(MESSAGE_PROPERTIES, properties((UNICODE, 0x0037, "Lista"), (UNICODE, 0x9000, "x"))),
        file("lista.pdf", b"%PDF-"),
    )

    for length in range(len(whole)):
        if length < 4:
            with pytest.raises(NotShown):
                read_tnef(whole[:length])
        else:
            read_tnef(whole[:length])
