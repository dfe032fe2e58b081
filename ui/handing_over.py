"""Handing one workshop over as a file, and taking over one that somebody else has handed over."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QCheckBox, QFileDialog, QWidget

from facilitator.exercises.steps import left_out
from facilitator.files import usable_name
from facilitator.i18n import tr
from facilitator.progress import LongWork, Progress
from facilitator.sharing.handed_file import SUFFIX, Handed, read_handed
from facilitator.sharing.handing_over import TakenOver, hand_over, read_exported, stays_behind, take_over
from facilitator.storage.backups import BEFORE_IMPORT
from facilitator.storage.connections import can_protect
from facilitator.storage.keys import Passphrase, is_locked
from facilitator.storage.library import Done, Library
from facilitator.workshop.workshops import get_workshop
from ui.dialogs import Panel, ProgressDialog, tell
from ui.file_dialogs import ask_for_file, ask_where_to_write, documents
from ui.folders import open_folder
from ui.history import History
from ui.passphrases import NewPassphrase, UnlockDialog, nothing
from ui.work import Work


@dataclass(frozen=True, slots=True)
class WorkshopFile:
    """A file that is to be written, in words, and how: `write` takes where it is to be and its passphrase."""

    heading: str
    key: str
    said: tuple[str, ...]
    file_name: str
    write: Callable[[Path, Passphrase | None], LongWork[Path]]
    done: str
    warnings: tuple[str, ...] = ()


class WorkshopFileForm(NewPassphrase):
    """Says what goes along and what does not, and asks for a passphrase, unless the person wants none."""

    def __init__(self, parent: QWidget, file: WorkshopFile) -> None:
        super().__init__(parent, file.heading, file.key)
        self._file = file
        self._words: Passphrase | None = None
        for sentence in file.said:
            self.say(sentence)
        for sentence in file.warnings:
            self.say(sentence, "warning")
        self.protected = QCheckBox(tr("Protect the file with a passphrase"))
        self.protected.setObjectName("hand-over-protected")
        self.content.addWidget(self.protected)
        self.without = self.say(tr("Whoever gets the file can read it, names and all."), "warning")
        self.ask_new()
        self.end_with(tr("Choose where…"), tr("Cancel"))
        self.protected.toggled.connect(self._choose)
        self.protected.setEnabled(can_protect())
        self.protected.setChecked(can_protect())
        self._choose(can_protect())

    def _choose(self, protects: bool) -> None:
        self.show_new(protects)
        self.without.setVisible(not protects)

    def trying(self) -> LongWork[object]:
        """Look whether the passphrase can be one."""
        self._words = self.new() if self.protected.isChecked() else None
        return nothing()

    def taken(self) -> None:
        """Ask where the file is to be, and write it."""
        parent = self.parentWidget()
        proposed = documents() / f"{self._file.file_name}{SUFFIX}"
        take = partial(_write, parent, self._file, passphrase=self._words)
        # What is there already is refused with a sentence.
        ask_where_to_write(parent, self._file.heading, proposed, take, tr("Workshops (*.workshop)"), replaces=False)


def hand_over_form(parent: QWidget, library: Library, workshop_id: int) -> WorkshopFileForm:
    """Open the form that hands a workshop over."""
    title = get_workshop(library, workshop_id).title
    file = WorkshopFile(
        tr("Hand over this workshop"),
        "hand-over",
        (tr("“{title}” is written to one file for another library. It stays here too.", title=title), stays_behind()),
        usable_name(title) or tr("Workshop"),
        partial(hand_over, library, workshop_id),
        tr("The workshop is in the file"),
        tuple(left_out(library, workshop_id)),
    )
    form = WorkshopFileForm(parent, file)
    form.open()
    return form


def _write(parent: QWidget | None, file: WorkshopFile, name: str, *, passphrase: Passphrase | None) -> None:
    def written(path: object) -> None:
        assert isinstance(path, Path)  # noqa: S101  # what the work returns
        without = tr("It has no passphrase: whoever gets the file can read it.")
        tell(
            parent,
            file.done,
            " ".join(filter(None, (str(path), "" if passphrase else without))),
            (tr("Open folder"), partial(open_folder, path.parent)),
            "handed-over",
        )

    ProgressDialog(parent, file.heading, Work(file.write(Path(name), passphrase)), written).begin()


def choose_handed(parent: QWidget, library: Library, history: History, show: Callable[[int], object]) -> QFileDialog:
    """Let a file be chosen and taken over; `show` opens the workshop that came of it, if the person wants that."""
    return ask_for_handed(
        parent, tr("Take over a workshop"), lambda path: offer_handed_file(parent, library, history, path, show)
    )


def ask_for_handed(parent: QWidget, heading: str, take: Callable[[Path], object]) -> QFileDialog:
    """Let a file that was handed over be chosen; `take` gets it."""
    return ask_for_file(parent, heading, take, tr("Workshops (*.workshop);;All files (*)"), documents())


def offer_handed_file(
    parent: QWidget, library: Library, history: History, path: Path, show: Callable[[int], object]
) -> None:
    """Say what is in a file, once its passphrase is said where it has one, and offer to take it over."""

    def read() -> None:
        def found(handed: object) -> None:
            assert isinstance(handed, Handed)  # noqa: S101  # what the work returns
            offer(parent, library, history, handed, show)

        ProgressDialog(parent, tr("Reading"), Work(_read(path)), found).begin()

    if is_locked(path):
        UnlockDialog(parent, path, read, "unlock-workshop").open()
    else:
        read()


def offer(parent: QWidget, library: Library, history: History, handed: Handed, show: Callable[[int], object]) -> None:
    """Say what is in a file that was read, with a button that takes it over; one of a station says what it is for."""
    if handed.station is not None:
        from ui.station_files import offer_station

        offer_station(parent, library, history, handed, show)
        return
    panel = Panel(parent, tr("Take this workshop over?"), "take-over")
    panel.say("\n".join(handed.said))
    panel.say(tr("It comes in as a new workshop, beside all that are there. Undo takes it out again."), "caption")
    panel.button(tr("Cancel"), "cancel", "secondary", panel.reject)

    def agreed() -> None:
        panel.accept()
        work = Work(_taken(library, handed))
        ProgressDialog(parent, tr("Taking over"), work, partial(_say_taken, parent, history, show)).begin()

    panel.button(tr("Take over"), "yes", "primary", agreed).setFocus()
    panel.open()


def _say_taken(parent: QWidget, history: History, show: Callable[[int], object], done: object) -> None:
    assert isinstance(done, Done)  # noqa: S101  # what the work returns
    history.note(done)
    taken: TakenOver = done.value
    tell(
        parent,
        tr("The workshop is here"),
        "\n".join((*taken.said, *taken.left_out)),
        (tr("Open it"), lambda: show(taken.workshop_id)),
        "taken-over",
    )


def _read(path: Path) -> LongWork[Handed]:
    yield Progress(0, 1, tr("Reading"))
    return read_handed(path) if path.suffix.lower() == SUFFIX else read_exported(path)


def _taken(library: Library, handed: Handed) -> LongWork[Done[TakenOver]]:
    yield from library.back_up(BEFORE_IMPORT)
    yield Progress(0, 1, tr("Taking over"))
    return take_over(library, handed)
