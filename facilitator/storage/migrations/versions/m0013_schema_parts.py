"""How far each part of the library is whose tables migrate in a folder of their own."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"

_OF_THE_FIRST_RELEASE = {"network": "network_setup", "three_questions": "card_setup"}
"""The parts whose tables a library of version 12 holds, each with one of these."""


def upgrade() -> None:
    """Make the table, and note the parts that are there already."""
    schema_part = op.create_table(
        "schema_part",
        sa.Column("part", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("version > 0", name="versions_of_parts_count_from_1"),
        sa.PrimaryKeyConstraint("part", name=op.f("pk_schema_part")),
    )
    there = set(sa.inspect(op.get_bind()).get_table_names())
    for part, table in _OF_THE_FIRST_RELEASE.items():
        if table in there:
            op.execute(schema_part.insert().values(part=part, version=1))
