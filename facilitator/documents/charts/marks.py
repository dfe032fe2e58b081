"""Lines, markers and the legend, the same in every chart."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from facilitator.documents import typesetting
from facilitator.documents.fonts import Face
from facilitator.documents.pen import Path
from facilitator.documents.style import BAND, INK, MUTED, PEOPLE, SOFT, WHITE, Look, TextStyle

Point = tuple[float, float]
LEGEND = TextStyle(size=7.5, leading=11, face=Face.REGULAR, color=MUTED)
_SAMPLE = 22.0
_HATCH = 5.0
_AFTER_SAMPLE = 5.0
_BETWEEN = 14.0
MARKER = 2.4
"""Half the width of a marker."""


@dataclass(frozen=True, slots=True)
class Swatch:
    """A bar of a series as a sample, filled or hollow."""

    look: Look
    hollow: bool = False


Sample = Look | Swatch | Literal["band", "people", "few", "tick"] | None


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the legend: what is drawn before it, if anything, and its words."""

    sample: Sample
    text: str


def use_line(canvas: Any, look: Look) -> None:
    """Set colour, width and dashes of lines."""
    canvas.setStrokeColor(look.color)
    canvas.setLineWidth(look.width)
    canvas.setDash(list(look.dash) if look.dash else [])


def draw_markers(canvas: Any, points: Iterable[tuple[Point, bool]], look: Look, size: float = MARKER) -> None:
    """Draw the markers of a series; those flagged rest on few people and stay hollow."""
    for flagged in (False, True):
        chosen = [at for at, few in points if few is flagged]
        if not chosen:
            continue
        path = Path()
        for x, y in chosen:
            _marker(path, x, y, size, look)
        canvas.setDash([])
        canvas.setLineWidth(1.1 if flagged else 0.6)
        canvas.setStrokeColor(look.color if flagged else WHITE)
        canvas.setFillColor(WHITE if flagged else look.color)
        canvas.drawPath(path, stroke=1, fill=1)


def _marker(path: Path, x: float, y: float, size: float, look: Look) -> None:
    if look.marker == "square":
        path.rect(x - size * 0.9, y - size * 0.9, size * 1.8, size * 1.8)
    elif look.marker in ("diamond", "triangle"):
        corners = (
            ((0, 1.3), (1.2, 0), (0, -1.3), (-1.2, 0))
            if look.marker == "diamond"
            else ((0, 1.3), (1.2, -0.9), (-1.2, -0.9))
        )
        path.polyline([(x + across * size, y + up * size) for across, up in corners], closed=True)
    else:
        path.circle(x, y, size if look.marker == "circle" else size * 0.8)


def draw_bar(canvas: Any, look: Look, corner: Point, size: Point, *, hollow: bool) -> None:
    """Draw a bar from its lower left corner: hollow, plain, or hatched where the series is dashed."""
    (x, y), (width, height) = corner, size
    canvas.setDash([])
    canvas.setStrokeColor(look.color)
    canvas.setFillColor(WHITE if hollow else look.color)
    canvas.setLineWidth(1.0)
    canvas.rect(x + 0.5, y + 0.5, max(width, 1.5) - 1, height - 1, stroke=1, fill=1)
    if look.dash and not hollow:
        hatch = Path()
        for step in range(int(width // _HATCH)):
            hatch.line(x + _HATCH * step + 2, y + 0.4, x + _HATCH * (step + 1), y + height - 0.4)
        canvas.setStrokeColor(SOFT)
        canvas.setLineWidth(0.9)
        canvas.drawPath(hatch, stroke=1, fill=0)


class Legend:
    """Entries in rows, as many in one as fit; the rows begin at the left, or as one block in the middle."""

    def __init__(self, entries: Sequence[Entry], *, centred: bool = False) -> None:
        self._entries = entries
        self._centred = centred

    def height(self, width: float) -> float:
        """The height at a width; 0 without entries."""
        return sum(height for height, _ in self._rows(width))

    def draw(self, canvas: Any, x: float, top: float, width: float) -> None:
        """Draw it hanging from `top`."""
        rows = self._rows(width)
        widest = max((sum(wide for _, wide in row) + _BETWEEN * (len(row) - 1) for _, row in rows), default=0.0)
        for height, row in rows:
            left = x + max(0.0, (width - widest) / 2) if self._centred else x
            for entry, each_width in row:
                room = _lead(entry)
                _draw_sample(canvas, entry.sample, left, top - LEGEND.leading / 2)
                lines = typesetting.lines(entry.text, LEGEND, max(width - room, 1.0))
                base = top - LEGEND.leading / 2 - LEGEND.size * 0.36
                typesetting.draw(
                    canvas,
                    [(left + room, base - number * LEGEND.leading, line) for number, line in enumerate(lines)],
                    LEGEND,
                )
                left += each_width + _BETWEEN
            top -= height

    def _rows(self, width: float) -> list[tuple[float, list[tuple[Entry, float]]]]:
        rows: list[tuple[float, list[tuple[Entry, float]]]] = []
        used = width
        for entry in self._entries:
            lines = typesetting.lines(entry.text, LEGEND, max(width - _lead(entry), 1.0))
            own = _lead(entry) + max(line.width for line in lines)
            height = len(lines) * LEGEND.leading
            if rows and used + _BETWEEN + own <= width:
                rows[-1][1].append((entry, own))
                rows[-1] = (max(rows[-1][0], height), rows[-1][1])
                used += _BETWEEN + own
            else:
                rows.append((height, [(entry, own)]))
                used = own
        return rows


def _lead(entry: Entry) -> float:
    return 0.0 if entry.sample is None else _SAMPLE + _AFTER_SAMPLE


def _draw_sample(canvas: Any, sample: Sample, x: float, middle: float) -> None:
    canvas.saveState()
    if isinstance(sample, Look):
        use_line(canvas, sample)
        canvas.line(x, middle, x + _SAMPLE, middle)
        if sample.marker != "none":
            draw_markers(canvas, [((x + _SAMPLE / 2, middle), False)], sample)
    elif isinstance(sample, Swatch):
        draw_bar(canvas, sample.look, (x, middle - 3.5), (_SAMPLE, 7.0), hollow=sample.hollow)
    elif sample == "band":
        canvas.setFillColor(BAND)
        canvas.rect(x, middle - 3.5, _SAMPLE, 7, stroke=0, fill=1)
    elif sample == "people":
        canvas.setStrokeColor(PEOPLE)
        canvas.setLineWidth(0.7)
        lines = Path()
        for up in (-2.5, 0.0, 2.5):
            lines.line(x, middle + up, x + _SAMPLE, middle - up)
        canvas.drawPath(lines, stroke=1, fill=0)
    elif sample == "tick":
        canvas.setStrokeColor(INK)
        canvas.setLineWidth(1.6)
        canvas.line(x + _SAMPLE / 2, middle - 4, x + _SAMPLE / 2, middle + 4)
    elif sample == "few":
        canvas.setFillColor(WHITE)
        canvas.setStrokeColor(MUTED)
        canvas.setLineWidth(1.1)
        canvas.circle(x + _SAMPLE / 2, middle, MARKER, stroke=1, fill=1)
    canvas.restoreState()
