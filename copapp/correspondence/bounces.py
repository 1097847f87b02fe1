"""Letters that did not reach an address: what came back is kept with the letter."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlmodel import Session, col, select

from copapp.correspondence.models import Fault, LetterBounce

LONGEST_ADDRESS = 320
WORDS = {
    Fault.NO_ADDRESS: "nie ma takiego adresu",
    Fault.NO_DOMAIN: "nie ma takiego serwera poczty: domena w adresie nie istnieje albo nie przyjmuje listów",
    Fault.DISABLED: "skrzynka odbiorcy jest wyłączona",
    Fault.FULL: "skrzynka odbiorcy jest pełna",
    Fault.TOO_LARGE: "list jest za duży dla skrzynki odbiorcy",
    Fault.REJECTED: "serwer odbiorcy odmówił przyjęcia listu",
    Fault.NO_ANSWER: "serwer odbiorcy nie odpowiada",
    Fault.LOOP: "list krążył w kółko między serwerami",
    Fault.OTHER: "serwer poczty nie podał zrozumiałego powodu",
}


@dataclass(frozen=True)
class Failure:
    """What a report says of one address. `hard`: it will never work; `given_up`: no server tries any more.
    `status` is the enhanced code or the reply's three digits, as told."""

    address: str
    status: str
    fault: Fault
    hard: bool
    given_up: bool


def note_bounce(session: Session, letter_id: int, message_id: int, failure: Failure) -> LetterBounce:
    """Keep that a letter did not reach an address, as a message told; once, however often that message is read."""
    address = failure.address[:LONGEST_ADDRESS]
    query = select(LetterBounce).where(LetterBounce.letter_id == letter_id, LetterBounce.message_id == message_id)
    bounce = session.exec(query.where(LetterBounce.address == address)).first()
    if bounce is None:
        bounce = LetterBounce(
            letter_id=letter_id,
            message_id=message_id,
            address=address,
            hard=failure.hard,
            given_up=failure.given_up,
            fault=failure.fault,
            status=failure.status,
        )
        session.add(bounce)
        session.flush()
    return bounce


def bounces(session: Session, letter_ids: Sequence[int]) -> list[LetterBounce]:
    """What came back of these letters, in the order of coming; of one address of a letter the last word only."""
    found = session.exec(
        select(LetterBounce).where(col(LetterBounce.letter_id).in_(letter_ids)).order_by(col(LetterBounce.id))
    )
    return list({(each.letter_id, each.address.lower()): each for each in found}.values())
