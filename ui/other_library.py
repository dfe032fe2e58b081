"""Choosing another library: a file, or one on a server."""

import json
from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QLabel, QLineEdit, QWidget

from facilitator.errors import Invalid
from facilitator.i18n import tr
from facilitator.storage.location import Place
from facilitator.storage.server.address import ServerAddress, is_address
from ui.dialogs import Form

LAST_SERVER = "last_server"
"""The key of the preference in which a library keeps the address of the server that was chosen from it."""


class OtherLibrary(Form):
    """Two ways to another library. `take` gets where it is."""

    def __init__(self, parent: QWidget | None, folder: Path, server: str, take: Callable[[Place], object]) -> None:
        super().__init__(parent, tr("Choose another library"), "other-library")
        self._folder, self._take = folder, take
        self.say(
            tr(
                "A library is a file on this computer, or lies on a PostgreSQL server of your organisation. The "
                "program closes its windows and opens them again with the other one."
            )
        )
        label = QLabel(tr("Address of a library on a server"))
        self.address = self.named(QLineEdit(server), "server-address", label.text())
        self.address.setPlaceholderText("postgresql://name@server.example.org/library")
        self.address.setMinimumWidth(420)
        label.setBuddy(self.address)
        self.content.addWidget(label)
        self.content.addWidget(self.address)
        self.say(
            tr(
                "Your administrator tells it to you. To another computer the connection is encrypted, and the server "
                "has to show by its certificate that it is the right one, unless the address says otherwise."
            ),
            "caption",
        )
        self.tool(tr("A file…"), "file", "upload", self._choose_file)
        self.end_with(tr("Connect"), self._connect)

    def _choose_file(self) -> None:
        dialog = QFileDialog(self, tr("Choose another library"), str(self._folder))
        dialog.setNameFilter(tr("Libraries (*.sqlite);;All files (*)"))
        dialog.fileSelected.connect(self._chosen)
        dialog.open()

    def _chosen(self, path: str) -> None:
        self.accept()
        self._take(Path(path))

    def _connect(self) -> None:
        typed = self.address.text().strip()
        if not is_address(typed):
            raise Invalid(
                tr("The address of a library on a server looks like postgresql://name@server.example.org/library.")
            )
        self._take(ServerAddress.parse(typed))


def server_of_last_time(kept: Callable[[str], str | None]) -> str:
    """The address that was chosen last from a library, which keeps it; "" where none was."""
    try:
        found = json.loads(kept(LAST_SERVER) or '""')
    except ValueError:
        return ""
    return found if isinstance(found, str) else ""
