"""The spider: one polygon per series on axes from 0 to 100, with a group's middle half and single people behind."""

from collections.abc import Iterable, Sequence
from typing import Any

from facilitator.documents import typesetting
from facilitator.documents.charts.data import Band, Series, Values, points, series_in_words
from facilitator.documents.charts.figure import Figure
from facilitator.documents.charts.marks import Entry, Legend, draw_markers, use_line
from facilitator.documents.charts.spider_layout import SpiderLayout, lay_out
from facilitator.documents.fonts import Face
from facilitator.documents.pen import Path
from facilitator.documents.style import BAND, FAINT, MUTED, PEOPLE, RING, WHITE, Look, TextStyle
from facilitator.radar import direction, outline

_RINGS = (0.25, 0.5, 0.75, 1.0)
_NUMBER = TextStyle(size=6.2, leading=7, face=Face.REGULAR, color=MUTED)
_PERSON = Look(PEOPLE, 0.8, (), "none")
_TALLEST = 300.0


class SpiderFigure(Figure):
    """A spider with one axis per label, three at least. The first series is drawn last, on top of the others.

    `people` are means of people who are alike, or examples: nobody's own values, which could be measured. They are
    drawn as faint lines under everything else, named once by `people_label`. `gap_note` and `few_note`
    go into the legend if a series has a gap, or a value that rests on few. `height` is that of the drawing; without
    it, as high as suits the width.
    """

    def __init__(
        self,
        axes: Sequence[str],
        series: Sequence[Series],
        *,
        band: Band | None = None,
        people: Sequence[Values] = (),
        people_label: str = "",
        title: str = "",
        caption: str = "",
        empty: str = "",
        gap_note: str = "",
        few_note: str = "",
        height: float | None = None,
    ) -> None:
        self._axes = tuple(axes)
        self._series = series
        self._band = band if band and any(value is not None for value in band.q1) else None
        self._people, self._people_label = people, people_label
        self._height = height
        super().__init__(
            title, caption, empty, Legend(list(self._entries(people_label, gap_note, few_note)), centred=True)
        )

    @property
    def has_values(self) -> bool:
        """Whether any series or person has a value."""
        return any(each.valued for each in self._series) or any(
            value is not None for person in self._people for value in person
        )

    def in_words(self) -> str:
        """The values of every series and the middle half; people by their number alone."""
        told = series_in_words(self._axes, self._series, self._band)
        return f"{told}. {self._people_label}: {len(self._people)}" if self._people else told

    def plot_height(self, width: float) -> float:
        """A little less high than wide, as labels take more room at the sides."""
        return self._height or min(width * 0.8, _TALLEST)

    def draw_plot(self, canvas: Any, width: float, height: float) -> None:
        """Draw grid, band, people, series and labels, in this order."""
        layout = lay_out(self._axes, round(width, 1), round(height, 1))
        place = _Place(layout, height, len(self._axes))
        _draw_rings(canvas, place)
        if self._band:
            _draw_band(canvas, place, self._band)
            _draw_rings(canvas, place, over_band=True)
        self._draw_people(canvas, place)
        _draw_numbers(canvas, place)
        for each in reversed(self._series):
            _draw_series(canvas, place, each)
        _draw_labels(canvas, layout, height)

    def _draw_people(self, canvas: Any, place: "_Place") -> None:
        if not self._people:
            return
        use_line(canvas, _PERSON)
        canvas.setLineJoin(1)
        # One path a person: lines that cross in one path would not darken each other.
        for person in self._people:
            canvas.drawPath(_outline_path(place, person), stroke=1, fill=0)
        dots = [(place(*run[0]), False) for person in self._people for run in outline(person).runs if len(run) == 1]
        if dots:
            draw_markers(canvas, dots, _PERSON, 1.4)

    def _entries(self, people_label: str, gap_note: str, few_note: str) -> Iterable[Entry]:
        for each in self._series:
            yield Entry(each.look, each.label)
        if self._band:
            yield Entry("band", self._band.label)
        if self._people and people_label:
            yield Entry("people", people_label)
        if few_note and any(each.few for each in self._series):
            yield Entry("few", few_note)
        if gap_note and any(each.valued < len(self._axes) for each in self._series):
            yield Entry(None, gap_note)


