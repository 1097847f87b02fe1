"""Tables of rooms and bookings. The database itself keeps two bookings out of one room at one time."""

from datetime import date, datetime, time
from enum import StrEnum
from typing import Any, ClassVar

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Index, UniqueConstraint, false
from sqlmodel import Field, SQLModel

from copapp.audit import Audited
from copapp.columns import choice, created, instant, keyed, listed


class Room(SQLModel, Audited, table=True):
    """A room. `key` is the name that the reading of mail uses (lecture_hall, workshop_1, …); `aliases` are what people
    call it. A booking made from now on holds it `setup_minutes` before and `clearing_minutes` after as well. `layouts`
    says how many it seats when set up in a certain way (keys of `words.LAYOUTS`); `capacity` is the most of all."""

    id: int | None = Field(default=None, primary_key=True)
    key: str = Field(unique=True, max_length=40)
    name: str = Field(max_length=100)
    capacity: int
    aliases: list[str] = listed()
    position: int = 0
    active: bool = True
    setup_minutes: int = Field(default=0, sa_column_kwargs={"server_default": "0"})
    clearing_minutes: int = Field(default=0, sa_column_kwargs={"server_default": "0"})
    layouts: dict[str, int] = keyed(sa_column_kwargs={"server_default": "{}"})

    def audit_subject(self) -> tuple[str, int | None]:
        return "room", self.id


class RoomPart(SQLModel, table=True):
    """A room that is a part of a larger one ("obie warsztatowe"). Who books the whole holds its parts: the database
    adds a row of each to the booking's rooms, and takes it away with the whole's."""

    __tablename__ = "room_part"
    __table_args__ = (CheckConstraint("whole_id <> part_id", name="other_room"),)

    whole_id: int = Field(primary_key=True, foreign_key="room.id")
    part_id: int = Field(primary_key=True, foreign_key="room.id")


class Closure(SQLModel, Audited, table=True):
    """Days on which the Centre, or one room, is closed beside the feasts of the law: both days belong to it."""

    __table_args__ = (CheckConstraint("first_day <= last_day", name="last_after_first"),)

    id: int | None = Field(default=None, primary_key=True)
    first_day: date
    last_day: date = Field(index=True)
    room_id: int | None = Field(default=None, foreign_key="room.id", index=True)
    reason: str = Field(default="", max_length=200)

    def audit_subject(self) -> tuple[str, int | None]:
        return "closure", self.id


class CancelReason(SQLModel, Audited, table=True):
    """A reason for refusing or cancelling that staff may choose; one out of use stays for what it was said of."""

    __tablename__ = "cancel_reason"

    id: int | None = Field(default=None, primary_key=True)
    text: str = Field(unique=True, max_length=200)
    position: int = 0
    active: bool = True

    def audit_subject(self) -> tuple[str, int | None]:
        return "cancel_reason", self.id


class OpeningHours(SQLModel, Audited, table=True):
    """When the Centre is open on a weekday (0 = Monday), local time. A weekday without a row is closed."""

    __tablename__ = "opening_hours"

    id: int | None = Field(default=None, primary_key=True)
    weekday: int = Field(unique=True, ge=0, le=6)
    opens: time
    closes: time

    def audit_subject(self) -> tuple[str, int | None]:
        return "opening_hours", self.id


class RoomHours(SQLModel, Audited, table=True):
    """When a room is open on a weekday, local time, where that differs from the Centre's hours."""

    __tablename__ = "room_hours"
    __table_args__ = (UniqueConstraint("room_id", "weekday"),)

    id: int | None = Field(default=None, primary_key=True)
    room_id: int = Field(foreign_key="room.id")
    weekday: int = Field(ge=0, le=6)
    opens: time
    closes: time

    def audit_subject(self) -> tuple[str, int | None]:
        return "room", self.room_id


class BookingPolicy(SQLModel, Audited, table=True):
    """The Centre's rules of booking (`policy.Policy`): one row, made at its first change. 0 is no limit; `not_admitted`
    and `must_accept` are kinds of organisations."""

    __tablename__ = "booking_policy"

    id: int | None = Field(default=None, primary_key=True)
    ask_latest: int = 0
    ask_earliest: int = 0
    change_latest: int = 0
    shortest_minutes: int = 0
    longest_hours: int = 0
    hours_a_year: int = 0
    not_admitted: list[str] = listed()
    must_accept: list[str] = listed()

    def audit_subject(self) -> tuple[str, int | None]:
        return "booking_policy", self.id


class BookingState(StrEnum):
    TENTATIVE = "tentative"
    CONFIRMED = "confirmed"
    CANCELLED = "cancelled"


