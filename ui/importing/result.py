"""What is said once an import is done."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from facilitator.i18n import first_of, tr
from facilitator.sharing.importing import Imported
from ui.dialogs import message

_MOST_REASONS = 3


def closing(summary: Sequence[str], *further: str) -> str:
    """“Imported: 12 people are added. Left out: 3 rows.”."""
    return " ".join(filter(None, (tr("Imported: {summary}", summary=in_a_line(summary)), *further)))


def in_a_line(summary: Sequence[str]) -> str:
    """What a plan says one below the other, one behind the other: “3 responses. 12 answers.”."""
    return " ".join(each if each.endswith(".") else f"{each}." for each in summary)


def say_imported(parent: QWidget | None, summary: Sequence[str], done: Imported) -> None:
    """Say what is in and what is not, to be read before going on; where everything is in, nothing needs to be."""
    if done.left_out:
        undo = tr("Undo takes the import back.")
        message(parent, tr("Imported, but not all of it"), closing(summary, done.metadata, done.left_out, undo))


def say_not_imported(parent: QWidget | None, errors: Sequence[str]) -> None:
    """Say that nothing is in, and the first reasons: something has changed since it was shown what would be."""
    why = [tr("Something has changed since it was shown what would come of it."), first_of(errors, _MOST_REASONS, "\n")]
    message(parent, tr("Nothing was imported"), "\n".join(why))
