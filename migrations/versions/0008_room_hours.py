"""Rooms with opening hours of their own.

Revision ID: 0008
Revises: 0007
"""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "room_hours",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("room_id", sa.Integer(), nullable=False),
        sa.Column("weekday", sa.Integer(), nullable=False),
        sa.Column("opens", sa.Time(), nullable=False),
        sa.Column("closes", sa.Time(), nullable=False),
        sa.ForeignKeyConstraint(["room_id"], ["room.id"], name=op.f("fk_room_hours_room_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_room_hours")),
        sa.UniqueConstraint("room_id", "weekday", name=op.f("uq_room_hours_room_id_weekday")),
    )


def downgrade() -> None:
    op.drop_table("room_hours")
