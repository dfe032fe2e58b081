"""Looking back on the console: readings in one table, and the chart of each with what may be said."""

from dataclasses import replace
from datetime import date, timedelta

from PySide6.QtCore import QDate
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QComboBox,
    QDateEdit,
    QHBoxLayout,
    QLabel,
    QStackedWidget,
    QTabBar,
    QVBoxLayout,
    QWidget,
)

from facilitator.actions.figures import run_figure
from facilitator.actions.findings import Finding, cautions, every_name, offers_weekly
from facilitator.actions.indicators import EVERY, Every, change_indicator, remove_indicator
from facilitator.charts.run import RunChart
from facilitator.exercises.folder import implements
from facilitator.exercises.looking_back.days import reading_days, rhythm
from facilitator.exercises.looking_back.followed import candidates, choose_earlier, chosen_so_far, followed
from facilitator.i18n import day_pattern, short_day, speaking, tr, trn
from facilitator.storage.changes import Change, Topic
from facilitator.workshop.papers import spoken_in
from ui.actions.dialog import ActionsDialog
from ui.actions.indicator_form import edit_indicator, new_indicator
from ui.bridge import LibraryBridge, Rereading
from ui.charts.drawn import DrawnChart
from ui.charts.menu import PictureMenu
from ui.dialogs import Form, ask_line, icon_button
from ui.exercises.contract import ResultsPage
from ui.exercises.hooks import ExerciseUi
from ui.exercises.looking_back.projector_views import AGREED, CHART, WHICH
from ui.exercises.looking_back.readings import ReadingsModel, ReadingsTable
from ui.file_dialogs import documents
from ui.history import History
from ui.theme.flow import FlowRow
from ui.theme.widgets import ElidedCombo

READINGS, CHARTS = range(2)
_AFRESH = -1
_EARLIER = 12
"""So many earlier days at a press."""
_SOON = 60
"""Milliseconds in which further changes are gathered before everything is read again."""
_TOPICS = (Topic.ACTIONS, Topic.SETTINGS, Topic.ROSTER, Topic.WORKSHOPS, Topic.AGENDA, Topic.ERASED)


_HIGH = 400
"""From this height on there is room for how to type."""


class Page(QWidget):
    """A column without a frame."""

    def __init__(self) -> None:
        super().__init__()
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(6)


