"""Several widgets show one room; it reads each answer once and goes with its last user."""

import gc

from facilitator.exercises.network.analysis import Analysis, change_analysis
from facilitator.exercises.network.answers import Who, choose_entry
from facilitator.storage.changes import Change, Topic
from facilitator.storage.library import Library
from facilitator.workshop.roster import Person, add_people, people_of, remove_people
from ui.exercises.network import shared_room as module
from ui.exercises.network.shared_room import Concerns, shared_room


def test_users_share_one_room_and_it_goes_with_the_last(library: Library, network_step: int) -> None:
    first, second = shared_room(library, network_step), shared_room(library, network_step)
    assert first is second
    del first, second
    gc.collect()
    assert (id(library), network_step) not in module._rooms


def test_a_change_is_taken_up_once_and_equal_changes_both_count(
    library: Library, workshop: int, network_step: int
) -> None:
    shared = shared_room(library, network_step)
    reads: list[Change] = []
    take_up = shared.room.apply

    def counted(change: Change) -> bool:
        reads.append(change)
        return take_up(change)

    shared.room.apply = counted  # type: ignore[method-assign]
    person = people_of(library, workshop)[0].id
    heard: list[Change] = []
    library.changed.connect(heard.append)
    for _ in range(2):
        choose_entry(library, Who(network_step, person), "tally")
    assert heard[0] == heard[1]
    for change in heard:
        assert shared.apply(change) is Concerns.ONE
        assert shared.apply(change) is Concerns.ONE
    assert len(reads) == 2
    add_people(library, workshop, [Person("Grace Hopper")])
    # Somebody without answers changes no shape; somebody whose answers go with them does.
    assert shared.apply(heard[-1]) is Concerns.NOBODY
    remove_people(library, [person])
    assert shared.apply(heard[-1]) is Concerns.ALL
    assert shared.apply(Change(Topic.PREFERENCES)) is Concerns.NOBODY


def test_a_room_that_nobody_keeps_up_is_not_shown_again(library: Library, network_step: int) -> None:
    """A window that is closed may live on for a moment, and its room with a floor that is no longer so."""
    heard: list[Change] = []
    library.changed.connect(heard.append)
    closed = shared_room(library, network_step)
    change_analysis(library, network_step, Analysis(smallest_group=8))
    fresh = shared_room(library, network_step)
    assert fresh is not closed and fresh.room.floor == 8
    assert shared_room(library, network_step) is fresh
    assert closed.apply(heard[-1]) is Concerns.ALL and closed.room.floor == 8
    # What is taken up in time keeps it the room of all.
    change_analysis(library, network_step, Analysis(smallest_group=4))
    fresh.apply(heard[-1])
    assert shared_room(library, network_step) is fresh and fresh.room.floor == 4
