"""Small widgets that every window needs."""

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from itertools import pairwise

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QPoint, QRect, QSize, Qt, QTimer
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QApplication,
    QCheckBox,
    QComboBox,
    QFrame,
    QLabel,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionComboBox,
    QStyleOptionViewItem,
    QStylePainter,
    QVBoxLayout,
    QWidget,
)

from ui.theme.flow import FlowRow
from ui.theme.icons import icon
from ui.theme.tokens import METRICS

DRAGGED = 100
"""Milliseconds until what is to go looks again whether something is still dragged from it."""
_BESIDE_CHOICE = 0
"""Pixels that a style keeps free beside the text of a combo box."""


class ElidedLabel(QLabel):
    """One line with an ellipsis where it does not fit, at its end if nothing else is said; the tool tip tells all."""

    def __init__(
        self,
        text: str = "",
        parent: QWidget | None = None,
        *,
        elided: Qt.TextElideMode = Qt.TextElideMode.ElideRight,
    ) -> None:
        super().__init__(text, parent)
        self._elided = elided
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def minimumSizeHint(self) -> QSize:
        """Any width will do."""
        return QSize(0, super().minimumSizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint what fits."""
        metrics = QFontMetrics(self.font())
        shown = metrics.elidedText(self.text(), self._elided, self.contentsRect().width())
        self.setToolTip(self.text() if shown != self.text() else "")
        painter = QPainter(self)
        painter.setPen(self.palette().color(self.foregroundRole()))
        painter.drawText(self.contentsRect(), self.alignment(), shown)
        painter.end()


class ElidedCombo(QComboBox):
    """A choice that ends in an ellipsis where it does not fit, and then tells the whole in its tool tip."""

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the box as its style does, and in it what fits."""
        painter, option = QStylePainter(self), QStyleOptionComboBox()
        self.initStyleOption(option)
        room = self.style().subControlRect(
            QStyle.ComplexControl.CC_ComboBox, option, QStyle.SubControl.SC_ComboBoxEditField, self
        )
        words = self.currentText() or self.placeholderText()
        shown = QFontMetrics(self.font()).elidedText(words, Qt.TextElideMode.ElideRight, room.width() - _BESIDE_CHOICE)
        self.setToolTip(words if shown != words else "")
        option.currentText = shown
        painter.drawComplexControl(QStyle.ComplexControl.CC_ComboBox, option)
        painter.drawControl(QStyle.ControlElement.CE_ComboBoxLabel, option)
        painter.end()


class Card(QFrame):
    """A surface with a border that holds what belongs together."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(METRICS.medium, METRICS.medium, METRICS.medium, METRICS.medium)
        self.column.setSpacing(METRICS.small)


class Tick(QCheckBox):
    """A box that Space ticks: Enter is left to the page, which goes on, whatever the desktop's habit is.

    GNOME's is that Enter presses too: going on would take back what was ticked before.
    """

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave Enter to whoever holds the box."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            event.ignore()
        else:
            super().keyPressEvent(event)

    def fit_in(self, width: int) -> None:
        """Say the words in as many lines as they need to be no wider than this: a box alone would cut them off."""
        self.ensurePolished()
        first, *others = self.text().replace("\n", " ").split(" ")
        lines = [first]
        self.setText(first)
        says = self.fontMetrics().horizontalAdvance
        beside = self.sizeHint().width() - says(first)
        for word in others:
            longer = f"{lines[-1]} {word}"
            if beside + says(longer) <= width:
                lines[-1] = longer
            else:
                lines.append(word)
        self.setText("\n".join(lines))


class Segments(QFrame):
    """Several buttons of which one is pressed, as one control; they take a second row where it is narrow."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "segments")
        self._row = FlowRow(spacing=2)
        column = QVBoxLayout(self)
        column.setContentsMargins(2, 2, 2, 2)
        column.addWidget(self._row)

    def add(self, button: QPushButton) -> None:
        """Put a button at the end."""
        button.setProperty("role", "segment")
        button.setCheckable(True)
        self._row.add(button)


class EmptyState(QWidget):
    """What a place says before there is anything in it: a picture, a title, a sentence and what to do."""

    def __init__(self, picture: str, title: str, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._column = QVBoxLayout(self)
        self._column.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._column.setSpacing(METRICS.small)
        self._actions: QVBoxLayout | None = None
        self._mark = mark = QLabel()
        mark.setPixmap(icon(picture, "muted").pixmap(QSize(METRICS.huge, METRICS.huge)))
        heading = QLabel(title)
        heading.setProperty("role", "heading")
        words = QLabel(text)
        words.setWordWrap(True)
        words.setMaximumWidth(460)
        words.setMinimumWidth(280)
        for label in (mark, heading, words):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            self._column.addWidget(label, 0, Qt.AlignmentFlag.AlignHCenter)

    def show_above(self, picture: QWidget) -> None:
        """Let a picture of its own stand in the place of the icon."""
        self._mark.hide()
        self._column.insertWidget(0, picture, 0, Qt.AlignmentFlag.AlignHCenter)
        self._column.insertSpacing(1, METRICS.small)

    def add_action(self, text: str, act: Callable[[], object], *, primary: bool = False, name: str = "") -> QPushButton:
        """Offer something to do; returns the button. All of them are as wide as the widest."""
        button = QPushButton(text)
        button.setObjectName(name)
        if primary:
            button.setProperty("role", "primary")
        button.clicked.connect(lambda: act())
        if self._actions is None:
            buttons = QWidget()
            self._actions = QVBoxLayout(buttons)
            self._actions.setContentsMargins(0, METRICS.small, 0, 0)
            self._actions.setSpacing(METRICS.small)
            self._column.addWidget(buttons, 0, Qt.AlignmentFlag.AlignHCenter)
        self._actions.addWidget(button)
        return button


def presses(event: QKeyEvent) -> bool:
    """Press the button that has the keyboard, as in a dialog, where the key is Enter; whether that was so.

    For windows that are none: there Qt lets Space alone press.
    """
    button = QApplication.focusWidget()
    if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter) or not isinstance(button, QAbstractButton):
        return False
    button.click()
    return True


def is_dragged_from(widget: QWidget) -> bool:
    """Whether something is being dragged from within a widget: until it is let go, Qt asks what it is dragged from."""
    views = widget.findChildren(QAbstractItemView)
    return any(view.state() == QAbstractItemView.State.DraggingState for view in views)


def remove_for_good(widget: QWidget) -> None:
    """Take a widget out of its window and let it go, once nothing is dragged from it any more."""
    widget.hide()
    if is_dragged_from(widget):
        waits = QTimer(widget, singleShot=True, interval=DRAGGED)
        waits.timeout.connect(partial(remove_for_good, widget))
        waits.start()
        return
    widget.setParent(None)
    widget.deleteLater()


def restyle(widget: QWidget, role: str) -> None:
    """Give a widget another role; the style sheet reads it only once otherwise."""
    if widget.property("role") != role:
        widget.setProperty("role", role)
        widget.style().unpolish(widget)
        widget.style().polish(widget)


class WrappedWords(QStyledItemDelegate):
    """Gives the cells of a table the height their words need once the style's padding is taken from the width."""

    _PADDING = 24

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """As usual, for a narrower cell."""
        narrower = QStyleOptionViewItem(option)
        rect: QRect = option.rect
        narrower.rect = rect.adjusted(0, 0, -self._PADDING, 0)
        return super().sizeHint(narrower, index)


def one_column(labels: Iterable[QWidget]) -> None:
    """Let what stands beside these labels begin on one line, also where layouts of their own hold them."""
    labels = list(labels)
    width = max(label.sizeHint().width() for label in labels)
    for label in labels:
        label.setMinimumWidth(width)


def put_last(widgets: Sequence[QWidget], whole: QWidget) -> None:
    """Let Tab come to these widgets in this order after all others within `whole`.

    One that takes no focus itself stands for what is in it.
    """
    inside = [each for each in _chain(whole) if whole.isAncestorOf(each) and _takes_focus(each)]
    # The parts of a field go with it.
    rest = [each for each in inside if not any(one is each or one.isAncestorOf(each) for one in widgets)]
    last = [
        part
        for one in widgets
        for part in ([one] if _takes_focus(one) else [each for each in inside if one.isAncestorOf(each)])
    ]
    for before, after in pairwise([*rest[-1:], *last]):
        if before.nextInFocusChain() is not after:
            QWidget.setTabOrder(before, after)


def put_after(before: QWidget, whole: QWidget) -> None:
    """Let Tab come to what is within `whole` right after `before`, from above down, whenever that was made."""
    inside = [each for each in _chain(before) if whole.isAncestorOf(each) and _takes_focus(each) and not _is_part(each)]
    in_sight = sorted(inside, key=lambda each: each.mapTo(whole, QPoint()).toTuple()[::-1])
    for one, other in pairwise([before, *in_sight]):
        if one.nextInFocusChain() is not other:
            QWidget.setTabOrder(one, other)


def _chain(first: QWidget) -> list[QWidget]:
    """What Tab could come to from there on.

    Never by `findChildren`: that makes objects for the lists of choices, which Qt lets go without a word.
    """
    chain = [first]
    while (after := chain[-1].nextInFocusChain()) is not None and after is not first:
        chain.append(after)
    return chain


def _is_part(widget: QWidget) -> bool:
    # Such as the line within a field of numbers, which goes with it.
    return widget.objectName().startswith("qt_")


def _takes_focus(widget: QWidget) -> bool:
    # Qt leaves the order as it is where one of two does not.
    return widget.focusPolicy() != Qt.FocusPolicy.NoFocus


class Inside(QWidget):
    """What is put into a `Scrolled`: lists and texts in it become smaller before it is scrolled as a whole."""

    def heightForWidth(self, width: int) -> int:
        """The least at this width, which is what the scroll area asks for."""
        return _least_height(self, width)


def _least_height(widget: QWidget, width: int) -> int:
    layout = widget.layout()
    return layout.totalMinimumHeightForWidth(width) if layout is not None and layout.hasHeightForWidth() else 0


_ROUNDED = 2
"""More than what scrolls needs: at 125 or 150 % a window gets a pixel less than it asks for, and would show bars."""


class KeyboardInSight(QObject):
    """Scrolls what Tab comes to into sight by `show`; Qt does so only for a step from one to another within `area`."""

    def __init__(self, area: QAbstractScrollArea, show: Callable[[QWidget], object]) -> None:
        super().__init__(area)
        self._area, self._show = area, show
        application = QApplication.instance()
        assert isinstance(application, QApplication)  # noqa: S101  # there is no widget without one
        application.focusChanged.connect(self._follow)

    def _follow(self, _before: QWidget | None, now: QWidget | None) -> None:
        if now is not None and self._area.viewport().isAncestorOf(now) and now.visibleRegion().isEmpty():
            self._show(now)


class Scrolled(QScrollArea):
    """Shows a widget whole while there is room for it, and scrolls it where there is not.

    As wide and as high as the widget wants to be, and no smaller than it may be, up to `most`.
    """

    def __init__(self, inside: QWidget, most: QSize | None = None) -> None:
        super().__init__()
        self._inside = inside
        self._most = QSize(0, 0) if most is None else most
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        # What is inside takes the keys; a dialog hands those on that scroll.
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setWidget(inside)
        inside.setAutoFillBackground(False)
        self.viewport().setAutoFillBackground(False)
        KeyboardInSight(self, self.ensureWidgetVisible)

    def set_most(self, most: QSize) -> None:
        """Let the least size be as large as this at most."""
        if most != self._most:
            self._most = most
            self.updateGeometry()

    def sizeHint(self) -> QSize:
        """What the widget would like."""
        return self._beside_bar(self._inside.sizeHint())

    def minimumSizeHint(self) -> QSize:
        """What the widget needs, as far as there is room."""
        return self._beside_bar(self._inside.minimumSizeHint()).boundedTo(self._most)

    def _beside_bar(self, size: QSize) -> QSize:
        """With the width of the bar, where the widget is too high to go without."""
        least = max(self._inside.minimumSizeHint().height(), _least_height(self._inside, self.width()))
        bar = self.verticalScrollBar().sizeHint().width() if least > self._most.height() else 0
        return QSize(size.width() + bar + _ROUNDED, size.height() + _ROUNDED)

    def hasHeightForWidth(self) -> bool:
        """Whether the widget has lines that wrap."""
        layout = self._inside.layout()
        return layout is not None and layout.hasHeightForWidth()

    def heightForWidth(self, width: int) -> int:
        """What the widget needs at this width, as far as there is room."""
        layout = self._inside.layout()
        if layout is None or not layout.hasHeightForWidth():
            return -1
        return min(layout.totalHeightForWidth(width - _ROUNDED) + _ROUNDED, self._most.height())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """What comes or goes inside changes the room that is needed."""
        if watched is self._inside and event.type() == QEvent.Type.LayoutRequest:
            self.updateGeometry()
        return super().eventFilter(watched, event)
