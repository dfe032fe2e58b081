"""The form in which the facilitator says through which mail server handouts are sent, with a test of it."""

from collections.abc import Callable

from PySide6.QtWidgets import QCheckBox, QComboBox, QFormLayout, QLineEdit, QSpinBox, QWidget

from facilitator.errors import FacilitatorError, Invalid
from facilitator.i18n import tr
from facilitator.post.account import (
    MOST_PER_MINUTE,
    Account,
    Encryption,
    checked,
    forget_account,
    has_password,
    keep_account,
    mail_account,
    server_of,
)
from facilitator.post.trial import send_test
from facilitator.progress import LongWork
from facilitator.storage.library import Library
from ui.dialogs import Form, confirm
from ui.work import Work

_PATIENCE = 15.0
"""Seconds a test waits for the server."""


class ServerForm(Form):
    """Server, log-in, encryption, sender and pace. The password goes to the system's keyring and nowhere else.

    `take` is called with what was kept, or with None once that was forgotten.
    """

    def __init__(self, parent: QWidget | None, library: Library, take: Callable[[Account | None], object]) -> None:
        super().__init__(parent, tr("Mail server"), "mail-server-form")
        self.setMinimumWidth(560)
        self._library, self._take = library, take
        self._work: Work | None = None
        found = mail_account(library)
        account = found or Account("")
        self.address = self._line("mail-sender", tr("Your address"), account.sender, "you@example.org")
        self.host = self._line("mail-host", tr("Server"), account.host, "smtp.example.org")
        self.encryption = self._encryption(account.encryption)
        self.port = self.named(QSpinBox(), "mail-port", tr("Port"))
        self.port.setRange(1, 65535)
        self.port.setValue(account.port)
        self.user = self._line("mail-user", tr("User name"), account.user, tr("mostly your address"))
        self.password = self._line("mail-password", tr("Password"), "", "")
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        if found is not None and has_password(found):
            self.password.setPlaceholderText(tr("kept in this computer’s keyring"))
        self.per_minute = self.named(QSpinBox(), "mail-per-minute", tr("Mails a minute at the most"))
        self.per_minute.setRange(1, MOST_PER_MINUTE)
        self.per_minute.setValue(account.per_minute)
        self.unencrypted = QCheckBox(tr("Send without encryption all the same"))
        self.unencrypted.setObjectName("mail-unencrypted")
        self.unencrypted.setChecked(account.encryption is Encryption.NONE)
        self._lay_out()
        self.encryption.currentIndexChanged.connect(self._encryption_chosen)
        self._warn()
        if found is not None:
            self.button(tr("Forget"), "mail-forget", "quiet", self.ask_to_forget)
        self.test = self.button(tr("Send a test message"), "mail-test", "secondary", self.send_test)
        self.end_with(tr("Save"), self._save)
        (self.address if not account.sender else self.host).setFocus()

    def _lay_out(self) -> None:
        form = QFormLayout()
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
        for words, field in (
            (tr("Your address"), self.address),
            (tr("Server"), self.host),
            (tr("Encryption"), self.encryption),
            (tr("Port"), self.port),
            (tr("User name"), self.user),
            (tr("Password"), self.password),
            (tr("Mails a minute"), self.per_minute),
        ):
            form.addRow(words, field)
        self.content.addLayout(form)
        self.warning = self.say(
            tr("Without encryption everybody on the way can read the password, the letters and the handouts."),
            "warning",
        )
        self.content.addWidget(self.unencrypted)
        self.say(
            tr(
                "The password is kept in this computer’s keyring, never in the library. Nothing is sent before you "
                "say so."
            ),
            "caption",
        )
        self.told = self.say("", "caption")
        self.told.setObjectName("mail-test-told")
        self.told.hide()

    def _line(self, name: str, says: str, text: str, example: str) -> QLineEdit:
        line = self.named(QLineEdit(text), name, says)
        line.setPlaceholderText(example)
        return line

    def _encryption(self, chosen: Encryption) -> QComboBox:
        box = self.named(QComboBox(), "mail-encryption", tr("Encryption"))
        for key, words in (
            (Encryption.STARTTLS, tr("STARTTLS (usual)")),
            (Encryption.TLS, tr("TLS from the start")),
            (Encryption.NONE, tr("None")),
        ):
            box.addItem(words, key)
        box.setCurrentIndex(box.findData(chosen))
        return box

    def _encryption_chosen(self) -> None:
        usual = {way.port for way in Encryption}
        if self.port.value() in usual:
            self.port.setValue(Encryption(self.encryption.currentData()).port)
        self._warn()

    def _warn(self) -> None:
        bare = Encryption(self.encryption.currentData()) is Encryption.NONE
        self.warning.setVisible(bare)
        self.unencrypted.setVisible(bare)
        if not bare:
            self.unencrypted.setChecked(False)

    @property
    def account(self) -> Account:
        """What is in the form. Raises Invalid for what can't be an account."""
        encryption = Encryption(self.encryption.currentData())
        if encryption is Encryption.NONE and not self.unencrypted.isChecked():
            raise Invalid(tr("Choose an encryption, or tick that it is sent without any."))
        return checked(
            Account(
                host=self.host.text(),
                port=self.port.value(),
                user=self.user.text(),
                encryption=encryption,
                sender=self.address.text(),
                per_minute=self.per_minute.value(),
            )
        )

    def _save(self) -> None:
        self._take(keep_account(self._library, self.account, self.password.text()))

    def ask_to_forget(self) -> None:
        """Forget the account and its password, once that was agreed to."""

        def forget() -> None:
            try:
                forget_account(self._library)
            except FacilitatorError as error:
                self._tell(error.sentence, "error")
                return
            self._take(None)
            self.reject()

        words = tr("Server, addresses and the password in the keyring are forgotten. Drafts can still be saved.")
        confirm(self, tr("Forget this mail server?"), words, tr("Forget"), forget, danger=True)

    # The test

    def send_test(self) -> None:
        """Send a message to one's own address with what is in the form, and say what came of it."""
        self.problem.hide()
        try:
            account = self.account
        except FacilitatorError as error:
            self._tell(error.sentence, "error")
            return
        self._tell(tr("Asking {server}", server=account.label), "caption")
        self.test.setEnabled(False)
        self._work = Work(_tested(account, self.password.text()))
        self._work.succeeded.connect(self._sent)
        self._work.failed.connect(self._failed)
        self._work.start()

    def _sent(self, address: object) -> None:
        self._tell(
            tr("The server has taken the message to {address}. See whether it arrives.", address=address), "success"
        )
        self._test_ended()

    def _failed(self, error: Exception) -> None:
        self._test_ended()
        if not isinstance(error, FacilitatorError):
            raise error
        self._tell(error.sentence, "error")

    def _test_ended(self) -> None:
        self._work = None
        self.test.setEnabled(True)

    def _tell(self, words: str, role: str) -> None:
        self.told.setText(words)
        self.told.setProperty("role", role)
        self.told.style().polish(self.told)
        self.told.show()


def _tested(account: Account, password: str) -> LongWork[str]:
    return (yield from send_test(server_of(account, password, timeout=_PATIENCE), account.sender))
