"""The editorial board: stories that wait, the weeks with those that are planned, and the story that is being read."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from PySide6.QtCore import QDate, QMimeData, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QDropEvent, QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDateEdit,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QSplitter,
    QStackedWidget,
    QTabBar,
    QVBoxLayout,
    QWidget,
)

from facilitator.clock import now
from facilitator.exercises.stories.board import (
    Programme,
    agree,
    begin_on,
    close_gaps,
    move,
    plan,
    read_programme,
    unplan,
)
from facilitator.exercises.stories.readers import WEEK
from facilitator.exercises.stories.told import State, Story
from facilitator.i18n import day_pattern, short_day, tr, tr_as, trn
from facilitator.storage.changes import Change, Topic
from facilitator.storage.library import Done
from ui.bridge import LibraryBridge, Rereading
from ui.dialogs import Dialog, icon_button
from ui.exercises.stories.readers_page import ReadersPage
from ui.exercises.stories.reading_pane import ReadingPane
from ui.history import History
from ui.theme.widgets import WrappedWords

STORY_ID = Qt.ItemDataRole.UserRole
WEEK_OF = Qt.ItemDataRole.UserRole + 1
_MIME = "application/x-facilitator-story"
_FEWEST_WEEKS, _FREE_WEEKS = 12, 3
_WIDTH, _HEIGHT = 1240, 720
_BESIDE_LINE = 10
"""Pixels between the line that parts two lists and what is beside it."""


class BoardWindow(Dialog):
    """Stories on the left, weeks in the middle, reading on the right; readers on a page of their own."""

    stage_wanted = Signal(str, object)
    """The room is to see a story: the view's key and its options."""

    def __init__(self, bridge: LibraryBridge, step_id: int, history: History, parent: QWidget | None) -> None:
        super().__init__(parent, tr("Editorial board"), "stories-board-window", (_WIDTH, _HEIGHT))
        self._bridge, self._library, self._step_id, self._history = bridge, bridge.library, step_id, history
        self._chosen = 0
        self.waiting = StoryList("stories-waiting", tr("Stories without a week"), self._dropped_on_waiting)
        self.weeks = StoryList("stories-weeks", tr("The weeks of the programme"), self._dropped_on_week)
        self.reading = ReadingPane(bridge, step_id, history)
        self.reading.stage_wanted.connect(self.stage_wanted)
        self.readers = ReadersPage(bridge, step_id, history)
        self.says = QLabel()
        self.says.setProperty("role", "heading")
        self.gaps = QLabel()
        self.gaps.setProperty("role", "caption")
        self.gaps.setWordWrap(True)
        self.begins = QDateEdit()
        self.begins.setObjectName("stories-begins")
        self.begins.setAccessibleName(tr("The first story goes out on"))
        self.begins.setCalendarPopup(True)
        self.begins.setDisplayFormat(day_pattern())
        self.begins.editingFinished.connect(self._begin)
        self.close_gaps = icon_button(
            "stories-close-gaps", "arrow-up", tr("Close gaps"), lambda: self._attempt(lambda: close_gaps(
                self._library, step_id)))  # fmt: skip
        self._lay_out()
        for each in (self.waiting, self.weeks):
            each.chosen.connect(self.choose)
            each.key.connect(self._key)
        self.undo_with(history)
        self._soon = Rereading(self, self._read)
        self._soon.gone.connect(self.reject)
        self.follow(bridge, self._follow, step_id=step_id)
        self._read()
        self.waiting.setFocus()

    def _lay_out(self) -> None:
        self.tabs = QTabBar()
        self.tabs.setObjectName("stories-board-tabs")
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        self.tabs.addTab(tr("Stories"))
        self.tabs.addTab(tr("Readers"))
        pages = QStackedWidget()
        self.tabs.currentChanged.connect(pages.setCurrentIndex)
        head = QHBoxLayout()
        head.addWidget(self.says)
        head.addWidget(self.gaps, 1)
        label = QLabel(tr("The first story goes out on"))
        label.setBuddy(self.begins)
        head.addWidget(label)
        head.addWidget(self.begins)
        head.addWidget(self.close_gaps)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setObjectName("stories-board-parts")
        split.setChildrenCollapsible(False)
        split.setHandleWidth(1)
        for title, hint, widget, left in (
            (tr("Waiting"), tr("Enter agrees, then plans. Or drag into a week."), self.waiting, 0),
            (tr("By week"), tr("Alt and arrows move a story, Delete takes it out."), self.weeks, _BESIDE_LINE),
        ):
            split.addWidget(_titled(title, hint, widget, left))
        split.addWidget(self.reading)
        split.setSizes([300, 340, 600])
        stories = QWidget()
        column = QVBoxLayout(stories)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(head)
        column.addWidget(split, 1)
        pages.addWidget(stories)
        pages.addWidget(self.readers)
        whole = QWidget()
        layout = QVBoxLayout(whole)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.tabs)
        layout.addWidget(pages, 1)
        self.fill_with(whole)
        self.button(tr("Close"), "stories-board-close", "secondary", self.reject)

    def choose(self, story_id: int) -> None:
        """Read a story."""
        self._chosen = story_id
        for each in (self.waiting, self.weeks):
            each.mark(story_id)
        found = (*self.programme.waiting, *self.programme.by_week.values())
        self.reading.show_read(next((each for each in found if each.id == story_id), None))

    # What it shows

    def _follow(self, change: Change) -> None:
        if change.topic is not Topic.PREFERENCES:
            self._soon.start()

    def _read(self) -> None:
        programme: Programme = read_programme(self._library, self._step_id)
        self.programme = programme
        self.says.setText(programme.said)
        self.gaps.setText(self._gaps_in_words())
        self.close_gaps.setEnabled(bool(programme.gaps))
        with QSignalBlocker(self.begins):
            self.begins.setDate(QDate(*(programme.begins or _next_monday()).timetuple()[:3]))
        self.waiting.fill([self._waiting_item(each) for each in programme.waiting])
        last = max(_FEWEST_WEEKS, programme.last + _FREE_WEEKS)
        self.weeks.fill([self._week_item(week) for week in range(1, last + 1)])
        known = [each.id for each in (*programme.waiting, *programme.by_week.values())]
        if self._chosen not in known:
            self._chosen = known[0] if known else 0
        self.choose(self._chosen)

    def _gaps_in_words(self) -> str:
        gaps = self.programme.gaps
        weeks = ", ".join(map(str, gaps))
        said = []
        if gaps:
            said.append(trn("Week {weeks} has no story.", "Weeks {weeks} have no story.", len(gaps), weeks=weeks))
        if self.programme.begins is None:
            said.append(tr("Nothing goes out before the first day is set."))
        if self.programme.too_late:
            said.append(
                trn(
                    "{count} story would go out after {day}, when everything is erased.",
                    "{count} stories would go out after {day}, when everything is erased.",
                    self.programme.too_late,
                    day=short_day(self.programme.erased_on),
                )
            )
            if not self.programme.is_promised:
                said.append(tr("The stories’ page of the console keeps the workshop longer."))
        return " ".join(said)

    def _waiting_item(self, story: Story) -> QListWidgetItem:
        item = QListWidgetItem(f"{story.title}\n{story.teller} · {state_in_words(story)}")
        item.setData(STORY_ID, story.id)
        item.setToolTip("" if story.is_told else "\n".join(story.why_not))
        if story.state is not State.AGREED:
            item.setFlags(item.flags() & ~Qt.ItemFlag.ItemIsDragEnabled)
        return item

    def _week_item(self, week: int) -> QListWidgetItem:
        story = self.programme.by_week.get(week)
        day = ""
        if self.programme.begins is not None:
            day = f" · {short_day(self.programme.begins + timedelta(days=WEEK * (week - 1)))}"
        lead = tr("Week {week}", week=week) + day
        if story is None:
            is_gap = week in self.programme.gaps
            words = tr("no story: a gap") if is_gap else tr("free")
            item = QListWidgetItem(f"{lead}\n– {words}")
            item.setForeground(self.palette().color(self.palette().ColorRole.PlaceholderText))
        else:
            retold = {True: tr(" · told again"), False: tr(" · not told again"), None: ""}[story.retold]
            item = QListWidgetItem(f"{lead} · {state_in_words(story)}{retold}\n{story.title} ({story.teller})")
            item.setData(STORY_ID, story.id)
            item.setToolTip("" if story.is_told else "\n".join(story.why_not))
        if story is None or story.is_tried:
            item.setFlags(item.flags() & ~Qt.ItemFlag.ItemIsDragEnabled)
        item.setData(WEEK_OF, week)
        return item

    # What is done

    def _attempt(self, act: Callable[[], Done[Any]]) -> None:
        self._history.attempt(self, act)

    def _begin(self) -> None:
        day = self.begins.date().toPython()
        if day != self.programme.begins:
            self._attempt(lambda: begin_on(self._library, self._step_id, day))  # type: ignore[arg-type]  # a date

    def _dropped_on_week(self, story_id: int, item: QListWidgetItem | None) -> None:
        week = None if item is None else int(item.data(WEEK_OF))
        self._attempt(lambda: plan(self._library, self._step_id, story_id, week))

    def _dropped_on_waiting(self, story_id: int, _item: QListWidgetItem | None) -> None:
        if any(each.id == story_id for each in self.programme.by_week.values()):
            self._attempt(lambda: unplan(self._library, self._step_id, story_id))

    def _key(self, story_id: int, key: str) -> None:
        """What a key does to a story in one of the lists."""
        library, step = self._library, self._step_id
        planned = any(each.id == story_id for each in self.programme.by_week.values())
        if key in ("up", "down") and planned:
            self._attempt(lambda: move(library, step, story_id, 1 if key == "down" else -1))
        elif key == "delete" and planned:
            self._attempt(lambda: unplan(library, step, story_id))
        elif key == "enter" and not planned:
            story = next((each for each in self.programme.waiting if each.id == story_id), None)
            if story is not None and story.is_told:
                self._attempt(lambda: plan(library, step, story_id))
            elif story is not None:
                self._attempt(lambda: agree(library, step, story_id))


