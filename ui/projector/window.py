"""The projector's window: follows the stage, keeps to its screen, and tells the console what it painted.

A view of a step is made before it is shown, so the room never sees a half-filled or an old picture in between. A
committed answer reaches the view as a change and is painted at once: nothing is polled here.
"""

from collections.abc import Callable, Hashable

from PySide6.QtCore import QEvent, QObject, QPoint, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent, QMouseEvent, QPainter, QPixmap, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QStackedLayout, QWidget

from facilitator.errors import NotFound
from facilitator.exercises.steps import kind_of
from facilitator.i18n import long_day, tr, tr_later
from facilitator.questionnaires.batches import Waiting
from facilitator.storage.changes import Change, Topic
from facilitator.storage.library import Library
from facilitator.workshop.agenda import get_step
from facilitator.workshop.workshops import get_workshop
from ui.bridge import LibraryBridge
from ui.exercises.contract import ProjectorView
from ui.exercises.registry import exercise_ui
from ui.phones.view import PhonesView
from ui.pictures import staying
from ui.projector.actions_view import ActionsView
from ui.projector.clock import CornerClock, EndSignal, TimerPage
from ui.projector.pages import PromptPage, StillPage, TitlePage
from ui.projector.prompt import prompt_of, title_for_room
from ui.screens import Placement
from ui.speaker import Speaker
from ui.stage import ACTIONS, HIGHLIGHT, PHONES, PROJECTOR, PROMPT, TIMER, ProjectorLook, Showing, Stage, TimeLeft
from ui.theme import theme

THUMBNAIL = QSize(640, 360)
"""The largest size of the picture for the console."""
_PICTURE_EVERY = 250
"""Milliseconds between two pictures for the console, at least."""


