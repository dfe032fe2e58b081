"""The wall of cards: a list view that fills its width with as many cards as fit, and the painting of one card."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen, QResizeEvent, QTextLayout, QTextOption
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from facilitator.i18n import tr
from ui.charts.thumbnail import paint_thumbnail
from ui.library.roles import FACTS_ROLE, PICTURE_ROLE
from ui.theme import theme
from ui.theme.tokens import METRICS

_LEAST_CARD = 300
_PICTURE = 92
_TITLE = 1.08
_GAP = METRICS.medium
BESIDE = _GAP + METRICS.scroll_bar
"""The width to the right of the last card of a row: the gap after it, and a scroll bar."""


class CardsView(QListView):
    """Cards in rows; arrows go through them, Enter opens one."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("workshops")
        self.setAccessibleName(tr("Workshops"))
        self.setProperty("role", "plain")
        self.setViewMode(QListView.ViewMode.IconMode)
        self.setMovement(QListView.Movement.Static)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setUniformItemSizes(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setMouseTracking(True)
        self.setItemDelegate(CardDelegate(self))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """As many cards in a row as fit, sharing the width evenly."""
        # Room for the scroll bar whether it is there or not: its coming must not change the cards.
        width = self.width() - self.verticalScrollBar().sizeHint().width()
        columns = max(1, width // (_LEAST_CARD + _GAP))
        # One pixel less, or rounding would push the last card of a row into the next one.
        size = QSize((width - 1) // columns, card_height() + _GAP)
        if size != self.gridSize():
            self.setGridSize(size)
            self.verticalScrollBar().setSingleStep(size.height() // 3)
        super().resizeEvent(event)


class CardDelegate(QStyledItemDelegate):
    """Paints one workshop: title in up to two lines, facts below, the room's shape beside them."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """The cell of the grid."""
        view = self.parent()
        return view.gridSize() if isinstance(view, QListView) else QSize(_LEAST_CARD, card_height())

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Paint the card; a workshop without answers has an empty ring."""
        tokens = theme.current()
        state = option.state
        card = QRectF(option.rect).adjusted(0, 1, -_GAP, 1 - _GAP)
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        focused = bool(state & QStyle.StateFlag.State_HasFocus)
        hovered = bool(state & QStyle.StateFlag.State_MouseOver)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        edge = tokens.accent if chosen or focused else tokens.control if hovered else tokens.border
        width = 2.0 if focused else 1.0
        painter.setPen(QPen(QColor(edge), width))
        painter.setBrush(QColor(tokens.accent_soft if chosen else tokens.surface))
        inset = width / 2
        painter.drawRoundedRect(card.adjusted(inset, inset, -inset, -inset), METRICS.radius, METRICS.radius)
        place = QRectF(card.right() - _GAP - _PICTURE, card.center().y() - _PICTURE / 2, _PICTURE, _PICTURE)
        paint_thumbnail(painter, place, index.data(PICTURE_ROLE), tokens)
        words = card.adjusted(_GAP, _GAP, -(_PICTURE + 2 * _GAP), -_GAP)
        painter.setPen(QColor(tokens.text))
        below = _paint_title(painter, words, str(index.data(Qt.ItemDataRole.DisplayRole)))
        painter.setPen(QColor(tokens.muted if not chosen else tokens.text))
        self._paint_facts(painter, words, below, index.data(FACTS_ROLE))
        painter.restore()

    def _paint_facts(self, painter: QPainter, words: QRectF, below: float, facts: tuple[str, ...]) -> None:
        """Below the title, but for the last one, which stands at the bottom."""
        font = theme.font(METRICS.caption)
        metrics = QFontMetricsF(font)
        painter.setFont(font)
        top = below + METRICS.tight
        tops = [top + number * metrics.height() for number in range(len(facts) - 1)]
        for fact, at in zip(facts, [*tops, words.bottom() - metrics.height()], strict=True):
            shown = metrics.elidedText(fact, Qt.TextElideMode.ElideRight, words.width())
            painter.drawText(QPointF(words.left(), at + metrics.ascent()), shown)


def card_height() -> int:
    """The height of every card: two lines of title, three of facts, and air."""
    title = QFontMetricsF(_title_font()).height() * 2
    facts = QFontMetricsF(theme.font(METRICS.caption)).height() * 3
    return max(round(title + facts) + METRICS.small + 2 * _GAP, _PICTURE + 2 * _GAP)


def _title_font() -> QFont:
    return theme.font(_TITLE, strong=True)


def _paint_title(painter: QPainter, words: QRectF, title: str) -> float:
    """Paint the title in one or two lines, the second one elided; returns where it ends."""
    font = _title_font()
    metrics = QFontMetricsF(font)
    painter.setFont(font)
    layout = QTextLayout(title, font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    layout.beginLayout()
    line = layout.createLine()
    line.setLineWidth(words.width())
    first = line.textLength()
    layout.endLayout()
    # QTextLayout counts in UTF-16, as Qt does; a character beyond it must not be cut in two.
    units = title.encode("utf-16-le")
    lines = [units[: 2 * first].decode("utf-16-le"), units[2 * first :].decode("utf-16-le")]
    top = words.top()
    for text in filter(None, lines):
        shown = metrics.elidedText(text.strip(), Qt.TextElideMode.ElideRight, words.width())
        painter.drawText(QPointF(words.left(), top + metrics.ascent()), shown)
        top += metrics.height()
    return top
