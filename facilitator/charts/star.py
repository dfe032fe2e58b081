"""One thing in the middle and others around it on circles, with lines among them: a personal network.

It shows names, so it is for their owner's own screen and handout alone.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from facilitator.charts.drawing import Box, Disc, Item, Line, Marks, Point, place
from facilitator.charts.frame import BASE, Frame, Words
from facilitator.charts.label_placing import Rect, place_labels
from facilitator.charts.legend import LegendItem, OverLegend
from facilitator.charts.styles import FAINT, GROUND, LOOKS, RING, TEXT, SeriesStyle, style_of
from facilitator.i18n import tr, trn

_SIDE, _EDGE = 11.5, 2.0
"""Room for names beside and above the outermost circle, in sizes of letters as all lengths."""
_TALLEST, _LEAST = 34.0, 14.0
_LONGEST, _SHORT = 20.0, 11.0
"""Width of a name: usually, and in a crowd."""
_CROWD = 15
_LETTERS = 0.88


@dataclass(frozen=True, slots=True)
class StarNode:
    """One of those around the middle: a place in the unit circle, x to the right and y down, and a group from 1.

    Group 0 is unknown.
    """

    label: str
    x: float
    y: float
    group: int = 0


@dataclass(frozen=True)
class Star(OverLegend):
    """A map of nodes around `middle`.

    `ties` are pairs of places in `nodes`, None where nobody asked; `radii` are those of the circles in (0, 1]. Names
    that find no free place are left out of the picture and stay in its words; where `all_named`, none is.
    """

    nodes: Sequence[StarNode] = ()
    ties: Sequence[tuple[int, int]] | None = None
    radii: Sequence[float] = ()
    groups: Sequence[str] = ()
    all_named: bool = False

    em = 0.03
    gap = 0.5

    @property
    def has_values(self) -> bool:
        """Whether anybody is around."""
        return bool(self.nodes)

    def in_words(self) -> str:
        """Who is around, by group, from the closest to the most distant, and how many know each other."""
        if not self.nodes:
            return tr("Nobody on the map")
        nearest = sorted(self.nodes, key=lambda node: node.x**2 + node.y**2)
        told = [tr("From the closest to the most distant: {names}.", names=", ".join(each.label for each in nearest))]
        for number, name in enumerate(self.groups, start=1):
            labels = [node.label for node in nearest if node.group == number]
            told += [f"{name}: {', '.join(labels)}."] if labels else []
        if self.ties is not None:
            told.append(trn("{count} pair knows each other.", "{count} pairs know each other.", len(self.ties)))
        return " ".join(told)

    def plot_height(self, frame: Frame) -> float:
        """As high as the circles with their names need, at most so that half a page stays free."""
        side = max(min(frame.width - 2 * _SIDE * frame.em, _TALLEST * frame.em), _LEAST * frame.em)
        return side + 2 * _EDGE * frame.em

    def plot(self, frame: Frame) -> list[Item]:
        """Circles, ties, the middle, marks and names, from the ground up."""
        em = frame.em
        radius = min(frame.width / 2, frame.height / 2 - em * _EDGE)
        middle = (frame.width / 2, frame.height / 2)
        at = [(middle[0] + node.x * radius, middle[1] + node.y * radius) for node in self.nodes]
        dash = (em * 0.2, em * 0.27)
        items: list[Item] = [Disc(middle, radius * share, None, RING, em * 0.07, dash) for share in self.radii]
        # Spokes to the middle would say nothing: everybody on the map has one.
        ties = tuple((at[one], at[other]) for one, other in self.ties or ())
        items.append(Line(ties, FAINT, max(em * 0.09, 1.2 if frame.whole else 0.0)))
        items += self._middle(middle, frame)
        for group in sorted({node.group for node in self.nodes}):
            chosen = tuple(spot for spot, node in zip(at, self.nodes, strict=True) if node.group == group)
            items.append(Marks(chosen, em * 0.45, _style(group), hollow=group == 0))
        return items + self._names(at, Rect(0.0, 0.0, frame.width, frame.height), frame)

    def _middle(self, at: Point, frame: Frame) -> list[Item]:
        type_ = frame.type(0.94, "semibold")
        words = frame.typesetter.line(tr("You"), type_)
        size = _own_size(words, type_.size)
        return [Disc(at, size, TEXT), place(words, at[0], at[1] + type_.size * BASE, type_, GROUND, "center")]

    def _names(self, at: Sequence[Point], area: Rect, frame: Frame) -> list[Item]:
        type_ = frame.type(_LETTERS)
        size = type_.size
        room = size * (_LONGEST if self.all_named or len(at) <= _CROWD else _SHORT)
        if self.all_named:
            # Beside the circles, so that it finds a place even if others are there.
            widths = [(area.width - x if x >= area.middle[0] else x) - size for x, _ in at]
        else:
            widths = [area.width] * len(at)
        words = [
            frame.shortened(node.label, type_, min(room, width)) for node, width in zip(self.nodes, widths, strict=True)
        ]
        sizes = [(said.width + size * 0.15, size * 1.3) for said in words]
        # Those on the outer circles have the most room: the inner ones choose first.
        inner = sorted(range(len(at)), key=lambda one: self.nodes[one].x ** 2 + self.nodes[one].y ** 2)
        own = _own_size(frame.typesetter.line(tr("You"), frame.type(0.94, "semibold")), frame.em)
        boxes = place_labels([*at, area.middle], [*sizes, (0.0, 0.0)], [*([frame.em * 0.55] * len(at)), own], area,
                             first=inner)  # fmt: skip
        plates: list[Item] = []
        texts: list[Item] = []
        for said, box, (x, y), (wide, high) in zip(words, boxes, at, sizes, strict=False):
            here = box
            if here is None and self.all_named:
                aside = frame.em * 0.7
                here = Rect(x + aside if x >= area.middle[0] else x - aside - wide, y - high / 2, wide, high)
            if here is not None:
                plates.append(Box(here.left, here.top + 1, here.width, here.height - 2, GROUND, opacity=0.8))
                base = here.top + here.height / 2 + size * BASE
                texts.append(place(said, here.left + here.width / 2, base, type_, TEXT, "center"))
        return plates + texts

    def entries(self) -> list[LegendItem]:
        """The groups that are there."""
        present = {node.group for node in self.nodes}
        listed = [
            LegendItem("mark", name, _style(number))
            for number, name in enumerate(self.groups, start=1)
            if number in present and number <= len(LOOKS)
        ]
        rest = present - set(range(1, len(LOOKS) + 1))
        return [*listed, LegendItem("mark", tr("not said"), _style(0), hollow=True)] if 0 in rest and listed else listed


def _own_size(words: Words, size: float) -> float:
    return words.width / 2 + size * 0.55


def _style(group: int) -> SeriesStyle:
    return style_of(group - 1 if 1 <= group <= len(LOOKS) else None)
