"""Drafts for a mail program: the folder they go into, and the work of writing them."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtWidgets import QWidget

from facilitator.errors import Invalid
from facilitator.i18n import tr, trn
from facilitator.post.drafts import write_drafts
from facilitator.post.left_out import LeftOut, left_out_words
from facilitator.post.letters import Letter
from facilitator.post.tables import Parcel
from facilitator.storage.library import Library
from facilitator.workshop.papers import PaperOptions
from facilitator.workshop.workshops import get_workshop
from ui.dialogs import Form, ProgressDialog
from ui.folders import FolderRow, folder_of, tell_written
from ui.work import Work


class DraftsForm(Form):
    """Asks for the folder; the form is gone when `go_on` is called with it."""

    def __init__(self, parent: QWidget, folder: Path, count: int, go_on: Callable[[Path], object]) -> None:
        super().__init__(parent, tr("Save drafts"), "drafts")
        self.setMinimumWidth(560)
        self._go_on = go_on
        self.say(
            trn(
                "{count} mail is written as a file that a mail program opens, ready to be looked at and sent.",
                "{count} mails are written as files that a mail program opens, ready to be looked at and sent.",
                count,
            )
        )
        self.folder = FolderRow(folder, "drafts", tr("Save drafts in"))
        self.content.addWidget(self.folder)
        self.say(tr("Each draft is for its own participant: give it to nobody else."), "caption")
        self.end_with(trn("Save {count} draft", "Save {count} drafts", count), self._taken).setFocus()

    def _taken(self) -> None:
        folder = self.folder.folder
        if folder is None:
            raise Invalid(tr("Choose a folder for the drafts."))
        self._go_on(folder)


def drafts_dialog(
    parent: QWidget,
    library: Library,
    workshop_id: int,
    letter: Letter,
    only: frozenset[int],
    options: PaperOptions,
    parcel: Parcel,
    left_out: Sequence[LeftOut] = (),
    *,
    shared: bool = False,
) -> DraftsForm:
    """Open the form; what it starts shows its progress and then offers to open the folder.

    `left_out` are those who get no draft, which is said at the end. `shared` writes also to those who have the same
    address as somebody else.
    """

    def go_on(folder: Path) -> None:
        def written(result: object) -> None:
            paths = list(result) if isinstance(result, list) else []
            said = trn(
                "{count} draft was written to {folder}.",
                "{count} drafts were written to {folder}.",
                len(paths),
                folder=folder,
            )
            said = " ".join([said, *left_out_words(left_out)])
            tell_written(parent, tr("Drafts saved"), said, folder, "drafts-done")

        work = Work(
            write_drafts(library, workshop_id, folder, letter, only=only, parcel=parcel, options=options, shared=shared)
        )
        ProgressDialog(parent, tr("Saving drafts"), work, written, keeps=True).begin()

    folder = folder_of(get_workshop(library, workshop_id).title) / tr("Drafts")
    form = DraftsForm(parent, folder, len(only), go_on)
    form.open()
    return form
