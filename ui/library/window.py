"""The library window: find, open, make, copy and delete workshops.

It opens first and must be on the screen at once, so nothing here imports the database, NumPy or the charts when the
module is loaded: the window paints its frame, `show_list` fills it with what can be read without them, to be looked
through and chosen from, and `attach` brings the library. Every command is taken from the beginning; what needs the
library is done when it comes, some tenths of a second later. From then on the window reads the library again after
every change that it shows; while it is hidden behind a workshop, once when it comes back.
"""

from collections.abc import Callable
from functools import partial
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QModelIndex, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QCloseEvent, QCursor, QKeyEvent, QKeySequence, QShowEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QMainWindow,
    QMenu,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from facilitator.i18n import tr, trn
from ui.clock_watch import ClockWatch
from ui.importing.arrivals import DropDoor, copied, nothing_to_paste
from ui.library.actions import fill_menu_bar, make_actions
from ui.library.cards import CardsModel, Listing
from ui.library.notice import UndoBar
from ui.library.pages import Pages
from ui.library.roles import ID_ROLE
from ui.library.view import BESIDE, CardsView
from ui.pending import Pending
from ui.places import PlaceKeeper, Places
from ui.screens import LEAST
from ui.theme.icons import icon
from ui.theme.tokens import METRICS
from ui.theme.widgets import presses

if TYPE_CHECKING:
    from facilitator.storage.library import Library
    from ui.bridge import LibraryBridge
    from ui.history import History
    from ui.library.operations import Operations

T = TypeVar("T")

_USUAL = "library"
"""What the usual library is called."""
_SEARCH_PAUSE = 120
"""Milliseconds after the last letter until the library is searched."""


