"""The form of one indicator: what, unit, the way it is to go, where it begins and ends, whence, when and how often."""

from collections.abc import Callable
from datetime import date, timedelta

from PySide6.QtCore import QDate
from PySide6.QtWidgets import QCheckBox, QComboBox, QDateEdit, QFormLayout, QHBoxLayout, QLineEdit, QWidget

from facilitator.actions.findings import every_name, wanted_name
from facilitator.actions.indicators import (
    EVERY,
    WANTED,
    About,
    Every,
    IndicatorView,
    Wanted,
    add_indicator,
    change_indicator,
)
from facilitator.actions.ready_made import ready_made
from facilitator.errors import Invalid
from facilitator.i18n import number, number_in, speaking, tr
from facilitator.storage.library import Library
from facilitator.workshop.papers import spoken_in
from ui.dialogs import Form
from ui.history import History
from ui.window_language import day_format

_USUAL = timedelta(days=90)
"""By when a new indicator is looked at unless somebody says otherwise."""


class IndicatorForm(Form):
    """Asks for an `About`; `take` gets it. Numbers are written as the language of the workshop writes them."""

    def __init__(
        self,
        parent: QWidget | None,
        about: About,
        language: str,
        yes: str,
        take: Callable[[About], object],
        *,
        offers: bool = False,
    ) -> None:
        """With `offers` it may be filled in from the ready-made ones."""
        super().__init__(parent, tr("Indicator"), "indicator-form")
        self.setMinimumWidth(600)
        self._language = language
        rows = QFormLayout()
        rows.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
        self.what = self.named(QLineEdit(about.what), "indicator-what", tr("What is counted or measured"))
        self.unit = self.named(QLineEdit(about.unit), "indicator-unit", tr("Unit"))
        self.unit.setPlaceholderText(tr("Such as pieces, minutes, of 100"))
        self.wanted = self.named(QComboBox(), "indicator-wanted", tr("The way it is to go"))
        for wanted in WANTED:
            self.wanted.addItem(wanted_name(wanted), wanted)
        self.wanted.setCurrentIndex(self.wanted.findData(about.wanted))
        with speaking(language):
            written = ["" if value is None else number(value) for value in (about.baseline, about.target)]
        self.baseline = self.named(QLineEdit(written[0]), "indicator-baseline", tr("Baseline"))
        self.target = self.named(QLineEdit(written[1]), "indicator-target", tr("Target"))
        levels = QHBoxLayout()
        for field, words in ((self.baseline, tr("Baseline, if known")), (self.target, tr("Target, if there is one"))):
            field.setPlaceholderText(words)
            levels.addWidget(field)
        self.source = self.named(QLineEdit(about.source), "indicator-source", tr("Where the figure comes from"))
        self.source.setPlaceholderText(tr("Such as the shift log, or a tally sheet beside the phone"))
        self.every = self.named(QComboBox(), "indicator-every", tr("How often it is read"))
        for every in EVERY:
            self.every.addItem(every_name(every), every)
        self.every.setCurrentIndex(self.every.findData(about.every))
        self.weekly = self.named(QCheckBox(tr("Show totals of weeks")), "indicator-weekly", tr("Show totals of weeks"))
        self.weekly.setChecked(about.weekly)
        self.every.currentIndexChanged.connect(lambda _row: self._offer_weekly())
        often = QHBoxLayout()
        often.addWidget(self.every, 1)
        often.addWidget(self.weekly)
        self.has_due = self.named(QCheckBox(tr("by")), "indicator-has-due", tr("With a day to look at it"))
        self.due = self.named(QDateEdit(), "indicator-due", tr("By when"))
        self.due.setCalendarPopup(True)
        self.due.setDisplayFormat(day_format())
        day = about.due or date.today() + _USUAL
        self.due.setDate(QDate(day.year, day.month, day.day))
        self.has_due.setChecked(about.due is not None)
        self.due.setEnabled(about.due is not None)
        self.has_due.toggled.connect(self.due.setEnabled)
        when = QHBoxLayout()
        when.addWidget(self.has_due)
        when.addWidget(self.due, 1)
        if offers:
            rows.addRow(tr("Ready-made"), self._ready_made())
        for label, part in (
            (tr("What"), self.what),
            (tr("Unit"), self.unit),
            (tr("Wanted"), self.wanted),
            (tr("From, to"), levels),
            (tr("Figure from"), self.source),
            (tr("Read"), often),
            (tr("Look at it"), when),
        ):
            rows.addRow(label, part)
        self.content.addLayout(rows)
        self.end_with(yes, lambda: take(self.about()))
        self._offer_weekly()
        self.what.setFocus()
        self.what.selectAll()

    def about(self) -> About:
        """What is filled in. Raises Invalid for what is no number."""
        due = self.due.date()
        wanted: Wanted = self.wanted.currentData()
        every: Every = self.every.currentData()
        return About(
            self.what.text(),
            self.unit.text(),
            wanted,
            self._number(self.baseline, tr("Baseline")),
            self._number(self.target, tr("Target")),
            self.source.text(),
            date(due.year(), due.month(), due.day()) if self.has_due.isChecked() else None,
            every,
            self.weekly.isChecked() and every == "day",
        )

    def _ready_made(self) -> QComboBox:
        with speaking(self._language):
            offered = ready_made()
        box = self.named(QComboBox(), "indicator-ready-made", tr("Ready-made indicators"))
        box.setPlaceholderText(tr("Choose one, or fill in your own"))
        box.addItems([each.what for each in offered])
        box.setCurrentIndex(-1)
        box.activated.connect(lambda row: self._fill(offered[row]))
        return box

    def _fill(self, about: About) -> None:
        self.what.setText(about.what)
        self.unit.setText(about.unit)
        self.source.setText(about.source)
        self.wanted.setCurrentIndex(self.wanted.findData(about.wanted))
        self.every.setCurrentIndex(self.every.findData(about.every))

    def _number(self, field: QLineEdit, what: str) -> float | None:
        if not field.text().strip():
            return None
        with speaking(self._language):
            found = number_in(field.text())
        if found is None:
            raise Invalid(tr("{what}: “{text}” is no number.", what=what, text=field.text().strip()))
        return found

    def _offer_weekly(self) -> None:
        self.weekly.setEnabled(self.every.currentData() == "day")


def new_indicator(parent: QWidget | None, library: Library, workshop_id: int, history: History) -> IndicatorForm:
    """Open the form of a new indicator."""
    form = IndicatorForm(
        parent,
        About(""),
        spoken_in(library, workshop_id),
        tr("Add indicator"),
        lambda about: history.note(add_indicator(library, workshop_id, about)),
        offers=True,
    )
    form.open()
    return form


def edit_indicator(
    parent: QWidget | None, library: Library, history: History, indicator: IndicatorView
) -> IndicatorForm:
    """Open the form of an indicator that is there."""
    form = IndicatorForm(
        parent,
        indicator.about,
        spoken_in(library, indicator.workshop_id),
        tr("Save"),
        lambda about: history.note(change_indicator(library, indicator.id, about)),
    )
    form.open()
    return form
