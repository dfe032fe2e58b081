"""Lists as programs and people write them, in both directions: rosters come in unasked, lists of others never.

`tests/data/lists_of_people.json` has the files by their names: the lines of rosters with the people in them, and those
of lists whose rows are or may be somebody else's. All people are invented.
"""

import json
from pathlib import Path

from prepared import empty_room

from facilitator.errors import BadFile
from facilitator.exercises.network.read import read_networks
from facilitator.exercises.steps import exercise_steps
from facilitator.exercises.templates import start_workshop
from facilitator.import_plans import Options
from facilitator.rehearsal.sample import sample_workshop
from facilitator.sharing.exchange import Format, exchange_files
from facilitator.sharing.importing import Imported, import_files
from facilitator.storage.library import Library
from facilitator.workshop.roster import people_of

LISTS = json.loads((Path(__file__).parents[2] / "data" / "lists_of_people.json").read_text(encoding="utf-8"))


def brought(library: Library, workshop: int, folder: Path, name: str, lines: list[str]) -> Imported | None:
    path = folder / name
    path.write_text("\n".join(lines), encoding="utf-8")
    try:
        return import_files(library, workshop, [path])
    except BadFile:
        return None


def test_rosters_of_many_programs_come_in_unasked(library: Library, tmp_path: Path) -> None:
    room = empty_room(library)
    wrong = {}
    for name, each in LISTS["people"].items():
        outcome = brought(library, room, tmp_path, name, each["text"])
        found = sorted(person.name for person in people_of(library, room))
        if outcome is None or outcome.failed or found != each["names"]:
            wrong[name] = found
        if outcome is not None and outcome.done is not None:
            outcome.done.undo()
    assert not wrong


def test_rows_that_may_be_somebody_elses_are_asked_about(library: Library, tmp_path: Path) -> None:
    room = empty_room(library)
    step = exercise_steps(library, room)[0][0].id
    wrong = {}
    for name, lines in LISTS["asked"].items():
        outcome = brought(library, room, tmp_path, name, lines)
        if outcome is not None and not outcome.failed:
            wrong[name] = [str(problem) for file in outcome.files for problem in file.proposal.plan.problems]
    assert not wrong
    assert not people_of(library, room) and not any(each.contacts for each in read_networks(library, step).values())


def test_our_own_tables_are_known_before_anybody_asks_whose_their_rows_are(library: Library, tmp_path: Path) -> None:
    sampled = sample_workshop(library, count=5).value
    files = exchange_files(library, sampled, Format.CSV, tmp_path / "out")
    assert files
    for path, content in files.items():
        here = tmp_path / path.name
        here.write_bytes(content)
        # A column that the person matched leaves the rest of the table what it is.
        last = content.decode("utf-8-sig").splitlines()[0].split(",")[-1]
        for options in (Options(), Options({last: "ignore"})):
            there = start_workshop(library, "There", template="sample").value
            outcome = import_files(library, there, [here], options, dry_run=True)
            assert not any(file.proposal.question for file in outcome.files), path.name
            assert all(file.proposal.target.step_id for file in outcome.files), path.name
        # Where the exercise is missing, it is named.
        without = start_workshop(library, "Without", template="peer_consulting").value
        outcome = import_files(library, without, [here], dry_run=True)
        assert outcome.failed and "is not on this agenda" in outcome.files[0].proposal.plan.errors[0].sentence, (
            path.name
        )
