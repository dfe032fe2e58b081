"""The tables of the first version that was released: what all share, and what the two exercises of then keep."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = None


def upgrade() -> None:
    """Make every table."""
    _shared()
    _network()
    _cards()


def _shared() -> None:
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
        sa.Column("follow_up", sa.Date(), nullable=True),
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
        "step_run",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("step_id", sa.Integer(), nullable=False),
        sa.Column("started_at", sa.DateTime(), nullable=False),
        sa.Column("ended_at", sa.DateTime(), nullable=True),
        sa.Column("added_seconds", sa.Integer(), nullable=False),
        sa.Column("paused_at", sa.DateTime(), nullable=True),
        sa.Column("paused_seconds", sa.Float(), nullable=False),
        sa.ForeignKeyConstraint(["step_id"], ["agenda_step.id"], name=op.f("fk_step_run_step_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_step_run")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_step_run_step_id"), "step_run", ["step_id"], unique=False)
    op.create_table(
        "agenda_template",
        sa.Column("workshop_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["workshop_id"], ["workshop.id"], name=op.f("fk_agenda_template_workshop_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("workshop_id", name=op.f("pk_agenda_template")),
    )
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
        "activity",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("workshop_id", sa.Integer(), nullable=False),
        sa.Column("step_id", sa.Integer(), nullable=True),
        sa.Column("participant_id", sa.Integer(), nullable=True),
        sa.Column("label", sa.String(), nullable=False),
        sa.Column("began_at", sa.DateTime(), nullable=False),
        sa.Column("latest_at", sa.DateTime(), nullable=False),
        sa.Column("times", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["participant_id"], ["participant.id"], name=op.f("fk_activity_participant_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(["step_id"], ["agenda_step.id"], name=op.f("fk_activity_step_id"), ondelete="SET NULL"),
        sa.ForeignKeyConstraint(
            ["workshop_id"], ["workshop.id"], name=op.f("fk_activity_workshop_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_activity")),
    )
    for column in ("participant_id", "step_id", "workshop_id"):
        op.create_index(op.f(f"ix_activity_{column}"), "activity", [column], unique=False)
    op.create_table(
        "name_consent",
        sa.Column("step_id", sa.Integer(), nullable=False),
        sa.Column("participant_id", sa.Integer(), nullable=False),
        sa.Column("agreed_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["participant_id"], ["participant.id"], name=op.f("fk_name_consent_participant_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["step_id"], ["agenda_step.id"], name=op.f("fk_name_consent_step_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("step_id", "participant_id", name=op.f("pk_name_consent")),
    )
    op.create_index(op.f("ix_name_consent_participant_id"), "name_consent", ["participant_id"], unique=False)
    op.create_table(
        "same_person",
        sa.Column("participant_id", sa.Integer(), nullable=False),
        sa.Column("earlier_id", sa.Integer(), nullable=False),
        sa.CheckConstraint("participant_id <> earlier_id", name="nobody_is_their_own_past"),
        sa.ForeignKeyConstraint(
            ["participant_id"], ["participant.id"], name=op.f("fk_same_person_participant_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["earlier_id"], ["participant.id"], name=op.f("fk_same_person_earlier_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("participant_id", name=op.f("pk_same_person")),
    )
    op.create_index(op.f("ix_same_person_earlier_id"), "same_person", ["earlier_id"], unique=False)
    op.create_table(
        "other_person",
        sa.Column("participant_id", sa.Integer(), nullable=False),
        sa.Column("earlier_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["participant_id"], ["participant.id"], name=op.f("fk_other_person_participant_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["earlier_id"], ["participant.id"], name=op.f("fk_other_person_earlier_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("participant_id", "earlier_id", name=op.f("pk_other_person")),
    )
    op.create_index(op.f("ix_other_person_earlier_id"), "other_person", ["earlier_id"], unique=False)
    op.create_table(
        "workshop_action",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("workshop_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("what", sa.String(), nullable=False),
        sa.Column("owner_id", sa.Integer(), nullable=True),
        sa.Column("partner_id", sa.Integer(), nullable=True),
        sa.Column("due", sa.Date(), nullable=True),
        sa.Column("sign", sa.String(), nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("seen", sa.String(), nullable=False),
        sa.Column("step_id", sa.Integer(), nullable=True),
        sa.Column("source", sa.String(), nullable=False),
        sa.CheckConstraint("status IN ('open', 'kept', 'changed', 'dropped')", name="status_is_known"),
        sa.CheckConstraint("length(what) > 0", name="action_says_what"),
        sa.ForeignKeyConstraint(
            ["owner_id"], ["participant.id"], name=op.f("fk_workshop_action_owner_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["partner_id"], ["participant.id"], name=op.f("fk_workshop_action_partner_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["step_id"], ["agenda_step.id"], name=op.f("fk_workshop_action_step_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["workshop_id"], ["workshop.id"], name=op.f("fk_workshop_action_workshop_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_workshop_action")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_workshop_action_owner_id"), "workshop_action", ["owner_id"], unique=False)
    op.create_index(op.f("ix_workshop_action_partner_id"), "workshop_action", ["partner_id"], unique=False)
    op.create_index(op.f("ix_workshop_action_step_id"), "workshop_action", ["step_id"], unique=False)
    op.create_index(op.f("ix_workshop_action_workshop_id"), "workshop_action", ["workshop_id"], unique=False)
    op.create_table(
        "mail_delivery",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("participant_id", sa.Integer(), nullable=False),
        sa.Column("address", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("said", sa.String(), nullable=False),
        sa.Column("changed_at", sa.DateTime(), nullable=False),
        sa.Column("parcel", sa.String(), nullable=False, server_default="handout"),
        sa.Column("round", sa.String(), nullable=False, server_default=""),
        sa.ForeignKeyConstraint(
            ["participant_id"], ["participant.id"], name=op.f("fk_mail_delivery_participant_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mail_delivery")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_mail_delivery_participant_id"), "mail_delivery", ["participant_id"], unique=False)


def _network() -> None:
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


def _cards() -> None:
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
