"""Bars with words behind them, and shares in a triangle: everything within its frame, every share in its place."""

from itertools import pairwise
from math import isclose

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitator.charts.drawing import Box, Marks, Text
from facilitator.charts.frame import Frame
from facilitator.charts.rows import Row, Rows, percent
from facilitator.charts.styles import FIRST, SECOND
from facilitator.charts.triangle import Dot, Triangle
from facilitator.documents.charts.painting import frame

LABELS = st.lists(st.text("abcdefg hijk", min_size=1, max_size=60), min_size=1, max_size=30)


@given(LABELS, st.floats(80, 900))
def test_many_long_rows_stay_in_the_frame_and_under_each_other(labels: list[str], height: float) -> None:
    chart = Rows([Row(label, [(1.0, "100"), (0.5, "50")]) for label in labels], [("One", FIRST), ("Two", SECOND)])
    paper = frame(500.0, max(height, 14.0 * len(labels) + 40))
    items = chart.items(paper)
    for item in items:
        if isinstance(item, Text):
            assert item.x >= -0.5 and item.x + item.words.width <= paper.width + 0.5
        if isinstance(item, Box):
            assert item.left + item.width <= paper.width + 0.5
            assert item.top + item.height <= paper.height + 0.5
    tops = [item.top for item in items if isinstance(item, Box) and item.width > 100]
    assert all(before < after for before, after in pairwise(tops[: 2 * len(labels)]))


def test_words_say_what_is_drawn_and_empty_rows_are_nothing() -> None:
    one = Rows([Row("Task", [(1.0, "3")]), Row("Course", [(None, "0")])])
    assert one.has_values and one.in_words() == "Task: 3. Course: 0"
    assert not Rows([Row("Task", [(None, "0")])]).has_values and not Rows().has_values
    assert percent(None) == "–" and percent(0.665) == "67%" and percent(0.625) == "63%" and percent(1.0) == "100%"


@given(st.tuples(*[st.integers(0, 100)] * 3).filter(any))
def test_a_point_stands_where_its_shares_put_it(counts: tuple[int, int, int]) -> None:
    shares = tuple(count / sum(counts) for count in counts)
    paper: Frame = frame(400.0, 300.0)
    corners = [_point((1.0, 0.0, 0.0), paper), _point((0.0, 1.0, 0.0), paper), _point((0.0, 0.0, 1.0), paper)]
    at = _point((shares[0], shares[1], shares[2]), paper)
    assert isclose(at[0], sum(share * corner[0] for share, corner in zip(shares, corners, strict=True)), abs_tol=1e-6)
    assert isclose(at[1], sum(share * corner[1] for share, corner in zip(shares, corners, strict=True)), abs_tol=1e-6)
    sides = [((one[0] - two[0]) ** 2 + (one[1] - two[1]) ** 2) ** 0.5 for one, two in pairwise([*corners, corners[0]])]
    assert sides == pytest.approx([sides[0]] * 3)


def _point(shares: tuple[float, float, float], paper: Frame) -> tuple[float, float]:
    chart = Triangle(("Top", "Left", "Right"), [Dot("Ticks", shares, FIRST)])
    return next(item for item in chart.items(paper) if isinstance(item, Marks)).points[0]
