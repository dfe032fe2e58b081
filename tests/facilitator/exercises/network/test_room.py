"""The room's spread against NumPy, under people who come, change and leave."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitator.exercises.network.room import AxisSummary, RoomSpread

AXES = 3
value = st.none() | st.floats(0, 1) | st.sampled_from([0.0, 0.25, 0.5, 1.0])
act = st.tuples(st.integers(1, 12), st.none() | st.tuples(*[value] * AXES))


@given(st.lists(act, max_size=60))
def test_kept_up_as_numpy_would_compute_it(acts: list[tuple[int, tuple[float | None, ...] | None]]) -> None:
    spread = RoomSpread(AXES)
    people: dict[int, tuple[float | None, ...]] = {}
    for person, values in acts:
        if values is None:
            spread.remove(person)
            people.pop(person, None)
        else:
            spread.set(person, values)
            people[person] = values
        assert len(spread) == len(people)
        for axis, found in enumerate(spread.summary()):
            known = [amount for shape in people.values() if (amount := shape[axis]) is not None]
            assert (found.n, found.has_band) == (len(known), len(known) >= 4)
            if known:
                expected: list[float] = np.percentile(known, [25, 50, 75]).tolist()
                assert [found.q1, found.median, found.q3] == pytest.approx(expected, abs=1e-12)
            else:
                assert found == AxisSummary(None, None, None, 0)


def test_each_person_weighs_the_same_and_replaces_themselves() -> None:
    spread = RoomSpread(1)
    for person, amount in enumerate((0.2, 0.4, 0.9)):
        spread.set(person, [amount])
    spread.set(2, [0.6])
    spread.set(2, [0.6])
    (axis,) = spread.summary()
    assert (axis.n, axis.median, axis.has_band) == (3, 0.4, False)


def test_a_shape_of_other_axes_is_refused_and_forgets_nobody() -> None:
    spread = RoomSpread(2)
    spread.set(1, [0.1, None])
    with pytest.raises(ValueError, match="3 values for 2 axes"):
        spread.set(1, [0.1, 0.2, 0.3])
    assert [axis.n for axis in spread.summary()] == [1, 0]


whole_points = st.integers(0, 100)


@given(st.lists(whole_points, min_size=3, max_size=14), st.integers(3, 7), st.data())
def test_of_few_people_nobodys_value_follows_from_ones_own_and_the_rooms(
    points: list[int], floor: int, data: st.DataObject
) -> None:
    """Whoever holds their own paper asks of somebody else: with another value, would it read otherwise?"""

    def told(values: list[int]) -> AxisSummary:
        spread = RoomSpread(1)
        for person, amount in enumerate(values):
            spread.set(person, [amount / 100])
        return spread.summary()[0].from_(floor, len(spread))

    shown, n = told(points), len(points)
    assert shown.n == n
    if n < floor:
        assert shown.median is None and shown.q1 is None and not shown.is_coarse
    elif n >= 2 * floor:
        assert shown.median == pytest.approx(np.median(points) / 100) and shown.q1 is not None
    else:
        assert shown.is_coarse and not shown.has_band
        assert shown.median == pytest.approx(np.median(points) / 100, abs=0.025 + 1e-9)
        other = data.draw(st.integers(0, n - 1))
        alike = {each for each in range(101) if told([*points[:other], each, *points[other + 1 :]]) == shown}
        assert len(alike) > 2
