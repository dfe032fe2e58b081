"""The middle of the console: the step the facilitator looks at, usually the one being run."""

from math import ceil
from time import monotonic

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from facilitator.errors import FacilitatorError, NotFound
from facilitator.exercises.hooks import Exercise
from facilitator.exercises.queue_forecast import QueueForecast
from facilitator.exercises.registry import exercise
from facilitator.exercises.steps import kind_of, why_hidden
from facilitator.exercises.time_plan import minutes_between
from facilitator.i18n import AGENDA, speaking, tr, tr_content, trn
from facilitator.workshop.agenda import describe_step, said_title
from facilitator.workshop.papers import spoken_in
from facilitator.workshop.standings import State
from facilitator.workshop.tables import AgendaStep, StepKind
from ui.bridge import LibraryBridge
from ui.console.agenda_model import state_of
from ui.console.guide import GuidePanel
from ui.console.mark import Badge
from ui.console.notes import NotesEdit
from ui.console.people import PeoplePanel
from ui.console.people_of_step import PeopleOfStep
from ui.dialogs import refused
from ui.exercises.contract import ResultsPage
from ui.exercises.registry import exercise_ui
from ui.history import History
from ui.theme.icons import icon
from ui.theme.widgets import ElidedLabel, Segments, remove_for_good, restyle

_NOTE_LINES = 9
"""The height of the notes with their heading, in lines."""

_PEOPLE, _RESULTS, _NOTES = range(3)
"""What can be looked at of an exercise."""
_BOTH = 640
"""Pixels from which on people and results have room beside each other."""


