"""Tables that can't be read one by one: who answered beside their contacts, and ties beside whom they tie.

Layouts are those of KoboToolbox (support.kobotoolbox.org, “Exporting and downloading your data”: a sheet a repeated
group, `_index` and `_parent_index`, `_submission__uuid`), ODK Central and SurveyCTO (docs.getodk.org, “Managing
submissions”: a file a group, KEY and PARENT_KEY), Survey123 (GlobalID and ParentGlobalID), and of the spreadsheets of
Gephi, igraph and Kumu: nodes in one, edges in the other.
"""

import csv
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest
from command_line import facilitator
from openpyxl import Workbook
from prepared import empty_room

from facilitator.exercises.network.read import read_networks
from facilitator.exercises.steps import exercise_steps
from facilitator.sharing.importing import Imported, import_files
from facilitator.sharing.targets import Kind
from facilitator.storage.library import Library
from facilitator.workshop.roster import people_of
from facilitator.workshop.workshops import new_workshop

PEOPLE = (("Anna Berg", "anna@x.org", "Sales"), ("Bjørn Dahl", "bjorn@x.org", "HR"), ("Cleo Ek", "cleo@x.org", "IT"))
CONTACTS = (
    (0, "Ole", "About weekly"),
    (1, "Rut", "About monthly"),
    (0, "Pia", "About daily"),
    (1, "Ole", "About daily"),
)
"""Not in the order of who named them, as where a group was sorted."""
LISTS = {"Anna Berg": {"Ole", "Pia"}, "Bjørn Dahl": {"Rut", "Ole"}}
UUIDS = tuple(f"9c2f6c1e-1111-4a7c-8e2e-00000000000{number}" for number in range(len(PEOPLE)))
Rows = Sequence[Sequence[object]]


def kobo(name: str = "What is your name?", contact: str = "Name or initials of the contact") -> dict[str, Rows]:
    people = [["start", "end", name, "Your e-mail", "Your team", "_id", "_uuid", "_submission_time", "_index"]]
    people += [
        ["2026-11-20T09:00", "2026-11-20T09:05", *each, 500 + at, UUIDS[at], "2026-11-20T09:06", at + 1]
        for at, each in enumerate(PEOPLE)
    ]
    group = [[contact, "How often do you have contact?", "_index", "_parent_table_name", "_parent_index",
              "_submission__id", "_submission__uuid", "_submission__submission_time"]]  # fmt: skip
    group += [
        [who, often, row, "Networks", at + 1, 500 + at, UUIDS[at], "2026-11-20T09:06"]
        for row, (at, who, often) in enumerate(CONTACTS, start=1)
    ]
    return {"Networks": people, "contacts": group}


def odk() -> dict[str, Rows]:
    people = [["SubmissionDate", "your_name", "your_team", "meta-instanceID", "KEY", "SubmitterID", "SubmitterName"]]
    people += [["2026-11-20", name, team, f"uuid:{UUIDS[at]}", f"uuid:{UUIDS[at]}", "12", "enketo"]
               for at, (name, _, team) in enumerate(PEOPLE)]  # fmt: skip
    group = [["contact_name", "how_often", "PARENT_KEY", "KEY"]]
    group += [[who, often, f"uuid:{UUIDS[at]}", f"uuid:{UUIDS[at]}/contacts[{row}]"]
              for row, (at, who, often) in enumerate(CONTACTS, start=1)]  # fmt: skip
    return {"net": people, "net-contacts": group}


def survey123() -> dict[str, Rows]:
    people = [["ObjectID", "GlobalID", "Your name", "Team", "CreationDate", "Creator"]]
    people += [[at + 1, UUIDS[at], name, team, "11/20/2026", "kiosk"] for at, (name, _, team) in enumerate(PEOPLE)]
    group = [["ObjectID", "GlobalID", "Contact", "How often", "ParentGlobalID"]]
    group += [[row, f"c{row}", who, often, UUIDS[at]] for row, (at, who, often) in enumerate(CONTACTS, start=1)]
    return {"survey_0": people, "contacts_1": group}


def workbook(path: Path, sheets: Mapping[str, Rows]) -> Path:
    book = Workbook()
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(list(row))
    book.remove(book.worksheets[0])
    book.save(path)
    return path


