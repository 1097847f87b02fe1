"""Telling a sender that the letter arrived. Whether the message may be answered at all is the intake's judgement."""

from datetime import timedelta

from sqlmodel import Session, col, select

from copapp import clock
from copapp.config import Settings
from copapp.correspondence import actions as correspondence
from copapp.correspondence.compose import WrongAddress, checked_address
from copapp.correspondence.models import Letter, Message
from copapp.feasts import working_day_after
from copapp.tickets import letters
from copapp.tickets.models import Ticket, TicketLetter

ADDRESS_A_DAY = 2
DOMAIN_A_DAY = 30
ALL_A_DAY = 200
"""So many acknowledgements go to one address, to one domain and to all in 24 hours: a loop ends here."""


def acknowledge(session: Session, settings: Settings, ticket: Ticket, message: Message) -> Letter | None:
    """Queue a letter that the message arrived and by when it will be answered, once for each ticket, within the caps.
    It carries no word of the sender, goes to the address in From only, and can be switched off
    (COP_ACKNOWLEDGE_DAYS=0). Gives None where none goes out.
    """
    assert ticket.id is not None
    try:
        address = checked_address(message.from_address)
    except WrongAddress:
        return None
    if not settings.acknowledge_days or _was_acknowledged(session, ticket.id) or not _is_within_caps(session, address):
        return None
    text = letters.acknowledgement(
        ticket.id, working_day_after(clock.today(), settings.acknowledge_days), address, settings
    )
    letter = correspondence.queue_letter(
        session,
        settings,
        to_address=address,
        subject=text.subject,
        body=text.body,
        in_reply_to=message.message_id,
        automatic=True,
    )
    assert letter.id is not None
    session.add(TicketLetter(letter_id=letter.id, ticket_id=ticket.id, action=letters.ACKNOWLEDGE))
    session.flush()
    return letter


def _was_acknowledged(session: Session, ticket_id: int) -> bool:
    query = select(TicketLetter).where(TicketLetter.ticket_id == ticket_id)
    return session.exec(query.where(TicketLetter.action == letters.ACKNOWLEDGE).limit(1)).first() is not None


def _is_within_caps(session: Session, address: str) -> bool:
    query = select(Letter.to_address).join(TicketLetter, col(TicketLetter.letter_id) == col(Letter.id))
    recent = query.where(
        TicketLetter.action == letters.ACKNOWLEDGE, col(Letter.created_at) > clock.now() - timedelta(days=1)
    )
    sent = [_mailbox_of(each) for each in session.exec(recent.limit(ALL_A_DAY))]
    mailbox = _mailbox_of(address)
    same_domain = [each for each in sent if each[1] == mailbox[1]]
    return sent.count(mailbox) < ADDRESS_A_DAY and len(same_domain) < DOMAIN_A_DAY and len(sent) < ALL_A_DAY


def _mailbox_of(address: str) -> tuple[str, str]:
    """Whose mailbox an address is: what stands after "+" only labels it."""
    local, _, domain = address.lower().rpartition("@")
    return local.partition("+")[0], domain
