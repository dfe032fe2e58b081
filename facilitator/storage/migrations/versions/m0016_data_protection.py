"""What was promised about a workshop's data, who read it, who may be counted, and what was deleted."""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"


def upgrade() -> None:
    """Make the tables; nothing that is there changes.

    Nobody has agreed to be counted yet, so nobody can be matched anew. Contacts who were matched to participants before
    stay matched, and count, until the match is taken back: that was decided when nobody was asked.
    """
    op.create_table(
        "data_protection",
        sa.Column("workshop_id", sa.Integer(), nullable=False),
        sa.Column("agreement", sa.Boolean(), nullable=False),
        sa.Column("responsible", sa.String(), nullable=False),
        sa.Column("contact", sa.String(), nullable=False),
        sa.Column("keep_until", sa.Date(), nullable=True),
        sa.Column("names_removed_at", sa.DateTime(), nullable=True),
        _of("data_protection", "workshop"),
        sa.PrimaryKeyConstraint("workshop_id", name=op.f("pk_data_protection")),
    )
    op.create_table(
        "notice_reading",
        sa.Column("participant_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.String(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("keep_until", sa.Date(), nullable=False),
        sa.Column("read_at", sa.DateTime(), nullable=False),
        _of("notice_reading", "participant"),
        sa.PrimaryKeyConstraint("participant_id", name=op.f("pk_notice_reading")),
    )
    op.create_table(
        "counted_consent",
        sa.Column("participant_id", sa.Integer(), nullable=False),
        sa.Column("agreed_at", sa.DateTime(), nullable=False),
        _of("counted_consent", "participant"),
        sa.PrimaryKeyConstraint("participant_id", name=op.f("pk_counted_consent")),
    )
    op.create_table(
        "deletion",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("happened_at", sa.DateTime(), nullable=False),
        sa.Column("workshop_id", sa.Integer(), nullable=False),
        sa.Column("held_on", sa.Date(), nullable=True),
        sa.Column("what", sa.String(), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_deletion")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "handout_file",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("participant_id", sa.Integer(), nullable=False),
        sa.Column("path", sa.String(), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        _of("handout_file", "participant"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_handout_file")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_handout_file_participant_id"), "handout_file", ["participant_id"], unique=False)


def _of(table: str, of: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([f"{of}_id"], [f"{of}.id"], name=op.f(f"fk_{table}_{of}_id"), ondelete="CASCADE")
