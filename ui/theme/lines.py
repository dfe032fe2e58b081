"""Words that are painted by hand, on as many lines as there is height for."""

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


def _cut(line: str, metrics: QFontMetrics, width: int) -> str:
    # Qt puts dots in the place of words that are a fraction of a pixel wider than they are measured.
    if metrics.horizontalAdvance(line) <= width:
        return line
    return metrics.elidedText(line, Qt.TextElideMode.ElideRight, width)