class StoryList(QListWidget):
    """Stories that can be chosen, dragged to another list and dropped here."""

    chosen = Signal(int)
    key = Signal(int, str)

    def __init__(self, name: str, says: str, dropped: Callable[[int, QListWidgetItem | None], object]) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setAccessibleName(says)
        self.setWordWrap(True)
        self.setSpacing(2)
        self.setDragEnabled(True)
        self.setAcceptDrops(True)
        self.setDropIndicatorShown(True)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragDrop)
        self.setDefaultDropAction(Qt.DropAction.MoveAction)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setResizeMode(QListWidget.ResizeMode.Adjust)
        self.setItemDelegate(WrappedWords(self))
        self._dropped = dropped
        self.currentItemChanged.connect(lambda item, _before: self._tell(item))

    def fill(self, items: list[QListWidgetItem]) -> None:
        """Show other items; the place stays."""
        with QSignalBlocker(self):
            row, place = self.currentRow(), self.verticalScrollBar().value()
            self.clear()
            for item in items:
                self.addItem(item)
            self.setCurrentRow(min(row, self.count() - 1))
            self.verticalScrollBar().setValue(place)

    def mark(self, story_id: int) -> None:
        """Make the item of a story the current one, where it is here."""
        with QSignalBlocker(self):
            for row in range(self.count()):
                if self.item(row).data(STORY_ID) == story_id:
                    self.setCurrentRow(row)
                    return
            # It is read from the other list: nothing here looks as if it were.
            self.clearSelection()

    def mimeTypes(self) -> list[str]:
        """A story."""
        return [_MIME]

    def mimeData(self, items: object) -> QMimeData:
        """The story that is dragged."""
        data = QMimeData()
        first = next(iter(items), None)  # type: ignore[call-overload]  # a sequence of items
        if first is not None and first.data(STORY_ID):
            data.setData(_MIME, str(first.data(STORY_ID)).encode())
        return data

    def dropEvent(self, event: QDropEvent) -> None:
        """Take the story; the lists are filled anew from the library."""
        data = event.mimeData().data(_MIME).data()
        item = self.itemAt(event.position().toPoint())
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()
        if data:
            self._dropped(int(bytes(data)), item)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keys of the board; others move through the list."""
        item = self.currentItem()
        alt = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
        keys = {Qt.Key.Key_Return: "enter", Qt.Key.Key_Enter: "enter", Qt.Key.Key_Delete: "delete",
                Qt.Key.Key_Backspace: "delete"}  # fmt: skip
        moves = {Qt.Key.Key_Up: "up", Qt.Key.Key_Down: "down"}
        found = keys.get(Qt.Key(event.key())) or (moves.get(Qt.Key(event.key())) if alt else None)
        if found is None:
            super().keyPressEvent(event)
        elif item is not None and item.data(STORY_ID):
            self.key.emit(int(item.data(STORY_ID)), found)

    def _tell(self, item: QListWidgetItem | None) -> None:
        if item is not None and item.data(STORY_ID):
            self.chosen.emit(int(item.data(STORY_ID)))


def state_in_words(story: Story) -> str:
    """How far a story is, in a word or two."""
    return {
        State.DRAFT: tr("draft"),
        State.AGREED: tr("agreed"),
        State.PLANNED: tr("planned"),
        State.SENT: tr_as("story", "sent"),
        State.WITHDRAWN: tr("withdrawn"),
    }[story.state]


def _titled(title: str, hint: str, widget: QWidget, left: int) -> QWidget:
    holder = QWidget()
    column = QVBoxLayout(holder)
    column.setContentsMargins(left, 0, _BESIDE_LINE, 0)
    column.setSpacing(2)
    for words, role in ((title, "heading"), (hint, "caption")):
        label = QLabel(words)
        label.setProperty("role", role)
        label.setWordWrap(True)
        column.addWidget(label)
    column.addWidget(widget, 1)
    return holder


def _next_monday() -> date:
    today = now().date()
    return today + timedelta(days=7 - today.weekday())
