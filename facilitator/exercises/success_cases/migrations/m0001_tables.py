"""Which lines the facilitator has marked as cases."""

import sqlalchemy as sa
from alembic import op


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "success_mark",
        sa.Column("step_id", sa.Integer(), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("participant_id", sa.Integer(), nullable=False),
        sa.Column("marked", sa.Boolean(), nullable=False),
        sa.Column("fact", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["step_id"], ["agenda_step.id"], name=op.f("fk_success_mark_step_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["participant_id"], ["participant.id"], name=op.f("fk_success_mark_participant_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("step_id", "round", "participant_id", name=op.f("pk_success_mark")),
    )
    op.create_index(op.f("ix_success_mark_participant_id"), "success_mark", ["participant_id"], unique=False)
