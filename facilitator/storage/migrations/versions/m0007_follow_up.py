"""The day on which a workshop is looked back on."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """Give workshops a follow-up date; those there are have none."""
    op.add_column("workshop", sa.Column("follow_up", sa.Date(), nullable=True))
