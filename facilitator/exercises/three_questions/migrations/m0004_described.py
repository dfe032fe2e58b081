"""What is asked is said as every questionnaire says it; the fields of sheets have the questions' keys for names.

Whatever the room does with a card stands where it did: those that have a place keep it, and those that are written from
now on stand behind them as they come.
"""

import json

import sqlalchemy as sa
from alembic import op

_TITLE = "Three questions"
_KIND = "three_questions"


def upgrade() -> None:
    """Add what the description says to the questions of all steps, and let a card be without a place."""
    connection = op.get_bind()
    of_cards = "SELECT step_id FROM card_setup"
    documents = connection.execute(
        sa.text(f"SELECT step_id, version, document FROM questionnaire_version WHERE step_id IN ({of_cards})")  # noqa: S608
    )
    for step, version, document in documents.all():
        connection.execute(
            sa.text("UPDATE questionnaire_version SET document = :said WHERE step_id = :step AND version = :version"),
            {"said": _described(document), "step": step, "version": version},
        )
    op.execute(f"UPDATE questionnaire SET source = '{_KIND}' WHERE step_id IN ({of_cards})")  # noqa: S608
    op.execute(
        "UPDATE answer_source SET place = 'prompt_' || substr(place, 6) "  # noqa: S608  # names of this module
        f"WHERE place LIKE 'card-%' AND answer_id IN (SELECT id FROM answer WHERE step_id IN ({of_cards}))"
    )
    with op.batch_alter_table("card_mark") as table:
        table.alter_column("place", existing_type=sa.Integer(), nullable=True)


def _described(document: str) -> str:
    asked = json.loads(document)
    asked |= {"title": _TITLE, "private_until_sent": True}
    for question in asked["questions"]:
        question |= {"entries_own": 12, "entries_printed": 2}
    for page in asked["pages"]:
        page["layout"] = "cards"
    return json.dumps(asked, ensure_ascii=False)
