"""A sheet by contact: one row a contact, one digit an answer; the row below the last one makes the next contact."""

from typing import Any

from PySide6.QtCore import QModelIndex, Signal
from PySide6.QtGui import QKeyEvent, Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from facilitator.exercises.network.answers import add_contact, rate, remove_contact, rename_contact
from facilitator.exercises.network.factors import Missing
from facilitator.exercises.network.setup import STATION_LIMIT
from facilitator.exercises.network.several import add_rated
from facilitator.i18n import tr, trn
from ui.exercises.network.entry.grid import RatingGrid
from ui.exercises.network.entry.rating_model import Index, RatingModel
from ui.exercises.network.entry.session import EntrySession


class RapidModel(RatingModel):
    """The contacts there are, and a last row for the one that is not there yet."""

    unsaved: tuple[int, str] | None = None
    """A row, and the label that was typed there and could not be saved."""

    def label(self, row: int) -> str:
        """The contact's label, as it is typed; the number it would get for the last row."""
        if self.unsaved is not None and self.unsaved[0] == row:
            return self.unsaved[1]
        return self.labels[row] if row < len(self.ids) else tr("{number}: new", number=row + 1)

    def code(self, row: int, column: int) -> int | None:
        """The answer in a cell; None while it is open."""
        return super().code(row, column) if row < len(self.ids) else None

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """One more than there are contacts, as long as the list takes one."""
        return 0 if parent.isValid() else min(len(self.ids) + 1, STATION_LIMIT)

    def forget_unsaved(self) -> None:
        """Nothing is typed any more that could not be saved."""
        self.unsaved = None
        self.headerDataChanged.emit(Qt.Orientation.Vertical, 0, len(self.ids))

    def append(self, contact_id: int, label: str) -> None:
        """The last row has become a contact."""
        grows = len(self.ids) + 1 < STATION_LIMIT
        if grows:
            last = len(self.ids) + 1
            self.beginInsertRows(QModelIndex(), last, last)
        self.ids.append(contact_id)
        self.labels.append(label)
        self.add_codes()
        if grows:
            self.endInsertRows()
        self.headerDataChanged.emit(Qt.Orientation.Vertical, 0, len(self.ids))


