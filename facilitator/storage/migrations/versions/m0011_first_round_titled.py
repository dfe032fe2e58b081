"""The first round may have a title of its own, as later ones do."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    """SQLite changes no constraint of a table, so the rounds move to a new one."""
    op.create_table(
        "network_round_anew",
        sa.Column("step_id", sa.Integer(), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("started_at", sa.DateTime(), nullable=False),
        sa.CheckConstraint("round >= 1", name="rounds_count_from_1"),
        sa.ForeignKeyConstraint(
            ["step_id"], ["agenda_step.id"], name=op.f("fk_network_round_step_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("step_id", "round", name=op.f("pk_network_round")),
    )
    op.execute("INSERT INTO network_round_anew SELECT step_id, round, title, started_at FROM network_round")
    op.drop_table("network_round")
    op.rename_table("network_round_anew", "network_round")
