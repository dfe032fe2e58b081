"""Undo and redo over all windows, with the names of what they take back."""

import pytest
from pytestqt.qtbot import QtBot

from facilitator.errors import FacilitatorError
from facilitator.exercises.network.answers import Who, choose_entry_mode, discard
from facilitator.exercises.network.read import read_network
from facilitator.exercises.steps import erase_participant
from facilitator.storage.library import Library
from facilitator.workshop.roster import Person, add_people, people_of, update_person
from facilitator.workshop.workshops import get_workshop, rename_workshop
from ui.bridge import LibraryBridge
from ui.history import History


def test_operations_are_taken_back_and_done_again_in_order(qtbot: QtBot, library: Library, workshop: int) -> None:
    bridge = LibraryBridge(library)
    history = History(bridge)
    history.note(rename_workshop(library, workshop, "Second"))
    person = people_of(library, workshop)[0]
    history.note(update_person(library, person.id, Person("Ada Lovelace")))
    assert history.stack.undoText() == "Edit person"
    history.stack.undo()
    history.stack.undo()
    assert get_workshop(library, workshop).title == "Learning across borders"
    assert people_of(library, workshop)[0].name == person.name
    history.stack.redo()
    history.stack.redo()
    assert get_workshop(library, workshop).title == "Second"
    assert people_of(library, workshop)[0].name == "Ada Lovelace"
    history.stack.undo()
    assert people_of(library, workshop)[0].name == person.name
    bridge.close()


def test_an_undo_that_is_no_longer_possible_is_refused_once_and_then_gone(
    qtbot: QtBot, library: Library, workshop: int, network_step: int
) -> None:
    bridge = LibraryBridge(library)
    history = History(bridge)
    history.note(rename_workshop(library, workshop, "Second"))
    who = Who(network_step, people_of(library, workshop)[0].id)
    choose_entry_mode(library, who, "contact")
    history.note(discard(library, who))
    choose_entry_mode(library, who, "tally")
    with pytest.raises(FacilitatorError):
        history.stack.undo()
    assert read_network(library, who.step_id, who.participant_id).entry == "tally"
    assert history.stack.count() == 1
    history.stack.undo()
    assert get_workshop(library, workshop).title == "Learning across borders"
    bridge.close()


def test_what_was_erased_for_good_can_not_come_back(qtbot: QtBot, library: Library, workshop: int) -> None:
    bridge = LibraryBridge(library)
    history = History(bridge)
    history.note(add_people(library, workshop, [Person("Grace Hopper")]))
    erase_participant(library, people_of(library, workshop)[-1].id)
    assert not history.stack.canUndo()
    bridge.close()


def test_what_comes_together_is_taken_back_together(qtbot: QtBot, library: Library, workshop: int) -> None:
    bridge = LibraryBridge(library)
    history = History(bridge)
    before = [person.name for person in people_of(library, workshop)]
    one = history.as_one()
    one.note(add_people(library, workshop, [Person("Anna")]))
    one.note(add_people(library, workshop, [Person("Bo")]))
    history.note(rename_workshop(library, workshop, "Second"))
    assert history.stack.count() == 2
    # What others did in between stays where it was.
    one.note(add_people(library, workshop, [Person("Cy")]))
    assert history.stack.count() == 3
    for _ in range(3):
        history.stack.undo()
    assert [person.name for person in people_of(library, workshop)] == before
    history.stack.redo()
    assert [person.name for person in people_of(library, workshop)] == [*before, "Anna", "Bo"]
    bridge.close()


def test_what_can_not_be_taken_back_whole_stays_whole(
    qtbot: QtBot, library: Library, workshop: int, network_step: int
) -> None:
    bridge = LibraryBridge(library)
    history = History(bridge)
    who = Who(network_step, people_of(library, workshop)[0].id)
    choose_entry_mode(library, who, "contact")
    one = history.as_one()
    one.note(discard(library, who))
    one.note(rename_workshop(library, workshop, "Second"))
    choose_entry_mode(library, who, "tally")
    with pytest.raises(FacilitatorError):
        history.stack.undo()
    assert get_workshop(library, workshop).title == "Second"
    bridge.close()
