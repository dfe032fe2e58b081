"""One thing to do may be asked for when somebody comes back to the station, rather than at their first turn."""

import sqlalchemy as sa
from alembic import op


def upgrade() -> None:
    """Steps that are there go on as they were."""
    op.add_column("network_analysis", sa.Column("action_later", sa.Boolean(), nullable=False, server_default="0"))
