"""Returned worksheets: what each file is, a tick for those to be brought in, and a person for those of nobody."""

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from time import monotonic

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QProgressBar, QWidget

from facilitator.errors import Cancelled, FacilitatorError
from facilitator.i18n import tr, trn
from facilitator.progress import LongWork, Progress
from facilitator.storage.library import Done, Library
from facilitator.worksheets.returned import Returned, Verdict, bring_in, files_in, left_out, look_through
from facilitator.workshop.namesakes import beside_names, called
from facilitator.workshop.roster import people_of
from ui.dialogs import Panel, ProgressDialog, message, time_left
from ui.entry.sheet_pictures import can_be_shown, is_picture
from ui.file_dialogs import ask_for_folder
from ui.history import History
from ui.work import Work
from ui.worksheets.returned_list import ReturnedList


class ReturnedDialog(Panel):
    """Reads the files, shows what they would bring, and brings in those that are ticked; all of it is one undo."""

    prints_left = Signal(list)
    """The pictures and flat prints among the files, when it closes with the others brought in."""

    # In a choice Enter must not start anything.
    enter_presses_main = False

    def __init__(
        self,
        library: Library,
        history: History,
        workshop_id: int,
        paths: Sequence[Path],
        parent: QWidget,
        type_in: Callable[[Sequence[Path]], object] | None = None,
    ) -> None:
        """Look at the files; `type_in` opens the entry by hand beside the picture of one that holds no form."""
        super().__init__(parent, tr("Import returned worksheets"), "returned", (940, 560))
        self._library = library
        self._history = history
        self._workshop_id = workshop_id
        self._paths = list(paths)
        self._owners: dict[Path, int] = {}
        self._work: Work | None = None
        self.said = self.say(tr("Reading"))
        self.said.setObjectName("returned-said")
        self.bar = QProgressBar()
        self.bar.setAccessibleName(tr("Reading the files"))
        self.bar.setTextVisible(False)
        self.content.addWidget(self.bar)
        self.list = ReturnedList()
        self.list.ticked_others.connect(self._offer)
        self.list.looked_at.connect(self._ask_whose)
        self.content.addWidget(self.list, 1)
        self.owner = QComboBox()
        self._owner_row = self._make_owner_row()
        self._type_in = type_in
        self.by_hand = self.tool(tr("Type it in beside its picture…"), "returned-by-hand", "keyboard", self._by_hand)
        self.by_hand.hide()
        self.button(tr("Cancel"), "cancel", "secondary", self.reject)
        self.go = self.button(tr("Import"), "yes", "primary", self._import)
        self._refresh()

    def reject(self) -> None:
        """Stop reading, and close."""
        if self._work is not None:
            self._work.cancel()
        super().reject()

    # Reading

    def _refresh(self) -> None:
        self.go.setEnabled(False)
        self.bar.show()
        self._began = monotonic()
        self._work = work = Work(_looking(self._library, self._workshop_id, self._paths, dict(self._owners)))
        work.progressed.connect(self._show_progress)
        work.succeeded.connect(self._show)
        work.failed.connect(self._refuse)
        work.start()

    def _show_progress(self, progress: Progress) -> None:
        self.bar.setRange(0, max(progress.total, 1))
        self.bar.setValue(progress.done)
        said = tr("Reading {done} of {total}", done=progress.done, total=progress.total)
        spent = monotonic() - self._began
        if progress.done and spent > 1:
            said = f"{said} · {time_left(spent / progress.done * (progress.total - progress.done))}"
        self.said.setText(said)

    def _show(self, found: list[Returned]) -> None:
        self._work = None
        self.bar.hide()
        self.list.show_sheets(found)
        over = any(each.verdict is Verdict.CHANGED for each in found)
        wait = tr("What would go over answers that are there waits for your tick.")
        self.said.setText(f"{_counted(found)} {wait}" if over else _counted(found))
        self._offer()

    def _refuse(self, error: Exception) -> None:
        self._work = None
        if isinstance(error, Cancelled):
            return
        if not isinstance(error, FacilitatorError):
            raise error
        self.bar.hide()
        self.said.setText(error.sentence)

    # Choosing

    def _offer(self) -> None:
        count, prints = len(self.list.chosen), len(self._prints)
        self.go.setEnabled(count + prints > 0)
        if count or not prints:
            self.go.setText(trn("Import {count} sheet", "Import {count} sheets", count) if count else tr("Import"))
        else:
            self.go.setText(trn("Type in {count} sheet", "Type in {count} sheets", prints))

    def _make_owner_row(self) -> QWidget:
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        label = QLabel(tr("Whose sheet is it?"))
        label.setBuddy(self.owner)
        self.owner.setObjectName("returned-owner")
        self.owner.setAccessibleName(tr("Whose sheet is it?"))
        self.owner.addItem(tr("Nobody’s yet"), 0)
        people = people_of(self._library, self._workshop_id)
        beside = beside_names(people)
        for person in people:
            # Of namesakes the team may be the same too.
            team = "" if person.id in beside else person.team
            self.owner.addItem(" · ".join(filter(None, (called(person, beside), team))), person.id)
        self.owner.activated.connect(self._chosen_owner)
        row.addWidget(label)
        row.addWidget(self.owner, 1)
        self.content.addWidget(holder)
        holder.hide()
        return holder

    def _ask_whose(self, sheet: Returned | None) -> None:
        refused = sheet is not None and sheet.verdict is Verdict.REFUSED and can_be_shown(sheet.path)
        self.by_hand.setVisible(refused and self._type_in is not None)
        asked = sheet is not None and (sheet.verdict is Verdict.NOBODY or sheet.path in self._owners)
        self._owner_row.setVisible(asked)
        if sheet is not None and asked:
            self.owner.setCurrentIndex(max(0, self.owner.findData(self._owners.get(sheet.path, 0))))

    def _by_hand(self) -> None:
        sheet = self.list.current
        if sheet is not None and self._type_in is not None:
            self._type_in([sheet.path])

    def _chosen_owner(self) -> None:
        sheet = self.list.current
        if sheet is None or self._work is not None:
            return
        chosen = int(self.owner.currentData())
        if chosen:
            self._owners[sheet.path] = chosen
        else:
            self._owners.pop(sheet.path, None)
        self._refresh()

    # Bringing in

    @property
    def _prints(self) -> list[Path]:
        """What is to be typed in afterwards, where there is somewhere to."""
        found = self.list.sheets if self._type_in is not None else ()
        return [each.path for each in found if each.is_print or (not each.brings and is_picture(each.path))]

    def _import(self) -> None:
        prints = self._prints
        if prints:
            self.prints_left.emit(prints)
        if not self.list.chosen:
            self.accept()
            return
        history, workshop_id, parent = self._history, self._workshop_id, self.parentWidget()
        others = left_out(self.list.sheets, self.list.chosen, prints)

        def brought(result: object) -> None:
            if isinstance(result, Done):
                history.note(result, into=workshop_id)
                count = int(result.value)
                said = trn("{count} worksheet was imported. Undo takes it back.",
                           "{count} worksheets were imported. Undo takes all of them back.", count)  # fmt: skip
                message(parent, tr("Worksheets are in"), f"{said} {others}".rstrip())

        work = Work(bring_in(self._library, self._workshop_id, self.list.chosen))
        self.accept()
        ProgressDialog(parent, tr("Importing"), work, brought).begin()


