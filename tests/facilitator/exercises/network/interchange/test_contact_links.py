"""Who contacts are and whom of the list before a table says they are: what can't be so is left out and counted."""

from csv import reader
from pathlib import Path

import pytest
from command_line import facilitator
from prepared import empty_room

from facilitator.exercises.counting_consent import set_counted
from facilitator.exercises.network.matching.proposals import read_verdicts
from facilitator.exercises.network.matching.verdicts import refuse_match
from facilitator.exercises.network.read import read_networks
from facilitator.exercises.network.rounds.changes import read_changes
from facilitator.exercises.network.rounds.rounds import start_round
from facilitator.exercises.network.seen import SeenNetworks
from facilitator.exercises.network.whole.graph import read_room_network
from facilitator.exercises.steps import exercise_steps
from facilitator.import_plans import Options
from facilitator.sharing.exchange import Format, export_workshop
from facilitator.sharing.importing import Imported, import_files
from facilitator.storage.library import Library
from facilitator.workshop.roster import Person, add_people, people_of

NAMES = ("Anna", "Ben", "Cleo")


@pytest.fixture
def room(library: Library) -> int:
    workshop = empty_room(library)
    add_people(library, workshop, [Person(name, f"{name.lower()}@x.org") for name in NAMES])
    return workshop


def brought(library: Library, workshop: int, folder: Path, text: str, options: Options | None = None) -> Imported:
    path = folder / "alters.csv"
    path.write_text(text, encoding="utf-8")
    return import_files(library, workshop, [path], options)


def told(outcome: Imported) -> str:
    return "\n".join(str(cause) for file in outcome.files for cause in file.proposal.plan.causes)


def step_of(library: Library, workshop: int) -> int:
    return next(step.id for step, each in exercise_steps(library, workshop) if each.kind == "network")


def who_is_who(library: Library, workshop: int) -> dict[str, str]:
    """By contact, the participant who they are taken for."""
    step = step_of(library, workshop)
    names = {person.id: person.name for person in people_of(library, workshop)}
    labels = {each.id: each.label for view in read_networks(library, step).values() for each in view.contacts}
    with library.read() as session:
        matched, _ = read_verdicts(session, step)
    return {labels[contact]: names[person] for contact, person in matched.items()}


def test_nobody_is_a_contact_of_their_own_and_nobody_twice(library: Library, room: int, tmp_path: Path) -> None:
    rows = "Anna,AB,Anna\nAnna,BB,Ben\nAnna,B2,ben\nAnna,XX,Nobody\nBen,B3,Ben\nBen,CC,Cleo\nCleo,DD,Dora\nDora,EE,\n"
    outcome = brought(library, room, tmp_path, f"egoID,alterID,contact_is\n{rows}")
    assert who_is_who(library, room) == {"BB": "Ben", "CC": "Cleo", "DD": "Dora"}
    assert outcome.left_out == "Left out: 4 single cells."
    assert "Rows 2, 6, column “contact_is”: Nobody is a contact of their own" in told(outcome)
    assert "Row 4, column “contact_is”: Another contact of the same list is this person already" in told(outcome)
    assert "Row 5, column “contact_is”: “Nobody” is nobody on the roster" in told(outcome)
    assert not any(label in told(outcome) for label in ("AB", "B2", "B3"))


def test_what_was_decided_here_stays_and_is_said(library: Library, room: int, tmp_path: Path) -> None:
    brought(library, room, tmp_path, "egoID,alterID,contact_is\nAnna,BB,Ben\nAnna,CC,\nAnna,XX,\n")
    step = step_of(library, room)
    anna, _ben, cleo = people_of(library, room)
    labels = {each.label: each.id for each in read_networks(library, step)[anna.id].contacts}
    refuse_match(library, step, labels["CC"], cleo.id)
    rows = "Anna,BB,Cleo\nAnna,CC,Cleo\nAnna,XX,Ben\n"
    outcome = brought(library, room, tmp_path, f"egoID,alterID,contact_is\n{rows}")
    assert who_is_who(library, room) == {"BB": "Ben"}
    assert "Row 2, column “contact_is”: It was decided here that the contact is somebody else" in told(outcome)
    assert "Row 3, column “contact_is”: It was decided here that the contact is not this person" in told(outcome)
    assert "Row 4, column “contact_is”: Another contact of the same list" in told(outcome), "of one that is not in it"
    again = brought(library, room, tmp_path, "egoID,alterID,contact_is\nAnna,BB,Ben\n")
    assert (again.left_out, told(again)) == ("", "")


