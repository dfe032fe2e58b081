"""The mail window on a workshop with answers, a server on loopback, and a keyring that forgets."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from keyring_in_memory import keyring_of_the_test
from mail_server import Post, answered, post, room
from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from facilitator.post.account import Account, Encryption, keep_account
from facilitator.post.sending import deliveries
from facilitator.post.server import Server
from facilitator.storage.library import Library
from ui.bridge import LibraryBridge
from ui.dialogs import Panel
from ui.post.dialog import MailDialog
from ui.post.people_model import NAME, STATE
from ui.simulated_user import SimulatedUser

__all__ = ["answered", "keyring_of_the_test", "post", "room"]

WORKSHOP = 1
SENDER = "facilitator@example.org"
_TICK = Qt.ItemDataRole.CheckStateRole


def account_of(server: Server, *, per_minute: int = 600, **other: Any) -> Account:
    encryption = Encryption.STARTTLS if server.encrypted else Encryption.NONE
    return Account(
        server.host, server.port, **{"encryption": encryption, "sender": SENDER, "per_minute": per_minute, **other}
    )


@dataclass
class Desk:
    """The window with hands on it."""

    qtbot: QtBot
    library: Library
    post: Post
    dialog: MailDialog
    user: SimulatedUser

    @property
    def states(self) -> list[str]:
        """What the table says of each person."""
        model = self.dialog.model
        return [str(model.index(row, STATE).data()) for row in range(model.rowCount())]

    @property
    def ticks(self) -> list[bool | None]:
        """Who is ticked; None for those who can't be."""
        model = self.dialog.model
        found = [model.index(row, NAME).data(_TICK) for row in range(model.rowCount())]
        return [None if each is None else Qt.CheckState(each) == Qt.CheckState.Checked for each in found]

    def tick(self, *rows: int) -> None:
        people = self.dialog.model.addressees
        self.dialog.model.tick([people[row].person.id for row in rows])

    def choose(self, row: int) -> None:
        # Not by selectRow: that asks which keys are held, and an earlier test may have left one down.
        flags = QItemSelectionModel.SelectionFlag
        selection, index = self.dialog.people.table.selectionModel(), self.dialog.model.index(row, 0)
        selection.setCurrentIndex(index, flags.ClearAndSelect | flags.Rows)

    def use(self, server: Server, **other: Any) -> None:
        """Have an account on this server, as if it had been set up before."""
        self.dialog.account = keep_account(self.library, account_of(server, **other))

    def agree(self, name: str = "yes") -> str:
        """Press a button of the question that is open, and return what it asked."""
        panel = self.panel()
        button = panel.findChild(QPushButton, name)
        assert button is not None
        words = "\n".join(label.text() for label in panel.findChildren(QLabel))
        button.click()
        return words

    def panel(self) -> Panel:
        open_ones = [each for each in self.dialog.findChildren(Panel) if each.isVisible()]
        assert open_ones, "no question is open"
        return open_ones[-1]

    def asks(self) -> bool:
        return any(each.isVisible() for each in self.dialog.findChildren(Panel))

    def send(self) -> None:
        """Send to those who are ticked, and wait until it has ended."""
        self.user.click("mail-send")
        self.agree()
        self.wait()

    def wait(self) -> None:
        self.qtbot.waitUntil(lambda: not self.dialog.sending.is_sending)

    def log(self) -> list[str]:
        return [each.state.value for each in deliveries(self.library, WORKSHOP)]

    @property
    def got(self) -> list[str]:
        """Who has got a mail, in order."""
        return [to[0] for to, _ in self.post.box.mails]


@pytest.fixture
def desk(qtbot: QtBot, room: Library, post: Post, keyring_of_the_test: object) -> Iterator[Desk]:
    dialog = MailDialog(LibraryBridge(room), WORKSHOP, None)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(dialog)
    with qtbot.waitExposed(dialog):
        dialog.open()
    qtbot.waitUntil(lambda: bool(dialog.model.addressees))
    yield Desk(qtbot, room, post, dialog, SimulatedUser(dialog))
    dialog.sending.stop()
    qtbot.waitUntil(lambda: not dialog.sending.is_sending)
    if dialog.isVisible():
        dialog.done(0)
    QApplication.processEvents()
    for left in dialog.findChildren(QDialog):
        left.close()
