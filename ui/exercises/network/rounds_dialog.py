"""The rounds of the exercise: start the next one, name any of them, take the latest back."""

from PySide6.QtWidgets import QLabel, QLineEdit, QListWidget, QWidget

from facilitator.errors import FacilitatorError
from facilitator.exercises.network.rounds.rounds import Round, remove_latest_round, rename_round, rounds_of, start_round
from facilitator.i18n import short_day, tr
from facilitator.storage.library import Library
from facilitator.workshop.agenda import get_step
from ui.dialogs import Panel, ask_line, confirm
from ui.exercises.same_people_dialog import RecognitionDialog
from ui.history import History


class RoundsDialog(Panel):
    """A list of rounds and a field for the next one's title. Earlier answers are never overwritten."""

    def __init__(self, library: Library, step_id: int, history: History, parent: QWidget | None) -> None:
        super().__init__(parent, tr("Rounds"), "network-rounds")
        self._library, self._step_id, self._history = library, step_id, history
        self.say(
            tr(
                "A new round asks everybody again: their earlier list is filled in, to be gone through. "
                "The earlier answers stay as they were, and both are compared."
            )
        )
        self.list = QListWidget()
        self.list.setObjectName("round-list")
        self.list.setAccessibleName(tr("Rounds"))
        self.list.setMinimumHeight(140)
        self.content.addWidget(self.list)
        caption = QLabel(tr("Title of the next round"))
        self.title = QLineEdit()
        self.title.setObjectName("round-title")
        self.title.setPlaceholderText(tr("For example: after 30 days"))
        caption.setBuddy(self.title)
        self.content.addWidget(caption)
        self.content.addWidget(self.title)
        self.problem = self.say("", "error")
        self.problem.setObjectName("problem")
        self.problem.hide()
        self.button(tr("People who come again…"), "recognise", "secondary", self._recognise)
        self.button(tr("Rename…"), "round-rename", "secondary", self._ask_for_title)
        self._remove = self.button(tr("Remove latest…"), "round-remove", "danger", self._ask_to_remove)
        self.button(tr("Close"), "close", "secondary", self.accept)
        self.button(tr("Start a new round"), "round-start", "primary", self._start)
        self._fill()

    def _fill(self) -> None:
        rounds = rounds_of(self._library, self._step_id)
        self.list.clear()
        self.list.addItems([_told(each) for each in rounds])
        self.list.setCurrentRow(len(rounds) - 1)
        self._remove.setEnabled(len(rounds) > 1)

    def _start(self) -> None:
        try:
            self._history.note(start_round(self._library, self._step_id, self.title.text()))
        except FacilitatorError as error:
            self.problem.setText(error.sentence)
            self.problem.show()
        else:
            self.problem.hide()
            self.title.clear()
            self._fill()

    def _ask_for_title(self) -> None:
        chosen = rounds_of(self._library, self._step_id)[max(self.list.currentRow(), 0)]

        def rename(title: str) -> None:
            self._history.note(rename_round(self._library, self._step_id, chosen.number, title))
            self._fill()

        words = tr("Title of this round; empty, it is called by its number")
        ask_line(self, tr("Rename round"), words, chosen.title, tr("Rename"), rename)

    def _recognise(self) -> None:
        workshop = get_step(self._library, self._step_id).workshop_id
        RecognitionDialog(self._library, workshop, self._history, self).open()

    def _ask_to_remove(self) -> None:
        def remove() -> None:
            self._history.note(remove_latest_round(self._library, self._step_id))
            self._fill()

        words = tr("The latest round goes with all its answers; the earlier ones stay. Undo brings it back.")
        confirm(self, tr("Remove the latest round?"), words, tr("Remove"), remove, danger=True)


def _told(each: Round) -> str:
    when = "" if each.started_at is None else f" · {short_day(each.started_at)}"
    return tr("{title}{when}: {finished} done of {people} who began", title=each.title, when=when,
              finished=each.finished, people=each.people)  # fmt: skip
