"""The room's network without a window: read at once, said when it is another one."""

from facilitator.exercises.counting_consent import set_counted
from facilitator.exercises.network.analysis import Analysis, change_analysis
from facilitator.exercises.network.answers import Who, add_contact
from facilitator.exercises.network.matching.verdicts import confirm_match
from facilitator.exercises.network.whole.live import LiveRoomNetwork
from facilitator.storage.library import Library
from facilitator.workshop.agenda import remove_step
from facilitator.workshop.roster import Person, add_people, people_of


def test_a_network_is_kept_up_and_says_so(library: Library, workshop: int, network_step: int) -> None:
    live = LiveRoomNetwork(library, network_step)
    assert live.room is not None and not live.room.measures.ties
    ties: list[int] = []

    def hear() -> None:
        assert live.room is not None
        ties.append(live.room.measures.ties)

    live.changed.connect(hear)
    first, second, *_ = people_of(library, workshop)
    contact = add_contact(library, Who(network_step, first.id), "X").value
    set_counted(library, second.id, True)
    confirm_match(library, network_step, contact, second.id)
    assert ties[-1] == 1 and live.room.withheld is not None
    before = dict(live.room.places)
    add_people(library, workshop, [Person("Grace Hopper")])
    assert len(live.room.places) == len(before) + 1
    change_analysis(library, network_step, Analysis(smallest_group=8))
    assert live.room.smallest == 8
    told = len(ties)
    remove_step(library, network_step)
    add_people(library, workshop, [Person("Mary Somerville")])
    assert len(ties) == told and not live.is_reading
