"""Let phones answer: which network, what that means, and, once it is on, the address and who is there."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from facilitator.errors import NotFound
from facilitator.exercises.steps import exercise_in
from facilitator.i18n import tr, trn
from facilitator.phones.server import Certificate
from facilitator.storage.library import Library
from facilitator.workshop.agenda import answered_step, said_title, steps_of
from facilitator.workshop.pin import has_pin
from facilitator.workshop.tables import AgendaStep
from ui.dialogs import Form, Panel, message, paragraph
from ui.file_dialogs import ask_for_file
from ui.phones.host import PhonesHost
from ui.phones.networks import networks
from ui.phones.view import CodeLabel

_CODE, _WIDTH = 180, 600
_MOST_NAMES = 12


class PhonesForm(Form):
    """Switches phones on and off, shows their address, and lets in who asks; it may be closed while they answer.

    `show` has the room see the address, with how to get into the network.
    """

    def __init__(
        self,
        parent: QWidget | None,
        library: Library,
        workshop_id: int,
        host: PhonesHost,
        show: Callable[[str], object],
    ) -> None:
        super().__init__(parent, tr("Let phones answer"), "phones")
        self._library, self._workshop_id, self._host, self._show = library, workshop_id, host, show
        self._certificate: Certificate | None = None
        self.says = self.say("")
        self.says.setObjectName("phones-says")
        self.setMinimumWidth(_WIDTH)
        self._off, self._on = QWidget(), QWidget()
        self.content.addWidget(self._off)
        self.content.addWidget(self._on)
        self._make_off()
        self._make_on()
        self.problem = self.say("", "error")
        self.problem.setObjectName("problem")
        self.problem.hide()
        self.button(tr("Close"), "close", "secondary", self.reject)
        self.off = self.button(tr("Switch off"), "phones-off", "secondary", self._switch_off)
        self.on = self.button(tr("Switch on"), "phones-on", "primary", self._switch_on)
        self.room = self.button(tr("Show to the room"), "phones-room", "primary", self._show_to_room)
        host.changed.connect(self._refresh)
        host.refused.connect(self._show_problem)
        self._refresh()

    @property
    def step(self) -> AgendaStep | None:
        """The step that phones would answer now."""
        return answered_step(steps_of(self._library, self._workshop_id))

    # Off

    def _make_off(self) -> None:
        column = QVBoxLayout(self._off)
        column.setContentsMargins(0, 0, 0, 0)
        self.networks = self.named(QComboBox(), "phones-network", tr("Network"))
        for network in networks():
            self.networks.addItem(f"{network.name}: {network.address}", network.address)
        form = QFormLayout()
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
        form.addRow(tr("Network"), self.networks)
        column.addLayout(form)
        column.addWidget(
            paragraph(
                tr(
                    "Whoever is in this network can read along what phones send, and see everybody’s name on the first "
                    "page. A Wi-Fi of guests or of a hotel is no place for it: use this laptop’s own hotspot, with a "
                    "password that only this room gets. Nothing goes to the internet."
                )
            )
        )
        row = QHBoxLayout()
        row.addWidget(
            self._secondary_button(tr("How to make a hotspot…"), "phones-hotspot", lambda: hotspot_help(self))
        )
        self.certificate = self._secondary_button(
            tr("Own certificate…"), "phones-certificate", self._choose_certificate
        )
        row.addWidget(self.certificate)
        row.addStretch(1)
        column.addLayout(row)

    def _secondary_button(self, words: str, name: str, act: Callable[[], object]) -> QPushButton:
        button = QPushButton(words)
        button.setObjectName(name)
        button.setProperty("role", "quiet")
        button.setAutoDefault(False)
        button.clicked.connect(lambda _checked=False: act())
        return button

    def _choose_certificate(self) -> None:
        """Two files, the certificate and then its key."""

        def ask_for_key(chain: Path) -> None:
            ask_for_file(self, tr("Its key, without a passphrase"), partial(self.take_certificate, chain))

        kinds = tr("PEM files (*.pem *.crt *.cer);;All files (*)")
        ask_for_file(self, tr("Certificate, with those that sign it"), ask_for_key, kinds)

    def take_certificate(self, chain: Path, key: Path) -> None:
        """Serve by TLS with this certificate."""
        self._certificate = Certificate(chain, key)
        self.certificate.setText(tr("Certificate: {file}", file=chain.name))

    def _switch_on(self) -> None:
        step, address = self.step, self.networks.currentData()
        if step is not None and address is not None:
            self.problem.hide()
            self._host.switch_on(step.id, address, self._certificate)

    def _show_problem(self, sentence: str) -> None:
        self.problem.setText(sentence)
        self.problem.show()

    # On

    def _make_on(self) -> None:
        whole = QVBoxLayout(self._on)
        whole.setContentsMargins(0, 0, 0, 0)
        row = QHBoxLayout()
        row.setSpacing(20)
        whole.addLayout(row)
        self.code = CodeLabel(_CODE)
        row.addWidget(self.code, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout()
        row.addLayout(column, 1)
        self.address = paragraph("", "heading")
        self.address.setObjectName("phones-address")
        self.connected = paragraph("")
        self.connected.setObjectName("phones-connected")
        self.network = self.named(QLineEdit(), "phones-words", tr("How the room gets into the network"))
        self.network.setPlaceholderText(tr("Wi-Fi “Workshop”, password sunflower"))
        self.network.setMaxLength(120)
        self._waiting = QVBoxLayout()
        for each in (self.address, paragraph(tr("How the room gets into the network"), "caption"), self.network):
            column.addWidget(each)
        column.addWidget(self.connected)
        own = QHBoxLayout()
        own.addWidget(self._secondary_button(tr("My own phone as a remote…"), "phones-remote", self._show_remote))
        own.addStretch(1)
        column.addLayout(own)
        column.addStretch(1)
        whole.addLayout(self._waiting)

    def _show_to_room(self) -> None:
        self._show(self.network.text().strip())

    def _show_remote(self) -> None:
        if not has_pin(self._library):
            message(self, tr("Choose a PIN first"), tr("The station’s PIN opens the remote: open the station once."))
            return
        remote_panel(self, self._host.let_steer())

    def _switch_off(self) -> None:
        self._host.switch_off()

    def _refresh(self) -> None:
        host, step = self._host, self.step
        is_on = host.is_on
        can, why = self._can_be_answered(step)
        if is_on:
            title = said_title(step) if step else ""
            said = tr("“{step}” is answered on phones. It ends with the step, or here.", step=title)
        elif not can:
            said = why
        elif not self.networks.count():
            said = tr("This computer is in no private network. Make a hotspot, then open this window again.")
        else:
            assert step is not None  # noqa: S101  # else nothing could be answered
            said = tr(
                "People in this room can answer “{step}” on their own phones and laptops, in a browser, as at the "
                "station. It is off until you switch it on.",
                step=said_title(step),
            )
        self.says.setText(said)
        self._off.setVisible(not is_on and can)
        self._on.setVisible(is_on)
        for button, shown in ((self.on, not is_on), (self.off, is_on), (self.room, is_on)):
            button.setVisible(shown)
        self.on.setEnabled(can and bool(self.networks.count()) and not host.is_starting)
        self.on.setText(tr("Switching on…") if host.is_starting else tr("Switch on"))
        self.address.setText(host.url)
        self.code.show_address(host.url)
        self._show_people()
        if self.isVisible():
            self.fit()

    def _can_be_answered(self, step: AgendaStep | None) -> tuple[bool, str]:
        if step is None:
            return False, tr("There is no exercise on the agenda that phones could answer.")
        try:
            can = exercise_in(self._library, step.exercise).answers_by_phone(self._library, step.id)
        except NotFound as error:
            return False, error.sentence
        sentence = tr(
            "“{step}” can’t be answered on phones: either it asks for people’s names, which stay away from phones, or "
            "nobody answers anything in it. The network can, where counting is offered.",
            step=said_title(step),
        )
        return can, "" if can else sentence

    def _show_people(self) -> None:
        there = self._host.connected
        words = trn("{count} phone is connected.", "{count} phones are connected.", len(there))
        if there:
            names = ", ".join(name for _, name in there[:_MOST_NAMES])
            more = len(there) - _MOST_NAMES
            words = f"{words} {names}" + (f" … +{more}" if more > 0 else "")
        self.connected.setText(words)
        while (item := self._waiting.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.hide()
                old.setParent(None)
                old.deleteLater()
        for each in self._host.waiting:
            line = QWidget()
            row = QHBoxLayout(line)
            row.setContentsMargins(0, 0, 0, 0)
            row.addWidget(
                paragraph(tr("{name} asks to be let in, and shows {code}.", name=each.name, code=each.code)), 1
            )
            let_in = self._secondary_button(
                tr("Let in"), f"phones-let-in-{each.code}", partial(self._host.let_in, each.key)
            )
            let_in.setAccessibleName(tr("Let {name} in, who shows {code}", name=each.name, code=each.code))
            let_in.setProperty("role", "secondary")
            row.addWidget(let_in)
            away = self._secondary_button(tr("No"), f"phones-no-{each.code}", partial(self._host.turn_away, each.key))
            away.setAccessibleName(tr("Don’t let {name} in, who shows {code}", name=each.name, code=each.code))
            row.addWidget(away)
            self._waiting.addWidget(line)


def remote_panel(parent: QWidget, address: str) -> Panel:
    """Where the facilitator's own phone comes in: for their eyes, never for the projector."""
    panel = Panel(parent, tr("Your own phone as a remote"), "phones-remote-panel")
    panel.say(tr("For you alone: keep this window off the projector. Your phone asks for the station’s PIN."))
    code = CodeLabel(_CODE)
    code.show_address(address)
    panel.content.addWidget(code, 0, Qt.AlignmentFlag.AlignHCenter)
    panel.say(address).setObjectName("phones-remote-address")
    if address.startswith("http://"):
        panel.say(
            tr(
                "Without a certificate of yours everybody in this network can read the PIN, which opens all answers at "
                "the station."
            ),
            "warning",
        )
    panel.say(tr("Next view, blank, and the clock. It works as long as phones can answer."), "caption")
    panel.button(tr("Close"), "close", "primary", panel.accept).setFocus()
    panel.open()
    return panel


