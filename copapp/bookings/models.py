"""Tables of rooms and bookings. The database itself keeps two bookings out of one room at one time."""

from datetime import datetime, time
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKeyConstraint, Index, UniqueConstraint
from sqlmodel import Field, SQLModel

from copapp.audit import Audited
from copapp.columns import choice, created, instant


class Room(SQLModel, Audited, table=True):
    """A room. `key` is the name that the reading of mail uses (lecture_hall, workshop_1, …); `aliases` are what people
    call it."""

    id: int | None = Field(default=None, primary_key=True)
    key: str = Field(unique=True, max_length=40)
    name: str = Field(max_length=100)
    capacity: int
    aliases: list[str] = Field(default_factory=list, sa_type=JSON, nullable=False)
    position: int = 0
    active: bool = True

    def audit_subject(self) -> tuple[str, int | None]:
        return "room", self.id


class OpeningHours(SQLModel, Audited, table=True):
    """When the Centre is open on a weekday (0 = Monday), local time. A weekday without a row is closed."""

    __tablename__ = "opening_hours"

    id: int | None = Field(default=None, primary_key=True)
    weekday: int = Field(unique=True, ge=0, le=6)
    opens: time
    closes: time

    def audit_subject(self) -> tuple[str, int | None]:
        return "opening_hours", self.id


class BookingState(StrEnum):
    TENTATIVE = "tentative"
    CONFIRMED = "confirmed"
    CANCELLED = "cancelled"


class Booking(SQLModel, Audited, table=True):
    """Rooms for a time: half-open [starts_at, ends_at), UTC. `holds` is true unless cancelled: a cancelled booking
    stands in nobody's way. `uid` and `sequence` name it in invitations (RFC 5545, RFC 5546)."""

    __table_args__ = (
        UniqueConstraint("id", "starts_at", "ends_at", "holds"),
        CheckConstraint("starts_at < ends_at", name="ends_after_start"),
    )

    id: int | None = Field(default=None, primary_key=True)
    state: BookingState = choice(BookingState, default=BookingState.TENTATIVE)
    holds: bool = True
    starts_at: datetime = instant(nullable=False, index=True)
    ends_at: datetime = instant(nullable=False)
    purpose: str = Field(default="", max_length=300)
    organisation_id: int | None = Field(default=None, foreign_key="organisation.id", index=True)
    contact_name: str = Field(default="", max_length=200)
    contact_email: str = Field(default="", max_length=320)
    contact_phone: str = Field(default="", max_length=40)
    attendees: int | None = None
    equipment: list[str] = Field(default_factory=list, sa_type=JSON, nullable=False)
    note: str = ""
    uid: str = Field(unique=True, max_length=100)
    sequence: int = 0
    version: int = 1
    created_at: datetime = created()

    def audit_subject(self) -> tuple[str, int | None]:
        return "booking", self.id


class BookingRoom(SQLModel, Audited, table=True):
    """One room of one booking. Its times and `holds` are the booking's: the foreign key cascades them, and an exclusion
    constraint (PostgreSQL) or triggers (SQLite) refuse two that hold one room at one time."""

    __tablename__ = "booking_room"
    __table_args__: Any = (
        UniqueConstraint("booking_id", "room_id"),
        Index(None, "room_id", "starts_at"),
        ForeignKeyConstraint(
            ["booking_id", "starts_at", "ends_at", "holds"],
            ["booking.id", "booking.starts_at", "booking.ends_at", "booking.holds"],
            onupdate="CASCADE",
            ondelete="CASCADE",
        ),
    )

    id: int | None = Field(default=None, primary_key=True)
    booking_id: int = Field(index=True)
    room_id: int = Field(foreign_key="room.id", index=True)
    starts_at: datetime = instant(nullable=False)
    ends_at: datetime = instant(nullable=False)
    holds: bool = True

    def audit_subject(self) -> tuple[str, int | None]:
        return "booking", self.booking_id
