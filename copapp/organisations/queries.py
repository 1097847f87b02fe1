"""What other features ask of organisations."""

from collections.abc import Iterable

from sqlmodel import Session, col, func, or_, select

from copapp.organisations.models import Organisation, Person


def by_id(session: Session, organisation_id: int) -> Organisation | None:
    """One organisation; None: there is no such."""
    return session.get(Organisation, organisation_id)


def find_named(session: Session, name: str) -> Organisation | None:
    """The known organisation of just that name, whatever its capitals and spaces; None for none or several."""
    wanted = " ".join(name.split()).lower()
    if not wanted:
        return None
    candidates = session.exec(select(Organisation).where(func.lower(Organisation.name) == wanted)).all()
    return _one(candidates) or _one(each for each in all_organisations(session) if each.name.lower() == wanted)


def all_organisations(session: Session) -> list[Organisation]:
    """Every known organisation, by name."""
    return list(session.exec(select(Organisation).order_by(col(Organisation.name))))


def by_identifiers(session: Session, nip: str, krs: str, regon: str) -> list[Organisation]:
    """Organisations that have any of the numbers; empty ones match nothing."""
    given = [(Organisation.nip, nip), (Organisation.krs, krs), (Organisation.regon, regon)]
    clauses = [column == value for column, value in given if value]
    return list(session.exec(select(Organisation).where(or_(*clauses)))) if clauses else []


def by_emails(session: Session, emails: Iterable[str]) -> dict[str, list[Organisation]]:
    """Organisations that somebody with these addresses writes for, by the address in lower case; in one query."""
    wanted = {email.lower() for email in emails if email}
    if not wanted:
        return {}
    query = select(Person.email, Organisation).join(Organisation, col(Organisation.id) == col(Person.organisation_id))
    found: dict[str, list[Organisation]] = {}
    for email, organisation in session.exec(query.where(col(Person.email).in_(wanted)).order_by(col(Organisation.id))):
        if organisation not in found.setdefault(email, []):
            found[email].append(organisation)
    return found


def names_by_ids(session: Session, ids: Iterable[int]) -> dict[int, str]:
    """The names of several organisations, in one query; unknown ids are left out."""
    rows = session.exec(select(Organisation.id, Organisation.name).where(col(Organisation.id).in_(set(ids))))
    return {number: name for number, name in rows if number is not None}


def writes_for(session: Session, organisation_id: int, email: str) -> bool:
    """Whether that address is known among the organisation's people."""
    query = select(Person.id).where(Person.organisation_id == organisation_id, Person.email == email.lower())
    return session.exec(query.limit(1)).first() is not None


def _one(found: Iterable[Organisation]) -> Organisation | None:
    rows = list(found)
    return rows[0] if len(rows) == 1 else None
