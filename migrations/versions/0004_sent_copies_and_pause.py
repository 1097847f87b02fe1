"""Copies of letters in the mailbox's folder of sent mail, and a switch that stops letters.

Revision ID: 0004
Revises: 0003
"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("letter", sa.Column("copied_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("worker_state", sa.Column("paused_by", sa.String(), nullable=False, server_default=""))
    op.add_column("worker_state", sa.Column("paused_at", sa.DateTime(timezone=True), nullable=True))


def downgrade() -> None:
    op.drop_column("worker_state", "paused_at")
    op.drop_column("worker_state", "paused_by")
    op.drop_column("letter", "copied_at")
