"""Every table of the intranet, gathered for the migrations and for tests."""

from sqlmodel import SQLModel

import copapp.accounts.models
import copapp.audit
import copapp.bookings.models
import copapp.correspondence.models
import copapp.organisations.models
import copapp.tickets.models  # noqa: F401 - imported for their tables

METADATA = SQLModel.metadata
