"""What changes organisations."""

from sqlmodel import Session

from copapp.organisations import queries
from copapp.organisations.models import Organisation, Person
from copapp.problems import Refused

LONGEST_NAME = 300


def add_organisation(session: Session, name: str) -> Organisation:
    """The organisation of that name: the known one, else a new one.

    Raises:
        Refused: no name, or a longer one than 300 characters.
    """
    name = " ".join(name.split())
    if not name or len(name) > LONGEST_NAME:
        raise Refused(f"Podaj nazwę organizacji, najwyżej {LONGEST_NAME} znaków.", "organisation")
    organisation = queries.find_named(session, name)
    if organisation is None:
        organisation = Organisation(name=name)
        session.add(organisation)
        session.flush()
    return organisation


def remember_sender(
    session: Session,
    name: str,
    *,
    known_id: int | None = None,
    nip: str,
    krs: str,
    regon: str,
    person: str,
    email: str,
    phone: str,
) -> Organisation:
    """The known organisation with that id, else the one of that name, made known with its identifiers and with the
    person who writes for it.

    What is known already stays; only blanks are filled in.

    Raises:
        Refused: no such organisation, or as for `add_organisation`.
    """
    organisation = session.get(Organisation, known_id) if known_id else add_organisation(session, name)
    if organisation is None:
        raise Refused("Tej organizacji już nie ma.", "organisation")
    organisation.nip = organisation.nip or nip or None
    organisation.krs = organisation.krs or krs or None
    organisation.regon = organisation.regon or regon or None
    assert organisation.id is not None
    address = email.strip().lower()
    if address and not queries.writes_for(session, organisation.id, address):
        session.add(
            Person(organisation_id=organisation.id, name=person[:200], email=address[:320], phone=phone[:20] or None)
        )
    session.flush()
    return organisation
