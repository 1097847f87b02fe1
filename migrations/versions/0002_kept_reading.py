"""Keep the whole reading of a message beside what staff made of it.

Revision ID: 0002
Revises: 0001
"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Messages that are there were read before: nothing is kept of them, {} says so."""
    op.add_column("message", sa.Column("reading", sa.JSON(), nullable=False, server_default="{}"))


def downgrade() -> None:
    op.drop_column("message", "reading")
