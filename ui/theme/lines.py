"""Words that are painted by hand, on as many lines as there is height for."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics


def two_lines(words: str, metrics: QFontMetrics, width: int, *, most: int = 2) -> list[str]:
    """`words` on one line where they fit, else on two, broken at a space; what is still too long ends in dots."""
    elide = Qt.TextElideMode.ElideRight
    if metrics.horizontalAdvance(words) <= width or most == 1:
        return [metrics.elidedText(words, elide, width)]
    rest, first = words.split(), ""
    while len(rest) > 1 and metrics.horizontalAdvance(f"{first} {rest[0]}".strip()) <= width:
        first = f"{first} {rest.pop(0)}".strip()
    return [metrics.elidedText(line, elide, width) for line in (first, " ".join(rest)) if line]
