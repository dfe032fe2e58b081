"""The tables of the personal network, as the first version that was released had them."""

import sqlalchemy as sa
from alembic import op


def upgrade() -> None:
    """Make every table."""
    op.create_table(
        "network_setup",
        sa.Column("step_id", sa.Integer(), nullable=False),
        sa.Column("factor_set", sa.String(), nullable=False),
        sa.Column("offers_contact", sa.Boolean(), nullable=False),
        sa.Column("offers_tally", sa.Boolean(), nullable=False),
        sa.Column("fewest", sa.Integer(), nullable=False),
        sa.Column("most", sa.Integer(), nullable=False),
        sa.CheckConstraint("1 <= fewest AND fewest <= most", name="range_of_contacts_is_a_range"),
        sa.CheckConstraint("offers_contact OR offers_tally", name="some_way_in_is_offered"),
        sa.ForeignKeyConstraint(
            ["step_id"], ["agenda_step.id"], name=op.f("fk_network_setup_step_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("step_id", name=op.f("pk_network_setup")),
    )
    op.create_table(
        "network_factor",
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
        sa.CheckConstraint("kind IN ('distance', 'strength', 'nominal')", name="factor_is_of_a_known_kind"),
        sa.ForeignKeyConstraint(
            ["step_id"], ["agenda_step.id"], name=op.f("fk_network_factor_step_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_network_factor")),
        sa.UniqueConstraint("step_id", "key", name=op.f("uq_network_factor_step_id_key")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_network_factor_step_id"), "network_factor", ["step_id"], unique=False)
    op.create_table(
        "network_code",
        sa.Column("factor_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.Integer(), nullable=False),
        sa.Column("label", sa.String(), nullable=False),
        sa.Column("yearly", sa.Float(), nullable=True),
        sa.CheckConstraint("code BETWEEN 1 AND 99", name="codes_count_from_1"),
        sa.ForeignKeyConstraint(
            ["factor_id"], ["network_factor.id"], name=op.f("fk_network_code_factor_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("factor_id", "code", name=op.f("pk_network_code")),
    )
    op.create_table(
        "personal_network",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("step_id", sa.Integer(), nullable=False),
        sa.Column("participant_id", sa.Integer(), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("entry", sa.String(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("accepted_notice_at", sa.DateTime(), nullable=True),
        sa.Column("started_at", sa.DateTime(), nullable=False),
        sa.Column("finished_at", sa.DateTime(), nullable=True),
        sa.CheckConstraint("entry IN ('', 'contact', 'tally')", name="entry_is_a_known_way_in"),
        sa.CheckConstraint("size >= 0", name="list_has_no_negative_length"),
        sa.ForeignKeyConstraint(
            ["participant_id"],
            ["participant.id"],
            name=op.f("fk_personal_network_participant_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["step_id"], ["agenda_step.id"], name=op.f("fk_personal_network_step_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_personal_network")),
        sa.UniqueConstraint(
            "step_id", "participant_id", "round", name=op.f("uq_personal_network_step_id_participant_id_round")
        ),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_personal_network_participant_id"), "personal_network", ["participant_id"], unique=False)
    op.create_index(op.f("ix_personal_network_step_id"), "personal_network", ["step_id"], unique=False)
    op.create_table(
        "network_contact",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("network_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("label", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["network_id"], ["personal_network.id"], name=op.f("fk_network_contact_network_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_network_contact")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_network_contact_network_id"), "network_contact", ["network_id"], unique=False)
    op.create_table(
        "network_rating",
        sa.Column("contact_id", sa.Integer(), nullable=False),
        sa.Column("factor_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.Integer(), nullable=False),
        sa.CheckConstraint("code BETWEEN 1 AND 99 OR code BETWEEN -3 AND -1", name="rating_is_a_code"),
        sa.ForeignKeyConstraint(
            ["contact_id"], ["network_contact.id"], name=op.f("fk_network_rating_contact_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["factor_id"], ["network_factor.id"], name=op.f("fk_network_rating_factor_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("contact_id", "factor_id", name=op.f("pk_network_rating")),
    )
    op.create_index(op.f("ix_network_rating_factor_id"), "network_rating", ["factor_id"], unique=False)
    op.create_table(
        "network_tally",
        sa.Column("network_id", sa.Integer(), nullable=False),
        sa.Column("factor_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.Integer(), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.CheckConstraint("code BETWEEN 1 AND 99 OR code BETWEEN -3 AND -1", name="tally_is_of_a_code"),
        sa.CheckConstraint("count >= 0", name="tally_counts_people"),
        sa.ForeignKeyConstraint(
            ["factor_id"], ["network_factor.id"], name=op.f("fk_network_tally_factor_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["network_id"], ["personal_network.id"], name=op.f("fk_network_tally_network_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("network_id", "factor_id", "code", name=op.f("pk_network_tally")),
    )
    op.create_index(op.f("ix_network_tally_factor_id"), "network_tally", ["factor_id"], unique=False)
    op.create_table(
        "network_tie_grid",
        sa.Column("network_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["network_id"], ["personal_network.id"], name=op.f("fk_network_tie_grid_network_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("network_id", name=op.f("pk_network_tie_grid")),
    )
    op.create_table(
        "network_tie",
        sa.Column("low_id", sa.Integer(), nullable=False),
        sa.Column("high_id", sa.Integer(), nullable=False),
        sa.CheckConstraint("low_id < high_id", name="tie_joins_two_contacts"),
        sa.ForeignKeyConstraint(
            ["low_id"], ["network_contact.id"], name=op.f("fk_network_tie_low_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["high_id"], ["network_contact.id"], name=op.f("fk_network_tie_high_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("low_id", "high_id", name=op.f("pk_network_tie")),
    )
    op.create_index(op.f("ix_network_tie_high_id"), "network_tie", ["high_id"], unique=False)
    op.create_table(
        "network_match",
        sa.Column("contact_id", sa.Integer(), nullable=False),
        sa.Column("participant_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["contact_id"], ["network_contact.id"], name=op.f("fk_network_match_contact_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["participant_id"], ["participant.id"], name=op.f("fk_network_match_participant_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("contact_id", name=op.f("pk_network_match")),
    )
    op.create_index(op.f("ix_network_match_participant_id"), "network_match", ["participant_id"], unique=False)
    op.create_table(
        "network_refused_match",
        sa.Column("contact_id", sa.Integer(), nullable=False),
        sa.Column("participant_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["contact_id"], ["network_contact.id"], name=op.f("fk_network_refused_match_contact_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["participant_id"],
            ["participant.id"],
            name=op.f("fk_network_refused_match_participant_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("contact_id", "participant_id", name=op.f("pk_network_refused_match")),
    )
    op.create_index(
        op.f("ix_network_refused_match_participant_id"), "network_refused_match", ["participant_id"], unique=False
    )
    op.create_table(
        "network_round",
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
    op.create_table(
        "network_kept_contact",
        sa.Column("contact_id", sa.Integer(), nullable=False),
        sa.Column("earlier_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["contact_id"], ["network_contact.id"], name=op.f("fk_network_kept_contact_contact_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["earlier_id"], ["network_contact.id"], name=op.f("fk_network_kept_contact_earlier_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("contact_id", name=op.f("pk_network_kept_contact")),
    )
    op.create_index(op.f("ix_network_kept_contact_earlier_id"), "network_kept_contact", ["earlier_id"], unique=False)
    op.create_table(
        "network_analysis",
        sa.Column("asks_ties", sa.Boolean(), nullable=False),
        sa.Column("smallest_group", sa.Integer(), nullable=False),
        sa.Column("step_id", sa.Integer(), nullable=False),
        sa.Column("carries_over", sa.Boolean(), nullable=False, server_default="0"),
        sa.CheckConstraint("smallest_group >= 3", name="no_group_of_fewer_than_3"),
        sa.ForeignKeyConstraint(
            ["step_id"], ["agenda_step.id"], name=op.f("fk_network_analysis_step_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("step_id", name=op.f("pk_network_analysis")),
    )