class ProjectorWindow(Speaker, QWidget):
    """What the room sees of one workshop. `console` and `station` tell which windows must never be covered."""

    closed = Signal()

    def __init__(
        self,
        library: Library,
        bridge: LibraryBridge,
        stage: Stage,
        workshop_id: int,
        console: Callable[[], QWidget | None] = lambda: None,
        station: Callable[[], QWidget | None] = lambda: None,
    ) -> None:
        super().__init__(None, Qt.WindowType.Window)
        self.setObjectName(PROJECTOR)
        self.setWindowTitle(tr("Projector"))
        self.setAccessibleName(tr("What the room sees"))
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self.setMinimumSize(320, 180)
        self._library = library
        self._bridge = bridge
        self._stage = stage
        self._workshop_id = workshop_id
        self._title, self._prompt, self._still = TitlePage(self), PromptPage(self), StillPage(self)
        self._timer = TimerPage(self)
        self._corner, self._end = CornerClock(self), EndSignal(self)
        self._view: ProjectorView | None = None
        self._shown: tuple[int | None, str] = (None, PROMPT)
        self._frozen = False
        self._frozen_person: int | None = None
        self._frozen_view: ProjectorView | None = None
        """The view that is on the frozen picture. It follows the library, so it knows whether the picture may stay."""
        self._frozen_step: int | None = None
        self._frozen_basis: frozenset[Hashable] = frozenset()
        self._chosen: dict[str, str] = {}
        self._look: ProjectorLook | None = None
        self._was_left = 0.0
        self._pages = QStackedLayout(self)
        for page in (self._title, self._prompt, self._still, self._timer):
            self._pages.addWidget(page)
        self._next_picture = QTimer(self, singleShot=True, interval=_PICTURE_EVERY)
        self._next_picture.timeout.connect(self._send_picture)
        self.placement = Placement(self, console, station)
        self.installEventFilter(self)
        bridge.changed.connect(self._apply)
        stage.changed.connect(self._follow)
        stage.timed.connect(self._tell_time)
        stage.waiting_wanted.connect(self._show_waiting)
        self._read_title()
        self._follow(stage.showing)
        self._tell_time(stage.time)

    # What is shown

    @property
    def page(self) -> QWidget:
        """The page that the room sees now."""
        page = self._pages.currentWidget()
        return page if page is not None else self._title

    def _follow(self, showing: Showing) -> None:
        wanted = (showing.step_id, showing.view)
        if showing.frozen and not self._frozen:
            self._freeze(showing)
        self._frozen = showing.frozen
        self._wear(showing.look)
        prepares = self._view is self._frozen_view and dict(showing.options) != self._chosen
        if wanted != self._shown or (self._frozen and self._view is not None and prepares):
            self._make_page(showing)
        elif self._view is not None:
            self._choose_options(self._view, showing)
        if not self._frozen:
            self._keep(None)
        self._turn_to_page()

    def _freeze(self, showing: Showing) -> None:
        person = showing.options.get(HIGHLIGHT)
        self._frozen_person = int(person) if person else None
        with staying():
            picture = self._painted(self.size(), overlays=False)
        self._still.keep(picture, self.page.accessibleName())
        shown = self.page is self._view
        self._keep(self._view if shown else None, self._shown[0] if shown else None)

    def _keep(self, view: ProjectorView | None, step_id: int | None = None) -> None:
        """Let a view stand for the frozen picture, in the place of the one before."""
        before, self._frozen_view, self._frozen_step = self._frozen_view, view, step_id
        self._frozen_basis = frozenset() if view is None else view.rests_on()
        if view is not None and view is not before:
            view.rests_changed.connect(self._doubt_the_view)
        if before is not None and before is not view:
            before.rests_changed.disconnect(self._doubt_the_view)
            if before is not self._view:
                self._pages.removeWidget(before)
                before.deleteLater()

    def _make_view(self, step_id: int, view: str) -> ProjectorView:
        if view == ACTIONS:
            return ActionsView(self._bridge, self._workshop_id)
        if view == PHONES:
            return PhonesView(self._stage)
        kind = kind_of(self._library, get_step(self._library, step_id))
        return exercise_ui(kind).projector_view(view, self._bridge, step_id)

    def _wear(self, look: ProjectorLook) -> None:
        if look == self._look:
            return
        self._look = look
        theme.dress(self, look.scheme)
        for page in (self._title, self._prompt, self._timer):
            page.set_text_scale(look.text)
        if self._view is not None:
            self._view.set_text_scale(look.text)
        self._corner.place(look.text)
        self._picture_soon()

    def _tell_time(self, time: TimeLeft) -> None:
        before, self._was_left = self._was_left, time.left if time.is_timed else 0.0
        self._timer.show_time(time)
        self._corner.show_time(time)
        if self._was_left > 0 or not time.is_timed:
            self._end.stop()
        elif before > 0 and time.running and self.isVisible():
            self._end.begin()
        self._show_overlays()

    def _show_overlays(self) -> None:
        """The clock and the end of the time belong to what is live: not onto the title, nor onto an old picture."""
        showing = self._stage.showing
        live = not (showing.blank or showing.frozen) and self._shown[0] is not None
        clock = live and showing.look.clock and self._stage.time.is_timed and self.page is not self._timer
        self._corner.setVisible(clock)
        if clock:
            self._corner.raise_()
        if not live:
            self._end.stop()

    def _make_page(self, showing: Showing) -> None:
        self._shown = (showing.step_id, showing.view)
        old, self._view = self._view, None
        try:
            if showing.step_id is not None and showing.view == PROMPT:
                self._prompt.show_prompt(prompt_of(self._library, showing.step_id))
            elif showing.step_id is not None and showing.view == TIMER:
                self._timer.show_step(title_for_room(self._library, showing.step_id))
            elif showing.step_id is not None:
                self._view = self._make_view(showing.step_id, showing.view)
                self._view.setParent(self)
                self._view.set_text_scale(showing.look.text)
                self._choose_options(self._view, showing)
                self._view.waiting_changed.connect(self._tell_waiting)
                self._pages.addWidget(self._view)
        except NotFound:
            # The step has just been removed: the room sees the title until the facilitator shows another one.
            self._shown = (None, PROMPT)
        self._tell_waiting()
        if old is not None and old is not self._frozen_view:
            self._turn_to_page()
            self._pages.removeWidget(old)
            old.deleteLater()

    def _tell_waiting(self) -> None:
        self._stage.waiting.emit(Waiting() if self._view is None else self._view.waiting())

    def _show_waiting(self) -> None:
        if self._view is not None:
            self._view.show_waiting()
            self._tell_waiting()

    def _choose_options(self, view: ProjectorView, showing: Showing) -> None:
        self._chosen = dict(showing.options)
        for key, value in showing.options.items():
            view.set_option(key, value)

    def _turn_to_page(self) -> None:
        step_id, view = self._shown
        page: QWidget = self._view or (self._prompt if step_id is not None else self._title)
        if step_id is not None and view == TIMER:
            page = self._timer
        if self._frozen:
            page = self._still
        if self._stage.showing.blank:
            page = self._title
        self._pages.setCurrentWidget(page)
        self._show_overlays()
        self._picture_soon()

    def _read_title(self) -> None:
        workshop = get_workshop(self._library, self._workshop_id)
        held_on = workshop.held_on
        day = long_day(held_on) if held_on else ""
        self._title.show_title(workshop.title, " · ".join(text for text in (workshop.client, day) if text))

    def _apply(self, change: Change) -> None:
        if change.workshop_id not in (self._workshop_id, None):
            return
        self._doubt_the_view()
        self._doubt_the_picture(change)
        if change.topic is Topic.WORKSHOPS:
            self._read_title()
        if change.topic in (Topic.AGENDA, Topic.SETTINGS):
            self._read_step_again()

    def _doubt_the_view(self) -> None:
        """A picture is kept only while everything on it may still be shown, and nobody on it has been taken away.

        Else the room sees the view as it is now, or the title where something else has been prepared behind it.
        """
        view = self._frozen_view
        if (
            not self._frozen
            or view is None
            or (self._is_there(self._frozen_step) and self._frozen_basis <= view.rests_on())
        ):
            return
        if view is self._view and self._frozen_person is None:
            self._stage.show(frozen=False)
            self._stage.dropped.emit(
                tr_later(
                    "No longer frozen: some of what the picture showed has been taken back or may no longer be shown."
                )
            )
        else:
            self._drop_the_picture()

    def _is_there(self, step_id: int | None) -> bool:
        try:
            if step_id is not None:
                get_step(self._library, step_id)
        except NotFound:
            return False
        return True

    def _drop_the_picture(self) -> None:
        """Put the title in the place of the frozen picture."""
        self._frozen_person = None
        self._keep(None)
        self._still.keep(self._painted(self.size(), self._title), self._title.accessibleName())
        self._picture_soon()
        self._stage.dropped.emit(
            tr_later(
                "Some of what the frozen picture showed has been taken back or may no longer be shown. The workshop’s "
                "title stands in its place until you end the freeze."
            )
        )

    def _doubt_the_picture(self, change: Change) -> None:
        """A picture that may name somebody is dropped when what is known of them changes: they may have taken it back.

        The title stands in its place until the facilitator shows something else.
        """
        if not self._frozen or self._frozen_person is None:
            return
        about = change.participant_id in (self._frozen_person, None)
        if about and change.topic in (Topic.ANSWERS, Topic.ROSTER, Topic.ERASED, Topic.AGENDA):
            self._drop_the_picture()

    def _read_step_again(self) -> None:
        """A step was renamed, removed or brought back: show what the stage says as it is now."""
        showing = self._stage.showing
        try:
            if showing.step_id is not None:
                get_step(self._library, showing.step_id)
        except NotFound:
            self._make_page(Showing())
        else:
            if self._view is None or self._shown != (showing.step_id, showing.view):
                self._make_page(showing)
        self._turn_to_page()

    # Where it is shown

    def open(self) -> None:
        """Show the window: on the projector's screen if there is one, else as a window to be moved by hand."""
        self.placement.place(asked=True)
        self._hide_pointer()

    def toggle_full_screen(self) -> None:
        """Fill the screen the window is on, or become a window again: by hand, on any screen."""
        self.placement.toggle()
        self._hide_pointer()

    def _hide_pointer(self) -> None:
        self.setCursor(Qt.CursorShape.BlankCursor if self.isFullScreen() else Qt.CursorShape.ArrowCursor)

    # What Qt calls

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Notice each time something of the window has been painted."""
        if watched is self and event.type() == QEvent.Type.UpdateRequest:
            self._picture_soon()
        return super().eventFilter(watched, event)

    def changeEvent(self, event: QEvent) -> None:
        """Show the pointer on a window, hide it on a filled screen; while the station is open, keep no keyboard."""
        if event.type() == QEvent.Type.WindowStateChange:
            self._hide_pointer()
        elif event.type() == QEvent.Type.ActivationChange and self.isActiveWindow():
            self.placement.return_keyboard_to_station()
        super().changeEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        """Send the first picture to the console."""
        super().showEvent(event)
        self._picture_soon()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The corner and the frame go with the window."""
        super().resizeEvent(event)
        self._corner.place()
        self._end.setGeometry(self.rect())

    def closeEvent(self, event: QCloseEvent) -> None:
        """Tell whoever opened it."""
        self._next_picture.stop()
        super().closeEvent(event)
        self.closed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keys that help when the keyboard is here: B blanks, F freezes, F11 or Escape changes full screen.

        None while the station is open: then whoever types means that.
        """
        showing = self._stage.showing
        if self.placement.is_station_open:
            event.accept()
        elif event.key() == Qt.Key.Key_B:
            self._stage.show(blank=not showing.blank)
        elif event.key() == Qt.Key.Key_F:
            self._stage.show(frozen=not showing.frozen)
        elif event.key() == Qt.Key.Key_F11 or (event.key() == Qt.Key.Key_Escape and self.isFullScreen()):
            self.toggle_full_screen()
        else:
            super().keyPressEvent(event)

    def mouseDoubleClickEvent(self, _event: QMouseEvent) -> None:
        """Fill the screen or become a window again; not while the station is open."""
        if not self.placement.is_station_open:
            self.toggle_full_screen()

    # The picture for the console

    def _picture_soon(self) -> None:
        if self.isVisible() and not self._next_picture.isActive():
            self._next_picture.start()

    def _send_picture(self) -> None:
        if self.isVisible():
            self._stage.pictured.emit(self._painted(self.size().scaled(THUMBNAIL, Qt.AspectRatioMode.KeepAspectRatio)))

    def _painted(self, size: QSize, page: QWidget | None = None, *, overlays: bool = True) -> QPixmap:
        """The page that the room sees now, or `page`, painted once more at `size`."""
        ratio = self.devicePixelRatioF()
        picture = QPixmap(size * ratio)
        picture.setDevicePixelRatio(ratio)
        painter = QPainter(picture)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        painter.scale(size.width() / max(self.width(), 1), size.height() / max(self.height(), 1))
        shown = self.page if page is None else page
        shown.render(painter, QPoint())
        for over in (self._corner, self._end) if overlays and page is None else ():
            if over.isVisible():
                over.render(painter, over.pos(), renderFlags=QWidget.RenderFlag.DrawChildren)
        painter.end()
        return picture
