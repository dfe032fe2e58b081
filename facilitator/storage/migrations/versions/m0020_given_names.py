"""People's given names, where a list had them in a column of their own."""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"


def upgrade() -> None:
    """Add the column; whoever is there already has none."""
    op.add_column("participant", sa.Column("given_name", sa.String(), nullable=False, server_default=sa.text("''")))
