"""The page of the facilitator's guide for the step that is looked at: on this window alone, never before the room."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from facilitator.errors import NotFound
from facilitator.exercises.guide import (
    FIELDS,
    GuidePage,
    labels,
    page_before,
    page_of_step,
)
from facilitator.i18n import speaking, tr
from facilitator.storage.library import Library
from facilitator.workshop.papers import spoken_in
from facilitator.workshop.tables import AgendaStep
from ui.theme.icons import icon

_LARGER = 1.12
"""Read at arm's length, with an eye on the room."""


class GuidePanel(QFrame):
    """What to say, ask and watch, what to do if, and words that can be said as they stand.

    It speaks the language of the workshop's papers, since that is the one that the room is spoken to in.
    """

    edit_wanted = Signal()
    """The page that is shown is to be written anew."""

    def __init__(self, library: Library, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("guide")
        self.setProperty("role", "card")
        self._library = library
        self._step: AgendaStep | None = None
        self.page: GuidePage | None = None
        self._language = ""
        heading = QLabel(tr("Guide"))
        heading.setProperty("role", "heading")
        self.before = QPushButton(tr("Before the workshop"))
        self.before.setObjectName("guide-before")
        self.before.setProperty("role", "quiet")
        self.before.setCheckable(True)
        self.before.toggled.connect(lambda _on: self.refresh())
        self.edit = QPushButton(icon("pencil"), tr("Edit…"))
        self.edit.setObjectName("guide-edit")
        self.edit.setProperty("role", "quiet")
        self.edit.setToolTip(tr("Put this page into your own words, for this workshop"))
        self.edit.clicked.connect(self.edit_wanted)
        top = QHBoxLayout()
        top.addWidget(heading)
        top.addStretch(1)
        top.addWidget(self.before)
        top.addWidget(self.edit)
        self.area = QScrollArea()
        self.area.setObjectName("guide-page")
        self.area.setAccessibleName(tr("Guide"))
        self.area.setWidgetResizable(True)
        self.area.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.viewport().setAutoFillBackground(False)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 8, 8, 8)
        layout.setSpacing(4)
        top.setContentsMargins(8, 0, 0, 0)
        layout.addLayout(top)
        layout.addWidget(self.area, 1)

    def show_step(self, step: AgendaStep) -> None:
        """Show the page of a step, unless the time before the workshop is being read."""
        other = self._step is None or self._step.id != step.id
        self._step = step
        if other and self.before.isChecked():
            self.before.setChecked(False)  # which refreshes
        else:
            self.refresh()
        if other:
            self.area.verticalScrollBar().setValue(0)

    def refresh(self) -> None:
        """Read the page again, and lay it out where it has changed."""
        step = self._step
        if step is None:
            return
        try:
            language = spoken_in(self._library, step.workshop_id)
            with speaking(language):
                before = self.before.isChecked()
                page = page_before(self._library, step.workshop_id) if before else page_of_step(self._library, step.id)
                names = labels(page)
        except NotFound:
            return  # The step was removed, and the console is about to look at another one.
        if (page, language) != (self.page, self._language):
            self.page, self._language = page, language
            self._lay_out(page, names)

    def event(self, event: QEvent) -> bool:
        """The language of the papers may have been chosen in another window meanwhile."""
        if event.type() == QEvent.Type.WindowActivate and self.isVisible():
            self.refresh()
        return super().event(event)

    def _lay_out(self, page: GuidePage, names: dict[str, str]) -> None:
        holder = QWidget()
        holder.setObjectName("guide-text")
        grid = QGridLayout(holder)
        # Off the frame that the page has while it has the keyboard.
        grid.setContentsMargins(8, 6, 8, 8)
        grid.setHorizontalSpacing(14)
        grid.setVerticalSpacing(10)
        grid.setColumnStretch(1, 1)
        if page.text.is_empty:
            grid.addWidget(_words(tr("Nothing is written here yet."), "caption"), 0, 0, 1, 2)
        for row, name in enumerate(name for name in FIELDS if getattr(page.text, name)):
            label = _words(names[name], "caption")
            label.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignRight)
            label.setContentsMargins(0, 3, 0, 0)
            grid.addWidget(label, row, 0)
            grid.addWidget(_paragraphs(getattr(page.text, name), spoken=name == "words"), row, 1)
        grid.setRowStretch(len(FIELDS), 1)
        self.area.setWidget(holder)
        holder.setAutoFillBackground(False)  # The card's own ground shows through.
        self.area.setAccessibleDescription(
            "\n".join(f"{names[name]}: {text}" for name in FIELDS if (text := getattr(page.text, name)))
        )


def _paragraphs(text: str, *, spoken: bool) -> QWidget:
    """A line each; what is said as it stands has a ground of its own."""
    box = QFrame()
    if spoken:
        box.setProperty("role", "notice")
    column = QVBoxLayout(box)
    column.setContentsMargins(*((10, 8, 10, 8) if spoken else (0, 0, 0, 0)))
    column.setSpacing(5)
    for line in text.splitlines():
        label = _words(line)
        font = QFont(label.font())
        font.setPointSizeF(font.pointSizeF() * _LARGER)
        label.setFont(font)
        column.addWidget(label)
    return box


def _words(text: str, role: str = "body") -> QLabel:
    label = QLabel(text)
    label.setProperty("role", role)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(role != "caption")
    return label
