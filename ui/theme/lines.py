"""Words that are painted by hand, on as many lines as there is height for."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics


def two_lines(words: str, metrics: QFontMetrics, width: int, *, most: int = 2) -> list[str]:
    """`words` on one line where they fit, else on two, broken at a space; what is still too long ends in dots."""
    if metrics.horizontalAdvance(words) <= width or most == 1:
        return [_cut(words, metrics, width)]
    rest, first = words.split(), ""
    while len(rest) > 1 and metrics.horizontalAdvance(f"{first} {rest[0]}".strip()) <= width:
        first = f"{first} {rest.pop(0)}".strip()
    return [_cut(line, metrics, width) for line in (first, " ".join(rest)) if line]


def two_lines_need(words: str, metrics: QFontMetrics) -> int:
    """The width from which on nothing of `words` is cut by `two_lines`."""
    each = words.split()
    broken = ((" ".join(each[:at]), " ".join(each[at:])) for at in range(1, len(each)))
    ways = [max(map(metrics.horizontalAdvance, pair)) for pair in broken]
    return min([metrics.horizontalAdvance(words), *ways])


def share_space(space: int, needed: Sequence[int]) -> list[int]:
    """Widths of columns in a room, the same for all where each has what it needs then.

    Else those that need more get it from those that need less; the same for all again where it is not enough.
    """
    alike = space // max(len(needed), 1)
    spare = space - sum(needed)
    if spare < 0 or max(needed, default=0) <= alike:
        return [alike] * len(needed)
    return [each + spare // len(needed) for each in needed]


def _cut(line: str, metrics: QFontMetrics, width: int) -> str:
    # Qt puts dots in the place of words that are a fraction of a pixel wider than they are measured.
    if metrics.horizontalAdvance(line) <= width:
        return line
    return metrics.elidedText(line, Qt.TextElideMode.ElideRight, width)
