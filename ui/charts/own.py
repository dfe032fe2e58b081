"""One person's own shape: up to three outlines on shared axes, as a spider or as bars.

A spider's area and form mislead, so the bars are always one call away; below three valued axes there are only bars.
The values stand under the axis labels, where no line runs through them and an arm's length away they are read.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtWidgets import QWidget

from facilitator.charts.bars import Bars
from facilitator.charts.series import FEWEST_AXES, Series
from facilitator.charts.spider import Spider
from facilitator.charts.styles import EARLIER, style_of
from facilitator.i18n import tr
from ui.charts.drawn import DrawnChart


@dataclass(frozen=True, slots=True)
class Shape:
    """One outline: a value in [0, 1] or None per axis. `counts` are the contacts behind each value, if known.

    `is_reference` is for what one compares oneself with, such as one's values of then: drawn thinner, without marks.
    """

    label: str
    values: tuple[float | None, ...]
    counts: tuple[int, ...] = ()
    is_reference: bool = False


class OwnChart(DrawnChart):
    """Shapes on named axes. `caution_below` marks values that stand on fewer contacts with hollow marks."""

    def __init__(self, parent: QWidget | None = None, *, caution_below: int = 5, smallest_text: float = 0.0) -> None:
        nothing = tr("There is no shape yet: at least two contacts need an answer.")
        super().__init__(Bars(), tr("Your shape"), nothing, smallest_text=smallest_text, parent=parent)
        self._labels: tuple[str, ...] = ()
        self.shapes: tuple[Shape, ...] = ()
        self._bars = False
        self._caution_below = caution_below
        self.setMinimumSize(280, 240)

    def set_shapes(self, labels: Sequence[str], shapes: Sequence[Shape]) -> None:
        """Show these shapes; at most three can be told apart."""
        self._labels, self.shapes = tuple(labels), tuple(shapes)
        self._choose()

    def show_bars(self, bars: bool) -> None:
        """Choose bars or spider; without three valued axes there are bars whatever is chosen."""
        self._bars = bars
        self._choose()

    @property
    def shows_bars(self) -> bool:
        """Whether bars are painted now."""
        return self._bars or not self.can_be_spider

    @property
    def can_be_spider(self) -> bool:
        """Whether some shape has the three values a spider needs."""
        valued = (sum(value is not None for value in shape.values) for shape in self.shapes)
        return max(valued, default=0) >= FEWEST_AXES

    def _choose(self) -> None:
        series = [self._series(at, shape) for at, shape in enumerate(self.shapes)]
        few = tr("Hollow: fewer than {count} contacts, take it with care", count=self._caution_below)
        if self.shows_bars:
            self.show_chart(Bars(self._labels, series, few_note=few))
        else:
            self.show_chart(Spider(self._labels, series, few_note=few, filled=True, with_values=True))

    def _series(self, at: int, shape: Shape) -> Series:
        few = (
            axis for axis, count in enumerate(shape.counts)
            if shape.values[axis] is not None and count < self._caution_below
        )  # fmt: skip
        style = EARLIER if shape.is_reference else style_of(at)
        return Series(shape.label, shape.values, style, frozenset(few), shape.counts)
