"""The form of a workshop's facts: for a new one, which is opened at once, and for one that is there."""

from collections.abc import Callable
from datetime import date
from typing import TypeVar

from PySide6.QtCore import QDate, Qt
from PySide6.QtWidgets import QCheckBox, QDateEdit, QFormLayout, QHBoxLayout, QLineEdit, QWidget

from facilitator.errors import FacilitatorError
from facilitator.exercises.templates import bundled_agenda, start_workshop
from facilitator.i18n import tr, trn
from facilitator.storage.library import Done, Library
from facilitator.workshop.workshops import describe_workshop, get_workshop
from ui.dialogs import Panel

W = TypeVar("W", bound=QWidget)
_AGENDA = "network_75"


class WorkshopForm(Panel):
    """Title, date, client, facilitator and place; only the title is needed."""

    def __init__(
        self, parent: QWidget | None, heading: str, yes: str, take: Callable[["WorkshopForm"], object]
    ) -> None:
        super().__init__(parent, heading, "workshop-form")
        self.setMinimumWidth(520)
        self._take = take
        form = QFormLayout()
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
        form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        form.setHorizontalSpacing(16)
        form.setVerticalSpacing(10)
        self.title = self._named(QLineEdit(), "workshop-title", tr("Title"))
        self.day = self._named(QDateEdit(QDate.currentDate()), "workshop-date", tr("Date"))
        self.day.setCalendarPopup(True)
        self.day.setDisplayFormat("d MMM yyyy")
        self.no_day = self._named(QCheckBox(tr("Not known yet")), "workshop-no-date", tr("The date is not known yet"))
        self.no_day.toggled.connect(self.day.setDisabled)
        self.client = self._named(QLineEdit(), "workshop-client", tr("Client"))
        self.facilitator = self._named(QLineEdit(), "workshop-facilitator", tr("Facilitator"))
        self.place = self._named(QLineEdit(), "workshop-place", tr("Place"))
        when = QHBoxLayout()
        when.setSpacing(12)
        when.addWidget(self.day, 1)
        when.addWidget(self.no_day)
        form.addRow(tr("Title"), self.title)
        form.addRow(tr("Date"), when)
        for label, field in (
            (tr("Client"), self.client),
            (tr("Facilitator"), self.facilitator),
            (tr("Place"), self.place),
        ):
            form.addRow(label, field)
        self.content.addLayout(form)
        self.problem = self.say("", "error")
        self.problem.setObjectName("problem")
        self.problem.hide()
        self.button(tr("Cancel"), "cancel", "secondary", self.reject)
        self.button(yes, "yes", "primary", self._taken)
        self.title.setFocus()

    @property
    def held_on(self) -> date | None:
        """The day that was chosen."""
        day = self.day.date()
        return None if self.no_day.isChecked() else date(day.year(), day.month(), day.day())

    def _named(self, widget: W, name: str, says: str) -> W:
        widget.setObjectName(name)
        widget.setAccessibleName(says)
        return widget

    def _taken(self) -> None:
        try:
            self._take(self)
        except FacilitatorError as error:
            self.problem.setText(error.sentence)
            self.problem.show()
            self.title.setFocus()
        else:
            self.accept()


def new_workshop(
    parent: QWidget | None, library: Library, facilitator: str, take: Callable[[Done[int]], object]
) -> WorkshopForm:
    """Open the form of a new workshop; `take` gets what was done, with the workshop's id, once the form is gone."""

    def make(form: WorkshopForm) -> None:
        done = start_workshop(
            library,
            form.title.text(),
            client=form.client.text(),
            facilitator=form.facilitator.text(),
            place=form.place.text(),
            held_on=form.held_on,
        )
        form.accepted.connect(lambda: take(done))

    form = WorkshopForm(parent, tr("New workshop"), tr("Create and open"), make)
    today = QDate.currentDate()
    form.title.setText(tr("Workshop of {day}", day=f"{today.day()} {date.today():%B %Y}"))
    form.title.selectAll()
    form.facilitator.setText(facilitator)
    steps = bundled_agenda(_AGENDA)["steps"]
    minutes = sum(step["minutes"] for step in steps)
    form.say(
        trn(
            "It starts with an agenda of {count} step and {minutes} minutes, which you can change at any time.",
            "It starts with an agenda of {count} steps and {minutes} minutes, which you can change at any time.",
            len(steps),
            minutes=minutes,
        ),
        "caption",
    )
    form.open()
    return form


def edit_workshop(
    parent: QWidget | None, library: Library, workshop_id: int, note: Callable[[Done[None]], object]
) -> WorkshopForm:
    """Open the form of a workshop that is there; `note` gets what was done."""

    def save(form: WorkshopForm) -> None:
        held_on = form.held_on
        note(
            describe_workshop(
                library,
                workshop_id,
                title=form.title.text(),
                client=form.client.text(),
                facilitator=form.facilitator.text(),
                place=form.place.text(),
                held_on=held_on,
                clear_date=held_on is None,
            )
        )

    workshop = get_workshop(library, workshop_id)
    form = WorkshopForm(parent, tr("Details of the workshop"), tr("Save"), save)
    form.title.setText(workshop.title)
    form.client.setText(workshop.client)
    form.facilitator.setText(workshop.facilitator)
    form.place.setText(workshop.place)
    if workshop.held_on is not None:
        form.day.setDate(QDate(workshop.held_on.year, workshop.held_on.month, workshop.held_on.day))
    form.no_day.setChecked(workshop.held_on is None)
    form.title.selectAll()
    form.open()
    return form