class _Place:
    """From units of the radius, y up, to the canvas."""

    def __init__(self, layout: SpiderLayout, height: float, axes: int) -> None:
        self.x = layout.placed.centre[0]
        self.y = height - layout.placed.centre[1]
        self.radius = layout.placed.radius
        self.axes = axes

    def __call__(self, x: float, y: float) -> tuple[float, float]:
        return self.x + x * self.radius, self.y + y * self.radius

    def on(self, axis: int, value: float) -> tuple[float, float]:
        """The point of a value on an axis."""
        x, y = direction(axis, self.axes)
        return self(x * value, y * value)


def _draw_rings(canvas: Any, place: _Place, over_band: bool = False) -> None:
    rings = Path()
    spokes = Path()
    for ring in _RINGS[:-1]:
        rings.polyline([place.on(axis, ring) for axis in range(place.axes)], closed=True)
    rim = [place.on(axis, 1.0) for axis in range(place.axes)]
    for end in rim:
        spokes.polyline([(place.x, place.y), end])
    canvas.setDash([])
    canvas.setStrokeColor(RING)
    canvas.setLineWidth(0.4)
    canvas.drawPath(rings, stroke=1, fill=0)
    canvas.drawPath(spokes, stroke=1, fill=0)
    if not over_band:
        outer = Path()
        outer.polyline(rim, closed=True)
        canvas.setStrokeColor(FAINT)
        canvas.setLineWidth(0.7)
        canvas.drawPath(outer, stroke=1, fill=0)


def _draw_numbers(canvas: Any, place: _Place) -> None:
    """25, 50, 75 and 100 beside the upright axis, each on a scrap of white so that lines don't cross it."""
    placed = []
    ground = Path()
    for ring in _RINGS:
        x, y = place.on(0, ring)
        number = typesetting.line(points(ring), _NUMBER)
        base = y - _NUMBER.size * (0.95 if ring == 1.0 else 0.36)
        if ring < 1.0:
            ground.rect(x + 1.2, base - 0.8, number.width + 1.8, _NUMBER.size * 0.72 + 1.6)
        placed.append((x + 2.2, base, number))
    canvas.setFillColor(WHITE)
    canvas.drawPath(ground, stroke=0, fill=1)
    typesetting.draw(canvas, placed, _NUMBER)


def _draw_band(canvas: Any, place: _Place, band: Band) -> None:
    """Fill between the quartiles, from each axis to the next where both have them; a bar on an axis alone."""
    quads = Path()
    alone = Path()
    known = [None if low is None or high is None else (low, high) for low, high in zip(band.q1, band.q3, strict=True)]
    for axis, own in enumerate(known):
        following = (axis + 1) % place.axes
        after, before = known[following], known[axis - 1]
        if own is None:
            continue
        if after is not None:
            ends = [
                place.on(axis, own[0]),
                place.on(axis, own[1]),
                place.on(following, after[1]),
                place.on(following, after[0]),
            ]
            quads.polyline(ends, closed=True)
        elif before is None:
            alone.polyline([place.on(axis, own[0]), place.on(axis, own[1])])
    canvas.setFillColor(BAND)
    canvas.setStrokeColor(BAND)
    canvas.setDash([])
    canvas.drawPath(quads, stroke=0, fill=1, fillMode=1)
    canvas.setLineWidth(5)
    canvas.drawPath(alone, stroke=1, fill=0)


def _draw_series(canvas: Any, place: _Place, series: Series) -> None:
    use_line(canvas, series.look)
    canvas.setLineJoin(1)
    canvas.drawPath(_outline_path(place, series.values), stroke=1, fill=0)
    marked = [
        (place.on(axis, value), axis in series.few) for axis, value in enumerate(series.values) if value is not None
    ]
    if series.look.marker != "none":
        draw_markers(canvas, marked, series.look)
        return
    lone = [(place(*run[0]), False) for run in outline(series.values).runs if len(run) == 1]
    draw_markers(canvas, lone, series.look)


def _outline_path(place: _Place, values: Values) -> Path:
    path = Path()
    shape = outline(values)
    for run in shape.runs:
        if len(run) > 1:
            path.polyline([place(x, y) for x, y in run], closed=shape.closed)
    return path


def _draw_labels(canvas: Any, layout: SpiderLayout, height: float) -> None:
    placed = []
    for lines, box in layout.labels:
        top = height - box.top
        for number, line in enumerate(lines):
            free = box.width - line.width
            x = box.left + (free if box.side < 0 else free / 2 if box.side == 0 else 0)
            placed.append((x, top - (number + 0.5) * layout.style.leading - layout.style.size * 0.36, line))
    typesetting.draw(canvas, placed, layout.style)
