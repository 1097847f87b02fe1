"""The lines with which mail programs introduce a quoted or a forwarded letter.

Seen in Outlook (Od/Wysłano, From/Sent), Gmail, Thunderbird, Roundcube, WP, Onet, Interia, o2, Apple Mail, iOS, Yahoo,
KMail, The Bat!, Horde, Samsung and Huawei mail, in Polish, English and Ukrainian.
"""

import re
from dataclasses import dataclass, field

MAX_WRAPPED = 4
"""Lines over which a mail program may wrap one introduction."""
MAX_INTRODUCTION = 400

_SAID = (
    r"(?:napisał(?:a|\(a\)|/a|/-a|\(-a\)|a/)?|napisal(?:a|\(a\)|/a)?|napisali|pisze|wrote|writes|schrieb|пише|пишет"
    r"|написав(?:\(ла\)|/ла|\(-ла\))?|написала|написал(?:\(а\))?)"
)
_ATTRIBUTION = re.compile(
    rf"^(?=.*[@\d<]|(?:użytkownik|uzytkownik|user|користувач)\b).{{0,{MAX_INTRODUCTION}}}?\b{_SAID}\b(?:\(\w{{1,2}}\))?"
    r"(?:\s+(?:w dniu|dnia|on)\b.{0,80}|\s+(?:co następuje|te słowa))?\s*:?\s*$",
    re.IGNORECASE | re.DOTALL,
)
_ATTRIBUTION_START = re.compile(
    r"^(?:w dniu|dnia|on|dn\.|użytkownik|uzytkownik|user|користувач|am|le|(?:pon|wt|śr|sr|czw|pt|sob|niedz|nd|mon|tue"
    r"|wed|thu|fri|sat|sun|пн|вт|ср|чт|пт|сб|нд)\w*\.?,?|\d{1,4}|.{0,80}<[^<>\s]+@[^<>\s]+>|.{0,60}@)",
    re.IGNORECASE,
)
_OTHER_START = re.compile(
    r"(?:wiadomoś?s?ć?c? (?:napisana|wysłana)|cytowanie|cytat|quoting|-{2,} |.{0,80}liście)", re.IGNORECASE
)
_SAID_AT_END = re.compile(_SAID + r"\s*:$", re.IGNORECASE)
_APPLE = re.compile(
    r"^(?:wiadomość|wiadomosc) (?:napisana|wysłana|wyslana) (?:przez .{1,200}? (?:w dniu|dnia) .{4,80}"
    r"|(?:w dniu|dnia) .{4,60} przez .{1,200})$",
    re.IGNORECASE | re.DOTALL,
)
_OTHER_ATTRIBUTION = re.compile(
    r"^(?:(?:cytowanie|cytat|cytuję|quoting|zitat von)\s.{2,150}:|.{0,80}w (?:twoim|pana|pani|państwa) liście z dnia "
    r".{4,80}:|w odpowiedzi na (?:wiadomość|list|pismo) z dnia .{4,60}:"
    rf"|-{{2,}} (?:on|w dniu|dnia|włącz)\b.{{4,200}}\b{_SAID} ?-{{2,}}"
    r"|\d{1,4}[-./]\d{1,2}[-./]\d{2,4},? \d{1,2}[:.]\d\d.{0,150}<[^<>\s]+@[^<>\s]+>\s*:)$",
    re.IGNORECASE | re.DOTALL,
)
_ORIGINAL = re.compile(
    r"^\W*-{2,}\s*(?:oryginalna wiadomość|oryginalna wiadomosc|wiadomość oryginalna|pierwotna wiadomość|wiadomość"
    r" pierwotna|treść oryginalnej wiadomości|original message|reply message|reply to message|оригінальне повідомлення"
    r"|початкове повідомлення|исходное сообщение)\s*-*\W*$",
    re.IGNORECASE,
)
_FORWARD = re.compile(
    r"^\W*(?:-{2,}\s*(?:forwarded message|przekazana wiadomość|przekazana wiadomosc|przekazywana wiadomość|wiadomość"
    r" przekazana|przesłana wiadomość|przeslana wiadomosc|przesyłana wiadomość|wiadomość przesłana dalej|treść"
    r" przekazanej wiadomości|wiadomość przekazywana dalej|переслане повідомлення|пересылаемое сообщение"
    r"|пересланное сообщение)(?: (?:od|from|von|від) .{1,100})?\s*-*"
    r"|(?:begin forwarded message|początek przekaz(?:yw)?anej wiadomości|poczatek przekaz(?:yw)?anej wiadomosci"
    r"|początek przesłanej dalej wiadomości|початок переадресованого повідомлення|початок пересланого повідомлення"
    r"|начало переадресованного сообщения)\s*:)\W*$",
    re.IGNORECASE,
)
_LABELS = {
    "from": "od|nadawca|from|від|от|von|de",
    "sent": "wysłano|wyslano|wysłane|data wysłania|data|date|sent|надіслано|отправлено|дата|gesendet",
    "to": "do|adresat|adresaci|odbiorca|to|кому|an",
    "cc": "dw|udw|cc|bcc|kopia|do wiadomości|копія|копия",
    "subject": "temat|subject|тема|betreff",
    "other": "ważność|importance|priorytet|priority|odpowiedz do|odpowiedź do|reply-to|załączniki|attachments",
}
_LABEL = re.compile(
    r"^[*_\s]{0,3}(?:"
    + "|".join(f"(?P<{name}>{labels})" for name, labels in _LABELS.items())
    + r")[*_\s]{0,3}:[*_]{0,2}"
    r"(?:\s+(?P<value>.*)|)$",
    re.IGNORECASE,
)
_ONE_LINE = re.compile(
    rf"^[*_]{{0,2}}(?:{_LABELS['from']}):[*_]{{0,2}}\s(?P<from>.{{2,120}}?)\s[*_]{{0,2}}(?:{_LABELS['sent']}):.{{4,80}}?"
    rf"\s[*_]{{0,2}}(?:{_LABELS['to']}):.{{2,200}}?\s[*_]{{0,2}}(?:{_LABELS['subject']}):\s*(?P<subject>.*)$",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"[\w.+'-]+@[\w-]+(?:\.[\w-]+)+")
