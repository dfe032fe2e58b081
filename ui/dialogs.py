"""Small windows that several of the large ones need: a message, a question, a line of text, the progress of long work.

None of them blocks: each is opened over its parent and says what was chosen through a function that is called.
"""

from collections.abc import Callable
from time import monotonic
from typing import TypeVar

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from facilitator.errors import Cancelled, FacilitatorError
from facilitator.i18n import tr, trn
from facilitator.progress import Progress
from ui.theme.icons import icon
from ui.work import Work

_WIDTH = 440

W = TypeVar("W", bound=QWidget)


class Panel(QDialog):
    """A window over its parent with a heading, content and a row of buttons; it goes for good when it is closed."""

    def __init__(self, parent: QWidget | None, heading: str, name: str) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(heading)
        self.setObjectName(name)
        self.setMinimumWidth(_WIDTH)
        title = QLabel(heading)
        title.setProperty("role", "heading")
        title.setTextFormat(Qt.TextFormat.PlainText)
        title.setWordWrap(True)
        self.content = QVBoxLayout()
        self.buttons = QHBoxLayout()
        self.buttons.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 20)
        layout.setSpacing(14)
        layout.addWidget(title)
        layout.addLayout(self.content)
        layout.addStretch(1)
        layout.addLayout(self.buttons)
        self._column = layout

    def event(self, event: QEvent) -> bool:
        """Share the height anew when something in the window comes or goes."""
        if event.type() in (QEvent.Type.Show, QEvent.Type.LayoutRequest):
            self._share_height()
        return super().event(event)

    def fit(self) -> None:
        """Make the window as high as what is in it, and no higher than its screen: `adjustSize` stops at two thirds."""
        screen = self.screen().availableGeometry()
        frame = self.frameGeometry().height() - self.height()
        wanted = max(self._column.totalHeightForWidth(self.width()), self._column.totalSizeHint().height())
        self.resize(self.width(), min(wanted, screen.height() - frame))
        over = self.frameGeometry().bottom() - screen.bottom()
        if over > 0:
            self.move(self.x(), max(screen.top(), self.y() - over))

    def _share_height(self) -> None:
        """Height that is over goes to what wants it; where nothing does, it stays free above the buttons."""
        places = range(self.content.count())
        shown = [place for place in places if (item := self.content.itemAt(place)) is not None and not item.isEmpty()]
        wants = any(self.content.stretch(place) for place in shown)
        if wants != bool(self._column.stretch(1)):
            self._column.setStretch(1, int(wants))
            self._column.setStretch(2, int(not wants))
            self._column.activate()

    def say(self, text: str, role: str = "body") -> QLabel:
        """Add a paragraph of plain text; it can be selected."""
        label = QLabel(text)
        label.setProperty("role", role)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setWordWrap(True)
        label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.content.addWidget(label)
        return label

    def button(self, text: str, name: str, role: str, act: Callable[[], object]) -> QPushButton:
        """Add a button at the right end of the row; one of role "primary" or "danger" is the window's default."""
        made = QPushButton(text)
        made.setObjectName(name)
        made.setProperty("role", role)
        made.setDefault(role == "primary")
        made.setAutoDefault(role != "danger")
        made.clicked.connect(lambda: act())
        self.buttons.addWidget(made)
        return made


class Form(Panel):
    """A panel to fill in: a refused entry keeps it open and says why in its own words."""

    def named(self, widget: W, name: str, says: str) -> W:
        """`widget` with an object name and the name that assistive technology reads."""
        widget.setObjectName(name)
        widget.setAccessibleName(says)
        return widget

    def end_with(self, yes: str, take: Callable[[], object]) -> QPushButton:
        """Finish the form with a place for problems, Cancel, and a button `yes` that calls `take`; returns it.

        `take` raises FacilitatorError for what can't be taken; otherwise the form closes.
        """
        self.problem = problem = self.say("", "error")
        problem.setObjectName("problem")
        problem.hide()

        def taken() -> None:
            try:
                take()
            except FacilitatorError as error:
                problem.setText(error.sentence)
                problem.show()
            else:
                self.accept()

        self.button(tr("Cancel"), "cancel", "secondary", self.reject)
        return self.button(yes, "yes", "primary", taken)


def icon_button(name: str, picture: str, words: str, act: Callable[[], object], role: str = "secondary") -> QPushButton:
    """A button that Return presses only when it has the focus, with a picture if one is named."""
    button = QPushButton(words)
    if picture:
        button.setIcon(icon(picture, "on_accent" if role == "primary" else "text"))
    button.setObjectName(name)
    button.setProperty("role", role)
    button.setAutoDefault(False)
    button.clicked.connect(lambda: act())
    return button


