"""What the room sees of the network exercise: everybody's shapes, or the band alone. Never a name of a contact."""

from collections.abc import Hashable

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from facilitator.errors import NotFound
from facilitator.exercises.network.wording import without_strength
from facilitator.i18n import tr
from facilitator.storage.changes import Change
from facilitator.workshop.consent import name_for_room
from ui.bridge import LibraryBridge
from ui.exercises.contract import Choice, ProjectorView, ViewInfo
from ui.exercises.network.shapes import STRENGTH, RoomShapes, shape_names
from ui.stage import HIGHLIGHT
from ui.theme.theme import tokens_for

OVERLAY = "overlay"
APPEAR = "appear"
FINISHED = "finished"
_SMALLEST_TEXT = 0.04
"""Of the chart's height: its own smallest letters are three quarters of this, and stay above 3 %."""
_HEADER = 0.165
_TITLE = 0.062
_SENTENCE = 0.036


def overlay_views() -> tuple[ViewInfo, ...]:
    """The views, the usual one first."""
    shape = Choice("shape", tr("Shape"), shape_names())
    form = Choice("form", tr("Chart"), (("spider", tr("Spider")), ("bars", tr("Bars"))))
    lines = Choice("lines", tr("Lines"), (("all", tr("With lines of people")), ("band", tr("Median and middle half"))))
    return (ViewInfo(OVERLAY, tr("Everybody’s shapes"), (shape, lines, form, people_appear())),)


def people_appear() -> Choice:
    """When somebody who is at work at the station is seen by the room."""
    return Choice(APPEAR, tr("People"), (("live", tr("Live, while they answer")), (FINISHED, tr("When they are done"))))


class OverlayView(ProjectorView):
    """The live overlay below a title that says what is seen."""

    def __init__(self, bridge: LibraryBridge, step_id: int) -> None:
        super().__init__()
        self._library, self._step_id = bridge.library, step_id
        self._highlighted: int | None = None
        self.header = _Header()
        self.shapes = RoomShapes(bridge, step_id, smallest_text=_SMALLEST_TEXT)
        self.shapes.changed.connect(self.rests_changed)
        bridge.changed.connect(self._follow_highlighted)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.header)
        layout.addWidget(self.shapes, 1)
        self._name()

    def _follow_highlighted(self, change: Change) -> None:
        """Whoever stands out may be renamed, or say that their name is not for the room."""
        if self._highlighted is not None and change.participant_id in (self._highlighted, None):
            self._highlight(self._highlighted)

    def set_option(self, key: str, value: str) -> None:
        """Follow a choice made on the console."""
        if key == "shape":
            self.shapes.set_shape(value)
            self._name()
        elif key == "form":
            self.shapes.set_bars(value == "bars")
        elif key == "lines":
            self.shapes.overlay.set_lines_visible(value != "band")
        elif key == APPEAR:
            self.shapes.set_finished_only(value == FINISHED)
        elif key == HIGHLIGHT:
            self._highlight(int(value) if value else None)

    def rests_on(self) -> frozenset[Hashable]:
        """Whose lines are shown."""
        return self.shapes.rests_on()

    def for_picture(self) -> None:
        """Show nobody's own line."""
        self.shapes.set_together()

    def set_text_scale(self, scale: float) -> None:
        """Make header, labels and legend larger."""
        self.header.text_scale = scale
        self.header.update()
        self.shapes.set_text_scale(scale)
        self._share_height()

    def _highlight(self, participant_id: int | None) -> None:
        self._highlighted = participant_id
        try:
            name = "" if participant_id is None else name_for_room(self._library, self._step_id, participant_id)
        except NotFound:
            participant_id, name = None, ""
        self.shapes.overlay.set_highlight(participant_id, name)

    def _name(self) -> None:
        if self.shapes.shape == STRENGTH:
            further = tr("Further out: nearer, more often, for longer")
            mark = without_strength(self.shapes.axes, STRENGTH)
            self.header.say(tr("How strong our ties are"), " · ".join(filter(None, (further, mark))))
        else:
            self.header.say(tr("How diverse our networks are"), tr("Further out: spread over more of the answers"))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The ground of header and chart."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(tokens_for(self).surface))
        painter.end()

    def resizeEvent(self, event: object) -> None:
        """The header keeps its share of the height."""
        self._share_height()
        super().resizeEvent(event)  # type: ignore[arg-type]

    def _share_height(self) -> None:
        self.header.whole = self.height()
        self.header.setFixedHeight(round(self.height() * _HEADER * (0.4 + 0.6 * self.header.text_scale)))


class _Header(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self.whole = 1080
        self.text_scale = 1.0
        self._title = self._sentence = ""

    def say(self, title: str, sentence: str) -> None:
        self._title, self._sentence = title, sentence
        self.setAccessibleName(f"{title}. {sentence}")
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(tokens_for(self).surface))
        left = self.width() * 0.04
        top = self.whole * 0.035
        for text, size, weight, color in (
            (self._title, _TITLE, QFont.Weight.DemiBold, tokens_for(self).text),
            (self._sentence, _SENTENCE, QFont.Weight.Normal, tokens_for(self).muted),
        ):
            font = QFont(self.font())
            size *= 0.4 + 0.6 * self.text_scale
            font.setPixelSize(max(1, round(self.whole * size)))
            font.setWeight(weight)
            painter.setFont(font)
            painter.setPen(QColor(color))
            line = QRectF(left, top, self.width() - 2 * left, self.whole * size * 1.3)
            painter.drawText(line, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, text)
            top = line.bottom()
        painter.end()
