"""A question may be no axis of the shapes, and keeps the words of files that were confirmed to mean an answer."""

import sqlalchemy as sa
from alembic import op


def upgrade() -> None:
    """Questions that are there are asked and shown as they were."""
    op.add_column("network_factor", sa.Column("axis", sa.Boolean(), nullable=False, server_default="1"))
    op.add_column("network_factor", sa.Column("confirmed", sa.String(), nullable=False, server_default="{}"))
