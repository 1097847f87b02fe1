"""An HTML body → the text a person would read, line by line.

Blocks become lines, a table's row stays on one line (its cells joined by " | "), quoted blocks get "> " before their
lines as in plain mail, so that the same rules find the history. Nothing is fetched or run; the parser is lxml's, fed as
events, so that depth and size of hostile markup cost no recursion.
"""

import re
from dataclasses import dataclass, field

from lxml import etree

MAX_HTML = 2_000_000
"""Characters of HTML that are rendered; what follows is left out."""
MAX_QUOTE_DEPTH = 20
MAX_TABLE_DEPTH = 30
MAX_CELL = 120
"""Characters of a cell that still counts as data; longer ones are layout, and their lines stay lines."""


def _names(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


_BLOCKS = _names(
    "address article aside blockquote body caption center dd div dl dt fieldset figcaption figure footer form h1 h2 h3 "
    "h4 h5 h6 header hr html legend li main nav ol p pre section summary table tbody tfoot thead ul"
)
_DROPPED = _names("script style title head template noscript object svg math select option button xml")
_VOID = _names("area base br col embed hr img input link meta param source track wbr")
_HIDDEN = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all|font-size\s*:\s*0(?:px|pt|em|%)?\s*(?:;|$|!)"
    r"|max-height\s*:\s*0(?:px)?\s*(?:;|$|!)|opacity\s*:\s*0\s*(?:;|$)"
)
_QUOTE_CLASS = re.compile(r"\b(yahoo_quoted|protonmail_quote|nh_quote|tutanota_quote|zmail_extra_quote)\b")
_TIGHT_CLASS = re.compile(r"\b(MsoNormal|MsoPlainText|MsoListParagraph|p1|p2)\b")
_TIGHT_STYLE = re.compile(r"margin(?:-top|-bottom)?\s*:\s*0")
_TIGHT_SHEET = re.compile(r"\bp\s*(?:,[^{}]{0,200})?\{[^{}]{0,500}margin(?:-bottom)?\s*:\s*0")
_INDENT_STYLE = re.compile(r"border(?:-left)?\s*:\s*(?:none|0)")
_DATA_CELL = re.compile(
    r"(?:^|\| )\d{1,3}\.?(?: \||$)|\b\d{1,2}[.:/]\d{1,2}\b|\b\d{1,2}\s?[-–]\s?\d{1,2}\b|\b\d{1,2} [^\W\d]{3,}"
)
_SPACES = re.compile(r"[ \t\r\n\f\xa0]+")
_UNSEEN = re.compile("[\u200b-\u200f\u2060\ufeff\xad\u202a-\u202e\u061c\u2066-\u2069\x00-\x08\x0b\x0e-\x1f]")
_LINE_ENDS = re.compile("[\x0c\u2028\u2029\x85]")
_SPACE_LIKE = re.compile(r"[ \t\xa0\u2000-\u200a\u202f\u205f\u3000]")


@dataclass
class _Lines:
    """Lines being written: those of the page, or of one table cell."""

    done: list[str] = field(default_factory=list)
    current: list[str] = field(default_factory=list)

    def end_line(self, quote: int, always: bool = False, as_written: bool = False) -> None:
        line = "".join(self.current)
        line = line.rstrip() if as_written else line.strip()
        self.current.clear()
        if line or always:
            self.done.append("> " * quote + line if line else ">" * quote)


