"""*Show me around*: points at the parts of a real window one after the other, and says what each is for.

It lies over the window and takes the keyboard while it does, so that no key of the tour reaches the room.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

from facilitator.i18n import tr
from ui.theme import theme
from ui.theme.tokens import METRICS
from ui.theme.widgets import Card

_CARD = 380
_AROUND = 6
"""Pixels around what is pointed at."""
_DIM = 0.55


@dataclass(frozen=True, slots=True)
class Stop:
    """One part of a window: how to find it, what it is called, and what it is for."""

    find: Callable[[], QWidget | None]
    title: str
    text: str


class Tour(QWidget):
    """The tour over one window. It closes by Escape, by its button, and after the last stop."""

    def __init__(self, window: QWidget, stops: Sequence[Stop]) -> None:
        super().__init__(window)
        self.setObjectName("tour")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._stops = [stop for stop in stops if _is_there(stop.find())]
        self._at = 0
        self._before = window.focusWidget()
        self._card = Card(self)
        self._card.setObjectName("tour-card")
        self._card.setFixedWidth(_CARD)
        self._card.setAutoFillBackground(True)
        self._title = QLabel()
        self._title.setObjectName("tour-title")
        self._title.setProperty("role", "heading")
        self._text = QLabel()
        self._text.setObjectName("tour-text")
        for label in (self._title, self._text):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
            self._card.column.addWidget(label)
        self._place = QLabel()
        self._place.setObjectName("tour-place")
        self._place.setProperty("role", "caption")
        self._back = self._button(tr("Back"), "tour-back", lambda: self.go(-1))
        self._end = self._button(tr("End the tour"), "tour-end", self.close)
        self._next = self._button(tr("Next"), "tour-next", lambda: self.go(1), "primary")
        row = QHBoxLayout()
        row.addWidget(self._place, 1)
        for button in (self._end, self._back, self._next):
            row.addWidget(button)
        self._card.column.addLayout(row)
        window.installEventFilter(self)
        self.setGeometry(window.rect())
        self._show()
        self.show()
        self.raise_()
        self._next.setFocus()

    @property
    def pointed_at(self) -> QWidget | None:
        """The part of the window that is pointed at."""
        return self._stops[self._at].find() if self._stops else None

    def go(self, by: int) -> None:
        """To the next stop or the one before; past the last one it ends."""
        if self._at + by >= len(self._stops):
            self.close()
            return
        self._at = max(self._at + by, 0)
        self._show()

    def _button(self, words: str, name: str, act: Callable[[], object], role: str = "quiet") -> QPushButton:
        button = QPushButton(words)
        button.setObjectName(name)
        button.setProperty("role", role)
        button.setAutoDefault(True)
        button.clicked.connect(lambda: act())
        return button

    def _show(self) -> None:
        if not self._stops:
            self.close()
            return
        stop = self._stops[self._at]
        self._title.setText(stop.title)
        self._text.setText(stop.text)
        self._place.setText(tr("{at} of {count}", at=self._at + 1, count=len(self._stops)))
        self._back.setEnabled(self._at > 0)
        self._next.setText(tr("Done") if self._at == len(self._stops) - 1 else tr("Next"))
        self._card.setAccessibleName(f"{stop.title}. {stop.text}")
        self._card.setFixedHeight(
            self._card.heightForWidth(_CARD) if self._card.hasHeightForWidth() else self._card.height()
        )
        self._card.move(self._beside(self._hole(), self._card.size().width(), self._card.height()))
        self.update()

    def _hole(self) -> QRect:
        part = self.pointed_at
        if part is None:
            return QRect()
        corner = part.mapTo(self.window(), QPoint(0, 0))
        around = QRect(corner, part.size()).adjusted(-_AROUND, -_AROUND, _AROUND, _AROUND)
        return around.intersected(self.rect())

    def _beside(self, hole: QRect, width: int, height: int) -> QPoint:
        """Where the card covers nothing that is pointed at, if there is such a place; else in a corner of it."""
        gap, whole = METRICS.medium, self.rect()
        top = min(max(hole.top(), gap), max(whole.height() - height - gap, gap))
        left = min(max(hole.left(), gap), max(whole.width() - width - gap, gap))
        for place in (
            QPoint(hole.right() + gap, top),
            QPoint(hole.left() - width - gap, top),
            QPoint(left, hole.bottom() + gap),
            QPoint(left, hole.top() - height - gap),
        ):
            if whole.contains(QRect(place.x(), place.y(), width, height)):
                return place
        return QPoint(whole.width() - width - gap, whole.height() - height - gap)

    # What Qt calls

    def event(self, event: QEvent) -> bool:
        """No key of the tour is a key of the window below."""
        if event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        return super().event(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay over the whole window."""
        if event.type() == QEvent.Type.Resize and watched is self.parent():
            self.setGeometry(self.window().rect())
            self._show()
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows and Enter go on and back, Escape ends; every other key does nothing."""
        if event.key() == Qt.Key.Key_Escape:
            self.close()
        elif event.key() in (Qt.Key.Key_Right, Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_PageDown):
            self.go(1)
        elif event.key() in (Qt.Key.Key_Left, Qt.Key.Key_PageUp):
            self.go(-1)

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab stays within the card."""
        buttons = [each for each in (self._end, self._back, self._next) if each.isEnabled()]
        here = self.window().focusWidget()
        at = next((place for place, each in enumerate(buttons) if each is here), -1 if forward else 0)
        buttons[(at + (1 if forward else -1)) % len(buttons)].setFocus()
        return True

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click beside the card does nothing below it."""
        event.accept()

    def closeEvent(self, event: object) -> None:
        """Give the keyboard back."""
        super().closeEvent(event)  # type: ignore[arg-type]
        (self._before or self.window()).setFocus()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Dim all but what is pointed at."""
        tokens, painter = theme.current(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        shade, hole = QPainterPath(), QPainterPath()
        shade.addRect(QRectF(self.rect()))
        hole.addRoundedRect(QRectF(self._hole()), METRICS.radius, METRICS.radius)
        dim = QColor("black")
        dim.setAlphaF(_DIM)
        painter.fillPath(shade.subtracted(hole), dim)
        painter.setPen(QPen(QColor(tokens.accent), 3))
        painter.drawPath(hole)
        painter.end()


def _is_there(part: QWidget | None) -> bool:
    return part is not None and part.isVisible()
