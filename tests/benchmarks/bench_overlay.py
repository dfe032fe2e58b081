"""From a committed answer's values to the painted projector at 1920×1080, beside peers in the same run.

Ours takes the room's quartiles, `update_person` and `set_band`, and ends when the whole widget has been painted: by
`repaint`, as the yardstick and the peers are, for an update that is merely asked for waits up to 5 ms in Qt for the
screen's next turn, with any of them. In the app only the plot's square is painted, which is less. Two cases: the same
person answers on (what happens at a station), and each time somebody else who was already among the others, which
has the sheet of standing lines painted anew between the answers.

The yardstick is a widget that blits one ready pixmap of that size, measured in turn with ours, a few rounds each,
because the machine's own speed drifts. The peers keep one object a person and repaint all of them with smooth lines;
those that are not installed say so.

Run with `python3 packaging/bootstrap.py bench`.
"""

import os
import random
import statistics
import sys
from collections.abc import Callable, Mapping
from time import perf_counter

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QApplication, QWidget

from facilitator.exercises.network.room import RoomSpread
from ui.charts.overlay import SpiderOverlay
from ui.theme import theme

SIZE = (1920, 1080)
AXES = ["Where they work", "How near", "How often", "How long", "Their level"]
ROOMS = (30, 100, 300, 1000)
ROUNDS = 120
BLOCKS = 6

Values = tuple[float, ...]
Measured = tuple[QWidget, Callable[[int], None]]
"""A widget and the step whose time is taken."""


