"""What can be chosen on a page: a surface for a finger, with the key that chooses it and a mark once it is chosen."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QLabel, QSizePolicy

from ui.entry.page import text
from ui.theme.theme import tokens_for
from ui.theme.tokens import METRICS

_KEY, _MARK = 22, 26


class OptionButton(QAbstractButton):
    """One option. `show_mark` says whether it is chosen: "✓", or its place in a rank."""

    def __init__(self, name: str, key: str, label: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setMinimumHeight(METRICS.touch - METRICS.small)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.label, self.mark, self.is_current = label, "", False
        self._key, self._words, self._mark = QLabel(key), text(label), QLabel("")
        self._key.setProperty("role", "caption")
        self._key.setFixedWidth(_KEY)
        self._mark.setProperty("role", "heading")
        self._mark.setFixedWidth(_MARK)
        self._mark.setAlignment(Qt.AlignmentFlag.AlignCenter)
        line = QHBoxLayout(self)
        line.setContentsMargins(METRICS.small, METRICS.tight, METRICS.small, METRICS.tight)
        line.setSpacing(METRICS.small)
        for part, stretch in ((self._key, 0), (self._words, 1), (self._mark, 0)):
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            line.addWidget(part, stretch)
        self.show_mark("")

    def show_mark(self, mark: str, *, current: bool = False) -> None:
        """Paint it as chosen with a mark, or as not chosen with ""; the current one has the keyboard."""
        if (mark, current) != (self.mark, self.is_current) or not self.accessibleName():
            self.mark, self.is_current = mark, current
            self._mark.setText(mark)
            self.setAccessibleName(f"{self.label} {mark}".strip())
            self.update()

    def heightForWidth(self, width: int) -> int:
        """What its words need when they wrap."""
        layout = self.layout()
        return max(self.minimumHeight(), layout.heightForWidth(width)) if layout is not None else self.minimumHeight()

    def hasHeightForWidth(self) -> bool:
        """Words wrap."""
        return True

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The surface below the words."""
        tokens = tokens_for(self)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        path = QPainterPath()
        path.addRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), METRICS.radius, METRICS.radius)
        painter.fillPath(path, QColor(tokens.accent_soft if self.mark else tokens.surface))
        edge = tokens.accent if self.mark or self.is_current else tokens.border
        painter.strokePath(path, QPen(QColor(edge), 2 if self.is_current else 1))
        painter.end()
