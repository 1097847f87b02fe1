"""What staff do with letters and messages: send, withdraw, decide, have read again."""

from collections.abc import Sequence
from datetime import timedelta

from sqlmodel import Session, col, select

from copapp import clock
from copapp.config import Settings
from copapp.correspondence.compose import Calendar, compose, storable
from copapp.correspondence.models import Disposition, Letter, LetterState, Message, MessageState
from copapp.problems import Refused


class LetterLeft(Refused):
    """The letter is being sent or was sent: it can't be taken back."""


class NothingToDecide(Refused):
    """Somebody has already decided, or the thing is in another state by now."""


def queue_letter(
    session: Session,
    settings: Settings,
    *,
    to_address: str,
    subject: str,
    body: str,
    to_name: str = "",
    in_reply_to: str | None = None,
    references: Sequence[str] = (),
    calendar: str | None = None,
    calendar_method: str = "REQUEST",
    automatic: bool = False,
) -> Letter:
    """Write a letter from the Centre into the outbox, in the caller's transaction: it leaves only if that commits.

    `in_reply_to` is the Message-ID (with angle brackets) of the message that is answered, `references` that message's
    own References. `calendar` is an iCalendar text (RFC 5545). `automatic` says that no person wrote the letter (RFC
    3834). It leaves COP_SEND_DELAY_SECONDS from now; until then `withdraw_letter` takes it back.

    Raises:
        WrongAddress: `to_address` is not an address that a letter can be sent to.
    """
    composed = compose(
        (settings.centre_name, settings.mail_address),
        (to_name, to_address),
        subject,
        body,
        secret=settings.secret_key,
        in_reply_to=in_reply_to,
        references=references,
        calendar=Calendar(calendar, calendar_method) if calendar else None,
        automatic=automatic,
    )
    letter = Letter(
        message_id=composed.message_id,
        to_address=composed.to_address,
        subject=composed.subject,
        body=storable(body),
        calendar=storable(calendar) if calendar else None,
        raw=composed.raw,
        next_attempt_at=clock.now() + timedelta(seconds=settings.send_delay_seconds),
    )
    session.add(letter)
    session.flush()
    return letter


def withdraw_letter(session: Session, letter_id: int) -> Letter:
    """Take back a letter that has not begun to leave. Of this and the sender exactly one wins.

    Raises:
        LetterLeft: it is being sent, or was.
    """
    letter = _locked_letter(session, letter_id)
    if letter.state is LetterState.WITHDRAWN:
        return letter
    if letter.state is not LetterState.QUEUED:
        raise LetterLeft("Ten list już wychodzi albo wyszedł; nie da się go cofnąć.")
    letter.state, letter.next_attempt_at = LetterState.WITHDRAWN, None
    session.flush()
    return letter


def send_again(session: Session, letter_id: int) -> Letter:
    """A person decides that a letter which failed, or of which nobody knows, is to be sent (once more).

    It goes out with the same Message-ID, so that a mail program which has it already can tell.

    Raises:
        NothingToDecide: the letter neither failed nor is unclear.
    """
    letter = _undecided(session, letter_id)
    letter.state, letter.next_attempt_at, letter.attempts, letter.error = LetterState.QUEUED, clock.now(), 0, ""
    letter.handed_over_at = None
    session.flush()
    return letter


def settle_as_sent(session: Session, letter_id: int) -> Letter:
    """A person knows that an unclear letter arrived.

    Raises:
        NothingToDecide: the letter neither failed nor is unclear.
    """
    letter = _undecided(session, letter_id)
    letter.state, letter.sent_at, letter.error = LetterState.SENT, letter.handed_over_at or clock.now(), ""
    session.flush()
    return letter


def read_again(session: Session, message_id: int) -> Message:
    """Have a message read anew by the worker, with its tries counted from zero.

    Raises:
        NothingToDecide: the message waits for its reading already, or is a duplicate of another.
    """
    message = _locked_message(session, message_id)
    if message.state in (MessageState.STORED, MessageState.DUPLICATE):
        raise NothingToDecide("Ta wiadomość już czeka na odczyt albo jest powtórzeniem innej.")
    message.state, message.attempts, message.quarantine_reason = MessageState.STORED, 0, ""
    session.flush()
    return message


def dismiss(session: Session, message_id: int) -> Message:
    """A person says that a message which opened no ticket is not for us: it leaves its list, and stays.

    Raises:
        NothingToDecide: it waits to be read, or is a person's request.
    """
    message = _locked_message(session, message_id)
    if not needs_decision(message):
        raise NothingToDecide("O tej wiadomości nie trzeba decydować.")
    message.dismissed_at = message.dismissed_at or clock.now()
    session.flush()
    return message


def reinstate(session: Session, message_id: int) -> Message:
    """Take `dismiss` back: the message stands in its list again."""
    message = _locked_message(session, message_id)
    message.dismissed_at = None
    session.flush()
    return message


def needs_decision(message: Message) -> bool:
    """Whether a message is of those that open no ticket by themselves: unreadable, a machine's, or come twice."""
    is_machine = message.state is MessageState.READ and message.disposition is not Disposition.REQUEST
    return is_machine or message.state in (MessageState.QUARANTINED, MessageState.DUPLICATE)


def _locked_message(session: Session, message_id: int) -> Message:
    query = select(Message).where(Message.id == message_id).with_for_update()
    return session.exec(query.execution_options(populate_existing=True)).one()


def _undecided(session: Session, letter_id: int) -> Letter:
    letter = _locked_letter(session, letter_id)
    if letter.state not in (LetterState.FAILED, LetterState.UNCLEAR):
        raise NothingToDecide("O tym liście nie trzeba już decydować.")
    return letter


def _locked_letter(session: Session, letter_id: int) -> Letter:
    query = select(Letter).where(col(Letter.id) == letter_id).with_for_update()
    return session.exec(query.execution_options(populate_existing=True)).one()
