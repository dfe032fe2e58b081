"""Asking which file to read, where to write one, and for a folder."""

import re
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QStandardPaths, Qt
from PySide6.QtWidgets import QFileDialog, QWidget

from facilitator.files import with_suffix

_SUFFIX = re.compile(r"\*(\.\w+)\)")

Take = Callable[[Path], object]


def documents() -> Path:
    """The person's own folder for documents."""
    return Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation))


def ask_for_file(
    parent: QWidget | None, heading: str, take: Take, kinds: str = "", folder: Path | None = None
) -> QFileDialog:
    """Let the person choose a file that is there; `take` gets it. `kinds` are the filters of names, as Qt has them."""
    dialog = _asking(parent, heading, take, kinds, folder)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    dialog.open()
    return dialog


def ask_for_folder(parent: QWidget | None, heading: str, take: Take, folder: Path | None = None) -> QFileDialog:
    """Let the person choose a folder, beginning at `folder`; `take` gets it."""
    dialog = _asking(parent, heading, take, "", folder)
    dialog.setFileMode(QFileDialog.FileMode.Directory)
    dialog.open()
    return dialog


def ask_where_to_write(
    parent: QWidget | None, heading: str, proposed: Path, take: Take, kinds: str = "", *, replaces: bool = True
) -> QFileDialog:
    """Let the person choose where a file goes; `take` gets the path, which has the suffix of `proposed` if it had none.

    Before it lets anybody choose a file that is there it asks whether that is replaced, unless none ever is.
    """
    dialog = _asking(parent, heading, take, kinds, proposed)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setDefaultSuffix(proposed.suffix[1:])
    dialog.setOption(QFileDialog.Option.DontConfirmOverwrite, not replaces)
    dialog.open()
    return dialog


def chosen_path(dialog: QFileDialog, path: Path) -> Path:
    """The file that was chosen, with the suffix of the format that is chosen beside it, whatever was typed."""
    known = [found[1] for each in dialog.nameFilters() if (found := _SUFFIX.search(each))]
    wanted = _SUFFIX.search(dialog.selectedNameFilter())
    return with_suffix(path, wanted[1], known) if wanted else path


def _asking(parent: QWidget | None, heading: str, take: Take, kinds: str, start: Path | None) -> QFileDialog:
    dialog = QFileDialog(parent, heading, str(start or ""))
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    if kinds:
        dialog.setNameFilter(kinds)
    # Some systems' own dialogs tell an empty name where nothing was chosen.
    dialog.fileSelected.connect(lambda name: take(Path(name)) if name else None)
    return dialog
