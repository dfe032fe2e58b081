"""What is said once an import is done."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from facilitator.i18n import tr
from ui.dialogs import message


def closing(summary: Sequence[str], left_out: str) -> str:
    """“Imported: 12 people are added. Left out: 3 rows.”."""
    return " ".join(filter(None, (tr("Imported: {summary}", summary=" ".join(summary)), left_out)))


def say_imported(parent: QWidget | None, summary: Sequence[str], left_out: str) -> None:
    """Say what is in and what is not, to be read before going on; where everything is in, nothing needs to be."""
    if left_out:
        undo = tr("Undo takes the import back.")
        message(parent, tr("Imported, but not all of it"), f"{closing(summary, left_out)} {undo}")
