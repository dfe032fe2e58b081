"""What comes into the library from outside: a table through its preview, or the sample workshop."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QComboBox, QListWidget, QListWidgetItem, QWidget

from facilitator.exercises.templates import start_workshop, templates
from facilitator.i18n import short_day, tr
from facilitator.progress import LongWork, Progress
from facilitator.sharing.handed_file import SUFFIX
from facilitator.sharing.workshop_file import is_workshop_file
from facilitator.storage.library import Done, Library
from facilitator.workshop.workshops import list_workshops
from ui.dialogs import Form, ProgressDialog, ask_line
from ui.history import History
from ui.importing.arrivals import Arrival
from ui.work import Work


def take_whole(
    parent: QWidget, library: Library, history: History, arrival: Arrival, show: Callable[[int], object]
) -> bool:
    """Offer a whole workshop as a new one; whether what came is one. `show` opens what becomes of it."""
    if len(arrival.paths) != 1 or not _is_whole(arrival.paths[0]):
        return False
    from ui.handing_over import offer_handed_file

    offer_handed_file(parent, library, history, arrival.paths[0], show)
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
    choice.setMinimumHeight(180)
    form.content.addWidget(choice, 1)
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


def new_workshop(
    parent: QWidget | None, library: Library, history: History, take: Callable[[int], object], proposed: str = ""
) -> None:
    """Ask for a title, the `proposed` one to begin with, and make a workshop to import into; `take` gets its id."""

    def begin(title: str) -> None:
        done = start_workshop(library, title)
        history.note(done, begins=done.value)
        take(done.value)

    ask_line(parent, tr("Import into a new workshop"), tr("Title of the workshop"), proposed, tr("Go on"), begin)


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
            agendas.addItem(template.said_title, template.key)
    form.content.addWidget(agendas)
    form.end_with(tr("Open it"), lambda: add_sample(parent, library, history, then, agendas.currentData()))
    agendas.setFocus()
    form.open()
    return form


def _sample(library: Library, agenda: str) -> LongWork[Done[int]]:
    from facilitator.rehearsal.sample import sample_workshop

    yield Progress(0, 1, tr("Making up people and their answers"))
    return sample_workshop(library, template=agenda)