def test_the_name_of_several_is_nobodys_and_a_new_name_is_known(library: Library, room: int, tmp_path: Path) -> None:
    rows = "Dora,d1@x.org,AA,\nDora,d2@x.org,BB,Ben\nBenita,cleo@x.org,CC,Dora\nBen,ben@x.org,DD,Benita\n"
    text = f"egoID,participant_email,alterID,contact_is\n{rows}"
    outcome = brought(library, room, tmp_path, text, Options(renames=None))
    assert [person.name for person in people_of(library, room)] == ["Anna", "Ben", "Benita", "Dora", "Dora"]
    assert who_is_who(library, room) == {"BB": "Ben", "DD": "Benita"}
    assert "Row 4, column “contact_is”: “Dora” is nobody on the roster, or several people" in told(outcome)


def test_a_contact_that_was_kept_from_nobody_is_said(library: Library, room: int, tmp_path: Path) -> None:
    brought(library, room, tmp_path, "egoID,alterID\nAnna,AB\nAnna,CD\n")
    step = step_of(library, room)
    start_round(library, step)
    rows = "Anna,AB,AB\nAnna,New,CD\nAnna,Again,CD\nAnna,Else,QQ\nBen,XX,AB\n"
    outcome = brought(library, room, tmp_path, f"egoID,alterID,kept_from\n{rows}")
    anna = people_of(library, room)[0].id
    change = read_changes(library, step)[anna]
    assert [each.label for each in change.kept or ()] == ["AB", "New"]
    assert outcome.left_out == "Left out: 3 single cells."
    assert "Rows 5–6, column “kept_from”: The list of the round before has no contact of this name" in told(outcome)
    assert "Row 4, column “kept_from”: Another contact of the list was kept from this one already" in told(outcome)
    again = brought(library, room, tmp_path, "egoID,alterID,kept_from\nAnna,New,AB\nAnna,AB,AB\n")
    assert "Row 2, column “kept_from”: Here the contact was kept from another one" in told(again)
    assert again.left_out == "Left out: 1 single cell."


def test_rounds_of_contacts_alone_are_read_as_the_rounds_that_they_are(
    library: Library, room: int, tmp_path: Path
) -> None:
    brought(library, room, tmp_path, "egoID,alterID\nAnna,AB\nAnna,CD\nBen,EF\n")
    step = step_of(library, room)
    start_round(library, step)
    brought(library, room, tmp_path, "egoID,alterID,kept_from\nAnna,AB,AB\nAnna,GH,\n")
    written = export_workshop(library, room, Format.CSV, tmp_path / "out")
    alters = next(path for path in written if path.name == "alters.csv")
    back = empty_room(library)
    outcome = import_files(library, back, [alters])
    assert [file.proposal.plan.summary for file in outcome.files] == [
        ("Round 1: 3 contacts of 2 people.", "Round 1: 2 people are added to the roster."),
        ("Round 2: 2 contacts of 1 person.",),
    ]
    assert (outcome.left_out, told(outcome)) == ("", "")
    header, *rows = reader(alters.read_text(encoding="utf-8-sig").splitlines())
    assert [row[header.index("kept_from")] for row in rows] == ["", "", "", "AB", ""]


def test_a_least_weight_that_no_table_has_is_said(library: Library, room: int, tmp_path: Path) -> None:
    people = tmp_path / "people.csv"
    people.write_text("Name,E-mail\nDora,dora@x.org\n", encoding="utf-8")
    (whole,) = export_workshop(library, room, Format.JSON, tmp_path / "whole.json")
    for path in (people, whole):
        done = facilitator("import", room, path, "--min-weight", "2", "--library", library.path, code=1)
        assert "none of these files says how strong ties are" in done.stderr
    assert [person.name for person in people_of(library, room)] == list(NAMES)
    for option in (("--as", "people"), ("--map", "Name=ignore")):
        done = facilitator("import", room, whole, *option, "--library", library.path, code=1)
        assert "is a whole workshop" in done.stderr
    sheet = tmp_path / "sheet.pdf"
    sheet.write_bytes(b"%PDF-1.4")
    assert "no table" in facilitator("import", room, sheet, "--as", "people", "--library", library.path, code=2).stderr
    assert "no worksheet" in facilitator("import", room, people, "--replace", "--library", library.path, code=2).stderr


def test_matches_that_a_file_brought_are_on_the_map_before_and_after_their_person_agrees(
    library: Library, room: int, tmp_path: Path
) -> None:
    rows = "Anna,BB,Ben\nAnna,CC,Cleo\nBen,AA,Anna\nCleo,A2,Anna\n"
    brought(library, room, tmp_path, f"egoID,alterID,contact_is\n{rows}")
    step = step_of(library, room)
    anna, ben, cleo = (person.id for person in people_of(library, room))
    ties = {(anna, ben), (anna, cleo), (ben, anna), (cleo, anna)}
    networks = SeenNetworks(library, step)
    assert set(read_room_network(library, step, seen=networks.seen).ties) == ties
    set_counted(library, ben, True)
    assert set(read_room_network(library, step, seen=networks.seen).ties) == ties
