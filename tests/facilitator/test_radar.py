"""The geometry of spiders: gaps are gaps, the seam included, and nothing is drawn through zero."""

from math import hypot

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitator.radar import direction, outline

VALUES = st.lists(st.none() | st.floats(0, 1), max_size=12)


def test_axes_start_at_the_top_and_run_clockwise() -> None:
    for axis, point in enumerate([(0, 1), (1, 0), (0, -1), (-1, 0)]):
        assert direction(axis, 4) == pytest.approx(point, abs=1e-12)


def test_whole_is_closed() -> None:
    found = outline([1, 0.5, 0, 0.25])
    assert found.closed
    (run,) = found.runs
    assert list(run) == [pytest.approx(point, abs=1e-12) for point in [(0, 1), (0.5, 0), (0, 0), (-0.25, 0)]]


@pytest.mark.parametrize(
    ("values", "lengths"),
    [
        ([], []),
        ([None, None, None], []),
        ([None, 1, None], [1]),
        ([1, None, 1, 1], [3]),
        ([1, 1, None, 1], [3]),
        ([None, 1, 1, 1], [3]),
        ([1, 1, 1, None], [3]),
        ([1, None, 1, None], [1, 1]),
        ([1, 1, None, 1, None, 1], [3, 1]),
    ],
)
def test_gaps(values: list[float | None], lengths: list[int]) -> None:
    found = outline(values)
    assert not found.closed
    assert [len(run) for run in found.runs] == lengths


def test_the_run_over_the_seam_is_in_the_order_of_the_axes() -> None:
    (run,) = outline([0.1, None, 0.3, 0.4]).runs
    assert [round(hypot(*point), 6) for point in run] == [0.3, 0.4, 0.1]


@given(VALUES)
def test_every_value_is_one_point_and_no_gap_is_any(values: list[float | None]) -> None:
    found = outline(values)
    there = [value for value in values if value is not None]
    points = [point for run in found.runs for point in run]
    assert sorted(hypot(*point) for point in points) == pytest.approx(sorted(there))
    assert found.closed == (bool(values) and len(there) == len(values))
    assert all(run for run in found.runs)
    for point in points:
        assert any(
            value is not None and point == pytest.approx([part * value for part in direction(axis, len(values))])
            for axis, value in enumerate(values)
        )