class StepPane(QWidget):
    """Title and state of a step; below it people and results of an exercise, or guide and notes of any step."""

    start_wanted = Signal(int)
    person_chosen = Signal(object)
    """A participant's id, or None."""
    stage_wanted = Signal(int, str, object)
    """The room is to see a view of a step's exercise: the step's id, the view's key and its options."""
    turned = Signal()
    """Another page of the step is shown."""

    def __init__(self, bridge: LibraryBridge, history: History, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bridge, self._library = bridge, bridge.library
        self._history = self._notes_history = history
        self.step: AgendaStep | None = None
        self._kind = ""
        self.results: ResultsPage | None = None
        self._followed: PeopleOfStep | None = None
        self._forecast = QueueForecast()
        self._is_answered = True
        self._goes_back = False
        self.guide = GuidePanel(self._library)
        self.people = PeoplePanel()
        self.people.chosen.connect(self._choose_person)
        self.title = ElidedLabel()
        self.title.setObjectName("step-title")
        self.title.setProperty("role", "title")
        self.counts = QLabel()
        self.counts.setObjectName("counts")
        self.counts.setProperty("role", "body")
        self.counts.setWordWrap(True)
        self.forecast = QLabel()
        self.forecast.setObjectName("forecast")
        self.forecast.setProperty("role", "caption")
        # Before it takes room from the buttons beside it.
        self.forecast.setWordWrap(True)
        self.forecast.hide()
        self.start = QPushButton(icon("play", "on_accent"), tr("Start this step"))
        self.start.setObjectName("start-step")
        self.start.setProperty("role", "primary")
        self.start.clicked.connect(lambda: self.step and self.start_wanted.emit(self.step.id))
        self.running = Badge("play", tr("Being run"))
        self._segments = self._make_segments()
        self._pages = QStackedWidget()
        self._pages.addWidget(self._make_exercise_page())
        self._pages.addWidget(self._make_notes_page())
        self._pages.addWidget(self._make_empty_page())
        self._lay_out()

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(10)
        top.addWidget(self.title, 1)
        top.addWidget(self.running)
        top.addWidget(self.start)
        below = QHBoxLayout()
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self.counts)
        words.addWidget(self.forecast)
        below.addLayout(words, 1)
        below.addWidget(self._segments)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 12, 16, 12)
        layout.setSpacing(8)
        layout.addLayout(top)
        layout.addLayout(below)
        layout.addWidget(self._pages, 1)

    def _make_segments(self) -> QWidget:
        box = Segments()
        box.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._modes = QButtonGroup(box)
        names = ((tr("People"), "segment-run"), (tr("Results"), "segment-results"), (tr("Guide"), "segment-notes"))
        for mode, (text, name) in enumerate(names):
            button = QPushButton(text)
            button.setObjectName(name)
            self._modes.addButton(button, mode)
            box.add(button)
        self._modes.button(0).setChecked(True)
        self._modes.idToggled.connect(lambda mode, on: self._turn_to(mode) if on else None)
        return box

    @property
    def page(self) -> str:
        """What is shown of the step: "run" for its people, "results" or "notes"."""
        return ("run", "results", "notes")[self._modes.checkedId()]

    def _turn_to(self, mode: int) -> None:
        self.people.setVisible(mode == _PEOPLE and self._is_answered)
        self._share_width()
        if self._kind:
            self._pages.setCurrentIndex(1 if mode == _NOTES else 0)
        self.turned.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """There may be room for both, or no longer."""
        super().resizeEvent(event)
        self._share_width()

    def _share_width(self) -> None:
        """The results stand beside the people where there is room for both."""
        if self.results is not None:
            self.results.setHidden(not self.people.isHidden() and self.width() < _BOTH)

    def _make_exercise_page(self) -> QWidget:
        self._split = QSplitter(Qt.Orientation.Horizontal)
        self._split.setObjectName("console-step-parts")
        self._split.setChildrenCollapsible(False)
        self._split.setHandleWidth(1)
        self._split.addWidget(self.people)
        return self._split

    def _make_notes_page(self) -> QWidget:
        page = QFrame()
        page.setProperty("role", "card")
        caption = QLabel(tr("Notes"))
        caption.setProperty("role", "heading")
        self.notes_hint = QLabel()
        self.notes_hint.setProperty("role", "caption")
        self.notes_hint.setWordWrap(True)
        self.notes = NotesEdit(self._save_notes)
        self.notes.setObjectName("notes")
        self.notes.setAccessibleName(tr("Notes"))
        caption.setBuddy(self.notes)
        self.notes.begun.connect(self._begin_notes)
        self.notes.refused.connect(self._say_of_notes)
        layout = QVBoxLayout(page)
        layout.setContentsMargins(16, 8, 16, 10)
        layout.setSpacing(4)
        head = QHBoxLayout()
        head.addWidget(caption)
        head.addWidget(self.notes_hint, 1)
        layout.addLayout(head)
        layout.addWidget(self.notes, 1)
        # A few lines: the guide is what is read meanwhile.
        page.setMaximumHeight(_NOTE_LINES * self.fontMetrics().lineSpacing())
        both = QWidget()
        column = QVBoxLayout(both)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.guide, 3)
        column.addWidget(page, 1)
        return both

    def _make_empty_page(self) -> QWidget:
        label = QLabel(tr("The agenda is empty. Add a step on the left, or undo its removal."))
        label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        label.setWordWrap(True)
        label.setProperty("role", "body")
        return label

    # What is shown

    def show_step(self, step: AgendaStep | None) -> None:
        """Look at a step; the same one again only takes up its new facts."""
        before, self.step = self.step, step
        self._kind = "" if step is None else kind_of(self._library, step)
        other = (before.id if before else None) != (step.id if step else None)
        # Where nobody answers anything there are no people to wait for.
        self._is_answered = not self._kind or exercise(self._kind).has(Exercise.standings)
        self._modes.button(_PEOPLE).setVisible(self._is_answered)
        if not self._is_answered and self._modes.checkedId() == _PEOPLE:
            self._goes_back = True
            self.show_people(False)
        elif self._is_answered and self._goes_back:
            self._goes_back = False
            if self._modes.checkedId() == _RESULTS:
                self.show_people(True)
        if other:
            self._drop_results()
            self._leave_people()
        if step is None:
            self.title.clear()
            self.counts.clear()
            self._pages.setCurrentIndex(2)
        else:
            self._pages.setCurrentIndex(0 if self._kind and self._modes.checkedId() != _NOTES else 1)
            self._show_notes(step)
            if self._kind and other:
                self._make_results(step)
                if self._is_answered:
                    self._follow_people(step)
            elif self._followed is not None:
                self._forecast.each = minutes_between(self._library, step)
        self._show_facts(step)
        self.show_forecast()

    def _show_facts(self, step: AgendaStep | None) -> None:
        is_running = step is not None and step.started_at is not None and step.ended_at is None
        self.running.setVisible(is_running)
        self.start.setVisible(step is not None and not is_running)
        self._segments.setVisible(bool(self._kind))
        if step is None:
            return
        self.title.setText(said_title(step))
        self.start.setText(tr("Go back to this step") if step.ended_at else tr("Start this step"))
        if not self._kind or not self._is_answered:
            said = (trn("{count} minute", "{count} minutes", step.minutes), state_of(step))
            self.counts.setText(why_hidden(self._library, step) or " · ".join(said))

    def _show_notes(self, step: AgendaStep) -> None:
        self.guide.show_step(step)
        if not self.notes.hasFocus() or self.notes.step_id != step.id:
            with speaking(spoken_in(self._library, step.workshop_id)):
                self.notes.show_notes(step.id, tr_content(AGENDA, step.notes))
        self._say_of_notes("")

    def _say_of_notes(self, why_not_saved: str) -> None:
        for_room = self.step is not None and self.step.kind == StepKind.DEBRIEF
        about = (
            tr("The room sees the questions, each on its own line. Everything else is for you alone.")
            if for_room
            else tr("For you alone.")
        )
        self.notes_hint.setText(why_not_saved or about)
        restyle(self.notes_hint, "error" if why_not_saved else "caption")

    def _begin_notes(self) -> None:
        # What is kept at pauses is one thing to undo.
        self._notes_history = self._history.as_one()

    def _save_notes(self, step_id: int, text: str) -> str:
        try:
            done = describe_step(self._library, step_id, notes=text)
        except NotFound as error:
            # Nothing is left that it could be noted for.
            refused(self.window(), error)
            return ""
        except FacilitatorError as error:
            return error.sentence
        self._notes_history.note(done)
        return ""

    def _make_results(self, step: AgendaStep) -> None:
        self.results = exercise_ui(self._kind).results_page(self._bridge, step.id, self._history)
        self.results.setObjectName("results")
        self.results.person_chosen.connect(self.people.choose)
        self.results.stage_wanted.connect(lambda view, options: self.stage_wanted.emit(step.id, view, options))
        self._split.addWidget(self.results)
        self._split.setStretchFactor(0, 2)
        self._split.setStretchFactor(1, 3)
        self._split.setSizes([300, 460])
        self._share_width()

    def _drop_results(self) -> None:
        if self.results is not None:
            remove_for_good(self.results)
            self.results = None

    def show_people(self, yes: bool) -> None:
        """Show people and results side by side, or results alone, as where nobody answers anything."""
        yes = yes and self._is_answered
        self._modes.button(_PEOPLE if yes else _RESULTS).setChecked(True)

    def show_notes(self) -> None:
        """Show the guide and what the facilitator has noted for the step, and let them write."""
        self._modes.button(_NOTES).setChecked(True)
        self.notes.setFocus()

    def show_guide(self) -> None:
        """Show the guide of the step, with the keyboard on it: arrows scroll."""
        self._modes.button(_NOTES).setChecked(True)
        self.guide.area.setFocus()

    def take_keys(self) -> None:
        """Put the keyboard where nothing happens by Enter: on the people, else on the guide, which arrows scroll."""
        guided = not self._kind or self._modes.checkedId() == _NOTES
        (
            self.guide.area if guided else self.people.list if self.people.isVisible() else self.results or self
        ).setFocus()

    def turn_back_from_guide(self) -> bool:
        """Where the guide of an exercise is being read, show its people again; whether that was so."""
        reading = self.step is not None and bool(self.step.exercise) and self._modes.checkedId() == _NOTES
        if reading:
            self.show_people(True)
        return reading

    def _choose_person(self, participant_id: int | None) -> None:
        if self.results is not None:
            self.results.highlight(participant_id)
        self.person_chosen.emit(participant_id)

    # Who is how far

    def _follow_people(self, step: AgendaStep) -> None:
        self._forecast = QueueForecast(minutes_between(self._library, step))
        self._followed = PeopleOfStep(self._bridge, step, self.people, self)
        self._followed.changed.connect(self._show_counts)
        self._show_counts()

    def _leave_people(self) -> None:
        if self._followed is not None:
            self._followed.leave()
            self._followed = None

    def _show_counts(self) -> None:
        self.counts.setText(self.people.model.counts())
        self._forecast.note(self.people.model.how_many(State.DONE), monotonic())
        self.show_forecast()

    def show_forecast(self) -> None:
        """In how many minutes the last one will be done, while the step is run and somebody has begun."""
        model, minutes = self.people.model, None
        is_run = self.step is not None and self.step.started_at is not None and self.step.ended_at is None
        if is_run and self._followed is not None and model.how_many(State.BUSY, State.DONE):
            minutes = self._forecast.minutes(model.how_many(State.BUSY, State.TO_GO), monotonic())
        self.forecast.setText(tr("The last one in about {minutes} min", minutes=ceil(minutes)) if minutes else "")
        self.forecast.setVisible(bool(minutes))
