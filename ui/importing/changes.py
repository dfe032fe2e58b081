"""What an import changes of people who are on the roster, row by row; what changes who somebody is waits for a tick."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QListWidgetItem

from facilitator.i18n import tr, trn
from facilitator.person_changes import OF_ROWS, Asked, PersonChange
from ui.importing.message_list import ToldList
from ui.theme.icons import icon
from ui.theme.rows import ticked_line


class ChangesList(ToldList):
    """One line a change, old → new. Lines that ask come first, each with a tick.

    `heading`, to be put above, says how many there are; both hide where there are none.
    """

    agreed = Signal(int, bool)
    """The row of a question, and whether the person agrees to it."""

    def __init__(self) -> None:
        super().__init__("import-changes", tr("What changes of people on the roster"))
        self.heading = QLabel()
        self.heading.setObjectName("import-changes-count")
        self.heading.setWordWrap(True)
        self.itemChanged.connect(self._ticked)
        self.hide()

    def show_changes(self, changes: Sequence[PersonChange]) -> None:
        """Show these; the line with the keyboard's focus keeps it."""
        self.show_lines([_line(change) for change in sorted(changes, key=lambda each: not each.asked)])
        self.heading.setText(_counted(changes))
        self.setVisible(bool(changes))
        self.heading.setVisible(bool(changes))

    def _ticked(self, item: QListWidgetItem) -> None:
        self.agreed.emit(int(item.data(Qt.ItemDataRole.UserRole)), item.checkState() is Qt.CheckState.Checked)


def _counted(changes: Sequence[PersonChange]) -> str:
    """How many change somebody of the roster, how many rows are asked about, and how many of both wait for a tick."""
    of_rows = sum(change.asked in OF_ROWS for change in changes)
    of_people = len(changes) - of_rows
    waiting = sum(change.asked is not None and not change.agreed for change in changes)
    counts = (
        (
            of_people,
            trn("{count} change of people on the roster", "{count} changes of people on the roster", of_people),
        ),
        (of_rows, trn("{count} question about a row", "{count} questions about rows", of_rows)),
        (waiting, trn("{count} waits for your tick", "{count} wait for your tick", waiting)),
    )
    return " · ".join(said for count, said in counts if count)


def _line(change: PersonChange) -> QListWidgetItem:
    if change.asked:
        return ticked_line(_question(change, change.asked), change.row, ticked=change.agreed)
    return QListWidgetItem(icon("info", "muted"), str(change))


def _question(change: PersonChange, asked: Asked) -> str:
    words = change.words
    return {
        Asked.ADDRESS: tr(
            "Row {row}: is “{new}” the same person as “{name}”, whose address it is? The tick changes it: {changes}. "
            "Without the tick, “{new}” is added as another person.",
            **words,
        ),
        Asked.MISSING: tr(
            "Row {row}: is “{new}” the same person as “{name}”, who is on the roster and not in this file? The tick "
            "changes it: {changes}. Without the tick, “{new}” is added as another person.",
            **words,
        ),
        Asked.TAKEN: tr(
            "Row {row}: does “{name}” get the address that “{other}” has so far? The tick changes it: {changes}. "
            "Without the tick, that is left out.",
            **words,
        ),
        Asked.DECLINED: tr(
            "Row {row}: “{name}” does not take part ({changes}). The tick takes them in all the same; without it, they "
            "are left out.",
            **words,
        ),
        Asked.SEVERAL: tr(
            "Row {row}: “{name}” is no name of one person. The tick takes it in as it stands; without it, it is left "
            "out. To take in several people, write each in a row of their own.",
            **words,
        ),
        Asked.TWICE: tr(
            "Row {row}: is “{name}” the same person as in an earlier row, which says otherwise? The tick takes the "
            "rows as one: {changes}. Without the tick, they are two people of this name.",
            **words,
        ),
        Asked.LIST: tr(
            "Row {row}: has “{name}” the very same contacts as “{other}”? The tick says so. Without it, look whose "
            "these rows are.",
            **words,
        ),
        Asked.HEAD: tr(
            "Row {row}: does “{name}”, which stands alone, head the people below it? The tick makes it their team. "
            "Without the tick, it is added as a person.",
            **words,
        ),
    }[asked]