def choose_returned(
    parent: QWidget,
    library: Library,
    history: History,
    workshop_id: int,
    type_in: Callable[[Sequence[Path]], object] | None = None,
) -> None:
    """Let the person choose the folder that holds what came back, and show what is in it."""

    def look(folder: Path) -> None:
        dialog = show_returned(parent, library, history, workshop_id, [folder], type_in)
        if type_in is not None:
            dialog.prints_left.connect(lambda prints: dialog.accepted.connect(lambda: type_in(prints)))

    ask_for_folder(parent, tr("The folder with the returned worksheets"), look)


def show_returned(
    parent: QWidget,
    library: Library,
    history: History,
    workshop_id: int,
    paths: Iterable[Path],
    type_in: Callable[[Sequence[Path]], object] | None = None,
) -> ReturnedDialog:
    """Show what the files, and those in the folders, would bring; see `ReturnedDialog`."""
    dialog = ReturnedDialog(library, history, workshop_id, list(paths), parent, type_in)
    dialog.open()
    return dialog


def _looking(
    library: Library, workshop_id: int, paths: Sequence[Path], owners: dict[Path, int]
) -> LongWork[list[Returned]]:
    yield Progress(0, len(paths), tr("Looking for PDFs"))
    return (yield from look_through(library, workshop_id, files_in(paths), owners))


def _counted(found: Sequence[Returned]) -> str:
    """How many files there are, and of which kind."""
    kinds = (
        (Verdict.NEW, tr("new")),
        (Verdict.CHANGED, tr("changed")),
        (Verdict.SAME, tr("imported already")),
        (Verdict.EMPTY, tr("empty")),
        (Verdict.OLDER, tr("older copies")),
        (Verdict.NOBODY, tr("of nobody known")),
        (Verdict.REFUSED, tr("can’t be used")),
    )
    counts = [(sum(each.verdict is verdict for each in found), name) for verdict, name in kinds]
    parts = ", ".join(f"{count} {name}" for count, name in counts if count)
    return trn("{count} file: {parts}.", "{count} files: {parts}.", len(found), parts=parts)
