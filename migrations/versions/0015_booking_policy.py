"""The Centre's rules of booking, kinds of organisations, their signed acceptance, and notes that set a rule aside.

Revision ID: 0015
Revises: 0014
"""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

LIMITS = ("ask_latest", "ask_earliest", "change_latest", "shortest_minutes", "longest_hours", "hours_a_year")
KINDS = ("not_admitted", "must_accept")


def upgrade() -> None:
    op.add_column("organisation", sa.Column("kind", sa.String(40), nullable=False, server_default="unknown"))
    op.add_column("organisation", sa.Column("rules_accepted_on", sa.Date(), nullable=True))
    op.add_column("booking", sa.Column("override_note", sa.String(500), nullable=False, server_default=""))
    op.create_table(
        "booking_policy",
        sa.Column("id", sa.Integer(), nullable=False),
        *(sa.Column(name, sa.Integer(), nullable=False) for name in LIMITS),
        *(sa.Column(name, sa.JSON(), nullable=False) for name in KINDS),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_booking_policy")),
    )


def downgrade() -> None:
    op.drop_table("booking_policy")
    op.drop_column("booking", "override_note")
    op.drop_column("organisation", "rules_accepted_on")
    op.drop_column("organisation", "kind")
