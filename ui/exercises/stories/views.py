"""What the room sees: one story in large type, and the values that the stories show."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from facilitator.exercises.folder import implements
from facilitator.exercises.registry import exercise
from facilitator.exercises.stories.board import read_programme
from facilitator.exercises.stories.told import PARTS, Story, read_stories, told
from facilitator.i18n import tr, trn
from facilitator.questionnaires.setup import get_setup
from facilitator.questionnaires.translated import translated
from facilitator.storage.library import Library
from ui.bridge import LibraryBridge
from ui.exercises.board_view import BoardView, pages_choice
from ui.exercises.contract import Choice, ProjectorView, Spoken, ViewInfo
from ui.exercises.hooks import ExerciseUi
from ui.exercises.registry import exercise_ui
from ui.theme.tokens import Tokens
from ui.wall.blocks import Board, Column, Note
from ui.wall.text import Paragraph, is_whole, paragraph

STORY = "story"
"""The view, and its option that says which story: its id, or `NEXT`."""
NEXT = "next"
_KIND = "stories"
_ALL = 1_000
_LABEL_SHARE = 0.2
_SHORT = 60
_PAD = 0.5
"""Space above and below a field, as a share of the letters."""


@implements(ExerciseUi.views)
def views() -> Sequence[ViewInfo]:
    """A story, then the figures."""
    figures = [ViewInfo(key, title) for key, title in exercise(_KIND).figure_titles()]
    return [ViewInfo(STORY, tr("A story"), (pages_choice(),)), *figures]


@implements(ExerciseUi.views_of)
def views_of(library: Library, step_id: int) -> Sequence[ViewInfo]:
    """The same; which story is chosen among those that may be shown."""
    stories = [(str(each.id), _in_list(each)) for each in told(read_stories(library, step_id))]
    which = Choice(STORY, tr("Which story"), ((NEXT, tr("The next one to go out")), *stories))
    first, *others = views()
    return [ViewInfo(first.key, first.label, (which, *first.choices)), *others]


@implements(ExerciseUi.projector_view)
def projector_view(key: str, bridge: LibraryBridge, step_id: int) -> ProjectorView:
    """A story; figures are drawn as those of every described exercise."""
    if key == STORY:
        return StoryView(bridge, step_id)
    return exercise_ui(_KIND).supplied(ExerciseUi.projector_view)(key, bridge, step_id)


@implements(ExerciseUi.prompt)
def prompt(library: Library, step_id: int) -> Spoken:
    """The five questions, as one asks them."""
    setup = get_setup(library, step_id)
    asked = translated(setup.questionnaire, setup.source)
    lines = [asked.by_key[key].text for key in PARTS if key in asked.by_key and not asked.by_key[key].hidden]
    most = next((page.words_most for page in asked.paged if page.words_most), None)
    end = [trn("{count} word, no more.", "{count} words, no more.", most)] if most else []
    return Spoken(asked.title, lines, [*end, tr("You say how far your story goes.")])


class StoryView(BoardView):
    """One story, whole, as large as it fits. One that may not be told any more is gone at once."""

    def __init__(self, bridge: LibraryBridge, step_id: int) -> None:
        self._library, self._which = bridge.library, NEXT
        super().__init__(bridge, step_id, self._board)

    def set_option(self, key: str, value: str) -> None:
        """Show another story, or turn pages."""
        if key == STORY:
            if value != self._which:
                self._which = value
                self._soon.at_once()
            return
        super().set_option(key, value)

    def names_people(self) -> bool:
        """Whether its teller stands above it."""
        story = _chosen(self._library, self._step_id, told(read_stories(self._library, self._step_id)), self._which)
        return story is not None and bool(story.teller)

    def _board(self) -> Board:
        return story_board(self._library, self._step_id, self._which)


def story_board(library: Library, step_id: int, which: str = NEXT) -> Board:
    """The board of one story that may be shown to the room; without one it says so."""
    stories = told(read_stories(library, step_id))
    story = _chosen(library, step_id, stories, which)
    if story is None:
        empty = tr("Here stands a story once its teller, and everybody who is in it, have agreed.")
        if stories:
            empty = tr("This story may not be shown. Choose another one.")
        setup = get_setup(library, step_id)
        return Board((Column(""),), translated(setup.questionnaire, setup.source).title, "", 1, empty)
    parts = tuple(Part((story.id, key), words, head) for key, head, words in story.parts)
    place = trn("{at} of {count} story", "{at} of {count} stories", len(stories), at=stories.index(story) + 1)
    told_by = " · ".join(filter(None, (story.teller, story.value)))
    return Board((Column("", "", parts),), story.title, told_by, 1, "", place)


def _chosen(library: Library, step_id: int, stories: Sequence[Story], which: str) -> Story | None:
    if which != NEXT:
        return next((each for each in stories if str(each.id) == which), None)
    passed = read_programme(library, step_id).passed
    coming = [each for each in stories if each.week is not None and each.week > passed]
    return next(iter([*coming, *stories]), None)


def _in_list(story: Story) -> str:
    title = story.title if len(story.title) <= _SHORT else f"{story.title[: _SHORT - 1]}…"
    return title if story.week is None else tr("{week} · {title}", week=story.week, title=title)


@dataclass(frozen=True, slots=True)
class Part(Note):
    """A field of a story: its question small at the left, the words beside it; `byline` is the question."""

    def height(self, width: float, pixels: int) -> float:
        """The longer of the two, and some space."""
        words, label = self._laid(width, pixels)
        return max(words.height, label.height) + 2 * _PAD * pixels

    def is_whole(self, width: float, pixels: int) -> bool:
        """Whether no word of either is broken; nothing of it is ever cut."""
        label = is_whole(self.byline, width * _LABEL_SHARE - pixels, pixels, _ALL)
        return label and is_whole(self.text, width * (1 - _LABEL_SHARE), pixels, _ALL)

    def paint(self, painter: QPainter, rect: QRectF, pixels: int, tokens: Tokens) -> None:
        """Both begin in one line."""
        words, label = self._laid(rect.width(), pixels)
        top = rect.top() + _PAD * pixels
        label.paint(painter, rect.left(), top, tokens.muted)
        words.paint(painter, rect.left() + rect.width() * _LABEL_SHARE, top, tokens.text)

    def told(self) -> str:
        """Question and words."""
        return f"{self.byline}: {self.text}"

    def _laid(self, width: float, pixels: int) -> tuple[Paragraph, Paragraph]:
        label = paragraph(self.byline, width * _LABEL_SHARE - pixels, pixels)
        return paragraph(self.text, width * (1 - _LABEL_SHARE), pixels), label
