"""What the room sees of the network exercise: everybody's shapes, or the band alone. Never a name of a contact."""

from collections.abc import Hashable

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from facilitator.errors import NotFound
from facilitator.exercises.network.seen import SeenNetworks
from facilitator.exercises.network.wording import without_strength
from facilitator.i18n import tr
from facilitator.questionnaires.batches import Waiting
from facilitator.storage.changes import Change
from facilitator.workshop.consent import name_for_room
from ui.bridge import LibraryBridge, listen
from ui.exercises.contract import Choice, ProjectorView, ViewInfo
from ui.exercises.network.shapes import SPIDER_FROM, STRENGTH, RoomShapes, shape_names
from ui.speaker import Speaker
from ui.stage import HIGHLIGHT
from ui.theme.theme import tokens_for

OVERLAY = "overlay"
APPEAR = "appear"
FINISHED = "finished"
_SMALLEST_TEXT = 0.04
"""Of the chart's height: its own smallest letters are three quarters of this, and stay above 3 %."""
_TITLE = 0.058
_SENTENCE = 0.036
_ABOVE, _BETWEEN = 0.035, 0.012
"""Above the title and between the lines, as shares of the height."""
_WIDE = 1.4
"""From this ratio of the sides on the words have a column beside the spider."""
_COLUMN = 0.34
"""What that takes of the width."""


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
    """The live overlay below a title that says what is seen.

    With a line a person each answer moves it at once. Where nobody has a line, a median that moves would tell of one
    person what nobody is to see: there new lists come together, as in all other views of the room.
    """

    def __init__(self, bridge: LibraryBridge, step_id: int) -> None:
        super().__init__()
        self._library, self._step_id = bridge.library, step_id
        self._highlighted: int | None = None
        self._looks: dict[str, str] = {}
        self._is_picture = False
        self._networks = bridge.models.of(SeenNetworks, step_id)
        listen(self, self._networks.waits, self._tell_waiting)
        self.header = _Header()
        self.shapes = RoomShapes(bridge, step_id, smallest_text=_SMALLEST_TEXT)
        self.shapes.changed.connect(self._name)
        self.shapes.changed.connect(self.rests_changed)
        self.shapes.changed.connect(self._hold_back)
        bridge.changed.connect(self._follow_highlighted)
        self.shapes.setParent(self)
        self.header.setParent(self)
        self._hold_back()
        self._name()

    def _hold_back(self) -> None:
        """Whether anybody has a line is a matter of the look, of the questions, and of a works agreement."""
        shapes = self.shapes
        lines = self._looks.get("lines") != "band" and self._looks.get("form") != "bars" and not self._is_picture
        is_alone = lines and shapes.tells_single and len(shapes.axes) >= SPIDER_FROM
        if is_alone == (shapes.networks is not None):
            shapes.set_together_only(None if is_alone else self._networks)
            self.waiting_changed.emit()

    def _tell_waiting(self) -> None:
        self.waiting_changed.emit()

    def waiting(self) -> Waiting:
        """Who has answered anew, where that is not shown at once."""
        return Waiting() if self.shapes.networks is None else self._networks.waiting

    def show_waiting(self) -> None:
        """Show that now."""
        self._networks.show_all()

    def _follow_highlighted(self, change: Change) -> None:
        """Whoever stands out may be renamed, or say that their name is not for the room."""
        if self._highlighted is not None and change.participant_id in (self._highlighted, None):
            self._highlight(self._highlighted)

    def set_option(self, key: str, value: str) -> None:
        """Follow a choice made on the console."""
        if key in ("form", "lines"):
            self._looks[key] = value
            self._hold_back()
        if key == "shape":
            self.shapes.set_shape(value)
            self._name()
        elif key == "form":
            self.shapes.set_bars(value == "bars")
            self._share_space()
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
        self._is_picture = True
        self.shapes.set_together()
        self._hold_back()

    def set_text_scale(self, scale: float) -> None:
        """Make header, labels and legend larger."""
        self.header.text_scale = scale
        self.header.update()
        self.shapes.set_text_scale(scale)
        self._share_space()

    def _highlight(self, participant_id: int | None) -> None:
        self._highlighted = participant_id
        try:
            name = "" if participant_id is None else name_for_room(self._library, self._step_id, participant_id)
        except NotFound:
            participant_id, name = None, ""
        self.shapes.overlay.set_highlight(participant_id, name)

    def _name(self) -> None:
        if self.shapes.shape == STRENGTH:
            title, further = tr("How strong our ties are"), tr("Further out: nearer, more often, for longer")
            further = " · ".join(filter(None, (further, without_strength(self.shapes.axes, STRENGTH))))
            outward = tr("stronger →")
        else:
            title, further = tr("How diverse our networks are"), tr("Further out: spread over more of the answers")
            outward = tr("more varied →")
        self.shapes.overlay.set_outward(outward)
        self.header.say(title, further, self.shapes.notice())
        self._share_space()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The ground of header and chart."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(tokens_for(self).surface))
        painter.end()

    def resizeEvent(self, event: object) -> None:
        """The header keeps its share."""
        self._share_space()
        super().resizeEvent(event)  # type: ignore[arg-type]

    def _share_space(self) -> None:
        """Words and legend in a column beside the spider where the screen is wide; else the words above the chart."""
        whole, header = self.rect(), self.header
        header.whole, header.margin = self.height(), self.width() * 0.04
        header.is_column = self.shapes.is_spider and whole.width() > whole.height() * _WIDE
        if header.is_column:
            width = round(whole.width() * _COLUMN)
            high = header.height_for(width)
            header.setGeometry(0, 0, width, high)
            self.shapes.overlay.set_column(width, high)
            self.shapes.setGeometry(whole)
            header.raise_()
            return
        high = header.height_for(whole.width())
        self.shapes.overlay.set_column(None)
        header.setGeometry(0, 0, whole.width(), high)
        self.shapes.setGeometry(whole.adjusted(0, high, 0, 0))