def main() -> int:
    """Print the table of times and ratios."""
    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    theme.apply(app, "light")
    steps = {"blit of one ready pixmap": blitting()}
    for people in ROOMS:
        steps[f"overlay, {people} people, one answers on"] = overlay(app, people)
    for people in (ROOMS[0], ROOMS[-1]):
        steps[f"overlay, {people} people, another each time"] = overlay(app, people, others=True)
    times: dict[str, list[float]] = {name: [] for name in steps}
    for _ in range(BLOCKS):
        for name, (widget, step) in steps.items():
            # Alone on the screen: another window's animation would be counted as this one's.
            shown(app, widget)
            times[name] += timed(app, step, ROUNDS // BLOCKS)
            widget.hide()
    blit = times.pop("blit of one ready pixmap")
    print(f"{'blit of one ready pixmap':44s} p50 {p50(blit):7.2f} ms   p95 {p95(blit):7.2f} ms")
    for name, spent in times.items():
        report(name, spent, blit)
    few, many = (times[f"overlay, {people} people, one answers on"] for people in (ROOMS[0], ROOMS[-1]))
    print(f"flatness: 1,000 people / 30 people = {p50(many) / p50(few):.2f} (p50), {p95(many) / p95(few):.2f} (p95)")
    print(f"longest turn of the event loop while 1,000 lines are painted anew: {longest_turn(app):.1f} ms")
    for name, peer in (
        ("pyqtgraph curves", pyqtgraph_curves),
        ("matplotlib", matplotlib_lines),
        ("Qt Charts", qt_charts),
    ):
        for people in (30, 100):
            try:
                step = peer(app, people)
            except ImportError:
                print(f"{name}: not installed here")
                break
            report(f"{name}, {people} people", timed(app, step, rounds=12), blit)
    return 0


def timed(app: QApplication, step: Callable[[int], None], rounds: int) -> list[float]:
    """Milliseconds of `rounds` steps, after a few to warm up; what a step left for idle time is not counted."""
    times = []
    for turn in range(rounds + 3):
        app.processEvents()
        start = perf_counter()
        step(turn)
        times.append((perf_counter() - start) * 1000)
    return times[3:]


def report(name: str, times: list[float], blit: list[float]) -> None:
    """One line of the table."""
    ratio = p95(times) / p95(blit), p50(times) / p50(blit)
    took = f"{name:44s} p50 {p50(times):7.2f} ms   p95 {p95(times):7.2f} ms"
    print(f"{took}   {ratio[0]:6.2f} × blit (p95), {ratio[1]:6.2f} × (p50)")


def p50(times: list[float]) -> float:
    """Median."""
    return statistics.median(times)


def p95(times: list[float]) -> float:
    """95th percentile."""
    return statistics.quantiles(times, n=20, method="inclusive")[-1]


def room(people: int) -> dict[int, Values]:
    """Believable values of a room."""
    chance = random.Random(7)
    return {person: tuple(min(1.0, max(0.0, chance.gauss(0.65, 0.18))) for _ in AXES) for person in range(people)}


class Blit(QWidget):
    """Paints one ready pixmap."""

    def __init__(self) -> None:
        super().__init__()
        self.picture = QPixmap(*SIZE)
        self.picture.fill("white")

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.drawPixmap(QRectF(self.rect()), self.picture, QRectF(self.picture.rect()))
        painter.end()


def shown(app: QApplication, widget: QWidget) -> None:
    """Put a widget on the screen at the projector's size."""
    widget.resize(*SIZE)
    widget.show()
    app.processEvents()
    if isinstance(widget, SpiderOverlay):
        settle(app, widget)


def blitting() -> Measured:
    widget = Blit()
    return widget, lambda _: widget.repaint()


class CountedOverlay(SpiderOverlay):
    """Counts its paintings."""

    painted = 0

    def paint_chart(self, painter: QPainter, exposed: QRectF) -> None:
        super().paint_chart(painter, exposed)
        self.painted += 1


def settle(app: QApplication, widget: SpiderOverlay) -> None:
    """Wait until all lines stand on the sheet."""
    until = perf_counter() + 20
    while widget.is_settling and perf_counter() < until:
        app.processEvents()


def filled(app: QApplication, people: int) -> tuple[CountedOverlay, RoomSpread]:
    """A shown overlay of a room, and the room's spread."""
    widget = CountedOverlay()
    shown(app, widget)
    widget.set_axes(AXES)
    values, spread = room(people), RoomSpread(len(AXES))
    for person, shape in values.items():
        spread.set(person, shape)
    widget.set_people(values)
    settle(app, widget)
    return widget, spread


def overlay(app: QApplication, people: int, *, others: bool = False) -> Measured:
    widget, spread = filled(app, people)
    widget.hide()
    chance = random.Random(3)

    def step(turn: int) -> None:
        shape = tuple(chance.uniform(0.2, 1.0) for _ in AXES)
        person = chance.randrange(people) if others else people
        spread.set(person, shape)
        axes, painted = spread.summary(), widget.painted
        widget.update_person(person, shape)
        widget.set_band([a.median for a in axes], [a.q1 for a in axes], [a.q3 for a in axes], len(spread))
        widget.viewport().repaint()
        assert widget.painted == painted + 1

    return widget, step


def longest_turn(app: QApplication) -> float:
    """The longest that the event loop is held up while the lines of 1,000 people are painted anew, in ms."""
    widget, _ = filled(app, 1000)
    widget.update_person(3, (0.5,) * len(AXES))
    longest = 0.0
    while widget.is_settling:
        start = perf_counter()
        app.processEvents()
        longest = max(longest, (perf_counter() - start) * 1000)
    return longest


def closed(shape: Values) -> tuple[list[float], list[float]]:
    from facilitator.radar import direction

    points = [(direction(axis, len(shape)), value) for axis, value in enumerate(shape)]
    points.append(points[0])
    return [x * value for (x, _), value in points], [y * value for (_, y), value in points]


def pyqtgraph_curves(app: QApplication, people: int) -> Callable[[int], None]:
    import pyqtgraph as pg

    plot = pg.PlotWidget(background="w")
    curves = {
        person: plot.plot(*closed(shape), pen=pg.mkPen("#7f8fa3", width=2), antialias=True)
        for person, shape in room(people).items()
    }
    plot.setAspectLocked()
    shown(app, plot)
    return _changing(curves, lambda curve, shape: curve.setData(*closed(shape)), lambda: plot.viewport().repaint())


def matplotlib_lines(app: QApplication, people: int) -> Callable[[int], None]:
    from matplotlib.backends.backend_qtagg import FigureCanvasQTAgg
    from matplotlib.figure import Figure

    canvas = FigureCanvasQTAgg(Figure(figsize=(19.2, 10.8), dpi=100))  # type: ignore[no-untyped-call]
    axes = canvas.figure.add_subplot()
    curves = {
        person: axes.plot(*closed(shape), color="#7f8fa3", alpha=0.4)[0] for person, shape in room(people).items()
    }
    shown(app, canvas)
    return _changing(
        curves,
        lambda curve, shape: curve.set_data(*closed(shape)),
        lambda: (canvas.draw(), canvas.repaint()),  # type: ignore[no-untyped-call]
    )


def qt_charts(app: QApplication, people: int) -> Callable[[int], None]:
    from PySide6.QtCharts import QChartView, QLineSeries
    from PySide6.QtCore import QPointF

    view = QChartView()
    view.setRenderHint(QPainter.RenderHint.Antialiasing)
    curves = {}
    for person, shape in room(people).items():
        series = QLineSeries()
        series.replace([QPointF(x, y) for x, y in zip(*closed(shape), strict=True)])
        view.chart().addSeries(series)
        curves[person] = series
    view.chart().createDefaultAxes()
    shown(app, view)

    def change(series: QLineSeries, shape: Values) -> None:
        series.replace([QPointF(x, y) for x, y in zip(*closed(shape), strict=True)])

    def repaint() -> None:
        app.processEvents()
        view.viewport().repaint()

    return _changing(curves, change, repaint)


def _changing(
    curves: Mapping[int, object], change: Callable[..., object], repaint: Callable[[], object]
) -> Callable[[int], None]:
    chance = random.Random(3)

    def step(turn: int) -> None:
        change(curves[turn % len(curves)], tuple(chance.uniform(0.2, 1.0) for _ in AXES))
        repaint()

    return step


if __name__ == "__main__":
    sys.exit(main())
