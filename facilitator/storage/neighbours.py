"""Who else may be writing to a library: a program on another computer, and one that keeps a folder the same on several.

SQLite keeps programs of one computer apart. Across computers nothing does: a network folder may not know its locks,
and what carries files from one computer to another takes the file and its log one by one. So each program that has a
library open leaves a sign of life beside it, which travels with the folder, and looks for those of others.
"""

import json
import os
import socket
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from facilitator.i18n import short_day, tr
from facilitator.storage.rights import for_the_owner_alone

EVERY = timedelta(minutes=1)
"""How often a sign of life is renewed."""
_FRESH = timedelta(minutes=10)
"""What carries files may take some minutes, and two clocks differ."""
_CARRIERS = {
    "dropbox": "Dropbox",
    "onedrive": "OneDrive",
    "google drive": "Google Drive",
    "googledrive": "Google Drive",
    "my drive": "Google Drive",
    "mobile documents": "iCloud Drive",
    "com~apple~clouddocs": "iCloud Drive",
    "icloud drive": "iCloud Drive",
    "iclouddrive": "iCloud Drive",
    "nextcloud": "Nextcloud",
    "owncloud": "ownCloud",
    "seafile": "Seafile",
    "pcloud": "pCloud",
    "pcloud drive": "pCloud",
    "megasync": "MEGA",
    "mega": "MEGA",
    "box": "Box",
    "box sync": "Box",
    "syncthing": "Syncthing",
    "creative cloud files": "Creative Cloud",
}
"""How the folders are called that programs carry to other computers, in small letters."""
_NUMBERED = ("onedrive", "nextcloud")
"""Those whose name goes on with that of an account or a number."""
_MARKS = {
    ".dropbox": "Dropbox",
    ".dropbox.cache": "Dropbox",
    ".stfolder": "Syncthing",
    ".nextcloudsync.log": "Nextcloud",
    ".owncloudsync.log": "ownCloud",
    ".sync.ffs_db": "FreeFileSync",
    ".seafile-data": "Seafile",
}
"""What such a program leaves at the top of its folder."""
_NETWORK = {
    *("nfs", "nfs4", "cifs", "smb", "smb2", "smb3", "smbfs", "afpfs", "ncpfs", "webdav", "davfs", "davfs2"),
    *("fuse.sshfs", "sshfs", "fuse.rclone", "fuse.gvfsd-fuse", "9p", "fuse.davfs", "macfuse"),
}


@dataclass(frozen=True, slots=True)
class Neighbour:
    """Another computer by whose program the library was open lately, and when it last said so, in local time."""

    computer: str
    at: datetime

    def __str__(self) -> str:
        """What is said of it."""
        return tr(
            "The library is open on the computer “{computer}” too, or was at {time} on {day}. Two computers must not "
            "write to it: answers of one would be lost. Close it there before you go on.",
            computer=self.computer,
            time=f"{self.at:%H:%M}",
            day=short_day(self.at.date()),
        )


class SignOfLife:
    """Says beside a library that it is open here, and finds others that say so.

    A folder that takes no file is no error.
    """

    def __init__(self, library: Path, computer: str = "") -> None:
        self._library = library
        self._computer = computer or socket.gethostname()
        told = "".join(sign if sign.isalnum() else "-" for sign in self._computer)
        self._path = library.with_name(f".{library.name}.open-{told}")

    def renew(self) -> None:
        """Say that it is open here, now."""
        said = {"computer": self._computer, "process": os.getpid(), "at": datetime.now().astimezone().isoformat()}
        try:
            for_the_owner_alone(self._path)
            self._path.write_text(json.dumps(said), encoding="utf-8")
        except OSError:
            # What can't be written here can't be written there either: the library itself says so.
            return

    def end(self) -> None:
        """It is open here no more, unless another program of this computer has said so since."""
        if _said(self._path).get("process") == os.getpid():
            self._path.unlink(missing_ok=True)

    def others(self, now: datetime | None = None) -> list[Neighbour]:
        """The other computers on which it is open, or was within the last minutes; the latest first."""
        moment = now or datetime.now().astimezone()
        found = []
        for path in self._library.parent.glob(f".{self._library.name}.open-*"):
            said = _said(path)
            try:
                at = datetime.fromisoformat(str(said.get("at"))).astimezone()
            except ValueError:
                continue
            computer = str(said.get("computer", ""))
            if computer and computer != self._computer and abs(moment - at) < _FRESH:
                found.append(Neighbour(computer, at))
        return sorted(found, key=lambda each: each.at, reverse=True)


def carried_by(library: Path) -> str:
    """The program that carries the library's folder to other computers, by its name; "" where none is recognised."""
    for folder in library.absolute().parents:
        name = folder.name.casefold()
        known = _CARRIERS.get(name) or next(
            (
                title
                for start, title in (("onedrive", "OneDrive"), ("nextcloud", "Nextcloud"))
                if name.startswith(start)
            ),
            "",
        )
        if known:
            return known
        for mark, title in _MARKS.items():
            if (folder / mark).exists():
                return title
    return ""


def where_it_lies(library: Path, file_system: str = "") -> str:
    """A sentence where the library lies in a folder that is no good for it; "" for any other.

    `file_system` is the kind of the disk's, as the system calls it.
    """
    if carrier := carried_by(library):
        return tr(
            "The library lies in a folder of {carrier}, which carries it to other computers while it is open. Open it "
            "on one computer at a time, and better keep it in another folder.",
            carrier=carrier,
        )
    if file_system.casefold() in _NETWORK:
        return tr(
            "The library lies on another computer ({kind}). There it may be damaged when two write to it, or when the "
            "network fails. Better keep it on a disk of this computer.",
            kind=file_system,
        )
    return ""


def _said(path: Path) -> dict[str, object]:
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        # Half of it may have been carried here so far.
        return {}
    return found if isinstance(found, dict) else {}
