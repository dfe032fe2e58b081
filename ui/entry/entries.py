"""Entries of a text: a field for one of them, and for each of the others a row to change or to remove it.

What is typed is saved at every pause, as an entry of its own; Enter finishes it and begins another.
"""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from facilitator.i18n import tr
from ui.entry.answer_field import AnswerField
from ui.entry.page import text, touch_button
from ui.speaker import Speaker
from ui.theme.icons import icon
from ui.theme.tokens import METRICS
from ui.theme.widgets import Card


class Entries(Speaker, QObject):
    """Owns what is typed into `field` and the layout `rows`; it ends with the field. Without `several` it is one entry.

    `read` returns the entries that are saved, each with its id. `write` saves words as a new entry, for id 0, or over
    the one of this id, and returns its id, 0 for one that is taken away, or None where that could not be saved.
    """

    left = Signal()
    """Enter was pressed where nothing is typed, and that is saved."""
    shown = Signal()
    """The field or the rows show something else, or what is typed was saved."""

    def __init__(
        self,
        field: AnswerField,
        name: str,
        read: Callable[[], Sequence[tuple[int, str]]],
        write: Callable[[str, int], int | None],
        *,
        several: bool = True,
    ) -> None:
        super().__init__(field)
        self._several = several
        self.field, self.rows = field, QVBoxLayout()
        self.entry, self.saved = 0, ""
        self._name, self._read, self._write = name, read, write
        field.paused.connect(lambda: self.keep())
        field.entered.connect(self._entered)
        field.up_wanted.connect(self._change_last)

    def keep(self) -> bool:
        """Save what is typed; False where that could not be done."""
        self.field.settle()
        words = self.field.words
        if words == self.saved:
            return True
        entry = self._write(words, self.entry)
        if entry is None:
            return False
        self.entry, self.saved = entry, words
        self.refresh()
        return True

    def begin_another(self) -> None:
        """Empty the field for another entry."""
        self.go_on_with(0, "")

    def go_on_with(self, entry: int, saved: str, words: str | None = None) -> None:
        """Let the field be for this entry, with `words` where something else than what is saved is typed already."""
        self.entry, self.saved = entry, saved
        self.field.show_words(saved if words is None else words)
        self.refresh()

    def refresh(self) -> None:
        """Show the entries as they are saved, all but the one in the field; what is typed stays."""
        entries = self._read() if self._several else ()
        while (item := self.rows.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.hide()
                old.setParent(None)
                old.deleteLater()
        for number, (entry, words) in enumerate(entries, start=1):
            if entry != self.entry:
                self.rows.addWidget(self._row(number, entry, words))
        self.shown.emit()

    def forget_gone(self) -> bool:
        """Take what is typed for a new entry where its own is gone, and tell whether it was."""
        gone = self.entry != 0 and self.entry not in [entry for entry, _ in self._read()]
        if gone:
            self.entry, self.saved = 0, ""
        return gone

    def _entered(self) -> None:
        words = self.field.words
        if self.keep():
            if words and self._several:
                self.begin_another()
                self.field.setFocus()
            else:
                self.left.emit()

    def _change(self, entry: int, words: str) -> None:
        if self.keep():
            self.go_on_with(entry, words)
            self.field.setFocus()

    def _change_last(self) -> None:
        others = [each for each in self._read() if self._several and each[0] != self.entry]
        if others:
            self._change(*others[-1])

    def _remove(self, entry: int) -> None:
        if self._write("", entry) is not None:
            self.refresh()
        self.field.setFocus()

    def _row(self, number: int, entry: int, words: str) -> QWidget:
        row = Card()
        row.column.setContentsMargins(METRICS.medium, METRICS.tight, METRICS.tight, METRICS.tight)
        line = QHBoxLayout()
        label = text(words)
        label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        line.addWidget(label, 1)
        for name, picture, says, act in (
            ("edit", "pencil", tr("Change"), lambda: self._change(entry, words)),
            ("remove", "trash-2", tr("Remove"), lambda: self._remove(entry)),
        ):
            button = touch_button("", f"{self._name}-{name}-{number}", "quiet")
            button.setIcon(icon(picture))
            button.setAccessibleName(f"{says}: {words}")
            button.setToolTip(says)
            button.clicked.connect(lambda _checked=False, act=act: act())
            line.addWidget(button)
        row.column.addLayout(line)
        return row
