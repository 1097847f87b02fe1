"""Messages that a person dismissed, and whether a message has HTML.

Revision ID: 0006
Revises: 0005
"""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


NAMES_HTML = {
    "sqlite": "instr(content, CAST('text/html' AS BLOB)) > 0",
    "postgresql": "position('text/html'::bytea in content) > 0",
}


def upgrade() -> None:
    """Of messages read before, those count as HTML whose source names it; opened, each says so itself."""
    op.add_column("message", sa.Column("dismissed_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("message", sa.Column("has_html", sa.Boolean(), nullable=False, server_default=sa.false()))
    names_html = NAMES_HTML[op.get_bind().dialect.name]
    having = f"SELECT message_id FROM raw_message WHERE {names_html}"
    op.execute(f"UPDATE message SET has_html = true WHERE state = 'read' AND id IN ({having})")
    op.create_index("ix_message_undismissed", "message", ["state", "dismissed_at", "disposition"])


def downgrade() -> None:
    op.drop_index("ix_message_undismissed", "message")
    op.drop_column("message", "has_html")
    op.drop_column("message", "dismissed_at")
