"""The program's own log: what went wrong and where in the program, for a facilitator to send. It names nobody.

It lies where each system keeps logs, is its user's alone, and grows no further than two files of a quarter of a
megabyte. Only the program's own lines are in it: what libraries say may quote what they stumbled over.
"""

import logging
import os
import platform
from contextlib import suppress
from io import TextIOWrapper
from logging.handlers import RotatingFileHandler
from pathlib import Path

from PySide6.QtCore import qVersion

from facilitator import __version__

_MOST_BYTES = 250_000
_LINE = "%(asctime)s %(levelname)s %(message)s"
_program = logging.getLogger("facilitator")


class _OwnFile(RotatingFileHandler):
    """A file that nobody else can read, and whose faults stop nothing: a full disk has worse consequences."""

    def _open(self) -> TextIOWrapper:
        own = os.open(self.baseFilename, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        return os.fdopen(own, "a", encoding=self.encoding)

    def handleError(self, record: logging.LogRecord) -> None:
        """Go on."""


def log_path() -> Path:
    """The file of the log, which may not be there yet."""
    from platformdirs import user_log_path

    return user_log_path("Facilitator", appauthor=False) / "facilitator.log"


def keep_log(path: Path | None = None) -> None:
    """Write what the program has to say of itself into its log from now on; does nothing where that can't be."""
    if any(isinstance(each, _OwnFile) for each in _program.handlers):
        return
    path = path or log_path()
    with suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        handler = _OwnFile(path, maxBytes=_MOST_BYTES, backupCount=1, encoding="utf-8", delay=True)
        handler.setFormatter(logging.Formatter(_LINE))
        _program.addHandler(handler)
        _program.setLevel(logging.INFO)
        _program.info("%s", "; ".join(about_program()))


def about_program() -> list[str]:
    """The versions of the program and of what it runs on, each a line."""
    return [
        f"Facilitator {__version__}",
        f"Python {platform.python_version()}, Qt {qVersion()}, {platform.system()} {platform.release()}",
    ]
