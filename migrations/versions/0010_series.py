"""Bookings that come again by a rule.

Revision ID: 0010
Revises: 0009
"""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "series",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("rule", sa.String(400), nullable=False),
        sa.Column("skip_feasts", sa.Boolean(), nullable=False),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("pattern", sa.JSON(), nullable=False),
        sa.Column("left_out", sa.JSON(), nullable=False),
        sa.Column("made_until", sa.Date(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_series")),
    )
    # Alembic adds no column with a foreign key on SQLite; this both databases take.
    op.execute(
        "ALTER TABLE booking ADD COLUMN series_id INTEGER CONSTRAINT fk_booking_series_id REFERENCES series (id)"
    )
    op.add_column("booking", sa.Column("series_day", sa.Date()))
    # An index rather than a constraint, which SQLite can't add to a table.
    op.create_index(op.f("ix_booking_series_id_series_day"), "booking", ["series_id", "series_day"], unique=True)


def downgrade() -> None:
    raise NotImplementedError("which bookings make a series has no place in the tables before")
