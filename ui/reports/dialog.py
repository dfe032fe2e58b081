"""The window of the documents: choose what they hold, and see them as they will be."""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QLabel,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from facilitator.errors import Cancelled, FacilitatorError
from facilitator.exercises.steps import exercise_steps
from facilitator.i18n import tr, trn
from facilitator.questionnaires.batches import Together
from facilitator.storage.changes import Change, Topic
from facilitator.workshop.agenda import said_title
from facilitator.workshop.papers import PaperOptions, keep_paper_options, paper_options
from ui.bridge import LibraryBridge
from ui.dialogs import Dialog, icon_button
from ui.exercises.registry import exercise_ui
from ui.folders import PaperRow
from ui.reports.branding_form import BrandingForm
from ui.reports.preview import PdfPane
from ui.reports.rendering import Rendered, rendered
from ui.reports.sections import SectionList
from ui.theme.tokens import METRICS
from ui.theme.widgets import Scrolled
from ui.waiting_row import WaitingRow
from ui.work import Work

_SOON = 150
"""Milliseconds in which further choices are gathered before the document is made anew."""
_CHOICES = 340


class DocumentsDialog(Dialog):
    """The choices of one workshop, which are kept as they are made, beside the document that they make."""

    enter_presses_main = False

    def __init__(
        self, bridge: LibraryBridge, workshop_id: int, export: Callable[[QWidget], object], parent: QWidget | None
    ) -> None:
        super().__init__(parent, tr("Documents"), "documents", (1180, 760))
        library = self._library = bridge.library
        self._bridge, self._workshop_id, self._export = bridge, workshop_id, export
        self._options = paper_options(library, workshop_id)
        self._work: Work | None = None
        self._again = False
        self._listed: tuple[str, ...] = ()
        self._soon = QTimer(self, singleShot=True, interval=_SOON)
        self._soon.timeout.connect(self._render)
        self.which = self._combo("document-which", tr("Document"))
        self.which.addItem(tr("Summary of the room"), 0)
        self.sections = SectionList()
        self.paper = PaperRow(library, workshop_id)
        self.cover = self._tick("document-cover", tr("Cover with contents"), on=self._options.cover)
        self.names = self._tick("document-names", tr("Names beside cards and actions"), on=self._options.names)
        self.names.setToolTip(tr("As the room agreed. A contact is never named."))
        self.pane = PdfPane()
        self.said = QLabel(tr("Making the document"))
        self.said.setObjectName("document-said")
        self.said.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.said.setWordWrap(True)
        self._right = QStackedWidget()
        self._right.addWidget(self.said)
        self._right.addWidget(self.pane)
        self._held_back: list[tuple[str, Together]] = []
        self.waiting = WaitingRow("document-", self._show_who_waits)
        self._lay_out()
        self._connect()
        self._render()

    # How it looks

    def _lay_out(self) -> None:
        choices = QWidget()
        column = QVBoxLayout(choices)
        column.setContentsMargins(0, 0, 12, 0)
        column.setSpacing(10)
        for words, widget in ((tr("Document"), self.which), (tr("Sections"), self.sections)):
            label = QLabel(words)
            label.setProperty("role", "heading")
            label.setBuddy(widget)
            column.addWidget(label)
            column.addWidget(widget, 1 if widget is self.sections else 0)
        for each in (self.paper, self.cover, self.names):
            column.addWidget(each)
        column.addWidget(icon_button("document-brand", "sparkles", tr("Logo and colours…"), self.ask_for_brand))
        across = QSplitter(Qt.Orientation.Horizontal)
        across.setObjectName("documents-parts")
        left = Scrolled(choices)
        # As wide as its words, so that it never scrolls sideways: in one language they are longer than in another.
        needed = choices.minimumSizeHint().width() + METRICS.scroll_bar
        left.setMinimumWidth(max(_CHOICES, needed))
        across.addWidget(left)
        across.addWidget(self._right)
        across.setSizes([max(_CHOICES, needed), 860])
        across.setChildrenCollapsible(False)
        self.content.addWidget(across, 1)
        self.content.addWidget(self.waiting)
        self._say_who_waits()
        self.button(tr("Close"), "document-close", "secondary", self.reject)
        self.button(tr("Export…"), "document-export", "primary", lambda: self._export(self), "download")

    def _combo(self, name: str, says: str) -> QComboBox:
        combo = QComboBox()
        combo.setObjectName(name)
        combo.setAccessibleName(says)
        return combo

    def _tick(self, name: str, words: str, *, on: bool) -> QCheckBox:
        box = QCheckBox(words)
        box.setObjectName(name)
        box.setChecked(on)
        return box

    def _connect(self) -> None:
        self.which.currentIndexChanged.connect(lambda _row: self._soon.start())
        self.sections.changed.connect(self._choose)
        self.sections.usual_wanted.connect(self._choose_as_usual)
        self.paper.changed.connect(self._choose)
        self.cover.toggled.connect(lambda _on: self._choose())
        self.names.toggled.connect(lambda _on: self._choose())
        self.follow(self._bridge, lambda _change: self._take_over(), Topic.PREFERENCES)
        self.follow(self._bridge, self._follow)

    # What is chosen

    @property
    def options(self) -> PaperOptions:
        """What is chosen now."""
        return self._options

    def _choose(self) -> None:
        shown = self.sections.order
        # Sections of the other documents keep their place behind.
        order = (*shown, *(key for key in self._options.order if key not in shown))
        left_out = (*self.sections.left_out, *(key for key in self._options.left_out if key not in shown))
        self._options = replace(
            self.paper.choose(self._options),
            order=order,
            left_out=left_out,
            cover=self.cover.isChecked(),
            names=self.names.isChecked(),
        )
        self._soon.start()

    def _choose_as_usual(self) -> None:
        """All sections of the document that is shown, in their usual order; those of the others stay as they are."""
        shown = set(self.sections.order)
        self._options = replace(
            self._options,
            order=tuple(key for key in self._options.order if key not in shown),
            left_out=tuple(key for key in self._options.left_out if key not in shown),
        )
        self._listed = ()
        self._soon.start()

    def ask_for_brand(self) -> BrandingForm:
        """Open the form of the look."""
        form = BrandingForm(self, self._library, lambda _brand: self._soon.start())
        form.open()
        return form

    # What it makes

    def _follow(self, change: Change) -> None:
        if change.workshop_id in (self._workshop_id, None):
            self._soon.start()

    def _take_over(self) -> None:
        """Follow what another window has chosen, such as the form of the export; one's own choices come first."""
        kept = paper_options(self._library, self._workshop_id)
        if self._soon.isActive() or self._work is not None or kept == self._options:
            return
        self._options = kept
        self.paper.show_stored()
        self._soon.start()

    def _render(self) -> None:
        """Make the document in a thread; of several choices made meanwhile the last one counts."""
        if self._work is not None:
            self._again = True
            return
        person = int(self.which.currentData() or 0)
        self._work = Work(rendered(self._library, self._workshop_id, self._options, person))
        self._work.succeeded.connect(self._show)
        self._work.failed.connect(self._refuse)
        self._work.start()

    def _say_who_waits(self) -> None:
        """Say in which steps the document counts more people than what the room was shown together, or a picture."""
        steps = exercise_steps(self._library, self._workshop_id)
        # The models stay those that there are for as long as the last ones are held.
        self._held_back = [
            (said_title(step), each)
            for step, _ in steps
            for each in exercise_ui(step.exercise).held_back(self._bridge, step.id)
        ]
        people: dict[str, int] = {}
        for title, each in self._held_back:
            people[title] = max(people.get(title, 0), each.waiting.people)
        said = [
            trn(
                "{step}: {count} person is counted here, and not yet in pictures and in what comes to the room "
                "together.",
                "{step}: {count} people are counted here, and not yet in pictures and in what comes to the room "
                "together.",
                count,
                step=title,
            )
            for title, count in people.items()
            if count
        ]
        if said:
            said.append(tr("Beside those this document would show what they said."))
        self.waiting.say(" ".join(said))

    def _show_who_waits(self) -> None:
        for _, each in self._held_back:
            each.show_all()
        self._say_who_waits()

    def _show(self, found: Rendered) -> None:
        self._work = None
        if self._again:
            self._again = False
            self._render()
            return
        self._say_who_waits()
        self._list_people(found)
        # A handout has neither a cover nor anybody else's name.
        for box in (self.cover, self.names):
            box.setEnabled(not self.which.currentData())
        if found.keys != self._listed:
            self._listed = found.keys
            self.sections.show_sections(found.sections, self._options.left_out)
        if found.content:
            self.pane.show_pdf(found.content)
        else:
            self.said.setText(tr("There is nothing in it: tick a section."))
        self._right.setCurrentWidget(self.pane if found.content else self.said)

    def _list_people(self, found: Rendered) -> None:
        """Whose handouts there are; the choice stays where it is."""
        there = [self.which.itemData(row) for row in range(1, self.which.count())]
        if there == [person for person, _ in found.people]:
            return
        chosen = self.which.currentData()
        self.which.blockSignals(True)
        while self.which.count() > 1:
            self.which.removeItem(1)
        for person, name in found.people:
            self.which.addItem(tr("Handout: {name}", name=name), person)
        self.which.setCurrentIndex(max(0, self.which.findData(chosen)))
        self.which.blockSignals(False)

    def _refuse(self, error: Exception) -> None:
        self._work = None
        if isinstance(error, Cancelled):
            return
        if not isinstance(error, FacilitatorError):
            raise error
        self.said.setText(error.sentence)
        self._right.setCurrentWidget(self.said)

    def done(self, result: int) -> None:
        """What was chosen last is kept."""
        if self._options != paper_options(self._library, self._workshop_id):
            keep_paper_options(self._library, self._workshop_id, self._options)
        self._soon.stop()
        super().done(result)


def documents_dialog(
    parent: QWidget | None, bridge: LibraryBridge, workshop_id: int, export: Callable[[QWidget], object]
) -> DocumentsDialog:
    """Open the window; `export` opens the form that writes the documents, over the window it gets."""
    dialog = DocumentsDialog(bridge, workshop_id, export, parent)
    dialog.open()
    return dialog
