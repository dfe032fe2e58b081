"""The room's shapes as one widget, fed by the live room: on the projector and on the facilitator's screen alike."""

from collections.abc import Hashable

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QStackedLayout, QVBoxLayout, QWidget

from facilitator.exercises.network.factors import Factor
from facilitator.exercises.network.groups.threshold import Withheld
from facilitator.exercises.network.insights import RoomInsight, room_findings
from facilitator.exercises.network.live import LiveRoom, ShownRoom
from facilitator.exercises.network.room import AxisSummary
from facilitator.exercises.network.seen import SeenNetworks
from facilitator.exercises.network.wording import axis_label
from facilitator.i18n import tr
from ui.bridge import LibraryBridge, listen
from ui.charts.overlay import SpiderOverlay
from ui.charts.own import OwnChart, Shape
from ui.exercises.network.count_page import CountPage
from ui.speaker import Speaker

DIVERSITY = "diversity"
STRENGTH = "strength"
_BARS_MARGIN = 0.03
SPIDER_FROM = 3
"""Fewer axes with a value than this make no spider."""
_REMARKABLE = 0.1
"""A difference of fewer points is not remarked on: one contact who moves makes half of it."""
_AT_ONCE_MS = 80
"""Who is done within this time of each other came in together, and nobody of them is the newest."""


def shape_names() -> tuple[tuple[str, str], ...]:
    """The two shapes with what people call them."""
    return ((DIVERSITY, tr("Diversity")), (STRENGTH, tr("Strength")))


