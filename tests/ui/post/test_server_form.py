"""The settings of the mail server: kept without the password, tried out with a message to oneself."""

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from keyring_in_memory import KeyringInMemory
from mail_server import Post
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from facilitator.errors import Invalid
from facilitator.post.account import Account, Encryption, forget_account, keep_account, mail_account
from facilitator.post.server import Server
from facilitator.storage.library import Library
from ui.dialogs import Panel
from ui.post.server_form import ServerForm
from ui.simulated_user import SimulatedUser

if TYPE_CHECKING:
    from collections.abc import Iterator

Filled = Callable[..., ServerForm]


@pytest.fixture
def kept() -> list[Account | None]:
    return []


@pytest.fixture
def form(
    qtbot: QtBot, library: Library, keyring_of_the_test: KeyringInMemory, kept: list[Account | None]
) -> "Iterator[ServerForm]":
    made = ServerForm(None, library, kept.append)
    made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(made)
    with qtbot.waitExposed(made):
        made.open()
    yield made
    qtbot.waitUntil(lambda: made.test.isEnabled())


def fill(form: ServerForm, server: Server, **other: str) -> None:
    form.address.setText("anna@example.org")
    form.host.setText(server.host)
    encryption = Encryption.TLS if server.from_the_start else Encryption.STARTTLS
    form.encryption.setCurrentIndex(form.encryption.findData(encryption if server.encrypted else Encryption.NONE))
    form.port.setValue(server.port)
    form.user.setText(other.get("user", ""))
    form.password.setText(other.get("password", ""))


def try_out(qtbot: QtBot, form: ServerForm) -> str:
    SimulatedUser(form).click("mail-test")
    qtbot.waitUntil(lambda: form.test.isEnabled())
    return form.told.text()


def test_all_but_the_password_is_kept_in_the_library(
    form: ServerForm, library: Library, keyring_of_the_test: KeyringInMemory, kept: list[Account | None]
) -> None:
    fill(form, Server("smtp.example.org", 587), user="anna", password="very secret")
    form.per_minute.setValue(20)
    SimulatedUser(form).click("yes")
    assert not form.isVisible()
    wanted = Account("smtp.example.org", 587, "anna", Encryption.STARTTLS, "anna@example.org", 20)
    assert kept == [wanted]
    assert mail_account(library) == wanted
    assert list(keyring_of_the_test.kept.values()) == ["very secret"]
    for file in library.path.parent.glob(f"{library.path.name}*"):
        assert b"very secret" not in file.read_bytes()


def test_the_kept_account_is_shown_again_but_never_its_password(
    qtbot: QtBot, form: ServerForm, library: Library, keyring_of_the_test: KeyringInMemory
) -> None:
    fill(form, Server("smtp.example.org", 465, from_the_start=True), user="anna", password="very secret")
    SimulatedUser(form).click("yes")
    again = ServerForm(None, library, lambda _account: None)
    qtbot.addWidget(again)
    assert again.account == mail_account(library)
    assert again.encryption.currentText() == "TLS from the start"
    assert "keyring" in again.password.placeholderText()
    assert all("very secret" not in line.text() for line in again.findChildren(QLineEdit))
    again.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    again.open()
    SimulatedUser(again).click("yes")
    assert list(keyring_of_the_test.kept.values()) == ["very secret"]


def test_no_encryption_only_with_a_tick_of_its_own(form: ServerForm, library: Library) -> None:
    assert not form.warning.isVisible()
    fill(form, Server("smtp.example.org", 25, encrypted=False))
    assert form.warning.isVisible()
    SimulatedUser(form).click("yes")
    assert form.isVisible()
    assert "Choose an encryption" in form.problem.text()
    assert mail_account(library) is None
    SimulatedUser(form).click("mail-unencrypted")
    form.unencrypted.setChecked(True)
    SimulatedUser(form).click("yes")
    account = mail_account(library)
    assert account is not None
    assert account.encryption is Encryption.NONE


def test_the_tick_goes_with_another_choice(form: ServerForm) -> None:
    fill(form, Server("smtp.example.org", 25, encrypted=False))
    form.unencrypted.setChecked(True)
    form.encryption.setCurrentIndex(0)
    form.encryption.setCurrentIndex(2)
    assert not form.unencrypted.isChecked()


