"""Buttons beside each other that take a second row where one is too narrow for their words."""

from collections.abc import Iterator

from PySide6.QtCore import QEvent, QPoint, QRect, QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget


class FlowRow(QWidget):
    """A row that goes on in the next one where it is full. What is added behind a spring stands at the right.

    A widget and no layout of its own kind: the items of one that is written in Python do not outlive their layout.
    """

    def __init__(self, *widgets: QWidget, spacing: int = 8) -> None:
        super().__init__()
        self._items: list[QWidget | None] = []
        """Widgets, and None for a spring."""
        self._spacing = spacing
        # Not fixed in height: Qt would hold it to that of one row.
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        for widget in widgets:
            self.add(widget)

    def add(self, widget: QWidget) -> None:
        """Put a widget at the end."""
        widget.setParent(self)
        self._items.append(widget)

    def add_spring(self) -> None:
        """Put what follows at the right of its row."""
        self._items.append(None)

    def hasHeightForWidth(self) -> bool:
        """The narrower, the higher."""
        return True

    def heightForWidth(self, width: int) -> int:
        """The height of all rows at a width."""
        heights = [_highest(row) for row in self._rows(width)]
        return sum(heights) + self._spacing * max(0, len(heights) - 1)

    def minimumSizeHint(self) -> QSize:
        """The widest widget, in one row: the other rows follow from the width."""
        shown = list(self._shown())
        return QSize(max((each.sizeHint().width() for each in shown), default=0), _highest(shown))

    def sizeHint(self) -> QSize:
        """All of them in one row."""
        shown = list(self._shown())
        return QSize(_width(shown, self._spacing), _highest(shown))

    def event(self, event: QEvent) -> bool:
        """A word is another, or a button has come or gone."""
        if event.type() in (QEvent.Type.LayoutRequest, QEvent.Type.Show):
            self.updateGeometry()
            self._place()
        return super().event(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """There may be room for more in a row, or for less."""
        super().resizeEvent(event)
        self._place()

    def _shown(self) -> Iterator[QWidget]:
        return (each for each in self._items if each is not None and not each.isHidden())

    def _rows(self, width: int) -> list[list[QWidget | None]]:
        """The widgets of each row, a spring among those that it stands between."""
        rows: list[list[QWidget | None]] = []
        springs = False
        for each in self._items:
            if each is None:
                springs = True
                if rows:
                    rows[-1].append(None)
            elif not each.isHidden():
                if not rows or _width([*rows[-1], each], self._spacing) > width:
                    # What stands at the right does so in each row that it takes.
                    rows.append([None] if springs else [])
                rows[-1].append(each)
        return rows

    def _place(self) -> None:
        top, width = 0, self.width()
        for row in self._rows(width):
            high, at = _highest(row), 0
            free = max(0, width - _width(row, self._spacing))
            for each in row:
                if each is None:
                    at, free = at + free, 0
                    continue
                size = QSize(min(each.sizeHint().width(), width), each.sizeHint().height())
                left = width - at - size.width() if self.isRightToLeft() else at
                each.setGeometry(QRect(QPoint(left, top + (high - size.height()) // 2), size))
                at += size.width() + self._spacing
            top += high + self._spacing


def _highest(row: list[QWidget | None] | list[QWidget]) -> int:
    return max((each.sizeHint().height() for each in row if each is not None), default=0)


def _width(row: list[QWidget | None] | list[QWidget], spacing: int) -> int:
    widths = [each.sizeHint().width() for each in row if each is not None]
    return sum(widths) + spacing * max(0, len(widths) - 1)
