"""Ties among contacts from a table: with the contacts' file or after it, weak ones left out, mistakes named by row."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from facilitator.exercises.network.metrics import metrics
from facilitator.exercises.steps import exercise_steps
from facilitator.exercises.templates import start_workshop
from facilitator.import_plans import Options
from facilitator.sharing.importing import Imported, import_files
from facilitator.sharing.proposals import recognise
from facilitator.sharing.tables import read_table
from facilitator.storage.library import Library
from facilitator.workshop.table_import import decimal_of

CONTACTS = "participant,contact\nAnn,x\nAnn,y\nAnn,z\nBob,x\nBob,y\nCleo,x\n"
TIES = "ego ID;Source;Target;weight\nAnn;x;y;1\nAnn;Y;x;3\nAnn;y;z;2\nBob;x;y;1\n"


@pytest.fixture
def workshop(library: Library) -> int:
    return start_workshop(library, "Ties").value


def written(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def ties(library: Library, workshop: int) -> dict[str, int | None]:
    step = exercise_steps(library, workshop)[0][0].id
    return {person["name"]: person["structure"]["ties"] for person in metrics(library, step)["participants"]}


def sentences(found: Imported) -> str:
    return " ".join(str(problem) for file in found.files for problem in file.proposal.plan.problems)


def test_both_files_in_any_order(library: Library, workshop: int, tmp_path: Path) -> None:
    files = [written(tmp_path, "b.csv", TIES), written(tmp_path, "a.csv", CONTACTS)]
    found = import_files(library, workshop, files)
    assert not found.failed
    assert found.files[1].proposal.plan.summary == ("3 ties of 2 people.",)
    assert ties(library, workshop) == {"Ann": 2, "Bob": 1, "Cleo": None}
    assert found.done is not None
    found.done.undo()
    assert ties(library, workshop) == {}


def test_weak_ties_are_left_out(library: Library, workshop: int, tmp_path: Path) -> None:
    import_files(library, workshop, [written(tmp_path, "a.csv", CONTACTS)])
    path = written(tmp_path, "b.csv", TIES)
    found = import_files(library, workshop, [path], Options(least_weight=2))
    assert found.files[0].proposal.plan.summary == ("2 ties of 2 people.",)
    assert found.left_out == "Left out: 2 rows."
    # Bob was asked, and none of his ties is strong enough: that is none, not unknown.
    assert ties(library, workshop) == {"Ann": 2, "Bob": 0, "Cleo": None}
    import_files(library, workshop, [path], Options(least_weight=3))
    assert ties(library, workshop) == {"Ann": 1, "Bob": 0, "Cleo": None}


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        ("Ann,x,w,1", "Row 2, column “to”: This contact is not on the person’s list."),
        ("Ann,x,X,1", "Row 2, column “to”: The two contacts are the same one."),
        ("Dora,x,y,1", "Row 2, column “participant”: There is nobody of this name yet."),
        ("Ann,x,y,much", "Row 2, column “weight”: “much” is not a number."),
        (",x,y,1", "Row 2, column “participant”: This cell is empty."),
    ],
)
def test_a_mistake_is_named_by_its_place(
    library: Library, workshop: int, tmp_path: Path, row: str, sentence: str
) -> None:
    import_files(library, workshop, [written(tmp_path, "a.csv", CONTACTS)])
    found = import_files(library, workshop, [written(tmp_path, "b.csv", f"participant,from,to,weight\n{row}\n")])
    assert found.failed
    assert sentence in sentences(found)
    assert set(ties(library, workshop).values()) == {None}


def test_a_least_weight_needs_weights(library: Library, workshop: int, tmp_path: Path) -> None:
    import_files(library, workshop, [written(tmp_path, "a.csv", CONTACTS)])
    path = written(tmp_path, "b.csv", "participant,from,to\nAnn,x,y\n")
    assert "no column holds weights" in sentences(import_files(library, workshop, [path], Options(least_weight=2)))


def test_a_table_of_ties_is_recognised(library: Library, workshop: int, tmp_path: Path) -> None:
    proposal = recognise(library, workshop, read_table(written(tmp_path, "b.csv", TIES)))
    assert proposal.target.label == "Personal network: who knows whom"
    assert list(proposal.mapping.values()) == ["participant", "tie_from", "tie_to", "tie_weight"]


def test_a_dry_run_looks_at_both_files_and_keeps_neither(library: Library, workshop: int, tmp_path: Path) -> None:
    files = [written(tmp_path, "b.csv", TIES), written(tmp_path, "a.csv", CONTACTS)]
    found = import_files(library, workshop, files, dry_run=True)
    assert not found.failed
    assert ties(library, workshop) == {}


@pytest.mark.parametrize(("weight", "kept"), [("0,5", True), ("0.5", True), ("-1", False), ("0,0", False)])
def test_a_weight_with_a_decimal_comma_is_a_number_and_what_is_not_kept_of_it_is_said(
    library: Library, workshop: int, tmp_path: Path, weight: str, kept: bool
) -> None:
    import_files(library, workshop, [written(tmp_path, "a.csv", CONTACTS)])
    path = written(tmp_path, "b.csv", f"participant;from;to;weight\nAnn;x;y;{weight}\nAnn;y;z;1,0\n")
    found = import_files(library, workshop, [path])
    assert not found.failed, sentences(found)
    assert ties(library, workshop)["Ann"] == 1 + kept
    assert found.left_out == ("Left out: 1 single cell." if kept else "Left out: 1 row.")
    assert ("how strong it is does not" in sentences(found)) is kept
    import_files(library, workshop, [path], Options(least_weight=0.6))
    assert ties(library, workshop)["Ann"] == 1


def test_a_weight_that_can_be_read_in_two_ways_is_said(library: Library, workshop: int, tmp_path: Path) -> None:
    import_files(library, workshop, [written(tmp_path, "a.csv", CONTACTS)])
    path = written(tmp_path, "b.csv", "participant;from;to;weight\nAnn;x;y;1,234\nAnn;y;z;1.234,5\n")
    found = import_files(library, workshop, [path])
    assert "Row 2, column “weight”: “1,234” is taken for 1.234. If its sign parts thousands" in sentences(found)
    assert sentences(found).count("is taken for") == 1


@settings(deadline=None)
@given(st.integers(-(10**9), 10**9), st.integers(1, 6))
def test_numbers_are_read_in_the_habits_of_both_signs(digits: int, places: int) -> None:
    number = digits / 10**places
    plain = f"{number:.{places}f}"
    assert decimal_of(plain) == decimal_of(plain.replace(".", ",")) == float(plain)
    grouped = f"{number:,.{places}f}"
    assert decimal_of(grouped) == pytest.approx(float(plain))
    assert decimal_of(grouped.translate(str.maketrans(",.", ".,"))) == pytest.approx(float(plain))
