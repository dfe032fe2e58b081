"""Stations on other computers: the files that were made for them, and what came back of whom."""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"


def upgrade() -> None:
    """Make the tables; nothing that is there changes."""
    op.create_table(
        "station_file",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("workshop_id", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        _pointing("station_file", "workshop_id", "workshop.id"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_station_file")),
    )
    op.create_index(op.f("ix_station_file_workshop_id"), "station_file", ["workshop_id"], unique=False)
    op.create_table(
        "station_answer",
        sa.Column("station_id", sa.String(), nullable=False),
        sa.Column("step_id", sa.Integer(), nullable=False),
        sa.Column("participant_id", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        _pointing("station_answer", "station_id", "station_file.id"),
        _pointing("station_answer", "step_id", "agenda_step.id"),
        _pointing("station_answer", "participant_id", "participant.id"),
        sa.PrimaryKeyConstraint("station_id", "step_id", "participant_id", name=op.f("pk_station_answer")),
    )
    for column in ("step_id", "participant_id"):
        op.create_index(op.f(f"ix_station_answer_{column}"), "station_answer", [column], unique=False)
    op.create_table(
        "station_loose",
        sa.Column("step_id", sa.Integer(), nullable=False),
        sa.Column("token", sa.String(), nullable=False),
        _pointing("station_loose", "step_id", "agenda_step.id"),
        sa.PrimaryKeyConstraint("step_id", "token", name=op.f("pk_station_loose")),
    )
    op.create_table(
        "station_home",
        sa.Column("workshop_id", sa.Integer(), nullable=False),
        sa.Column("document", sa.String(), nullable=False),
        _pointing("station_home", "workshop_id", "workshop.id"),
        sa.PrimaryKeyConstraint("workshop_id", name=op.f("pk_station_home")),
    )


def _pointing(table: str, column: str, target: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [target], name=op.f(f"fk_{table}_{column}"), ondelete="CASCADE")
