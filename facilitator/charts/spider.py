"""The spider: one outline per series on axes from 0 to 100, with a group's middle half and single people behind."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from facilitator.charts.drawing import Area, Disc, Item, Line, Marks, Path, Text, place, points_of_100
from facilitator.charts.frame import BASE, LEADING, Frame, Type, Typesetter
from facilitator.charts.legend import LegendItem, OverLegend
from facilitator.charts.series import Band, Series, Values, in_words
from facilitator.charts.spider_layout import Free, SpiderLayout, lay_out
from facilitator.charts.styles import BAND, BAND_EDGE, MUTED, RIM, RING, TEXT, Ink, SeriesStyle
from facilitator.radar import outline

RINGS = (0.25, 0.5, 0.75, 1.0)
_DOTTED = (2.0, 3.0)
_TALLEST = 37.5
"""Where its height is free, in sizes of its letters, without the legend."""
_PERSON = SeriesStyle(Ink("people"), (), "none", 0.5)
_FILL = 0.1
_NUMBERS, _VALUES = 0.78, 0.95
_APART = 1.15
"""How far apart the lines of two rings' numbers are at least, in their size."""
_SMALLER = 0.8
"""The least size of labels, beside the usual one."""


@dataclass(frozen=True)
class Spider(OverLegend):
    """A spider with one axis per label, three at least. The first series lies on top of the others.

    `people` are means of people who are alike, or examples: nobody's own values, which could be measured. They are
    faint lines under everything else, named once by `people_label`. `gap_note` and `few_note` go into the legend if a
    series has a gap, or a value that rests on few. Outlines of what is not a median are `filled` where that is wanted,
    and `with_values` these stand under the labels.
    """

    axes: Sequence[str] = ()
    series: Sequence[Series] = ()
    band: Band | None = None
    people: Sequence[Values] = ()
    people_label: str = ""
    gap_note: str = ""
    few_note: str = ""
    filled: bool = False
    with_values: bool = False

    em = 0.034

    @property
    def has_values(self) -> bool:
        """Whether any series or person has a value."""
        return any(each.valued for each in self.series) or any(
            value is not None for person in self.people for value in person
        )

    def in_words(self) -> str:
        """The values of every series and the middle half; people by their number alone."""
        told = in_words(self.axes, self.series, self.band)
        return f"{told}. {self.people_label}: {len(self.people)}" if self.people else told

    def plot_height(self, frame: Frame) -> float:
        """A little less high than wide, as labels take more room at the sides."""
        return min(frame.width * 0.8, _TALLEST * frame.em)

    def plot(self, frame: Frame) -> list[Item]:
        """Grid, labels, band, people and series, in this order."""
        layout = self._lay_out(frame)
        # Dots of a whole number of pixels take a third of the time of others.
        thin = float(max(round(frame.line * 0.25), 1)) if frame.whole else frame.line * 0.25
        # What no answer changes comes first: a screen keeps it ready.
        items: list[Item] = [*grid(layout, thin), *labels(layout)]
        if self.band is not None and self.band.has_values:
            items += [*band(layout, self.band, frame.em * 0.6), rings(layout, thin)]
        for person in self.people:
            items += _outline(layout, person, _PERSON, frame)
        items += numbers(layout, frame.type(_NUMBERS), frame.typesetter, rim=frame.whole)
        for each in reversed(self.series):
            items += self._series(layout, each, frame)
        if self.with_values:
            for axis in range(len(self.axes)):
                items += self._values(layout, axis, frame)
        return items

    def _lay_out(self, frame: Frame) -> SpiderLayout:
        type_ = frame.type(1.0, "medium")
        least = max(frame.least, type_.size * _SMALLER)
        free = Free()
        if self.with_values:
            widest = max(self._values_width(axis, frame) for axis in range(len(self.axes)))
            free = Free(1.1, widest)
        size = round(frame.width, 1), round(frame.height, 1)
        return lay_out(tuple(self.axes), *size, type_, frame.typesetter, round(least) if frame.whole else least, free)

    def _series(self, layout: SpiderLayout, series: Series, frame: Frame) -> list[Item]:
        items: list[Item] = []
        marked = series.style.marker != "none"
        if self.filled and marked and None not in series.values:
            items.append(Area(_runs(layout, series.values), series.style.ink, _FILL))
        items += _outline(layout, series.values, series.style, frame)
        if marked:
            for hollow in (False, True):
                places = [axis for axis, value in enumerate(series.values) if value is not None]
                chosen = [axis for axis in places if (axis in series.few) is hollow]
                if chosen:
                    at = tuple(layout.point(axis, series.values[axis] or 0.0) for axis in chosen)
                    items.append(Marks(at, frame.em * 0.3, series.style, hollow))
        return items

    @property
    def _loud(self) -> list[Series]:
        return [each for each in self.series if each.style.marker != "none"]

    def _values_width(self, axis: int, frame: Frame) -> float:
        type_ = frame.type(_VALUES, "semibold")
        said = (frame.width_of(points_of_100(each.values[axis]), type_) for each in self._loud)
        return sum(width + type_.size * 1.3 for width in said)

    def _values(self, layout: SpiderLayout, axis: int, frame: Frame) -> list[Item]:
        """The values of one axis under its label, each with its series' mark."""
        type_, box = frame.type(_VALUES, "semibold"), layout.labels[axis][1]
        size = type_.size
        middle = box.top + box.height - layout.below / 2
        free = box.width - (self._values_width(axis, frame) - size * 0.4)
        x = box.left + (free if box.side < 0 else free / 2 if box.side == 0 else 0.0)
        items: list[Item] = []
        for each in self._loud:
            value = each.values[axis]
            words = frame.typesetter.line(points_of_100(value), type_)
            items.append(Marks(((x + size * 0.3, middle),), size * 0.27, each.style, axis in each.few))
            items.append(place(words, x + size * 0.85, middle + size * BASE, type_, MUTED if value is None else TEXT))
            x += words.width + size * 1.3
        return items

    def entries(self) -> Iterable[LegendItem]:
        """The series, the middle half, people, and what hollow marks and gaps are."""
        for each in self.series:
            yield LegendItem("line", each.label, each.style)
        if self.band is not None and self.band.has_values:
            yield LegendItem("area", self.band.label, SeriesStyle(BAND, (), "none"))
        if self.people and self.people_label:
            yield LegendItem("line", self.people_label, _PERSON)
        if self.few_note and any(each.few for each in self.series):
            yield LegendItem("few", self.few_note)
        if self.gap_note and any(each.valued < len(self.axes) for each in self.series):
            yield LegendItem("none", self.gap_note)


