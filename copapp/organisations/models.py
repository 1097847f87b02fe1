"""Tables of organisations and their people."""

from datetime import date, datetime
from enum import StrEnum

from sqlmodel import Field, SQLModel

from copapp.audit import Audited
from copapp.columns import choice, created


class OrganisationKind(StrEnum):
    """What an organisation is, as far as rules about rooms tell them apart."""

    UNKNOWN = "unknown"
    REGISTERED = "registered"
    INFORMAL = "informal"
    COUNCIL = "council"
    CITY = "city"


class Organisation(SQLModel, Audited, table=True):
    """An organisation, formal or not. Identifiers are digits only; a KRS number has ten. `rules_accepted_on`: when it
    signed the Centre's rules; None: it has not."""

    id: int | None = Field(default=None, primary_key=True)
    name: str = Field(index=True, max_length=300)
    nip: str | None = Field(default=None, index=True, max_length=10)
    krs: str | None = Field(default=None, index=True, max_length=10)
    regon: str | None = Field(default=None, index=True, max_length=14)
    note: str = ""
    kind: OrganisationKind = choice(OrganisationKind, default=OrganisationKind.UNKNOWN)
    rules_accepted_on: date | None = None
    created_at: datetime = created()

    def audit_subject(self) -> tuple[str, int | None]:
        return "organisation", self.id


class Person(SQLModel, Audited, table=True):
    """Somebody who writes for an organisation. `email` is lower-case; `phone` is E.164."""

    id: int | None = Field(default=None, primary_key=True)
    organisation_id: int = Field(foreign_key="organisation.id", index=True)
    name: str = Field(default="", max_length=200)
    email: str = Field(default="", index=True, max_length=320)
    phone: str | None = Field(default=None, max_length=20)

    def audit_subject(self) -> tuple[str, int | None]:
        return "organisation", self.organisation_id
