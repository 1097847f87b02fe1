"""The HTML of a message → a page that shows it and can do nothing else.

Three walls, each of which would do alone: only harmless elements and attributes are let through (nh3), the page is
served with a policy that loads nothing, and the frame around it is a sandbox without scripts.
"""

import base64
import re
from collections.abc import Callable
from html import escape
from urllib.parse import unquote

import nh3

from mail_ingest.mime.bodies import read_bodies
from mail_ingest.mime.headers import decode_value
from mail_ingest.mime.parts import split_message
from mail_ingest.showing.failure import NotShown
from mail_ingest.showing.picture import painted_anew

MAX_HTML = 2_000_000
"""Characters that are shown; the rest is in the source."""
MAX_PICTURES = 40


def _names(listed: str) -> set[str]:
    return set(listed.split())


TAGS = _names(
    "a abbr acronym b big blockquote br caption center cite code col colgroup dd del dfn div dl dt em font h1 h2 h3 h4 "
    "h5 h6 hr i img ins kbd li mark ol p pre q s samp small span strike strong sub sup table tbody td tfoot th thead "
    "tr tt u ul var"
)
WITH_CONTENT = _names("script style title template noscript iframe object embed svg math xml select audio video")
"""Elements that go together with all that stands in them."""
ATTRIBUTES = {
    "*": {"style", "align", "valign", "dir", "lang", "title", "width", "height", "bgcolor", "background"},
    "a": {"href"},
    "img": {"src", "srcset", "alt"},
    "font": {"color", "face", "size"},
    "table": {"border", "cellpadding", "cellspacing"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan"},
    "ol": {"start", "type"},
}
STYLES = _names(
    "background-color border border-bottom border-collapse border-color border-left border-radius border-right "
    "border-spacing border-style border-top border-width clear color direction display float font font-family "
    "font-size font-style font-weight height letter-spacing line-height list-style-type margin margin-bottom "
    "margin-left margin-right margin-top max-width min-width padding padding-bottom padding-left padding-right "
    "padding-top text-align text-decoration text-indent text-transform vertical-align white-space width"
)
LINKS = ("http:", "https:", "mailto:", "tel:")
_REMOTE_IN_STYLE = re.compile(r"url\s*\(\s*[\"']?\s*(?!data:|cid:)", re.IGNORECASE)
_DATA = re.compile(r"data:image/[a-z.+-]{1,20};base64,(.*)", re.IGNORECASE | re.DOTALL)
LOOK = (
    "html{color-scheme:light;background:#fff;color:#17242e}body{margin:1rem;font:1rem/1.5 system-ui,sans-serif;"
    "overflow-wrap:anywhere}img{max-width:100%;height:auto}.cop-note{margin:0 0 1rem;padding:.5rem .75rem;"
    "border-left:4px solid #7a4d00;background:#fdf0d5;color:#7a4d00;font:600 .875rem/1.4 system-ui,sans-serif}"
)


def original_page(raw: bytes) -> bytes:
    """A message's HTML as a page of its own (UTF-8), saying how many pictures it does not load.

    Pictures that came along with the message (cid:, RFC 2392, or data:) are painted anew and stand in the page; those
    that lie on the internet are left out, for loading one tells the sender that, when and where the message was read.

    Raises:
        NotShown: the message has no HTML.
    """
    root, _ = split_message(raw)
    bodies = read_bodies(root)
    if not bodies.html:
        raise NotShown("Ta wiadomość jest zwykłym tekstem, nie ma wersji HTML.")
    enclosed = {
        name: attached.content
        for attached in bodies.attached
        if (name := decode_value(attached.part.first("content-id")).strip("<> "))
    }
    return harmless_page(bodies.html, enclosed)


def harmless_page(html: str, enclosed: dict[str, bytes]) -> bytes:
    """A page of this HTML with the `enclosed` pictures (by Content-ID, bare) that it names."""
    pictures = _Pictures(enclosed)
    markup = nh3.clean(
        html[:MAX_HTML],
        tags=TAGS,
        clean_content_tags=WITH_CONTENT,
        attributes=ATTRIBUTES,
        attribute_filter=pictures.judge,
        filter_style_properties=STYLES,
        url_schemes={"http", "https", "mailto", "tel", "cid", "data"},
        set_tag_attribute_values={"a": {"target": "_blank"}},
        link_rel="noopener noreferrer nofollow",
    )
    notes = pictures.notes()
    if len(html) > MAX_HTML:
        notes.append("To początek bardzo długiej wiadomości; całość jest w źródle.")
    shown = "".join(f'<p class="cop-note">{escape(note)}</p>' for note in notes)
    head = f'<meta charset="utf-8"><title>Oryginał wiadomości</title><style>{LOOK}</style>'
    return f'<!doctype html><html lang="pl"><head>{head}</head><body>{shown}{markup}</body></html>'.encode(
        "utf-8", "replace"
    )


class _Pictures:
    """Judges every attribute that names something to load, and counts what is left out."""

    def __init__(self, enclosed: dict[str, bytes]) -> None:
        self.enclosed = enclosed
        self.remote = 0
        self.unshown = 0
        self.left = MAX_PICTURES
        self.painted: dict[str, str | None] = {}

    def judge(self, tag: str, attribute: str, value: str) -> str | None:
        """The value that the attribute gets (nh3's attribute filter); None takes the attribute away."""
        if attribute == "href":
            return value if value.strip().lower().startswith(LINKS) else None
        if attribute == "src":
            return self._source(value.strip())
        if attribute in ("srcset", "background"):
            self.remote += attribute == "background"
            return None
        if attribute == "style":
            self.remote += len(_REMOTE_IN_STYLE.findall(value))
        return value

    def notes(self) -> list[str]:
        """What the reader should know was left out, in Polish."""
        notes = []
        if self.remote:
            notes.append(f"Zablokowano {_pictures(self.remote)} z internetu.")
        if self.unshown:
            notes.append(f"Nie da się pokazać {_unshown(self.unshown)} z tej wiadomości.")
        return notes

    def _source(self, value: str) -> str | None:
        scheme = value[:5].lower()
        if scheme.startswith("cid:"):
            return self._painted(value, lambda: self.enclosed[unquote(value[4:]).strip("<> ")])
        if scheme == "data:":
            return self._painted(value, lambda: base64.b64decode(_DATA.fullmatch(value)[1]))  # type: ignore[index]  # no match is caught
        self.remote += 1
        return None

    def _painted(self, name: str, content: Callable[[], bytes]) -> str | None:
        if name not in self.painted:
            self.left -= 1
            self.painted[name] = _as_data(content) if self.left >= 0 else None
        self.unshown += self.painted[name] is None
        return self.painted[name]


def _as_data(content: Callable[[], bytes]) -> str | None:
    try:
        picture = painted_anew(content())
    except (NotShown, LookupError, TypeError, ValueError):
        return None
    kind = "png" if picture.startswith(b"\x89PNG") else "jpeg"
    return f"data:image/{kind};base64,{base64.b64encode(picture).decode('ascii')}"


def _pictures(count: int) -> str:
    few = count % 10 in (2, 3, 4) and count % 100 not in (12, 13, 14)
    return "1 obrazek" if count == 1 else f"{count} obrazki" if few else f"{count} obrazków"


def _unshown(count: int) -> str:
    return "1 obrazka" if count == 1 else f"{count} obrazków"
