"""Asking for the password of a library on a server, which is tried at once and kept in the keyring if wanted."""

from collections.abc import Callable

from PySide6.QtWidgets import QCheckBox, QWidget

from facilitator.errors import FacilitatorError
from facilitator.i18n import tr
from facilitator.progress import LongWork, Progress
from facilitator.storage.server.address import ServerAddress
from facilitator.storage.server.connections import connect
from facilitator.storage.server.passwords import forget_password, keep_password, say_password
from ui.dialogs import message
from ui.passphrases import Asking


class PasswordDialog(Asking):
    """Asks for the password of whoever an address names; `opened` is called once the server has let them in."""

    def __init__(
        self, parent: QWidget | None, address: ServerAddress, reason: str, opened: Callable[[], object]
    ) -> None:
        """`reason` is why the one that was said before does not do; "" where none was."""
        super().__init__(parent, tr("Password of the library"), "server-password")
        self._address, self._opened = address, opened
        self.say(tr("The server asks for the password of {library}.", library=address))
        if reason:
            self.say(reason, "error")
        self.say(address.protection(), "caption")
        self.line = self.ask("password", tr("Password"))
        self.keeps = QCheckBox(tr("Keep it in this computer’s keyring"))
        self.keeps.setObjectName("password-kept")
        self.keeps.setChecked(True)
        self.end_with(tr("Open"), tr("Close"))
        self.content.insertWidget(self.content.indexOf(self.shown) + 1, self.keeps)

    def trying(self) -> LongWork[object]:
        """Log in by what was typed."""
        return _tried(self._address, self.line.text())

    def taken(self) -> None:
        """Keep it, where that is wanted, and go on."""
        self._opened()
        if self.keeps.isChecked():
            try:
                keep_password(self._address, self.line.text())
            except FacilitatorError as error:
                message(
                    None,
                    tr("The password is not kept"),
                    tr("{reason} You are asked for it again at the next start.", reason=error.sentence),
                )


def _tried(address: ServerAddress, password: str) -> LongWork[object]:
    yield Progress(0, 1)
    say_password(address, password)
    try:
        connect(address, gives_up=lambda: False).close()
    except FacilitatorError:
        forget_password(address)
        raise
    return None