@lru_cache(256)
def grid(layout: SpiderLayout, thin: float) -> tuple[Item, ...]:
    """Rings, axes and the rim."""
    rim = tuple(layout.point(axis, 1.0) for axis in range(layout.axes))
    spokes = tuple((layout.centre, end) for end in rim)
    return rings(layout, thin), Line(spokes, RING, thin), Line((rim,), RIM, thin * 1.25, closed=True)


@lru_cache(256)
def rings(layout: SpiderLayout, thin: float) -> Line:
    """The rings within the rim, dotted: people's lines are not."""
    paths = tuple(tuple(layout.point(axis, ring) for axis in range(layout.axes)) for ring in RINGS[:-1])
    return Line(paths, RING, thin, tuple(part * thin for part in _DOTTED), closed=True)


@lru_cache(256)
def numbers(layout: SpiderLayout, type_: Type, typesetter: Typesetter, *, rim: bool = True) -> tuple[Item, ...]:
    """The values of the rings beside the upright axis, from the outermost on, as far as they keep apart.

    Without `rim` what is behind the outermost stays whole.
    """
    items: list[Item] = []
    above: float | None = None
    for ring in reversed(RINGS):
        x, y = layout.point(0, ring)
        base = y + type_.size * (0.95 if ring == 1.0 else BASE)
        if above is not None and base - above < type_.size * _APART:
            continue
        above = base
        words = typesetter.line(points_of_100(ring), type_)
        items.append(Text(words, x + type_.size * 0.33, base, type_, MUTED, halo=rim or ring < 1.0))
    return tuple(items)


@lru_cache(256)
def labels(layout: SpiderLayout) -> tuple[Item, ...]:
    """The names of the axes."""
    items: list[Item] = []
    leading = layout.type.size * LEADING
    for lines, box in layout.labels:
        for number, line in enumerate(lines):
            free = box.width - line.width
            x = box.left + (free if box.side < 0 else free / 2 if box.side == 0 else 0.0)
            base = box.top + (number + 0.5) * leading + layout.type.size * BASE
            items.append(Text(line, x, base, layout.type))
    return tuple(items)


def band(layout: SpiderLayout, shown: Band, alone: float) -> list[Item]:
    """The area between the quartiles, from each axis to the next where both have them; a bar on an axis alone."""
    known = [None if low is None or high is None else (low, high) for low, high in zip(shown.q1, shown.q3, strict=True)]
    quads: list[Path] = []
    bars: list[Path] = []
    edges: list[Path] = []
    for axis, own in enumerate(known):
        following = (axis + 1) % layout.axes
        after, before = known[following], known[axis - 1]
        if own is None:
            continue
        ends = tuple(layout.point(axis, value) for value in own)
        if after is not None:
            beyond = tuple(layout.point(following, value) for value in after)
            quads.append((*ends, *reversed(beyond)))
            edges += zip(ends, beyond, strict=True)
        elif before is None:
            bars.append(ends)
    items: list[Item] = [Area(tuple(quads), BAND)]
    if edges:
        items.append(Line(tuple(edges), BAND_EDGE, alone / 8))
    if bars:
        items.append(Line(tuple(bars), BAND_EDGE, alone))
    return items


def _outline(layout: SpiderLayout, values: Values, style: SeriesStyle, frame: Frame) -> list[Item]:
    """One outline, its gaps open; a lone value of a series without marks is a dot."""
    width = frame.line * style.weight
    runs = _runs(layout, values)
    paths = tuple(run for run in runs if len(run) > 1)
    dash = tuple(part * width for part in style.dash)
    items: list[Item] = [Line(paths, style.ink, width, dash, closed=None not in values)] if paths else []
    if style.marker == "none":
        items += [Disc(run[0], width * 1.6, style.ink) for run in runs if len(run) == 1]
    return items


def _runs(layout: SpiderLayout, values: Values) -> tuple[Path, ...]:
    return tuple(tuple(layout.at(point) for point in run) for run in outline(values).runs)
