"""How a step's plans are made: days, deck, cue, whose they are; and the facilitator's own decks."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QDate, QLocale
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDateEdit,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QSpinBox,
    QWidget,
)

from facilitator.errors import Invalid
from facilitator.exercises.challenge.deck import Deck, decks
from facilitator.exercises.challenge.planner import LEAST_DAYS, MOST_DAYS
from facilitator.exercises.challenge.setup import (
    LONGEST_CUE,
    PERSON,
    ROOM,
    Settings,
    change_settings,
    get_settings,
    held_on,
)
from facilitator.exercises.folder import implements
from facilitator.i18n import day_pattern, locale_name, long_day, short_day, tr, trn
from facilitator.questionnaires.fields import read_day
from facilitator.storage.library import Library
from ui.dialogs import Form, icon_button
from ui.exercises.challenge.deck_dialog import DecksDialog
from ui.exercises.hooks import ExerciseUi
from ui.history import History

_WIDTH = 680

_EXAMPLE = (date(2026, 5, 14), date(2026, 5, 25))
"""Days off, such as one may write."""


class SettingsDialog(Form):
    """Nothing is written before it is saved, and what was saved can be undone."""

    def __init__(self, library: Library, step_id: int, history: History, parent: QWidget | None) -> None:
        super().__init__(parent, tr("Exercise settings"), "challenge-settings")
        self.setMinimumWidth(_WIDTH)
        self._library, self._step_id, self._history = library, step_id, history
        self._before: Settings = get_settings(library, step_id)
        with library.read() as session:
            self._held = held_on(session, step_id)
        settings = self._before
        self.days = self.named(QSpinBox(), "challenge-days", tr("How many days"))
        self.days.setRange(LEAST_DAYS, MOST_DAYS)
        self.days.setValue(settings.days)
        self.has_start = self.named(QCheckBox(tr("From")), "challenge-has-start", tr("The first day is chosen"))
        self.start = self.named(QDateEdit(), "challenge-start", tr("First day"))
        self.start.setCalendarPopup(True)
        self.start.setDisplayFormat(day_pattern())
        first = settings.starts_on or next(iter(settings.dates(self._held, 1)), date.today())
        self.start.setDate(QDate(first.year, first.month, first.day))
        self.has_start.setChecked(settings.starts_on is not None)
        self.has_start.toggled.connect(self.start.setEnabled)
        self.start.setEnabled(self.has_start.isChecked())
        self.weekdays = [
            self.named(QCheckBox(name), f"challenge-weekday-{number}", name) for number, name in enumerate(_weekdays())
        ]
        for number, box in enumerate(self.weekdays):
            box.setChecked(number in settings.weekdays)
        self.off = self.named(QLineEdit(_days_in_words(settings.days_off)), "challenge-off", tr("Days off"))
        self.off.setPlaceholderText(_days_in_words(_EXAMPLE))
        self.cue = self.named(QLineEdit(settings.cue), "challenge-cue", tr("Cue of the card that returns"))
        self.cue.setMaxLength(LONGEST_CUE)
        self.cue.setPlaceholderText(tr("after the shift meeting"))
        self.whose = self.named(QComboBox(), "challenge-whose", tr("Whose plan"))
        self.whose.addItem(tr("Everybody has a plan of their own, leaning to their network"), PERSON)
        self.whose.addItem(tr("The same plan for all"), ROOM)
        self.whose.setCurrentIndex(self.whose.findData(settings.whose))
        self.deck = self.named(QComboBox(), "challenge-deck", tr("Deck"))
        self.no_pc = self.named(QCheckBox(tr("Only what needs no computer")), "challenge-no-pc", tr("No computer"))
        self.no_pc.setChecked(settings.without_pc)
        self.on_shift = self.named(
            QCheckBox(tr("Only what can be done on shift")), "challenge-on-shift", tr("On shift")
        )
        self.on_shift.setChecked(settings.on_shift)
        self._offered: Sequence[Deck] = ()
        self._offer(settings.deck)
        self.edit = icon_button("challenge-decks", "pencil", tr("Own decks…"), self._open_decks)
        self._lay_out()
        if settings.is_looking_back:
            self.say(tr("The plans are made: days off, the first day and the cue may still change."), "caption")
        self.end_with(tr("Save"), self._save)

    def _lay_out(self) -> None:
        rows = QFormLayout()
        rows.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
        start = QHBoxLayout()
        start.addWidget(self.days)
        start.addSpacing(16)
        start.addWidget(self.has_start)
        start.addWidget(self.start, 1)
        week = QHBoxLayout()
        for box in self.weekdays:
            week.addWidget(box)
        week.addStretch(1)
        deck = QHBoxLayout()
        deck.addWidget(self.deck, 1)
        deck.addWidget(self.edit)
        only = QHBoxLayout()
        only.addWidget(self.no_pc)
        only.addWidget(self.on_shift)
        only.addStretch(1)
        rows.addRow(tr("Days"), start)
        rows.addRow(tr("On"), week)
        rows.addRow(tr("Days off"), self.off)
        rows.addRow(tr("Whose plan"), self.whose)
        rows.addRow(tr("Cue"), self.cue)
        rows.addRow(tr("Deck"), deck)
        rows.addRow("", only)
        self.content.addLayout(rows)
        usual = next(iter(self._before.dates(self._held, 1)), None)
        if self._before.starts_on is None:
            when = long_day(usual) if usual else tr("known once the workshop has a day")
            self.say(tr("Without “From” it begins after the workshop: {when}.", when=when), "caption")
        self.say(
            tr("One card returns every week; its cue, such as “after the shift meeting”, reminds of it."), "caption"
        )

    def _offer(self, chosen: Deck) -> None:
        offered = list(decks(self._library))
        if chosen not in offered:
            # One that was kept no longer, or was changed since the plans were made.
            offered.insert(0, chosen)
        self._offered = offered
        self.deck.clear()
        for each in offered:
            self.deck.addItem(
                trn("{title} ({count} card)", "{title} ({count} cards)", len(each.cards), title=each.title)
            )
        self.deck.setCurrentIndex(offered.index(chosen))

    def _open_decks(self) -> None:
        dialog = DecksDialog(self._library, self._offered[self.deck.currentIndex()], self)
        dialog.saved.connect(self._take_deck)
        dialog.open()

    def _take_deck(self, title: str) -> None:
        chosen = self._offered[self.deck.currentIndex()]
        self._offer(next((each for each in decks(self._library) if each.title == title), chosen))

    def _save(self) -> None:
        start = self.start.date().toPython() if self.has_start.isChecked() else None
        settings = Settings(
            self.days.value(),
            start if isinstance(start, date) else None,
            frozenset(number for number, box in enumerate(self.weekdays) if box.isChecked()),
            _days(self.off.text()),
            self.cue.text(),
            self.whose.currentData(),
            self.no_pc.isChecked(),
            self.on_shift.isChecked(),
            self._offered[self.deck.currentIndex()],
            self._before.seed,
            self._before.plan_round,
            self._before.most_days,
        )
        if settings != self._before:
            self._history.note(change_settings(self._library, self._step_id, settings))


def _weekdays() -> tuple[str, ...]:
    return tr("Mon"), tr("Tue"), tr("Wed"), tr("Thu"), tr("Fri"), tr("Sat"), tr("Sun")


def _days_in_words(days: Sequence[date]) -> str:
    return ", ".join(map(short_day, days))


def _days(text: str) -> tuple[date, ...]:
    found = []
    for word in text.replace(";", ",").split(","):
        written = word.strip()
        if not written:
            continue
        shown = QLocale(locale_name()).toDate(written, day_pattern())
        day = shown.toPython() if shown.isValid() else read_day(written)
        if not isinstance(day, date):
            raise Invalid(tr("“{word}” is no day: write it as {day}.", word=written, day=short_day(_EXAMPLE[0])))
        found.append(day)
    return tuple(sorted(set(found)))


@implements(ExerciseUi.settings_dialog)
def settings_dialog(library: Library, step_id: int, history: History, parent: QWidget) -> QWidget:
    """Days, deck and whose plan."""
    return SettingsDialog(library, step_id, history, parent)
