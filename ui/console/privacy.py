"""Taking contacts' names out of a finished workshop, for good."""

from PySide6.QtWidgets import QWidget

from facilitator.exercises.steps import strip_third_parties
from facilitator.i18n import tr
from facilitator.progress import LongWork, Progress
from facilitator.storage.library import Library
from ui.dialogs import Panel, ProgressDialog, confirm
from ui.work import Work


def ask_to_strip(parent: QWidget, library: Library, workshop_id: int) -> Panel:
    """Ask, then replace the names of everybody outside the roster by numbers."""

    def strip() -> None:
        work = Work(_stripped(library, workshop_id))
        ProgressDialog(parent, tr("Removing contact names"), work, lambda _result: None).begin()

    return confirm(
        parent,
        tr("Remove contact names?"),
        tr(
            "Every contact becomes a number, in the copies that the program made beside the library too; the answers "
            "and shapes stay. The names can’t be brought back, and what was done before can no longer be undone. Other "
            "copies, files and mail made before still hold them."
        ),
        tr("Remove names"),
        strip,
        danger=True,
    )


def _stripped(library: Library, workshop_id: int) -> LongWork[None]:
    yield Progress(0, 1, tr("Rewriting the library so that no trace stays"))
    strip_third_parties(library, workshop_id)
