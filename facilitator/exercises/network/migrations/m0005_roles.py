"""Parts in the room's network, for those who agreed, and whether one is asked for more than one can give."""

import sqlalchemy as sa
from alembic import op


def upgrade() -> None:
    """Add both, switched off; nobody has agreed or answered yet."""
    for name in ("shows_roles", "asks_load"):
        op.add_column("network_analysis", sa.Column(name, sa.Boolean(), nullable=False, server_default="0"))
    op.create_table(
        "network_role_consent",
        sa.Column("step_id", sa.Integer(), nullable=False),
        sa.Column("participant_id", sa.Integer(), nullable=False),
        sa.Column("agreed_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["step_id"], ["agenda_step.id"], name=op.f("fk_network_role_consent_step_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["participant_id"],
            ["participant.id"],
            name=op.f("fk_network_role_consent_participant_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("step_id", "participant_id", name=op.f("pk_network_role_consent")),
    )
    op.create_index(op.f("ix_network_role_consent_participant_id"), "network_role_consent", ["participant_id"])
    op.create_table(
        "network_load",
        sa.Column("network_id", sa.Integer(), nullable=False),
        sa.Column("answer", sa.Integer(), nullable=False),
        sa.CheckConstraint("answer BETWEEN 1 AND 3", name="load_is_an_answer"),
        sa.ForeignKeyConstraint(
            ["network_id"], ["personal_network.id"], name=op.f("fk_network_load_network_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("network_id", name=op.f("pk_network_load")),
    )