_NAME_BEFORE_ADDRESS = re.compile(
    r"(?:^|,|\d|\b(?:użytkownik|uzytkownik|przez|user|CES?T)\b|\))\s*\"?([^\d<>,:;\"]{3,80}?)\"?\s*[<\[(]"
)


@dataclass
class Introduction:
    """Lines that introduce another letter, from `first` up to but not including `end`."""

    first: int
    end: int
    is_forward: bool = False
    is_header_block: bool = False
    writer_name: str | None = None
    writer_address: str | None = None
    subject: str = ""
    fields: dict[str, str] = field(default_factory=dict)


def find_introduction(lines: list[str], at: int) -> Introduction | None:
    """The introduction that begins at this line, if one does."""
    line = lines[at].strip()
    if not line or len(line) > MAX_INTRODUCTION:
        return None
    if _FORWARD.match(line) or _ORIGINAL.match(line):
        return _marked(lines, at, is_forward=bool(_FORWARD.match(line)))
    return header_block(lines, at) or _one_line_block(line, at) or _attribution(lines, at)


def _marked(lines: list[str], at: int, is_forward: bool) -> Introduction:
    following = next((i for i in range(at + 1, min(at + 4, len(lines))) if lines[i].strip("> \t")), at + 1)
    block = header_block(lines, following) if following < len(lines) else None
    if block is None and following < len(lines) and (said := _attribution(lines, following)):
        block = said
    found = block or Introduction(at, at + 1)
    found.first, found.is_forward, found.is_header_block = at, is_forward, True
    return found


