"""What is planned for a workshop and its steps: people, stations, ways in, and the words of the facilitator's guide."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"


def upgrade() -> None:
    """Make both tables; a workshop that was there before is planned as usual."""
    op.create_table(
        "workshop_plan",
        sa.Column("workshop_id", sa.Integer(), nullable=False),
        sa.Column("people", sa.Integer(), nullable=True),
        sa.Column("stations", sa.Integer(), nullable=False),
        *_guide(),
        sa.CheckConstraint("stations BETWEEN 1 AND 99", name="there_is_a_station"),
        sa.CheckConstraint("people > 0", name="somebody_is_expected"),
        sa.ForeignKeyConstraint(
            ["workshop_id"], ["workshop.id"], name="fk_workshop_plan_workshop_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("workshop_id", name="pk_workshop_plan"),
    )
    op.create_table(
        "step_plan",
        sa.Column("step_id", sa.Integer(), nullable=False),
        sa.Column("way", sa.String(), nullable=False),
        *_guide(),
        sa.ForeignKeyConstraint(["step_id"], ["agenda_step.id"], name="fk_step_plan_step_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("step_id", name="pk_step_plan"),
    )


def _guide() -> list[sa.Column[str]]:
    fields = (sa.Column(name, sa.String(), nullable=True) for name in ("say", "ask", "watch", "if_so", "words"))
    return [sa.Column("page", sa.String(), nullable=False), *fields]
