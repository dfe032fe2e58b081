"""The answers on the console: the exercise's figures, and opening, closing and asking anew."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import QSignalBlocker
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QVBoxLayout

from facilitator.charts.figure import Figure
from facilitator.charts.rows import Rows
from facilitator.errors import FacilitatorError
from facilitator.exercises.folder import supplies
from facilitator.exercises.hooks import Exercise
from facilitator.exercises.promises import open_promises, take_promises
from facilitator.exercises.registry import exercise
from facilitator.i18n import tr, trn
from facilitator.questionnaires.figures import people_in_words
from facilitator.questionnaires.live import LiveAnswers
from facilitator.questionnaires.papers import why_withheld
from facilitator.questionnaires.setup import close, new_round, open_again
from facilitator.storage.changes import Change, Topic
from facilitator.storage.library import Done
from ui.bridge import LibraryBridge, Rereading, listen
from ui.charts.drawn import DrawnChart
from ui.dialogs import confirm, icon_button, refused
from ui.exercises.contract import ResultsPage
from ui.exercises.hooks import ExerciseUi
from ui.history import History
from ui.theme.icons import icon

_CHOICE = 190
"""Pixels that the choice of what is shown keeps beside the buttons."""
_GAP = 6


class FiguresPage(ResultsPage):
    """One figure at a time, chosen above it; whoever leads the room sees it from the first answer on."""

    def __init__(self, own: Exercise, bridge: LibraryBridge, step_id: int, history: History) -> None:
        super().__init__()
        self._exercise, self._library, self._step_id, self._history = own, bridge.library, step_id, history
        self._live = bridge.models.of(LiveAnswers, step_id)
        self._figures: Mapping[str, Figure] = {}
        self.chosen = QComboBox()
        self.chosen.setObjectName("pages-figure")
        self.chosen.setAccessibleName(tr("What is shown"))
        self.chosen.currentIndexChanged.connect(lambda _row: self._show_figure())
        self.stage = icon_button("pages-stage", "monitor-up", tr("Show the room"), self._show_the_room)
        self.collecting = icon_button("pages-collecting", "lock", "", self._ask_to_turn)
        self.promises = icon_button("pages-promises", "clipboard-list", "", self._take_promises)
        self.round = icon_button("pages-round", "repeat", tr("Ask anew…"), self._ask_for_round)
        for button in (self.stage, self.round):
            # Said, and shown as a tip, also where there is no room for the word.
            button.setAccessibleName(button.text())
        self.title, self.sentence, self.hint = QLabel(), QLabel(), QLabel()
        self.title.setProperty("role", "heading")
        self.sentence.setProperty("role", "caption")
        self.hint.setProperty("role", "caption")
        for label in (self.title, self.sentence, self.hint):
            label.setWordWrap(True)
        self.chart = DrawnChart(Rows(), tr("Answers"), "")
        self._soon = Rereading(self, self._read_if_there)
        line = QHBoxLayout()
        line.setSpacing(_GAP)
        line.addWidget(self.chosen, 1)
        line.addStretch(0)
        for button in (self.stage, self.promises, self.collecting, self.round):
            line.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addLayout(line)
        for label in (self.title, self.sentence, self.hint):
            column.addWidget(label)
        column.addWidget(self.chart, 1)
        listen(self, self._live.person_changed, self._follow_person)
        listen(self, self._live.reset, self._follow)
        bridge.changed.connect(self._follow_actions)
        self._read()

    def _follow_person(self, _participant_id: int) -> None:
        self._follow()

    def _follow(self) -> None:
        # Answers that come close after each other are drawn once.
        self._soon.start()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """As many buttons have words as there is room for."""
        super().resizeEvent(event)
        self._show_words()

    def _show_words(self) -> None:
        """Whole words or none, never cut ones: where it is narrow the last buttons are pictures alone, or all are."""
        buttons = (self.stage, self.promises, self.collecting, self.round)
        for button in buttons:
            button.setToolTip(button.accessibleName())
        shown = [button for button in buttons if not button.isHidden()]
        for worded in range(len(shown), -1, -1):
            for place, button in enumerate(shown):
                button.setText(button.accessibleName() if place < worded else "")
            if sum(button.sizeHint().width() + _GAP for button in shown) <= self.width() - _CHOICE:
                break

    def _read_if_there(self) -> None:
        # Where the step is gone, this page goes with it.
        if self._live.is_there:
            self._read()

    def _read(self) -> None:
        room = self._live.room
        self._setup = room.setup
        self._figures = self._exercise.figures(self._library, self._step_id, room)
        self._offer(self._exercise.figure_titles_of(self._library, self._step_id))
        is_open = self._setup.is_open
        open_ = len(open_promises(self._library, self._step_id, self._exercise))
        self.promises.setAccessibleName(trn("{count} promise to the actions", "{count} promises to the actions", open_))
        self.promises.setVisible(bool(open_))
        self.collecting.setAccessibleName(tr("Close answers") if is_open else tr("Open answers"))
        self._show_words()
        self.collecting.setIcon(icon("lock" if is_open else "lock-open"))
        self.round.setVisible(not self._setup.questionnaire.anonymous)
        self._show_figure()

    def _offer(self, titles: Sequence[tuple[str, str]]) -> None:
        """What can be shown, where that is something else than before; what is shown stays so if it is there."""
        if titles == [(self.chosen.itemData(at), self.chosen.itemText(at)) for at in range(self.chosen.count())]:
            return
        shown = self.chosen.currentData()
        with QSignalBlocker(self.chosen):
            self.chosen.clear()
            for key, title in titles:
                self.chosen.addItem(title, key)
            self.chosen.setCurrentIndex(max(0, self.chosen.findData(shown)))

    def _show_figure(self) -> None:
        figure = self._figures.get(self.chosen.currentData())
        self.stage.setEnabled(figure is not None)
        for widget in (self.chosen, self.stage):
            widget.setVisible(bool(self.chosen.count()))
        if figure is None:
            self.title.setText("")
            missing = tr("There is nothing here to compare or to count yet.")
            sent = people_in_words(self._live.room)
            self.sentence.setText(missing if self.chosen.count() else tr("Sent: {people}.", people=sent))
            self.hint.setText("")
            self.chart.show_chart(Rows())
            return
        self.title.setText(figure.title)
        self.sentence.setText(figure.sentence)
        said = why_withheld(figure, self._live.room)
        self.hint.setText(tr("For you alone. To the room: {said}", said=said) if figure.is_withheld else "")
        self.hint.setVisible(figure.is_withheld)
        self.chart.set_empty_text(figure.empty)
        self.chart.show_chart(figure.chart)

    def _show_the_room(self) -> None:
        self.stage_wanted.emit(self.chosen.currentData(), {})

    def _ask_to_turn(self) -> None:
        if not self._setup.is_open:
            self._do(lambda: open_again(self._library, self._step_id))
        elif self._setup.questionnaire.anonymous:
            confirm(
                self,
                tr("Close answers?"),
                tr("They are anonymous: from now on nobody can change theirs, and what is not sent is erased."),
                tr("Close them"),
                lambda: self._do(lambda: close(self._library, self._step_id)),
            )
        else:
            self._do(lambda: close(self._library, self._step_id))

    def _ask_for_round(self) -> None:
        confirm(
            self,
            tr("Ask anew?"),
            tr("Everybody can answer once more. What was answered stays, and is compared with where it can be."),
            tr("Ask anew"),
            lambda: self._do(lambda: new_round(self._library, self._step_id)),
        )

    def _follow_actions(self, change: Change) -> None:
        if change.topic is Topic.ACTIONS:
            self._soon.start()

    def _take_promises(self) -> None:
        self._do(lambda: take_promises(self._library, self._step_id))

    def _do(self, operation: Callable[[], Done[Any]]) -> None:
        try:
            done = operation()
        except FacilitatorError as error:
            refused(self, error)
            return
        if not self._setup.questionnaire.anonymous:
            self._history.note(done)


@supplies(ExerciseUi.results_page)
def results_page(folder: ExerciseUi, bridge: LibraryBridge, step_id: int, history: History) -> ResultsPage:
    """The exercise's figures."""
    return FiguresPage(exercise(folder.kind), bridge, step_id, history)
