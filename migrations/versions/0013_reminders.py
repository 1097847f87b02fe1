"""Reminders that were written before the day of a booking.

Revision ID: 0013
Revises: 0012
"""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "booking_reminder",
        sa.Column("booking_id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("letter_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["booking_id"], ["booking.id"], name=op.f("fk_booking_reminder_booking_id")),
        sa.ForeignKeyConstraint(["letter_id"], ["letter.id"], name=op.f("fk_booking_reminder_letter_id")),
        sa.PrimaryKeyConstraint("booking_id", "day", name=op.f("pk_booking_reminder")),
    )
    op.create_index(op.f("ix_booking_reminder_letter_id"), "booking_reminder", ["letter_id"], unique=False)


def downgrade() -> None:
    op.drop_table("booking_reminder")
