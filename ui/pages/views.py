"""What the room sees: the figures of an exercise one at a time, and what to do."""

from collections.abc import Hashable, Sequence
from dataclasses import replace

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QVBoxLayout

from facilitator.charts.figure import Figure
from facilitator.charts.notes import Notes
from facilitator.charts.rows import Rows
from facilitator.charts.shares import Shares
from facilitator.exercises.folder import supplies
from facilitator.exercises.hooks import Exercise
from facilitator.exercises.registry import exercise
from facilitator.i18n import tr, trn
from facilitator.questionnaires.batches import ANSWERS, ShownAnswers, Together, Waiting, was_seen
from facilitator.questionnaires.figures import people_in_words
from facilitator.questionnaires.papers import why_withheld
from facilitator.questionnaires.setup import get_setup
from facilitator.questionnaires.translated import translated
from facilitator.storage.library import Library
from facilitator.workshop.agenda import get_step
from ui.bridge import LibraryBridge, Rereading, listen
from ui.charts.drawn import DrawnChart
from ui.charts.projector_header import LEFT, ProjectorHeader
from ui.exercises.contract import ProjectorView, Spoken, ViewInfo
from ui.exercises.hooks import ExerciseUi

_HEADER = 0.165
"""The share of the height that the title takes."""
_SMALLEST_TEXT, _LARGEST_TEXT = 0.03 / (1 - _HEADER), 0.055
"""As shares of the height below the title: 3 % of the whole, and what reads well from the back where there is room."""
_MOST_HEADS = 5
"""Questions that the prompt names where no page has a title."""
_TURN = 12_000
"""Milliseconds for which a part of many words is shown before the next one: long enough to read it."""


@supplies(ExerciseUi.views)
def views(folder: ExerciseUi) -> Sequence[ViewInfo]:
    """The exercise's figures."""
    return [ViewInfo(key, title) for key, title in exercise(folder.kind).figure_titles()]


@supplies(ExerciseUi.views_of)
def views_of(folder: ExerciseUi, library: Library, step_id: int) -> Sequence[ViewInfo]:
    """The figures that this step can have, where its questions are built."""
    if not exercise(folder.kind).builds_questions:
        return folder.views()
    return [ViewInfo(key, title) for key, title in exercise(folder.kind).figure_titles_of(library, step_id)]


@supplies(ExerciseUi.prompt)
def prompt(folder: ExerciseUi, library: Library, step_id: int) -> Spoken:
    """Whose name stands where, and the pages that will come."""
    setup = get_setup(library, step_id)
    asked = translated(setup.questionnaire, setup.source)
    titles = [page.title for page in asked.paged if page.title]
    heads = [question.head for question in asked.by_key.values() if not question.hidden]
    more = 0 if titles else len(heads) - _MOST_HEADS
    rest = [trn("and {count} more question", "and {count} more questions", more)] if more > 0 else []
    # A step that is called as its questions are says it once.
    title = "" if asked.title == get_step(library, step_id).title else asked.title
    return Spoken(title, titles or heads[:_MOST_HEADS], rest)


@supplies(ExerciseUi.held_back)
def held_back(folder: ExerciseUi, bridge: LibraryBridge, step_id: int) -> Sequence[Together]:
    """The answers, once the room has seen any."""
    return [bridge.models.of(ShownAnswers, step_id)] if was_seen(bridge.library, step_id, ANSWERS) else []