class _Header(Speaker, QWidget):
    """A title, what it means to be further out and what to notice, each wrapped where the column is narrow."""

    def __init__(self) -> None:
        super().__init__()
        self.whole = 1080
        self.margin = 0.0
        self.is_column = False
        self.text_scale = 1.0
        self._said = ("", "", "")

    @property
    def texts(self) -> tuple[str, str, str]:
        """What is painted."""
        return self._said

    def say(self, title: str, sentence: str, notice: str) -> None:
        if (title, sentence, notice) != self._said:
            self._said = (title, sentence, notice)
            self.setAccessibleName(f"{title}. {sentence}. {notice}".removesuffix(" "))
            self.update()

    def height_for(self, width: int) -> int:
        """How high it is at a width."""
        return round(self._laid_out(None, width) + self.whole * _ABOVE)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(tokens_for(self).surface))
        self._laid_out(painter, self.width())
        painter.end()

    def _laid_out(self, painter: QPainter | None, width: int) -> float:
        """Where the last line ends; painted if there is a painter."""
        tokens, scale = tokens_for(self), 0.4 + 0.6 * self.text_scale
        left, top = self.margin, self.whole * _ABOVE
        title, sentence, notice = self._said
        if notice and self.text_scale > 1:
            # The same stands along an axis, and large letters leave room for one of them.
            sentence = ""
        for text, size, weight, color in (
            (title, _TITLE, QFont.Weight.DemiBold, tokens.text),
            (sentence, _SENTENCE, QFont.Weight.Normal, tokens.muted),
            (notice, _SENTENCE, QFont.Weight.DemiBold, tokens.text),
        ):
            if not text:
                continue
            font = QFont(self.font())
            # A narrow column has no room for a title that grows: it is large enough for the last row.
            grown = min(scale, 1.0) if self.is_column and size == _TITLE else scale
            font.setPixelSize(max(1, round(self.whole * size * grown)))
            font.setWeight(weight)
            flags = int(Qt.AlignmentFlag.AlignLeft) | int(Qt.TextFlag.TextWordWrap)
            box = QRectF(left, top, width - left - (0.0 if self.is_column else left), 1e5)
            taken = QFontMetricsF(font).boundingRect(box, flags, text)
            if painter is not None:
                painter.setFont(font)
                painter.setPen(QColor(color))
                painter.drawText(box, flags, text)
            top = taken.bottom() + self.whole * _BETWEEN
        return top
