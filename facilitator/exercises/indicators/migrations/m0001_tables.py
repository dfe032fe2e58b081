"""Which earlier workshop a step looks back at."""

import sqlalchemy as sa
from alembic import op


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "indicator_step",
        sa.Column("step_id", sa.Integer(), nullable=False),
        sa.Column("earlier_workshop_id", sa.Integer(), nullable=True),
        sa.Column("starts_afresh", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["step_id"], ["agenda_step.id"], name=op.f("fk_indicator_step_step_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["earlier_workshop_id"],
            ["workshop.id"],
            name=op.f("fk_indicator_step_earlier_workshop_id"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("step_id", name=op.f("pk_indicator_step")),
    )
    op.create_index(
        op.f("ix_indicator_step_earlier_workshop_id"), "indicator_step", ["earlier_workshop_id"], unique=False
    )
