"""Whether the lists of people who come again are filled in from the workshop before."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    """Steps that are there go on without."""
    op.add_column("network_analysis", sa.Column("carries_over", sa.Boolean(), nullable=False, server_default="0"))
