"""Words that are painted by hand, on as many lines as there is height for."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics


def two_lines(words: str, metrics: QFontMetrics, width: int, *, most: int = 2) -> list[str]:
    """`words` on one line where they fit, else on two, broken at a space; what is still too long ends in dots."""
    elide = Qt.TextElideMode.ElideRight
    if most == 1 or _fits(words, metrics, width):
        return [metrics.elidedText(words, elide, width)]
    rest, first = words.split(), ""
    while len(rest) > 1 and _fits(f"{first} {rest[0]}".strip(), metrics, width):
        first = f"{first} {rest.pop(0)}".strip()
    return [metrics.elidedText(line, elide, width) for line in (first, " ".join(rest)) if line]


def _fits(words: str, metrics: QFontMetrics, width: int) -> bool:
    # Asked of what would be painted: widths are whole pixels, and a line that is a hair too wide is cut.
    return metrics.elidedText(words, Qt.TextElideMode.ElideRight, width) == words
