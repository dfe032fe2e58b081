"""What a step asks as data, and one table of answers."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"

_NOBODYS = """
    CREATE TRIGGER response_goes_with_its_last_member AFTER DELETE ON response_member
    WHEN NOT EXISTS (SELECT 1 FROM response_member WHERE response_id = old.response_id)
    BEGIN DELETE FROM response WHERE id = old.response_id; END
"""
"""No operation that removes people has to know of answers, and none can leave what they wrote in the file."""


def upgrade() -> None:
    """Make the tables; nothing that is there changes."""
    op.create_table(
        "questionnaire",
        sa.Column("step_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("is_open", sa.Boolean(), nullable=False),
        sa.CheckConstraint("version >= 1", name="versions_count_from_1"),
        sa.CheckConstraint("round >= 1", name="rounds_count_from_1"),
        sa.ForeignKeyConstraint(
            ["step_id"], ["agenda_step.id"], name=op.f("fk_questionnaire_step_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("step_id", name=op.f("pk_questionnaire")),
    )
    op.create_table(
        "questionnaire_version",
        sa.Column("step_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("document", sa.String(), nullable=False),
        _of_questionnaire("questionnaire_version"),
        sa.PrimaryKeyConstraint("step_id", "version", name=op.f("pk_questionnaire_version")),
    )
    op.create_table(
        "questionnaire_key",
        sa.Column("step_id", sa.Integer(), nullable=False),
        sa.Column("question", sa.String(), nullable=False),
        sa.Column("option", sa.String(), nullable=False),
        _of_questionnaire("questionnaire_key"),
        sa.PrimaryKeyConstraint("step_id", "question", "option", name=op.f("pk_questionnaire_key")),
    )
    op.create_table(
        "response",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("step_id", sa.Integer(), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("sent", sa.Boolean(), nullable=False),
        _of_questionnaire("response"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_response")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_response_step_id"), "response", ["step_id"], unique=False)
    op.create_table(
        "response_member",
        sa.Column("step_id", sa.Integer(), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("participant_id", sa.Integer(), nullable=False),
        sa.Column("response_id", sa.Integer(), nullable=False),
        _of_questionnaire("response_member"),
        sa.ForeignKeyConstraint(
            ["participant_id"], ["participant.id"], name=op.f("fk_response_member_participant_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["response_id"], ["response.id"], name=op.f("fk_response_member_response_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("step_id", "round", "participant_id", name=op.f("pk_response_member")),
    )
    op.create_index(op.f("ix_response_member_participant_id"), "response_member", ["participant_id"], unique=False)
    op.create_index(op.f("ix_response_member_response_id"), "response_member", ["response_id"], unique=False)
    op.execute(_NOBODYS)
    op.create_table(
        "named_team",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("workshop_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["workshop_id"], ["workshop.id"], name=op.f("fk_named_team_workshop_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_named_team")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_named_team_workshop_id"), "named_team", ["workshop_id"], unique=False)
    op.create_table(
        "named_team_member",
        sa.Column("team_id", sa.Integer(), nullable=False),
        sa.Column("participant_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["participant_id"], ["participant.id"], name=op.f("fk_named_team_member_participant_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["team_id"], ["named_team.id"], name=op.f("fk_named_team_member_team_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("team_id", "participant_id", name=op.f("pk_named_team_member")),
    )
    op.create_index(op.f("ix_named_team_member_participant_id"), "named_team_member", ["participant_id"], unique=False)
    op.create_table(
        "answer",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("step_id", sa.Integer(), nullable=False),
        sa.Column("response_id", sa.Integer(), nullable=True),
        sa.Column("question", sa.String(), nullable=False),
        sa.Column("option", sa.String(), nullable=False),
        sa.Column("about", sa.Integer(), nullable=True),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("word", sa.String(), nullable=True),
        sa.Column("number", sa.Float(), nullable=True),
        sa.Column("day", sa.Date(), nullable=True),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("team_id", sa.Integer(), nullable=True),
        sa.Column("missing", sa.String(), nullable=True),
        sa.Column("sent", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(option <> '') + (word IS NOT NULL) + (number IS NOT NULL) + (day IS NOT NULL) + (person_id IS NOT NULL)"
            " + (team_id IS NOT NULL) + (missing IS NOT NULL) - (option <> '' AND number IS NOT NULL) = 1",
            name="an_answer_is_one_value",
        ),
        sa.CheckConstraint("missing IN ('skipped', 'declined', 'not_applicable')", name="missing_is_of_a_known_kind"),
        sa.ForeignKeyConstraint(["about"], ["answer.id"], name=op.f("fk_answer_about"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["person_id"], ["participant.id"], name=op.f("fk_answer_person_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["response_id"], ["response.id"], name=op.f("fk_answer_response_id"), ondelete="CASCADE"
        ),
        # Nothing goes with a key or a version: what is answered must be taken away first.
        sa.ForeignKeyConstraint(
            ["step_id", "question", "option"],
            ["questionnaire_key.step_id", "questionnaire_key.question", "questionnaire_key.option"],
            name="fk_answer_key",
        ),
        sa.ForeignKeyConstraint(
            ["step_id", "version"],
            ["questionnaire_version.step_id", "questionnaire_version.version"],
            name="fk_answer_version",
        ),
        _of_questionnaire("answer"),
        sa.ForeignKeyConstraint(["team_id"], ["named_team.id"], name=op.f("fk_answer_team_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_answer")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_answer_key", "answer", ["step_id", "question", "option"], unique=False)
    _partial("uq_answer_place", ["response_id", "question", "place"], "about IS NULL", unique=True)
    _partial("uq_answer_about", ["about", "question", "place"], "about IS NOT NULL", unique=True)
    _partial("ix_answer_person_id", ["person_id"], "person_id IS NOT NULL")
    _partial("ix_answer_team_id", ["team_id"], "team_id IS NOT NULL")
    op.create_index(op.f("ix_answer_response_id"), "answer", ["response_id"], unique=False)
    op.create_table(
        "answer_source",
        sa.Column("answer_id", sa.Integer(), nullable=False),
        sa.Column("participant_id", sa.Integer(), nullable=False),
        sa.Column("place", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["answer_id"], ["answer.id"], name=op.f("fk_answer_source_answer_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["participant_id"], ["participant.id"], name=op.f("fk_answer_source_participant_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("answer_id", name=op.f("pk_answer_source")),
    )
    op.create_index(op.f("ix_answer_source_participant_id"), "answer_source", ["participant_id"], unique=False)


def _of_questionnaire(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["step_id"], ["questionnaire.step_id"], name=op.f(f"fk_{table}_step_id"), ondelete="CASCADE"
    )


def _partial(name: str, columns: list[str], where: str, *, unique: bool = False) -> None:
    op.create_index(name, "answer", columns, unique=unique, sqlite_where=sa.text(where))
