"""What all windows over another one are made of, and small ones: a message, a question, a line of text, progress.

`Dialog` is the base of all of them. None blocks: each is opened over its parent and says what was chosen through a
function that is called.
"""

from collections.abc import Callable
from time import monotonic
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QEvent, QPoint, QSize, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QResizeEvent, QScreen, QShowEvent
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLayout,
    QLineEdit,
    QListWidget,
    QPlainTextEdit,
    QProgressBar,
    QPushButton,
    QSplitter,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from facilitator.errors import Cancelled, FacilitatorError, NotFound
from facilitator.i18n import tr, trn
from facilitator.progress import Progress
from ui.places import PlaceKeeper, bounded, inside
from ui.theme.icons import icon
from ui.theme.layouts import parts_of
from ui.theme.widgets import DRAGGED, Inside, Scrolled, is_dragged_from, put_after, put_last
from ui.work import Work

if TYPE_CHECKING:
    from facilitator.storage.changes import Change, Topic
    from ui.bridge import LibraryBridge
    from ui.history import History

_WIDTH = 440
_SPACING = 14
_BESIDE = 420
"""The width of what is put beside all the rest."""

_MARGIN = 4
"""What Qt leaves free above the first line of a text. Asked of its document, Qt for Python would go on knowing that."""

W = TypeVar("W", bound=QWidget)


