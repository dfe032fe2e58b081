"""Paths and lines of text as PDF operators, for `Canvas.drawPath` and `Canvas.drawText`.

They do what ReportLab's own path and text objects do, at a fifth of the cost: those work out each number's digits in
Python and measure every text a second time, which was half of a handout.
"""

from collections.abc import Iterable
from functools import lru_cache
from itertools import pairwise
from typing import Any, cast

from reportlab.lib.colors import Color

from facilitator.documents.embedding import EmbeddedFont
from facilitator.documents.reportlab_internals import finish_with
from facilitator.documents.shaping import Run

_ROUND = 0.5523
"""How far the handles of four Bézier curves reach for a circle of radius 1."""


class Path:
    """Moves, lines and shapes; coordinates in points, rounded to a hundredth."""

    def __init__(self) -> None:
        self._code: list[str] = ["n"]

    def getCode(self) -> str:  # noqa: N802  # asked for by Canvas.drawPath
        """The operators."""
        return " ".join(self._code)

    def polyline(self, points: Iterable[tuple[float, float]], *, closed: bool = False) -> None:
        """Lines from point to point, and back to the first if closed."""
        operator = "m"
        for x, y in points:
            self._code.append(f"{x:.2f} {y:.2f} {operator}")
            operator = "l"
        if closed:
            self._code.append("h")

    def line(self, x1: float, y1: float, x2: float, y2: float) -> None:
        """One line."""
        self._code.append(f"{x1:.2f} {y1:.2f} m {x2:.2f} {y2:.2f} l")

    def rect(self, x: float, y: float, width: float, height: float) -> None:
        """A rectangle from its lower left corner."""
        self._code.append(f"{x:.2f} {y:.2f} {width:.2f} {height:.2f} re")

    def circle(self, x: float, y: float, radius: float) -> None:
        """A circle."""
        reach = radius * _ROUND
        self._code.append(f"{x + radius:.2f} {y:.2f} m")
        corners = ((1.0, 0.0), (0.0, 1.0), (-1.0, 0.0), (0.0, -1.0), (1.0, 0.0))
        for (ax, ay), (bx, by) in pairwise(corners):
            handles = (
                (ax * radius - ay * reach, ay * radius + ax * reach),
                (bx * radius + by * reach, by * radius - bx * reach),
                (bx * radius, by * radius),
            )
            self._code.append(" ".join(f"{x + dx:.2f} {y + dy:.2f}" for dx, dy in handles) + " c")


class UsedFonts:
    """The fonts of one document and what it shows of each, for the end when they are cut."""

    def __init__(self) -> None:
        self._names: dict[EmbeddedFont, str] = {}
        self._codes: dict[EmbeddedFont, set[int]] = {}

    @classmethod
    def of(cls, canvas: Any) -> "UsedFonts":
        """Return those of the document that a canvas draws."""
        found = canvas.__dict__.get("used_fonts")
        if found is None:
            found = canvas.used_fonts = cls()
            finish_with(canvas, found)
        return cast("UsedFonts", found)

    def use(self, run: Run) -> str:
        """Return the name of a run's font in the document, which shows the run from now on."""
        name = self._names.get(run.font)
        if name is None:
            name = self._names[run.font] = f"T{len(self._names)}"
            self._codes[run.font] = set()
        if run.codes:
            self._codes[run.font] |= run.codes
        return name

    def addObjects(self, document: Any) -> None:  # noqa: N802  # ReportLab's name
        """Put the fonts into the document."""
        for font, name in self._names.items():
            font.write(document, name, self._codes[font])


class Letters:
    """Lines at given places, of one size and colour."""

    def __init__(self, canvas: Any, size: float, color: Color) -> None:
        self._fonts = UsedFonts.of(canvas)
        self._size = size
        self._font = ""
        self._code: list[str] = ["BT", _fill(color)]

    def getCode(self) -> str:  # noqa: N802  # asked for by Canvas.drawText
        """The operators."""
        return " ".join([*self._code, "ET"])

    def move(self, x: float, y: float) -> None:
        """The next text begins at a point of its baseline."""
        self._code.append(f"1 0 0 1 {x:.2f} {y:.2f} Tm")

    def write(self, run: Run) -> None:
        """Add a run after the last one."""
        name = self._fonts.use(run)
        if name != self._font:
            self._font = name
            self._code.append(f"/{name} {self._size:.2f} Tf")
        for rise, operator in run.parts:
            if rise:
                self._code.append(f"{rise * self._size:.2f} Ts {operator} 0 Ts")
            else:
                self._code.append(operator)


@lru_cache(256)
def _fill(color: Color) -> str:
    return f"{color.red:.3f} {color.green:.3f} {color.blue:.3f} rg"
