"""The window in which the roster is typed, pasted and imported."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QTableView,
    QWidget,
)

from facilitator.errors import FacilitatorError
from facilitator.i18n import tr, trn
from facilitator.storage.library import Library
from ui.bridge import LibraryBridge
from ui.dialogs import Dialog, Panel, icon_button
from ui.exercises.same_people_dialog import RecognitionDialog
from ui.history import History
from ui.importing.arrivals import Arrival, DropDoor, choose_files, copied
from ui.importing.taking_in import take_in
from ui.people.erasing import ask_to_erase
from ui.people.model import RosterModel
from ui.typed_again import TypedAgain

_ALIKE = 3
"""So many pairs of names in two spellings are shown."""


class RosterDialog(Dialog):
    """People of one workshop in a table: Enter adds the next one, pasting takes a whole sheet."""

    enter_presses_main = False

    def __init__(
        self, library: Library, bridge: LibraryBridge, history: History, workshop_id: int, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent, tr("People"), "roster", (1080, 640))
        self._library = library
        self._bridge = bridge
        self._history = history
        self._workshop_id = workshop_id
        self.model = RosterModel(library, bridge, history, workshop_id, self)
        self.table = self._table()
        heading = QLabel(tr("People"))
        heading.setProperty("role", "heading")
        self.content.setSpacing(12)
        again = icon_button("roster-again", "users", tr("People who come again…"), self._ask_who_came_before)
        again.setAutoDefault(False)
        top = QHBoxLayout()
        top.addWidget(heading, 1)
        top.addWidget(again)
        self.content.addLayout(top)
        self.content.addWidget(self._intro())
        self.content.addWidget(self.table, 1)
        self._alike = QLabel()
        self._alike.setObjectName("roster-alike")
        self._alike.setProperty("role", "caption")
        self._alike.setTextFormat(Qt.TextFormat.PlainText)
        self._alike.setWordWrap(True)
        self.content.addWidget(self._alike)
        self._make_buttons()
        self.undo_with(history)
        self._add_paste()
        self.model.refused.connect(self._say)
        self.model.renaming.connect(self._ask_who)
        for signal in (self.model.accepted, self.model.modelReset, self.model.rowsInserted):
            signal.connect(self._describe)
        self.door = DropDoor(
            self, self.take, tr("A list of people from anywhere: you see what it is before it comes in.")
        )
        self._describe()
        self.table.setCurrentIndex(self.model.index(self.model.count, 0))
        self.table.setFocus()

    def _intro(self) -> QLabel:
        label = QLabel(
            tr(
                "Type a name and press Enter for the next one, or paste rows from a spreadsheet. "
                "Only the name is needed."
            )
        )
        label.setWordWrap(True)
        return label

    def _table(self) -> QTableView:
        table = QTableView()
        table.setObjectName("roster-table")
        table.setAccessibleName(tr("People of this workshop"))
        table.setModel(self.model)
        table.setItemDelegate(TypedAgain(table, self.model))
        table.setTabKeyNavigation(False)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setEditTriggers(
            QAbstractItemView.EditTrigger.AnyKeyPressed
            | QAbstractItemView.EditTrigger.DoubleClicked
            | QAbstractItemView.EditTrigger.EditKeyPressed
        )
        table.setAlternatingRowColors(True)
        header = table.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setStretchLastSection(True)
        for column, width in enumerate((250, 230, 150, 130)):
            table.setColumnWidth(column, width)
        table.installEventFilter(self)
        return table

    def _make_buttons(self) -> None:
        self._remove = self.tool(tr("Remove"), "roster-remove", "trash-2", self._remove_selected)
        self._erase = self.tool(tr("Erase for good…"), "roster-erase", "shield", self._ask_to_erase)
        self.status_line("roster-note")
        self.button(tr("Paste"), "roster-paste", "secondary", self.paste, "copy")
        self.button(tr("Import a file…"), "roster-import", "secondary", self._choose, "upload")
        self.button(tr("Done"), "roster-done", "primary", self.accept)
        selection = self.table.selectionModel()
        selection.selectionChanged.connect(lambda: self._enable())
        self._enable()

    def _add_paste(self) -> None:
        paste = QAction(tr("Paste"), self)
        paste.setShortcuts(QKeySequence.StandardKey.Paste)
        paste.triggered.connect(self.paste)
        self.table.addAction(paste)
        paste.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter goes on to the next name, Delete removes the chosen people."""
        if watched is self.table and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._next_name()
                return True
            if event.key() == Qt.Key.Key_Delete:
                self._remove_selected()
                return True
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter after an edited cell goes on to the next name instead of closing the window."""
        pressed = isinstance(self.focusWidget(), QPushButton)
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not pressed:
            self._next_name()
        else:
            super().keyPressEvent(event)

    def paste(self) -> None:
        """Take the clipboard: one name is added as it is, a table goes through the preview."""
        arrival = copied()
        if arrival is None:
            self._say(tr("The clipboard holds no text. Copy the rows in your spreadsheet first."))
            return
        self.take(arrival)

    def take(self, arrival: Arrival) -> None:
        """Show what importing that would do which was dropped, pasted or chosen."""
        take_in(self._library, self._bridge, self._history, self._workshop_id, self, arrival, self._say)

    def _choose(self) -> None:
        choose_files(self, tr("Import people"), self.take)

    def _next_name(self) -> None:
        row = min(self.table.currentIndex().row() + 1, self.model.count)
        self.table.setCurrentIndex(self.model.index(row, 0))

    def _chosen_rows(self) -> list[int]:
        rows = {index.row() for index in self.table.selectionModel().selectedIndexes()}
        return sorted(row for row in rows if not self.model.is_invitation(row))

    def _remove_selected(self) -> None:
        rows = self._chosen_rows()
        if rows:
            self.model.remove(rows)
            self._say(trn("Removed {count} person. Ctrl+Z brings them back.",
                          "Removed {count} people. Ctrl+Z brings them back.", len(rows)))  # fmt: skip

    def _ask_to_erase(self) -> None:
        rows = self._chosen_rows()
        if len(rows) == 1:
            person = self.model.person_id(rows[0])
            name = self.model.data(self.model.index(rows[0], 0))
            if person is not None:
                ask_to_erase(self, self._library, person, str(name))

    def _ask_who_came_before(self) -> None:
        RecognitionDialog(self._library, self._workshop_id, self._history, self).open()

    def _ask_who(self, person: int, before: str, name: str) -> None:
        """Ask before answers lie under another name: the same person, or somebody else."""
        panel = Panel(self, tr("Is “{name}” the same person?", name=name), "roster-who")
        panel.say(
            tr(
                "{before} has answered, here or in a workshop where they were recognised. If {name} is the same "
                "person, the answers stay and bear the new name. If it is somebody else, they are added at the end, "
                "and {before} stays.",
                before=before,
                name=name,
            )
        )

        def decide(act: Callable[[], None]) -> None:
            panel.accept()
            try:
                act()
            except FacilitatorError as error:
                self._say(error.sentence)

        panel.button(tr("Cancel"), "roster-who-cancel", "secondary", panel.reject)
        same, other = partial(self.model.rename, person, name), partial(self.model.add, name)
        panel.button(tr("Same person"), "roster-who-same", "secondary", lambda: decide(same))
        panel.button(tr("Somebody else"), "roster-who-else", "primary", lambda: decide(other)).setFocus()
        panel.open()

    def _enable(self) -> None:
        rows = self._chosen_rows()
        self._remove.setEnabled(bool(rows))
        self._erase.setEnabled(len(rows) == 1)

    def _say(self, sentence: str) -> None:
        self.show_status(sentence)

    def _describe(self, *_: QModelIndex | int) -> None:
        same, alike = self.model.same_names(), self.model.spelt_alike()
        pairs = "; ".join(" – ".join(group) for group in alike[:_ALIKE])
        rest = tr(" and {count} more", count=len(alike) - _ALIKE) if len(alike) > _ALIKE else ""
        self._alike.setText(tr("One name in two spellings? {names}{rest}. Remove one if it is the same person.",
                               names=pairs, rest=rest))  # fmt: skip
        self._alike.setVisible(bool(alike))
        if same:
            names = ", ".join(same)
            self._say(
                tr("The same name twice: {names}. Add a team or place so that they find themselves.", names=names)
            )
        else:
            self._say(trn("{count} person", "{count} people", self.model.count))
