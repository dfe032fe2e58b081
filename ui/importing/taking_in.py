"""From what was chosen, dropped or pasted to the windows in which it is looked at before it comes in."""

from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtWidgets import QWidget

from facilitator.i18n import tr
from facilitator.progress import LongWork, Progress
from facilitator.sharing.brought import Brought, FileKind, opened
from facilitator.sharing.importing import beside, is_looked_into
from facilitator.storage.library import Library
from ui.bridge import LibraryBridge
from ui.dialogs import ProgressDialog, message
from ui.history import History
from ui.importing.arrivals import Arrival
from ui.importing.dialog import ImportDialog
from ui.importing.paper_pictures import type_in_from
from ui.work import Work

_SHEETS = (FileKind.PDF, FileKind.MAIL)
"""What may be a worksheet that came back, or bring one."""


def take_in(
    library: Library,
    bridge: LibraryBridge,
    history: History,
    workshop_id: int,
    parent: QWidget,
    arrival: Arrival,
    say: Callable[[str], object] | None = None,
) -> None:
    """Show what would come of that which was chosen, dropped or pasted, and bring it into a workshop.

    Tables, exports and whole workshops go through the preview; then come worksheets, and pictures of such. `say` gets
    the sentence on what was imported.
    """
    if arrival.picture is not None:
        type_in_from(parent, bridge, history, workshop_id, [arrival.picture])
        return
    if arrival.text:
        dialog = ImportDialog.from_text(library, bridge, history, workshop_id, arrival.text, parent)
        if say is not None:
            dialog.imported.connect(say)
        dialog.open()
        return
    unpacked = ExitStack()

    def look(found: object) -> None:
        assert isinstance(found, _Found)  # noqa: S101  # what the work returns
        _Incoming(library, bridge, history, workshop_id, parent, unpacked, found, say).go_on()

    if any(path.is_dir() or path.suffix.lower() == ".zip" for path in arrival.paths):
        work = Work(_opened(unpacked, arrival.paths))
        ProgressDialog(parent, tr("Looking at what was brought"), work, look).begin()
    else:
        look(_Found(unpacked.enter_context(opened(arrival.paths))))


@dataclass(frozen=True)
class _Found:
    """The files that were brought; nobody looks into those that are `passed_over`."""

    files: Sequence[Brought]
    passed_over: Sequence[Brought] = ()


class _Incoming:
    """Goes through what was brought, one window after the other; who cancels one of them, leaves out the rest."""

    def __init__(
        self,
        library: Library,
        bridge: LibraryBridge,
        history: History,
        workshop_id: int,
        parent: QWidget,
        unpacked: ExitStack,
        found: _Found,
        say: Callable[[str], object] | None,
    ) -> None:
        self._library, self._bridge, self._history = library, bridge, history
        # What comes in by one drop is taken back at once.
        self._together = history.as_one()
        self._workshop_id, self._parent, self._say = workshop_id, parent, say
        # What lay in archives is there as long as this is.
        self._unpacked = unpacked
        self._names = {file.path: file.place for file in found.files}
        sheets = [file.path for file in found.files if file.kind in _SHEETS]
        pictures = [file.path for file in found.files if file.kind is FileKind.PICTURE]
        tables = [file for file in found.files if _may_be_table(file)]
        # A text beside the tables of an archive stops none of them; alone it is shown for what it is.
        looked_into = [file for file in tables if file not in found.passed_over] or tables
        self._left = beside(library, [file for file in tables if file not in looked_into])
        paths = [file.path for file in looked_into]
        turns = ((self._import, paths), (self._look_at, sheets), (self._type_in, pictures))
        self._turns = [(show, chosen) for show, chosen in turns if chosen]
        self._begun = False

    def go_on(self) -> None:
        """Open the next window."""
        if self._turns:
            self._begun = True
            show, paths = self._turns.pop(0)
            show(paths)
        elif not self._begun:
            said = tr("There is nothing in it that could be imported: no table, no export, no sheet.")
            message(self._parent, tr("Nothing to bring in"), said)

    def _import(self, paths: list[Path]) -> None:
        dialog = ImportDialog(
            self._library, self._bridge, self._together, self._workshop_id, paths, self._parent, names=self._names
        )
        if self._say is not None:
            say, left = self._say, self._left
            dialog.imported.connect(lambda said: say(f"{said} {left}".rstrip()))
        # By a function of its own: a method would not keep this and what it has unpacked.
        dialog.accepted.connect(lambda: self.go_on())
        dialog.open()

    def _look_at(self, paths: list[Path]) -> None:
        from ui.worksheets.returned import show_returned

        dialog = show_returned(self._parent, self._library, self._together, self._workshop_id, paths, self._type_in)
        dialog.prints_left.connect(self._type_in_too)
        dialog.accepted.connect(lambda: self.go_on())

    def _type_in_too(self, prints: Sequence[Path]) -> None:
        """Have the flat prints typed in as well, together with the pictures."""
        pictures = self._turns.pop()[1] if self._turns else []
        self._turns.append((self._type_in, [*prints, *pictures]))

    def _type_in(self, paths: Sequence[Path]) -> None:
        type_in_from(self._parent, self._bridge, self._history, self._workshop_id, paths)


def _may_be_table(file: Brought) -> bool:
    return file.kind not in (*_SHEETS, FileKind.PICTURE)


def _opened(unpacked: ExitStack, paths: Sequence[Path]) -> LongWork[_Found]:
    yield Progress(0, 1, tr("Looking at what was brought"))
    files = unpacked.enter_context(opened(paths))
    return _Found(files, [file for file in files if _may_be_table(file) and not is_looked_into(file)])
