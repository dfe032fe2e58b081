"""Which earlier workshop a step looks back at."""

import sqlalchemy as sa
from alembic import op


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "look_back_setup",
        sa.Column("step_id", sa.Integer(), nullable=False),
        sa.Column("earlier_workshop_id", sa.Integer(), nullable=True),
        sa.Column("starts_afresh", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["step_id"], ["agenda_step.id"], name=op.f("fk_look_back_setup_step_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["earlier_workshop_id"],
            ["workshop.id"],
            name=op.f("fk_look_back_setup_earlier_workshop_id"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("step_id", name=op.f("pk_look_back_setup")),
    )
    op.create_index(
        op.f("ix_look_back_setup_earlier_workshop_id"), "look_back_setup", ["earlier_workshop_id"], unique=False
    )
