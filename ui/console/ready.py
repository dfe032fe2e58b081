"""*Get ready*: what a new workshop wants before its people come, each thing ticked once it is done.

Nothing here is asked of anybody: what the library can tell (people, PIN) is read from it, what only a person can know
(whether the questions are the right ones, whether the last row reads the picture) counts once it was opened from here.
"""

from collections.abc import Callable

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QGuiApplication, QPainter, QPaintEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from facilitator.i18n import language_name, spoken, tr, trn
from facilitator.storage.changes import Change, Topic
from facilitator.workshop.agenda import said_title, steps_of
from facilitator.workshop.papers import spoken_in
from facilitator.workshop.pin import has_pin
from facilitator.workshop.readiness import READY, Readiness
from facilitator.workshop.roster import people_of
from ui.bridge import LibraryBridge
from ui.theme import theme
from ui.theme.icons import icon, paint_icon
from ui.theme.tokens import METRICS
from ui.theme.widgets import Card, Scrolled, restyle

PEOPLE, QUESTIONS, SCREENS, PIN, PICTURE = "people", "questions", "screens", "pin", "picture"
_WIDTH = 720
_MARK = 28


class ReadyPage(QWidget):
    """The list. `acts` open what each line is about, by the line's key."""

    left = Signal()
    """The page was closed for good."""
    started = Signal()
    """The first step is to be run."""

    def __init__(self, bridge: LibraryBridge, workshop_id: int, acts: dict[str, Callable[[], object]]) -> None:
        super().__init__()
        self.setObjectName("ready")
        self.setAccessibleName(tr("Get ready"))
        self._library, self._workshop_id = bridge.library, workshop_id
        self._acts = acts
        self._said = QLabel()
        self._said.setObjectName("ready-count")
        self._said.setProperty("role", "body")
        self._languages = QLabel()
        self._languages.setObjectName("ready-languages")
        self._languages.setProperty("role", "warning")
        self._languages.setTextFormat(Qt.TextFormat.PlainText)
        self._languages.setWordWrap(True)
        buttons = {
            PEOPLE: (tr("Who comes"), tr("People…")),
            QUESTIONS: (tr("What they are asked"), tr("Questions…")),
            SCREENS: (tr("Where the room looks"), tr("Open projector")),
            PIN: (tr("A PIN for the station"), tr("Choose PIN…")),
            PICTURE: (tr("Can the last row read it?"), tr("Show test picture")),
        }
        self._lines = {key: _Line(key, title, words) for key, (title, words) in buttons.items()}
        for key, line in self._lines.items():
            line.button.clicked.connect(lambda _checked=False, key=key: self._act(key))
        self._lay_out()
        bridge.changed.connect(self._follow)
        application = QGuiApplication.instance()
        if isinstance(application, QGuiApplication):
            application.screenAdded.connect(self.read)
            application.screenRemoved.connect(self.read)
        self.read()

    @property
    def done(self) -> tuple[str, ...]:
        """The keys of what is ticked."""
        return tuple(key for key, line in self._lines.items() if line.is_done)

    def read(self, *_: object) -> None:
        """Look again at what is done."""
        opened = READY.get(self._library, self._workshop_id).opened
        people = len(people_of(self._library, self._workshop_id))
        steps = [step for step in steps_of(self._library, self._workshop_id) if step.exercise]
        titles = ", ".join(said_title(step) for step in steps)
        screens = len(QGuiApplication.screens())
        pin = has_pin(self._library)
        says = {
            PEOPLE: trn("{count} person is on the roster.", "{count} people are on the roster.", people)
            if people
            else tr("Type them, paste them or bring in a list; addresses are for mailing handouts."),
            QUESTIONS: tr("The usual ones come along: {steps}. Look at them once.", steps=titles)
            if titles
            else tr("No step of the agenda asks anything yet: add one on the left."),
            SCREENS: trn(
                "This is the only screen: plug the projector in and extend the desktop. Until then it is a window.",
                "There are {count} screens: the projector fills the one that this window is not on.",
                screens,
            ),
            PIN: tr("Chosen. Only it leaves the station.")
            if pin
            else tr("The station shows nothing but the exercise; only a PIN of yours leaves it."),
            PICTURE: tr("A frame, sizes and colours: walk to the last row and read the second line."),
        }
        done = {PEOPLE: people > 0, PIN: pin, **{key: key in opened for key in (QUESTIONS, SCREENS, PICTURE)}}
        for key, line in self._lines.items():
            line.show_state(says[key], is_done=done[key])
        waiting = [key for key in self._lines if not done[key] and (steps or key != QUESTIONS)]
        # One accent: on what comes next.
        for key, line in self._lines.items():
            restyle(line.button, "primary" if key in waiting[:1] else "secondary")
        restyle(self._start, "secondary" if waiting else "primary")
        self._start.setIcon(icon("play", "text" if waiting else "on_accent"))
        self._lines[QUESTIONS].button.setEnabled(bool(steps))
        self._lines[PIN].button.setVisible(not pin)
        self._say_languages()
        left = len(done) - sum(done.values())
        self._said.setText(
            trn("{count} thing is left.", "{count} things are left.", left)
            if left
            else tr("All is ready: start when your people are there.")
        )

    def _say_languages(self) -> None:
        """The room reads the language of the papers, the facilitator that of the windows: said where they differ."""
        papers = spoken_in(self._library, self._workshop_id)
        self._languages.setVisible(papers != spoken())
        self._languages.setText(
            tr(
                "What the room reads is in {papers}: station, projector, phones and papers of this workshop. Your own "
                "windows are in {windows}. File → Documents changes the one, Edit → Preferences the other from the "
                "next start on.",
                papers=language_name(papers),
                windows=language_name(spoken()),
            )
        )

    def _act(self, key: str) -> None:
        self._acts[key]()
        kept = READY.get(self._library, self._workshop_id)
        if key in (QUESTIONS, SCREENS, PICTURE) and key not in kept.opened:
            READY.set(self._library, Readiness(kept.shown, (*kept.opened, key)), self._workshop_id)

    def leave(self) -> None:
        """Open on the agenda from now on."""
        kept = READY.get(self._library, self._workshop_id)
        if kept.shown:
            READY.set(self._library, Readiness(False, kept.opened), self._workshop_id)
        self.left.emit()

    def _follow(self, change: Change) -> None:
        if change.topic in (Topic.ROSTER, Topic.PREFERENCES, Topic.AGENDA, Topic.WORKSHOPS):
            self.read()

    def showEvent(self, event: QShowEvent) -> None:
        """All buttons below each other are as wide as the widest."""
        super().showEvent(event)
        buttons = [line.button for line in self._lines.values()]
        widest = max(button.sizeHint().width() for button in buttons)
        for button in buttons:
            button.setMinimumWidth(widest)

    def _lay_out(self) -> None:
        title = QLabel(tr("Get ready"))
        title.setProperty("role", "title")
        card = Card()
        card.setMaximumWidth(_WIDTH)
        card.column.addWidget(title)
        card.column.addWidget(self._said)
        card.column.addWidget(self._languages)
        for line in self._lines.values():
            card.column.addWidget(line)
        ends = QHBoxLayout()
        ends.setContentsMargins(0, 0, 0, 0)
        close = QPushButton(tr("Close this list"))
        close.setObjectName("ready-close")
        close.setProperty("role", "quiet")
        close.clicked.connect(self.leave)
        start = self._start = QPushButton(tr("Start the first step"))
        start.setObjectName("ready-start")
        start.clicked.connect(self.started)
        ends.addWidget(close)
        ends.addStretch(1)
        ends.addWidget(start)
        holder = QWidget()
        beside = QHBoxLayout(holder)
        beside.setContentsMargins(METRICS.medium, METRICS.medium, METRICS.medium, METRICS.medium)
        beside.addStretch(1)
        beside.addWidget(card, 100, Qt.AlignmentFlag.AlignTop)
        beside.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, METRICS.medium)
        area = Scrolled(holder)
        column.addWidget(area, 1)
        row = QHBoxLayout()
        row.setContentsMargins(METRICS.medium, 0, METRICS.medium, 0)
        row.addStretch(1)
        foot = QWidget()
        foot.setMaximumWidth(_WIDTH)
        foot.setLayout(ends)
        row.addWidget(foot, 100)
        row.addStretch(1)
        column.addLayout(row)