def header_block(lines: list[str], at: int) -> Introduction | None:
    """A block such as Od/Wysłano/Do/Temat; at least the writer and one more that only a letter has."""
    fields: dict[str, str] = {}
    last_name = ""
    index = end = at
    blanks = 0
    marked = lines[at].lstrip().startswith(">")
    while index < len(lines) and index - at < 40:
        if lines[index].lstrip().startswith(">") and not marked:
            break
        line = lines[index].strip().lstrip("> ").strip()
        label = _LABEL.match(line) if len(line) < 2_000 else None
        if label:
            last_name = _which(label)
            if last_name in fields and last_name in ("from", "subject"):
                break
            fields[last_name] = (label["value"] or "").strip()
            end, blanks = index + 1, 0
        elif not line:
            blanks += 1
            if blanks > 1 or not fields or len(fields) >= 4 or "subject" in fields:
                break
        elif fields and not blanks and _continues(fields[last_name], lines[index]):
            fields[last_name] = f"{fields[last_name]} {line}".strip()
            end = index + 1
        else:
            break
        index += 1
    if not _is_letter_header(fields):
        return None
    return _described(Introduction(at, end, is_header_block=True, fields=fields))


def _one_line_block(line: str, at: int) -> Introduction | None:
    """The block of header_block where a program wrote all of it on one line."""
    match = _ONE_LINE.match(line)
    if match is None:
        return None
    return _described(Introduction(at, at + 1, is_header_block=True, fields=match.groupdict()))


def _which(label: re.Match[str]) -> str:
    return next(name for name in _LABELS if label[name])


def _continues(value: str, line: str) -> bool:
    return not value or line[:1] in " \t<" or value.rstrip().endswith((",", ";", "<"))


def _is_letter_header(fields: dict[str, str]) -> bool:
    writer = fields.get("from")
    if not writer or not re.search(r"[^\W\d_]{2}|@", writer):
        return False
    others = {"sent", "to", "subject"} & fields.keys()
    return len(others) >= 2 or ("@" in writer and bool(others))


def _described(found: Introduction) -> Introduction:
    writer = found.fields.get("from", "")
    address = _ADDRESS.search(writer)
    name = re.split(r"[<\[]|\((?=[^()]*@)|\bw imieniu\b|\bon behalf of\b", writer)[0].strip(" \"'*;,")
    name = _ADDRESS.sub("", name).strip(" \"'*;,")
    found.writer_name = name or None
    found.writer_address = address[0] if address else None
    found.subject = found.fields.get("subject", "")
    return found


def _attribution(lines: list[str], at: int) -> Introduction | None:
    """A sentence such as "W dniu … X pisze:", possibly wrapped over several lines."""
    joined = ""
    for count in range(1, MAX_WRAPPED + 1):
        if at + count > len(lines):
            return None
        piece = lines[at + count - 1].strip()
        if not piece or (count > 1 and piece.startswith(">")):
            return None
        joined = f"{joined} {piece}".strip()
        if len(joined) > MAX_INTRODUCTION:
            return None
        if count == 1 and not _may_begin(joined):
            return None
        if _is_attribution(joined, lines, at + count):
            return _said_by(Introduction(at, at + count), joined)
    return None


def _may_begin(line: str) -> bool:
    return bool(
        _ATTRIBUTION_START.match(line) or _OTHER_START.match(line) or (line.endswith(":") and _SAID_AT_END.search(line))
    )


def _is_attribution(joined: str, lines: list[str], after: int) -> bool:
    if _APPLE.match(joined) or _OTHER_ATTRIBUTION.match(joined):
        return True
    if not _ATTRIBUTION.match(joined):
        return False
    if joined.endswith(":"):
        return True
    # Without its colon it could be a sentence of the letter: only a quoted line right below makes it an introduction.
    following = next((line for line in lines[after : after + 3] if line.strip()), "")
    return following.startswith(">")


def _said_by(found: Introduction, joined: str) -> Introduction:
    address = _ADDRESS.search(joined)
    name = _NAME_BEFORE_ADDRESS.search(joined)
    found.writer_address = address[0] if address else None
    found.writer_name = name[1].strip(" \"'") if name and "@" not in name[1] else None
    return found
