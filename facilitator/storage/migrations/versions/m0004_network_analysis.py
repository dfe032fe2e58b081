"""Ties between contacts, contacts who are participants, rounds, and people who come again."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Make the tables of the analysis."""
    op.create_table("network_tie_grid", *_keys("network_tie_grid", network_id="personal_network.id"))
    op.create_table(
        "network_tie",
        sa.CheckConstraint("low_id < high_id", name="tie_joins_two_contacts"),
        *_keys("network_tie", low_id="network_contact.id", high_id="network_contact.id"),
    )
    _index("network_tie", "high_id")
    op.create_table(
        "network_match", *_keys("network_match", contact_id="network_contact.id"),
        *_parent("network_match", "participant_id", "participant.id"),
    )  # fmt: skip
    _index("network_match", "participant_id")
    op.create_table(
        "network_refused_match",
        *_keys("network_refused_match", contact_id="network_contact.id", participant_id="participant.id"),
    )
    _index("network_refused_match", "participant_id")
    op.create_table(
        "network_round",
        *_parent("network_round", "step_id", "agenda_step.id"),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("started_at", sa.DateTime(), nullable=False),
        sa.CheckConstraint("round >= 2", name="later_rounds_count_from_2"),
        sa.PrimaryKeyConstraint("step_id", "round", name=op.f("pk_network_round")),
    )
    op.create_table(
        "network_kept_contact", *_keys("network_kept_contact", contact_id="network_contact.id"),
        *_parent("network_kept_contact", "earlier_id", "network_contact.id"),
    )  # fmt: skip
    _index("network_kept_contact", "earlier_id")
    op.create_table(
        "network_analysis",
        sa.Column("asks_ties", sa.Boolean(), nullable=False),
        sa.Column("smallest_group", sa.Integer(), nullable=False),
        sa.CheckConstraint("smallest_group >= 3", name="no_group_of_fewer_than_3"),
        *_keys("network_analysis", step_id="agenda_step.id"),
    )
    op.create_table(
        "same_person",
        sa.CheckConstraint("participant_id <> earlier_id", name="nobody_is_their_own_past"),
        *_keys("same_person", participant_id="participant.id"),
        *_parent("same_person", "earlier_id", "participant.id"),
    )
    _index("same_person", "earlier_id")
    op.create_table(
        "other_person", *_keys("other_person", participant_id="participant.id", earlier_id="participant.id")
    )
    _index("other_person", "earlier_id")


def _keys(table: str, **targets: str) -> list[sa.schema.SchemaItem]:
    """Columns that point to parents and are together the primary key."""
    columns = [item for column, target in targets.items() for item in _parent(table, column, target)]
    return [*columns, sa.PrimaryKeyConstraint(*targets, name=op.f(f"pk_{table}"))]


def _parent(table: str, column: str, target: str) -> list[sa.schema.SchemaItem]:
    name = op.f(f"fk_{table}_{column}")
    return [
        sa.Column(column, sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint([column], [target], name=name, ondelete="CASCADE"),
    ]


def _index(table: str, column: str) -> None:
    op.create_index(op.f(f"ix_{table}_{column}"), table, [column], unique=False)