class Dialog(QDialog):
    """What every window over another one is: `content` that scrolls, and below it tools, a status line and buttons.

    It is never larger than its screen, and its buttons are always in sight. With a `size` it is a window to work in,
    whose size, place and splitters (those that have an object name) are remembered; without one it is as large as
    what is in it every time. It goes for good when it is closed.
    """

    enter_presses_main = True
    """Whether Enter presses the main button wherever the focus is; else only a button that has the focus."""

    def __init__(
        self, parent: QWidget | None, title: str, name: str, size: tuple[int, int] | None = None, *, margin: int = 20
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self.setObjectName(name)
        self._follows: list[tuple[Callable[[Change], object], frozenset[Topic], int | None, int | None]] = []
        self._status: QLabel | None = None
        whole = Inside()
        self._inside = QVBoxLayout(whole)
        self._inside.setContentsMargins(0, 0, 0, 0)
        self._inside.setSpacing(0)
        self.content = QVBoxLayout()
        self.content.setSpacing(_SPACING)
        self._inside.addLayout(self.content)
        self._inside.addStretch(1)
        self._scrolled = Scrolled(whole)
        self._middle: QWidget = self._scrolled
        self.tools = QHBoxLayout()
        self.box = QDialogButtonBox()
        self._foot = QHBoxLayout()
        self._foot.addLayout(self.tools)
        self._foot.addStretch(1)
        self._foot.addWidget(self.box)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(margin, 16, margin, 16)
        self._column.setSpacing(_SPACING)
        self._column.addWidget(self._scrolled, 1)
        self._column.addLayout(self._foot)
        if size is not None:
            self.resize(*size)
        PlaceKeeper(self, name)
        self._result = 0
        self._dragged = QTimer(self, singleShot=True, interval=DRAGGED)
        self._dragged.timeout.connect(self._go_now)
        # Else what follows and the window would keep each other when the window is long gone.
        self.destroyed.connect(self._follows.clear)

    def fill_with(self, whole: QWidget) -> None:
        """Show a widget in place of `content` that keeps its own buttons in sight: it is not scrolled as a whole."""
        self._column.replaceWidget(self._scrolled, whole)
        self._scrolled.hide()
        self._middle = whole

    def put_beside(self, widget: QWidget, name: str) -> None:
        """Show a widget at the right of all that is in the window, with a border that can be moved.

        Where that is, is remembered under the object's `name`.
        """
        across = QSplitter(Qt.Orientation.Horizontal)
        across.setObjectName(name)
        across.setChildrenCollapsible(False)
        self._column.replaceWidget(self._middle, across)
        across.addWidget(self._middle)
        across.addWidget(widget)
        self._column.setStretchFactor(across, 1)
        self._middle = across
        self.resize(bounded(self, self.size() + QSize(_BESIDE, 0), self._screen()))
        across.setSizes([max(self.width() - _BESIDE, 1), _BESIDE])

    # What it owns

    def undo_with(self, history: "History") -> None:
        """Let Undo and Redo and their keys work here as in the window behind."""
        self.addActions(history.actions(self))

    def follow(
        self,
        bridge: "LibraryBridge",
        hear: Callable[["Change"], object],
        *topics: "Topic",
        workshop_id: int | None = None,
        step_id: int | None = None,
    ) -> None:
        """Call `hear` after each change of these topics, or of all, in the workshop or step if one is named.

        What it looks at may be gone by then: where `hear` raises NotFound, the window closes.
        """
        if not self._follows:
            bridge.changed.connect(self._hear)
        self._follows.append((hear, frozenset(topics), workshop_id, step_id))

    def _hear(self, change: "Change") -> None:
        for hear, topics, workshop_id, step_id in self._follows:
            if topics and change.topic not in topics:
                continue
            if workshop_id is not None and change.workshop_id not in (workshop_id, None):
                continue
            if step_id is not None and change.step_id not in (step_id, None):
                continue
            try:
                hear(change)
            except NotFound:
                self.done(QDialog.DialogCode.Rejected)
                return

    def status_line(self, name: str) -> QLabel:
        """Make room for sentences between tools and buttons; returns their label."""
        self._status = label = QLabel()
        label.setObjectName(name)
        label.setProperty("role", "caption")
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setWordWrap(True)
        self.fill_foot(label)
        return label

    def fill_foot(self, between: QWidget) -> None:
        """Put a widget between tools and buttons, which takes the width that is left."""
        self._foot.takeAt(1)
        self._foot.insertWidget(1, between, 1)

    def show_status(self, sentence: str, role: str = "caption") -> None:
        """Say something in the status line; `role` is caption, success, warning or error."""
        assert self._status is not None  # noqa: S101  # a window that says something has made its line
        self._status.setText(sentence)
        self._status.setProperty("role", role)
        self._status.style().unpolish(self._status)
        self._status.style().polish(self._status)

    def button(self, text: str, name: str, role: str, act: Callable[[], object], picture: str = "") -> QPushButton:
        """Add a button at the right of the foot; `role` is primary, danger, secondary or quiet.

        The main one, primary or else danger, is the last; what only closes the window stands before it, others before
        that. One that is primary is pressed by Enter.
        """
        made = icon_button(name, picture, text, act, role)
        place = QDialogButtonBox.ButtonRole.ActionRole
        if role in ("primary", "danger"):
            place = QDialogButtonBox.ButtonRole.AcceptRole
        elif act in (self.reject, self.accept):
            place = QDialogButtonBox.ButtonRole.RejectRole
        if role == "primary":
            for other in self.box.buttons():
                if other.property("role") == "danger":
                    self.box.addButton(other, QDialogButtonBox.ButtonRole.DestructiveRole)
        made.setDefault(role == "primary" and self.enter_presses_main)
        self.box.addButton(made, place)
        return made

    def tool(self, text: str, name: str, picture: str, act: Callable[[], object]) -> QPushButton:
        """Add a button at the left of the foot, for something that leaves the window open."""
        made = icon_button(name, picture, text, act)
        self.tools.addWidget(made)
        return made

    # Going

    def done(self, result: int) -> None:
        """Go, once nothing is dragged from the window any more: Qt goes on asking what it is dragged from."""
        if is_dragged_from(self):
            self._result = result
            self._dragged.start()
        else:
            super().done(result)

    def _go_now(self) -> None:
        self.done(self._result)

    # Keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses the button that has the focus, else the main one where it may; Page Up and Down scroll."""
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        focused = self.focusWidget()
        if plain and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if isinstance(focused, QPushButton) and focused.isEnabled():
                focused.click()
                return
            if not self.enter_presses_main:
                return
        elif plain and event.key() in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
            bar = self._scrolled.verticalScrollBar()
            bar.setValue(bar.value() + (bar.pageStep() if event.key() == Qt.Key.Key_PageDown else -bar.pageStep()))
            return
        super().keyPressEvent(event)

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab comes to what is in a table after the table, and to what is below last, whenever that was made."""
        for table in self.findChildren(QTableView):
            put_after(table, table.viewport())
        self._put_foot_last()
        return super().focusNextPrevChild(forward)

    def _put_foot_last(self) -> None:
        tools = [each for each in parts_of(self.tools).values() if isinstance(each, QWidget)]
        foot = [*tools, *self.box.buttons()]
        # Qt's box of buttons sends Tab on to one of them and past the others.
        self.box.setFocusProxy(None)  # type: ignore[arg-type]  # which Qt takes
        put_last(sorted(foot, key=lambda each: each.mapTo(self, QPoint()).x()), self)

    def showEvent(self, event: QShowEvent) -> None:
        """Take the frame from main buttons that Enter does not press: the box gives it to the first one it has."""
        super().showEvent(event)
        for rows in self.findChildren(QListWidget):
            # Those that were measured before they had their style lie too close, or are cut.
            rows.scheduleDelayedItemsLayout()
        self._take_width()
        self._keep_inside()
        for button in self.box.buttons():
            is_main = self.box.buttonRole(button) == QDialogButtonBox.ButtonRole.AcceptRole
            pressed = button.property("role") == "primary" and self.enter_presses_main
            if is_main and not pressed and isinstance(button, QPushButton):
                button.setDefault(False)

    def _level_labels(self) -> None:
        """Put the labels of forms on the line of their fields, of high ones on that of their first line."""
        line = QLineEdit().sizeHint().height()
        for form in self.findChildren(QFormLayout):
            for field in parts_of(form).values():
                label = form.labelForField(field)
                if label is None:
                    continue
                if isinstance(label, QLabel) and field.sizeHint().height() > 2 * line:
                    # Qt gives it the height of several lines, and would put it into their middle.
                    label.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
                    label.setContentsMargins(0, _first_line(field, line), 0, 0)
                else:
                    label.setMinimumHeight(min(line, field.sizeHint().height()))

    # Size

    def event(self, event: QEvent) -> bool:
        """Share the height anew when something in the window comes or goes, or it comes onto another screen."""
        if event.type() in (QEvent.Type.Show, QEvent.Type.LayoutRequest, QEvent.Type.ScreenChangeInternal):
            # Rows may come later, with what is chosen.
            self._level_labels()
            self._share_height()
            self._bound()
        return super().event(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A window that grows with what is in it grows upwards where there is no room below."""
        super().resizeEvent(event)
        if self.isVisible() and not event.spontaneous() and event.size().height() > event.oldSize().height():
            self._keep_inside()

    def _bound(self) -> None:
        """What is inside may ask for what the screen leaves it, so that the buttons below stay in sight."""
        sides = self._column.contentsMargins()
        wide = self.width() - sides.left() - sides.right()
        parts = parts_of(self._column).values()
        taken = sum(_least_height(part, wide) for part in parts if part is not self._middle and _is_shown(part))
        taken += sides.top() + sides.bottom() + self._column.spacing() * (len(parts) - 1)
        room = bounded(self, self._screen().availableGeometry().size(), self._screen())
        self._scrolled.set_most(QSize(room.width() - sides.left() - sides.right(), max(room.height() - taken, 40)))

    def _take_width(self) -> None:
        """Qt has reckoned before the fonts were known, and with lines that wrap at another width."""
        width = max(self.width(), self._column.totalMinimumSize().width())
        reckoned = not self.testAttribute(Qt.WidgetAttribute.WA_Resized) and self._column.hasHeightForWidth()
        height = self._column.totalHeightForWidth(width) if reckoned else self.height()
        self.resize(bounded(self, QSize(width, height), self.screen()))

    def _keep_inside(self) -> None:
        """Over a window at the edge of the screen the middle of that window may be too low for this one."""
        place = inside(self, self.screen())
        if place != self.pos():
            self.move(place)

    def _screen(self) -> QScreen:
        over = self.parentWidget()
        return self.screen() if self.isVisible() or over is None else over.window().screen()

    def sizeHint(self) -> QSize:
        """As large as what is in it, on its screen."""
        self._bound()
        return super().sizeHint()

    def fit(self) -> None:
        """Make the window as high as what is in it, and no higher than its screen: `adjustSize` stops at two thirds."""
        # Else what was reckoned before something came or went is taken once more.
        self._scrolled.updateGeometry()
        self._bound()
        wanted = max(self._column.totalHeightForWidth(self.width()), self._column.totalSizeHint().height())
        self.resize(bounded(self, QSize(self.width(), wanted), self.screen()))
        self._keep_inside()

    def _share_height(self) -> None:
        """Height that is over goes to what wants it; where nothing does, it stays free above the buttons."""
        parts = parts_of(self.content)
        wants = any(self.content.stretch(place) and _is_shown(part) for place, part in parts.items())
        if wants != bool(self._inside.stretch(0)):
            self._inside.setStretch(0, int(wants))
            self._inside.setStretch(1, int(not wants))
            self._inside.activate()


def _first_line(field: QWidget | QLayout, line: int) -> int:
    """How far below its top the words of a field of several lines begin; `line` is as high as a field of one."""
    if isinstance(field, QPlainTextEdit):
        return field.viewport().y() + _MARGIN
    return (line - QLineEdit().fontMetrics().height()) // 2


def _is_shown(part: QWidget | QLayout) -> bool:
    return not (part.isHidden() if isinstance(part, QWidget) else part.isEmpty())


def _least_height(part: QWidget | QLayout, wide: int) -> int:
    if part.hasHeightForWidth():
        return part.heightForWidth(wide)
    least = part.minimumSize().height()
    return max(least, part.minimumSizeHint().height()) if isinstance(part, QWidget) else least


class Panel(Dialog):
    """A window with a heading and paragraphs."""

    def __init__(self, parent: QWidget | None, heading: str, name: str, size: tuple[int, int] | None = None) -> None:
        super().__init__(parent, heading, name, size, margin=24)
        self.setMinimumWidth(_WIDTH)
        title = QLabel(heading)
        title.setProperty("role", "heading")
        title.setTextFormat(Qt.TextFormat.PlainText)
        title.setWordWrap(True)
        self._column.insertWidget(0, title)

    def say(self, text: str, role: str = "body") -> QLabel:
        """Add a `paragraph`."""
        label = paragraph(text, role)
        self.content.addWidget(label)
        return label


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


def paragraph(text: str, role: str = "body") -> QLabel:
    """Plain text that wraps, and can be selected."""
    label = QLabel(text)
    label.setProperty("role", role)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return label


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
    if danger:
        cancel.setDefault(True)
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

    `done` is called with the result once the window is gone. Stopping it is silent where nothing is left of it; of work
    that `keeps` each piece that is finished it is said how many there are. A refused operation is shown as its
    sentence; anything else goes to the error dialog.
    """

    def __init__(
        self,
        parent: QWidget | None,
        heading: str,
        work: Work,
        done: Callable[[object], object],
        *,
        keeps: bool = False,
    ) -> None:
        super().__init__(parent, heading, "progress")
        self.work = work
        self._done = done
        self._keeps = keeps
        self._far = Progress(0, 0)
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
        self._far = progress
        # One piece has no parts to count: a bar that goes to and fro tells that it is at work.
        counts = progress.total > 1
        self._bar.setRange(0, progress.total if counts else 0)
        self._bar.setValue(progress.done)
        self._label.setText(progress.label)
        if self._stop.isEnabled():
            self._left.setText(self._how_long(progress) if counts else tr("One moment…"))

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
            if self._keeps and self._far.done:
                message(parent, self.windowTitle(), _finished(self._far))
            return
        if isinstance(error, FacilitatorError):
            refused(parent, error)
            return
        raise error

    def _end(self) -> None:
        self._running = False
        self.accept()


def _finished(far: Progress) -> str:
    return trn(
        "Stopped. {count} of {total} is finished and stays.",
        "Stopped. {count} of {total} are finished and stay.",
        far.done,
        total=far.total,
    )


def time_left(seconds: float) -> str:
    """A rough duration as people say it, rounded up to 5 seconds or to whole minutes."""
    if seconds < 60:
        rounded = max(5, -int(-seconds // 5) * 5)
        return trn("about {count} second left", "about {count} seconds left", rounded)
    return trn("about {count} minute left", "about {count} minutes left", -int(-seconds // 60))
