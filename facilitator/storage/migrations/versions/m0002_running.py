"""Running the room: when steps were run, what was done, and agendas kept as templates."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Make the tables, and give steps that have been run already the one run that is known of them."""
    op.create_table(
        "step_run",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("step_id", sa.Integer(), nullable=False),
        sa.Column("started_at", sa.DateTime(), nullable=False),
        sa.Column("ended_at", sa.DateTime(), nullable=True),
        sa.Column("added_seconds", sa.Integer(), nullable=False),
        sa.Column("paused_at", sa.DateTime(), nullable=True),
        sa.Column("paused_seconds", sa.Float(), nullable=False),
        sa.ForeignKeyConstraint(["step_id"], ["agenda_step.id"], name=op.f("fk_step_run_step_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_step_run")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_step_run_step_id"), "step_run", ["step_id"], unique=False)
    op.execute(
        "INSERT INTO step_run (step_id, started_at, ended_at, added_seconds, paused_seconds) "
        "SELECT id, started_at, ended_at, 0, 0 FROM agenda_step WHERE started_at IS NOT NULL"
    )
    op.create_table(
        "agenda_template",
        sa.Column("workshop_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["workshop_id"], ["workshop.id"], name=op.f("fk_agenda_template_workshop_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("workshop_id", name=op.f("pk_agenda_template")),
    )
    op.create_table(
        "activity",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("workshop_id", sa.Integer(), nullable=False),
        sa.Column("step_id", sa.Integer(), nullable=True),
        sa.Column("participant_id", sa.Integer(), nullable=True),
        sa.Column("label", sa.String(), nullable=False),
        sa.Column("began_at", sa.DateTime(), nullable=False),
        sa.Column("latest_at", sa.DateTime(), nullable=False),
        sa.Column("times", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["participant_id"], ["participant.id"], name=op.f("fk_activity_participant_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(["step_id"], ["agenda_step.id"], name=op.f("fk_activity_step_id"), ondelete="SET NULL"),
        sa.ForeignKeyConstraint(
            ["workshop_id"], ["workshop.id"], name=op.f("fk_activity_workshop_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_activity")),
    )
    for column in ("participant_id", "step_id", "workshop_id"):
        op.create_index(op.f(f"ix_activity_{column}"), "activity", [column], unique=False)
