"""Who agreed that the room may read their name."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Make the table of consents."""
    op.create_table(
        "name_consent",
        sa.Column("step_id", sa.Integer(), nullable=False),
        sa.Column("participant_id", sa.Integer(), nullable=False),
        sa.Column("agreed_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["participant_id"], ["participant.id"], name=op.f("fk_name_consent_participant_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["step_id"], ["agenda_step.id"], name=op.f("fk_name_consent_step_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("step_id", "participant_id", name=op.f("pk_name_consent")),
    )
    op.create_index(op.f("ix_name_consent_participant_id"), "name_consent", ["participant_id"], unique=False)
