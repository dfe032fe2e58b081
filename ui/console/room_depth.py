"""How large the projector's letters are, by how far away the last row of chairs is.

DISCAS (ANSI/AVIXA V202.01:2016, Display Image Size for 2D Content in Audiovisual Systems): whoever reads to decide sits
at most 200 times as far away as an element is high. In picture heights: a share of depth / 200 of the picture.
"""

from dataclasses import dataclass

from PySide6.QtWidgets import QFormLayout, QSpinBox, QWidget

from facilitator.i18n import decimal, percent, tr
from facilitator.storage.library import Library
from facilitator.workshop.preferences import Preference
from ui.dialogs import Form
from ui.stage import TEXT_SCALES, Stage

USUAL_DEPTH = 6.0
"""Picture heights to the last row, by which all sizes are made: letters of 3 %."""
_FARTHEST_PER_ELEMENT = 200
_FIRST_ROW, _BETWEEN_ROWS = 2.0, 0.95
"""Metres from the picture to the first row, and from each row to the next."""


@dataclass(frozen=True, slots=True)
class StoredSeating:
    """The rows of chairs, and the height of the picture in metres."""

    rows: int = 7
    picture: float = 1.35

    @property
    def depth(self) -> float:
        """Picture heights from the picture to the last row."""
        return (_FIRST_ROW + (self.rows - 1) * _BETWEEN_ROWS) / self.picture

    @property
    def letters(self) -> float:
        """The share of the picture's height that the smallest letters need."""
        return self.depth / _FARTHEST_PER_ELEMENT

    @property
    def text(self) -> float:
        """The size of text that the last row can read; the largest one where none is enough."""
        needed = self.depth / USUAL_DEPTH
        return next((scale for scale in TEXT_SCALES if scale >= needed - 0.005), TEXT_SCALES[-1])

    @property
    def is_too_deep(self) -> bool:
        """Whether even the largest text is too small for the last row."""
        return self.depth > USUAL_DEPTH * TEXT_SCALES[-1] + 0.05


ROOM = Preference("projector.room", StoredSeating, StoredSeating(), personal=True)


class RoomDepthForm(Form):
    """Asks for rows and the picture's height, says what follows, and sets the projector's text."""

    def __init__(self, parent: QWidget | None, library: Library, stage: Stage) -> None:
        super().__init__(parent, tr("Rows of chairs"), "room-depth")
        self._library, self._stage = library, stage
        kept = ROOM.get(library)
        self.rows = self.named(QSpinBox(), "room-rows", tr("Rows of chairs"))
        self.rows.setRange(1, 40)
        self.rows.setValue(kept.rows)
        self.picture = self.named(QSpinBox(), "room-picture", tr("Height of the picture in centimetres"))
        self.picture.setRange(30, 800)
        self.picture.setSingleStep(5)
        self.picture.setSuffix(tr(" cm"))
        self.picture.setValue(round(kept.picture * 100))
        form = QFormLayout()
        form.addRow(tr("Rows"), self.rows)
        form.addRow(tr("Height of the picture"), self.picture)
        self.content.addLayout(form)
        self.says = self.say("")
        self.says.setObjectName("room-says")
        for field in (self.rows, self.picture):
            field.valueChanged.connect(lambda _value: self._tell())
        self._tell()
        self.end_with(tr("Save"), self._save)
        self.rows.setFocus()

    @property
    def room(self) -> StoredSeating:
        """What is typed."""
        return StoredSeating(self.rows.value(), self.picture.value() / 100)

    def _tell(self) -> None:
        room = self.room
        said = tr(
            "The last row sits about {depth} picture heights away. It reads letters of {share} of the height.",
            depth=decimal(room.depth, 1),
            share=percent(room.letters),
        )
        if room.is_too_deep:
            said += " " + tr("The largest text is smaller than that: a larger picture helps, or chairs nearer to it.")
        self.says.setText(said)
        if self.isVisible():
            self.fit()

    def _save(self) -> None:
        ROOM.set(self._library, self.room)
        self._stage.dress(text=self.room.text)
