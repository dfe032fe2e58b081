"""Paths and lines of text as PDF operators, for `Canvas.drawPath` and `Canvas.drawText`.

They do what ReportLab's own path and text objects do, at a fifth of the cost: those work out each number's digits in
Python and measure every text a second time, which was half of a handout.
"""

from collections.abc import Iterable
from functools import lru_cache
from itertools import pairwise
from typing import Any

from reportlab.lib.colors import Color
from reportlab.pdfbase import pdfmetrics

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


class Letters:
    """Texts at given places, each in a font of the registry, of one size and colour."""

    def __init__(self, canvas: Any, size: float, color: Color) -> None:
        self._document = canvas._doc
        # Asked for once a document: most texts are short, and begin with a font that is known.
        self._names: dict[tuple[str, int], str] = canvas.__dict__.setdefault("font_names", {})
        self._size = size
        self._font: tuple[str, int] | None = None
        self._code: list[str] = ["BT", _fill(color)]

    def getCode(self) -> str:  # noqa: N802  # asked for by Canvas.drawText
        """The operators."""
        return " ".join([*self._code, "ET"])

    def move(self, x: float, y: float) -> None:
        """The next text begins at a point of its baseline."""
        self._code.append(f"1 0 0 1 {x:.2f} {y:.2f} Tm")

    def write(self, text: str, font_name: str) -> None:
        """Add a text after the last one."""
        font: Any = pdfmetrics.getFont(font_name)
        for subset, codes in font.codes(text, self._document):
            wanted = (font_name, subset)
            if self._font != wanted:
                self._font = wanted
                name = self._names.get(wanted)
                if name is None:
                    name = self._names[wanted] = font.getSubsetInternalName(subset, self._document)
                self._code.append(f"{name} {self._size:.2f} Tf")
            self._code.append(f"<{codes}> Tj")


@lru_cache(256)
def _fill(color: Color) -> str:
    return f"{color.red:.3f} {color.green:.3f} {color.blue:.3f} rg"
