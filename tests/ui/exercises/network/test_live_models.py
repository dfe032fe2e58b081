"""All that show a room hold one model of it; it hears each answer once, says whom it was about, and goes with them."""

import gc
from collections.abc import Callable

from announced import listeners

from facilitator.exercises.network.analysis import Analysis, change_analysis
from facilitator.exercises.network.answers import Who, choose_entry_mode
from facilitator.exercises.network.live import LiveRoom
from facilitator.storage.changes import Change, Topic
from facilitator.storage.library import Library
from facilitator.workshop.roster import Person, add_people, people_of, remove_people
from ui.bridge import LibraryBridge


def test_users_share_one_room_and_it_goes_with_the_last(bridge: LibraryBridge, network_step: int) -> None:
    first, second = bridge.models.of(LiveRoom, network_step), bridge.models.of(LiveRoom, network_step)
    assert first is second
    finished = bridge.models.of(LiveRoom.of_finished, network_step)
    assert finished is not first and finished.finished_only
    assert bridge.models.of(LiveRoom.of_finished, network_step) is finished
    assert listeners(bridge.changes) == 2
    del first, second, finished
    gc.collect()
    assert len(bridge.models) == listeners(bridge.changes) == 0


def test_a_change_is_taken_up_once_and_said_as_what_it_was(
    library: Library, bridge: LibraryBridge, workshop: int, network_step: int
) -> None:
    room = bridge.models.of(LiveRoom, network_step)
    reads: list[Change] = []
    take_up = room.apply

    def counted(change: Change) -> bool:
        reads.append(change)
        return take_up(change)

    room.apply = counted  # type: ignore[method-assign]
    said: list[object] = []
    also_said: list[object] = []
    for heard in (said, also_said):
        room.person_changed.connect(heard.append)
        room.reset.connect(_appending(heard, "reset"))
    person = people_of(library, workshop)[0].id
    # Two answers to the same question are equal changes, and both count.
    for _ in range(2):
        choose_entry_mode(library, Who(network_step, person), "tally")
    assert said == also_said == [person, person]
    assert len(reads) == 2 and reads[0] == reads[1]
    add_people(library, workshop, [Person("Grace Hopper")])
    # Somebody without answers changes no shape; somebody whose answers go with them does.
    assert said == [person, person]
    remove_people(library, [person])
    assert said == also_said == [person, person, "reset"]
    library.changed.emit(Change(Topic.PREFERENCES))
    assert len(said) == 3


def test_a_room_whose_window_is_closed_is_kept_up_like_any(
    library: Library, bridge: LibraryBridge, network_step: int
) -> None:
    """A window that is closed may live on for a moment, and the next one shows the floor that is set by then."""
    closed = bridge.models.of(LiveRoom, network_step)
    change_analysis(library, network_step, Analysis(smallest_group=8))
    assert closed.floor == 8
    assert bridge.models.of(LiveRoom, network_step) is closed
    change_analysis(library, network_step, Analysis(smallest_group=4))
    assert bridge.models.of(LiveRoom, network_step).floor == 4


def _appending(heard: list[object], said: str) -> Callable[[], None]:
    return lambda: heard.append(said)
