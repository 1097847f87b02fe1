"""A message that may belong to another ticket: suggested by the intake, decided by a person."""

from sqlmodel import Session, select

from copapp.problems import Stale
from copapp.tickets import queries
from copapp.tickets.actions.moving import move_message
from copapp.tickets.models import MessageMove, MoveKind, Suggestion, SuggestionState, Why


def suggest(session: Session, message_id: int, ticket_id: int, why: Why) -> Suggestion:
    """Show a person that a message may belong to a ticket. Of a message that is read again, the first one stays."""
    found = _of(session, message_id)
    if found is None:
        found = Suggestion(message_id=message_id, ticket_id=ticket_id, why=why)
        session.add(found)
        session.flush()
    return found


def accept(session: Session, ticket_id: int, message_id: int) -> MessageMove:
    """Put the message on the suggested ticket; `undo_move` takes it back and opens the suggestion again.

    Raises:
        Stale: somebody has decided meanwhile, or the message stands on another ticket by now.
        Refused: as for `move_message`.
    """
    found = _in_state(session, message_id, SuggestionState.OPEN)
    return move_message(session, ticket_id, message_id, queries.where_now(session, found.ticket_id), MoveKind.JOINED)


def decline(session: Session, message_id: int) -> Suggestion:
    """The message stays where it is.

    Raises:
        Stale: somebody has decided meanwhile.
    """
    found = _in_state(session, message_id, SuggestionState.OPEN)
    found.state = SuggestionState.DECLINED
    session.flush()
    return found


def reconsider(session: Session, message_id: int) -> Suggestion:
    """Open a declined suggestion again.

    Raises:
        Stale: it is not declined.
    """
    found = _in_state(session, message_id, SuggestionState.DECLINED)
    found.state = SuggestionState.OPEN
    session.flush()
    return found


def _in_state(session: Session, message_id: int, state: SuggestionState) -> Suggestion:
    found = _of(session, message_id)
    if found is None or found.state is not state:
        raise Stale("Ktoś już o tym zdecydował.")
    return found


def _of(session: Session, message_id: int) -> Suggestion | None:
    query = select(Suggestion).where(Suggestion.message_id == message_id).with_for_update()
    return session.exec(query.execution_options(populate_existing=True)).first()
