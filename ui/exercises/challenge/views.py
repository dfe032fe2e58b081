"""What the room sees: the card of the day with a timer, counts by theme, and the lines that their writers share."""

from collections.abc import Sequence
from datetime import date
from functools import partial
from time import monotonic

from PySide6.QtCore import QRectF, Qt, QTimer
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from facilitator.exercises.challenge.deck import DECKS, theme_name
from facilitator.exercises.challenge.log import shared
from facilitator.exercises.challenge.plans import Plan, PlanDay, plan_of
from facilitator.exercises.challenge.setup import get_settings
from facilitator.exercises.folder import implements
from facilitator.exercises.registry import exercise
from facilitator.i18n import AGENDA, long_day, speaking, tr, tr_content, trn
from facilitator.questionnaires.counted import CountedRoom
from facilitator.questionnaires.papers import below_floor
from facilitator.storage.changes import Change, Topic
from facilitator.storage.library import Library
from facilitator.workshop.papers import spoken_at
from ui.bridge import LibraryBridge, Rereading
from ui.charts.projector_header import LEFT, ProjectorHeader
from ui.exercises.board_view import AnswersView, pages_choice
from ui.exercises.contract import Choice, ProjectorView, Spoken, ViewInfo
from ui.exercises.hooks import ExerciseUi
from ui.exercises.registry import exercise_ui
from ui.speaker import Speaker
from ui.theme.theme import tokens_for
from ui.wall.blocks import Board, Column, Note
from ui.wall.text import paragraph

CARD, LINES = "card", "lines"
DAY, TIMER = "day", "timer"
TODAY, RUNS, WAITS = "today", "runs", "waits"
_KIND = "challenge"
_HEADER = 0.165
_TICK = 250
"""Milliseconds between two looks at the clock."""


@implements(ExerciseUi.views)
def views() -> Sequence[ViewInfo]:
    """The card, the counts, and the lines."""
    return _views((), looks_back=False)


@implements(ExerciseUi.views_of)
def views_of(library: Library, step_id: int) -> Sequence[ViewInfo]:
    """The same, with a day to choose for the card, which comes last once it is asked what became of the days."""
    settings = get_settings(library, step_id)
    return _views(range(settings.days), looks_back=settings.is_looking_back)


def _views(places: Sequence[int], *, looks_back: bool) -> list[ViewInfo]:
    days = Choice(
        DAY,
        tr("Day"),
        ((TODAY, tr("Today’s card")), *((str(place), tr("Day {number}", number=place + 1)) for place in places)),
    )
    timer = Choice(TIMER, tr("Timer"), ((WAITS, tr("Waits")), (RUNS, tr("Runs"))))
    figures = [ViewInfo(key, title) for key, title in exercise(_KIND).figure_titles()]
    lines = ViewInfo(LINES, tr("What we learned"), (pages_choice(),))
    card, after = ViewInfo(CARD, tr("Card of the day"), (days, timer)), [*figures, lines]
    return [*after, card] if looks_back else [card, *after]


@implements(ExerciseUi.projector_view)
def projector_view(key: str, bridge: LibraryBridge, step_id: int) -> ProjectorView:
    """One of `views`."""
    if key == CARD:
        return CardView(bridge, step_id)
    if key == LINES:
        return AnswersView(bridge, step_id, partial(_board, bridge.library, step_id))
    return exercise_ui(_KIND).supplied(ExerciseUi.projector_view)(key, bridge, step_id)


@implements(ExerciseUi.prompt)
def prompt(library: Library, step_id: int) -> Spoken:
    """What comes, and whose it is."""
    if get_settings(library, step_id).is_looking_back:
        lines = (
            tr("Done, changed or left: all three are answers."),
            tr("What you don’t remember stays open."),
            tr("One line on what you learned: yours alone, unless you share it."),
        )
        return Spoken(tr("What became of your cards?"), lines)
    lines = (
        tr("A small action a day, each of less than ten minutes."),
        tr("Swap two days, or take another card: it is your plan."),
        tr("Mails remind you only if you ask for them."),
    )
    return Spoken(tr("Act first, then look back"), lines)


