"""Questions, writers and cards as a questionnaire with its responses and answers: cards keep their ids.

Dots, reviews and actions point to these ids, sheets of paper to the numbers of the questions, which their keys hold.
"""

import json
from collections import Counter
from secrets import randbelow
from typing import Any

import sqlalchemy as sa
from alembic import op

_WRITERS = """
    SELECT step_id, participant_id AS lead, sent, rowid AS began FROM card_tick
    UNION
    SELECT p.step_id, c.author_id, 0, 0 FROM card c JOIN card_prompt p ON p.id = c.prompt_id
    WHERE c.author_id IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM card_tick t WHERE t.step_id = p.step_id AND t.participant_id = c.author_id)
    UNION
    SELECT j.step_id, j.lead_id, 0, 0 FROM card_partner j
    WHERE NOT EXISTS (SELECT 1 FROM card_tick t WHERE t.step_id = j.step_id AND t.participant_id = j.lead_id)
    ORDER BY began
"""
"""Whoever has begun, leads somebody, or wrote a card before they began, in the order of beginning."""
_CARDS = """
    SELECT c.id, p.step_id, 'prompt_' || p.id AS question, c.author_id, c.theme_id, c.place, c.text, c.sent, c.hidden,
    c.held FROM card c JOIN card_prompt p ON p.id = c.prompt_id ORDER BY c.place, c.id
"""


def upgrade() -> None:
    """Write all that was asked and written into the tables that every exercise has, and drop those of the card."""
    _write_questionnaires()
    responses = _write_responses()
    _make_marks()
    moved = _write_cards(responses)
    _point_to_answers(moved)
    for table in ("card_from_sheet", "card", "card_prompt", "card_partner", "card_tick"):
        op.drop_table(table)
    _shorten_setup()


def _rows(sql: str, **values: object) -> Any:
    return op.get_bind().execute(sa.text(sql), values).all()


def _write(table: str, **values: object) -> int:
    # The names are of this module.
    sql = f"INSERT INTO {table} ({', '.join(values)}) VALUES (:{', :'.join(values)})"  # noqa: S608
    return int(op.get_bind().execute(sa.text(sql), values).lastrowid)


def _write_questionnaires() -> None:
    for step, names, together, phase in _rows("SELECT step_id, names, together, phase FROM card_setup"):
        prompts = _rows(
            "SELECT id, label, question, help, looks_ahead FROM card_prompt WHERE step_id = :step ORDER BY position",
            step=step,
        )
        questions = [
            {
                "kind": "text",
                "key": f"prompt_{number}",
                "text": question[:1000],
                "label": label,
                "help": help_,
                "role": "looks_ahead" if looks_ahead else "",
                "longest": 160,
                "entries": 60,
            }
            for number, label, question, help_, looks_ahead in prompts
        ]
        document = {
            "title": "Three Question Card",
            "names": names,
            "together": together,
            "questions": questions,
            "pages": [{"key": each["key"], "questions": [each["key"]]} for each in questions],
        }
        _write("questionnaire", step_id=step, version=1, round=1, source="", is_open=int(phase == "collect"))
        _write("questionnaire_version", step_id=step, version=1, document=json.dumps(document, ensure_ascii=False))
        for each in questions:
            _write("questionnaire_key", step_id=step, question=each["key"], option="")


def _write_responses() -> dict[tuple[int, int], int]:
    """The responses by step and by the participant who led them."""
    found: dict[tuple[int, int], int] = {}
    for step, lead, sent, _ in _rows(_WRITERS):
        found[step, lead] = _write("response", step_id=step, round=1, sent=sent)
        _write("response_member", step_id=step, round=1, participant_id=lead, response_id=found[step, lead])
    for step, person, lead in _rows("SELECT step_id, participant_id, lead_id FROM card_partner"):
        values = {"step_id": step, "round": 1, "participant_id": person, "response_id": found[step, lead]}
        # Who had a tick of their own before they joined wrote in the name of the lead since then.
        alone = found.pop((step, person), None)
        if alone is not None:
            op.get_bind().execute(sa.text("DELETE FROM response_member WHERE response_id = :id"), {"id": alone})
            found[step, person] = found[step, lead]
        _write("response_member", **values)
    return found


