"""The window in which the facilitator corrects what one participant answered: the same pages, each answer undoable."""

from PySide6.QtWidgets import QWidget

from facilitator.described.flow_parts import presentation_of
from facilitator.exercises.folder import supplies
from facilitator.i18n import tr
from facilitator.questionnaires.flow import READ_OVER
from facilitator.questionnaires.setup import get_setup
from facilitator.workshop.roster import get_participant
from ui.bridge import LibraryBridge
from ui.dialogs import Dialog, Panel
from ui.exercises.hooks import ExerciseUi
from ui.history import History
from ui.pages.flow_view import FlowView

_WIDTH, _HEIGHT = 1080, 660


class AnswersDialog(Dialog):
    """Begins with everything in words. What is typed counts as sent when the window closes.

    What people agree to is theirs to say: here it can only be taken back.
    """

    def __init__(
        self, bridge: LibraryBridge, step_id: int, participant_id: int, history: History, parent: QWidget | None
    ) -> None:
        name = get_participant(bridge.library, participant_id).name
        super().__init__(parent, tr("Answers of {name}", name=name), "pages-answers", (_WIDTH, _HEIGHT))
        self._is_told = False
        self.view = FlowView(bridge, step_id, participant_id, corrects=True, may_agree=False, note=history.note)
        self.fill_with(self.view)
        self.undo_with(history)
        self.view.finished.connect(self.accept)
        if self.view.flow.given:
            self.view.flow.go_to(READ_OVER)
        self.view.setFocus()

    def done(self, result: int) -> None:
        """Keep what is typed, and send it; where that can't be it says why and stays. Asked again, it closes."""
        kept = self.view.page is None or self.view.page.keep()
        if not (kept and self.view.flow.settle()) and not self._is_told:
            self._is_told = True
            return
        self.view.finished.disconnect(self.accept)
        self.view.flow.stop()
        super().done(result)


@supplies(ExerciseUi.answers_dialog)
def answers_dialog(
    folder: ExerciseUi, bridge: LibraryBridge, step_id: int, participant_id: int, history: History, parent: QWidget
) -> QWidget:
    """The pages; a sentence where answers are anonymous, since nobody can tell which ones to correct."""
    if get_setup(bridge.library, step_id).questionnaire.anonymous:
        panel = Panel(parent, tr("Answers are anonymous"), "pages-anonymous")
        panel.say(presentation_of(bridge.library, step_id).nobody_knows_whose)
        panel.button(tr("Close"), "close", "primary", panel.accept)
        return panel
    return AnswersDialog(bridge, step_id, participant_id, history, parent)
