"""Saying, before a PDF is written, which names no font draws right."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from facilitator.i18n import first_of, tr, trn
from facilitator.progress import LongWork
from ui.dialogs import ProgressDialog, confirm
from ui.work import Work

_NAMES_SHOWN = 6


def warn_of_names(parent: QWidget, finding: LongWork[list[str]], write: Callable[[], object]) -> None:
    """Find names that no font draws right, and `write` if there are none or the person wants it all the same."""

    def looked(result: object) -> None:
        names = list(result) if isinstance(result, list) else []
        if not names:
            write()
            return
        shown = first_of(names, _NAMES_SHOWN)
        confirm(
            parent,
            tr("Some names can’t be written"),
            trn(
                "No font on this computer draws this name as it is written: {names}. Parts of it would be missing or "
                "misplaced.",
                "No font on this computer draws these {count} names as they are written: {names}. Parts of them would "
                "be missing or misplaced.",
                len(names),
                names=shown,
            ),
            tr("Export anyway"),
            write,
        )

    # Not in the window's thread: looking for a font that covers a rare script reads every font there is.
    ProgressDialog(parent, tr("Exporting"), Work(finding), looked).begin()
