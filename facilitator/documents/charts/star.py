"""One thing in the middle and others around it on circles, with lines among them: a personal network on paper."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from facilitator.documents import typesetting
from facilitator.documents.charts.figure import Figure
from facilitator.documents.charts.marks import Entry, Legend, draw_markers
from facilitator.documents.fonts import Face
from facilitator.documents.pen import Path
from facilitator.documents.style import FIRST, FOURTH, INK, MUTED, RING, SECOND, THIRD, WHITE, Look, TextStyle

_LOOKS = (FIRST, SECOND, THIRD, FOURTH)
_OTHER = Look(MUTED, 1.0, (), "none")
"""Without a group, or of one beyond those that can be told apart."""
_NAME = TextStyle(size=7, leading=9, color=INK)
_MIDDLE = TextStyle(size=7.5, leading=9, face=Face.SEMIBOLD, color=WHITE, align="center")
_SIDE = 92.0
"""Room for names to the left and right of the outermost circle."""
_EDGE = 12.0
_TALLEST = 270.0
_LEAST = 110.0
"""In a column so narrow that names are cut short."""
_MARK = 3.6


@dataclass(frozen=True, slots=True)
class StarNode:
    """One of those around the middle: a place in the unit circle, x to the right and y down, and a group from 1.

    Group 0 is unknown.
    """

    label: str
    x: float
    y: float
    group: int = 0


class StarFigure(Figure):
    """A map of nodes around `middle`; `ties` are pairs of places in `nodes`, `radii` those of the circles in (0, 1]."""

    def __init__(
        self,
        nodes: Sequence[StarNode],
        ties: Sequence[tuple[int, int]],
        radii: Sequence[float],
        groups: Sequence[str],
        *,
        middle: str,
        title: str = "",
        caption: str = "",
        empty: str = "",
    ) -> None:
        self._nodes, self._ties, self._radii, self._middle = nodes, ties, radii, middle
        self._groups = tuple(groups)
        used = {node.group for node in nodes}
        entries = [
            Entry(_sample(number), label)
            for number, label in enumerate(groups, start=1)
            if number in used and number <= len(_LOOKS)
        ]
        super().__init__(title, caption, empty, Legend(entries, centred=True))

    @property
    def has_values(self) -> bool:
        """Whether anybody is around."""
        return bool(self._nodes)

    def in_words(self) -> str:
        """Who is around, by group, from the closest to the most distant."""
        nearest = sorted(self._nodes, key=lambda node: node.x**2 + node.y**2)
        by_group = {
            name: [node.label for node in nearest if node.group == number]
            for number, name in enumerate(self._groups, start=1)
        }
        rest = [node.label for node in nearest if not 1 <= node.group <= len(self._groups)]
        told = [f"{name}: {', '.join(labels)}" for name, labels in by_group.items() if labels]
        return ". ".join([*told, *([", ".join(rest)] if rest else [])])

    def plot_height(self, width: float) -> float:
        """As high as the circles with their names need, at most so that half a page stays free."""
        return max(min(width - 2 * _SIDE, _TALLEST), _LEAST) + 2 * _EDGE

    def draw_plot(self, canvas: Any, width: float, height: float) -> None:
        """Draw circles, ties, marks and names, in this order from the ground up."""
        radius = height / 2 - _EDGE
        centre = (width / 2, height / 2)
        places = [(centre[0] + node.x * radius, centre[1] - node.y * radius) for node in self._nodes]
        self._draw_lines(canvas, radius, centre, places)
        for group in sorted({node.group for node in self._nodes}):
            chosen = [(at, False) for at, node in zip(places, self._nodes, strict=True) if node.group == group]
            draw_markers(canvas, chosen, _look(group), _MARK)
        for (x, y), node in zip(places, self._nodes, strict=True):
            right = x >= centre[0]
            room = (width - x if right else x) - 9
            text = _shortened(node.label, room)
            style = _NAME.with_(align="left" if right else "right")
            typesetting.draw_line(canvas, x + (6 if right else -6), y - 2.4, text, style)
        canvas.setFillColor(INK)
        canvas.circle(*centre, 11, stroke=0, fill=1)
        typesetting.draw_line(canvas, centre[0], centre[1] - 2.6, self._middle, _MIDDLE)

    def _draw_lines(
        self, canvas: Any, radius: float, centre: tuple[float, float], places: Sequence[tuple[float, float]]
    ) -> None:
        circles, ties = Path(), Path()
        for share in self._radii:
            circles.circle(*centre, radius * share)
        for one, other in self._ties:
            ties.line(*places[one], *places[other])
        canvas.setDash([1.5, 2.2])
        canvas.setStrokeColor(RING)
        canvas.setLineWidth(0.6)
        canvas.drawPath(circles, stroke=1, fill=0)
        canvas.setDash([])
        canvas.setStrokeColor(MUTED)
        canvas.setStrokeAlpha(0.55)
        canvas.setLineWidth(0.7)
        canvas.drawPath(ties, stroke=1, fill=0)
        canvas.setStrokeAlpha(1)


def _look(group: int) -> Look:
    return _LOOKS[group - 1] if 1 <= group <= len(_LOOKS) else _OTHER


def _sample(group: int) -> Look:
    # A mark alone: the line that a legend draws through it means nothing here.
    look = _look(group)
    return Look(look.color, 0.01, (), look.marker)


def _shortened(text: str, room: float) -> str:
    if typesetting.text_width(text, _NAME) <= room:
        return text
    while text and typesetting.text_width(f"{text}…", _NAME) > room:
        text = text[:-1]
    return f"{text.rstrip()}…"
