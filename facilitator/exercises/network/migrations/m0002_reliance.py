"""Questions of reliance and private ones, and what a client calls teams and departments."""

import sqlalchemy as sa
from alembic import op


def upgrade() -> None:
    """Add the columns, and let a question be of the new kind."""
    op.add_column("network_setup", sa.Column("team", sa.String(), nullable=False, server_default=""))
    op.add_column("network_setup", sa.Column("department", sa.String(), nullable=False, server_default=""))
    # SQLite changes no check in place, so the table is made anew; ids that were once given are not given again.
    op.create_table(
        "network_factor_new",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("step_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("label", sa.String(), nullable=False),
        sa.Column("question", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("not_comparable", sa.String(), nullable=True),
        sa.Column("internal", sa.Integer(), nullable=True),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("private", sa.Boolean(), nullable=False, server_default="0"),
        sa.CheckConstraint("kind IN ('distance', 'strength', 'nominal', 'reliance')", name="factor_is_of_a_known_kind"),
        sa.ForeignKeyConstraint(
            ["step_id"], ["agenda_step.id"], name=op.f("fk_network_factor_step_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_network_factor")),
        sa.UniqueConstraint("step_id", "key", name=op.f("uq_network_factor_step_id_key")),
        sqlite_autoincrement=True,
    )
    op.execute(
        "INSERT INTO network_factor_new"
        " (id, step_id, position, key, label, question, kind, not_comparable, internal, active)"
        " SELECT id, step_id, position, key, label, question, kind, not_comparable, internal, active"
        " FROM network_factor"
    )
    op.execute("DELETE FROM sqlite_sequence WHERE name = 'network_factor_new'")
    op.execute(
        "INSERT INTO sqlite_sequence (name, seq) "
        "SELECT 'network_factor_new', seq FROM sqlite_sequence WHERE name = 'network_factor'"
    )
    op.drop_table("network_factor")
    op.rename_table("network_factor_new", "network_factor")
    op.create_index(op.f("ix_network_factor_step_id"), "network_factor", ["step_id"], unique=False)