class RapidGrid(RatingGrid):
    """Digits answer, letters name the contact of the row."""

    typed = Signal(str)
    """A letter, or a space or a mark within a name."""
    shortened = Signal()
    """Backspace while a name is typed."""

    def __init__(self, model: RapidModel) -> None:
        super().__init__(model)
        self.naming = False
        """Whether the last key was part of a name."""
        self.turn(across=True)
        self.corner.setEnabled(False)
        self.setObjectName("rapid-grid")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Letters name; everything else as in the grid of the station."""
        text, held = event.text(), event.modifiers() & ~Qt.KeyboardModifier.ShiftModifier
        if not held and text and (text.isalpha() or (self.naming and text in " .'’-")):
            self.naming = True
            self.typed.emit(text)
        elif self.naming and event.key() == Qt.Key.Key_Backspace:
            self.shortened.emit()
        else:
            self.naming = False
            super().keyPressEvent(event)

    def currentChanged(self, current: Index, previous: Index) -> None:
        """A name ends where the cell is left."""
        self.naming = False
        super().currentChanged(current, previous)


class ContactSheet(QWidget):
    """Says when the sheet is finished; each key is committed before it is shown."""

    finished = Signal()
    said = Signal(str, str)

    def __init__(self, session: EntrySession) -> None:
        super().__init__()
        self.session = session
        self.model = RapidModel()
        self.grid = RapidGrid(self.model)
        self._asked_twice = False
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.grid)
        self.grid.answered.connect(self._answer)
        self.grid.next_wanted.connect(self._enter)
        self.grid.typed.connect(self._name)
        self.grid.shortened.connect(self._shorten)
        self.grid.same_wanted.connect(self._repeat)
        self.refresh()

    def enter(self) -> None:
        """Take the keyboard at the first open cell."""
        cells = self.model.open_cells()
        self.grid.go_to(*(min(cells) if cells else (min(len(self.model.ids), STATION_LIMIT - 1), 0)))
        self.grid.setFocus()

    def refresh(self) -> None:
        """Show what is in the library, with the cursor where it was."""
        row, column = self.grid.cell
        self.model.show(self.session.read(), self.session.setup.shared)
        if self.model.unsaved is not None and self.model.unsaved[0] > len(self.model.ids):
            self.model.forget_unsaved()
        self.grid.fit()
        if row >= 0:
            cell = min(row, self.model.rowCount() - 1), min(column, self.model.columnCount() - 1)
            # After an undo the next digit belongs where the answer is gone.
            self.grid.go_to(*min([cell, *self.model.open_cells()]))

    @property
    def legend(self) -> tuple[str, tuple[str, ...]]:
        """The current question and the words of its answers, code 1 first."""
        _, column = self.grid.cell
        if column < 0:
            return "", ()
        factor = self.session.setup.shared[column]
        return factor.question, factor.codes

    # Keys

    def _answer(self, code: int | None) -> None:
        if not self._keep_label():
            return
        row, column = self.grid.cell
        if row < 0:
            return
        self._asked_twice = False
        factor = self.session.setup.shared[column]
        if code is not None and code > len(factor.codes):
            self.said.emit(tr("“{label}” has no answer {code}.", label=factor.label, code=code), "warning")
            return
        if code == Missing.NOT_COMPARABLE and factor.not_comparable is None:
            self.said.emit(tr("0 means nothing in “{label}”.", label=factor.label), "warning")
            return
        if row == len(self.model.ids):
            self._begin_row(row, factor.key, code)
        elif code is None and not self._codes_of(row, but=column) and self.model.labels[row] == str(row + 1):
            self._drop_row(row)
            return
        elif self.session.commit(rate, self.model.ids[row], factor.key, code) is None:
            return
        if row < len(self.model.ids):
            self.model.set_code(row, column, code)
            self.said.emit("", "caption")
            if code is not None:
                self.grid.step()

    def _begin_row(self, row: int, factor: str, code: int | None) -> None:
        if code is None:
            return
        done = self.session.commit(add_rated, factor, code)
        if done is not None:
            self.model.append(done.value, str(row + 1))

    def _drop_row(self, row: int) -> None:
        """The one answer of a contact without a name is taken back: the contact goes with it."""
        if self.session.commit(remove_contact, self.model.ids[row]) is not None:
            self.refresh()
            self.grid.go_to(row, 0)

    def _codes_of(self, row: int, *, but: int) -> list[int]:
        codes = (self.model.code(row, column) for column in range(self.model.columnCount()) if column != but)
        return [code for code in codes if code is not None]

    def _repeat(self) -> None:
        """The same answer as in the row above."""
        row, column = self.grid.cell
        above = self.model.code(row - 1, column) if row > 0 else None
        if above is None:
            self.said.emit(tr("There is no answer above to repeat."), "warning")
        else:
            self._answer(above)

    def _enter(self) -> None:
        """To the next open cell; from the empty row, or with nothing open, the sheet is finished."""
        if not self._keep_label():
            return
        row, _ = self.grid.cell
        open_cells = sorted(cell for cell in self.model.open_cells())
        if not self.model.ids:
            self.said.emit(tr("Type one row for each contact first."), "warning")
        elif not open_cells or self._asked_twice:
            self.finished.emit()
        elif row < len(self.model.ids) and any(cell > self.grid.cell for cell in open_cells):
            self.grid.go_to(*next(cell for cell in open_cells if cell > self.grid.cell))
        else:
            self._asked_twice = True
            self.grid.go_to(*open_cells[0])
            self.said.emit(
                trn(
                    "{count} answer is open. Type it, or press Enter once more to leave it open.",
                    "{count} answers are open. Type them, or press Enter once more to leave them open.",
                    len(open_cells),
                ),
                "warning",
            )

    # Names

    def _name(self, letter: str) -> None:
        row, column = self.grid.cell
        begun = self._begun(row)
        if begun is not None:
            self._call(row, letter if begun == str(row + 1) else begun + letter)
        self.grid.go_to(row, column)
        self.grid.naming = True

    def _shorten(self) -> None:
        row, _ = self.grid.cell
        begun = self._begun(row)
        left = (begun or "")[:-1].rstrip()
        if begun and (left or row < len(self.model.ids)):
            self._call(row, left or str(row + 1))
        elif begun:
            self.model.forget_unsaved()
        self.grid.naming = True

    def _begun(self, row: int) -> str | None:
        """What the row's label is so far, "" for a new row; None where that of another could still not be saved."""
        unsaved = self.model.unsaved
        if unsaved is not None and unsaved[0] == row:
            return unsaved[1]
        if not self._keep_label():
            return None
        return self.model.labels[row] if row < len(self.model.ids) else ""

    def _keep_label(self) -> bool:
        """Save the label that could not be saved before, if there is one; False where it still can't."""
        return self.model.unsaved is None or self._call(*self.model.unsaved)

    def _call(self, row: int, label: str) -> bool:
        """Give a row a label. It stays where it could not be saved: the next key tries that again."""
        is_new = row == len(self.model.ids)
        done: Any = (
            self.session.commit(add_contact, label)
            if is_new
            else self.session.commit(rename_contact, self.model.ids[row], label)
        )
        if done is not None or not self.session.is_unsaved:
            self.model.unsaved = None
        else:
            self.model.unsaved = (row, label)
        if done is not None and is_new:
            self.model.append(done.value, label)
        elif done is not None:
            self.model.labels[row] = label
        self.model.headerDataChanged.emit(Qt.Orientation.Vertical, row, row)
        return done is not None