def test_the_port_follows_the_encryption_unless_it_is_ones_own(form: ServerForm) -> None:
    ports = []
    for row in (1, 2, 0):
        form.encryption.setCurrentIndex(row)
        ports.append(form.port.value())
    assert ports == [465, 25, 587]
    form.port.setValue(2525)
    form.encryption.setCurrentIndex(1)
    assert form.port.value() == 2525


@pytest.mark.parametrize(
    ("facts", "says"),
    [
        ({"host": ""}, "Name the mail server"),
        ({"host": "smtp://example.org"}, "not the name of a server"),
        ({"address": ""}, "from which address"),
        ({"address": "anna"}, "not an e-mail address"),
    ],
)
def test_what_is_missing_is_said(form: ServerForm, library: Library, facts: dict[str, str], says: str) -> None:
    fill(form, Server("smtp.example.org", 587))
    for name, text in facts.items():
        getattr(form, name).setText(text)
    SimulatedUser(form).click("yes")
    assert says in form.problem.text()
    assert mail_account(library) is None


def test_a_locked_keyring_is_said_and_nothing_is_kept(
    form: ServerForm, library: Library, keyring_of_the_test: KeyringInMemory
) -> None:
    keyring_of_the_test.locked = True
    fill(form, Server("smtp.example.org", 587), user="anna", password="very secret")
    SimulatedUser(form).click("yes")
    assert "no keyring that can be used" in form.problem.text()
    assert mail_account(library) is None


def test_a_message_to_oneself(qtbot: QtBot, form: ServerForm, post: Post, library: Library) -> None:
    fill(form, post.server(login=True), user="anna", password="correct horse")
    assert "has taken the message to anna@example.org" in try_out(qtbot, form)
    ((to, mail),) = post.box.mails
    assert to == ["anna@example.org"]
    assert mail["From"].addresses[0].addr_spec == mail["To"].addresses[0].addr_spec == "anna@example.org"
    assert list(mail.iter_attachments()) == []
    # Trying it out keeps nothing.
    assert mail_account(library) is None


def test_what_is_wrong_with_the_server_is_said_in_words(qtbot: QtBot, form: ServerForm, post: Post) -> None:
    fill(form, post.server(login=True), user="anna", password="wrong")
    assert "did not accept user name and password" in try_out(qtbot, form)
    fill(form, post.server(trusted=False))
    assert "can't prove who it is" in try_out(qtbot, form)
    post.box.refuse["anna@example.org"] = "550 relaying denied"
    fill(form, post.server())
    assert "did not take the message: 550 relaying denied" in try_out(qtbot, form)
    fill(form, Server("localhost", 9))
    assert "does not answer as a mail server" in try_out(qtbot, form)
    form.host.setText("a..b")
    assert "does not answer as a mail server" in try_out(qtbot, form)
    form.host.setText("")
    assert "Name the mail server" in try_out(qtbot, form)
    assert post.box.mails == []


def test_an_account_is_forgotten_with_its_password(
    qtbot: QtBot, library: Library, keyring_of_the_test: KeyringInMemory, form: ServerForm
) -> None:
    assert form.findChild(QPushButton, "mail-forget") is None
    keep_account(library, Account("smtp.example.org", user="anna", sender="anna@example.org"), "very secret")
    told: list[Account | None] = []
    again = ServerForm(None, library, told.append)
    qtbot.addWidget(again)
    with qtbot.waitExposed(again):
        again.open()
    SimulatedUser(again).click("mail-forget")
    question = again.findChild(Panel, "confirm")
    assert question is not None and mail_account(library) is not None
    SimulatedUser(question).click("yes")
    assert (told, mail_account(library), keyring_of_the_test.kept) == ([None], None, {})


def test_without_a_keyring_nothing_is_forgotten_in_part(
    qtbot: QtBot, library: Library, keyring_of_the_test: KeyringInMemory
) -> None:
    keep_account(library, Account("smtp.example.org", user="anna", sender="anna@example.org"), "very secret")
    keyring_of_the_test.locked = True
    with pytest.raises(Invalid, match="keyring"):
        forget_account(library)
    assert mail_account(library) is not None