class RoomShapes(Speaker, QWidget):
    """Everybody's outline with the median and the middle half, one shape at a time.

    It asks the room for nothing but what others may see: below the floor it says how many have answered.
    """

    changed = Signal()
    """It has taken up something that the room has said."""

    def __init__(self, bridge: LibraryBridge, step_id: int, *, smallest_text: float = 0.03) -> None:
        super().__init__()
        self._bridge, self._step_id = bridge, step_id
        self._room: LiveRoom | ShownRoom = bridge.models.of(LiveRoom, step_id)
        self._networks: SeenNetworks | None = None
        self._finished_only = False
        self._shape = DIVERSITY
        self.overlay = SpiderOverlay(smallest_text=smallest_text)
        # Its counts are people, and of those a value that is shown has enough.
        self.bars = OwnChart(caution_below=0, smallest_text=smallest_text)
        self.bars.show_bars(True)
        self.bars.setAccessibleName(tr("Bars of the room’s medians"))
        self._bars_wanted = self._is_together = False
        self._pages = QStackedLayout(self)
        self._pages.addWidget(self.overlay)
        self._bars_page = QWidget()
        QVBoxLayout(self._bars_page).addWidget(self.bars)
        self._pages.addWidget(self._bars_page)
        self.count = CountPage(smallest_text=smallest_text)
        self._pages.addWidget(self.count)
        self._mask: tuple[bool, ...] = ()
        self._just_done: list[int] = []
        self._at_once = QTimer(self, singleShot=True, interval=_AT_ONCE_MS)
        self._at_once.timeout.connect(self._mark_newest)
        self._listen()
        self.reload()

    def _listen(self) -> None:
        listen(self, self._room.person_changed, self._follow_person)
        listen(self, self._room.reset, self._follow_all)

    @property
    def shape(self) -> str:
        """The shape that is shown."""
        return self._shape

    @property
    def axes(self) -> tuple[Factor, ...]:
        """The questions that are axes."""
        return self._room.axes

    @property
    def tells_single(self) -> bool:
        """Whether others may see single people's lines at all."""
        return self._room.tells_single

    @property
    def networks(self) -> SeenNetworks | None:
        """What new lists come together with; None where each answer is followed at once."""
        return self._networks

    @property
    def people(self) -> int:
        """How many people have a value in the shape that is shown."""
        return len(self._room.spread(self._shape))

    def insights(self) -> list[RoomInsight]:
        """What stands out in the room, whichever shape is shown."""
        return self.findings()[0]

    def findings(self) -> tuple[list[RoomInsight], int]:
        """`insights`, and of how many further themes something holds that they have no room for."""
        room = self._room
        measures = [found.measures for found in room.profiles.values()]
        return room_findings(room.factors, measures, floor=room.floor, given=room.given, words=room.setup.words)

    def summary(self) -> list[tuple[str, AxisSummary]]:
        """Label and spread of every axis of the shape that is shown; below the floor the number of people alone."""
        room = self._room
        people = len(room.spread(self._shape))
        axes = [axis.from_(room.floor, people) for axis in room.summary(self._shape)]
        return [(factor.label, axis) for factor, axis in zip(room.axes, axes, strict=True)]

    @property
    def is_spider(self) -> bool:
        """Whether the spider is shown, not bars nor a count."""
        return self._pages.currentWidget() is self.overlay

    def notice(self) -> str:
        """What to notice in the shape that is shown, in one sentence; "" below the floor."""
        shown = self._room.shown(self._shape)
        if isinstance(shown, Withheld):
            return ""
        found = [
            (axis.median, factor.label)
            for factor, axis in zip(self._room.axes, shown.axes, strict=True)
            if axis.median is not None
        ]
        if len(found) < SPIDER_FROM:
            return ""
        (least, low), (most, high) = min(found, key=lambda each: each[0]), max(found, key=lambda each: each[0])
        if most - least < _REMARKABLE:
            return tr("Notice: on every question about the same.")
        if self._shape == STRENGTH:
            return tr("Notice “{low}”: further in than the others. Furthest out: “{high}”.", low=low, high=high)
        return tr("Notice “{low}”: less varied than the others. Most varied: “{high}”.", low=low, high=high)

    def rests_on(self) -> frozenset[Hashable]:
        """Whose line is shown, and which axes, and which of these to the point."""
        room = self._room
        shown = room.shown(self._shape)
        if isinstance(shown, Withheld):
            return frozenset()
        axes = {(at, axis.q1 is not None) for at, axis in enumerate(shown.axes) if axis.median is not None}
        return frozenset(axes | room.lines(self._shape).keys())

    def set_shape(self, shape: str) -> None:
        """Show diversity or strength."""
        if shape != self._shape:
            self._shape = shape
            self.reload()

    def set_bars(self, bars: bool) -> None:
        """Show bars in place of the spider; where there are fewer than three axes they are shown anyway."""
        self._bars_wanted = bars
        self._set_band()

    def set_together(self) -> None:
        """Show nobody's own line, but those of people who are alike together."""
        self._is_together = True
        self._set_lines()

    def _set_lines(self) -> None:
        self.overlay.set_together(self._is_together or not self._room.tells_single)

    def set_finished_only(self, finished: bool) -> None:
        """Leave out whoever is still answering, from the lines and from the band."""
        if finished != self._finished_only:
            self._finished_only = finished
            self._take_room()

    def set_together_only(self, networks: SeenNetworks | None) -> None:
        """Take new lists up together with others, as these are shown; None to follow each answer at once."""
        if networks is not self._networks:
            self._networks = networks
            self._take_room()

    def stop(self) -> None:
        """Stay as it is, whatever is answered from now on."""
        self._room.person_changed.disconnect(self._follow_person)
        self._room.reset.disconnect(self._follow_all)

    def _take_room(self) -> None:
        self.stop()
        if self._networks is not None:
            self._room = ShownRoom(
                self._bridge.library, self._step_id, self._networks, finished_only=self._finished_only
            )
        else:
            made = LiveRoom.of_finished if self._finished_only else LiveRoom
            self._room = self._bridge.models.of(made, self._step_id)
        self._listen()
        self.reload()

    def set_text_scale(self, scale: float) -> None:
        """Make labels and legends larger by this factor."""
        self.overlay.set_text_scale(scale)
        self.bars.set_text_scale(scale)
        self.count.set_text_scale(scale)

    def _follow_person(self, participant_id: int) -> None:
        """One outline and the band are painted again."""
        self._update_person(participant_id)
        self.changed.emit()

    def _follow_all(self) -> None:
        self.reload()
        self.changed.emit()

    def reload(self) -> None:
        """Show the room as it is."""
        room = self._room
        self._just_done.clear()
        self.overlay.set_axes(self._axes())
        self.overlay.set_fewest(room.floor)
        self._set_lines()
        self._mask = self._mask_now()
        self.overlay.set_people(room.lines(self._shape))
        self._set_band()

    def _axes(self) -> list[str]:
        return [axis_label(factor, self._shape) for factor in self._room.axes]

    def _mask_now(self) -> tuple[bool, ...]:
        shown = self._room.shown(self._shape)
        return () if isinstance(shown, Withheld) else shown.mask

    def _update_person(self, participant_id: int) -> None:
        room, mask = self._room, self._mask_now()
        if mask != self._mask:
            # The floor was reached or left, on an axis or as a whole: that concerns everybody's line.
            self.reload()
            return
        values = room.line(self._shape, participant_id, mask)
        if any(value is not None for value in values):
            self.overlay.update_person(participant_id, values)
        else:
            self.overlay.remove_person(participant_id)
        self._set_band()
        if room.newest == participant_id:
            self._just_done.append(participant_id)
            self._at_once.start()

    def _mark_newest(self) -> None:
        """One person has just been done. Several at once have come in from somewhere else."""
        done, self._just_done = self._just_done, []
        if len(done) == 1:
            self.overlay.mark_newest(done[0])

    def _set_band(self) -> None:
        room = self._room
        shown = room.shown(self._shape)
        if isinstance(shown, Withheld):
            self.count.show_count(shown)
            self.overlay.set_band((), (), (), 0)
            self.bars.set_shapes((), ())
            self._pages.setCurrentWidget(self.count)
            return
        axes = shown.axes
        self.overlay.set_band(
            [axis.median for axis in axes],
            [axis.q1 if axis.has_band else None for axis in axes],
            [axis.q3 if axis.has_band else None for axis in axes],
            shown.n,
            [axis.n for axis in axes],
        )
        few = sum(self._mask) < SPIDER_FROM
        chart = self.bars if self._bars_wanted or few else self.overlay
        if chart is self.bars:
            labels = self._axes()
            says = tr("Median of {n} people: half lie below, half above", n=shown.n)
            medians, counts = tuple(axis.median for axis in axes), tuple(axis.n for axis in axes)
            self.bars.set_shapes(labels, [Shape(says, medians, counts)])
        self._pages.setCurrentWidget(self._bars_page if chart is self.bars else chart)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Bars begin at the edge of their widget: they get a margin that grows with it."""
        margin = round(self.width() * _BARS_MARGIN)
        self._bars_page.setContentsMargins(margin, 0, margin, 0)
        super().resizeEvent(event)
