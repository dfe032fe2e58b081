"""What comes into the library from outside: a table through its preview, or the sample workshop."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QComboBox, QFileDialog, QListWidget, QListWidgetItem, QWidget

from facilitator.exercises.templates import start_workshop, templates
from facilitator.i18n import short_day, tr
from facilitator.progress import LongWork, Progress
from facilitator.sharing.handing_over import SUFFIX
from facilitator.sharing.workshop_file import is_workshop_file
from facilitator.storage.library import Done, Library
from facilitator.worksheets.other_files import is_pdf
from facilitator.workshop.workshops import list_workshops
from ui.bridge import LibraryBridge
from ui.dialogs import Form, ProgressDialog, ask_line, message
from ui.entry.sheet_pictures import is_picture
from ui.history import History
from ui.importing.arrivals import Arrival
from ui.importing.dialog import ImportDialog, table_filter
from ui.importing.unpacked import Unpacked, Unpacker
from ui.paper_pictures import type_in_from
from ui.work import Work


def choose_files(parent: QWidget, take: Callable[[list[Path]], object]) -> None:
    """Let the person choose files; `take` gets them."""
    chosen = QFileDialog(parent, tr("Import people or answers"))
    chosen.setNameFilter(table_filter())
    chosen.setFileMode(QFileDialog.FileMode.ExistingFiles)
    chosen.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    chosen.filesSelected.connect(lambda names: take([Path(name) for name in names]))
    chosen.open()


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
    unpacker = Unpacker()

    def look(found: object) -> None:
        assert isinstance(found, list)  # noqa: S101  # what the work returns
        _Incoming(library, bridge, history, workshop_id, parent, unpacker, found, say).go_on()

    if any(path.is_dir() or path.suffix.lower() == ".zip" for path in arrival.paths):
        work = Work(_unpacked(unpacker, arrival.paths))
        ProgressDialog(parent, tr("Looking at what was brought"), work, look).begin()
    else:
        look(unpacker.files_in(arrival.paths))


class _Incoming:
    """Goes through what was brought, one window after the other; who cancels one of them, leaves out the rest."""

    def __init__(
        self,
        library: Library,
        bridge: LibraryBridge,
        history: History,
        workshop_id: int,
        parent: QWidget,
        unpacker: Unpacker,
        files: Sequence[Unpacked],
        say: Callable[[str], object] | None,
    ) -> None:
        self._library, self._bridge, self._history = library, bridge, history
        self._workshop_id, self._parent, self._say = workshop_id, parent, say
        self._unpacker = unpacker
        self._names = {file.path: file.place for file in files}
        paths = [file.path for file in files]
        sheets = [path for path in paths if is_pdf(path)]
        pictures = [path for path in paths if is_picture(path)]
        tables = [path for path in paths if path not in sheets and path not in pictures]
        turns = ((self._import, tables), (self._look_at, sheets), (self._type_in, pictures))
        self._turns = [(show, paths) for show, paths in turns if paths]
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
            self._library, self._bridge, self._history, self._workshop_id, paths, self._parent, names=self._names
        )
        if self._say is not None:
            dialog.imported.connect(self._say)
        # By a function of its own: a method would not keep this and what it has unpacked.
        dialog.accepted.connect(lambda: self.go_on())
        dialog.open()

    def _look_at(self, paths: list[Path]) -> None:
        from ui.worksheets.returned import look_at_returned

        dialog = look_at_returned(
            self._parent, self._library, self._history, self._workshop_id, paths, lambda path: self._type_in([path])
        )
        dialog.accepted.connect(lambda: self.go_on())

    def _type_in(self, paths: Sequence[Path]) -> None:
        type_in_from(self._parent, self._bridge, self._history, self._workshop_id, paths)


def _unpacked(unpacker: Unpacker, paths: Sequence[Path]) -> LongWork[list[Unpacked]]:
    yield Progress(0, 1, tr("Looking at what was brought"))
    return unpacker.files_in(paths)


def take_whole(
    parent: QWidget, library: Library, history: History, arrival: Arrival, show: Callable[[int], object]
) -> bool:
    """Offer a whole workshop as a new one; whether what came is one. `show` opens what becomes of it."""
    if len(arrival.paths) != 1 or not _is_whole(arrival.paths[0]):
        return False
    from ui.handing_over import look_into

    look_into(parent, library, history, arrival.paths[0], show)
    return True


def _is_whole(path: Path) -> bool:
    if path.suffix.lower() == SUFFIX:
        return True
    # Looked at by its name first: nobody waits for a large table to be read.
    return path.suffix.lower() == ".json" and path.is_file() and is_workshop_file(path.read_bytes())


def ask_which(
    parent: QWidget,
    library: Library,
    arrival: Arrival,
    meant: int | None,
    into: Callable[[int], object],
    into_new: Callable[[], object],
) -> Form:
    """Ask into which workshop something is to come; `into` gets its id, `into_new` makes a new one."""
    form = Form(parent, tr("Bring {what} into which workshop?", what=arrival.says), "bring-into")
    form.say(tr("The workshop opens, and you see what it is before anything comes in."))
    choice = form.named(QListWidget(), "bring-into-workshop", tr("Workshop"))
    choice.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    new = QListWidgetItem(tr("A new workshop"))
    choice.addItem(new)
    for card in list_workshops(library):
        day = "" if card.held_on is None else short_day(card.held_on)
        item = QListWidgetItem(" · ".join(filter(None, (card.title, card.client, day))))
        item.setToolTip(item.text())
        item.setData(Qt.ItemDataRole.UserRole, card.id)
        choice.addItem(item)
        if card.id == meant:
            choice.setCurrentItem(item)
    if choice.currentItem() is None:
        choice.setCurrentItem(new)
    choice.setMinimumHeight(180)
    form.content.addWidget(choice, 1)

    def go_on() -> None:
        item = choice.currentItem()
        workshop_id = item.data(Qt.ItemDataRole.UserRole) if item is not None else None
        # Later: this form closes first.
        act = into_new if workshop_id is None else partial(into, int(workshop_id))
        QTimer.singleShot(0, parent, act)

    button = form.end_with(tr("Go on"), go_on)
    choice.itemActivated.connect(lambda _item: button.click())
    choice.setFocus()
    form.open()
    return form


def new_workshop(parent: QWidget | None, library: Library, history: History, take: Callable[[int], object]) -> None:
    """Ask for a title and make a workshop to import into; `take` gets its id."""

    def begin(title: str) -> None:
        done = start_workshop(library, title)
        history.note(done)
        take(done.value)

    ask_line(parent, tr("Import into a new workshop"), tr("Title of the workshop"), "", tr("Go on"), begin)


def add_sample(
    parent: QWidget | None, library: Library, history: History, then: Callable[[int], object], agenda: str = ""
) -> ProgressDialog:
    """Add the sample workshop, or its people with another `agenda`; `then` gets its id."""

    def added(done: object) -> None:
        assert isinstance(done, Done)  # noqa: S101  # what the work returns
        history.note(done)
        then(done.value)

    dialog = ProgressDialog(parent, tr("Sample workshop"), Work(_sample(library, agenda)), added)
    dialog.begin()
    return dialog


def choose_sample(parent: QWidget | None, library: Library, history: History, then: Callable[[int], object]) -> Form:
    """Open the form in which an agenda is chosen for the people of the sample; `then` gets the workshop's id."""
    form = Form(parent, tr("Try an agenda on the sample’s people"), "sample-form")
    form.say(tr("The invented people of the sample have run it and answered everything. It is a workshop of its own."))
    agendas = form.named(QComboBox(), "sample-agenda", tr("Agenda"))
    for template in templates(library):
        if not template.own:
            agendas.addItem(template.title, template.key)
    form.content.addWidget(agendas)
    form.end_with(tr("Open it"), lambda: add_sample(parent, library, history, then, agendas.currentData()))
    agendas.setFocus()
    form.open()
    return form


def _sample(library: Library, agenda: str) -> LongWork[Done[int]]:
    from facilitator.rehearsal.sample import sample_workshop

    yield Progress(0, 1, tr("Making up people and their answers"))
    return sample_workshop(library, template=agenda)
