"""What the library window asks before an operation. Without the database, so that it can be asked at once."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from facilitator.i18n import tr, trn
from ui.dialogs import ask_line, confirm


def ask_title(parent: QWidget, title: str, take: Callable[[str], object]) -> None:
    """Ask for another title of a workshop; `take` gets it."""
    ask_line(parent, tr("Rename workshop"), tr("Title"), title, tr("Rename"), take)


def ask_to_erase(parent: QWidget, title: str, act: Callable[[], object]) -> None:
    """Ask before one workshop is removed for good."""
    _ask_to_erase(parent, tr("Erase “{title}” for good?", title=title), act)


def ask_to_erase_all(parent: QWidget, count: int, act: Callable[[], object]) -> None:
    """Ask before the `count` workshops in the bin are removed for good."""
    _ask_to_erase(parent, trn("Erase {count} workshop for good?", "Erase {count} workshops for good?", count), act)


def _ask_to_erase(parent: QWidget, question: str, act: Callable[[], object]) -> None:
    text = tr(
        "All people and answers in it are removed from the library and from the copies that the program made beside "
        "it, and can't be brought back. Other copies, files and mail made before still hold them."
    )
    confirm(parent, question, text, tr("Erase"), act, danger=True)
