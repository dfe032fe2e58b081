"""The form in which people, stations and ways in are planned, and the minutes set to what they need."""

from PySide6.QtWidgets import (
    QComboBox,
    QDialogButtonBox,
    QFormLayout,
    QFrame,
    QLabel,
    QPushButton,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from facilitator.errors import FacilitatorError
from facilitator.exercises.time_plan import StepTime, TimePlan, remedies, supposed, time_plan
from facilitator.i18n import AGENDA, tr, tr_content, trn
from facilitator.storage.library import Library
from facilitator.workshop.room_plan import MOST_PEOPLE, MOST_STATIONS, plan_room
from ui.dialogs import Form
from ui.history import History


class _StepRow(QFrame):
    """One step: its way in, the minutes planned and needed, and how they come about."""

    def __init__(self, step: StepTime) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self.step_id = step.step_id
        title = QLabel(tr_content(AGENDA, step.title))
        title.setProperty("role", "heading")
        title.setWordWrap(True)
        self.modes = QComboBox()
        self.modes.setObjectName(f"time-way-{step.step_id}")
        self.modes.setAccessibleName(tr("Way in of {step}", step=tr_content(AGENDA, step.title)))
        for mode in step.modes:
            self.modes.addItem(mode.label, mode.key)
        self.modes.setCurrentIndex(max(self.modes.findData(step.mode), 0))
        self.minutes = QLabel()
        self.minutes.setObjectName(f"time-minutes-{step.step_id}")
        self.how = QLabel()
        self.how.setProperty("role", "caption")
        self.how.setWordWrap(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 10, 14, 10)
        column.setSpacing(4)
        for widget in (title, self.modes, self.minutes, self.how):
            column.addWidget(widget)

    def show_time(self, step: StepTime) -> None:
        """Show what the step needs as things are supposed now."""
        needed = trn("{count} minute needed", "{count} minutes needed", step.needed.minutes)
        planned = trn("{count} planned", "{count} planned", step.planned)
        if step.has_begun:
            end = tr("has begun")
        elif step.short:
            end = trn("{count} minute short", "{count} minutes short", step.short)
        else:
            end = tr("it fits")
        self.minutes.setText(" · ".join((needed, planned, end)))
        self.how.setText(step.needed.how)


class TimeForm(Form):
    """What changes in it is worked out at once; nothing is stored before it is saved."""

    def __init__(self, parent: QWidget | None, library: Library, history: History, workshop_id: int) -> None:
        super().__init__(parent, tr("People, stations and time"), "time-form")
        self._library = library
        self._history = history
        self._workshop_id = workshop_id
        self._plan = time_plan(library, workshop_id)
        self.setMinimumWidth(560)
        self.people = self.named(QSpinBox(), "time-people", tr("People"))
        self.people.setRange(0, MOST_PEOPLE)
        self.people.setSpecialValueText(tr("As on the roster ({count})", count=self._plan.on_roster))
        self.people.setValue(self._plan.expected or 0)
        self.stations = self.named(QSpinBox(), "time-stations", tr("Stations"))
        self.stations.setRange(1, MOST_STATIONS)
        self.stations.setValue(self._plan.crowd.stations)
        form = QFormLayout()
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
        form.addRow(tr("People"), self.people)
        form.addRow(tr("Stations at a time"), self.stations)
        self.content.addLayout(form)
        # Before the steps, which scroll where they are many: what comes of it all stays in sight.
        self.outcome = self.say("")
        self.outcome.setObjectName("time-outcome")
        self.rows = [_StepRow(step) for step in self._plan.steps]
        for row in self.rows:
            self.content.addWidget(row)
        if not self.rows:
            self.say(tr("No step of this agenda depends on how many people there are."))
        self.say(
            tr(
                "A second station is this program on another laptop, or worksheets on paper beside this one. The "
                "minutes a person takes are estimates of ours."
            ),
            "caption",
        )
        self.problem = self.say("", "error")
        self.problem.setObjectName("problem")
        self.problem.hide()
        self.button(tr("Cancel"), "cancel", "secondary", self.reject)
        self.save = self.button(tr("Save"), "time-save", "secondary", lambda: self._take(set_minutes=False))
        self.set_minutes: QPushButton = self.button(
            tr("Set the minutes"), "yes", "primary", lambda: self._take(set_minutes=True)
        )
        # Both are what the form is for; where no minutes are to be set, the one is there alone.
        self.box.addButton(self.save, QDialogButtonBox.ButtonRole.AcceptRole)
        for changed in (self.people.valueChanged, self.stations.valueChanged):
            changed.connect(self._work_out)
        for row in self.rows:
            row.modes.currentIndexChanged.connect(self._work_out)
        self._work_out()
        self.people.setFocus()

    @property
    def _modes(self) -> dict[int, str]:
        return {row.step_id: str(row.modes.currentData()) for row in self.rows}

    def _work_out(self) -> None:
        plan = supposed(self._library, self._plan, self.people.value() or None, self.stations.value(), self._modes)
        for row, step in zip(self.rows, plan.steps, strict=True):
            row.show_time(step)
        self.outcome.setText(_outcome(self._library, plan))
        self.set_minutes.setVisible(bool(plan.short))
        self.save.setDefault(not plan.short)
        self._supposed = plan

    def _take(self, *, set_minutes: bool) -> None:
        plan = self._supposed
        try:
            self._history.note(
                plan_room(
                    self._library,
                    self._workshop_id,
                    stations=plan.crowd.stations,
                    expected=plan.expected,
                    modes=self._modes,
                    minutes=plan.proposal if set_minutes else None,
                )
            )
        except FacilitatorError as error:
            self.problem.setText(error.sentence)
            self.problem.show()
        else:
            self.accept()


def _outcome(library: Library, plan: TimePlan) -> str:
    """Whether it fits, what would help, and how long the workshop becomes when the minutes are set."""
    if not plan.crowd.people:
        return tr("Nobody is expected yet: say how many people come, or enter the roster.")
    if plan.steps and not plan.to_come:
        return tr("All steps that depend on people have begun: the clock below tells how they go.")
    if not plan.short:
        return plan.sentence
    longer = trn(
        "With the minutes set, the agenda takes {total} minutes in place of {count}.",
        "With the minutes set, the agenda takes {total} minutes in place of {count}.",
        plan.minutes,
        total=plan.minutes + plan.short,
    )
    return " ".join((plan.sentence, *remedies(library, plan), longer))


def time_form(parent: QWidget | None, library: Library, history: History, workshop_id: int) -> TimeForm:
    """Open the form; what is saved is one operation, which can be undone."""
    form = TimeForm(parent, library, history, workshop_id)
    form.open()
    return form