class _Renderer:
    """Events of the HTML parser → lines (the target interface of lxml.etree.HTMLParser)."""

    def __init__(self, tight: bool) -> None:
        self.tight = tight
        self.pages: list[_Lines] = [_Lines()]
        self.rows: list[list[list[str]] | None] = []
        self.open: list[tuple[str, bool]] = []
        self.hidden = 0
        self.quote = 0
        self.preformatted = 0
        self.counters: list[int] = []

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        tag = tag.lower()
        if tag == "br":
            if not self.hidden:
                self.pages[-1].end_line(self.quote, always=True)
            return
        hides = self.hidden > 0 or tag in _DROPPED or (bool(attributes) and _is_hidden(attributes))
        if hides and tag not in _VOID:
            self.hidden += 1
            self.open.append(("", True))
            return
        if hides or (tag in _VOID and tag != "hr"):
            return
        if tag in _BLOCKS:
            self.pages[-1].end_line(self.quote)
        self._enter(tag, attributes)
        if tag not in _VOID:
            quotes = self.quote < MAX_QUOTE_DEPTH and _is_quote(tag, attributes)
            self.quote += quotes
            self.open.append((">" if quotes else "=" if tag == "p" and self._is_tight(attributes) else "", False))

    def _is_tight(self, attributes: dict[str, str]) -> bool:
        return self.tight or bool(
            _TIGHT_CLASS.search(attributes.get("class", "")) or _TIGHT_STYLE.search(attributes.get("style", "").lower())
        )

    def _enter(self, tag: str, attributes: dict[str, str]) -> None:
        if tag == "pre":
            self.preformatted += 1
        elif tag in ("ul", "ol"):
            self.counters.append(0 if tag == "ol" else -1)
        elif tag == "li":
            self.pages[-1].current.append(self._bullet())
        elif tag == "tr" and len(self.rows) < MAX_TABLE_DEPTH:
            self.pages[-1].end_line(self.quote)
            self.rows.append([])
        elif tag in ("td", "th") and self.rows and self.rows[-1] is not None and len(self.pages) <= MAX_TABLE_DEPTH:
            self.pages.append(_Lines())

    def _bullet(self) -> str:
        if not self.counters or self.counters[-1] < 0:
            return "- "
        self.counters[-1] += 1
        return f"{self.counters[-1]}. "

    def end(self, tag: str) -> None:
        tag = tag.lower()
        if tag in _VOID or not self.open:
            return
        mark, was_hidden = self.open.pop()
        if was_hidden:
            self.hidden -= 1
            return
        if tag in ("td", "th"):
            self._end_cell()
        elif tag == "tr" and self.rows:
            self._end_row()
        if tag == "pre":
            self.pages[-1].end_line(self.quote, as_written=True)
        if tag in _BLOCKS:
            # An empty paragraph is how mail programs write an empty line.
            empty = tag in ("p", "div", "li") and "".join(self.pages[-1].current) in (" ", "\xa0")
            self.pages[-1].end_line(self.quote, always=empty)
            if tag in ("p", "h1", "h2", "h3", "table", "ul", "ol") and mark != "=":
                self._gap()
        self.quote -= mark == ">"
        self.preformatted -= tag == "pre"
        if tag in ("ul", "ol") and self.counters:
            self.counters.pop()

    def _gap(self) -> None:
        done = self.pages[-1].done
        if len(self.pages) == 1 and done and done[-1].strip("> "):
            done.append(">" * self.quote)

    def _end_cell(self) -> None:
        if len(self.pages) > 1:
            self.pages[-1].end_line(0)
            lines = self.pages.pop().done
            if self.rows and self.rows[-1] is not None:
                self.rows[-1].append(lines)
            else:
                self.pages[-1].done.extend(lines)

    def _end_row(self) -> None:
        cells = [[line for line in cell if line.strip()] for cell in self.rows.pop() or []]
        filled = [cell for cell in cells if cell]
        prefix = "> " * self.quote if len(self.pages) == 1 else ""
        texts = [" ".join(cell) for cell in cells]
        if all(len(text) <= MAX_CELL for text in texts) and all(len(cell) <= 3 for cell in cells) and len(filled) > 1:
            label = len(cells) == 2 and texts[0].rstrip().endswith(":")
            self.pages[-1].done.append(prefix + (" " if label else " | ").join(text for text in texts if text))
        else:
            self.pages[-1].done.extend(prefix + line for cell in filled for line in cell)

    def data(self, data: str) -> None:
        if self.hidden:
            return
        if self.preformatted:
            first, *rest = data.replace("\r\n", "\n").split("\n")
            self.pages[-1].current.append(first)
            for line in rest:
                self.pages[-1].end_line(self.quote, always=True, as_written=True)
                self.pages[-1].current.append(line)
            return
        current = self.pages[-1].current
        text = _SPACES.sub(" ", data) if data != "\xa0" else "\xa0"
        if text == " " and not current:
            return
        current.append(text)

    def comment(self, text: str) -> None:
        """Conditional comments of Outlook hold no text of the letter."""

    def close(self) -> str:
        while len(self.pages) > 1:
            self._end_cell()
        while self.rows:
            self._end_row()
        self.pages[0].end_line(self.quote)
        return "\n".join(self.pages[0].done)


def html_to_text(html: str) -> str:
    """The readable text of an HTML body, quoted blocks marked with "> "; never raises."""
    cleaned = re.sub(r"[\x00\ud800-\udfff]", "", html[:MAX_HTML])
    cleaned = re.sub(r"^\s*<\?xml[^>]{0,200}\?>", "", cleaned)
    parser = etree.HTMLParser(
        target=_Renderer(tight=bool(_TIGHT_SHEET.search(cleaned[:20_000]))), huge_tree=True, recover=True
    )
    try:
        parser.feed(cleaned)
        rendered = str(parser.close() or "")
    except (etree.LxmlError, AssertionError, ValueError):
        rendered = _SPACES.sub(" ", re.sub(r"<[^<>]{0,1000}>", " ", cleaned))
    return tidy_lines(rendered)


def has_data_rows(text: str) -> bool:
    """Whether an HTML body's text holds a table of days, hours or numbered rows, which a plain-text alternative would
    have torn into single cells (a table that only lays out a signature is none)."""
    rows = [line for line in text.split("\n") if " | " in line]
    return len(rows) >= 2 and any(_DATA_CELL.search(row) for row in rows)


def tidy_lines(text: str) -> str:
    """Text with "\\n" line ends, plain spaces, no invisible characters and at most one empty line in a row."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u034f", "")
    # Most texts are plain all through, which isprintable() sees many times faster than the patterns do.
    plain = text.replace("\n", "").isprintable()
    if not plain:
        text = "\n".join([line if line.isprintable() else _plain(line) for line in text.split("\n")])
    if not plain or " \n" in text or text.endswith(" "):
        text = "\n".join([line if line == "-- " else line.rstrip() for line in text.split("\n")])
    return (re.sub(r"\n{3,}", "\n\n", text) if "\n\n\n" in text else text).strip("\n")


def _plain(line: str) -> str:
    """A line without what is not seen, with plain spaces, broken where other signs than "\\n" break it."""
    return _LINE_ENDS.sub("\n", _SPACE_LIKE.sub(" ", _UNSEEN.sub("", line)))


def _is_hidden(attributes: dict[str, str]) -> bool:
    style = attributes.get("style", "").lower()
    return "hidden" in attributes or bool(style and _HIDDEN.search(style[:2_000]))


def _is_quote(tag: str, attributes: dict[str, str]) -> bool:
    classes = attributes.get("class", "")
    if tag == "blockquote":
        # Gmail's indent button writes a borderless blockquote around the writer's own lines.
        return "quote" in classes or not _INDENT_STYLE.search(attributes.get("style", "").lower())
    return tag == "div" and bool(_QUOTE_CLASS.search(classes))
