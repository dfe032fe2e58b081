"""Buttons beside each other that take a second row where one is too narrow for their words."""

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QSizePolicy, QSpacerItem, QWidget


class FlowRow(QLayout):
    """A row that goes on in the next one where it is full. A spring takes what its row has over."""

    def __init__(self, *widgets: QWidget, spacing: int = 8) -> None:
        super().__init__()
        self._items: list[QLayoutItem] = []
        self.setContentsMargins(0, 0, 0, 0)
        self.setSpacing(spacing)
        for widget in widgets:
            self.addWidget(widget)

    def add_spring(self) -> None:
        """Put what follows at the right of its row."""
        self.addItem(QSpacerItem(0, 0, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum))

    # What Qt asks of a layout

    def addItem(self, item: QLayoutItem) -> None:
        """Take an item up at the end."""
        self._items.append(item)
        self.invalidate()

    def count(self) -> int:
        """How many items there are, springs included."""
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:  # None where there is none
        """An item by its number."""
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        """Give an item away."""
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        """It takes the width that there is."""
        return Qt.Orientation.Horizontal

    def hasHeightForWidth(self) -> bool:
        """The narrower, the higher."""
        return True

    def heightForWidth(self, width: int) -> int:
        """The height of all rows at a width."""
        heights = [max(item.sizeHint().height() for item in row) for row in self._rows(width)]
        return sum(heights) + self.spacing() * max(0, len(heights) - 1)

    def minimumSize(self) -> QSize:
        """The widest item, in one row: the other rows follow from the width."""
        shown = [item.sizeHint() for item in self._items if not item.isEmpty()]
        return QSize(
            max((size.width() for size in shown), default=0), max((size.height() for size in shown), default=0)
        )

    def sizeHint(self) -> QSize:
        """All items in one row."""
        shown = [item.sizeHint() for item in self._items if not item.isEmpty()]
        width = sum(size.width() for size in shown) + self.spacing() * max(0, len(shown) - 1)
        return QSize(width, max((size.height() for size in shown), default=0))

    def setGeometry(self, area: QRect) -> None:
        """Put every item in its place."""
        super().setGeometry(area)
        top = area.top()
        over = self.parentWidget()
        right_to_left = over is not None and over.isRightToLeft()
        for row in self._rows(area.width()):
            high = max(item.sizeHint().height() for item in row)
            taken = sum(item.sizeHint().width() for item in row if not _is_spring(item))
            free = max(0, area.width() - taken - self.spacing() * (sum(not _is_spring(item) for item in row) - 1))
            at = area.left()
            for item in row:
                if _is_spring(item):
                    at += free
                    continue
                size = QSize(min(item.sizeHint().width(), area.width()), item.sizeHint().height())
                left = area.left() + area.right() - at - size.width() + 1 if right_to_left else at
                item.setGeometry(QRect(QPoint(left, top + (high - size.height()) // 2), size))
                at += size.width() + self.spacing()
            top += high + self.spacing()

    def _rows(self, width: int) -> list[list[QLayoutItem]]:
        """The items of each row; a spring stands where it was put, in a row with others only."""
        rows: list[list[QLayoutItem]] = []
        used = 0
        for item in self._items:
            if _is_spring(item):
                if rows:
                    rows[-1].append(item)
                continue
            if item.isEmpty():
                continue
            wide = item.sizeHint().width()
            if not rows or (used and used + self.spacing() + wide > width):
                rows.append([])
                used = 0
            rows[-1].append(item)
            used += wide + (self.spacing() if used else 0)
        return rows


def _is_spring(item: QLayoutItem) -> bool:
    return item.spacerItem() is not None
