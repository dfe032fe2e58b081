"""What a participant is going to do, beside their list."""

import sqlalchemy as sa
from alembic import op


def upgrade() -> None:
    """Make the table; nobody has written anything yet."""
    op.create_table(
        "network_own_action",
        sa.Column("network_id", sa.Integer(), nullable=False),
        sa.Column("what", sa.String(), nullable=False),
        sa.Column("day", sa.Date(), nullable=True),
        sa.Column("partner", sa.String(), nullable=False),
        sa.Column("sign", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["network_id"], ["personal_network.id"], name=op.f("fk_network_own_action_network_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("network_id", name=op.f("pk_network_own_action")),
    )
