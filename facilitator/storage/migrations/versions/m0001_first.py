"""The first schema: workshops, people, agendas, preferences, and the network exercise."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make every table of version 1."""
    op.create_table(
        "preference",
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("value", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_preference")),
    )
    op.create_table(
        "workshop",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("client", sa.String(), nullable=False),
        sa.Column("facilitator", sa.String(), nullable=False),
        sa.Column("place", sa.String(), nullable=False),
        sa.Column("held_on", sa.Date(), nullable=True),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("deleted_at", sa.DateTime(), nullable=True),
        sa.CheckConstraint("length(title) > 0", name="workshop_has_a_title"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_workshop")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "agenda_step",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("workshop_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("exercise", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("notes", sa.String(), nullable=False),
        sa.Column("started_at", sa.DateTime(), nullable=True),
        sa.Column("ended_at", sa.DateTime(), nullable=True),
        sa.CheckConstraint("(kind = 'exercise') = (length(exercise) > 0)", name="exercise_steps_name_their_exercise"),
        sa.CheckConstraint("minutes >= 0", name="step_takes_no_negative_time"),
        sa.ForeignKeyConstraint(
            ["workshop_id"], ["workshop.id"], name=op.f("fk_agenda_step_workshop_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agenda_step")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_agenda_step_workshop_id"), "agenda_step", ["workshop_id"], unique=False)
    op.create_table(
        "participant",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("workshop_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("email", sa.String(), nullable=False),
        sa.Column("team", sa.String(), nullable=False),
        sa.Column("location", sa.String(), nullable=False),
        sa.Column("level", sa.String(), nullable=False),
        sa.CheckConstraint("length(name) > 0", name="participant_has_a_name"),
        sa.ForeignKeyConstraint(
            ["workshop_id"], ["workshop.id"], name=op.f("fk_participant_workshop_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_participant")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_participant_workshop_id"), "participant", ["workshop_id"], unique=False)
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
