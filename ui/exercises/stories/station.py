"""At the station: whoever is in a story of somebody else reads it first and says whether they agree; then their own.

Only who has begun here is shown such a story: their name opens by their digits, as everything of theirs does.
"""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QStackedLayout, QVBoxLayout, QWidget

from facilitator.errors import FacilitatorError, NotFound
from facilitator.exercises.folder import implements
from facilitator.exercises.stories.board import tick
from facilitator.exercises.stories.sections import concerns
from facilitator.exercises.stories.told import Said, Story, how_far, read_stories, read_story
from facilitator.i18n import long_day, tr
from facilitator.questionnaires.reading import Who, is_begun
from facilitator.storage.library import Library
from facilitator.workshop.roster import get_participant
from ui.bridge import LibraryBridge
from ui.entry.frame import EntryFrame
from ui.entry.page import Page, kinetic, text, touch_button
from ui.exercises.contract import StationFlow
from ui.exercises.hooks import ExerciseUi
from ui.exercises.registry import exercise_ui
from ui.keys import as_latin
from ui.theme.tokens import METRICS

_KIND = "stories"
_WIDTH = 860
_KEYS = {"1": Said.AGREES, "2": Said.DECLINES}


class StoriesFlow(StationFlow):
    """Stories to read, one a page, then the pages of the questions."""

    def __init__(self, bridge: LibraryBridge, step_id: int, participant_id: int, stories: Sequence[Story]) -> None:
        super().__init__()
        self.setObjectName("stories-flow")
        self._bridge, self._step_id, self._participant_id = bridge, step_id, participant_id
        self._stories = list(stories)
        self._at = 0
        self.page: ReadPage | None = None
        self._own: StationFlow | None = None
        self.frame = EntryFrame(get_participant(bridge.library, participant_id).name, "stories")
        self.frame.next_wanted.connect(self._go_on)
        self.frame.back_wanted.connect(self._go_back)
        self.frame.stop_wanted.connect(self.finished)
        self._layout = QStackedLayout(self)
        self._layout.addWidget(self.frame)
        self._show()

    def setFocus(self) -> None:  # type: ignore[override]
        """Give the keyboard to the page."""
        if self._own is not None:
            self._own.setFocus()
        elif self.page is not None:
            self.page.setFocus()

    def _show(self) -> None:
        story = self._stories[self._at]
        page = ReadPage(story, _said_by(story, self._participant_id))
        page.chosen.connect(self._say)
        if self.page is not None:
            self.page.hide()
            self.page.deleteLater()
        self.page = page
        self.frame.add(page)
        self.frame.turn_to(page)
        self.frame.show_buttons(tr("Next"), can_go_back=self._at > 0)
        count = len(self._stories)
        self.frame.show_place([tr("Story {at} of {count} in which you are", at=self._at + 1, count=count)], 0)
        page.setFocus()

    def _say(self, said: Said | None) -> None:
        """Note what they say; the story may be another one by now, or gone."""
        story, library = self._stories[self._at], self._bridge.library
        try:
            now = read_story(library, self._step_id, story.id)
            if now.text != story.text:
                self._stories[self._at] = now
                self._show()
                raise NotFound(tr("The story was changed meanwhile: read it once more."))
            tick(library, self._step_id, story.id, self._participant_id, said)
            self._stories[self._at] = read_story(library, self._step_id, story.id)
        except FacilitatorError as error:
            self.frame.show_failed(error.sentence)
            return
        self.frame.show_saved()
        self.frame.say("", "caption")
        if self.page is not None:
            self.page.show_said(said)

    def _go_on(self) -> None:
        if self._at + 1 < len(self._stories):
            self._at += 1
            self._show()
            return
        self._own = exercise_ui(_KIND).supplied(ExerciseUi.station_flow)(
            self._bridge, self._step_id, self._participant_id
        )
        self._own.finished.connect(self.finished)
        self._layout.addWidget(self._own)
        self._layout.setCurrentWidget(self._own)
        self._own.setFocus()

    def _go_back(self) -> None:
        if self._at:
            self._at -= 1
            self._show()


class ReadPage(Page):
    """One story with its two answers; 1 and 2 choose, Backspace takes back, Enter goes on."""

    chosen = Signal(object)
    """What the person says, None where they take it back."""

    def __init__(self, story: Story, said: Said | None) -> None:
        super().__init__(f"stories-read-{story.id}")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._said = said
        holder = QWidget()
        inside = QVBoxLayout(holder)
        inside.setContentsMargins(METRICS.large, METRICS.medium, METRICS.large, METRICS.medium)
        inside.setSpacing(METRICS.small)
        inside.addWidget(text(story.title, "title"))
        inside.addWidget(text(tr("told by {name}", name=story.teller), "caption"))
        for _, head, words in story.parts:
            inside.addWidget(text(head, "caption"))
            inside.addWidget(text(words))
        until = long_day(story.until) if story.until is not None else "–"
        inside.addSpacing(METRICS.medium)
        inside.addWidget(
            text(
                tr(
                    "You are named in it, or could be recognised. It is told only if you agree: {how_far}, until "
                    "{until}. A mail once sent can’t be called back. You owe nobody a reason.",
                    how_far=how_far(story.circle),
                    until=until,
                ),
                "heading",
            )
        )
        self.labels = {Said.AGREES: tr("I have read it and agree"), Said.DECLINES: tr("I do not agree")}
        self.buttons = {said: touch_button("", f"stories-said-{key}") for key, said in _KEYS.items()}
        for answer, button in self.buttons.items():
            # Keys are the page's own.
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            button.clicked.connect(lambda _checked=False, answer=answer: self.chosen.emit(answer))
            inside.addWidget(button)
        inside.addWidget(text(tr("You can leave it open and come back."), "caption"))
        inside.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setWidget(holder)
        area.setMaximumWidth(_WIDTH)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        kinetic(area)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addStretch(1)
        whole.addWidget(area, 100)
        whole.addStretch(1)
        self.setAccessibleName(story.title)
        self.show_said(said)

    def show_said(self, said: Said | None) -> None:
        """Mark what was said."""
        self._said = said
        for key, answer in _KEYS.items():
            mark = "  ✓" if answer is said else ""
            self.buttons[answer].setText(f"{key}   {self.labels[answer]}{mark}")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """See the class."""
        event = as_latin(event)
        if event.text() in _KEYS:
            self.chosen.emit(_KEYS[event.text()])
        elif event.key() == Qt.Key.Key_Backspace and self._said is not None:
            self.chosen.emit(None)
        else:
            super().keyPressEvent(event)


@implements(ExerciseUi.station_flow)
def station_flow(bridge: LibraryBridge, step_id: int, participant_id: int) -> StationFlow:
    """Stories of others in which this person is, where there are any, and their own."""
    concerned = _concerned(bridge.library, step_id, participant_id)
    if concerned:
        return StoriesFlow(bridge, step_id, participant_id, concerned)
    return exercise_ui(_KIND).supplied(ExerciseUi.station_flow)(bridge, step_id, participant_id)


def _concerned(library: Library, step_id: int, participant_id: int) -> list[Story]:
    if not is_begun(library, Who(step_id, participant_id)):
        return []
    return [each for each in read_stories(library, step_id) if concerns(each, participant_id)]


def _said_by(story: Story, participant_id: int) -> Said | None:
    return next((each.said for each in story.named if each.participant_id == participant_id), None)
