"""Tables of an exercise migrate in its folder; one that is missing or newer here keeps nobody from the library."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from added_exercise import added_exercise
from kept_library import rows, schema

from facilitator.errors import LibraryRefused
from facilitator.exercises.steps import hidden_steps
from facilitator.storage.library import Library, open_library
from facilitator.workshop.agenda import add_step
from facilitator.workshop.tables import StepKind
from facilitator.workshop.workshops import list_workshops, new_workshop

FIRST = """
import sqlalchemy as sa
from alembic import op


def upgrade():
    op.create_table(
        "dance_move",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("step_id", sa.Integer(), sa.ForeignKey("agenda_step.id", ondelete="CASCADE"), nullable=False),
    )
"""
SECOND = """
import sqlalchemy as sa
from alembic import op


def upgrade():
    op.add_column("dance_move", sa.Column("name", sa.String(), nullable=False, server_default="step"))
"""
BROKEN = """
from alembic import op


def upgrade():
    op.execute("DELETE FROM dance_move")
    op.execute("no such statement")
"""
DANCE = {"dance/__init__.py": "", "dance/migrations/m0001_moves.py": FIRST}
DANCE_LATER = {**DANCE, "dance/migrations/m0002_named.py": SECOND}


@pytest.fixture
def danced(library: Library, tmp_path: Path) -> Path:
    """A library in which an exercise with a table of its own was danced, one move of one step."""
    workshop = new_workshop(library, "Ball").value
    step = add_step(library, workshop, "Dance", kind=StepKind.EXERCISE, exercise="dance").value
    library.close()
    with added_exercise(tmp_path / "first", DANCE):
        open_library(library.path).close()
    with closing(sqlite3.connect(library.path)) as file:
        file.execute("INSERT INTO dance_move (step_id) VALUES (?)", (step,))
        file.commit()
    return library.path


def versions(path: Path) -> dict[str, int]:
    return dict(rows(path)["schema_part"])


def test_a_new_exercise_brings_its_tables_into_a_library_that_is_copied_aside_before(danced: Path) -> None:
    assert versions(danced)["dance"] == 1
    (copy,) = (danced.parent / "backups").iterdir()
    assert "dance_move" not in schema(copy)


def test_what_is_new_in_it_is_migrated_alone_and_can_be_undone_like_all_else(danced: Path, tmp_path: Path) -> None:
    with added_exercise(tmp_path / "later", DANCE_LATER):
        library = open_library(danced)
        assert rows(danced)["dance_move"] == [(1, 1, "step")]
        assert versions(danced)["dance"] == 2
        with library.change("Dance on") as change:
            change.session.connection().exec_driver_sql("UPDATE dance_move SET name = 'turn'")
        change.undo()
        library.close()
        assert rows(danced)["dance_move"] == [(1, 1, "step")]


def test_a_migration_that_fails_leaves_the_library_as_it_was(danced: Path, tmp_path: Path) -> None:
    before = rows(danced)
    with (
        added_exercise(tmp_path / "broken", {**DANCE, "dance/migrations/m0002_broken.py": BROKEN}),
        pytest.raises(LibraryRefused, match="syntax error"),
    ):
        open_library(danced)
    assert rows(danced) == before


@pytest.mark.parametrize(
    ("known", "why"),
    [({}, "which is not installed here"), (DANCE, "a newer version of Facilitator")],
    ids=["not installed", "older here"],
)
def test_a_part_that_is_missing_or_newer_keeps_nobody_from_the_library(
    danced: Path, tmp_path: Path, known: dict[str, str], why: str
) -> None:
    with added_exercise(tmp_path / "later", DANCE_LATER):
        open_library(danced).close()
    before = rows(danced)
    with added_exercise(tmp_path / "known", known):
        library = open_library(danced)
        assert library.unknown_parts == {"dance"}
        (ball,) = list_workshops(library)
        ((step, said),) = hidden_steps(library, ball.id)
        assert step.title == "Dance"
        assert why in said
        library.close()
    assert rows(danced) == before
