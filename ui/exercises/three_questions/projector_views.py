"""What the room sees of the cards: the wall, its themes and the ranking. Each follows the library at once."""

from collections.abc import Hashable, Sequence
from dataclasses import replace

from PySide6.QtWidgets import QVBoxLayout

from facilitator.exercises.folder import implements
from facilitator.exercises.three_questions.earlier import look_back
from facilitator.exercises.three_questions.live_wall import LiveWall, face_down
from facilitator.exercises.three_questions.over_time import sittings
from facilitator.exercises.three_questions.wall import ThemeView
from facilitator.i18n import tr
from facilitator.questionnaires.batches import Waiting
from facilitator.questionnaires.papers import below_floor
from facilitator.storage.library import Library
from ui.bridge import LibraryBridge, listen
from ui.exercises.contract import Choice, ProjectorView, ViewInfo
from ui.exercises.hooks import ExerciseUi
from ui.exercises.three_questions.boards import (
    ALL,
    card_board,
    is_face_down,
    themes_board,
    votes_board,
    wall_board,
)
from ui.exercises.three_questions.look_back_boards import last_time_board, over_time_board
from ui.wall.blocks import Board
from ui.wall.view import WallView

WALL, THEMES, VOTES, LAST, TIME = "wall", "themes", "votes", "last", "time"
ONLY, FACES, PAGES, SUMS, CARD, PAGE = "only", "faces", "pages", "sums", "card", "page"


@implements(ExerciseUi.views)
def views() -> Sequence[ViewInfo]:
    """The views, the usual one first."""
    columns = (
        (ALL, tr("All three columns")),
        ("1", tr("The first column")),
        ("2", tr("The second column")),
        ("3", tr("The third column")),
    )
    only = Choice(ONLY, tr("Columns"), columns)
    faces = Choice(
        FACES, tr("While collecting"), (("down", tr("Cards face down")), ("up", tr("Cards to read as they come")))
    )
    pages = Choice(PAGES, tr("Pages"), (("turn", tr("Turn by themselves")), ("hold", tr("Stay until turned"))))
    sums = Choice(
        SUMS,
        tr("While voting"),
        (("end", tr("No sums until the end")), ("live", tr("Sums as they come: each vote is seen"))),
    )
    return (
        ViewInfo(WALL, tr("Wall of cards"), (only, faces, pages)),
        ViewInfo(THEMES, tr("Themes"), (pages,)),
        ViewInfo(VOTES, tr("Votes"), (sums, pages)),
        ViewInfo(LAST, tr("Last time"), (pages,)),
        ViewInfo(TIME, tr("Over time"), (pages,)),
    )


@implements(ExerciseUi.opening_view)
def opening_view(library: Library, step_id: int) -> str:
    """The view of last time where there was one that promised something, else ""."""
    promised = look_back(library, step_id)
    return LAST if promised is not None and (promised.actions or promised.improvements) else ""


class CardsView(ProjectorView):
    """One of `views`: it hands the wall to the painter, and what earlier walls have promised."""

    def __init__(self, key: str, bridge: LibraryBridge, step_id: int) -> None:
        super().__init__()
        self._key, self._library, self._step_id = key, bridge.library, step_id
        self._options = {ONLY: ALL, FACES: "down", SUMS: "end", CARD: ""}
        self.wall = WallView()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.wall)
        self._live = bridge.models.of(LiveWall, step_id)
        listen(self, self._live.changed, self._follow)
        if key in (LAST, TIME):
            listen(self, self._live.elsewhere, self._follow)
        self._show()

    def _follow(self) -> None:
        self._show()
        self.rests_changed.emit()
        self.waiting_changed.emit()

    def set_option(self, key: str, value: str) -> None:
        """Follow a choice made on the console."""
        if key == PAGES:
            self.wall.set_turning(value != "hold")
        elif key == PAGE:
            # The number of the turn is in front, so that turning twice the same way is two choices.
            if value and value != self._options.get(PAGE, ""):
                self._options[PAGE] = value
                self.wall.turn(-1 if value.endswith("-") else 1)
        elif self._options.get(key) != value:
            self._options[key] = value
            self._show(arrive=False)
            self.waiting_changed.emit()

    @property
    def _is_face_down(self) -> bool:
        return self._key in (WALL, TIME) and is_face_down(self._live.wall, face_up=self._options[FACES] == "up")

    def waiting(self) -> Waiting:
        """Who has sent cards since the room saw how many lie face down."""
        return self._live.waiting if self._is_face_down else Waiting()

    def show_waiting(self) -> None:
        """Show how many there are now."""
        self._live.show_all()

    def rests_on(self) -> frozenset[Hashable]:
        """The cards that can be read, and what was promised. What is only counted may change behind a picture."""
        found = self.wall.board.rests_on()
        if self._key == TIME:
            return frozenset(key for key, *_ in found)
        # The row of a theme is a name and how many cards it has.
        themes = ThemeView.__name__
        return frozenset(each for each in found if not (isinstance(each[0], tuple) and each[0][0] == themes))

    def names_people(self) -> bool:
        """Whether a card is signed, or what was promised says by whom."""
        if self._key == LAST:
            promised = look_back(self._library, self._step_id)
            return promised is not None and any(action.owner or action.partner for action in promised.actions)
        return any(note.byline for note in self.wall.board.notes())

    def set_text_scale(self, scale: float) -> None:
        """Make whatever is read larger."""
        self.wall.set_text_scale(scale)

    def _show(self, *, arrive: bool = True) -> None:
        board = self._board()
        self.wall.set_board(board, arrive=arrive)
        self.setAccessibleName(self.wall.accessibleName())

    def _over_time(self) -> Board:
        """The reflections in a row, the present one as it is told on the wall: one's cards would be the difference."""
        row = sittings(self._library, self._step_id)
        if not self._is_face_down:
            return over_time_board(row)
        lie, _ = face_down(self._library, self._step_id, self._live.wall)
        own = [replace(row[-1], cards=sum(lie.cards.values()))] if lie.is_told else []
        return over_time_board([*row[:-1], *own], below_floor(lie.sent, lie.floor))

    def _board(self) -> Board:
        wall = self._live.wall
        if self._key == THEMES:
            return themes_board(wall)
        if self._key == LAST:
            return last_time_board(look_back(self._library, self._step_id))
        if self._key == TIME:
            return self._over_time()
        if self._key == VOTES:
            return votes_board(wall, live=self._options[SUMS] == "live")
        alone = card_board(wall, int(self._options[CARD])) if self._options[CARD].isdigit() else None
        if alone is not None:
            return alone
        lie, _ = face_down(self._library, self._step_id, wall)
        return wall_board(wall, lie, only=self._options[ONLY], face_up=self._options[FACES] == "up")
