"""Public titles of bookings, and secret addresses that are issued anew.

Revision ID: 0014
Revises: 0013
"""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("booking", sa.Column("public_title", sa.String(200), nullable=False, server_default=""))
    op.create_table(
        "secret_address",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("use", sa.String(20), nullable=False),
        sa.Column("what", sa.String(40), nullable=False),
        sa.Column("generation", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_secret_address")),
        sa.UniqueConstraint("use", "what", name=op.f("uq_secret_address_use_what")),
    )


def downgrade() -> None:
    op.drop_table("secret_address")
    op.drop_column("booking", "public_title")
