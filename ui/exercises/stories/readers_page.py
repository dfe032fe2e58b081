"""Who reads the stories: since which week, what comes next to each, and the way to join and to leave."""

from datetime import date

from PySide6.QtCore import QDate
from PySide6.QtWidgets import (
    QComboBox,
    QDateEdit,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from facilitator.exercises.stories.board import read_programme
from facilitator.exercises.stories.readers import (
    Place,
    Reader,
    add_reader,
    change_joined,
    places,
    readers,
    remove_reader,
    set_left,
    take_readers,
    wanting,
)
from facilitator.exercises.stories.told import CIRCLES
from facilitator.i18n import short_day, tr, trn
from facilitator.storage.changes import Change, Topic
from ui.bridge import LibraryBridge, Rereading
from ui.dialogs import Form, icon_button
from ui.exercises.stories.rows import set_up_rows
from ui.history import History
from ui.window_language import day_format

NAME = 0


class ReadersPage(QWidget):
    """A row a reader; everybody begins with story 1."""

    def __init__(self, bridge: LibraryBridge, step_id: int, history: History) -> None:
        super().__init__()
        self._library, self._step_id, self._history = bridge.library, step_id, history
        self._readers: list[Reader] = []
        self.says = QLabel()
        self.says.setWordWrap(True)
        self.says.setProperty("role", "caption")
        self.table = self._make_table()
        self.take = icon_button("readers-take", "users", "", self._take)
        self.add = icon_button("readers-add", "user-plus", tr("Add a reader…"), self.ask_for_reader)
        self.joined = icon_button("readers-joined", "calendar", tr("Joined on…"), self._ask_when)
        self.leave = icon_button("readers-leave", "log-out", "", self._turn)
        self.remove = icon_button("readers-remove", "trash-2", tr("Remove"), self._remove)
        foot = QHBoxLayout()
        for button in (self.take, self.add):
            foot.addWidget(button)
        foot.addStretch(1)
        for button in (self.joined, self.leave, self.remove):
            foot.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.says)
        column.addWidget(self.table, 1)
        column.addLayout(foot)
        self._soon = Rereading(self, self._read)
        bridge.changed.connect(self._follow)
        self._read()

    def _make_table(self) -> QTableWidget:
        table = QTableWidget()
        heads = ((tr("Name"), 230), (tr("Address"), 270), (tr("Gets what may go"), 160), (tr("Joined"), 170))
        set_up_rows(table, "readers", tr("Readers"), (*heads, (tr("Got"), 60), (tr("Next"), None)))
        table.itemSelectionChanged.connect(self._enable)
        return table

    def chosen(self) -> Reader | None:
        """The reader of the current row."""
        row = self.table.currentRow()
        return self._readers[row] if 0 <= row < len(self._readers) else None

    def _follow(self, change: Change) -> None:
        if change.topic is not Topic.PREFERENCES and change.step_id in (self._step_id, None):
            self._soon.start()

    def _read(self) -> None:
        at = self.table.currentRow()
        self._readers = readers(self._library, self._step_id)
        programme = read_programme(self._library, self._step_id)
        found = places(self._library, self._step_id, programme, self._readers)
        self.table.setRowCount(len(self._readers))
        for row, each in enumerate(self._readers):
            for place, text in enumerate(_cells(each, found[each.id])):
                item = QTableWidgetItem(text)
                item.setToolTip(text)
                self.table.setItem(row, place, item)
        if self._readers:
            self.table.setCurrentCell(min(max(at, 0), len(self._readers) - 1), NAME)
        self._wanting = wanting(self._library, self._step_id)
        count = len(self._wanting)
        asked = trn("Take {count} who asked", "Take {count} who asked", count)
        self.take.setText(asked if count else tr("Take who asked"))
        self.take.setEnabled(bool(count))
        self.says.setText(self._summary())
        self._enable()

    def _summary(self) -> str:
        if not self._readers:
            return tr(
                "Nobody reads the stories yet. Whoever asks for them at the station is taken by one button; others are "
                "added with their address."
            )
        reading = sum(not each.left for each in self._readers)
        said = trn("{count} reader.", "{count} readers.", reading)
        return tr(
            "{said} Everybody gets story 1 first, then one a week. What is due goes by File → Letters that are due.",
            said=said,
        )

    def _enable(self) -> None:
        chosen = self.chosen()
        for button in (self.joined, self.leave, self.remove):
            button.setEnabled(chosen is not None)
        self.leave.setText(tr("Comes back") if chosen is not None and chosen.left else tr("Leaves"))
        self.leave.setEnabled(chosen is not None and not chosen.declined)

    # What is done

    def _take(self) -> None:
        people = list(self._wanting)
        self._history.attempt(self.window(), lambda: take_readers(self._library, self._step_id, people, date.today()))

    def _turn(self) -> None:
        chosen = self.chosen()
        if chosen is not None:
            self._history.attempt(
                self.window(), lambda: set_left(self._library, self._step_id, chosen.id, not chosen.left)
            )

    def _remove(self) -> None:
        chosen = self.chosen()
        if chosen is not None:
            self._history.attempt(self.window(), lambda: remove_reader(self._library, self._step_id, chosen.id))

    def ask_for_reader(self) -> Form:
        """Ask for a reader who is not on the roster."""
        form = Form(self.window(), tr("Add a reader"), "reader-form")
        name = form.named(QLineEdit(), "reader-name", tr("Name"))
        address = form.named(QLineEdit(), "reader-address", tr("Address"))
        circle = form.named(QComboBox(), "reader-circle", tr("Gets what may go"))
        for key in CIRCLES:
            circle.addItem(circle_in_words(key), key)
        for label, field in ((tr("Name"), name), (tr("Address"), address), (tr("Gets what may go"), circle)):
            caption = QLabel(label)
            caption.setBuddy(field)
            form.content.addWidget(caption)
            form.content.addWidget(field)
        form.say(tr("Add only people who asked for it. Each mail says how to leave."), "caption")

        def take() -> None:
            self._history.note(
                add_reader(
                    self._library, self._step_id, name.text(), address.text(), circle.currentData(), date.today()
                )
            )

        form.end_with(tr("Add"), take)
        name.setFocus()
        form.open()
        return form

    def _ask_when(self) -> None:
        chosen = self.chosen()
        if chosen is None:
            return
        form = Form(self.window(), tr("When {name} joined", name=chosen.to.name), "reader-joined-form")
        day = form.named(QDateEdit(QDate(*chosen.joined.timetuple()[:3])), "reader-joined", tr("Joined on"))
        day.setCalendarPopup(True)
        day.setDisplayFormat(day_format())
        form.content.addWidget(day)
        form.say(tr("Story 1 goes to them on the next day of the programme after it."), "caption")

        def take() -> None:
            chosen_day = day.date().toPython()
            assert isinstance(chosen_day, date)  # noqa: S101  # what a QDate is in Python
            self._history.note(change_joined(self._library, self._step_id, chosen.id, chosen_day))

        form.end_with(tr("Change"), take)
        form.open()


def circle_in_words(circle: str) -> str:
    """Which stories a reader gets."""
    return {
        "house": tr("in the house"),
        "client": tr("to the client"),
        "outside": tr("outside"),
    }[circle]


def _cells(reader: Reader, place: Place) -> list[str]:
    following = ""
    if reader.left:
        following = tr("has left")
    elif not reader.to.address:
        following = tr("no address: add one under People")
    elif place.following is not None and place.day is not None:
        title = tr("Story {number}: {title}", number=place.following.week, title=place.following.title)
        following = tr("{mail}, {day}", mail=title, day=short_day(place.day))
    elif place.got:
        following = tr("has got all that is planned")
    joined = short_day(reader.joined)
    if reader.week is not None:
        joined = tr("{day} (week {week})", day=joined, week=reader.week)
    return [
        reader.to.name,
        reader.to.address,
        circle_in_words(reader.circle),
        joined,
        str(place.got),
        following,
    ]
