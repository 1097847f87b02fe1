"""Messages that may belong elsewhere or were moved, and letters that came back.

Revision ID: 0005
Revises: 0004
"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "ticket_suggestion",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("message_id", sa.Integer(), nullable=False),
        sa.Column("ticket_id", sa.Integer(), nullable=False),
        sa.Column("why", sa.String(40), nullable=False),
        sa.Column("state", sa.String(40), nullable=False),
        sa.ForeignKeyConstraint(["message_id"], ["message.id"], name=op.f("fk_ticket_suggestion_message_id")),
        sa.ForeignKeyConstraint(["ticket_id"], ["ticket.id"], name=op.f("fk_ticket_suggestion_ticket_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ticket_suggestion")),
        sa.UniqueConstraint("message_id", name=op.f("uq_ticket_suggestion_message_id")),
    )
    op.create_table(
        "message_move",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("message_id", sa.Integer(), nullable=False),
        sa.Column("from_ticket_id", sa.Integer(), nullable=False),
        sa.Column("to_ticket_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("author", sa.String(), nullable=False),
        sa.Column("undo", sa.JSON(), nullable=False),
        sa.Column("undone", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["message_id"], ["message.id"], name=op.f("fk_message_move_message_id")),
        sa.ForeignKeyConstraint(["from_ticket_id"], ["ticket.id"], name=op.f("fk_message_move_from_ticket_id")),
        sa.ForeignKeyConstraint(["to_ticket_id"], ["ticket.id"], name=op.f("fk_message_move_to_ticket_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_message_move")),
    )
    for column in ("message_id", "from_ticket_id", "to_ticket_id"):
        op.create_index(op.f(f"ix_message_move_{column}"), "message_move", [column], unique=False)
    op.create_table(
        "letter_bounce",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("letter_id", sa.Integer(), nullable=False),
        sa.Column("message_id", sa.Integer(), nullable=False),
        sa.Column("address", sa.String(), nullable=False),
        sa.Column("hard", sa.Boolean(), nullable=False),
        sa.Column("given_up", sa.Boolean(), nullable=False),
        sa.Column("fault", sa.String(40), nullable=False),
        sa.Column("status", sa.String(20), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["letter_id"], ["letter.id"], name=op.f("fk_letter_bounce_letter_id")),
        sa.ForeignKeyConstraint(["message_id"], ["message.id"], name=op.f("fk_letter_bounce_message_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_letter_bounce")),
        sa.UniqueConstraint(
            "letter_id", "message_id", "address", name=op.f("uq_letter_bounce_letter_id_message_id_address")
        ),
    )
    op.create_index(op.f("ix_letter_bounce_letter_id"), "letter_bounce", ["letter_id"], unique=False)


def downgrade() -> None:
    for table in ("letter_bounce", "message_move", "ticket_suggestion"):
        op.drop_table(table)
