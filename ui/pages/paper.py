"""The window in which the facilitator types in sheets of paper, one person after the other."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from facilitator.exercises.folder import supplies
from facilitator.i18n import tr
from facilitator.questionnaires.setup import get_setup
from facilitator.questionnaires.standings import standings
from facilitator.storage.changes import Topic
from facilitator.workshop.standings import State
from ui.bridge import LibraryBridge
from ui.dialogs import Dialog, Panel
from ui.exercises.hooks import ExerciseUi
from ui.history import History
from ui.pages.flow_view import FlowView
from ui.theme.icons import icon
from ui.theme.widgets import EmptyState

_WIDTH, _HEIGHT, _SIDE = 1240, 680, 300
_PICTURES = {
    State.DONE: ("circle-check", "success"),
    State.BUSY: ("circle-dot", "accent"),
    State.TO_GO: ("circle", "muted"),
}


class PaperDialog(Dialog):
    """Names on the left; Enter opens the pages of one of them, and the end of these sends them."""

    def __init__(self, bridge: LibraryBridge, step_id: int, history: History, parent: QWidget | None) -> None:
        super().__init__(parent, tr("Enter worksheets from paper"), "pages-paper", (_WIDTH, _HEIGHT))
        self._bridge, self._library = bridge, bridge.library
        self._step_id, self._history = step_id, history
        self.view: FlowView | None = None
        self.list = QListWidget()
        self.list.setObjectName("pages-people")
        self.list.setAccessibleName(tr("Whose sheets are in"))
        self.list.setFixedWidth(_SIDE)
        self.list.itemActivated.connect(lambda item: self.open_sheet(int(item.data(Qt.ItemDataRole.UserRole))))
        self._empty = EmptyState(
            "clipboard-list", tr("Whose sheet is it?"), tr("Type the first letters of the name and press Enter.")
        )
        self._place = QVBoxLayout()
        self._place.addWidget(self._empty)
        whole = QWidget()
        line = QHBoxLayout(whole)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(self.list)
        line.addLayout(self._place, 1)
        self.fill_with(whole)
        self.button(tr("Close"), "pages-close", "secondary", self.reject)
        self.undo_with(history)
        heard = (Topic.ANSWERS, Topic.ROSTER, Topic.AGENDA)
        self.follow(bridge, lambda _change: self._show_people(), *heard, step_id=step_id)
        self._show_people()
        self._ask_whose()

    def open_sheet(self, participant_id: int) -> None:
        """Show the pages of one person, ready to type."""
        self._leave()
        self.view = FlowView(self._bridge, self._step_id, participant_id, corrects=True, note=self._history.note)
        first = self.view.flow.path[0]
        self.view.flow.go_to(first)
        self.view.finished.connect(self._ask_whose)
        self._empty.hide()
        self._place.addWidget(self.view, 1)
        self.view.setFocus()

    def done(self, result: int) -> None:
        """Keep what is typed, and send it."""
        self._leave()
        super().done(result)

    def _leave(self) -> None:
        view, self.view = self.view, None
        if view is None:
            return
        view.finished.disconnect(self._ask_whose)
        if view.page is not None and view.page.keep():
            view.flow.stop()
        self._drop(view)

    def _ask_whose(self) -> None:
        view, self.view = self.view, None
        if view is not None:
            self._drop(view)
        self._show_people()
        rows = [row for row in range(self.list.count()) if self.list.item(row).data(_STATE) is not State.DONE]
        self.list.setCurrentRow(rows[0] if rows else 0)
        self.list.setFocus()

    def _drop(self, view: FlowView) -> None:
        self._place.removeWidget(view)
        view.hide()
        view.deleteLater()
        self._empty.show()

    def _show_people(self) -> None:
        current = self.list.currentRow()
        self.list.clear()
        for person in standings(self._library, self._step_id):
            item = QListWidgetItem(QIcon(icon(*_PICTURES[person.state])), person.name)
            item.setData(Qt.ItemDataRole.UserRole, person.participant_id)
            item.setData(_STATE, person.state)
            item.setData(Qt.ItemDataRole.AccessibleDescriptionRole, person.detail)
            self.list.addItem(item)
        self.list.setCurrentRow(current)


_STATE = Qt.ItemDataRole.UserRole + 1


@supplies(ExerciseUi.paper_dialog)
def paper_dialog(folder: ExerciseUi, bridge: LibraryBridge, step_id: int, history: History, parent: QWidget) -> QWidget:
    """The window for sheets; a sentence where answers are anonymous: such sheets bear no name to be found by."""
    if get_setup(bridge.library, step_id).questionnaire.anonymous:
        panel = Panel(parent, tr("Answers are anonymous"), "pages-anonymous")
        panel.say(tr("A sheet without a name is nobody’s: let its writer type it in at the station."))
        panel.button(tr("Close"), "close", "primary", panel.accept)
        return panel
    return PaperDialog(bridge, step_id, history, parent)