def folder(path: Path, tables: Mapping[str, Rows]) -> Path:
    path.mkdir()
    for name, rows in tables.items():
        with (path / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows(rows)
    return path


def archive(path: Path, tables: Mapping[str, Rows]) -> Path:
    files = folder(path.with_suffix(""), tables)
    with zipfile.ZipFile(path, "w") as packed:
        for each in files.iterdir():
            packed.write(each, each.name)
    return path


@pytest.fixture
def room(library: Library) -> int:
    return empty_room(library)


def lists(library: Library, room: int) -> dict[str, set[str]]:
    names = {person.id: person.name for person in people_of(library, room)}
    (step, _), *_ = exercise_steps(library, room)
    found = {names[key]: {one.label for one in view.contacts} for key, view in read_networks(library, step.id).items()}
    return {name: those for name, those in found.items() if those}


def told(outcome: Imported) -> str:
    return "\n".join(f"{file.path.name}: {cause}" for file in outcome.files for cause in file.proposal.plan.causes)


@pytest.mark.parametrize(
    ("tables", "made"),
    [
        (kobo(), "book.xlsx"),
        (kobo("your_name", "contacts/contact_name"), "book.xlsx"),
        (kobo("Wie heißen Sie?", "Initialen"), "book.xlsx"),
        (odk(), "files"),
        (odk(), "files.zip"),
        (survey123(), "book.xlsx"),
    ],
)
def test_a_repeated_group_is_the_contacts_of_who_answered(
    library: Library, room: int, tmp_path: Path, tables: Mapping[str, Rows], made: str
) -> None:
    write = {"xlsx": workbook, "zip": archive}.get(made.rpartition(".")[2], folder)
    outcome = import_files(library, room, [write(tmp_path / made, tables)])
    assert not outcome.failed, told(outcome)
    assert lists(library, room) == LISTS
    assert [(each.name, each.team) for each in people_of(library, room)] == [(name, team) for name, _, team in PEOPLE]
    assert "are taken for contacts of the people in" in told(outcome)


def test_what_is_wrong_with_a_contact_has_the_place_of_its_own_row(library: Library, room: int, tmp_path: Path) -> None:
    tables = odk()
    tables["net-contacts"] = [*tables["net-contacts"][:3], ["Udo", "now and then", f"uuid:{UUIDS[2]}", "k"],
                              *tables["net-contacts"][3:]]  # fmt: skip
    outcome = import_files(library, room, [folder(tmp_path / "files", tables)])
    assert outcome.failed
    (error,) = [line for line in told(outcome).splitlines() if "now and then" in line]
    assert error.startswith("files › net-contacts.csv: Row 4, column “how_often”")


def test_what_is_said_of_a_column_is_said_of_its_own_file(library: Library, room: int, tmp_path: Path) -> None:
    tables = odk()
    tables["net-contacts"] = [["contact_name", "mood", *tables["net-contacts"][0][2:]], *tables["net-contacts"][1:]]
    outcome = import_files(library, room, [folder(tmp_path / "files", tables)])
    assert "net-contacts.csv: Column “mood”: Its texts are the answers to “How often”" in told(outcome)


def test_rows_that_belong_to_nobody_are_counted(library: Library, room: int, tmp_path: Path) -> None:
    tables = kobo()
    lost = ["Udo", "About daily", 5, "Networks", 77, 577, "gone", ""]
    tables["contacts"] = [*tables["contacts"], lost]
    outcome = import_files(library, room, [workbook(tmp_path / "book.xlsx", tables)])
    assert lists(library, room) == LISTS
    assert "Row 6: They belong to nobody in the table of those who answered: left out." in told(outcome)
    assert "1 row" in outcome.left_out


def test_a_group_of_something_else_is_left_out_and_counted(library: Library, room: int, tmp_path: Path) -> None:
    tables = kobo()
    keys = [row[-3:] for row in tables["contacts"]]
    trainings = [["Course", "Year"], ["Excel", 2024], ["First aid", 2025], ["Excel", 2025], ["Welding", 2023]]
    tables["trainings"] = [[*row, *key] for row, key in zip(trainings, keys, strict=True)]
    outcome = import_files(library, room, [workbook(tmp_path / "book.xlsx", tables)])
    assert lists(library, room) == LISTS
    assert "4 rows" in outcome.left_out
    del tables["contacts"]
    alone = empty_room(library)
    outcome = import_files(library, alone, [workbook(tmp_path / "other.xlsx", tables)])
    assert {each.name for each in people_of(library, alone)} == {name for name, *_ in PEOPLE}
    assert lists(library, alone) == {}
    assert "4 rows" in outcome.left_out


def test_a_group_within_the_group_is_of_no_person(library: Library, room: int, tmp_path: Path) -> None:
    """Its `_parent_index` counts contacts: taken for that of people, answers would be under wrong names."""
    tables = kobo()
    inner = [["Name", "_index", "_parent_table_name", "_parent_index", "_submission__uuid"]]
    inner += [["Zoe", 1, "contacts", 3, UUIDS[0]], ["Max", 2, "contacts", 1, UUIDS[0]]]
    outcome = import_files(library, room, [workbook(tmp_path / "book.xlsx", {**tables, "projects": inner})])
    assert outcome.failed
    assert "“_submission__uuid” says to which row of another table each row belongs" in told(outcome)
    assert people_of(library, room) == []


def test_contacts_are_nobody_where_only_people_are_taken(library: Library, room: int, tmp_path: Path) -> None:
    path = workbook(tmp_path / "book.xlsx", kobo(contact="Name"))
    outcome = import_files(library, room, [path], rows={path: Kind.ROSTER})
    assert [each.name for each in people_of(library, room)] == [name for name, *_ in PEOPLE]
    assert "1 sheet (“contacts”)" in outcome.left_out


def test_one_of_the_two_tables_alone(library: Library, room: int, tmp_path: Path) -> None:
    tables = kobo()
    alone = workbook(tmp_path / "contacts.xlsx", {"contacts": tables["contacts"]})
    outcome = import_files(library, room, [alone])
    assert outcome.failed
    assert "bring both tables, or the whole workbook, together" in told(outcome)
    people = workbook(tmp_path / "people.xlsx", {"Networks": tables["Networks"]})
    outcome = import_files(library, room, [people])
    assert [each.name for each in people_of(library, room)] == [name for name, *_ in PEOPLE], told(outcome)
    files = folder(tmp_path / "files", {"net": odk()["net"]})
    assert not import_files(library, empty_room(library), [files]).failed


def test_without_an_exercise_for_contacts_the_people_come_in(library: Library, tmp_path: Path) -> None:
    bare = new_workshop(library, "Bare").value
    outcome = import_files(library, bare, [workbook(tmp_path / "book.xlsx", kobo())])
    assert [each.name for each in people_of(library, bare)] == [name for name, *_ in PEOPLE], told(outcome)
    assert "contacts" in outcome.left_out


NODES = (("Id", "Label", "Modularity Class"), (0, "Anna Berg", 1), (1, "Bo Ek", 0), (2, "Cleo Dahl", 1), (3, "Dina", 0))
EDGES = (("Source", "Target", "Type", "Id", "Label", "Weight"),
         (0, 1, "Directed", 0, "", 1), (0, 2, "Directed", 1, "", 1),
         (2, 0, "Undirected", 2, "", 1), (1, 1, "Directed", 3, "", 1), (2, 9, "Directed", 4, "", 1))  # fmt: skip
TIED = {"Anna Berg": {"Bo Ek", "Cleo Dahl"}, "Cleo Dahl": {"Anna Berg"}}


@pytest.mark.parametrize("write", [folder, archive])
def test_nodes_and_edges_of_gephi_are_a_room(library: Library, room: int, tmp_path: Path, write) -> None:
    path = write(tmp_path / "gephi.zip", {"nodes": NODES, "edges": EDGES})
    outcome = import_files(library, room, [path])
    assert outcome.failed
    assert "whoever stands in “Source” becomes a participant, and “Target” names their contact" in told(outcome)
    outcome = import_files(library, room, [path], rows={path: Kind.ANSWERS})
    assert lists(library, room) == TIED, told(outcome)
    assert [each.name for each in people_of(library, room)] == ["Anna Berg", "Bo Ek", "Cleo Dahl", "Dina"]
    assert "Row 5: They tie somebody to themselves: left out." in told(outcome)
    assert "Row 6: They tie somebody who is in no row of the other table: left out." in told(outcome)
    assert "2 rows" in outcome.left_out
    assert "“Modularity Class”" in outcome.left_out


def test_a_roster_with_numbers_lends_its_names_to_ties(library: Library, room: int, tmp_path: Path) -> None:
    """Nobody becomes a participant called “1”."""
    people = (("id", "name", "department"), ("1", "Anna Berg", "Sales"), ("2", "Bo Ek", "HR"), ("3", "Cleo Dahl", "IT"))
    ties = (("from", "to"), ("1", "2"), ("1", "3"), ("3", "1"))
    path = folder(tmp_path / "graph", {"vertices": people, "edges": ties})
    outcome = import_files(library, room, [path / "vertices.csv", path / "edges.csv"],
                           rows={path / "edges.csv": Kind.ANSWERS})  # fmt: skip
    assert lists(library, room) == TIED, told(outcome)
    assert [(each.name, each.team) for each in people_of(library, room)] == [
        ("Anna Berg", "Sales"), ("Bo Ek", "HR"), ("Cleo Dahl", "IT")
    ]  # fmt: skip


def test_names_in_both_tables_stay_what_they_are(library: Library, room: int, tmp_path: Path) -> None:
    """As Kumu writes them: the ends of connections are labels."""
    path = folder(tmp_path / "kumu", {
        "elements": (("Label", "Type", "Description"), ("Anna Berg", "Person", ""), ("Bo Ek", "Person", ""),
                     ("Cleo Dahl", "Person", "")),
        "connections": (("From", "To", "Direction"), ("Anna Berg", "Bo Ek", "directed"),
                        ("Anna Berg", "Cleo Dahl", "mutual")),
    })  # fmt: skip
    outcome = import_files(library, room, [path], rows={path: Kind.ANSWERS})
    assert lists(library, room) == TIED, told(outcome)


def test_by_command(library: Library, room: int, tmp_path: Path) -> None:
    path = workbook(tmp_path / "book.xlsx", kobo())
    done = facilitator("--library", library.path, "import", room, path)
    assert "4 contacts of 2 people." in done.stdout