class IndicatorsPage(ResultsPage):
    """See `ui.exercises.contract.ResultsPage`."""

    def __init__(self, bridge: LibraryBridge, step_id: int, history: History) -> None:
        super().__init__()
        self._bridge, self._library, self._step_id, self._history = bridge, bridge.library, step_id, history
        self._every: Every | None = None
        self._more, self._others = 0, set[date]()
        self.earlier = ElidedCombo()
        self.earlier.setObjectName("indicators-earlier")
        self.earlier.setAccessibleName(tr("Which workshop to look back at"))
        self.earlier.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.earlier.setMinimumContentsLength(16)
        self.earlier.activated.connect(lambda _row: self._choose_earlier())
        self.model = ReadingsModel(self._library, history, self)
        self.table = ReadingsTable(self.model)
        self.table.selectionModel().currentChanged.connect(lambda *_: self._enable())
        self.every = QComboBox()
        self.every.setObjectName("indicators-every")
        self.every.setAccessibleName(tr("Days of the table"))
        for every in EVERY:
            self.every.addItem(every_name(every), every)
        self.every.activated.connect(lambda _row: self._choose_rhythm())
        self.problem, self.empty, self.help = QLabel(), QLabel(), QLabel()
        self.which = ElidedCombo()
        self.which.setObjectName("indicators-which")
        self.which.setAccessibleName(tr("Indicator"))
        self.which.setMinimumContentsLength(16)
        self.which.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.which.currentIndexChanged.connect(lambda _row: self._show_chart())
        self.sentence, self.cautions = QLabel(), QLabel()
        self.chart = DrawnChart(RunChart(), tr("Run chart"), "")
        PictureMenu(self.chart, lambda: self.which.currentText(), documents)
        self._soon = Rereading(self, self._read, soon=_SOON)
        self._make_buttons()
        self._lay_out()
        self.model.refused.connect(self._say_problem)
        self.model.accepted.connect(lambda: self._say_problem(""))
        bridge.changed.connect(self._follow)
        self._read()
        self._to_open_cell()

    def _make_buttons(self) -> None:
        self.actions_button = icon_button("indicators-actions", "flag", tr("Actions…"), self.open_actions)
        self.stage = icon_button("indicators-stage", "monitor-up", tr("Show the room"), self.show_the_room)
        self.add = icon_button("indicators-add", "plus", tr("New indicator…"), self.make_one)
        self.edit = icon_button("indicators-edit", "pencil", tr("Edit indicator…"), self.edit_one)
        self.remove = icon_button("indicators-remove", "trash-2", tr("Remove indicator"), self.remove_one)
        self.note = icon_button("indicators-note", "message-square", tr("What else happened…"), self.ask_note)
        self.more = icon_button("indicators-more", "chevron-up", tr("Earlier days"), self.show_earlier_days)
        self.other = icon_button("indicators-other", "calendar", tr("Another day…"), self.ask_day)
        self.weekly = icon_button("indicators-weekly", "layout-grid", "", self.turn_weekly)
        self._wordless = (self.add, self.edit, self.remove, self.more, self.other, self.note)
        """Those that go without their words where the window is low."""
        for button in self._wordless:
            button.setAccessibleName(button.text())

    def _lay_out(self) -> None:
        self.problem.setObjectName("indicators-problem")
        self.problem.setProperty("role", "error")
        for label, role in (
            (self.empty, "body"),
            (self.help, "caption"),
            (self.sentence, "body"),
            (self.cautions, "caption"),
        ):
            label.setProperty("role", role)
        for label in (self.problem, self.empty, self.help, self.sentence, self.cautions):
            label.setWordWrap(True)
        self.sentence.setObjectName("indicators-sentence")
        self.help.setText(
            tr(
                "Type a value and press Enter for the next day. What else happened that day may stand behind it: "
                "“12 a new machine”. Every reading is saved at once."
            )
        )
        self.tabs = QTabBar()
        self.tabs.setObjectName("indicators-tabs")
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        self.tabs.addTab(tr("Readings"))
        self.tabs.addTab(tr("Charts"))
        self._pages = QStackedWidget()
        self._pages.addWidget(self._readings_page())
        self._pages.addWidget(self._chart_page())
        self.tabs.currentChanged.connect(self._turn)
        top = QHBoxLayout()
        top.setSpacing(6)
        top.addWidget(self.earlier, 100)
        top.addStretch(1)
        for button in (self.actions_button, self.stage):
            top.addWidget(button)
        head = FlowRow(self.tabs, spacing=6)
        head.add_spring()
        for button in (self.add, self.edit, self.remove):
            head.add(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addLayout(top)
        column.addWidget(head)
        column.addWidget(self.empty)
        column.addWidget(self._pages, 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where the window is low, how to type gives way to what is typed, and so do the words of buttons."""
        super().resizeEvent(event)
        high = event.size().height() >= _HIGH
        self.help.setVisible(high)
        for button in self._wordless:
            button.setText(button.accessibleName() if high else "")
            button.setToolTip("" if high else button.accessibleName())

    def _readings_page(self) -> Page:
        page = Page()
        foot = FlowRow(self.every, self.more, self.other, self.note, spacing=6)
        self.table.setAccessibleDescription(self.help.text())
        self.table.viewport().setToolTip(self.help.text())
        for part in (self.help, self.table, self.problem):
            page.column.addWidget(part, int(part is self.table))
        page.column.addWidget(foot)
        return page

    def _chart_page(self) -> Page:
        page = Page()
        line = QHBoxLayout()
        line.setSpacing(6)
        line.addWidget(self.which, 1)
        line.addWidget(self.weekly)
        page.column.addLayout(line)
        for part in (self.sentence, self.cautions, self.chart):
            page.column.addWidget(part, int(part is self.chart))
        return page

    # What is there

    def _follow(self, change: Change) -> None:
        if change.topic in _TOPICS:
            self._soon.start()

    def _read(self) -> None:
        found = self._followed = followed(self._library, self._step_id)
        self.model.language = spoken_in(self._library, found.workshop_id)
        self._offer_earlier()
        every = self._every or rhythm(found.findings)
        self.every.setCurrentIndex(self.every.findData(every))
        days = reading_days(found.findings, every, date.today(), earlier=self._more, others=self._others)
        where = self.table.currentIndex()
        column = where.column()
        day, indicator = self.model.day_at(where.row()), self.model.finding_at(column)
        self.model.show_findings(found.findings, days, quietly=self.table.is_written_in)
        if not self.table.is_written_in and not self.table.currentIndex().isValid() and found.findings:
            # The same cell as before, where it is still there.
            ids = [each.indicator.id for each in found.findings]
            column = ids.index(indicator.indicator.id) if indicator and indicator.indicator.id in ids else 0
            row = days.index(day) if day in days else self.model.first_open(column)
            self.table.setCurrentIndex(self.model.index(row, column))
        self._fill_which()
        for part in (self._pages, self.tabs):
            part.setVisible(bool(found.findings))
        self.empty.setVisible(not found.findings)
        self.empty.setText(self._why_empty())
        self._enable()
        self._show_chart()

    def _why_empty(self) -> str:
        if self._asks:
            return tr(
                "Nothing of an earlier workshop is shown until you choose it above. It comes by itself only where you "
                "confirmed that half of these people were in a workshop of this client."
            )
        if self._followed.actions:
            return tr("No indicator yet. Edit an action and choose how you will see it, or make an indicator here.")
        return tr(
            "Nothing has been agreed yet. Add an action and choose how you will see it, or make an indicator here."
        )

    @property
    def _asks(self) -> bool:
        """Whether nothing earlier is looked back at because the facilitator has not chosen, and there is something."""
        afresh, _ = chosen_so_far(self._library, self._step_id)
        nothing = self._followed.earlier is None and not self._followed.actions
        return nothing and self.earlier.count() > 1 and not afresh

    def _offer_earlier(self) -> None:
        found, offered = self._followed, candidates(self._library, self._step_id)
        self.earlier.clear()
        self.earlier.addItem(tr("This workshop alone"), _AFRESH)
        for each in offered:
            when = short_day(each.held_on) if each.held_on else tr("without a day")
            people = trn("{count} person of today", "{count} people of today", each.people)
            self.earlier.addItem(" · ".join((each.title, when, people)), each.workshop_id)
        self.earlier.setVisible(bool(offered))
        now = found.earlier.workshop_id if found.earlier else _AFRESH
        self.earlier.setCurrentIndex(max(self.earlier.findData(now), 0))

    def _fill_which(self) -> None:
        before = self.which.currentData()
        self.which.blockSignals(True)
        self.which.clear()
        for each in self._followed.findings:
            self.which.addItem(each.indicator.about.what, each.indicator.id)
        self.which.setCurrentIndex(max(self.which.findData(before), 0) if self._followed.findings else -1)
        self.which.blockSignals(False)

    def _show_chart(self) -> None:
        finding = self._followed.finding(self.which.currentData())
        if finding is None:
            return
        with speaking(spoken_in(self._library, finding.indicator.workshop_id)):
            figure, limits = run_figure(finding), cautions(finding)
        self.sentence.setText(figure.sentence)
        self.cautions.setText(" ".join(limits))
        self.cautions.setVisible(bool(limits))
        self.chart.set_empty_text(figure.empty)
        self.chart.show_chart(figure.chart)
        is_weekly = finding.indicator.about.weekly
        self.weekly.setText(tr("Show single days") if is_weekly else tr("Show totals of weeks"))
        self.weekly.setVisible(is_weekly or offers_weekly(finding))

    def _enable(self) -> None:
        here = self.table.currentIndex()
        self.note.setEnabled(here.isValid() and self.model.reading_at(here) is not None)
        for button in (self.edit, self.remove):
            button.setEnabled(self.chosen() is not None)

    def _turn(self, tab: int) -> None:
        """The chart of the column that was worked in, and the other way round."""
        chosen = self.model.finding_at(self.table.currentIndex().column())
        if tab == CHARTS and chosen is not None:
            self.which.setCurrentIndex(self.which.findData(chosen.indicator.id))
        self._pages.setCurrentIndex(tab)
        self._enable()
        if tab == READINGS:
            self.table.setFocus()

    def _say_problem(self, sentence: str) -> None:
        self.problem.setText(sentence)

    def _to_open_cell(self) -> None:
        if self._followed.findings:
            index = self.model.index(self.model.first_open(0), 0)
            self.table.setCurrentIndex(index)
            self.table.scrollTo(index)

    def chosen(self) -> Finding | None:
        """The indicator of the current column, or of the chart that is looked at."""
        if self.tabs.currentIndex() == CHARTS:
            return self._followed.finding(self.which.currentData())
        return self.model.finding_at(self.table.currentIndex().column())

    # What can be done

    def open_actions(self) -> None:
        """The list of what was agreed, to note what became of it: of the workshop that is looked back at."""
        earlier = self._followed.earlier
        workshop_id = earlier.workshop_id if earlier else self._followed.workshop_id
        ActionsDialog(self._bridge, self._history, workshop_id, self.window()).show()

    def show_the_room(self) -> None:
        """The chart that is looked at, or what was agreed where there is none."""
        chosen = self.chosen()
        if chosen is None:
            self.stage_wanted.emit(AGREED, {})
            return
        number = [each.indicator.id for each in self._followed.findings].index(chosen.indicator.id) + 1
        self.stage_wanted.emit(CHART, {WHICH: str(number)})

    def make_one(self) -> None:
        """Open the form of a new indicator, of the workshop that is looked back at."""
        earlier = self._followed.earlier
        new_indicator(
            self, self._library, earlier.workshop_id if earlier else self._followed.workshop_id, self._history
        )

    def edit_one(self) -> None:
        """Open the form of the chosen indicator."""
        chosen = self.chosen()
        if chosen is not None:
            edit_indicator(self, self._library, self._history, chosen.indicator)

    def remove_one(self) -> None:
        """Take the chosen indicator away with its readings; undo brings it back."""
        chosen = self.chosen()
        if chosen is not None:
            self._history.attempt(self, lambda: remove_indicator(self._library, chosen.indicator.id))

    def ask_note(self) -> None:
        """Ask what else happened on the day of the current reading."""
        here = self.table.currentIndex()
        reading, day = self.model.reading_at(here), self.model.day_at(here.row())
        if reading is None or day is None:
            return
        heading = tr("What else happened on {day}?", day=short_day(day))
        ask_line(
            self, heading, tr("It stands beside the chart"), reading.note, tr("Save"),
            lambda note: self.model.put_note(here, note),
        )  # fmt: skip

    def show_earlier_days(self) -> None:
        """Twelve more days before the first."""
        self._more += _EARLIER
        self._read()

    def ask_day(self) -> None:
        """Ask for a day that is not in the rhythm of the table."""
        form = Form(self, tr("Another day"), "indicators-day")
        field = form.named(QDateEdit(), "indicators-day-field", tr("Day"))
        field.setCalendarPopup(True)
        field.setDisplayFormat(day_pattern())
        yesterday = date.today() - timedelta(days=1)
        field.setDate(QDate(yesterday.year, yesterday.month, yesterday.day))
        field.setMaximumDate(QDate.currentDate())
        form.content.addWidget(field)

        def take() -> None:
            chosen = field.date()
            day = date(chosen.year(), chosen.month(), chosen.day())
            self._others.add(day)
            self._read()
            rows = [row for row in range(self.model.rowCount()) if self.model.day_at(row) == day]
            self.table.setCurrentIndex(self.model.index(rows[0], max(self.table.currentIndex().column(), 0)))

        form.end_with(tr("Add day"), take)
        form.open()

    def turn_weekly(self) -> None:
        """Show totals of weeks, or single days again."""
        finding = self._followed.finding(self.which.currentData())
        if finding is not None:
            about = replace(finding.indicator.about, weekly=not finding.indicator.about.weekly)
            self._history.attempt(self, lambda: change_indicator(self._library, finding.indicator.id, about))

    def _choose_rhythm(self) -> None:
        self._every = self.every.currentData()
        self._read()

    def _choose_earlier(self) -> None:
        chosen = self.earlier.currentData()
        workshop_id = None if chosen == _AFRESH else chosen
        self._history.attempt(self, lambda: choose_earlier(self._library, self._step_id, workshop_id))


results_page = implements(ExerciseUi.results_page)(IndicatorsPage)
