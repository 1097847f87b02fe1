"""Attachments on the screen: what can be shown of each, and files that lie inside others."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from sqlmodel import Session

from copapp.correspondence import calendar_files, queries, showing
from copapp.correspondence.calendar_files import Appointment
from copapp.correspondence.queries import AttachmentInfo
from copapp.correspondence.showing import Unpacked

DEEPEST = 5
"""Messages within messages that are opened."""


class Preview(StrEnum):
    """How a file can be looked at here; whether it really is what it says shows when it is opened."""

    NONE = ""
    PICTURE = "picture"
    PDF = "pdf"
    MESSAGE = "message"


class File(Protocol):
    """An attachment, or a file inside one; type and name are the sender's word."""

    @property
    def filename(self) -> str: ...
    @property
    def content_type(self) -> str: ...
    @property
    def content(self) -> bytes: ...


BY_EXTENSION = {
    **dict.fromkeys(("png", "jpg", "jpeg", "gif", "webp"), Preview.PICTURE),
    "pdf": Preview.PDF,
    "eml": Preview.MESSAGE,
}
BY_TYPE = {
    **dict.fromkeys(("image/png", "image/jpeg", "image/jpg", "image/gif", "image/webp"), Preview.PICTURE),
    "application/pdf": Preview.PDF,
    **dict.fromkeys(("message/rfc822", "application/ms-tnef", "application/vnd.ms-tnef"), Preview.MESSAGE),
}
PDF_MARK, PDF_MARK_WITHIN = b"%PDF-", 1024


@dataclass(frozen=True)
class Inside:
    """A file inside an attachment: `path` are positions, from 0, outermost first."""

    path: tuple[int, ...] = ()

    @classmethod
    def read(cls, text: str) -> "Inside | None":
        """From "2.0"; None if it is no such path."""
        parts = text.split(".") if text else []
        if len(parts) > DEEPEST or not all(part.isascii() and part.isdigit() and len(part) < 5 for part in parts):
            return None
        return cls(tuple(map(int, parts)))

    def below(self, position: int) -> str:
        return ".".join(map(str, (*self.path, position)))

    def __str__(self) -> str:
        return ".".join(map(str, self.path))


@dataclass(frozen=True)
class Shown:
    """A file in a list: `inside` is its path within the attachment, "" for the attachment itself."""

    message_id: int | None
    attachment_id: int
    inside: str
    filename: str
    size: int
    preview: Preview
    appointments: tuple[Appointment, ...] = ()


def shown(session: Session, infos: Sequence[AttachmentInfo]) -> list[Shown]:
    """Attachments as lists show them; calendar files are read for what they say, at the cost of one query."""
    dates = [each.id for each in infos if calendar_files.is_calendar(each.filename, each.content_type)]
    contents = queries.small_files(session, dates, calendar_files.MAX_BYTES) if dates else {}
    return [
        Shown(
            each.message_id,
            each.id,
            "",
            each.filename,
            each.size,
            preview(each.filename, each.content_type),
            tuple(calendar_files.appointments(contents[each.id])) if each.id in contents else (),
        )
        for each in infos
    ]


def shown_inside(attachment_id: int, inside: Inside, unpacked: Unpacked) -> list[Shown]:
    """The files of a message that lies at `inside` of an attachment."""
    return [
        Shown(
            None,
            attachment_id,
            inside.below(position),
            each.filename,
            each.size,
            preview(each.filename, each.content_type),
            tuple(calendar_files.appointments(each.content))
            if calendar_files.is_calendar(each.filename, each.content_type)
            else (),
        )
        for position, each in enumerate(unpacked.files)
    ]


def preview(filename: str, content_type: str) -> Preview:
    """How a file can be looked at, by its name, or by its type where the name says nothing."""
    name = filename.lower()
    if name == "winmail.dat":
        return Preview.MESSAGE
    return BY_EXTENSION.get(name.rpartition(".")[2]) or BY_TYPE.get(content_type.lower(), Preview.NONE)


def is_pdf(content: bytes) -> bool:
    return PDF_MARK in content[:PDF_MARK_WITHIN]


def find(session: Session, attachment_id: int, inside: Inside) -> File | None:
    """An attachment with its bytes, or a file inside it; None where there is none.

    Raises:
        NotShown: what it lies in can't be unpacked.
    """
    found: File | None = queries.attachment(session, attachment_id)
    for position in inside.path:
        if found is None or preview(found.filename, found.content_type) is not Preview.MESSAGE:
            return None
        within = showing.unpacked(found.content).files
        found = within[position] if position < len(within) else None
    return found
