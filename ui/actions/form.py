"""The form of one action: what, who, with whom, until when, how one will see it, and what became of it."""

from collections.abc import Callable, Sequence
from datetime import date, timedelta

from PySide6.QtCore import QDate
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDateEdit,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QWidget,
)

from facilitator.actions.actions import STATUSES, ActionView, Source, Status, Wording, add_action, change_action
from facilitator.actions.flowables import status_name
from facilitator.actions.indicators import SeenBy
from facilitator.i18n import tr
from facilitator.storage.library import Library
from facilitator.workshop.roster import people_of
from ui.actions.seen_by import SeenByRow
from ui.dialogs import Form
from ui.history import History
from ui.window_language import day_format

_USUAL = timedelta(days=30)
"""When a new action is due unless somebody says otherwise."""


class ActionForm(Form):
    """Asks for a `Wording` and how one will see that it worked; `take` gets both."""

    def __init__(
        self,
        parent: QWidget | None,
        library: Library,
        workshop_id: int,
        wording: Wording,
        yes: str,
        take: Callable[[Wording, SeenBy], object],
        *,
        indicator_id: int | None = None,
        about: str = "",
        is_new: bool = False,
        suggested: Sequence[str] = (),
    ) -> None:
        super().__init__(parent, tr("New action") if is_new else tr("Action"), "action-form")
        self.setMinimumWidth(640)
        self._wording = wording
        if about:
            self.say(tr("From: {what}", what=about), "caption").setObjectName("action-about")
        rows = QFormLayout()
        rows.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
        self.what = self.named(QPlainTextEdit(wording.what), "action-what", tr("What will be done"))
        self.what.setTabChangesFocus(True)
        self.what.setFixedHeight(3 * self.what.fontMetrics().lineSpacing() + 20)
        people = [(person.id, person.name) for person in people_of(library, workshop_id)]
        self.owner = self._people(people, wording.owner_id, tr("The whole team"), "action-owner", tr("Who"))
        self.partner = self._people(people, wording.partner_id, tr("Nobody"), "action-partner", tr("With whom"))
        self.has_due = self.named(QCheckBox(tr("until")), "action-has-due", tr("With a date"))
        self.due = self.named(QDateEdit(), "action-due", tr("Until when"))
        self.due.setCalendarPopup(True)
        self.due.setDisplayFormat(day_format())
        due = wording.due or date.today() + _USUAL
        self.due.setDate(QDate(due.year, due.month, due.day))
        self.has_due.setChecked(wording.due is not None or is_new)
        self.due.setEnabled(self.has_due.isChecked())
        self.has_due.toggled.connect(self.due.setEnabled)
        when = QHBoxLayout()
        when.addWidget(self.has_due)
        when.addWidget(self.due, 1)
        self.sign = self.named(QLineEdit(wording.sign), "action-sign", tr("What will be seen to change"))
        self.sign.setPlaceholderText(tr("Something that others could notice"))
        rows.addRow(tr("What"), self.what)
        if suggested:
            rows.addRow(tr("Or"), self._suggestions(suggested))
        rows.addRow(tr("Who"), self.owner)
        rows.addRow(tr("With whom"), self.partner)
        rows.addRow(tr("When"), when)
        rows.addRow(tr("What will be seen"), self.sign)
        self.seen_by = SeenByRow(library, workshop_id, indicator_id)
        rows.addRow(tr("How will we see it?"), self.seen_by)
        self.status = self.named(QComboBox(), "action-status", tr("What became of it"))
        for status in STATUSES:
            self.status.addItem(status_name(status), status)
        self.status.setCurrentIndex(self.status.findData(wording.status))
        self.seen = self.named(QLineEdit(wording.seen), "action-seen", tr("What was seen"))
        if not is_new:
            rows.addRow(tr("What became of it"), self.status)
            rows.addRow(tr("What was seen"), self.seen)
        self.content.addLayout(rows)
        self.end_with(yes, lambda: take(self.wording(), self.seen_by.chosen()))
        self.what.setFocus()
        self.what.selectAll()

    def wording(self) -> Wording:
        """What is filled in."""
        due = self.due.date()
        status: Status = self.status.currentData()
        return Wording(
            what=self.what.toPlainText(),
            owner_id=self.owner.currentData(),
            partner_id=self.partner.currentData(),
            due=date(due.year(), due.month(), due.day()) if self.has_due.isChecked() else None,
            sign=self.sign.text(),
            status=status,
            seen=self.seen.text(),
        )

    def _suggestions(self, suggested: Sequence[str]) -> QComboBox:
        """Other words for what will be done: whichever is chosen stands there."""
        box = self.named(QComboBox(), "action-suggested", tr("Other steps"))
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        box.setPlaceholderText(tr("Choose another step"))
        box.addItems(list(suggested))
        box.setCurrentIndex(-1)
        box.textActivated.connect(self.what.setPlainText)
        return box

    def _people(
        self, people: list[tuple[int, str]], chosen: int | None, nobody: str, name: str, says: str
    ) -> QComboBox:
        box = self.named(QComboBox(), name, says)
        box.addItem(nobody, None)
        for person_id, person in people:
            box.addItem(person, person_id)
        box.setCurrentIndex(next((row for row in range(box.count()) if box.itemData(row) == chosen), 0))
        return box


def new_action(
    parent: QWidget | None,
    library: Library,
    workshop_id: int,
    history: History,
    *,
    about: str = "",
    source: Source | None = None,
    wording: Wording | None = None,
    suggested: Sequence[str] = (),
) -> ActionForm:
    """Open the form of a new action, filled in with `wording`; `suggested` are other words for it.

    `about` is what it comes from, to be seen.
    """
    form = ActionForm(
        parent,
        library,
        workshop_id,
        wording or Wording(""),
        tr("Add action"),
        lambda wording, seen_by: history.note(add_action(library, workshop_id, wording, source, seen_by)),
        about=about,
        is_new=True,
        suggested=suggested,
    )
    form.open()
    return form


def edit_action(
    parent: QWidget | None, library: Library, workshop_id: int, history: History, action: ActionView
) -> ActionForm:
    """Open the form of an action that is there."""
    form = ActionForm(
        parent,
        library,
        workshop_id,
        action.wording,
        tr("Save"),
        lambda wording, seen_by: history.note(change_action(library, action.id, wording, seen_by)),
        indicator_id=action.indicator_id,
    )
    form.open()
    return form
