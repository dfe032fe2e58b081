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
