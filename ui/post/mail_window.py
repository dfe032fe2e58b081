"""What the windows have in common from which mails go: looking what there is, the server, sending and stopping."""

from collections.abc import Callable

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from facilitator.errors import FacilitatorError
from facilitator.i18n import tr, trn
from facilitator.post.account import Account, mail_account
from facilitator.progress import LongWork
from ui.bridge import LibraryBridge
from ui.dialogs import Dialog, paragraph
from ui.post.progress import SendingBar
from ui.post.sending import SendingJob
from ui.post.server_form import ServerForm
from ui.theme.widgets import ElidedLabel
from ui.work import Work

_LATER = 400
"""Milliseconds after which a burst of changes is looked at: each may bring something to be sent."""


class MailWindow(Dialog):
    """One workshop's mails of a kind. What became of each is in the library, and read from there.

    A window makes its `sending`, lays itself out with `make_foot`, and looks with `refresh`. `name` begins the names of
    its objects.
    """

    enter_presses_main = False
    sending: SendingJob

    def __init__(
        self,
        bridge: LibraryBridge,
        workshop_id: int,
        parent: QWidget | None,
        title: str,
        name: str,
        size: tuple[int, int],
    ) -> None:
        super().__init__(parent, title, name, size)
        self._library, self._bridge, self._workshop_id = bridge.library, bridge, workshop_id
        self._name = name
        self._looking: Work | None = None
        self._looks_again = False
        self.account = mail_account(self._library)
        self.bar = SendingBar()
        self.bar.stop_wanted.connect(self.stop)
        self.outcome = hidden_words(f"{name}-outcome")
        self._later = QTimer(self, singleShot=True, interval=_LATER)
        self._later.timeout.connect(self.refresh)

    def make_foot(self) -> None:
        """The row below: the server, drafts, and sending."""
        self._server = self.tool(tr("Mail server…"), f"{self._name}-server", "settings", self.ask_for_server)
        self._through = ElidedLabel()
        self._through.setObjectName(f"{self._name}-through")
        self._through.setProperty("role", "caption")
        self.fill_foot(self._through)
        self._drafts = self.button(
            tr("Save drafts…"), f"{self._name}-drafts", "secondary", self.ask_for_folder, "folder"
        )
        self.button(tr("Close"), f"{self._name}-done", "secondary", self.reject)
        self._send = self.button(tr("Send…"), f"{self._name}-send", "primary", self.ask_to_send, "mail")
        self._say_server()

    def enable_foot(self, count: int, *, ready: bool = True) -> None:
        """Let so many mails be sent or drafted, unless others go out."""
        under_way = self.sending.is_sending
        for button in (self._drafts, self._send):
            button.setEnabled(bool(count) and ready and not under_way)
        self._send.setText(trn("Send {count} mail…", "Send {count} mails…", count) if count else tr("Send…"))
        self._server.setEnabled(not under_way)

    # What is there

    def reading(self) -> LongWork[object]:
        """What finds out in a thread what there is to go."""
        raise NotImplementedError

    def show_found(self, found: object) -> None:
        """Show what `reading` has returned."""
        raise NotImplementedError

    def show_failed(self, error: FacilitatorError) -> None:
        """Say why it could not be read."""
        raise NotImplementedError

    def refresh(self) -> None:
        """Find out what there is to go: that takes a moment in a large room."""
        if self._looking is not None:
            self._looks_again = True
            return
        self._looking = Work(self.reading())
        self._looking.succeeded.connect(self._looked)
        self._looking.failed.connect(self._not_looked)
        self._looking.start()

    def _looked(self, found: object) -> None:
        self._looking = None
        self.show_found(found)
        if self._looks_again:
            self._looks_again = False
            self.refresh()

    def _not_looked(self, error: Exception) -> None:
        self._looking = None
        if not isinstance(error, FacilitatorError):
            raise error
        self.show_failed(error)

    # What can be done

    def ask_for_folder(self) -> object:
        """Write drafts of what is ticked, once a folder is chosen."""
        raise NotImplementedError

    def ask_to_send(self) -> None:
        """Send what is ticked, once that was agreed to; without a server ask for one first."""
        raise NotImplementedError

    def _say_server(self) -> None:
        words = tr("Sending needs a mail server; drafts need none.")
        if self.account is not None:
            words = tr("{sender}, through {server}", sender=self.account.sender, server=self.account.label)
        self._through.setText(words)

    def ask_for_server(self, then: Callable[[], object] | None = None) -> ServerForm:
        """Open the settings of the mail server; `then` is called once there are some."""

        def kept(account: Account | None) -> None:
            self.account = account
            self._say_server()
            if account is not None and then is not None:
                then()

        form = ServerForm(self, self._library, kept)
        form.open()
        return form

    def tell(self, text: str, *, failed: bool = False) -> None:
        """Say what has come of sending; "" takes that away."""
        self.outcome.setText(text)
        self.outcome.setProperty("role", "error" if failed else "body")
        self.outcome.style().polish(self.outcome)
        self.outcome.setVisible(bool(text))

    def stop(self) -> None:
        """Stop after the mail that is on its way; those who are still queued stay so."""
        self.bar.say_stopping()
        self.sending.stop()

    def done(self, result: int) -> None:
        """Send nothing more once the window is closed."""
        self.sending.stop()
        super().done(result)


def padded(widget: QWidget, *, left: int = 0, top: int = 12, right: int = 0, bottom: int = 12) -> QWidget:
    """`widget` with room around it, away from the splitter's line."""
    holder = QWidget()
    layout = QVBoxLayout(holder)
    layout.setContentsMargins(left, top, right, bottom)
    layout.addWidget(widget)
    return holder


def hidden_words(name: str) -> QLabel:
    """A line that is hidden until there is something to be said."""
    label = paragraph("")
    label.setObjectName(name)
    label.hide()
    return label
