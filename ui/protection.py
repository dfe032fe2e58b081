"""What a workshop promises about data, in one window: works agreement, who is responsible, the day, and all papers."""

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

from PySide6.QtCore import QDate
from PySide6.QtWidgets import QCheckBox, QDateEdit, QFormLayout, QLineEdit, QWidget

from facilitator.errors import FacilitatorError, Invalid
from facilitator.exercises.agreement import change_agreement, why_locked
from facilitator.i18n import day_pattern, long_day, tr, trn
from facilitator.progress import LongWork
from facilitator.storage.library import Done, Library
from facilitator.workshop.agreement import FLOOR
from facilitator.workshop.data_protection import describe_protection, protection_of
from facilitator.workshop.papers import keep_paper_options
from facilitator.workshop.workshops import get_workshop
from ui.dialogs import Form, ProgressDialog
from ui.exercises.registry import exercise_ui
from ui.folders import FolderRow, PaperRow, files_written, folder_of, tell_written
from ui.theme.tokens import METRICS
from ui.work import Work


class ProtectionForm(Form):
    """The choices of one workshop. The works agreement comes first where the papers are German."""

    def __init__(
        self, parent: QWidget | None, library: Library, workshop_id: int, note: Callable[[Done[None]], object]
    ) -> None:
        super().__init__(parent, tr("Data protection"), "protection")
        self.setMinimumWidth(600)
        self._library, self._workshop_id, self._note = library, workshop_id, note
        promise, workshop = protection_of(library, workshop_id), get_workshop(library, workshop_id)
        self.agreement = self.named(
            QCheckBox(tr("This workshop keeps a works agreement")), "works-agreement", tr("Works agreement")
        )
        self.agreement.setChecked(promise.agreement)
        locked = why_locked(library, workshop_id) if promise.agreement else ""
        self.agreement.setEnabled(not locked)
        self.paper = PaperRow(library, workshop_id)
        in_german = self.paper.options.spoken(workshop) == "de"
        if in_german:
            self._add_agreement(locked)
        self.responsible = self.named(QLineEdit(promise.responsible), "responsible", tr("Responsible body"))
        self.contact = self.named(QLineEdit(promise.contact), "responsible-contact", tr("Contact"))
        self.contact.setPlaceholderText(tr("Name, address or phone of whoever answers questions"))
        self.until = self.named(QDateEdit(_qdate(promise.keep_until)), "keep-until", tr("Erased on"))
        self.until.setCalendarPopup(True)
        self.until.setDisplayFormat(day_pattern())
        self._usual = promise.keep_until if promise.chosen is None else None
        form = QFormLayout()
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
        form.setHorizontalSpacing(METRICS.medium)
        form.setVerticalSpacing(METRICS.small)
        form.addRow(tr("Responsible"), self.responsible)
        form.addRow(tr("Contact"), self.contact)
        form.addRow(tr("Erased on"), self.until)
        self.content.addLayout(form)
        self.say(_readings(promise.readings, promise.promised), "caption").setObjectName("readings")
        if not in_german:
            self._add_agreement(locked)
        self.content.addWidget(self.paper)
        self.folder = FolderRow(folder_of(workshop.title), "protection", tr("Write the papers into"), self.paper)
        self.content.addWidget(self.folder)
        self.say(
            tr(
                "Papers: the notice to hang up and hand out, record of processing, processor’s sheet, threshold check, "
                "catalogue of all evaluations, record of deletion, points for a works agreement, every question as it "
                "is asked. They name the day on which all is erased, and it is kept to from then on. They are "
                "templates, no legal advice."
            ),
            "caption",
        )
        self.end_with(tr("Save"), self._save)
        self.papers = self.button(tr("Save and write papers"), "write-papers", "secondary", self._taken)

    def _add_agreement(self, locked: str) -> None:
        self.content.addWidget(self.agreement)
        said = tr(
            "Counts only, no names of contacts, nobody matched or listed as relied on, nothing carried over, no "
            "figures of fewer than {floor} people, groups by team alone, no levels, handout files deleted once "
            "mailed. It can’t be switched off after somebody has answered.",
            floor=FLOOR,
        )
        self.say(locked or said, "caption").setObjectName("agreement-says")

    def _save(self) -> None:
        chosen = self.until.date().toPython()
        until = chosen if isinstance(chosen, date) and chosen != self._usual else None
        change_agreement(self._library, self._workshop_id, holds=self.agreement.isChecked())
        keep_paper_options(self._library, self._workshop_id, self.paper.options)
        self._note(
            describe_protection(
                self._library,
                self._workshop_id,
                responsible=self.responsible.text(),
                contact=self.contact.text(),
                keep_until=until,
            )
        )

    def _taken(self) -> None:
        try:
            self._write()
        except FacilitatorError as error:
            self.problem.setText(error.sentence)
            self.problem.show()
        else:
            self.accept()

    def _write(self) -> None:
        folder, parent = self.folder.folder, self.parentWidget()
        if folder is None:
            raise Invalid(tr("Choose a folder to write into."))
        self._save()
        self.accepted.connect(lambda: write_papers(parent, self._library, self._workshop_id, folder))


def protection_form(
    parent: QWidget, library: Library, workshop_id: int, note: Callable[[Done[None]], object]
) -> ProtectionForm:
    """Open the window; `note` gets what can be undone."""
    form = ProtectionForm(parent, library, workshop_id, note)
    form.open()
    return form


def view_names(kind: str) -> Sequence[str]:
    """What the projector can show of an exercise, by the names of the views."""
    return [view.label for view in exercise_ui(kind).views()]


def write_papers(parent: QWidget | None, library: Library, workshop_id: int, folder: Path) -> None:
    """Write all papers for a works council into a folder, with progress, and offer to open it."""

    def work() -> LongWork[list[Path]]:
        # Imported here: only this pays for the fonts and the PDF library.
        from facilitator.protection import writing

        return writing.write_papers(library, workshop_id, folder, view_names)

    _write(parent, tr("Writing the papers"), work(), folder)


def write_access(parent: QWidget | None, library: Library, participant_id: int, folder: Path) -> None:
    """Write everything that is kept of one participant."""

    def work() -> LongWork[list[Path]]:
        from facilitator.protection import writing

        return writing.write_access(library, participant_id, folder)

    _write(parent, tr("Writing what is kept"), work(), folder)


def _write(parent: QWidget | None, heading: str, work: LongWork[list[Path]], folder: Path) -> None:
    def written(paths: object) -> None:
        count = len(paths) if isinstance(paths, list) else 0
        tell_written(parent, tr("Papers written"), files_written(count, folder), folder, "papers-done")

    ProgressDialog(parent, heading, Work(work), written, keeps=True).begin()


def _readings(count: int, promised: date | None) -> str:
    if promised is None:
        return tr("Nobody has read the notice yet. The day can be changed until somebody has.")
    return trn(
        "{count} person has read at the station that everything is erased on {day}. It can be erased earlier, not "
        "later.",
        "{count} people have read at the station that everything is erased on {day}. It can be erased earlier, not "
        "later.",
        count,
        day=long_day(promised),
    )


def _qdate(day: date) -> QDate:
    return QDate(day.year, day.month, day.day)