class FigureView(ProjectorView):
    """One figure below its title; of fewer people than the floor there is nothing to see but how many have sent."""

    def __init__(self, key: str, own: Exercise, bridge: LibraryBridge, step_id: int) -> None:
        super().__init__()
        self._key, self._exercise, self._library, self._step_id = key, own, bridge.library, step_id
        self._live = bridge.models.of(ShownAnswers, step_id)
        self.header = ProjectorHeader()
        self.chart = DrawnChart(Rows(), "", "", smallest_text=_SMALLEST_TEXT, largest_text=_LARGEST_TEXT)
        self._figure: Figure | None = None
        self._part = 0
        self._soon = Rereading(self, self._show_if_there)
        # What has room in another window is known once that is laid out.
        self._laid_out = QTimer(self, singleShot=True, interval=0)
        self._laid_out.timeout.connect(self._show_part)
        self._turning = QTimer(self, interval=_TURN)
        self._turning.timeout.connect(self.turn)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.header)
        layout.addWidget(self.chart, 1)
        listen(self, self._live.changed, self._follow)
        self._show()

    @property
    def texts(self) -> list[str]:
        """Every text that may be painted: for whoever must be sure what the room can read."""
        return [*self.header.texts, *self.chart.texts, self.chart.accessibleDescription()]

    def waiting(self) -> Waiting:
        """Who has answered anew."""
        return self._live.waiting

    def show_waiting(self) -> None:
        """Show that now."""
        self._live.show_all()
        self._soon.at_once()

    def _follow(self) -> None:
        # Answers that come close after each other are drawn once.
        self._soon.start()

    def rests_on(self) -> frozenset[Hashable]:
        """That there are enough people: a picture of it may stay as long as that holds."""
        figure = self._figure
        if figure is None or figure.is_withheld or figure.people < figure.floor:
            return frozenset()
        return figure.words | {self._key}

    def set_text_scale(self, scale: float) -> None:
        """Make whatever is read larger."""
        self.header.text_scale = scale
        self.chart.set_text_scale(scale)
        self._share_height()

    def resizeEvent(self, event: object) -> None:
        """The header keeps its share of the height."""
        self._share_height()
        super().resizeEvent(event)  # type: ignore[arg-type]
        self._laid_out.start()

    def turn(self) -> None:
        """Show the next part of words, or of rows, that have not all room at once."""
        self._part += 1
        self._show_part()

    def _show_part(self) -> None:
        figure = self._figure
        if figure is None or figure.is_withheld:
            return
        if not isinstance(figure.chart, Notes | Rows | Shares):
            self._turning.stop()
            self.chart.show_chart(figure.chart)
            return
        parts = figure.chart.parts(self.chart.frame())
        shown = parts[self._part % len(parts)]
        said = [figure.sentence]
        if len(parts) > 1:
            whole = parts[-1].stop
            said.append(tr("{first} to {last} of {count}", first=shown.start + 1, last=shown.stop, count=whole))
            if not self._turning.isActive():
                self._turning.start()
        else:
            self._turning.stop()
        self.header.say(figure.title, " · ".join(said))
        self.chart.show_chart(replace(figure.chart, part=self._part % len(parts)))

    def _share_height(self) -> None:
        self.header.set_whole(self.height(), _HEADER)
        # Bars and words begin below the title, not left of it.
        self.chart.set_least_side(self.width() * LEFT)

    def _show_if_there(self) -> None:
        if not self._live.is_there:
            # The step is gone, and whoever shows it goes too.
            return
        before = self.rests_on()
        self._show()
        self.waiting_changed.emit()
        if self.rests_on() != before:
            self.rests_changed.emit()

    def _show(self) -> None:
        room = self._live.seen
        figure = self._figure = self._exercise.figures(self._library, self._step_id, room).get(self._key)
        if figure is None:
            titles = dict(self._exercise.figure_titles_of(self._library, self._step_id))
            self.header.say(titles.get(self._key, room.setup.questionnaire.title), "")
            self.chart.set_empty_text(tr("There is nothing here to compare or to count yet."))
            self.chart.show_chart(Rows())
            return
        few = figure.is_withheld
        self.header.say(figure.title, people_in_words(room, room.people) if few else figure.sentence)
        self.chart.set_empty_text(why_withheld(figure, room) if few else figure.empty)
        if few:
            self._turning.stop()
            self.chart.show_chart(Rows())
        else:
            self._show_part()


@supplies(ExerciseUi.projector_view)
def projector_view(folder: ExerciseUi, key: str, bridge: LibraryBridge, step_id: int) -> ProjectorView:
    """One of the figures."""
    return FigureView(key, exercise(folder.kind), bridge, step_id)
