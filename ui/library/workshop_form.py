"""The form of a workshop's facts: for a new one, which is opened at once, and for one that is there."""

from collections.abc import Callable
from datetime import date, timedelta

from PySide6.QtCore import QDate, Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDateEdit,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QSpinBox,
    QWidget,
)

from facilitator.exercises.agreement import change_agreement
from facilitator.exercises.templates import Template, following, remove_template, start_workshop, templates
from facilitator.i18n import day_pattern, long_day, tr, trn
from facilitator.protection.retention import REMIND_AFTER
from facilitator.storage.library import Done, Library
from facilitator.workshop.agreement import under_agreement
from facilitator.workshop.papers import paper_options
from facilitator.workshop.roster import people_of
from facilitator.workshop.tables import Workshop
from facilitator.workshop.workshops import describe_workshop, get_workshop, list_workshops
from ui.dialogs import Form
from ui.theme.tokens import METRICS

_USUAL_FOLLOW_UP = 42
"""Days after which a follow-up is proposed: late enough to have tried something, soon enough to remember."""


class WorkshopForm(Form):
    """Title, date, client, facilitator, place and follow-up; only the title is needed."""

    def __init__(
        self, parent: QWidget | None, heading: str, yes: str, take: Callable[["WorkshopForm"], object]
    ) -> None:
        super().__init__(parent, heading, "workshop-form")
        self.setMinimumWidth(520)
        self.form = form = QFormLayout()
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
        form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        form.setHorizontalSpacing(METRICS.medium)
        form.setVerticalSpacing(METRICS.small)
        self.title = self.named(QLineEdit(), "workshop-title", tr("Title"))
        self.day = self._day("workshop-date", tr("Date"))
        self.no_day = self.named(QCheckBox(tr("Not known yet")), "workshop-no-date", tr("The date is not known yet"))
        self.no_day.toggled.connect(self.day.setDisabled)
        self.later = self._day("workshop-follow-up", tr("Follow-up"))
        self.later.setDate(QDate.currentDate().addDays(_USUAL_FOLLOW_UP))
        self.no_later = self.named(
            QCheckBox(tr("None planned")), "workshop-no-follow-up", tr("No follow-up is planned")
        )
        self.no_later.toggled.connect(self.later.setDisabled)
        self.no_later.setChecked(True)
        self.client = self.named(QLineEdit(), "workshop-client", tr("Client"))
        self.facilitator = self.named(QLineEdit(), "workshop-facilitator", tr("Facilitator"))
        self.place = self.named(QLineEdit(), "workshop-place", tr("Place"))
        form.addRow(tr("Title"), self.title)
        form.addRow(tr("Date"), _beside(self.day, self.no_day))
        for label, field in (
            (tr("Client"), self.client),
            (tr("Facilitator"), self.facilitator),
            (tr("Place"), self.place),
        ):
            form.addRow(label, field)
        form.addRow(tr("Follow-up"), _beside(self.later, self.no_later))
        self.content.addLayout(form)
        self.end_with(yes, lambda: take(self))
        self.title.setFocus()

    def _day(self, name: str, says: str) -> QDateEdit:
        edit = self.named(QDateEdit(QDate.currentDate()), name, says)
        edit.setCalendarPopup(True)
        edit.setDisplayFormat(day_pattern())
        return edit

    @property
    def held_on(self) -> date | None:
        """The day that was chosen."""
        return None if self.no_day.isChecked() else _date(self.day)

    @property
    def follow_up(self) -> date | None:
        """The day that was chosen for looking back."""
        return None if self.no_later.isChecked() else _date(self.later)


def _date(edit: QDateEdit) -> date:
    day = edit.date()
    return date(day.year(), day.month(), day.day())


def _show(edit: QDateEdit, day: date) -> None:
    edit.setDate(QDate(day.year, day.month, day.day))


def _beside(day: QDateEdit, none: QCheckBox) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(METRICS.small)
    row.addWidget(day, 1)
    row.addWidget(none)
    return row


