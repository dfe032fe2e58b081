"""Tables in which no column says whose the rows are: by blocks, by sheets, by columns; and ties with weights."""

import csv
from pathlib import Path

import pytest
from command_line import facilitator
from openpyxl import Workbook

from facilitator.exercises.network.read import read_networks
from facilitator.exercises.steps import exercise_steps
from facilitator.exercises.templates import start_workshop
from facilitator.import_plans import Arranged, Options
from facilitator.sharing.importing import Imported, import_files
from facilitator.sharing.targets import Kind
from facilitator.storage.library import Library, open_library
from facilitator.workshop.roster import people_of

ASKED = ("How often", "Where they work")
LISTS = {
    "Noor de Wit": [("Kim", "Daily", "My team"), ("Lou", "Weekly", "Another department")],
    "Udo Stein": [("Ada", "Monthly", "My team"), ("Bo", "Daily", "My team")],
}
LISTED = {
    "Noor de Wit": {"Kim": {"interaction": 4, "group": 1}, "Lou": {"interaction": 3, "group": 3}},
    "Udo Stein": {"Ada": {"interaction": 2, "group": 1}, "Bo": {"interaction": 4, "group": 1}},
}


def written(path: Path, rows: list[tuple[str, ...]], delimiter: str = ",") -> Path:
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file, delimiter=delimiter).writerows(rows)
    return path


def in_blocks(folder: Path) -> Path:
    rows = [(name if not place else "", *contact) for name, own in LISTS.items() for place, contact in enumerate(own)]
    return written(folder / "blocks.csv", [("Participant", "Contact", *ASKED), *rows])


def in_sheets(folder: Path) -> Path:
    book = Workbook()
    book.remove(book.worksheets[0])
    for name, own in LISTS.items():
        sheet = book.create_sheet(name)
        for row in (("Contact", *ASKED), *own):
            sheet.append(row)
    book.save(folder / "sheets.xlsx")
    return folder / "sheets.xlsx"


def in_columns(folder: Path) -> Path:
    asked = [f"{question} {number}" for number in (1, 2) for question in ("Contact", *ASKED)]
    told = [[text for contact in own for text in contact] for own in LISTS.values()]
    return written(folder / "columns.csv", [("", *LISTS), *zip(asked, *told, strict=True)])


MADE = {Arranged.BELOW: in_blocks, Arranged.SHEETS: in_sheets, Arranged.COLUMNS: in_columns}


def lists_in(library: Library, workshop: int) -> dict[str, dict[str, dict[str, int]]]:
    step = next(step.id for step, each in exercise_steps(library, workshop) if each.kind == "network")
    names = {person.id: person.name for person in people_of(library, workshop)}
    views = read_networks(library, step)
    return {
        names[person]: {contact.label: dict(contact.ratings) for contact in view.contacts}
        for person, view in views.items()
        if view.entry
    }


def said(outcome: Imported) -> str:
    return " ".join(problem.sentence for file in outcome.files for problem in file.proposal.plan.problems)


@pytest.mark.parametrize("arranged", MADE)
def test_what_the_layout_says_is_offered_and_then_read(library: Library, tmp_path: Path, arranged: Arranged) -> None:
    path = MADE[arranged](tmp_path)
    workshop = start_workshop(library, "Room").value
    refused = import_files(library, workshop, [path], Options(near=True))
    assert refused.failed
    assert f"--arranged {arranged}" in said(refused)
    assert not people_of(library, workshop)
    outcome = import_files(library, workshop, [path], Options(near=True, arranged=arranged))
    assert not outcome.failed
    assert not outcome.left_out
    assert lists_in(library, workshop) == LISTED


def test_the_same_by_commands(tmp_path: Path) -> None:
    at = tmp_path / "library.sqlite"
    for number, (arranged, make) in enumerate(MADE.items(), start=1):
        path = make(tmp_path)
        facilitator("--library", at, "new", f"Room {number}")
        call = ("--library", at, "import", number, path, "--accept-near")
        refused = facilitator(*call, code=1)
        assert f"--arranged {arranged}" in refused.stdout + refused.stderr
        facilitator(*call, "--arranged", arranged)
    library = open_library(at)
    assert [lists_in(library, number) for number in (1, 2, 3)] == [LISTED] * 3
    library.close()


def test_columns_may_hold_nothing_but_names(library: Library, tmp_path: Path) -> None:
    rows: list[tuple[str, ...]] = [("Noor de Wit", "Udo Stein", "Ella Karg"), ("Kim", "Ada", "Max"), ("Lou", "", "")]
    workshop = start_workshop(library, "Room").value
    path = written(tmp_path / "named.csv", rows)
    assert not import_files(library, workshop, [path], Options(arranged=Arranged.COLUMNS)).failed
    listed = {name: [*own] for name, own in lists_in(library, workshop).items()}
    assert listed == {"Noor de Wit": ["Kim", "Lou"], "Udo Stein": ["Ada"], "Ella Karg": ["Max"]}


@pytest.mark.parametrize(
    "rows",
    [
        [("Name", "E-mail"), ("Noor de Wit", "n@x.org"), ("", "u@x.org"), ("Ella Karg", "e@x.org"), ("Al Ba", "")],
        [("First Name", "Last Name", "Work Phone"), ("Noor", "de Wit", "12"), ("Udo", "Stein", "13")],
        [("Team", "Name"), ("Ops", "Noor de Wit"), ("Ops", "Udo Stein"), ("", "Ella Karg")],
    ],
)
def test_lists_of_people_are_offered_no_other_layout(
    library: Library, tmp_path: Path, rows: list[tuple[str, ...]]
) -> None:
    workshop = start_workshop(library, "Room").value
    assert "--arranged" not in said(import_files(library, workshop, [written(tmp_path / "people.csv", rows)]))


def test_sheets_that_are_no_people_are_offered_as_none(library: Library, tmp_path: Path) -> None:
    book = Workbook()
    book.worksheets[0].title = "Team Nord"
    for sheet in (book.worksheets[0], book.create_sheet("Team Süd")):
        for row in (("Name", "E-mail"), ("Noor de Wit", "n@x.org")):
            sheet.append(row)
    book.save(tmp_path / "teams.xlsx")
    workshop = start_workshop(library, "Room").value
    assert "--arranged" not in said(import_files(library, workshop, [tmp_path / "teams.xlsx"]))


@pytest.mark.parametrize(
    ("heads", "weights", "delimiter"),
    [(("Source", "Target", "Weight"), ("2", "1", "3"), ","), (("von", "an", "Gewicht"), ("0,5", "2,25", "1"), ";")],
)
def test_weights_of_ties_become_a_question_without_a_second_stop(
    library: Library, tmp_path: Path, heads: tuple[str, ...], weights: tuple[str, ...], delimiter: str
) -> None:
    pairs = [("Noor", "Kim"), ("Noor", "Lou"), ("Udo", "Ada")]
    rows = [(*pair, weight) for pair, weight in zip(pairs, weights, strict=True)]
    path = written(tmp_path / "edges.csv", [heads, *rows], delimiter)
    workshop = start_workshop(library, "Room").value
    outcome = import_files(library, workshop, [path], rows={path: Kind.ANSWERS})
    assert not outcome.failed
    assert not outcome.left_out
    assert "becomes a new one" in said(outcome)
    own = lists_in(library, workshop)["Noor"]
    assert [len(own["Kim"]), len(own["Lou"])] == [1, 1]
