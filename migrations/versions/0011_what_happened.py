"""What really happened of a booking.

Revision ID: 0011
Revises: 0010
"""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

INSTANTS = ("keys_given_at", "keys_returned_at", "began_at", "over_at", "planned_ends_at")
NAMES = ("keys_given_to", "keys_returned_by")


def upgrade() -> None:
    for name in INSTANTS:
        op.add_column("booking", sa.Column(name, sa.DateTime(timezone=True), nullable=True))
    for name in NAMES:
        op.add_column("booking", sa.Column(name, sa.String(200), nullable=False, server_default=""))
    op.add_column("booking", sa.Column("no_show", sa.Boolean(), nullable=False, server_default=sa.false()))


def downgrade() -> None:
    for name in (*INSTANTS, *NAMES, "no_show"):
        op.drop_column("booking", name)