class AgendaChoice:
    """The row of a new workshop's form in which its agenda is chosen, and an own template removed."""

    def __init__(self, form: WorkshopForm, library: Library, note: Callable[[Done[None]], object]) -> None:
        self._library = library
        self._note = note
        self._combo = form.named(QComboBox(), "workshop-agenda", tr("Agenda"))
        self._remove = QPushButton(tr("Remove"))
        self._remove.setObjectName("remove-template")
        self._remove.setProperty("role", "quiet")
        self._remove.setAutoDefault(False)
        self._remove.setToolTip(tr("Remove this template of yours"))
        self._remove.clicked.connect(self._remove_chosen)
        row = QHBoxLayout()
        row.setSpacing(METRICS.small)
        row.addWidget(self._combo, 1)
        row.addWidget(self._remove)
        form.form.addRow(tr("Agenda"), row)
        self._about = form.say("", "caption")
        self._combo.currentIndexChanged.connect(self._describe)
        self._fill()

    @property
    def key(self) -> str | int:
        """The chosen template, as `start_workshop` wants it."""
        return self._chosen.key

    @property
    def _chosen(self) -> Template:
        chosen: Template = self._combo.currentData()
        return chosen

    def _fill(self) -> None:
        self._combo.clear()
        for template in templates(self._library):
            self._combo.addItem(template.said_title, template)

    def choose(self, key: str | int) -> None:
        """Choose the template of this key, if there is one."""
        keys = [self._combo.itemData(row).key for row in range(self._combo.count())]
        if key in keys:
            self._combo.setCurrentIndex(keys.index(key))

    def _describe(self) -> None:
        if self._combo.currentIndex() < 0:
            return
        template = self._chosen
        self._remove.setVisible(template.own)
        said = trn(
            "{count} step and {minutes} minutes, which you can change at any time.",
            "{count} steps and {minutes} minutes, which you can change at any time.",
            template.steps,
            minutes=template.minutes,
        )
        if template.people is not None:
            most = trn("For up to {count} person.", "For up to {count} people at one station.", template.people)
            said = f"{said} {most}"
        self._about.setText(said)

    def _remove_chosen(self) -> None:
        if isinstance(self.key, int):
            self._note(remove_template(self._library, self.key))
            self._fill()


def new_workshop(
    parent: QWidget | None,
    library: Library,
    facilitator: str,
    take: Callable[[Done[int]], object],
    note: Callable[[Done[None]], object],
) -> WorkshopForm:
    """Open the form of a new workshop.

    `take` gets what was done, with the workshop's id, once the form is gone; `note` gets what was done to templates.
    """

    form = _BeginForm(parent, tr("New workshop"), library, take, note)
    form.agreement.setChecked(_speaks_german(library))
    form.title.setText(tr("Workshop of {day}", day=long_day(date.today())))
    form.title.selectAll()
    form.facilitator.setText(facilitator)
    form.open()
    return form


def plan_follow_up(
    parent: QWidget | None,
    library: Library,
    earlier_id: int,
    take: Callable[[Done[int]], object],
    note: Callable[[Done[None]], object],
) -> WorkshopForm:
    """Open the form of a workshop to which the people of an earlier one come again; see `new_workshop`."""
    earlier, people = get_workshop(library, earlier_id), len(people_of(library, earlier_id))
    form = _BeginForm(parent, tr("Plan the follow-up"), library, take, note, people_of=earlier_id)
    form.agreement.setChecked(under_agreement(library, earlier_id))
    form.agenda.choose(following(library, earlier_id))
    form.say(
        trn(
            "{count} person comes again, and what was agreed on opens the agenda. Under a works agreement only the "
            "list of people comes along.",
            "{count} people come again, and what they agreed on opens the agenda. Under a works agreement only the "
            "list of people comes along.",
            people,
        ),
        "caption",
    )
    form.title.setText(tr("{title}: looking back", title=earlier.title))
    form.title.selectAll()
    form.client.setText(earlier.client)
    form.facilitator.setText(earlier.facilitator)
    form.place.setText(earlier.place)
    _show(form.day, _follow_up_day(earlier))
    form.open()
    return form


