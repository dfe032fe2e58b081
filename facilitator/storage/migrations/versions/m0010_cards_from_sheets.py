"""Which card came from which place of somebody's worksheet, so that a later sheet rewords it."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    """Cards that are there stay as they are: what they came from is not known."""
    op.create_table(
        "card_from_sheet",
        sa.Column("card_id", sa.Integer(), nullable=False),
        sa.Column("participant_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["card_id"], ["card.id"], name=op.f("fk_card_from_sheet_card_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["participant_id"], ["participant.id"], name=op.f("fk_card_from_sheet_participant_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("card_id", name=op.f("pk_card_from_sheet")),
    )
    op.create_index(op.f("ix_card_from_sheet_participant_id"), "card_from_sheet", ["participant_id"], unique=False)
