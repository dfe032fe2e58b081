"""How the plans of a challenge are made, and the cards of their days."""

import sqlalchemy as sa
from alembic import op


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "challenge_setup",
        sa.Column("step_id", sa.Integer(), nullable=False),
        sa.Column("days", sa.Integer(), nullable=False),
        sa.Column("most_days", sa.Integer(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=True),
        sa.Column("weekdays", sa.String(), nullable=False),
        sa.Column("days_off", sa.String(), nullable=False),
        sa.Column("cue", sa.String(), nullable=False),
        sa.Column("whose", sa.String(), nullable=False),
        sa.Column("without_pc", sa.Boolean(), nullable=False),
        sa.Column("on_shift", sa.Boolean(), nullable=False),
        sa.Column("seed", sa.Integer(), nullable=False),
        sa.Column("deck", sa.String(), nullable=False),
        sa.Column("plan_round", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["step_id"], ["agenda_step.id"], name=op.f("fk_challenge_setup_step_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("step_id", name=op.f("pk_challenge_setup")),
    )
    op.create_table(
        "challenge_day",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("step_id", sa.Integer(), nullable=False),
        sa.Column("participant_id", sa.Integer(), nullable=True),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("card", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["step_id"], ["agenda_step.id"], name=op.f("fk_challenge_day_step_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["participant_id"], ["participant.id"], name=op.f("fk_challenge_day_participant_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_challenge_day")),
        sa.UniqueConstraint(
            "step_id", "participant_id", "place", name=op.f("uq_challenge_day_step_id_participant_id_place")
        ),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_challenge_day_step_id"), "challenge_day", ["step_id"], unique=False)
    op.create_index(op.f("ix_challenge_day_participant_id"), "challenge_day", ["participant_id"], unique=False)
