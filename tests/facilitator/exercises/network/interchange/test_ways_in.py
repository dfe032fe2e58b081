"""Tables never turn a tally into a list or a list into a tally, and say what does not fit together."""

from pathlib import Path

import pytest
from prepared import empty_room

from facilitator.exercises.network.own_action.rows import own_actions_of
from facilitator.exercises.network.read import read_networks
from facilitator.exercises.steps import exercise_steps
from facilitator.sharing.importing import Imported, import_files
from facilitator.storage.library import Library
from facilitator.workshop.roster import people_of

LISTS = "egoID,list_entry,list_length\nAnna,tally,5\nBen,contact,2\n"
COUNTS = "egoID,count_question,count_code,count\nAnna,group,1,3\nAnna,group,2,2\n"
CONTACTS = "egoID,alterID,group\nBen,AB,1\nBen,CD,2\n"


@pytest.fixture
def room(library: Library, tmp_path: Path) -> int:
    workshop = empty_room(library)
    outcome = brought(library, workshop, tmp_path, egos=LISTS, alters=CONTACTS, counts=COUNTS)
    assert (outcome.failed, outcome.left_out, told(outcome)) == (False, "", "")
    return workshop


def brought(library: Library, workshop: int, folder: Path, **tables: str) -> Imported:
    paths = []
    for name, text in tables.items():
        paths.append(folder / f"{name}.csv")
        paths[-1].write_text(text, encoding="utf-8")
    return import_files(library, workshop, paths)


def told(outcome: Imported) -> str:
    return "\n".join(str(cause) for file in outcome.files for cause in file.proposal.plan.causes)


def step_of(library: Library, workshop: int) -> int:
    return next(step.id for step, each in exercise_steps(library, workshop) if each.kind == "network")


def answered(library: Library, workshop: int) -> dict[str, tuple[str, int, object, object]]:
    names = {person.id: person.name for person in people_of(library, workshop)}
    views = read_networks(library, step_of(library, workshop))
    return {
        names[person]: (view.entry, view.size, [each.label for each in view.contacts], dict(view.tally))
        for person, view in views.items()
        if view.entry
    }


def test_who_has_answered_keeps_their_way_in(library: Library, room: int, tmp_path: Path) -> None:
    before = answered(library, room)
    assert before["Anna"] == ("tally", 5, [], {"group": {1: 3, 2: 2}}) and before["Ben"][:2] == ("contact", 2)
    outcome = brought(
        library,
        room,
        tmp_path,
        egos="egoID,list_entry,list_length\nAnna,contact,1\nBen,tally,7\nCleo,contact,1\n",
        alters="egoID,alterID\nAnna,XX\nCleo,YY\n",
        counts="egoID,count_question,count_code,count\nBen,group,1,7\n",
    )
    after = answered(library, room)
    assert after.pop("Cleo")[:3] == ("contact", 1, ["YY"])
    assert after == before
    assert outcome.left_out == "Left out: 4 rows."
    assert "egoID”: Here these people have counted by tally, which stays: left out." in told(outcome)
    assert "count”: Here these people have lists of contacts, which stay: left out." in told(outcome)
    alone = brought(library, room, tmp_path, alters="egoID,alterID\nAnna,XX\n")
    assert (alone.failed, alone.left_out) == (False, "Left out: 1 row.")


def test_counts_that_are_not_the_lists_length_are_said(library: Library, room: int, tmp_path: Path) -> None:
    more = "egoID,count_question,count_code,count\nAnna,group,3,4\nAnna,proximity,1,5\n"
    outcome = brought(library, room, tmp_path, counts=more)
    assert "Row 2, column “count”: From this row on the counts of one question are not as many" in told(outcome)
    assert outcome.left_out == "" and answered(library, room)["Anna"][3] == {
        "group": {1: 3, 2: 2, 3: 4}, "proximity": {1: 5},
    }  # fmt: skip


def test_own_actions_are_one_a_person_and_what_they_go_over_is_said(
    library: Library, room: int, tmp_path: Path
) -> None:
    def written() -> dict[str, str]:
        names = {person.id: person.name for person in people_of(library, room)}
        with library.read() as session:
            found = own_actions_of(session, step_of(library, room), 1)
        return {names[person]: each.what for person, each in found.items()}

    first = brought(library, room, tmp_path, own="egoID,own_action,own_action_day\nAnna,Call Ole,\nBen,,\n")
    assert written() == {"Anna": "Call Ole"} and first.left_out == "Left out: 1 row."
    twice = brought(library, room, tmp_path, own="egoID,own_action\nAnna,Write Pia\nAnna,Ask Kim\nAnna,Write Pia\n")
    assert twice.failed and "Row 3, column “egoID”: This person is in row 2 already" in told(twice)
    assert written() == {"Anna": "Call Ole"}
    over = brought(library, room, tmp_path, own="egoID,own_action\nAnna,Write Pia\nBen,Ask Kim\n")
    assert over.files[0].proposal.plan.summary[1:] == (
        "1 of them has written something else here, which this goes over.",
    )
    assert written() == {"Anna": "Write Pia", "Ben": "Ask Kim"}
    brought(
        library, room, tmp_path, own="egoID,own_action,own_action_day,own_action_sign\nBen,Ask Kim,2027-03-01,Yes\n"
    )
    kept = brought(library, room, tmp_path, own="egoID,own_action,own_action_with\nBen,Ask Kim,a colleague\n")
    assert len(kept.files[0].proposal.plan.summary) == 2
    with library.read() as session:
        [ben] = [each for each in own_actions_of(session, step_of(library, room), 1).values() if each.day]
    assert (ben.what, ben.partner, ben.sign) == ("Ask Kim", "a colleague", "Yes"), (
        "columns that are not there take none"
    )