class LibraryWindow(QMainWindow):
    """All workshops as cards, newest first; or those in the bin."""

    workshop_opened = Signal(int)
    sample_wanted = Signal()
    """The person asks for the sample workshop to be added and opened."""
    samples_wanted = Signal()
    """The person wants to choose which agenda the people of the sample run."""
    import_wanted = Signal()
    brought = Signal(object, object)
    """What was dropped or pasted, an `Arrival`, and the id of the workshop that is probably meant, or None."""
    copies_wanted = Signal()
    check_wanted = Signal()
    passphrase_wanted = Signal()
    other_wanted = Signal()
    """Another library is to be chosen."""
    about_wanted = Signal()
    closed = Signal()
    copied = Signal(object)
    """The path of a whole copy of a library that is gone, to go on with."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("library")
        self.setWindowTitle("Facilitator")
        self.resize(1120, 720)
        self.setMinimumSize(*LEAST)
        self.cards = CardsModel(self)
        ClockWatch(self).jumped.connect(self.cards.tell_days_anew)
        self._stale = False
        self._operations: Pending[Operations] = Pending()
        self.actions_by_name = make_actions(self, self._handlers())
        fill_menu_bar(self.menuBar(), self.actions_by_name)
        self.view = self._make_view()
        acts = {name: self.actions_by_name[name].trigger for name in ("new", "sample", "import", "deleted")}
        self.pages = Pages(self.view, {**acts, "show_all": self._show_all})
        self.notice = UndoBar()
        self._lay_out()
        self._later = QTimer(self, singleShot=True, interval=0)
        self._later.timeout.connect(self._refresh)
        self._typing = QTimer(self, singleShot=True, interval=_SEARCH_PAUSE)
        self._typing.timeout.connect(self._refresh)
        self.places: Places | None = None
        PlaceKeeper(self, "library")
        says = tr("A list of people, answers, returned sheets, or a whole workshop from another computer.")
        self.door = DropDoor(self, lambda arrival: self.brought.emit(arrival, self._meant()), says)
        self.actions_by_name["rights"].setVisible(False)
        self._enable()

    def _make_view(self) -> CardsView:
        view = CardsView()
        view.setModel(self.cards)
        view.activated.connect(self._open_card)
        view.selectionModel().currentChanged.connect(lambda: self._enable())
        view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        view.customContextMenuRequested.connect(self._show_menu)
        return view

    def _lay_out(self) -> None:
        page = QWidget()
        layout = self._column = QVBoxLayout(page)
        # The gap after the last card, and the scroll bar, are in the margin: cards end where the buttons above them do.
        layout.setContentsMargins(32, 20, 32 - BESIDE, 16)
        layout.setSpacing(14)
        top, bottom = self._top(), self._bottom()
        top.setContentsMargins(0, 0, BESIDE, 0)
        # The words of the quiet button end there, too.
        bottom.setContentsMargins(0, 0, BESIDE - METRICS.medium, 0)
        layout.addLayout(top)
        layout.addWidget(self.pages, 1)
        layout.addLayout(self._row_of(self.notice))
        layout.addLayout(bottom)
        self.setCentralWidget(page)

    @staticmethod
    def _row_of(widget: QWidget) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, BESIDE, 0)
        row.addWidget(widget)
        return row

    def _top(self) -> QHBoxLayout:
        self._heading = QLabel(tr("Workshops"))
        self._heading.setProperty("role", "title")
        self._count = QLabel()
        self._count.setObjectName("count")
        self._count.setProperty("role", "caption")
        self._count.setWordWrap(True)
        heading = QVBoxLayout()
        heading.setSpacing(0)
        heading.addWidget(self._heading)
        heading.addWidget(self._count)
        self.search = QLineEdit()
        self.search.setObjectName("search")
        self.search.setPlaceholderText(tr("Search by title, client or place"))
        self.search.setAccessibleName(tr("Search workshops"))
        self.search.setClearButtonEnabled(True)
        self.search.setEnabled(False)
        self.search.setMinimumWidth(150)
        self.search.setMaximumWidth(340)
        self.search.textChanged.connect(lambda: self._typing.start())
        self.search.returnPressed.connect(self._leave_search)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addLayout(heading, 2)
        row.addWidget(self.search, 3)
        row.addSpacing(8)
        self._top_buttons = {
            "import": self._button("import", tr("Import"), "upload"),
            "sample": self._button("sample", tr("Open the sample"), "sparkles"),
            "new": self._button("new", tr("New workshop"), "plus", primary=True),
        }
        for button in self._top_buttons.values():
            row.addWidget(button)
        # As high without the buttons, before the first workshop.
        row.addStrut(self._top_buttons["new"].sizeHint().height())
        return row

    def _bottom(self) -> QHBoxLayout:
        self._bin = QPushButton(icon("trash-2", "muted"), tr("Recently deleted"))
        self._bin.setObjectName("show-deleted")
        self._bin.setProperty("role", "quiet")
        self._bin.setAutoDefault(False)
        self._bin.clicked.connect(self.actions_by_name["deleted"].trigger)
        row = QHBoxLayout()
        self._bin_buttons = [
            self._button("restore", tr("Bring back"), "undo-2"),
            self._button("erase", tr("Erase for good…"), "trash-2"),
        ]
        row.addStretch(1)
        for button in (*self._bin_buttons, self._bin):
            row.addWidget(button)
        return row

    def _button(self, name: str, text: str, picture: str, *, primary: bool = False) -> QPushButton:
        action = self.actions_by_name[name]
        button = QPushButton(icon(picture, "on_accent" if primary else "text"), text)
        button.setObjectName(f"{name}-button")
        if primary:
            button.setProperty("role", "primary")
        keys = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
        button.setToolTip(keys and tr("{what} ({keys})", what=text, keys=keys))
        button.clicked.connect(action.trigger)
        action.enabledChanged.connect(button.setEnabled)
        return button

    def _handlers(self) -> dict[str, Callable[[], object]]:
        return {
            "new": self._new,
            "sample": self.sample_wanted.emit,
            "samples": self.samples_wanted.emit,
            "import": self.import_wanted.emit,
            "paste": self._paste,
            "open": self._open,
            "quit": self.close,
            "details": self._with_chosen("edit"),
            "rename": self._rename,
            "duplicate": self._duplicate,
            "follow_up": self._follow_up,
            "delete": self._with_chosen("delete"),
            "restore": self._with_chosen("restore"),
            "erase": self._erase,
            "empty": self._empty_bin,
            "find": self._find,
            "deleted": self._switch,
            "hand_over": self._with_chosen("hand_over"),
            "take_over": self._take_over,
            "rights": self._with_chosen("rights"),
            "copies": self.copies_wanted.emit,
            "check": self.check_wanted.emit,
            "preferences": lambda: self.wait_for(self._operations, lambda operations: operations.preferences()),
            "handbook": self._show_handbook,
            "tour": self._show_around,
            "passphrase": self.passphrase_wanted.emit,
            "other": self.other_wanted.emit,
            "remind": lambda: self.wait_for(self._operations, lambda operations: operations.remind()),
            "about": self.about_wanted.emit,
        }

    # The library comes and changes

    def _show_handbook(self) -> None:
        # Imported here: the window must stand before anything reads files.
        from ui.handbook import show_handbook

        show_handbook(self)

    def _show_around(self) -> None:
        from ui.tour import Stop, Tour

        def shown(name: str) -> QPushButton:
            """Of the two that do it, the one that stands there: the first workshop is made in the middle."""
            first = self.pages.findChild(QPushButton, f"first-{name}")
            return first if first is not None and first.isVisible() else self._top_buttons[name]

        Tour(
            self,
            (
                Stop(
                    lambda: self.pages,
                    tr("Your workshops"),
                    tr("The newest first, each with its day, its people and the room’s shape. Enter opens one."),
                ),
                Stop(
                    lambda: shown("sample"),
                    tr("The sample"),
                    tr("Invented people who have answered, and three who have not: try everything on them."),
                ),
                Stop(
                    lambda: shown("new"),
                    tr("A workshop of your own"),
                    tr("A title and an agenda are enough. It opens on a list of what to get ready."),
                ),
                Stop(
                    lambda: shown("import"),
                    tr("From a file"),
                    tr("A list of people, answers from elsewhere, or a whole workshop from another computer."),
                ),
                Stop(
                    lambda: self.menuBar(),
                    tr("Help"),
                    tr("The handbook is here (F1), in English and German. In a workshop this tour goes on."),
                ),
            ),
        )

    def show_list(self, listing: Listing) -> None:
        """Show the workshops that `listing` finds for a search, before the library itself is there."""
        self.cards.read_from(listing)
        self.search.setEnabled(True)
        self._refresh()
        self._take_keys()

    def lies_in(self, path: Path) -> None:
        """Say which library it is, unless it is called as the usual one: several may be open beside each other."""
        if path.stem != _USUAL:
            self.setWindowTitle(f"{path.stem} – Facilitator")

    def lies_on_server(self, address: str) -> None:
        """Say where the library is, and offer nothing that only a file has."""
        self.setWindowTitle(f"Facilitator: {address}")
        for name in ("copies", "check", "passphrase"):
            self.actions_by_name[name].setVisible(False)

    def attach(self, library: "Library", bridge: "LibraryBridge", history: "History") -> None:
        """Show the workshops of a library and follow its changes."""
        from facilitator.workshop.live_listing import LiveListing
        from ui.bridge import listen
        from ui.library.operations import Operations
        from ui.lost_banner import LostBanner
        from ui.recent import recent_menu
        from ui.screen_preferences import StoredPlaces

        self.places = StoredPlaces(library)
        self.actions_by_name["rights"].setVisible(library.has_rights)
        listing = LiveListing(library, changes=bridge.changes)
        self.cards.attach(library, listing)
        lost = LostBanner(bridge)
        lost.copied.connect(self.copied)
        self._column.insertLayout(1, self._row_of(lost))
        for button in lost.findChildren(QPushButton):
            self.setTabOrder(self._top_buttons["new"], button)
        self.search.setEnabled(True)
        undo, redo = history.actions(self)
        history.stack.indexChanged.connect(self._forget_notice)
        self.notice.undone.connect(lambda: self._undo(history))
        self._recent = recent_menu(self, library, self.workshop_opened.emit)
        made = {**self.actions_by_name, "undo": undo, "redo": redo, "recent": self._recent.menuAction()}
        fill_menu_bar(self.menuBar(), made)
        listen(self, listing.changed, self._follow)
        listen(self, listing.answers_changed, self.cards.forget_picture)
        self._refresh()
        self._take_keys()
        self._operations.come(Operations(self, library, history, self.notice.say))

    @property
    def in_sight(self) -> QWidget:
        """What is painted in the middle: the cards, or what stands in their place."""
        return self.view.viewport() if self.cards.rowCount() else self.pages.currentWidget() or self.pages

    def _take_keys(self) -> None:
        """The keyboard is where one goes on: at the cards, or at the first workshop; a search that was begun keeps it.

        Behind another window it may have gone to any button: what had it was not to be seen.
        """
        if not self.search.hasFocus():
            first = self.pages.findChild(QPushButton, "first-new")
            (first if first is not None and not self.cards.rowCount() else self.view).setFocus()

    def _forget_notice(self, _index: int) -> None:
        self.notice.hide()

    def _follow(self) -> None:
        if self.isVisible():
            self._later.start()
        else:
            self._stale = True

    def showEvent(self, event: QShowEvent) -> None:
        """What changed behind another window is read now."""
        super().showEvent(event)
        self._take_keys()
        self.cards.rest(False)
        if self._stale:
            self._stale = False
            self._later.start()

    def _refresh(self, select: int | None = None) -> None:
        cards = self.cards
        self._typing.stop()
        at = self.view.currentIndex()
        chosen, row = (at.data(ID_ROLE), at.row()) if at.isValid() else (None, 0)
        scrolled = self.view.verticalScrollBar().value()
        new_search = cards.search != self.search.text()
        cards.search = self.search.text()
        cards.reload()
        wanted = chosen if select is None else select
        found = None if wanted is None else cards.row_of(wanted)
        if found is None:
            # The neighbour of what is gone; the best hit of a new search.
            found = 0 if new_search else min(row, cards.rowCount() - 1)
        if cards.rowCount():
            self.view.setCurrentIndex(cards.index(max(found, 0)))
            if not new_search and select is None:
                self.view.verticalScrollBar().setValue(scrolled)
        self._show_page()
        self._enable()

    def _show_page(self) -> None:
        cards = self.cards
        count = cards.rowCount()
        self._heading.setText(tr("Recently deleted") if cards.deleted else tr("Workshops"))
        self._bin.setText(tr("Back to the workshops") if cards.deleted else tr("Recently deleted"))
        self._bin.setIcon(icon("arrow-left" if cards.deleted else "trash-2", "muted"))
        said = self._counted(count)
        self._count.setText(said)
        self._count.setVisible(bool(said))
        # Before the first workshop everything stands in the middle, once.
        begins = not (count or cards.deleted or cards.search.strip()) and cards.can_be_read
        for widget in (self.search, *self._top_buttons.values()):
            widget.setHidden(begins)
        # Nor is there anything to be brought back.
        self._bin.setHidden(begins and not cards.ids_in_bin())
        self.pages.show_for(count, searching=bool(cards.search.strip()), deleted=cards.deleted)
        # What stands in the place of the cards is made when it is first needed.
        for before, button in pairwise([self.view, *self.pages.findChildren(QPushButton)]):
            self.setTabOrder(before, button)

    def _counted(self, count: int) -> str:
        if self.cards.search.strip():
            return trn("{count} workshop found", "{count} workshops found", count) if count else ""
        if self.cards.deleted:
            return tr("Deleted workshops are kept for 30 days, then erased for good.")
        return trn("{count} workshop", "{count} workshops", count) if count else ""

    # What is chosen

    @property
    def chosen_id(self) -> int | None:
        """The workshop whose card is chosen."""
        at = self.view.currentIndex()
        return at.data(ID_ROLE) if at.isValid() else None

    def _enable(self) -> None:
        deleted = self.cards.deleted
        chosen = self.chosen_id is not None
        allowed = {
            **dict.fromkeys(
                ("open", "details", "rename", "duplicate", "follow_up", "delete", "hand_over", "rights"),
                chosen and not deleted,
            ),
            **dict.fromkeys(("restore", "erase", "empty"), chosen and deleted),
        }
        for name, enabled in allowed.items():
            self.actions_by_name[name].setEnabled(enabled)
        for name in ("restore", "erase", "empty"):
            self.actions_by_name[name].setVisible(deleted)
        for button in self._bin_buttons:
            button.setVisible(deleted)
        self.actions_by_name["deleted"].setChecked(deleted)

    def _show_menu(self, at: QPoint) -> None:
        index = self.view.indexAt(at)
        if not index.isValid():
            return
        self.view.setCurrentIndex(index)
        menu = QMenu(self)
        menu.setObjectName("card-menu")
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        of_workshop = ("open", "details", "rename", "duplicate", "follow_up", "delete")
        names = ("restore", "erase") if self.cards.deleted else of_workshop
        actions: list[QAction] = [self.actions_by_name[name] for name in names]
        menu.addActions(actions)
        menu.popup(self.view.viewport().mapToGlobal(at))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape leaves the search, then the bin; Enter presses the button that has the keyboard."""
        if event.key() != Qt.Key.Key_Escape:
            if not presses(event):
                super().keyPressEvent(event)
        elif self.search.text():
            self._show_all()
        elif self.cards.deleted:
            self._switch()

    # Operations

    def wait_for(self, later: Pending[T], act: Callable[[T], object]) -> None:
        """Do something with what may not be there yet, and say so while it is not."""
        if not later.is_there:
            self.notice.tell(tr("One moment: this is done as soon as the library is open."))
            later.then(lambda _thing: self.notice.hide())
        later.then(act)

    def _new(self) -> None:
        chosen = self.chosen_id
        self.wait_for(self._operations, lambda operations: operations.begin(chosen, self.workshop_opened.emit))

    def _open(self) -> None:
        self._open_card(self.view.currentIndex())

    def _open_card(self, index: QModelIndex) -> None:
        if index.isValid() and not self.cards.deleted:
            self.workshop_opened.emit(index.data(ID_ROLE))

    def _with_chosen(self, name: str) -> Callable[[], None]:
        """What does the operation of this name with the chosen workshop."""

        def act() -> None:
            chosen, title = self.chosen_id, str(self.view.currentIndex().data())
            self.wait_for(self._operations, lambda operations: getattr(operations, name)(chosen, title))

        return act

    def _duplicate(self) -> None:
        chosen, title = self.chosen_id, str(self.view.currentIndex().data())
        if chosen is not None:
            self.wait_for(
                self._operations, lambda operations: self._refresh(select=operations.duplicate(chosen, title))
            )

    def _follow_up(self) -> None:
        chosen = self.chosen_id
        if chosen is not None:
            self.wait_for(self._operations, lambda operations: operations.follow_up(chosen, self.workshop_opened.emit))

    def _take_over(self) -> None:
        self.wait_for(self._operations, lambda operations: operations.take_over(self.workshop_opened.emit))

    def _meant(self) -> int | None:
        """The workshop on whose card the mouse is, else the chosen one; in the bin none."""
        if self.cards.deleted:
            return None
        at = self.view.indexAt(self.view.viewport().mapFromGlobal(QCursor.pos()))
        return int(at.data(ID_ROLE)) if at.isValid() else self.chosen_id

    def _paste(self) -> None:
        arrival = copied()
        if arrival is None:
            self.notice.tell(nothing_to_paste())
        else:
            self.brought.emit(arrival, None if self.cards.deleted else self.chosen_id)

    def _rename(self) -> None:
        from ui.library.asking import ask_title

        chosen = self.chosen_id
        if chosen is not None:
            ask_title(self, str(self.view.currentIndex().data()), partial(self._rename_to, chosen))

    def _rename_to(self, workshop_id: int, title: str) -> None:
        self.wait_for(self._operations, lambda operations: operations.rename(workshop_id, title))

    def _erase(self) -> None:
        from ui.library.asking import ask_to_erase

        chosen = self.chosen_id
        if chosen is not None:
            ask_to_erase(self, str(self.view.currentIndex().data()), partial(self._erase_all, [chosen]))

    def _empty_bin(self) -> None:
        from ui.library.asking import ask_to_erase_all

        ids = self.cards.ids_in_bin()
        ask_to_erase_all(self, len(ids), partial(self._erase_all, ids))

    def _erase_all(self, workshop_ids: list[int]) -> None:
        self.wait_for(self._operations, lambda operations: operations.erase(workshop_ids))

    def _undo(self, history: "History") -> None:
        history.stack.undo()
        self.view.setFocus()

    # Finding

    def _find(self) -> None:
        self.search.setFocus()
        self.search.selectAll()

    def _show_all(self) -> None:
        self.search.clear()
        self._refresh()
        self.view.setFocus()

    def _leave_search(self) -> None:
        """Enter after a search goes to the cards; a second one opens the chosen card."""
        self._refresh()
        if self.cards.rowCount():
            self.view.setFocus()

    def _switch(self) -> None:
        """Between the workshops and the bin."""
        if self.cards.can_be_read:
            self._show_bin(not self.cards.deleted)
        else:
            self.wait_for(self._operations, lambda _operations: self._show_bin(not self.cards.deleted))

    def _show_bin(self, deleted: bool) -> None:
        self.cards.deleted = deleted
        self.notice.hide()
        self.view.setCurrentIndex(QModelIndex())
        self._refresh()
        self.view.setFocus()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Say so: closing this window ends the program unless a workshop is open."""
        super().closeEvent(event)
        # A thread must not go on reading the library, which is closed next.
        self.cards.rest(True)
        self.closed.emit()
