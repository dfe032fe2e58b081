"""The bottom of the console: the time of the step, the station, and that everything is saved."""

from datetime import datetime

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QToolButton, QWidget

from facilitator.clock import shown_at
from facilitator.i18n import tr, trn
from facilitator.workshop.pace import Pace
from ui.console.countdown import CountDown, clock
from ui.console.mark import Mark
from ui.theme.icons import icon
from ui.theme.tokens import METRICS
from ui.theme.widgets import ElidedLabel, restyle

_PACE = 160
"""The least width for the pace: a word about what the room sees, with its button, lies over it for some seconds."""


class Bar(QFrame):
    """Time left with its three buttons on the left; station and saved mark on the right."""

    def __init__(
        self,
        countdown: CountDown,
        *,
        less: QAction,
        more: QAction,
        pause: QAction,
        station: QAction,
        guide: QAction,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("bar")
        self._countdown = countdown
        self._where, self._waiting = "", 0
        self._phones: int | None = None
        self.time = QLabel()
        self.time.setObjectName("time")
        self.time.setProperty("role", "title")
        self.planned = QLabel()
        self.planned.setProperty("role", "caption")
        self.pace = ElidedLabel()
        self.pace.setObjectName("pace")
        self.pace.setProperty("role", "caption")
        self.pace.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self._pause = self._button(pause, "timer-pause", tr("Pause the timer"))
        self.station = ElidedLabel()
        self.station.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.station.setObjectName("station-state")
        self.station.setProperty("role", "caption")
        self.saved = QLabel(tr("Saved"))
        self.saved.setObjectName("saved")
        self.saved.setProperty("role", "caption")
        self._mark = Mark("check", "success")
        self._is_lost, self._waits, self._saved = False, False, self.saved.text()
        row = self._row = QHBoxLayout(self)
        row.setContentsMargins(16, 6, 16, 6)
        row.setSpacing(8)
        row.addWidget(self.time)
        row.addWidget(self.planned)
        row.addSpacing(8)
        row.addWidget(self._button(less, "timer-less", tr("One minute less")))
        row.addWidget(self._button(more, "timer-more", tr("One minute more")))
        row.addWidget(self._pause)
        self._guide = self._button(guide, "open-guide", tr("Guide of the step being run"), words=True)
        self._words_of_guide = self._guide.fontMetrics().horizontalAdvance(guide.iconText()) + METRICS.small
        row.addWidget(self._guide)
        row.addSpacing(8)
        row.addWidget(self.pace, 3)
        row.addWidget(self.station, 2)
        row.addWidget(self._button(station, "open-station", tr("Open the station"), words=True))
        row.addSpacing(16)
        row.addWidget(self._mark)
        row.addWidget(self.saved)
        countdown.ticked.connect(self.refresh)
        self.show_station("")
        self.refresh()

    def _button(self, action: QAction, name: str, says: str, *, words: bool = False) -> QToolButton:
        button = QToolButton()
        button.setObjectName(name)
        button.setDefaultAction(action)
        button.setAccessibleName(says)
        style = Qt.ToolButtonStyle
        button.setToolButtonStyle(style.ToolButtonTextBesideIcon if words else style.ToolButtonIconOnly)
        return button

    def event(self, event: QEvent) -> bool:
        """Give the pace, and what lies over it for a while, the room they need, also when other words change."""
        done = super().event(event)
        if event.type() in (QEvent.Type.Resize, QEvent.Type.LayoutRequest):
            self._fit()
        return done

    def _fit(self) -> None:
        """Where it is narrow, what has a picture goes without its words, then the time goes without its plan."""
        style, row = Qt.ToolButtonStyle, self._row
        spare = self.width() - row.minimumSize().width() - _PACE
        has_words = self._guide.toolButtonStyle() == style.ToolButtonTextBesideIcon
        plan = self.planned.sizeHint().width() + row.spacing()
        spare += (plan if self.planned.isVisibleTo(self) else 0) + (self._words_of_guide if has_words else 0)
        wants_words = spare >= plan + self._words_of_guide
        if wants_words != has_words:
            self._guide.setToolButtonStyle(style.ToolButtonTextBesideIcon if wants_words else style.ToolButtonIconOnly)
            # At once: while the row is being laid out, nobody does it again for this.
            row.activate()
        if self.planned.isVisibleTo(self) != (spare >= plan):
            self.planned.setVisible(spare >= plan)

    def refresh(self) -> None:
        """Show the time as it is now."""
        countdown = self._countdown
        timed = countdown.planned > 0
        for button in self.findChildren(QToolButton):
            if button.objectName().startswith("timer-"):
                button.setEnabled(timed)
        if not timed:
            self.time.setText("–:––")
            self.planned.setText(tr("no time set") if countdown.timer is not None else tr("no step is being run"))
            self._colour(over=False)
            return
        left = countdown.left
        self.time.setText(clock(left) if left > -0.5 else f"+{clock(left)}")
        minutes = round(countdown.planned / 60)
        if left > -0.5:
            text = tr("left of {minutes} min", minutes=minutes)
        else:
            text = tr("over {minutes} min", minutes=minutes)
        self.planned.setText(text if countdown.running else tr("{time}, paused", time=text))
        self._colour(over=left <= 0)
        self._pause.defaultAction().setIcon(icon("pause" if countdown.running else "play"))

    def _colour(self, *, over: bool) -> None:
        """Time that is up is said by its colour too, softly: nothing blinks."""
        restyle(self.time, "overdue" if over else "title")

    def show_pace(self, found: Pace | None) -> None:
        """When the workshop will end, and how that compares with the plan."""
        if found is None:
            self.pace.setText("")
            self.pace.setAccessibleDescription("")
            return
        minutes = round(found.behind.total_seconds() / 60)
        if minutes > 0:
            how = trn("{count} minute behind", "{count} minutes behind", minutes)
        elif minutes < 0:
            how = trn("{count} minute ahead", "{count} minutes ahead", -minutes)
        else:
            how = tr("on time")
        end = shown_at(found.end_at_pace)
        self.pace.setText(tr("Ends about {time} at this pace · {how}", time=f"{end:%H:%M}", how=how))
        planned, as_planned = shown_at(found.planned_end), shown_at(found.end)
        self.pace.setAccessibleDescription(
            tr(
                "Planned end {planned}. If the rest takes its planned minutes, the end is at {end}.",
                planned=f"{planned:%H:%M}",
                end=f"{as_planned:%H:%M}",
            )
        )

    def show_station(self, where: str) -> None:
        """Where the station is open, in words; "" while it is closed."""
        self._where = where
        self._show_ways_in()

    def show_phones(self, connected: int | None, waiting: int) -> None:
        """How many phones answer, None while they can't, and how many people ask to be let in on theirs."""
        self._phones, self._waiting = connected, waiting
        self._show_ways_in()

    def _show_ways_in(self) -> None:
        """What wants an answer goes before what is only told: there is little room."""
        ways = [tr("Station: {where}", where=self._where)] if self._where else []
        if self._phones is not None:
            ways.append(trn("{count} phone", "{count} phones", self._phones))
        waits = trn("{count} phone waits", "{count} phones wait", self._waiting) if self._waiting else ""
        self.station.setText(waits or " · ".join(ways))
        # That the station is closed, the button beside it says already.
        self.station.setVisible(bool(self.station.text()))
        restyle(self.station, "warning" if self._waiting else "caption")
        # It paints itself and so knows nothing of the padding of its role.
        beside = METRICS.small if self._waiting else 0
        self.station.setContentsMargins(beside, 0, beside, 0)
        # As wide as what it says, where there is room for it beside the pace.
        self.station.setMaximumWidth(self.station.sizeHint().width())

    def show_lost(self, _sentence: str) -> None:
        """Nothing is written to the library any more."""
        self._is_lost = True
        self._show_whether_saved()

    def show_found(self) -> None:
        """The library is there again, and with it all that had been saved."""
        self._is_lost, self._saved = False, tr("Saved")
        self._show_whether_saved()

    def show_saved(self) -> None:
        """Something has just been written to the library."""
        self._is_lost, self._saved = False, tr("Saved {time}", time=datetime.now().strftime("%H:%M:%S"))
        self._show_whether_saved()

    def show_waiting(self, waits: bool) -> None:
        """Whether something is typed here that is not in the library: nothing is called saved before it is."""
        self._waits = waits
        self._show_whether_saved()

    def _show_whether_saved(self) -> None:
        if self._is_lost:
            picture, role, words = "triangle-alert", "warning", tr("Nothing is saved")
        elif self._waits:
            picture, role, words = "ellipsis", "muted", tr("Not saved yet")
        else:
            picture, role, words = "check", "success", self._saved
        self._mark.show_picture(picture, role)
        self.saved.setText(words)