def _make_marks() -> None:
    op.create_table(
        "card_mark",
        sa.Column("answer_id", sa.Integer(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("theme_id", sa.Integer(), nullable=True),
        sa.Column("hidden", sa.Boolean(), nullable=False),
        sa.Column("held", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["answer_id"], ["answer.id"], name=op.f("fk_card_mark_answer_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["theme_id"], ["card_theme.id"], name=op.f("fk_card_mark_theme_id"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("answer_id", name=op.f("pk_card_mark")),
    )
    op.create_index(op.f("ix_card_mark_theme_id"), "card_mark", ["theme_id"], unique=False)


def _write_cards(responses: dict[tuple[int, int], int]) -> dict[int, int]:
    """Copy the cards, and return the new ids of those whose id an answer of another exercise has already."""
    taken = {answer_id for (answer_id,) in _rows("SELECT id FROM answer")}
    places: Counter[tuple[int, str]] = Counter()
    moved: dict[int, int] = {}
    for each in _rows(_CARDS):
        card_id, response_id, place = each.id, None, each.place
        while card_id in taken:
            # Below zero, where no card is.
            card_id = moved[each.id] = -randbelow(2**31) - 1
        taken.add(card_id)
        if each.author_id is not None:
            response_id = responses[each.step_id, each.author_id]
            place = places[response_id, each.question]
            places[response_id, each.question] += 1
        _write(
            "answer",
            id=card_id,
            step_id=each.step_id,
            response_id=response_id,
            question=each.question,
            option="",
            place=place,
            # The one text that is no text there, but says that a question was passed over.
            word="(Skipped)" if each.text == "(skipped)" else each.text,
            sent=each.sent,
            version=1,
        )
        marks = {"place": each.place, "theme_id": each.theme_id, "hidden": each.hidden, "held": each.held}
        _write("card_mark", answer_id=card_id, **marks)
    for card_id, person, number, text, prompt in _rows(
        "SELECT s.card_id, s.participant_id, s.number, s.text, c.prompt_id "
        "FROM card_from_sheet s JOIN card c ON c.id = s.card_id"
    ):
        place = f"card-{prompt}-{number}"
        _write("answer_source", answer_id=moved.get(card_id, card_id), participant_id=person, place=place, text=text)
    return moved


def _point_to_answers(moved: dict[int, int]) -> None:
    """Let dots, reviews and actions point to answers."""
    op.create_table(
        "card_dots_new",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("step_id", sa.Integer(), nullable=False),
        sa.Column("participant_id", sa.Integer(), nullable=True),
        sa.Column("theme_id", sa.Integer(), nullable=True),
        sa.Column("card_id", sa.Integer(), nullable=True),
        sa.Column("dots", sa.Integer(), nullable=False),
        sa.CheckConstraint("(theme_id IS NULL) <> (card_id IS NULL)", name="dots_lie_on_one_thing"),
        sa.CheckConstraint("dots > 0", name="some_dots"),
        sa.ForeignKeyConstraint(["card_id"], ["answer.id"], name=op.f("fk_card_dots_card_id"), ondelete="CASCADE"),
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
    op.create_table(
        "card_review_new",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("step_id", sa.Integer(), nullable=False),
        sa.Column("theme_id", sa.Integer(), nullable=True),
        sa.Column("card_id", sa.Integer(), nullable=True),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("seen", sa.String(), nullable=False),
        sa.CheckConstraint("(theme_id IS NULL) <> (card_id IS NULL)", name="a_review_is_of_one_thing"),
        sa.CheckConstraint("status IN ('open', 'kept', 'changed', 'dropped')", name="review_status_is_known"),
        sa.ForeignKeyConstraint(["card_id"], ["answer.id"], name=op.f("fk_card_review_card_id"), ondelete="CASCADE"),
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
    for card_id, answer_id in moved.items():
        ids = {"card": card_id, "answer": answer_id}
        for table in ("card_dots", "card_review"):
            # The names stand above.
            sql = f"UPDATE {table} SET card_id = :answer WHERE card_id = :card"  # noqa: S608
            op.get_bind().execute(sa.text(sql), ids)
        words = {"card": f"card {card_id}", "answer": f"card {answer_id}"}
        op.get_bind().execute(sa.text("UPDATE workshop_action SET source = :answer WHERE source = :card"), words)
    _take_the_place("card_dots", "id, step_id, participant_id, theme_id, card_id, dots")
    _take_the_place("card_review", "id, step_id, theme_id, card_id, status, seen")
    for column in ("card_id", "participant_id", "step_id", "theme_id"):
        op.create_index(op.f(f"ix_card_dots_{column}"), "card_dots", [column], unique=False)
    for column in ("card_id", "step_id", "theme_id"):
        op.create_index(op.f(f"ix_card_review_{column}"), "card_review", [column], unique=False)


def _shorten_setup() -> None:
    op.create_table(
        "card_setup_new",
        sa.Column("step_id", sa.Integer(), nullable=False),
        sa.Column("template", sa.String(), nullable=False),
        sa.Column("phase", sa.String(), nullable=False),
        sa.Column("dots", sa.Integer(), nullable=False),
        sa.Column("several", sa.Boolean(), nullable=False),
        sa.Column("earlier_step_id", sa.Integer(), nullable=True),
        sa.Column("starts_afresh", sa.Boolean(), nullable=False),
        sa.Column("been_read", sa.Boolean(), nullable=False),
        sa.CheckConstraint("phase IN ('collect', 'reveal', 'gather', 'vote', 'decide')", name="phase_is_known"),
        sa.CheckConstraint("dots BETWEEN 1 AND 20", name="everybody_has_some_dots"),
        sa.ForeignKeyConstraint(
            ["earlier_step_id"], ["agenda_step.id"], name=op.f("fk_card_setup_earlier_step_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["step_id"], ["agenda_step.id"], name=op.f("fk_card_setup_step_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("step_id", name=op.f("pk_card_setup")),
    )
    _take_the_place("card_setup", "step_id, template, phase, dots, several, earlier_step_id, starts_afresh, been_read")
    op.create_index(op.f("ix_card_setup_earlier_step_id"), "card_setup", ["earlier_step_id"], unique=False)


def _take_the_place(table: str, columns: str) -> None:
    """Move the rows of a table into its new shape; ids of rows that went stay unused."""
    op.execute(f"INSERT INTO {table}_new ({columns}) SELECT {columns} FROM {table}")  # noqa: S608  # names of this module
    op.execute(f"DELETE FROM sqlite_sequence WHERE name = '{table}_new'")  # noqa: S608
    op.execute(
        f"INSERT INTO sqlite_sequence (name, seq) "  # noqa: S608
        f"SELECT '{table}_new', seq FROM sqlite_sequence WHERE name = '{table}'"
    )
    op.drop_table(table)
    op.rename_table(f"{table}_new", table)