class _Line(QWidget):
    """One thing to do: its mark, what it is, how it stands, and the button that opens it."""

    def __init__(self, key: str, title: str, words: str) -> None:
        super().__init__()
        self.is_done = False
        self._title = title
        self._mark = _Mark()
        heading = QLabel(title)
        heading.setProperty("role", "heading")
        self._words = QLabel()
        self._words.setObjectName(f"ready-says-{key}")
        self._words.setProperty("role", "caption")
        self._words.setTextFormat(Qt.TextFormat.PlainText)
        self._words.setWordWrap(True)
        self.button = QPushButton(words)
        self.button.setObjectName(f"ready-{key}")
        self.button.setAccessibleDescription(title)
        text = QVBoxLayout()
        text.setSpacing(0)
        text.addWidget(heading)
        text.addWidget(self._words)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, METRICS.small, 0, METRICS.small)
        row.setSpacing(METRICS.medium)
        row.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(text, 1)
        row.addWidget(self.button, 0, Qt.AlignmentFlag.AlignVCenter)

    def show_state(self, words: str, *, is_done: bool) -> None:
        self.is_done = is_done
        self._words.setText(words)
        self._mark.tick(is_done)
        said = tr("done") if is_done else tr("still to do")
        self.setAccessibleName(f"{self._title}: {said}. {words}")


class _Mark(QWidget):
    """An empty circle, or a tick."""

    def __init__(self) -> None:
        super().__init__()
        self._ticked = False
        self.setFixedSize(_MARK, _MARK)

    def tick(self, yes: bool) -> None:
        self._ticked = yes
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, tokens = QPainter(self), theme.current()
        name, color = ("circle-check", tokens.success) if self._ticked else ("circle-dashed", tokens.muted)
        paint_icon(painter, name, QRectF(self.rect()).adjusted(2, 2, -2, -2), color)
        painter.end()
