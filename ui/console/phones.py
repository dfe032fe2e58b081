"""What a console does about phones: the room sees where they answer, and the facilitator's own phone steers it."""

from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from facilitator.i18n import tr
from facilitator.phones.desk import Seen
from facilitator.storage.library import Library
from ui.console.actions import ActionTable
from ui.console.bar import Bar
from ui.console.countdown import CountDown
from ui.console.projector_panel import Offer, ProjectorPanel
from ui.phones.dialog import PhonesForm
from ui.phones.host import PhonesHost
from ui.stage import PHONES, PROMPT, Stage

_BY_REMOTE = ("next_view", "blank", "timer_pause", "timer_less", "timer_more")
"""What the facilitator's own phone can do."""


class ConsolePhones(QObject):
    """Brings what serves phones together with the stage, the room's panel, the bar and the timer."""

    switched = Signal()
    """They can answer, or no longer: `offers` are others."""

    def __init__(
        self,
        host: PhonesHost,
        stage: Stage,
        room: ProjectorPanel,
        bar: Bar,
        countdown: CountDown,
        actions: ActionTable,
    ) -> None:
        super().__init__(host)
        self._host, self._stage, self._room, self._bar, self._countdown = host, stage, room, bar, countdown
        self._was_on = host.is_on
        host.changed.connect(self._follow)
        host.be_steered({name: actions[name].trigger for name in _BY_REMOTE}, self._seen)
        stage.changed.connect(host.show_seen)
        countdown.ticked.connect(host.show_seen)

    def open_form(self, parent: QWidget, library: Library, workshop_id: int) -> None:
        """Open the window that switches them on and off."""
        PhonesForm(parent, library, workshop_id, self._host, self._show_address).show()

    def offers(self) -> Sequence[Offer]:
        """Where they answer, while they can."""
        step_id = self._host.step_id
        return () if step_id is None else (Offer(step_id, PHONES, tr("Address for phones")),)

    def _show_address(self, network: str) -> None:
        """Have the room see where phones answer."""
        if self._host.step_id is not None:
            self._stage.show(network=network)
            self._room.show_view(self._host.step_id, PHONES, {})

    def _follow(self) -> None:
        """An address that has ended is shown no longer."""
        host, showing = self._host, self._stage.showing
        view = PROMPT if showing.view == PHONES and not host.is_on else showing.view
        self._stage.show(address=host.url, network=showing.network if host.is_on else "", view=view)
        if host.is_on != self._was_on:
            self._was_on = host.is_on
            self.switched.emit()
        self._bar.show_phones(len(host.connected) if host.is_on else None, len(host.waiting))

    def _seen(self) -> Seen:
        """What the facilitator's own phone shows."""
        showing, time = self._stage.showing, self._countdown
        words = {
            "next_view": tr("Next view"),
            "blank": tr("Show again") if showing.blank else tr("Blank"),
            "timer_pause": tr("Pause") if time.running else tr("Resume"),
            "timer_less": tr("One minute less"),
            "timer_more": tr("One minute more"),
        }
        return Seen((self._room.says.text(), f"{self._bar.time.text()} {self._bar.planned.text()}"), words)
