"""What an import lets a person choose beside the columns: what words mean, new answers and questions, idle questions.

Each is a line with a tick. The answers of a new question that are ordered stand in a list of their own, to be moved.
"""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QLabel, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from facilitator.i18n import tr
from facilitator.import_plans import Choice, Offer, Options
from facilitator.tabular import quoted
from ui.importing.message_list import ToldList
from ui.theme.rows import ticked_line

_ALL = -1
_NEAR = (Choice.NEAR, Choice.HEADING)
"""What one tick takes all of, also what shows only once another is taken: the words below a heading that is near."""
_LINE = 26
_MOST_LINES = 5


class Offers(QWidget):
    """The lines and the lists of answers; hidden where there is nothing to choose."""

    changed = Signal()
    """Something else is chosen."""

    def __init__(self) -> None:
        super().__init__()
        self.ticks = ToldList("import-offers", tr("What you can choose"))
        self.ticks.itemChanged.connect(self._ticked)
        self._orders_box = QVBoxLayout()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.ticks)
        layout.addLayout(self._orders_box)
        self._offers: tuple[Offer, ...] = ()
        self._orders: dict[str, AnswerOrder] = {}
        self._chosen = Options()
        self.hide()

    def chosen(self, options: Options) -> Options:
        """The options with what is chosen here."""
        own = self._chosen
        return replace(
            options,
            near=own.near,
            answers=own.answers,
            headings=own.headings,
            added=own.added,
            off_axis=own.off_axis,
            orders=own.orders,
            switch_off=own.switch_off,
        )

    def clear(self) -> None:
        """Forget what was chosen, as for rows that are something else now."""
        self._chosen = Options()

    def order_of(self, header: str) -> "AnswerOrder":
        """The list of the answers of a new question."""
        return self._orders[header]

    def show_offers(self, offers: Sequence[Offer]) -> None:
        """Show these, each as it is taken now; the line with the keyboard's focus keeps it."""
        turns = list(Choice)
        self._offers = tuple(sorted(dict.fromkeys(offers), key=lambda each: turns.index(each.choice)))
        lines = [ticked_line(_said(each), place, ticked=each.taken) for place, each in enumerate(self._offers)]
        near = [each.taken for each in self._offers if each.choice in _NEAR]
        if len(near) > 1:
            words = tr("All words below mean what stands beside them")
            lines.insert(0, ticked_line(words, _ALL, ticked=all(near)))
        self.ticks.show_lines(lines)
        self._show_orders()
        self.setVisible(bool(self._offers))

    def _show_orders(self) -> None:
        ordered = {
            each.question: each
            for each in self._offers
            if each.choice is Choice.QUESTION and each.text != "nominal" and len(each.answers) > 1
        }
        for header in [each for each in self._orders if each not in ordered]:
            gone = self._orders.pop(header)
            gone.hide()
            gone.deleteLater()
        for header, each in ordered.items():
            if header not in self._orders:
                self._orders[header] = AnswerOrder(header, near=each.text == "distance")
                self._orders[header].moved.connect(self._reorder)
                self._orders_box.addWidget(self._orders[header])
            self._orders[header].show_answers(each.answers)

    def _reorder(self, header: str, answers: tuple[str, ...]) -> None:
        self._chosen = replace(self._chosen, orders={**self._chosen.orders, header: answers})
        self.changed.emit()

    def _ticked(self, item: QListWidgetItem) -> None:
        place, on = int(item.data(Qt.ItemDataRole.UserRole)), item.checkState() is Qt.CheckState.Checked
        every = [each for each in self._offers if each.choice in _NEAR]
        if place == _ALL or (self._chosen.near and self._offers[place] in every):
            # All of them, or from now on each for itself.
            self._chosen = replace(self._chosen, near=on and place == _ALL)
            for each in every:
                self._chosen = _with(self._chosen, each, on=on if place == _ALL else each.taken)
        if place != _ALL:
            self._chosen = _with(self._chosen, self._offers[place], on=on)
        self.changed.emit()


class AnswerOrder(QWidget):
    """The answers of a new question in their order; one is moved by dragging, or by Alt with an arrow."""

    moved = Signal(str, tuple)
    """The header of the question's column, and its answers as they stand now."""

    def __init__(self, header: str, *, near: bool) -> None:
        super().__init__()
        self._header = header
        words = tr("“{question}”, nearest first. Drag the answers, or move them by Alt with ↑ and ↓.", question=header)
        if not near:
            words = tr(
                "“{question}”, weakest first. Drag the answers, or move them by Alt with ↑ and ↓.", question=header
            )
        label = QLabel(words)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setWordWrap(True)
        self.list = _Moving()
        self.list.setObjectName(f"import-order-{header}")
        self.list.setAccessibleName(tr("Order of the answers to “{question}”", question=header))
        self.list.model().rowsMoved.connect(lambda *_: self._say())
        label.setBuddy(self.list)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(label)
        layout.addWidget(self.list)

    @property
    def answers(self) -> tuple[str, ...]:
        """The answers as they stand."""
        return tuple(self.list.item(row).text() for row in range(self.list.count()))

    def show_answers(self, answers: tuple[str, ...]) -> None:
        """Show these; the line with the keyboard's focus keeps it."""
        if answers == self.answers:
            return
        self.list.clear()
        self.list.addItems(list(answers))
        self.list.setFixedHeight(min(len(answers), _MOST_LINES) * _LINE + 8)

    def _say(self) -> None:
        self.moved.emit(self._header, self.answers)


class _Moving(QListWidget):
    def __init__(self) -> None:
        super().__init__()
        self.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Alt with an arrow moves the line."""
        steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
        step = steps.get(Qt.Key(event.key()), 0)
        row = self.currentRow()
        if step and event.modifiers() & Qt.KeyboardModifier.AltModifier and 0 <= row + step < self.count():
            model = self.model()
            model.moveRow(self.rootIndex(), row, self.rootIndex(), row + step + (step > 0))
            self.setCurrentRow(row + step)
            return
        super().keyPressEvent(event)


def _with(options: Options, offer: Offer, *, on: bool) -> Options:
    """The options with one offer taken, or not."""
    if offer.choice is Choice.NEAR:
        others = {text: answer for text, answer in options.answers.items() if text != offer.text}
        return replace(options, answers=others | ({offer.text: offer.answer} if on else {}))
    if offer.choice is Choice.HEADING:
        taken = options.headings
        return replace(options, headings=taken | {offer.text} if on else taken - {offer.text})
    if offer.choice is Choice.ANSWER:
        added = options.added or frozenset()
        return replace(options, added=added | {offer.text} if on else added - {offer.text})
    if offer.choice is Choice.QUESTION:
        off = options.off_axis
        return replace(options, off_axis=off - {offer.question} if on else off | {offer.question})
    return replace(options, switch_off=on)


def _said(offer: Offer) -> str:
    if offer.choice is Choice.NEAR:
        return tr(
            "{question}: “{text}” means “{answer}”", question=offer.question, text=offer.text, answer=offer.answer
        )
    if offer.choice is Choice.HEADING:
        return tr("The column “{text}” is “{question}”", text=offer.text, question=offer.question)
    if offer.choice is Choice.ANSWER:
        return tr("{question}: add the answer “{text}”", question=offer.question, text=offer.text)
    if offer.choice is Choice.QUESTION:
        return tr("The new question “{question}” is an axis of the spider", question=offer.question)
    return tr("Switch off the questions that nobody has answered: {names}", names=quoted(offer.answers))
