"""Bars of three series are told apart by their hatching, not by their colours alone."""

from facilitator.charts.drawing import Line
from facilitator.charts.legend import bar
from facilitator.charts.styles import FIRST, SECOND, THIRD, SeriesStyle


def leaning(style: SeriesStyle) -> set[bool]:
    """Whether the lines of a bar's hatching go up to the right; none for a plain one."""
    strokes = [points for item in bar(0, 0, 200, 20, style) if isinstance(item, Line) for points in item.paths]
    return {(points[0][0] > points[-1][0]) == (points[0][1] < points[-1][1]) for points in strokes}


def test_the_first_is_plain_and_the_others_lean_to_different_sides() -> None:
    assert leaning(FIRST) == set()
    assert len(leaning(SECOND)) == len(leaning(THIRD)) == 1
    assert leaning(SECOND) != leaning(THIRD)