def _follow_up_day(earlier: Workshop) -> date:
    """As it was planned, else today if the workshop was before, else as long after it as is usual."""
    if earlier.follow_up is not None and earlier.follow_up >= date.today():
        return earlier.follow_up
    if earlier.held_on is None or earlier.held_on < date.today():
        return date.today()
    return earlier.held_on + timedelta(days=_USUAL_FOLLOW_UP)


class _BeginForm(WorkshopForm):
    """The form of a workshop that is to be made, with the people of another one if it is told of which."""

    def __init__(
        self,
        parent: QWidget | None,
        heading: str,
        library: Library,
        take: Callable[[Done[int]], object],
        note: Callable[[Done[None]], object],
        people_of: int | None = None,
    ) -> None:
        super().__init__(parent, heading, tr("Create and open"), lambda _form: self._make())
        self._library, self._take, self._people_of = library, take, people_of
        self.agenda = AgendaChoice(self, library, note)
        says = tr("Under a works agreement: counts only, no contacts’ names, no small groups")
        self.agreement = self.named(QCheckBox(says), "workshop-agreement", says)
        self.form.addRow("", self.agreement)

    def _make(self) -> None:
        holds = self.agreement.isChecked()
        done = start_workshop(
            self._library,
            self.title.text(),
            template=self.agenda.key,
            client=self.client.text(),
            facilitator=self.facilitator.text(),
            place=self.place.text(),
            held_on=self.held_on,
            follow_up=self.follow_up,
            people_of=self._people_of,
            recognised=not holds,
        )
        if holds != under_agreement(self._library, done.value):
            change_agreement(self._library, done.value, holds=holds)
        self.accepted.connect(lambda: self._take(done))


def _speaks_german(library: Library) -> bool:
    """Whether the papers of the workshop before are German: there a works council usually asks for an agreement."""
    before = list_workshops(library)
    if not before:
        return False
    latest = max(each.id for each in before)
    return paper_options(library, latest).spoken(get_workshop(library, latest)) == "de"


def edit_workshop(
    parent: QWidget | None, library: Library, workshop_id: int, note: Callable[[Done[None]], object]
) -> WorkshopForm:
    """Open the form of a workshop that is there; `note` gets what was done."""

    def save(form: WorkshopForm) -> None:
        held_on, follow_up = form.held_on, form.follow_up
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
                follow_up=follow_up,
                clear_follow_up=follow_up is None,
            )
        )

    workshop = get_workshop(library, workshop_id)
    form = WorkshopForm(parent, tr("Details of the workshop"), tr("Save"), save)
    form.title.setText(workshop.title)
    form.client.setText(workshop.client)
    form.facilitator.setText(workshop.facilitator)
    form.place.setText(workshop.place)
    if workshop.held_on is not None:
        _show(form.day, workshop.held_on)
    form.no_day.setChecked(workshop.held_on is None)
    if workshop.follow_up is not None:
        _show(form.later, workshop.follow_up)
    form.no_later.setChecked(workshop.follow_up is None)
    form.title.selectAll()
    form.open()
    return form


class ReminderForm(Form):
    """After how many days workshops are reminded of that are not erased by themselves."""

    def __init__(self, parent: QWidget | None, library: Library) -> None:
        super().__init__(parent, tr("Remind of old workshops"), "reminder")
        self.say(
            tr(
                "Where people have read a day, or you chose one, a workshop is erased by itself. Of all others the "
                "program reminds you at its start, once their last day is so long ago. 0 never reminds."
            )
        )
        self.days = self.named(QSpinBox(), "remind-after", tr("Days after the last one"))
        self.days.setRange(0, 3650)
        self.days.setValue(REMIND_AFTER.get(library))
        form = QFormLayout()
        form.addRow(tr("Days after the last one"), self.days)
        self.content.addLayout(form)
        self.end_with(tr("Save"), lambda: REMIND_AFTER.set(library, self.days.value()))