class Series(SQLModel, Audited, table=True):
    """A rule by which bookings come again (RFC 5545), from `first_day` on; see `recurrence.Recurrence`. `pattern` is
    what each of them says unless it was changed alone (see `series_pattern`). `left_out` are ISO days that staff left
    out (EXDATE). Bookings are made up to `made_until`; an inactive series gets no more."""

    unaudited: ClassVar[frozenset[str]] = frozenset({"version", "made_until"})

    id: int | None = Field(default=None, primary_key=True)
    rule: str = Field(max_length=400)
    skip_feasts: bool = False
    first_day: date
    pattern: dict[str, Any] = keyed()
    left_out: list[str] = listed()
    made_until: date
    active: bool = True
    version: int = 1
    created_at: datetime = created()

    def audit_subject(self) -> tuple[str, int | None]:
        return "series", self.id


class Booking(SQLModel, Audited, table=True):
    """Rooms for a time: half-open [starts_at, ends_at), UTC. `holds` is true unless cancelled: a cancelled booking
    stands in nobody's way. `uid` and `sequence` name it in invitations (RFC 5545, RFC 5546). `layout` is how the rooms
    are set up (a key of `words.LAYOUTS`). `override_note` says why it may break the Centre's
    rules. `series_day` is the day that the rule of its series has it on, wherever it was moved (RECURRENCE-ID).

    What really happened: `keys_given_at` to whom and `keys_returned_at` by whom, `began_at`, `over_at`, or `no_show`.
    One that was over early holds its rooms no longer: `ends_at` is earlier then, and `planned_ends_at` keeps the plan.
    Everybody may see it under its `public_title`; "": nobody may.
    """

    __table_args__ = (
        UniqueConstraint("id", "starts_at", "ends_at", "holds"),
        Index(None, "series_id", "series_day", unique=True),
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
    equipment: list[str] = listed()
    layout: str = Field(default="", max_length=20, sa_column_kwargs={"server_default": ""})
    note: str = ""
    cancel_reason: str = Field(default="", max_length=200, sa_column_kwargs={"server_default": ""})
    override_note: str = Field(default="", max_length=500, sa_column_kwargs={"server_default": ""})
    series_id: int | None = Field(default=None, foreign_key="series.id")
    series_day: date | None = None
    keys_given_at: datetime | None = instant(default=None, nullable=True)
    keys_given_to: str = Field(default="", max_length=200, sa_column_kwargs={"server_default": ""})
    keys_returned_at: datetime | None = instant(default=None, nullable=True)
    keys_returned_by: str = Field(default="", max_length=200, sa_column_kwargs={"server_default": ""})
    began_at: datetime | None = instant(default=None, nullable=True)
    over_at: datetime | None = instant(default=None, nullable=True)
    no_show: bool = Field(default=False, sa_column_kwargs={"server_default": false()})
    planned_ends_at: datetime | None = instant(default=None, nullable=True)
    public_title: str = Field(default="", max_length=200, sa_column_kwargs={"server_default": ""})
    uid: str = Field(unique=True, max_length=100)
    sequence: int = 0
    version: int = 1
    created_at: datetime = created()

    def audit_subject(self) -> tuple[str, int | None]:
        return "booking", self.id


class SecretAddress(SQLModel, Audited, table=True):
    """How often a secret address was issued anew: `use` is "feed" or "door", `what` names what it shows."""

    __tablename__ = "secret_address"
    __table_args__ = (UniqueConstraint("use", "what"),)

    id: int | None = Field(default=None, primary_key=True)
    use: str = Field(max_length=20)
    what: str = Field(max_length=40)
    generation: int = 0

    def audit_subject(self) -> tuple[str, int | None]:
        return "secret_address", self.id


class BookingReminder(SQLModel, table=True):
    """That a reminder of a booking was written for its local day, and with which letter; None: the booking's address is
    none that can be written to. One for each day at most."""

    __tablename__ = "booking_reminder"

    booking_id: int = Field(primary_key=True, foreign_key="booking.id")
    day: date = Field(primary_key=True)
    letter_id: int | None = Field(default=None, foreign_key="letter.id", index=True)


class BookingRoom(SQLModel, Audited, table=True):
    """One room of one booking. Its times and `holds` are the booking's: the foreign key cascades them, and an exclusion
    constraint (PostgreSQL) or triggers (SQLite) refuse two that hold one room at one time, each from its set-up to the
    end of its clearing. `whole_id`: the room is held as a part of that one, by a row that the database made."""

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
    setup_minutes: int = Field(default=0, sa_column_kwargs={"server_default": "0"})
    clearing_minutes: int = Field(default=0, sa_column_kwargs={"server_default": "0"})
    whole_id: int | None = Field(default=None, foreign_key="room.id")

    def audit_subject(self) -> tuple[str, int | None]:
        return "booking", self.booking_id
