"""Tables of organisations and their people."""

from datetime import datetime

from sqlmodel import Field, SQLModel

from copapp.audit import Audited
from copapp.columns import created


class Organisation(SQLModel, Audited, table=True):
    """An organisation, formal or not. Identifiers are digits only; a KRS number has ten."""

    id: int | None = Field(default=None, primary_key=True)
    name: str = Field(index=True, max_length=300)
    nip: str | None = Field(default=None, index=True, max_length=10)
    krs: str | None = Field(default=None, index=True, max_length=10)
    regon: str | None = Field(default=None, index=True, max_length=14)
    note: str = ""
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