def hotspot_help(parent: QWidget) -> Panel:
    """How a laptop makes a network of its own."""
    panel = Panel(parent, tr("A hotspot of your own"), "phones-hotspot-help")
    panel.say(
        tr(
            "The laptop makes a Wi-Fi that only this room is in. It needs no internet. Afterwards open “Let phones "
            "answer” again and choose that network."
        )
    )
    for system, how in (
        (
            tr("Windows"),
            tr(
                "Settings → Network & internet → Mobile hotspot. Where Windows wants a connection to share, use the "
                "hotspot of a phone instead and join it with this laptop."
            ),
        ),
        (
            tr("macOS"),
            tr(
                "System Settings → General → Sharing → Internet Sharing, over Wi-Fi. Where there is nothing to share, "
                "use the hotspot of a phone and join it with this laptop."
            ),
        ),
        (tr("Linux"), tr("Settings → Wi-Fi → ⋮ → Turn On Wi-Fi Hotspot, or “nmcli device wifi hotspot”.")),
        (
            tr("If phones don’t reach it"),
            tr(
                "A firewall asks or refuses: allow Facilitator in private networks. Phones may want to use mobile data "
                "instead, because this Wi-Fi has no internet: say that they stay."
            ),
        ),
    ):
        panel.say(system, "heading")
        panel.say(how)
    panel.button(tr("Close"), "close", "primary", panel.accept).setFocus()
    panel.open()
    return panel
