"""What pages read of staff."""

from sqlmodel import Session, col, select

from copapp.accounts.models import Staff


def active_staff(session: Session) -> list[Staff]:
    """Everybody who may sign in, by name."""
    return list(session.exec(select(Staff).where(col(Staff.active)).order_by(Staff.name)))


def anybody(session: Session) -> bool:
    """Whether the centre has any member of staff yet."""
    return session.exec(select(Staff.id).limit(1)).first() is not None
