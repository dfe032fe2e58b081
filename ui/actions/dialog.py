"""The list of a workshop's actions: add, edit, note what became of them, remove; everything can be undone."""

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QHBoxLayout,
    QLabel,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

from facilitator.actions.actions import STATUSES, ActionView, actions_of, change_action, remove_action
from facilitator.actions.actions_table import actions_table
from facilitator.actions.flowables import status_name, whose
from facilitator.errors import FacilitatorError
from facilitator.i18n import tr, trn
from facilitator.sharing.exporting import write_table
from facilitator.storage.changes import Topic
from ui.actions.form import edit_action, new_action
from ui.actions.words import day_of, seen_and_by
from ui.bridge import LibraryBridge
from ui.dialogs import Dialog, refused
from ui.file_dialogs import ask_where_to_write, chosen_path, documents
from ui.history import History
from ui.theme.columns import share_width
from ui.theme.rows import show_rows

WHAT, WHO, DUE, SIGN, STATUS = range(5)


class ActionsDialog(Dialog):
    """A table; Enter edits, Insert adds, Delete removes, and the last column says what became of each."""

    enter_presses_main = False

    def __init__(self, bridge: LibraryBridge, history: History, workshop_id: int, parent: QWidget | None) -> None:
        super().__init__(parent, tr("Actions"), "actions", (1040, 520))
        self._library, self._history, self._workshop_id = bridge.library, history, workshop_id
        self._actions: list[ActionView] = []
        self.table = self._make_table()
        self.empty = QLabel(tr("No action yet. Add one here, or make one of a theme or a card."))
        self.empty.setProperty("role", "caption")
        self.empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.counts = QLabel()
        self.counts.setProperty("role", "caption")
        self.undo_with(history)
        self._lay_out()
        shown = (Topic.ACTIONS, Topic.ROSTER, Topic.ERASED, Topic.WORKSHOPS)
        self.follow(bridge, lambda _change: self._fill(), *shown, workshop_id=workshop_id)
        self._fill()
        self.table.setFocus()

    def _make_table(self) -> QTableWidget:
        table = QTableWidget(0, 5)
        table.setObjectName("actions-table")
        table.setAccessibleName(tr("Actions"))
        heads = [tr("What"), tr("Who"), tr("Until"), tr("What will be seen"), tr("What became of it")]
        table.setHorizontalHeaderLabels(heads)
        show_rows(table)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        share_width(table, {WHO: 200, DUE: 110, SIGN: 220, STATUS: 130}, WHAT, 220, {WHO: 110, DUE: 110, SIGN: 140})
        table.itemDoubleClicked.connect(lambda _item: self.edit())
        table.itemSelectionChanged.connect(self._enable)
        return table

    def _lay_out(self) -> None:
        heading = QLabel(tr("Actions of this workshop"))
        heading.setProperty("role", "title")
        self._add = self.tool(tr("Add action…"), "action-add", "plus", self.add)
        self._edit = self.tool(tr("Edit…"), "action-edit", "pencil", self.edit)
        self._remove = self.tool(tr("Remove"), "action-remove", "trash-2", self.remove)
        self._save = self.tool(tr("Save as…"), "actions-save", "download", self.ask_where)
        self.tool(tr("Calendar…"), "actions-calendar", "calendar", self.ask_for_calendar)
        self.button(tr("Done"), "actions-done", "primary", self.accept)
        top = QHBoxLayout()
        top.addWidget(heading, 1)
        top.addWidget(self.counts)
        self.content.setSpacing(10)
        self.content.addLayout(top)
        self.content.addWidget(self.empty, 1)
        self.content.addWidget(self.table, 1)

    # What is there

    def chosen(self) -> ActionView | None:
        """The action of the chosen row."""
        row = self.table.currentRow()
        return self._actions[row] if 0 <= row < len(self._actions) else None

    def _fill(self) -> None:
        before, row_before = self.chosen(), self.table.currentRow()
        self._actions = actions_of(self._library, self._workshop_id)
        self.table.setRowCount(len(self._actions))
        for row, action in enumerate(self._actions):
            wording = action.wording
            texts = (wording.what, whose(action), day_of(action), seen_and_by(action, "\n"))
            for column, text in enumerate(texts):
                item = QTableWidgetItem(text)
                item.setToolTip(text if len(text) > 30 else "")
                self.table.setItem(row, column, item)
            self.table.setCellWidget(row, STATUS, self._status_box(action))
        ids = [action.id for action in self._actions]
        wanted = ids.index(before.id) if before is not None and before.id in ids else min(row_before, len(ids) - 1)
        self.table.setCurrentCell(max(wanted, 0) if ids else -1, 0)
        self.table.setVisible(bool(ids))
        self.empty.setVisible(not ids)
        left = sum(action.wording.status == "open" for action in self._actions)
        self.counts.setText(trn("{count} open", "{count} open", left) if ids else "")
        self._enable()

    def _status_box(self, action: ActionView) -> QComboBox:
        box = QComboBox()
        box.setObjectName(f"status-{action.id}")
        box.setAccessibleName(tr("What became of “{what}”", what=action.wording.what))
        for status in STATUSES:
            box.addItem(status_name(status), status)
        box.setCurrentIndex(box.findData(action.wording.status))
        box.activated.connect(lambda _row: self._set_status(action, box))
        return box

    def _enable(self) -> None:
        for button in (self._edit, self._remove, self._save):
            button.setEnabled(self.chosen() is not None)

    # What can be done

    def add(self) -> None:
        """Open the form of a new action."""
        new_action(self, self._library, self._workshop_id, self._history)

    def edit(self) -> None:
        """Open the form of the chosen action."""
        action = self.chosen()
        if action is not None:
            edit_action(self, self._library, self._workshop_id, self._history, action)

    def remove(self) -> None:
        """Take the chosen action off the list."""
        action = self.chosen()
        if action is not None:
            self._history.attempt(self, lambda: remove_action(self._library, action.id))

    def ask_where(self) -> None:
        """Ask for a file and write the list into it."""
        dialog = ask_where_to_write(
            self,
            tr("Save the actions"),
            documents() / f"{tr('Actions')}.xlsx",
            lambda chosen: self._save_as(chosen, chosen_path(dialog, chosen)),
            ";;".join((tr("Workbook (*.xlsx)"), tr("CSV (*.csv)"))),
        )

    def _save_as(self, chosen: Path, path: Path) -> None:
        # Of a file of another name nobody was asked whether it may go.
        self.save(path, overwrite=path == chosen)

    def save(self, path: Path, *, overwrite: bool = True) -> None:
        """Write the list as a workbook or CSV; whoever chose a file that is there has agreed to its replacement."""
        try:
            write_table(actions_table(self._library, self._workshop_id), path, overwrite=overwrite)
        except FacilitatorError as error:
            refused(self, error)

    def ask_for_calendar(self) -> None:
        """Write the days on which actions are due as a calendar file."""
        # Imported here: only this pays for the calendar's library.
        from ui.actions.calendar import calendar_form

        calendar_form(self, self._library, self._workshop_id, self._history)

    def _set_status(self, action: ActionView, box: QComboBox) -> None:
        wording = replace(action.wording, status=box.currentData())
        self._history.attempt(self, lambda: change_action(self._library, action.id, wording))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Insert adds, Enter edits and Delete removes."""
        key = event.key()
        if key == Qt.Key.Key_Insert:
            self.add()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.table.hasFocus():
            self.edit()
        elif key == Qt.Key.Key_Delete and self.table.hasFocus():
            self.remove()
        else:
            super().keyPressEvent(event)
