"""Whether people beyond the organisation matter to the work: where they don't, their absence is not spoken of."""

import sqlalchemy as sa
from alembic import op


def upgrade() -> None:
    """Add the column; it matters unless somebody says otherwise."""
    op.add_column("network_analysis", sa.Column("outside_matters", sa.Boolean(), nullable=False, server_default="1"))
