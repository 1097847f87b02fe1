"""What was read of messages becomes their rows, attachments and tickets, all in the caller's one transaction."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property

from sqlmodel import Session

from copapp.correspondence import incoming
from copapp.correspondence.incoming import Stored
from copapp.correspondence.models import Disposition, Message, MessageState
from copapp.tickets import queries as ticket_queries
from mail_ingest import content
from mail_ingest.filing import Step, ToFile, file_messages
from mail_ingest.reader import Outcome

SAME_ID = "Ten sam Message-ID, inna treść niż w wiadomości nr {}: nadawca lub program użył go dwa razy."
EMPTY = "Wiadomość jest pusta: nie ma w niej nadawcy, tematu ani treści."
TOO_LARGE = "Wiadomość ma {:.0f} MB, więcej niż wolno pobrać. Zachowano jej nagłówki; całość jest w skrzynce pocztowej."
WITHHELD = "Serwer poczty nie oddał treści tej wiadomości."

LONGEST_AWAY = timedelta(days=3650)
"""A letter dated longer before its arrival has a wrong date: archives are younger than that."""
WRONG_DATE = "Data nadania ({:%d.%m.%Y}) jest nieprawdziwa; przyjęto datę nadejścia."


@dataclass(frozen=True)
class WasRead:
    """A stored message and what was read of it."""

    stored: Stored
    outcome: Outcome

    @cached_property
    def is_empty(self) -> bool:
        said = self.outcome.message
        return not (said.from_address or said.subject.strip() or said.new_text.strip() or said.attachments)

    @cached_property
    def key(self) -> str | None:
        """Its content key; messages that say nothing have none, for they are no repetition of one another."""
        return None if self.is_empty else content.content_key(self.outcome.message, self.stored.missing)

    @cached_property
    def said_id(self) -> str | None:
        """Its Message-ID as it is kept."""
        return content.identifier(self.outcome.message.message_id)


def draft(session: Session, read: Sequence[WasRead]) -> dict[int, Step]:
    """Draft messages in their order; gives what became of each, by its id. The number of statements does not grow with
    that of the messages, but for those that continue a ticket.

    Raises:
        IntegrityError: another worker has committed a message of the same content meanwhile.
    """
    ids = [each.stored.message_id for each in read]
    messages = incoming.claim(session, ids)
    known = _known(session, read)
    steps: dict[int, Step] = dict.fromkeys(ids, Step.NOTHING)
    files: list[incoming.File] = []
    to_file: list[ToFile] = []
    for each in read:
        message = messages.get(each.stored.message_id)
        if message is not None:
            step = _take_over(session, message, each, known, files, to_file)
            steps[each.stored.message_id] = step
    incoming.add_attachments(session, files)
    return steps | file_messages(session, to_file)


@dataclass(frozen=True)
class _Known:
    """Which messages have a content key, and which is the first with a Message-ID; kept up while others are drafted."""

    by_key: dict[str, int]
    by_message_id: dict[str, int]


def _known(session: Session, read: Sequence[WasRead]) -> _Known:
    said_ids = {each.said_id for each in read if each.said_id}
    ids = [each.stored.message_id for each in read]
    return _Known(
        incoming.with_content_keys(session, {each.key for each in read if each.key}),
        incoming.with_message_ids(session, said_ids, but=ids) if said_ids else {},
    )


def _take_over(
    session: Session,
    message: Message,
    read: WasRead,
    known: _Known,
    files: list[incoming.File],
    to_file: list[ToFile],
) -> Step:
    """Put one message's words into its row; its attachments are added to `files`, itself to `to_file` where it may
    belong on a ticket."""
    assert message.id is not None
    outcome = read.outcome
    was_read = message.disposition is not None
    ticket_id = ticket_queries.ticket_of_message(session, message.id) if was_read else None
    if ticket_id is None:
        # Read once more, a message keeps the reading that its drafts were made from.
        message.reading = content.storable_json(outcome.reading)
    _fill(message, read)
    original = known.by_key.setdefault(read.key, message.id) if read.key else message.id
    if original != message.id:
        incoming.settle_duplicate(session, message, original)
        return Step.DUPLICATE
    message.content_key = read.key
    namesake = known.by_message_id.setdefault(read.said_id, message.id) if read.said_id else message.id
    if namesake != message.id:
        message.problems = [*message.problems, SAME_ID.format(namesake)]
    message.state = MessageState.QUARANTINED if read.is_empty else MessageState.READ
    message.quarantine_reason = (WITHHELD if read.stored.missing else EMPTY) if read.is_empty else ""
    if was_read:
        incoming.drop_attachments(session, message.id)
    for file in outcome.message.attachments:
        name, kind = content.line(file.filename, 255), content.line(file.content_type, 255)
        files.append(incoming.File(message.id, name, kind, file.content))
    if read.is_empty or ticket_id is not None:
        return Step.QUARANTINED if read.is_empty else Step.NO_TICKET
    to_file.append(ToFile(message, outcome, seen_before=was_read or namesake != message.id))
    return Step.NO_TICKET


def _fill(message: Message, read: WasRead) -> None:
    """Put what was parsed into the row, in forms that both databases take."""
    said, reading, stored_at = read.outcome.message, read.outcome.reading, read.stored.stored_at
    message.disposition = Disposition(reading["disposition"])
    message.message_id = read.said_id
    message.in_reply_to = [content.line(item) for item in said.in_reply_to[: content.MOST_REFERENCES]]
    message.references = [content.line(item) for item in said.references[-content.MOST_REFERENCES :]]
    message.from_name = content.line(said.from_name)
    message.from_address = content.line(said.from_address, content.LONGEST_ADDRESS)
    answers_to = said.writer_address if said.forwarded else next((address for _, address in said.reply_to), "")
    message.reply_to = content.line(answers_to, content.LONGEST_ADDRESS)
    message.subject = content.line(said.subject)
    is_true = said.date is not None and stored_at - LONGEST_AWAY < said.date < stored_at + timedelta(days=1)
    message.sent_at = said.date if is_true else stored_at
    message.new_text, message.quoted_text = content.body(said.new_text), content.body(said.quoted_text)
    message.has_html = said.html is not None
    problems = [*said.problems, *(item for item in reading.get("problems", ()) if item not in said.problems)]
    if said.date is not None and not is_true:
        problems.append(WRONG_DATE.format(said.date))
    if message.disposition is not Disposition.REQUEST and read.outcome.sorted_because:
        problems.insert(0, read.outcome.sorted_because)
    if read.stored.missing:
        problems.insert(0, TOO_LARGE.format(message.size / 1_000_000))
    message.problems = [content.line(problem) for problem in problems]
