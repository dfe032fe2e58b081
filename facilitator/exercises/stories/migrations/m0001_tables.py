"""Which stories are agreed and planned, what those say who are in them, and who reads them."""

import sqlalchemy as sa
from alembic import op


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "story",
        sa.Column("response_id", sa.Integer(), nullable=False),
        sa.Column("step_id", sa.Integer(), nullable=False),
        sa.Column("agreed_text", sa.String(), nullable=False),
        sa.Column("withdrawn", sa.Boolean(), nullable=False),
        sa.Column("week", sa.Integer(), nullable=True),
        sa.Column("retold", sa.Boolean(), nullable=True),
        sa.Column("to_be_read", sa.Boolean(), nullable=False),
        _of("story", "response_id", "response.id"),
        _of("story", "step_id", "agenda_step.id"),
        sa.UniqueConstraint("step_id", "week", name=op.f("uq_story_step_id_week")),
        sa.PrimaryKeyConstraint("response_id", name=op.f("pk_story")),
    )
    op.create_table(
        "story_named",
        sa.Column("response_id", sa.Integer(), nullable=False),
        sa.Column("participant_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("said", sa.String(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        _of("story_named", "response_id", "response.id"),
        _of("story_named", "participant_id", "participant.id"),
        sa.PrimaryKeyConstraint("response_id", "participant_id", name=op.f("pk_story_named")),
    )
    op.create_index(op.f("ix_story_named_participant_id"), "story_named", ["participant_id"], unique=False)
    op.create_table(
        "story_reader",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("step_id", sa.Integer(), nullable=False),
        sa.Column("participant_id", sa.Integer(), nullable=True),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("address", sa.String(), nullable=False),
        sa.Column("circle", sa.String(), nullable=False),
        sa.Column("joined", sa.Date(), nullable=False),
        _of("story_reader", "step_id", "agenda_step.id"),
        _of("story_reader", "participant_id", "participant.id"),
        sa.UniqueConstraint("step_id", "participant_id", name=op.f("uq_story_reader_step_id_participant_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_story_reader")),
        sqlite_autoincrement=True,
    )
    for column in ("step_id", "participant_id"):
        op.create_index(op.f(f"ix_story_reader_{column}"), "story_reader", [column], unique=False)
    op.create_table(
        "story_programme",
        sa.Column("step_id", sa.Integer(), nullable=False),
        sa.Column("begins", sa.Date(), nullable=False),
        _of("story_programme", "step_id", "agenda_step.id"),
        sa.PrimaryKeyConstraint("step_id", name=op.f("pk_story_programme")),
    )


def _of(table: str, column: str, target: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [target], name=op.f(f"fk_{table}_{column}"), ondelete="CASCADE")
