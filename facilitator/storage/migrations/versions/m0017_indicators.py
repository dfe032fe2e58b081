"""By what one sees that an action worked: indicators, their readings, and which action each serves."""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"


def upgrade() -> None:
    """Make the tables; what was said of actions before stays where it is."""
    op.create_table(
        "indicator",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("workshop_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("what", sa.String(), nullable=False),
        sa.Column("unit", sa.String(), nullable=False),
        sa.Column("wanted", sa.String(), nullable=False),
        sa.Column("baseline", sa.Float(), nullable=True),
        sa.Column("target", sa.Float(), nullable=True),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("due", sa.Date(), nullable=True),
        sa.Column("every", sa.String(), nullable=False),
        sa.Column("weekly", sa.Boolean(), nullable=False),
        sa.CheckConstraint("wanted IN ('up', 'down', 'hold')", name="wanted_is_known"),
        sa.CheckConstraint("every IN ('day', 'week', 'month')", name="every_is_known"),
        sa.CheckConstraint("length(what) > 0", name="indicator_says_what"),
        _of("indicator", "workshop_id", "workshop"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_indicator")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_indicator_workshop_id"), "indicator", ["workshop_id"], unique=False)
    op.create_table(
        "indicator_reading",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("indicator_id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("value", sa.Float(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        _of("indicator_reading", "indicator_id", "indicator"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_indicator_reading")),
        sa.UniqueConstraint("indicator_id", "day", name=op.f("uq_indicator_reading_indicator_id_day")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "action_indicator",
        sa.Column("action_id", sa.Integer(), nullable=False),
        sa.Column("indicator_id", sa.Integer(), nullable=False),
        _of("action_indicator", "action_id", "workshop_action"),
        _of("action_indicator", "indicator_id", "indicator"),
        sa.PrimaryKeyConstraint("action_id", name=op.f("pk_action_indicator")),
    )
    op.create_index(op.f("ix_action_indicator_indicator_id"), "action_indicator", ["indicator_id"], unique=False)


def _of(table: str, column: str, target: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{target}.id"], name=op.f(f"fk_{table}_{column}"), ondelete="CASCADE")
