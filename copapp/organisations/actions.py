"""What changes organisations."""

from sqlmodel import Session

from copapp.organisations import queries
from copapp.organisations.models import Organisation
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
