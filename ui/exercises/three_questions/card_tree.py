"""A tree of cards below headings, for the console: painted as cards, moved through by keys, told in words."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QKeySequence, QPainter, QPainterPath, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeWidget,
    QTreeWidgetItem,
    QWidget,
)

from facilitator.exercises.three_questions.wall import CardView
from facilitator.i18n import tr
from ui.theme import theme
from ui.theme.theme import tokens_for
from ui.wall.blocks import paint_stripe

THING = Qt.ItemDataRole.UserRole
"""A `Thing` of the item."""
_LINES = 3
_PAD = 7
_STRIPE = 4


@dataclass(frozen=True, slots=True)
class Thing:
    """What an item stands for: "prompt", "theme", "loose" or "card" with its id; and how it is painted."""

    kind: str
    id: int
    words: str
    below: str = ""
    right: str = ""
    series: int | None = None
    faded: bool = False


class CardTree(QTreeWidget):
    """Headings with cards below them. `commands` are keys in Qt's portable form and what they do here.

    Keys that the window uses too belong to the tree while it has the keyboard.
    """

    def __init__(self, name: str, says: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName(says)
        self.setHeaderHidden(True)
        self.setRootIsDecorated(True)
        self.setIndentation(16)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setExpandsOnDoubleClick(False)
        self.setItemDelegate(_Painter(self))
        self.commands: dict[str, Callable[[], object]] = {}

    def things(self, kind: str = "") -> list[Thing]:
        """What is selected, of one kind or of all, from top to bottom."""
        chosen = []
        for item in self.all_items():
            thing = thing_of(item)
            if item.isSelected() and (not kind or thing.kind == kind):
                chosen.append(thing)
        return chosen

    def all_items(self) -> list[QTreeWidgetItem]:
        """Every item from top to bottom."""
        found: list[QTreeWidgetItem] = []
        for row in range(self.topLevelItemCount()):
            top = self.topLevelItem(row)
            if top is not None:
                found.append(top)
                children = (top.child(place) for place in range(top.childCount()))
                found += [child for child in children if child is not None]
        return found

    def fill(self, groups: list[tuple[Thing, list[Thing]]]) -> None:
        """Show these headings and cards; what was chosen, folded and in sight stays so."""
        chosen = {(thing.kind, thing.id) for thing in self.things()}
        current_item = self.currentItem()
        current = thing_of(current_item) if current_item is not None else None
        folded = {thing_of(i).id for i in self.all_items() if i.childCount() and not i.isExpanded()}
        at = self.verticalScrollBar().value()
        blocked = self.blockSignals(True)
        self.clear()
        for head, cards in groups:
            top = self._item(head)
            self.addTopLevelItem(top)
            top.addChildren([self._item(card) for card in cards])
            top.setExpanded(head.id not in folded)
        for item in self.all_items():
            thing = thing_of(item)
            if current is not None and (thing.kind, thing.id) == (current.kind, current.id):
                self.setCurrentItem(item)
            item.setSelected((thing.kind, thing.id) in chosen)
        self.blockSignals(blocked)
        self.verticalScrollBar().setValue(at)
        self.itemSelectionChanged.emit()

    def choose(self, kind: str, thing_id: int) -> None:
        """Choose one thing, if it is there."""
        for item in self.all_items():
            thing = thing_of(item)
            if (thing.kind, thing.id) == (kind, thing_id):
                self.setCurrentItem(item)

    def _item(self, thing: Thing) -> QTreeWidgetItem:
        item = QTreeWidgetItem()
        item.setData(0, THING, thing)
        item.setText(0, thing.words)
        item.setData(
            0,
            Qt.ItemDataRole.AccessibleTextRole,
            ", ".join(part for part in (thing.words, thing.below, thing.right) if part),
        )
        if len(thing.words) > 60:
            item.setToolTip(0, thing.words)
        return item

    def event(self, event: QEvent) -> bool:
        """Claim the keys that mean something here before the window's shortcuts get them."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and self._command(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Do what the key means here."""
        command = self._command(event)
        if command is not None:
            command()
        else:
            super().keyPressEvent(event)

    def _command(self, event: QKeyEvent) -> Callable[[], object] | None:
        pressed = QKeySequence(event.keyCombination()).toString(QKeySequence.SequenceFormat.PortableText)
        return self.commands.get(pressed)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Cards are as high as their words need at this width."""
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()


def thing_of(item: QTreeWidgetItem) -> Thing:
    """What an item stands for."""
    thing: Thing = item.data(0, THING)
    return thing


def card_thing(card: CardView, series: int) -> Thing:
    """A card as an item."""
    right = tr("hidden") if card.hidden else ""
    if card.dots:
        right = f"● {card.dots}" + (f"  {right}" if right else "")
    return Thing("card", card.id, card.text, card.signature, right, series, card.hidden)


class _Painter(QStyledItemDelegate):
    """Paints headings in strong letters and cards with the stripe of their column."""

    def __init__(self, tree: CardTree) -> None:
        super().__init__(tree)
        self._tree = tree

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        thing: Thing = index.data(THING)
        depth = 2 if index.parent().isValid() else 1
        width = self._tree.viewport().width() - depth * self._tree.indentation()
        metrics = QFontMetrics(theme.font(strong=thing.kind != "card"))
        high = self._words_height(thing, width, metrics) + 2 * _PAD
        if thing.below:
            high += QFontMetrics(theme.font(0.9)).lineSpacing()
        return QSize(width, high)

    def _words_height(self, thing: Thing, width: int, metrics: QFontMetrics) -> int:
        room = self._space_of(thing, width, metrics)
        box = metrics.boundingRect(QRect(0, 0, room, 10_000), int(Qt.TextFlag.TextWordWrap), thing.words)
        return min(box.height(), _LINES * metrics.lineSpacing())

    def _space_of(self, thing: Thing, width: int, metrics: QFontMetrics) -> int:
        taken = metrics.horizontalAdvance(thing.right) + 12 if thing.right else 0
        return max(40, width - 2 * _PAD - 2 * _STRIPE - taken)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        thing: Thing = index.data(THING)
        tokens = tokens_for(self._tree)
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_ground(painter, QRectF(rect).adjusted(0.5, 1.5, -2.5, -1.5), thing, state)
        font = theme.font(strong=thing.kind != "card")
        metrics = QFontMetrics(font)
        left = rect.left() + _PAD + (2 * _STRIPE if thing.series is not None else 0)
        words = QRect(
            left,
            rect.top() + _PAD,
            self._space_of(thing, rect.width(), metrics),
            self._words_height(thing, rect.width(), metrics),
        )
        painter.setFont(font)
        painter.setPen(QColor(tokens.muted if thing.faded else tokens.text))
        painter.drawText(words, int(Qt.TextFlag.TextWordWrap), thing.words)
        if thing.right:
            side = rect.adjusted(0, _PAD, -_PAD - 2, 0)
            painter.setPen(QColor(tokens.muted))
            painter.drawText(side, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop), thing.right)
        if thing.below:
            painter.setFont(theme.font(0.9))
            painter.setPen(QColor(tokens.muted))
            below = QRect(left, words.bottom() + 1, rect.width() - left + rect.left() - _PAD, rect.height())
            line = QFontMetrics(theme.font(0.9)).elidedText(thing.below, Qt.TextElideMode.ElideRight, below.width())
            painter.drawText(below, int(Qt.AlignmentFlag.AlignLeft), line)
        painter.restore()

    def _paint_ground(self, painter: QPainter, rect: QRectF, thing: Thing, state: QStyle.StateFlag) -> None:
        tokens = tokens_for(self._tree)
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        focused = bool(state & QStyle.StateFlag.State_HasFocus)
        path = QPainterPath()
        path.addRoundedRect(rect, 5, 5)
        if chosen:
            painter.fillPath(path, QColor(tokens.accent_soft))
        elif thing.kind == "card":
            painter.fillPath(path, QColor(tokens.window))
        if thing.kind == "card" or focused:
            painter.setPen(QColor(tokens.accent if focused else tokens.border))
            painter.drawPath(path)
        if thing.series is not None:
            paint_stripe(
                painter, QRectF(rect.left() + 3, rect.top() + 4, _STRIPE, rect.height() - 8), tokens, thing.series
            )
