"""People or groups and the ties between them, as a map.

Places come in the unit square. A tie is an arrow from whoever relies to whoever is relied on, or a line with two heads
where both rely on each other. What may be written beside a place is the caller's to decide.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from math import dist

from facilitator.charts.drawing import Area, Box, Chart, Disc, Item, Line, Marks, Path, Point, place, stack
from facilitator.charts.frame import Frame, Words
from facilitator.charts.label_placing import Rect, place_labels
from facilitator.charts.legend import Legend, LegendItem
from facilitator.charts.styles import ACCENT, FAINT, GROUND, MUTED, TEXT, Ink, style_of
from facilitator.i18n import trn
from facilitator.nameless import in_no_order

_ARROWS = 600
"""More ties than this are lines without heads: they would be a thicket, and slow."""
_LABELS = 80
"""So many are named at most, the heaviest first: more could not be read."""
_LONGEST = 19.0
"""Width of a name, in sizes of its letters as all lengths."""
_DASH = (3.0, 2.5)
"""Of ties that are not strong, in widths of the line."""


@dataclass(frozen=True, slots=True)
class Node:
    """A person or a group. `weight` in [0, 1] makes it larger; `series` picks colour and mark, None for the quiet one.

    `inside` is written in the node itself, `label` beside it.
    """

    id: int
    label: str
    weight: float = 0.0
    series: int | None = None
    inside: str = ""


@dataclass(frozen=True, slots=True)
class Link:
    """A tie; `width` in [0, 1]. `both` is one in both directions, `strong` None where nobody said."""

    of: int
    to: int
    width: float = 0.0
    both: bool = False
    strong: bool | None = None


@dataclass(frozen=True)
class NetworkMap(Chart):
    """Nodes at their `places`; the radius of the heaviest is `largest`, a share of the plot's side.

    `lit` stands out with its ties. `note` stands below the legend.
    """

    nodes: Sequence[Node] = ()
    links: Sequence[Link] = ()
    places: Mapping[int, Point] = field(default_factory=dict)
    legend: Sequence[tuple[int | None, str]] = ()
    note: str = ""
    largest: float = 0.035
    lit: int | None = None
    _named: dict[Frame, list[tuple[int, Words, Rect]]] = field(default_factory=dict, compare=False, repr=False)

    em = 0.022

    @property
    def has_values(self) -> bool:
        """Whether anybody is on it."""
        return bool(self.nodes)

    def in_words(self) -> str:
        """How many places and ties there are."""
        nodes = trn("{count} on the map", "{count} on the map", len(self.nodes))
        return ", ".join((nodes, trn("{count} tie", "{count} ties", len(self.links))))

    def texts(self) -> list[str]:
        """Names, what is in the nodes, the legend and its note."""
        said = [text for node in self.nodes for text in (node.label, node.inside)]
        return [*said, *(words for _, words in self.legend), *filter(None, [self.note])]

    def items(self, frame: Frame, at: Mapping[int, Point] | None = None, *, shuffled: bool = False) -> list[Item]:
        """Ties, nodes, names and legend; nodes stand `at` other places while they are on their way.

        In a file it can be told what was drawn first: there it is `shuffled`. On a screen the same ones stay on top.
        """
        plot = self.plot(frame)
        points = {node: in_plot(point, plot) for node, point in (self.places if at is None else at).items()}
        nodes = in_no_order(self.nodes) if shuffled else self.nodes
        items = self._links(points, plot, shuffled=shuffled)
        for node in nodes:
            items += self._node(node, points[node.id], plot, frame)
        return [*items, *self._names(points, frame, shuffled=shuffled), *self._legend_items(frame)]

    def plot(self, frame: Frame) -> Rect:
        """Where the unit square goes."""
        em = frame.em
        widest = max((frame.width_of(node.label, frame.type()) for node in self.nodes), default=0.0)
        aside = min(widest, em * 8) + em * 0.6
        height = frame.height - em * 4.2 - self._legend(frame).height
        return Rect(aside, em * 2.0, max(frame.width - 2 * aside, 1.0), max(height, 1.0))

    def radius(self, node: Node, plot: Rect) -> float:
        """Of a node's mark."""
        side = min(plot.width, plot.height)
        crowd = max(0.45, float(min(1.0, 24 / max(len(self.nodes), 1)) ** 0.5))
        least = max(4.0, side * 0.011 * crowd)
        return least + node.weight * max(0.0, side * self.largest * crowd - least)

    def named(self, frame: Frame) -> list[tuple[int, Words, Rect]]:
        """Nodes with their names and where these go, beside where the nodes end up: they move with them."""
        if frame in self._named:
            return self._named[frame]
        plot, type_ = self.plot(frame), frame.type()
        heaviest = sorted(
            (node for node in self.nodes if node.label), key=lambda node: (node.id != self.lit, -node.weight)
        )
        shown = heaviest[:_LABELS]
        words = [frame.shortened(node.label, type_, frame.em * _LONGEST) for node in shown]
        ends = [in_plot(self.places[node.id], plot) for node in shown]
        room = frame.height - self._legend(frame).height - frame.em * 0.3
        placed = place_labels(
            ends,
            [(said.width + 2, type_.size * 1.36) for said in words],
            [self.radius(node, plot) * 1.08 + 3 for node in shown],
            Rect(0.0, 0.0, frame.width, room),
        )
        self._named[frame] = [
            (node.id, said, replace(box, left=box.left - end[0], top=box.top - end[1]))
            for node, said, box, end in zip(shown, words, placed, ends, strict=True)
            if box is not None
        ]
        return self._named[frame]

    def unnamed(self, frame: Frame) -> str:
        """How many places have no room for their name, in words; empty where all have."""
        count = sum(bool(node.label) for node in self.nodes) - len(self.named(frame))
        return unnamed(count) if count else ""

    def _links(self, points: Mapping[int, Point], plot: Rect, *, shuffled: bool) -> list[Item]:
        if len(self.links) > _ARROWS:
            thicket = Line(_ends(self.links, points), Ink(FAINT.role, 0.35), 1.0, smooth=False)
            on_top = [link for link in self.links if self._is_lit(link)]
            return [thicket, Line(_ends(on_top, points), ACCENT, 2.0, smooth=False)]
        thin = max(1.2, plot.height * 0.0028)
        sizes = {node.id: self.radius(node, plot) for node in self.nodes}
        # Those that look alike are drawn in one go, which is much faster; those of who is lit lie on top.
        alike: dict[tuple[bool, float, bool | None], list[Link]] = {}
        for link in self.links:
            alike.setdefault((self._is_lit(link), link.width, link.strong), []).append(link)
        items: list[Item] = []
        for (own, width, strong), links in sorted(alike.items(), key=lambda each: each[0][:2]):
            line, heads, lines = thin * (1 + 4.5 * width) * (1.4 if own else 1.0), [], []
            for link in in_no_order(links) if shuffled else links:
                start, end = points[link.of], points[link.to]
                length = dist(start, end)
                if length < 1:
                    continue
                here = _between(start, end, min(0.5, (sizes[link.of] + 1) / length))
                there = _between(start, end, max(0.5, 1 - (sizes[link.to] + 2) / length))
                lines.append((here, there))
                heads += [_head(here, there, line), *([_head(there, here, line)] if link.both else [])]
            share = 0.22 if self.lit is not None else 0.5 if strong is False else 0.85
            ink = Ink(ACCENT.role, 0.95) if own else Ink(FAINT.role, share)
            dash = tuple(part * line for part in _DASH) if strong is False else ()
            items += [Area(tuple(heads), ink), Line(tuple(lines), ink, line, dash)]
        return items

    def _is_lit(self, link: Link) -> bool:
        return self.lit is not None and self.lit in (link.of, link.to)

    def _node(self, node: Node, at: Point, plot: Rect, frame: Frame) -> list[Item]:
        style, size = style_of(node.series), self.radius(node, plot)
        ring: list[Item] = [Disc(at, size + 5, None, TEXT, 2.0)] if node.id == self.lit else []
        if not node.inside:
            return [*ring, Marks((at,), size, style)]
        # Words stand in a disc; the colour alone is told by the name beside it.
        type_ = frame.type(1.0, "semibold")
        disc = Marks((at,), size, replace(style, marker="circle"))
        return [*ring, disc, *stack([frame.typesetter.line(node.inside, type_)], *at, type_, GROUND, "center")]

    def _names(self, points: Mapping[int, Point], frame: Frame, *, shuffled: bool) -> list[Item]:
        type_ = frame.type()
        items: list[Item] = []
        named = self.named(frame)
        for node, words, box in in_no_order(named) if shuffled else named:
            x, y = points[node]
            left, top = x + box.left, y + box.top
            items.append(Box(left, top + 1, box.width, box.height - 2, GROUND, opacity=0.75))
            items += stack([words], left + box.width / 2, top + box.height / 2, type_, TEXT, "center")
        if said := self.unnamed(frame):
            items.append(place(frame.typesetter.line(said, type_), 0.0, type_.size, type_, MUTED))
        return items

    def _legend(self, frame: Frame) -> Legend:
        entries = [LegendItem("mark", said, style_of(series)) for series, said in self.legend]
        return Legend([*entries, *([LegendItem("none", self.note)] if self.note else [])], frame)

    def _legend_items(self, frame: Frame) -> list[Item]:
        legend = self._legend(frame)
        return legend.items(0.0, frame.height - legend.height)


def in_plot(at: Point, plot: Rect) -> Point:
    """A place of the unit square in the plot; the map may be wider than high, but not so that distances mislead."""
    width = min(plot.width, plot.height * 2)
    return plot.middle[0] + (at[0] - 0.5) * width, plot.top + at[1] * plot.height


def unnamed(count: int) -> str:
    """How many places have no room for their name, in words."""
    return trn("{count} name has no room", "{count} names have no room", count)


def _ends(links: Sequence[Link], points: Mapping[int, Point]) -> tuple[Path, ...]:
    return tuple((points[link.of], points[link.to]) for link in links)


def _between(start: Point, end: Point, share: float) -> Point:
    return start[0] + (end[0] - start[0]) * share, start[1] + (end[1] - start[1]) * share


def _head(start: Point, end: Point, width: float) -> Path:
    length = dist(start, end) or 1.0
    long = min(5 + width * 2.2, length * 0.5)
    along = (end[0] - start[0]) / length, (end[1] - start[1]) / length
    back = end[0] - along[0] * long, end[1] - along[1] * long
    aside = -along[1] * long * 0.45, along[0] * long * 0.45
    return end, (back[0] + aside[0], back[1] + aside[1]), (back[0] - aside[0], back[1] - aside[1])
