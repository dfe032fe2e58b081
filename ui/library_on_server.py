"""A library on a server, as people decide about it: its password, a new one in an empty database, one that is away."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QDialog, QWidget

from facilitator.errors import FacilitatorError, NothingThere, PasswordWanted
from facilitator.i18n import spoken, tr
from facilitator.storage.location import library_path
from facilitator.storage.server.address import ServerAddress
from facilitator.workshop.listing import WorkshopCard
from ui.library_place import LibraryPlace
from ui.window_language import language_at, note_language

if TYPE_CHECKING:
    from facilitator.storage.library import Library
    from facilitator.storage.server.library import ServerLibrary
    from ui.dialogs import Panel


_PATIENCE = 3.0
"""Seconds that a change waits for other rooms: there are more who write than at one computer."""


class LibraryOnServer(LibraryPlace):
    """Asks what is to become of the library at `address`. Nothing of it is known before the server has answered."""

    def __init__(self, address: ServerAddress, window: QWidget, front_window: Callable[[], QWidget]) -> None:
        super().__init__(window, front_window)
        self.address = address
        self._makes = False

    def stored_preference(self, key: str) -> str | None:
        """Nothing yet."""
        return None

    def cards(self, search: str = "", *, deleted: bool = False) -> list[WorkshopCard] | None:
        """None yet."""
        return None

    @property
    def is_new(self) -> bool:
        """Never without being asked: an empty database may be a mistyped one."""
        return False

    def open_library(self, patience: float) -> "ServerLibrary":
        """Open it, as windows need it; a new one only where somebody said so."""
        from facilitator.storage.server.library import open_server_library

        return open_server_library(self.address, max(patience, _PATIENCE), makes=self._makes, for_windows=True)

    def speaks_in(self, library: "Library") -> bool:
        """Whether the windows speak what was chosen there, which nobody could know before."""
        from ui.preferences import WINDOW_LANGUAGE

        note_language(self.address, WINDOW_LANGUAGE.get(library))
        return language_at(self.address) == spoken()

    def greeting(self) -> str:
        """How what goes to the server is protected."""
        return tr("{library}: {protection}", library=self.address.library, protection=self.address.protection())

    def ask_where(self) -> None:
        """The database is empty: ask before a library is begun in it."""
        self._ask_where(
            tr("There is no library there"),
            tr(
                "The database {address} is empty. If its name was mistyped, choose the library; else begin a new one "
                "there.",
                address=self.address,
            ),
        )

    def say_refused(self, error: FacilitatorError, over: QWidget | None = None) -> None:
        """Ask where there is something to be asked, such as the password; else say why it can't be opened."""
        if isinstance(error, PasswordWanted):
            self._ask_password(error)
        elif isinstance(error, NothingThere):
            self.ask_where()
        else:
            super().say_refused(error, over)

    def _offer_remedies(
        self,
        panel: "Panel",
        _error: FacilitatorError,
        _leave: Callable[[Callable[[], QDialog]], None],
        again: Callable[[], None],
    ) -> None:
        panel.button(tr("Try again"), "again", "secondary", again)

    def _ask_password(self, error: FacilitatorError) -> None:
        from ui.server_password import PasswordDialog

        reason = "" if error.fields.get("unsaid") else error.sentence
        dialog = self.asking = PasswordDialog(self._over(), self.address, reason, self._answered)

        def other() -> None:
            dialog.rejected.disconnect(self.left)
            dialog.reject()
            self.choose_library().rejected.connect(partial(self._ask_password, error))

        dialog.rejected.connect(self.left)
        dialog.button(tr("Choose another library…"), "other", "secondary", other)
        dialog.open()

    def _begin(self) -> None:
        self._makes = True
        super()._begin()

    def _folder(self) -> Path:
        usual = library_path()
        return usual.parent if isinstance(usual, Path) else Path.home()

    def _server(self) -> str:
        return str(self.address)
