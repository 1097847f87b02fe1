"""Set-up and clearing time held with a booking, rooms that join others, days off, layouts and reasons of cancelling.

Revision ID: 0007
Revises: 0006
"""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

# Milliseconds, which julianday() keeps exactly: its days are fractions, and those of two instants a quarter of an hour
# apart would not always meet. The comparisons as text only narrow the search; the longest gap is a day.
TAKEN = """
    NEW.holds AND EXISTS (
        SELECT 1 FROM booking_room AS other
        WHERE other.room_id = NEW.room_id AND other.holds AND other.id IS NOT NEW.id
          AND other.starts_at < date(NEW.ends_at, '+4 days') AND date(NEW.starts_at, '-35 days') < other.starts_at
          AND round(julianday(other.starts_at) * 86400000) - other.setup_minutes * 60000
              < round(julianday(NEW.ends_at) * 86400000) + NEW.clearing_minutes * 60000
          AND round(julianday(NEW.starts_at) * 86400000) - NEW.setup_minutes * 60000
              < round(julianday(other.ends_at) * 86400000) + other.clearing_minutes * 60000
    )
"""
HOLD_PARTS = """
    INSERT INTO booking_room
        (booking_id, room_id, starts_at, ends_at, holds, setup_minutes, clearing_minutes, whole_id)
    SELECT NEW.booking_id, part_id, NEW.starts_at, NEW.ends_at, NEW.holds, NEW.setup_minutes, NEW.clearing_minutes,
           NEW.room_id
    FROM room_part WHERE whole_id = NEW.room_id;
"""
LET_PARTS_GO = "DELETE FROM booking_room WHERE booking_id = OLD.booking_id AND whole_id = OLD.room_id;"


def upgrade() -> None:
    for table in ("room", "booking_room"):
        for name in ("setup_minutes", "clearing_minutes"):
            column = sa.Column(name, sa.Integer(), nullable=False, server_default="0")
            op.add_column(table, column)
    op.add_column("room", sa.Column("layouts", sa.JSON(), nullable=False, server_default="{}"))
    op.execute(
        "ALTER TABLE booking_room ADD COLUMN whole_id INTEGER CONSTRAINT fk_booking_room_whole_id REFERENCES room (id)"
    )
    op.create_table(
        "room_part",
        sa.Column("whole_id", sa.Integer(), nullable=False),
        sa.Column("part_id", sa.Integer(), nullable=False),
        sa.CheckConstraint("whole_id <> part_id", name=op.f("ck_room_part_other_room")),
        sa.ForeignKeyConstraint(["whole_id"], ["room.id"], name=op.f("fk_room_part_whole_id")),
        sa.ForeignKeyConstraint(["part_id"], ["room.id"], name=op.f("fk_room_part_part_id")),
        sa.PrimaryKeyConstraint("whole_id", "part_id", name=op.f("pk_room_part")),
    )
    op.create_table(
        "closure",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        sa.Column("room_id", sa.Integer(), nullable=True),
        sa.Column("reason", sa.String(200), nullable=False),
        sa.CheckConstraint("first_day <= last_day", name=op.f("ck_closure_last_after_first")),
        sa.ForeignKeyConstraint(["room_id"], ["room.id"], name=op.f("fk_closure_room_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_closure")),
    )
    op.create_index(op.f("ix_closure_last_day"), "closure", ["last_day"], unique=False)
    op.create_index(op.f("ix_closure_room_id"), "closure", ["room_id"], unique=False)
    _keep_facts()
    _guard_rooms()


def _keep_facts() -> None:
    """How its rooms are set up, and why it was called off."""
    columns = [
        sa.Column("layout", sa.String(20), nullable=False, server_default=""),
        sa.Column("cancel_reason", sa.String(200), nullable=False, server_default=""),
    ]
    for column in columns:
        op.add_column("booking", column)
    op.create_table(
        "cancel_reason",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("text", sa.String(200), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cancel_reason")),
        sa.UniqueConstraint("text", name=op.f("uq_cancel_reason_text")),
    )


def _guard_rooms() -> None:
    """A room is held from its set-up to the end of its clearing, and who holds a whole room holds its parts: the
    database itself sees to both, whoever asks."""
    if op.get_bind().dialect.name == "postgresql":
        _guard_postgresql()
    else:
        _guard_sqlite()


def _guard_postgresql() -> None:
    # Minutes are as long at any time and in any zone, so this is immutable though "timestamptz - interval" is not.
    op.execute(
        "CREATE FUNCTION held_span(starts timestamptz, ends timestamptz, setup integer, clearing integer)"
        " RETURNS tstzrange LANGUAGE sql IMMUTABLE PARALLEL SAFE AS"
        " $$ SELECT tstzrange(starts - make_interval(mins => setup), ends + make_interval(mins => clearing), '[)') $$"
    )
    op.execute("ALTER TABLE booking_room DROP CONSTRAINT room_taken")
    op.execute(
        "ALTER TABLE booking_room ADD CONSTRAINT room_taken EXCLUDE USING gist"
        " (room_id WITH =, held_span(starts_at, ends_at, setup_minutes, clearing_minutes) WITH &&) WHERE (holds)"
    )
    op.execute(
        "ALTER TABLE booking_room ADD CONSTRAINT gap CHECK"
        " (setup_minutes BETWEEN 0 AND 1440 AND clearing_minutes BETWEEN 0 AND 1440)"
    )
    for name, event, body, result in (
        ("hold_parts", "INSERT", HOLD_PARTS, "NEW"),
        ("let_parts_go", "DELETE", LET_PARTS_GO, "OLD"),
    ):
        op.execute(
            f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {body} RETURN {result}; END $$"
        )
        op.execute(
            f"CREATE TRIGGER {name} AFTER {event} ON booking_room FOR EACH ROW"
            f" WHEN ({result}.whole_id IS NULL) EXECUTE FUNCTION {name}()"
        )


def _guard_sqlite() -> None:
    gap = "NEW.setup_minutes NOT BETWEEN 0 AND 1440 OR NEW.clearing_minutes NOT BETWEEN 0 AND 1440"
    for when in ("INSERT", "UPDATE"):
        op.execute(f"DROP TRIGGER room_taken_{when.lower()}")
        for name, condition in (("gap", gap), ("room_taken", TAKEN)):
            op.execute(
                f"CREATE TRIGGER {name}_{when.lower()} BEFORE {when} ON booking_room"
                f" WHEN {condition} BEGIN SELECT RAISE(ABORT, '{name}'); END"
            )
    op.execute(
        f"CREATE TRIGGER hold_parts AFTER INSERT ON booking_room WHEN NEW.whole_id IS NULL BEGIN {HOLD_PARTS} END"
    )
    op.execute(
        f"CREATE TRIGGER let_parts_go AFTER DELETE ON booking_room WHEN OLD.whole_id IS NULL BEGIN {LET_PARTS_GO} END"
    )


def downgrade() -> None:
    raise NotImplementedError("bookings that hold gaps and joined rooms have no place in the tables before")
