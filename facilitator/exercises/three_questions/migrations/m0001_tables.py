"""The tables of the Three Question Card, as the first version that was released had them."""

import sqlalchemy as sa
from alembic import op


def upgrade() -> None:
    """Make every table."""
    op.create_table(
        "card_setup",
        sa.Column("step_id", sa.Integer(), nullable=False),
        sa.Column("template", sa.String(), nullable=False),
        sa.Column("names", sa.String(), nullable=False),
        sa.Column("phase", sa.String(), nullable=False),
        sa.Column("dots", sa.Integer(), nullable=False),
        sa.Column("several", sa.Boolean(), nullable=False),
        sa.Column("together", sa.String(), nullable=False),
        sa.Column("earlier_step_id", sa.Integer(), nullable=True),
        sa.Column("starts_afresh", sa.Boolean(), nullable=False),
        sa.CheckConstraint("names IN ('signed', 'initials', 'anonymous')", name="names_are_shown_in_a_known_way"),
        sa.CheckConstraint("phase IN ('collect', 'reveal', 'gather', 'vote', 'decide')", name="phase_is_known"),
        sa.CheckConstraint("dots BETWEEN 1 AND 20", name="everybody_has_some_dots"),
        sa.CheckConstraint("together IN ('alone', 'pairs', 'teams')", name="people_write_in_a_known_way"),
        sa.ForeignKeyConstraint(
            ["earlier_step_id"], ["agenda_step.id"], name=op.f("fk_card_setup_earlier_step_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["step_id"], ["agenda_step.id"], name=op.f("fk_card_setup_step_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("step_id", name=op.f("pk_card_setup")),
    )
    op.create_index(op.f("ix_card_setup_earlier_step_id"), "card_setup", ["earlier_step_id"], unique=False)
    op.create_table(
        "card_prompt",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("step_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("label", sa.String(), nullable=False),
        sa.Column("question", sa.String(), nullable=False),
        sa.Column("help", sa.String(), nullable=False),
        sa.Column("looks_ahead", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["step_id"], ["agenda_step.id"], name=op.f("fk_card_prompt_step_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_card_prompt")),
        sa.UniqueConstraint("step_id", "position", name=op.f("uq_card_prompt_step_id_position")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_card_prompt_step_id"), "card_prompt", ["step_id"], unique=False)
    op.create_table(
        "card_partner",
        sa.Column("step_id", sa.Integer(), nullable=False),
        sa.Column("participant_id", sa.Integer(), nullable=False),
        sa.Column("lead_id", sa.Integer(), nullable=False),
        sa.CheckConstraint("participant_id <> lead_id", name="nobody_is_their_own_partner"),
        sa.ForeignKeyConstraint(
            ["lead_id"], ["participant.id"], name=op.f("fk_card_partner_lead_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["participant_id"], ["participant.id"], name=op.f("fk_card_partner_participant_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["step_id"], ["agenda_step.id"], name=op.f("fk_card_partner_step_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("step_id", "participant_id", name=op.f("pk_card_partner")),
    )
    op.create_index(op.f("ix_card_partner_lead_id"), "card_partner", ["lead_id"], unique=False)
    op.create_index(op.f("ix_card_partner_participant_id"), "card_partner", ["participant_id"], unique=False)
    op.create_table(
        "card_theme",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("step_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["step_id"], ["agenda_step.id"], name=op.f("fk_card_theme_step_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_card_theme")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_card_theme_step_id"), "card_theme", ["step_id"], unique=False)
    op.create_table(
        "card_tick",
        sa.Column("step_id", sa.Integer(), nullable=False),
        sa.Column("participant_id", sa.Integer(), nullable=False),
        sa.Column("sent", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["participant_id"], ["participant.id"], name=op.f("fk_card_tick_participant_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["step_id"], ["agenda_step.id"], name=op.f("fk_card_tick_step_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("step_id", "participant_id", name=op.f("pk_card_tick")),
    )
    op.create_index(op.f("ix_card_tick_participant_id"), "card_tick", ["participant_id"], unique=False)
    op.create_table(
        "card",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("prompt_id", sa.Integer(), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=True),
        sa.Column("theme_id", sa.Integer(), nullable=True),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("sent", sa.Boolean(), nullable=False),
        sa.Column("hidden", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["author_id"], ["participant.id"], name=op.f("fk_card_author_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["prompt_id"], ["card_prompt.id"], name=op.f("fk_card_prompt_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["theme_id"], ["card_theme.id"], name=op.f("fk_card_theme_id"), ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_card")),
    )
    op.create_index(op.f("ix_card_author_id"), "card", ["author_id"], unique=False)
    op.create_index(op.f("ix_card_prompt_id"), "card", ["prompt_id"], unique=False)
    op.create_index(op.f("ix_card_theme_id"), "card", ["theme_id"], unique=False)
    op.create_table(
        "card_dots",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("step_id", sa.Integer(), nullable=False),
        sa.Column("participant_id", sa.Integer(), nullable=True),
        sa.Column("theme_id", sa.Integer(), nullable=True),
        sa.Column("card_id", sa.Integer(), nullable=True),
        sa.Column("dots", sa.Integer(), nullable=False),
        sa.CheckConstraint("(theme_id IS NULL) <> (card_id IS NULL)", name="dots_lie_on_one_thing"),
        sa.CheckConstraint("dots > 0", name="some_dots"),
        sa.ForeignKeyConstraint(["card_id"], ["card.id"], name=op.f("fk_card_dots_card_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["participant_id"], ["participant.id"], name=op.f("fk_card_dots_participant_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["step_id"], ["agenda_step.id"], name=op.f("fk_card_dots_step_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["theme_id"], ["card_theme.id"], name=op.f("fk_card_dots_theme_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_card_dots")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_card_dots_card_id"), "card_dots", ["card_id"], unique=False)
    op.create_index(op.f("ix_card_dots_participant_id"), "card_dots", ["participant_id"], unique=False)
    op.create_index(op.f("ix_card_dots_step_id"), "card_dots", ["step_id"], unique=False)
    op.create_index(op.f("ix_card_dots_theme_id"), "card_dots", ["theme_id"], unique=False)
    op.create_table(
        "card_review",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("step_id", sa.Integer(), nullable=False),
        sa.Column("theme_id", sa.Integer(), nullable=True),
        sa.Column("card_id", sa.Integer(), nullable=True),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("seen", sa.String(), nullable=False),
        sa.CheckConstraint("(theme_id IS NULL) <> (card_id IS NULL)", name="a_review_is_of_one_thing"),
        sa.CheckConstraint("status IN ('open', 'kept', 'changed', 'dropped')", name="review_status_is_known"),
        sa.ForeignKeyConstraint(["card_id"], ["card.id"], name=op.f("fk_card_review_card_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["step_id"], ["agenda_step.id"], name=op.f("fk_card_review_step_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["theme_id"], ["card_theme.id"], name=op.f("fk_card_review_theme_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_card_review")),
        sa.UniqueConstraint("step_id", "card_id", name=op.f("uq_card_review_step_id_card_id")),
        sa.UniqueConstraint("step_id", "theme_id", name=op.f("uq_card_review_step_id_theme_id")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_card_review_card_id"), "card_review", ["card_id"], unique=False)
    op.create_index(op.f("ix_card_review_step_id"), "card_review", ["step_id"], unique=False)
    op.create_index(op.f("ix_card_review_theme_id"), "card_review", ["theme_id"], unique=False)
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
