"""The days a workshop agreed on as calendar files: asks for the follow-up and for which files, then where to."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from pathlib import Path

from PySide6.QtCore import QDate
from PySide6.QtWidgets import (
    QCheckBox,
    QDateEdit,
    QHBoxLayout,
    QLabel,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from facilitator.errors import FacilitatorError, Invalid
from facilitator.i18n import day_pattern, tr, trn
from facilitator.sharing.calendar import dated, owners, write_calendar, write_calendars
from facilitator.storage.library import Library
from facilitator.workshop.workshops import describe_workshop, get_workshop
from ui.dialogs import Form, refused
from ui.file_dialogs import ask_for_folder, ask_where_to_write, documents
from ui.folders import files_written, folder_of, tell_written
from ui.history import History

_USUAL = timedelta(days=42)
"""When a follow-up is proposed, after the workshop."""


class CalendarForm(Form):
    """Says what will stand in the calendar and asks for the follow-up; `go_on` gets whether there is a file each."""

    def __init__(
        self,
        parent: QWidget | None,
        library: Library,
        workshop_id: int,
        history: History,
        go_on: Callable[[bool], object],
    ) -> None:
        super().__init__(parent, tr("Calendar"), "calendar-form")
        self.setMinimumWidth(520)
        self._library, self._workshop_id, self._history, self._go_on = library, workshop_id, history, go_on
        self._workshop = get_workshop(library, workshop_id)
        self._found = dated(library, workshop_id)
        self.say(self._what_there_is()).setObjectName("calendar-what")
        self._add_follow_up()
        self._add_files(len(owners(library, workshop_id)))
        self.say(tr("A later file changes what a calendar has taken in before; nothing stands there twice."), "caption")
        self.end_with(tr("Save…"), self._taken).setFocus()

    def _what_there_is(self) -> str:
        actions, without = len(self._found.actions), self._found.without_date
        sentences = [
            trn("{count} action has a date.", "{count} actions have a date.", actions)
            if actions
            else tr("No action has a date yet.")
        ]
        if without:
            sentences.append(trn("{count} has none and is left out.", "{count} have none and are left out.", without))
        if self._found.indicators:
            looked = len(self._found.indicators)
            sentences.append(trn("{count} indicator has one.", "{count} indicators have one.", looked))
        if self._found.planned:
            planned = sum(not day.is_over for _, day in self._found.planned)
            sentences.append(trn("{count} planned day is in it.", "{count} planned days are in it.", planned))
        return " ".join(sentences)

    def _add_follow_up(self) -> None:
        self.has_follow_up = QCheckBox(tr("Follow-up on"))
        self.has_follow_up.setObjectName("calendar-has-follow-up")
        self.follow_up = self.named(QDateEdit(), "calendar-follow-up", tr("Day of the follow-up"))
        self.follow_up.setCalendarPopup(True)
        self.follow_up.setDisplayFormat(day_pattern())
        day = self._workshop.follow_up or (self._workshop.held_on or date.today()) + _USUAL
        self.follow_up.setDate(QDate(day.year, day.month, day.day))
        self.has_follow_up.setChecked(self._workshop.follow_up is not None)
        self.follow_up.setEnabled(self.has_follow_up.isChecked())
        self.has_follow_up.toggled.connect(self.follow_up.setEnabled)
        row = QHBoxLayout()
        row.addWidget(self.has_follow_up)
        row.addWidget(self.follow_up, 1)
        self.content.addLayout(row)

    def _add_files(self, people: int) -> None:
        self.for_all = QRadioButton(tr("One file with everything"))
        self.for_all.setObjectName("calendar-for-all")
        self.for_all.setChecked(True)
        each = trn(
            "A file for the {count} person who promised or planned something",
            "A file for each of the {count} people who promised or planned something",
            people,
        )
        self.for_each = QRadioButton(each if people else tr("A file for each person who promised or planned something"))
        self.for_each.setObjectName("calendar-for-each")
        self.for_each.setEnabled(bool(people))
        column = QVBoxLayout()
        column.addWidget(QLabel(tr("Files")))
        column.addWidget(self.for_all)
        column.addWidget(self.for_each)
        self.content.addLayout(column)

    @property
    def day(self) -> date | None:
        """The day of the follow-up that is filled in."""
        chosen = self.follow_up.date()
        return date(chosen.year(), chosen.month(), chosen.day()) if self.has_follow_up.isChecked() else None

    def _taken(self) -> None:
        day = self.day
        people_plan = self.for_each.isEnabled() and self.for_each.isChecked()
        if replace(self._found, follow_up=day).is_empty and not people_plan:
            raise Invalid(tr("No action has a date yet, and no follow-up is planned."))
        if day != self._workshop.follow_up:
            self._history.note(
                describe_workshop(self._library, self._workshop_id, follow_up=day, clear_follow_up=day is None)
            )
        self._go_on(self.for_each.isChecked())


def calendar_form(parent: QWidget, library: Library, workshop_id: int, history: History) -> CalendarForm:
    """Open the form; what follows asks where to, and writes."""

    def ask_where(for_each: bool) -> None:
        name = folder_of(get_workshop(library, workshop_id).title).name
        if for_each:
            ask_for_folder(
                parent, tr("Save calendars in"), partial(save_each, parent, library, workshop_id), documents()
            )
        else:
            take = partial(save, parent, library, workshop_id)
            ask_where_to_write(
                parent, tr("Save the calendar"), documents() / f"{name}.ics", take, tr("Calendar (*.ics)")
            )

    form = CalendarForm(parent, library, workshop_id, history, ask_where)
    form.open()
    return form


def save(parent: QWidget, library: Library, workshop_id: int, path: Path) -> None:
    """Write one file; whoever chose a file that is there has agreed to its replacement."""
    try:
        write_calendar(library, workshop_id, path, overwrite=True)
    except FacilitatorError as error:
        refused(parent, error)
        return
    said = tr("The calendar was written to {file}.", file=path)
    tell_written(parent, tr("Calendar saved"), said, path.parent, "calendar-done")


def save_each(parent: QWidget, library: Library, workshop_id: int, folder: Path) -> None:
    """Write a file for each person who promised something."""
    try:
        written = write_calendars(library, workshop_id, folder)
    except FacilitatorError as error:
        refused(parent, error)
        return
    tell_written(parent, tr("Calendar saved"), files_written(len(written), folder), folder, "calendar-done")
