"""One program for a library: a second start raises the first one's window, and hands over what it was to open.

The first one listens at a local socket that only its user can reach, called after the library's real path. Where nobody
answers there, as after a power cut, the name is taken over; where the first one does not answer in time, the second
opens its own window, which harms nothing: both see what the other writes.
"""

import hashlib
import os
from pathlib import Path
from time import monotonic
from urllib.parse import urlsplit

from PySide6.QtCore import QObject, QStandardPaths, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

from facilitator.storage.location import Place

_PATIENCE_MS = 5_000
_LOOK_EVERY_MS = 20
_HEARD = b"heard\n"
_MOST_BYTES = 16_384


class FirstInstance(QObject):
    """Listens for later starts with the same library; does nothing where another program listens already."""

    asked = Signal(str)
    """Somebody started the program again: what is to be opened, a workshop as typed or a file; "" for nothing."""

    def __init__(self, library: Place, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._meet)
        self._callers: list[QLocalSocket] = []
        name = _name(library)
        if not self._server.listen(name) and not _answers(name):
            QLocalServer.removeServer(name)
            self._server.listen(name)

    def close(self) -> None:
        """Listen no more."""
        self._server.close()

    def _meet(self) -> None:
        while (socket := self._server.nextPendingConnection()) is not None:
            self._callers.append(socket)
            # Nothing that is connected holds the socket: it would go while Qt is ending it.
            socket.readyRead.connect(self._hear)
            socket.disconnected.connect(self._part)
        self._hear()

    def _hear(self) -> None:
        for socket in list(self._callers):
            self._hear_one(socket)

    def _part(self) -> None:
        gone = [each for each in self._callers if each.state() == QLocalSocket.LocalSocketState.UnconnectedState]
        for socket in gone:
            self._callers.remove(socket)
            socket.deleteLater()

    def _hear_one(self, socket: QLocalSocket) -> None:
        if not socket.canReadLine():
            if socket.bytesAvailable() > _MOST_BYTES:
                socket.abort()
            return
        wanted = bytes(socket.readLine(_MOST_BYTES).data()).decode("utf-8", "replace").strip()
        socket.write(_HEARD)
        socket.flush()
        self.asked.emit(wanted)


def hand_over(library: Place, wanted: str = "") -> bool:
    """Ask a program that has the library open to come to the front, and to open `wanted`; whether one did."""
    socket = QLocalSocket()
    socket.connectToServer(_name(library))
    if not socket.waitForConnected(_PATIENCE_MS):
        return False
    socket.write(f"{' '.join(wanted.split())}\n".encode()[:_MOST_BYTES])
    socket.waitForBytesWritten(_PATIENCE_MS)
    give_up = monotonic() + _PATIENCE_MS / 1000
    # Asked again and again: it may have come while the words were still being written.
    while not socket.bytesAvailable() and monotonic() < give_up:
        socket.waitForReadyRead(_LOOK_EVERY_MS)
    heard = bytes(socket.readAll().data()) == _HEARD
    socket.disconnectFromServer()
    return heard


def as_wanted(path: Path) -> str:
    """How a file is named where a workshop's id or title can stand as well."""
    return path.absolute().as_uri()


def wanted_file(wanted: str) -> Path | None:
    """The file that `as_wanted` named; None for a workshop's id or title."""
    if not wanted.startswith("file:///"):
        return None
    # Imported here: it brings all that opens addresses, and the first window waits for this module.
    from urllib.request import url2pathname

    return Path(url2pathname(urlsplit(wanted).path))


def _answers(name: str) -> bool:
    socket = QLocalSocket()
    socket.connectToServer(name)
    found = socket.waitForConnected(_PATIENCE_MS)
    socket.abort()
    return found


def _name(library: Place) -> str:
    where = os.path.realpath(library) if isinstance(library, Path) else str(library)
    told = hashlib.sha256(os.fsencode(where)).hexdigest()[:24]
    if os.name == "nt":
        return f"facilitator-{told}"
    # In a folder that only this user can write to: elsewhere somebody else could have taken the name before.
    folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.RuntimeLocation)
    return str(Path(folder) / f"facilitator-{told}") if folder else f"facilitator-{os.getuid()}-{told}"
