"""A second computer as a station, by files: making the file, becoming the station, handing back and bringing back."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QListWidget, QListWidgetItem, QWidget

from facilitator.exercises.steps import left_out
from facilitator.files import usable_name
from facilitator.i18n import tr
from facilitator.progress import LongWork, Progress
from facilitator.sharing.handed_file import Handed
from facilitator.sharing.station_merge import BroughtBack, Given, State, bring_back, home_of, look_at
from facilitator.sharing.stations import make_station, not_asked_here, take_station, what_goes_along, write_answers
from facilitator.storage.backups import BEFORE_IMPORT
from facilitator.storage.library import Done, Library
from facilitator.workshop.pin import has_pin
from facilitator.workshop.workshops import get_workshop
from ui.dialogs import Panel, ProgressDialog, tell
from ui.handing_over import WorkshopFile, WorkshopFileForm, ask_for_handed, offer_handed_file
from ui.history import History
from ui.work import Work

_GIVEN = Qt.ItemDataRole.UserRole


def make_station_form(parent: QWidget, library: Library, workshop_id: int) -> WorkshopFileForm:
    """Open the form that makes another computer a station of this workshop."""
    title = get_workshop(library, workshop_id).title
    file = WorkshopFile(
        tr("Make a station for another computer"),
        "make-station",
        (
            tr("People answer there as they do here, and you bring their answers back by a file: no network is used."),
            what_goes_along(library),
            tr("Change the questions before, not after: answers to other questions can’t come back."),
        ),
        tr("Station of {title}", title=usable_name(title) or tr("Workshop")),
        partial(make_station, library, workshop_id),
        tr("Take this file to the other computer and open it there"),
        tuple(left_out(library, workshop_id)),
    )
    return _opened(WorkshopFileForm(parent, file))


def hand_back_form(parent: QWidget, library: Library, workshop_id: int) -> WorkshopFileForm:
    """Open the form that writes what was answered at this station."""
    title = get_workshop(library, workshop_id).title
    file = WorkshopFile(
        tr("Hand the answers of this station back"),
        "hand-back",
        (
            tr("All answers of this station are written to one file, every time you do this. They stay here too."),
            tr("Open the file on the first computer, or choose “Bring answers back” there."),
            tr("Once they are there, erase this workshop here: it holds everybody’s answers."),
        ),
        tr("Answers of {title}", title=usable_name(title) or tr("Workshop")),
        partial(write_answers, library, workshop_id),
        tr("Take this file to the first computer"),
    )
    return _opened(WorkshopFileForm(parent, file))


def choose_brought(parent: QWidget, library: Library, history: History) -> QFileDialog:
    """Let a file from a station be chosen, and say what is in it."""
    return ask_for_handed(
        parent,
        tr("Bring answers back"),
        lambda path: offer_handed_file(parent, library, history, path, lambda _id: None),
    )


def offer_station(
    parent: QWidget, library: Library, history: History, handed: Handed, show: Callable[[int], object]
) -> None:
    """Offer what the file is for: to become a station, or to bring its answers back."""
    if handed.station is not None and handed.station.answers:
        found = partial(_show_found, parent, library, history, handed)
        ProgressDialog(parent, tr("Reading"), Work(_looked_at(library, handed)), found).begin()
        return
    title = handed.record.workshop.title
    panel = Panel(parent, tr("Make this computer a station of “{title}”?", title=title), "become-station")
    pin = (
        tr("It closes with the PIN of this computer.")
        if has_pin(library)
        else tr("It closes with the PIN of the first computer.")
        if handed.station is not None and handed.station.pin is not None
        else tr("You choose its PIN first.")
    )
    panel.say(tr("The station opens at once. {pin}", pin=pin))
    panel.say(tr("When everybody is done, choose “Hand the answers of this station back” in the console."))
    for sentence in not_asked_here(handed):
        panel.say(sentence, "warning")
    panel.say("\n".join(handed.said[:2]), "caption")
    panel.button(tr("Cancel"), "cancel", "secondary", panel.reject)

    def agreed() -> None:
        panel.accept()

        def taken(done: object) -> None:
            assert isinstance(done, Done)  # noqa: S101  # what the work returns
            history.note(done)
            show(done.value)

        ProgressDialog(parent, tr("Becoming a station"), Work(_taken(library, handed)), taken).begin()

    panel.button(tr("Open the station"), "yes", "primary", agreed).setFocus()
    panel.open()


class BringBackPanel(Panel):
    """What a file from a station brings, in sentences, and a tick for each answer that would go over another one."""

    def __init__(self, parent: QWidget, library: Library, history: History, handed: Handed, found: BroughtBack) -> None:
        super().__init__(parent, tr("Bring answers back"), "bring-back")
        self._library, self._history, self._handed = library, history, handed
        title = get_workshop(library, home_of(library, handed)).title
        self.say(tr("From a station of “{title}”.", title=title), "caption")
        self.say("\n".join(found.said))
        self.ticks = QListWidget()
        self.ticks.setObjectName("bring-back-ticks")
        self.ticks.setAccessibleName(tr("Answers that are different on both computers"))
        for given in found.left:
            item = QListWidgetItem(_asked(given))
            item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Unchecked)
            item.setData(_GIVEN, given)
            self.ticks.addItem(item)
        if found.left:
            self.say(tr("Tick those for whom the station’s answers count instead of those that are here:"))
            self.content.addWidget(self.ticks)
        self.cancel = self.button(tr("Cancel"), "cancel", "secondary", self.reject)
        self.yes = self.button(tr("Bring in"), "yes", "primary", self._bring)
        self._brings = found.brings
        self.ticks.itemChanged.connect(self._enable)
        self._enable()
        (self.yes if self.yes.isEnabled() else self.cancel).setFocus()

    def _ticked(self) -> list[Given]:
        items = (self.ticks.item(row) for row in range(self.ticks.count()))
        return [item.data(_GIVEN) for item in items if item.checkState() is Qt.CheckState.Checked]

    def _enable(self) -> None:
        self.yes.setEnabled(self._brings or bool(self._ticked()))

    def _bring(self) -> None:
        parent, history, also = self.parentWidget(), self._history, self._ticked()
        self.accept()

        def done(result: object) -> None:
            assert isinstance(result, Done)  # noqa: S101  # what the work returns
            history.note(result)
            found: BroughtBack = result.value
            tell(
                parent,
                tr("The answers are here"),
                "\n".join(found.said),
                (tr("Undo"), history.stack.undo),
                "brought-back",
            )

        work = Work(bring_back(self._library, self._handed, also))
        ProgressDialog(parent, tr("Bringing answers back"), work, done).begin()


def _opened(form: WorkshopFileForm) -> WorkshopFileForm:
    form.open()
    return form


def _show_found(parent: QWidget, library: Library, history: History, handed: Handed, found: object) -> None:
    assert isinstance(found, BroughtBack)  # noqa: S101  # what the work returns
    BringBackPanel(parent, library, history, handed, found).open()


def _asked(given: Given) -> str:
    if given.state is State.NEWER_HERE:
        return tr("{name}, {step} (changed or cleared here since)", name=given.names, step=given.step)
    return tr("{name}, {step}", name=given.names, step=given.step)


def _looked_at(library: Library, handed: Handed) -> LongWork[BroughtBack]:
    yield Progress(0, 1, tr("Comparing"))
    return look_at(library, handed)


def _taken(library: Library, handed: Handed) -> LongWork[Done[int]]:
    yield from library.back_up(BEFORE_IMPORT)
    yield Progress(0, 1, tr("Becoming a station"))
    return take_station(library, handed)
