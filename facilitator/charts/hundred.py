"""A hundred of something as dots in rows, its parts one after another from dark to light, named with their numbers."""

from collections.abc import Sequence
from dataclasses import dataclass

from facilitator.charts.drawing import Chart, Disc, Item
from facilitator.charts.frame import Frame
from facilitator.charts.legend import Legend, LegendItem
from facilitator.charts.styles import Ink, Role, SeriesStyle
from facilitator.rounding import whole

_ACROSS, _STEP, _RADIUS, _EDGE = 25, 1.7, 0.62, 0.06
"""Dots in a row; from one to the next at most, and their size, in sizes of letters."""
_ABOVE_LEGEND = 0.8
_RAMP: tuple[Role, ...] = ("ramp1", "ramp2", "ramp4", "ramp5", "ramp6", "ramp7")


@dataclass(frozen=True)
class Hundred(Chart):
    """The parts of a hundred: names and whole numbers in a fixed order, zeros included; they add up to 100."""

    parts: Sequence[tuple[str, int]] = ()

    @property
    def has_values(self) -> bool:
        """Whether there are any."""
        return any(count for _, count in self.parts)

    def in_words(self) -> str:
        """Every part with its number."""
        return ", ".join(f"{count} {name}" for name, count in self.parts)

    def texts(self) -> list[str]:
        """The names."""
        return [name for name, _ in self.parts]

    def height(self, frame: Frame) -> float:
        """Four rows, and the names under them."""
        return self._rows * self._step(frame) + frame.em * _ABOVE_LEGEND + self._legend(frame).height

    def items(self, frame: Frame) -> list[Item]:
        """The dots row by row, then the names."""
        step, radius = self._step(frame), self._step(frame) * _RADIUS / _STEP
        left = (frame.width - step * _ACROSS) / 2
        items: list[Item] = []
        at = 0
        for number, (_, count) in enumerate(self.parts):
            for place in range(at, at + count):
                centre = left + (place % _ACROSS + 0.5) * step, (place // _ACROSS + 0.5) * step
                items.append(Disc(centre, radius, _shade(number), Ink("ramp3"), frame.em * _EDGE))
            at += count
        return items + self._legend(frame).items(0.0, self._rows * step + frame.em * _ABOVE_LEGEND)

    @property
    def _rows(self) -> int:
        return -(-sum(count for _, count in self.parts) // _ACROSS)

    def _step(self, frame: Frame) -> float:
        return min(frame.width / _ACROSS, frame.em * _STEP)

    def _legend(self, frame: Frame) -> Legend:
        entries = [
            LegendItem("area", f"{count} {name}", SeriesStyle(_shade(number), (), "none"))
            for number, (name, count) in enumerate(self.parts)
        ]
        return Legend(entries, frame)


def of_a_hundred(shares: Sequence[float], unit: int = 1) -> list[int]:
    """Shares as whole numbers that add up to 100, each rounded to a `unit` that divides it.

    What rounding leaves over is made up by the largest, a unit each: so that no part is more than one off, and nothing
    finer than the rounded shares shows.
    """
    rounded = [whole(share * 100 / unit) * unit for share in shares]
    left = 100 - sum(rounded)
    largest = sorted(range(len(rounded)), key=rounded.__getitem__, reverse=True)
    for place in largest[: abs(left) // unit]:
        rounded[place] += unit if left > 0 else -unit
    return rounded


def _shade(number: int) -> Ink:
    return Ink(_RAMP[min(number, len(_RAMP) - 1)])
