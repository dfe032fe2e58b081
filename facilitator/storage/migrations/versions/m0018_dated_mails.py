"""What became of mails that had a day to go, and who asked to get no more."""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"


def upgrade() -> None:
    """Make the tables; nothing that is there changes."""
    op.create_table(
        "dated_mail",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("step_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("recipient", sa.String(), nullable=False),
        sa.Column("participant_id", sa.Integer(), nullable=True),
        sa.Column("address", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("said", sa.String(), nullable=False),
        sa.Column("changed_at", sa.DateTime(), nullable=False),
        *_of("dated_mail"),
        sa.UniqueConstraint("step_id", "key", "recipient", name=op.f("uq_dated_mail_step_id_key_recipient")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_dated_mail")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_dated_mail_participant_id"), "dated_mail", ["participant_id"], unique=False)
    op.create_table(
        "mail_stop",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("step_id", sa.Integer(), nullable=False),
        sa.Column("recipient", sa.String(), nullable=False),
        sa.Column("participant_id", sa.Integer(), nullable=True),
        sa.Column("stopped_at", sa.DateTime(), nullable=False),
        *_of("mail_stop"),
        sa.UniqueConstraint("step_id", "recipient", name=op.f("uq_mail_stop_step_id_recipient")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mail_stop")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_mail_stop_participant_id"), "mail_stop", ["participant_id"], unique=False)


def _of(table: str) -> tuple[sa.ForeignKeyConstraint, ...]:
    return tuple(
        sa.ForeignKeyConstraint([column], [target], name=op.f(f"fk_{table}_{column}"), ondelete="CASCADE")
        for column, target in (("step_id", "agenda_step.id"), ("participant_id", "participant.id"))
    )
