"""Which anonymous walls have been read, and which cards came after that: these stay closed for a while."""

import sqlalchemy as sa
from alembic import op


def upgrade() -> None:
    """Add the marks; a wall whose questions are closed has been read."""
    op.add_column("card_setup", sa.Column("been_read", sa.Boolean(), nullable=False, server_default="0"))
    op.add_column("card", sa.Column("held", sa.Boolean(), nullable=False, server_default="0"))
    op.execute("UPDATE card_setup SET been_read = 1 WHERE names = 'anonymous' AND phase <> 'collect'")