def message(parent: QWidget | None, heading: str, text: str) -> Panel:
    """Say something that has to be read; open already when this returns."""
    panel = Panel(parent, heading, "message")
    panel.say(text)
    panel.button(tr("OK"), "ok", "primary", panel.accept)
    panel.open()
    return panel


def refused(parent: QWidget | None, error: FacilitatorError) -> Panel:
    """Show the sentence of an operation that could not be done."""
    return message(parent, tr("That could not be done"), error.sentence)


def confirm(
    parent: QWidget | None, heading: str, text: str, yes: str, act: Callable[[], object], *, danger: bool = False
) -> Panel:
    """Ask before something that can't be undone; `yes` is the verb on the button that calls `act`."""
    panel = Panel(parent, heading, "confirm")
    panel.say(text)
    cancel = panel.button(tr("Cancel"), "cancel", "secondary", panel.reject)

    def agreed() -> None:
        panel.accept()
        try:
            act()
        except FacilitatorError as error:
            refused(parent, error)

    go_on = panel.button(yes, "yes", "danger" if danger else "primary", agreed)
    (cancel if danger else go_on).setFocus()
    panel.open()
    return panel


def tell(parent: QWidget | None, heading: str, text: str, more: tuple[str, Callable[[], object]], name: str) -> Panel:
    """Say that something is done, and offer what one may want next: a verb and what it does."""
    panel = Panel(parent, heading, name)
    panel.say(text)

    def wanted() -> None:
        panel.accept()
        more[1]()

    panel.button(more[0], "more", "secondary", wanted)
    panel.button(tr("Close"), "close", "primary", panel.accept).setFocus()
    panel.open()
    return panel


def ask_line(
    parent: QWidget | None, heading: str, label: str, value: str, yes: str, take: Callable[[str], object]
) -> Panel:
    """Ask for one line of text. `take` gets it; when it raises a FacilitatorError, the sentence is shown in place."""
    form = Form(parent, heading, "ask-line")
    caption = QLabel(label)
    edit = form.named(QLineEdit(value), "line", label)
    caption.setBuddy(edit)
    form.content.addWidget(caption)
    form.content.addWidget(edit)
    form.end_with(yes, lambda: take(edit.text()))
    edit.selectAll()
    edit.setFocus()
    form.open()
    return form


class ProgressDialog(Panel):
    """Runs one `Work`: how much is done, about how long it still takes, and a way to stop it.

    `done` is called with the result once the window is gone. Stopping it is silent; a refused operation is shown
    as its sentence; anything else goes to the error dialog.
    """

    def __init__(self, parent: QWidget | None, heading: str, work: Work, done: Callable[[object], object]) -> None:
        super().__init__(parent, heading, "progress")
        self.work = work
        self._done = done
        self._began = monotonic()
        self._running = True
        self._label = self.say("")
        self._bar = QProgressBar()
        self._bar.setAccessibleName(heading)
        self._bar.setRange(0, 0)
        self._bar.setTextVisible(False)
        self.content.addWidget(self._bar)
        self._left = self.say(tr("Starting"), "caption")
        self._stop = self.button(tr("Stop"), "stop", "secondary", self.reject)
        work.progressed.connect(self._show)
        work.succeeded.connect(self._succeed)
        work.failed.connect(self._fail)

    def begin(self) -> None:
        """Open the window and start the work."""
        self.open()
        self.work.start()

    def reject(self) -> None:
        """Stop the work; the window goes when the work has ended."""
        if self._running:
            self._stop.setEnabled(False)
            self._left.setText(tr("Stopping"))
            self.work.cancel()
        else:
            super().reject()

    def _show(self, progress: Progress) -> None:
        self._bar.setRange(0, max(progress.total, 1))
        self._bar.setValue(progress.done)
        self._label.setText(progress.label)
        if self._stop.isEnabled():
            self._left.setText(self._how_long(progress))

    def _how_long(self, progress: Progress) -> str:
        count = tr("{done} of {total}", done=progress.done, total=progress.total)
        spent = monotonic() - self._began
        if not progress.done or spent < 1:
            return count
        return f"{count} · {time_left(spent / progress.done * (progress.total - progress.done))}"

    def _succeed(self, result: object) -> None:
        self._end()
        self._done(result)

    def _fail(self, error: Exception) -> None:
        parent = self.parentWidget()
        self._end()
        if isinstance(error, Cancelled):
            return
        if isinstance(error, FacilitatorError):
            refused(parent, error)
            return
        raise error

    def _end(self) -> None:
        self._running = False
        self.accept()


def time_left(seconds: float) -> str:
    """A rough duration as people say it, rounded up to 5 seconds or to whole minutes."""
    if seconds < 60:
        rounded = max(5, -int(-seconds // 5) * 5)
        return trn("about {count} second left", "about {count} seconds left", rounded)
    return trn("about {count} minute left", "about {count} minutes left", -int(-seconds // 60))
