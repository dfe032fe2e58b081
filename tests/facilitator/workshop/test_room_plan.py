"""People, stations and the queue before them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitator.errors import Invalid
from facilitator.storage.library import Library
from facilitator.workshop.agenda import steps_of
from facilitator.workshop.room_plan import Crowd, plan_room, room_plan

WHOLE = st.integers(1, 500)


@pytest.mark.parametrize(
    ("people", "one_station", "two_stations"), [(8, 12, 6), (12, 18, 9), (18, 27, 13.5), (24, 36, 18)]
)
def test_a_minute_and_a_half_each(people: int, one_station: float, two_stations: float) -> None:
    assert Crowd(people).queue_minutes(1.5) == one_station
    assert Crowd(people, 2).queue_minutes(1.5) == two_stations


@given(people=WHOLE, stations=WHOLE, each=st.floats(0.25, 30))
def test_a_queue_is_no_shorter_than_its_work_and_no_longer_than_one_more_turn(
    people: int, stations: int, each: float
) -> None:
    minutes = Crowd(people, stations).queue_minutes(each)
    assert people * each / stations - 1e-6 <= minutes < (people / stations + 1) * each + 1e-6
    assert Crowd(people, stations + 1).queue_minutes(each) <= minutes <= Crowd(people + 1, stations).queue_minutes(each)
    assert Crowd(0, stations).queue_minutes(each) == 0


def test_a_plan_is_kept_and_taken_back_as_one(library: Library, workshop: int, network_step: int) -> None:
    usual = room_plan(library, workshop)
    assert (usual.crowd, usual.expected, usual.modes) == (Crowd(6), None, {network_step: "tally"})
    minutes = [step.minutes for step in steps_of(library, workshop)]
    done = plan_room(
        library, workshop, stations=2, expected=24, modes={network_step: "contact"}, minutes={network_step: 38}
    )
    found = room_plan(library, workshop)
    assert (found.crowd, found.on_roster, found.modes) == (Crowd(24, 2), 6, {network_step: "contact"})
    assert next(step.minutes for step in steps_of(library, workshop) if step.id == network_step) == 38
    redo = done.undo()
    assert room_plan(library, workshop) == usual
    assert [step.minutes for step in steps_of(library, workshop)] == minutes
    redo()
    assert room_plan(library, workshop) == found


@pytest.mark.parametrize(
    "wrong", [{"stations": 0}, {"stations": 100}, {"expected": 0}, {"expected": 10_001}, {"minutes": {1: 1441}}]
)
def test_what_cannot_be_planned_is_refused_whole(library: Library, workshop: int, wrong: dict[str, object]) -> None:
    usual = room_plan(library, workshop)
    with pytest.raises(Invalid):
        plan_room(library, workshop, **{"stations": 3, "expected": 9, **wrong})  # type: ignore[arg-type]
    assert room_plan(library, workshop) == usual
