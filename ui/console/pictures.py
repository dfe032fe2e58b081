"""Pictures for slides: everything that the room can be shown of an exercise, to be copied or saved.

What the room may see is what a slide may hold: no contact's name, nobody's name without their consent.
"""

from pathlib import Path

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import (
    QComboBox,
    QFormLayout,
    QFrame,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from facilitator.exercises.steps import exercise_steps
from facilitator.i18n import speaking, tr, trn
from facilitator.workshop.agenda import said_title
from facilitator.workshop.papers import spoken_in
from facilitator.workshop.workshops import get_workshop
from ui import pictures
from ui.bridge import LibraryBridge
from ui.dialogs import Dialog
from ui.exercises.contract import Choice, ProjectorView
from ui.exercises.registry import exercise_ui
from ui.folders import folder_of
from ui.theme.theme import dress
from ui.theme.widgets import ElidedCombo, Scrolled, WrappedWords
from ui.waiting_row import WaitingRow

SIZE = QSize(896, 504)
"""Of the view as it is shown here; a PNG has twice as many pixels each way."""
_LIST = (200, 250)
_LETTERS = 14
"""So many of a choice are seen at least."""
_PLACE = Qt.ItemDataRole.UserRole


class PicturesDialog(Dialog):
    """A list of views, the chosen one as it will be on the slide, and what can be done with it."""

    def __init__(self, bridge: LibraryBridge, workshop_id: int, parent: QWidget | None) -> None:
        super().__init__(parent, tr("Pictures for slides"), "pictures", (1206, 640))
        self._bridge, self._library, self._workshop_id = bridge, bridge.library, workshop_id
        self.view: ProjectorView | None = None
        self.list = QListWidget()
        self.list.setObjectName("picture-views")
        self.list.setAccessibleName(tr("Views"))
        self.list.setMinimumWidth(_LIST[0])
        self.list.setWordWrap(True)
        self.list.setTextElideMode(Qt.TextElideMode.ElideNone)
        self.list.setItemDelegate(WrappedWords(self.list))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._choices = QFormLayout()
        # A slide is white, whatever the windows look like.
        self.slide = QFrame()
        self.slide.setObjectName("picture-slide")
        self.slide.setFixedSize(SIZE)
        self._on_slide = QVBoxLayout(self.slide)
        self._on_slide.setContentsMargins(0, 0, 0, 0)
        self.waiting = WaitingRow("picture-", self._show_who_waits)
        self.said = self.status_line("picture-said")
        self._lay_out()
        dress(self.slide, "light")
        self.list.currentRowChanged.connect(lambda _row: self._show())
        self._fill()

    def _lay_out(self) -> None:
        # Not made smaller where there is less room: what is seen is what will be saved.
        shown = Scrolled(self.slide, SIZE / 2)
        shown.setAlignment(Qt.AlignmentFlag.AlignCenter)
        # No wider for a long choice: the slide beside it would be cut.
        beside = QWidget()
        beside.setMaximumWidth(_LIST[1])
        left = QVBoxLayout(beside)
        left.setContentsMargins(0, 0, 0, 0)
        left.addWidget(self.list, 1)
        left.addLayout(self._choices)
        self._choices.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        across = QHBoxLayout()
        across.setSpacing(16)
        across.addWidget(beside)
        across.addWidget(shown, 1)
        self.content.addLayout(across, 1)
        self.content.addWidget(self.waiting)
        svg = self.button(tr("Save as SVG…"), "picture-svg", "secondary", lambda: self._ask(".svg"), "download")
        png = self.button(tr("Save as PNG…"), "picture-png", "secondary", lambda: self._ask(".png"), "download")
        self.button(tr("Close"), "picture-close", "secondary", self.reject)
        copied = self.button(tr("Copy"), "picture-copy", "primary", self.copy, "copy")
        copied.setShortcut("Ctrl+C")
        self._verbs = (svg, png, copied)

    # What there is

    def _fill(self) -> None:
        steps = exercise_steps(self._library, self._workshop_id)
        for step, _ in steps:
            for info in exercise_ui(step.exercise).views_of(self._library, step.id):
                label = f"{said_title(step)}: {info.label}" if len(steps) > 1 else info.label
                item = QListWidgetItem(label)
                item.setToolTip(label)
                item.setData(_PLACE, (step.id, step.exercise, info.key, info.choices))
                self.list.addItem(item)
        self._enable()
        if self.list.count():
            self.list.setCurrentRow(0)
        else:
            self.said.setText(tr("There is no exercise on the agenda yet, so there is nothing to be shown."))

    def _show(self) -> None:
        """Put the chosen view onto the slide, with a choice for everything that can be chosen about it."""
        while self._choices.rowCount():
            self._choices.removeRow(0)
        if self.view is not None:
            self._on_slide.removeWidget(self.view)
            self.view.hide()
            self.view.deleteLater()
        step_id, kind, key, choices = self.list.currentItem().data(_PLACE)
        with speaking(spoken_in(self._library, self._workshop_id)):
            view = self.view = exercise_ui(kind).projector_view(key, self._bridge, step_id)
        view.for_picture()
        view.rests_changed.connect(self._enable)
        view.rests_changed.connect(self._say_names)
        view.waiting_changed.connect(self._say_who_waits)
        self._on_slide.addWidget(view)
        # Laid out at once: its picture may be wanted before anything else happens.
        view.show()
        for layout in (self._on_slide, view.layout()):
            if layout is not None:
                layout.activate()
        for choice in choices:
            self._choices.addRow(choice.label, self._combo(view, choice))
        self._say_names()
        self._say_who_waits()
        self._enable()

    def _say_who_waits(self) -> None:
        """Say how many are not in the picture, for it shows what the room was shown."""
        people = 0 if self.view is None else self.view.waiting().people
        said = trn(
            "{count} person has answered since the room saw this, and is not in the picture: beside an earlier one it "
            "would show what they said.",
            "{count} people have answered since the room saw this, and are not in the picture: beside an earlier one "
            "it would show what they said.",
            people,
        )
        self.waiting.say(said if people else "")

    def _show_who_waits(self) -> None:
        if self.view is not None:
            self.view.show_waiting()
            self._say_who_waits()

    def _say_names(self) -> None:
        """Say beforehand what a picture takes along: a slide goes further than the room."""
        names = self.view is not None and self.view.names_people()
        self.said.setText(tr("This picture names people. Ask them before it leaves the room.") if names else "")

    def _enable(self) -> None:
        """There is a picture once the view has read what it shows."""
        for button in self._verbs:
            button.setEnabled(self.view is not None and self.view.is_read())

    def _combo(self, view: ProjectorView, choice: Choice) -> QComboBox:
        combo = ElidedCombo()
        combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        combo.setMinimumContentsLength(_LETTERS)
        combo.setObjectName(f"picture-{choice.key}")
        combo.setAccessibleName(choice.label)
        for value, words in choice.values:
            combo.addItem(words, value)
        combo.currentIndexChanged.connect(lambda _row: view.set_option(choice.key, str(combo.currentData())))
        combo.currentIndexChanged.connect(lambda _row: self._say_names())
        combo.currentIndexChanged.connect(lambda _row: self._say_who_waits())
        return combo

    # What can be done with it

    @property
    def title(self) -> str:
        """What the picture is called."""
        item = self.list.currentItem()
        return item.text() if item is not None else ""

    def copy(self) -> None:
        """Put the picture on the clipboard."""
        pictures.copy_painted(SIZE, pictures.of_widget(self.slide), self.title)
        self.said.setText(tr("Copied. Paste it into a slide."))

    def save(self, path: Path) -> None:
        """Write the picture in the form that the suffix says, over a file of that name. Raises Invalid."""
        pictures.save_painted(path, SIZE, pictures.of_widget(self.slide), self.title)

    def _ask(self, suffix: str) -> None:
        folder = folder_of(get_workshop(self._library, self._workshop_id).title)
        pictures.ask_where(self, self.title, folder, suffix, self.save)


def pictures_dialog(parent: QWidget | None, bridge: LibraryBridge, workshop_id: int) -> PicturesDialog:
    """Open the window."""
    dialog = PicturesDialog(bridge, workshop_id, parent)
    dialog.open()
    return dialog