class CardView(ProjectorView):
    """The room's card of a day in large letters, and the minutes that it takes, counted down.

    It is the room's plan, also where everybody has one of their own: nobody's is shown.
    """

    def __init__(self, bridge: LibraryBridge, step_id: int) -> None:
        super().__init__()
        self._library, self._step_id = bridge.library, step_id
        self._day = TODAY
        self._runs_from: float | None = None
        self.header = ProjectorHeader()
        self.face = _CardFace(self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.header)
        layout.addWidget(self.face, 1)
        self._clock = QTimer(self, interval=_TICK)
        self._clock.timeout.connect(self._tick)
        self._soon = Rereading(self, self._read)
        bridge.changed.connect(self._follow)
        self._read()

    @property
    def shown(self) -> PlanDay:
        """The day whose card is shown: today's where one is planned, else the next one, else the last."""
        days = self.plan.days
        if self._day != TODAY and int(self._day) < len(days):
            return days[int(self._day)]
        today = date.today()
        return next((day for day in days if day.date is None or day.date >= today), days[-1])

    @property
    def left(self) -> float:
        """The seconds left of the card's minutes."""
        whole = self.shown.card.minutes * 60.0
        return whole if self._runs_from is None else max(whole - (monotonic() - self._runs_from), 0.0)

    @property
    def texts(self) -> list[str]:
        """Every text that is painted."""
        return [*self.header.texts, *self.face.texts]

    def set_option(self, key: str, value: str) -> None:
        """Another day, or the timer begins or waits anew."""
        if key == DAY:
            self._day, self._runs_from = value or TODAY, None
            self._clock.stop()
        elif key == TIMER:
            runs = value == RUNS
            if runs and self._runs_from is None:
                self._runs_from = monotonic()
                self._clock.start()
            elif not runs:
                self._runs_from = None
                self._clock.stop()
        self._show()

    def set_text_scale(self, scale: float) -> None:
        """Make whatever is read larger."""
        self.header.text_scale = scale
        self.header.set_whole(self.height(), _HEADER)
        self.face.scale = scale
        self.face.update()

    def resizeEvent(self, event: object) -> None:
        """The header keeps its share of the height."""
        self.header.set_whole(self.height(), _HEADER)
        super().resizeEvent(event)  # type: ignore[arg-type]

    def _tick(self) -> None:
        if self.left <= 0:
            self._clock.stop()
        self._show()

    def _follow(self, change: Change) -> None:
        if change.step_id == self._step_id and change.topic in (Topic.SETTINGS, Topic.ANSWERS):
            if change.participant_id is None:
                self._soon.at_once()
        elif change.topic in (Topic.ERASED, Topic.WORKSHOPS):
            self._soon.at_once()

    def _read(self) -> None:
        self.plan: Plan = plan_of(self._library, self._step_id, None)
        self._cue = get_settings(self._library, self._step_id).cue
        self._language = spoken_at(self._library, self._step_id)
        self._show()

    def _show(self) -> None:
        day = self.shown
        with speaking(self._language):
            when = [tr("Day {number} of {count}", number=day.number, count=len(self.plan.days))]
            if day.date is not None:
                when.append(long_day(day.date))
            self.header.say(tr("Card of the day"), " · ".join(when))
            about = [theme_name(day.card.theme), trn("{count} minute", "{count} minutes", day.card.minutes)]
            if day.returns:
                about.append(tr_content(AGENDA, self._cue) or tr("every week"))
            text = tr_content(DECKS, day.card.text)
        self.face.show_card(text, " · ".join(about), self.left, runs=self._runs_from is not None)


class _CardFace(Speaker, QWidget):
    """The card's words, what they are about, and the clock."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.scale = 1.0
        self._card, self._about, self._clock, self._runs = "", "", "", False

    @property
    def texts(self) -> list[str]:
        """What is painted."""
        return [self._card, self._about, self._clock]

    def show_card(self, card: str, about: str, left: float, *, runs: bool) -> None:
        """Paint these."""
        minutes, seconds = divmod(round(left), 60)
        self._card, self._about, self._clock, self._runs = card, about, f"{minutes}:{seconds:02}", runs
        self.setAccessibleName(". ".join((card, about, self._clock)))
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The words as large as the room is deep, the clock below them."""
        tokens, width, height = tokens_for(self), float(self.width()), float(self.height())
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), QColor(tokens.surface))
        left, room = width * LEFT, width * (1 - 2 * LEFT)
        free = height * 0.52
        largest = max(1, round(height * 0.15 * min(self.scale, 1.4)))
        words = paragraph(self._card, room, largest, strong=True)
        while words.height > free and largest > 8:
            largest = round(largest * 0.92)
            words = paragraph(self._card, room, largest, strong=True)
        words.paint(painter, left, height * 0.03 + (free - words.height) / 2, tokens.text)
        about = paragraph(self._about, room, max(1, round(height * 0.055 * min(self.scale, 1.5))), most=2)
        about.paint(painter, left, height * 0.6, tokens.muted)
        font = QFont(self.font())
        font.setPixelSize(max(1, round(height * 0.2)))
        font.setWeight(QFont.Weight.DemiBold)
        painter.setFont(font)
        over = self._runs and self._clock == "0:00"
        painter.setPen(QColor(tokens.accent if self._runs and not over else tokens.muted))
        box = QRectF(left, height * 0.74, room, height * 0.24)
        painter.drawText(box, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), self._clock)
        painter.end()


def _board(library: Library, step_id: int, room: CountedRoom) -> Board:
    notes = tuple(Note(("line", each.id), each.line) for each in shared(library, step_id, room))
    if notes and room.people < room.floor:
        # They are to be read without a name, and of few it would be known whose they are.
        return Board((Column(""),), tr("What we learned"), empty=below_floor(room.people, room.floor))
    return Board(
        (Column("", blocks=notes),),
        tr("What we learned"),
        tr("Lines that their writers share"),
        2,
        tr("Nobody has shared a line yet."),
    )
