"""The file of a library, as people decide about it: which one, its passphrase, an earlier copy, what is damaged."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QDialog, QWidget

from facilitator.errors import FacilitatorError
from facilitator.i18n import tr
from facilitator.storage.keys import is_locked
from facilitator.workshop.listing import WorkshopCard, cards_at, preference_at
from ui.file_dialogs import ask_where_to_write
from ui.library_place import LibraryPlace

if TYPE_CHECKING:
    from facilitator.storage.keys import Passphrase
    from facilitator.storage.library import Library
    from ui.dialogs import Panel


class LibraryFile(LibraryPlace):
    """Asks what is to become of the file at `path`."""

    def __init__(self, path: Path, window: QWidget, front_window: Callable[[], QWidget]) -> None:
        super().__init__(window, front_window)
        self.path = path
        self.brings_back: Path | None = None
        """A copy to be put in the place of the library once it is closed."""
        self.protects: list[Passphrase | None] = []
        """The passphrase that the library gets once it is closed, None for none."""
        self._is_checked = False

    def stored_preference(self, key: str) -> str | None:
        """A preference, read without the database."""
        return preference_at(self.path, key)

    def cards(self, search: str = "", *, deleted: bool = False) -> list[WorkshopCard] | None:
        """The workshops, read without the database; None where the file has to be upgraded or refused first."""
        return cards_at(self.path, search, deleted=deleted)

    @property
    def is_new(self) -> bool:
        """Whether there is no file."""
        return not self.path.exists()

    def has_copies(self) -> bool:
        """Whether copies of it lie beside it."""
        # Imported here: only who has no library yet waits for it.
        from facilitator.storage.backups import copies

        return bool(copies(self.path))

    def open_library(self, patience: float) -> "Library":
        """Open it, unless it is small enough to be seen as damaged at once."""
        from facilitator.storage.library import open_library
        from facilitator.storage.recovery import SMALL, refuse_damaged

        if self.path.exists() and self.path.stat().st_size <= SMALL:
            # A damaged library must not be worked over. A large one is looked at once its windows are there.
            refuse_damaged(self.path)
            self._is_checked = True
        return open_library(self.path, patience)

    def check_integrity(self, library: "Library") -> None:
        """Look at a large one whether it is damaged."""
        from facilitator.storage.recovery import refuse_damaged

        if not self._is_checked:
            refuse_damaged(library.path)

    def _folder(self) -> Path:
        return self.path.parent

    def _server(self) -> str:
        from ui.other_library import server_of_last_time

        return server_of_last_time(self.stored_preference)

    # Before it is open

    def asks_first(self) -> bool:
        """Ask for the passphrase before anything else, where there is one."""
        is_asked = is_locked(self.path)
        if is_asked:
            self._ask_passphrase()
        return is_asked

    def _ask_passphrase(self) -> None:
        from ui.passphrases import UnlockDialog

        dialog = self.asking = UnlockDialog(None, self.path, self._answered)

        def other() -> None:
            dialog.rejected.disconnect(self.left)
            dialog.reject()
            self.choose_library().rejected.connect(self._ask_passphrase)

        dialog.rejected.connect(self.left)
        dialog.button(tr("Choose another library…"), "other", "secondary", other)
        dialog.open()

    def ask_where(self) -> None:
        """There is no library where somebody said that one is: ask before a new one is begun there."""
        from facilitator.storage.backups import copies
        from facilitator.storage.keys import salt_of

        said = [
            tr(
                "There is no file {path}. If its name was mistyped, or its disk is not in, choose the library; else "
                "begin a new one there.",
                path=self.path,
            )
        ]
        kept = copies(self.path)
        if any(salt_of(each.path) is not None for each in kept):
            said.append(
                tr(
                    "Copies of a library lie beside it that has a passphrase. A new one has none until you give it "
                    "one: bring the newest copy back instead."
                )
            )
        elif kept:
            said.append(tr("Copies of the library that was there lie beside it: the newest can be brought back."))
        self._ask_where(tr("There is no library there"), *said, copy=self.choose_copy if kept else None)

    # Where something is wrong with it

    def _refusal_heading(self, error: FacilitatorError) -> str:
        return tr("This library is damaged") if error.fields.get("damaged") else super()._refusal_heading(error)

    def _open_again(self) -> None:
        self.go_on_with(self.path)

    def _offer_remedies(
        self,
        panel: "Panel",
        error: FacilitatorError,
        leave: Callable[[Callable[[], QDialog]], None],
        _again: Callable[[], None],
    ) -> None:
        from facilitator.storage.backups import copies

        if error.fields.get("damaged"):
            panel.button(tr("Save what can be read…"), "recover", "secondary", partial(leave, self._choose_recovery))
        if copies(self.path):
            panel.button(tr("Bring back an earlier copy…"), "copies", "secondary", partial(leave, self.choose_copy))

    def say_damaged(self, error: FacilitatorError) -> None:
        """What is open turned out to be damaged: said above whatever window is in front."""
        self.say_refused(error, self._front_window())

    def warn_of(self, sentence: str) -> None:
        """Another computer has the library open: who goes on shall know what that means."""
        from ui.dialogs import Panel

        panel = Panel(self._front_window(), tr("Open on another computer"), "open-elsewhere")
        panel.say(sentence)

        def leave() -> None:
            panel.accept()
            self.choose_library()

        panel.button(tr("Choose another library…"), "other", "secondary", leave)
        panel.button(tr("Go on here"), "go-on", "primary", panel.accept)
        panel.open()

    def look_through(self) -> None:
        """Look at all of the library in the background, and say what came of it."""
        from facilitator.storage.recovery import check
        from ui.dialogs import ProgressDialog, message
        from ui.work import Work

        def told(damage: object) -> None:
            if isinstance(damage, FacilitatorError):
                self.say_damaged(damage)
                return
            said = tr("All pages, rows and references of {path} were read, and nothing is wrong.", path=self.path)
            message(self._window, tr("The library is sound"), said)

        ProgressDialog(self._window, tr("Checking the library"), Work(check(self.path)), told).begin()

    def _choose_recovery(self) -> QDialog:
        proposed = self.path.with_name(f"{self.path.stem}-{tr('recovered')}{self.path.suffix}")
        heading = tr("Save what can be read")
        return ask_where_to_write(self._window, heading, proposed, self.recover, tr("Libraries (*.sqlite)"))

    def recover(self, target: Path) -> None:
        """Read what can be read of the library into a new one, say what came of it, and offer to go on with that."""
        from facilitator.storage.recovery import Recovered, recover
        from ui.dialogs import ProgressDialog, tell
        from ui.work import Work

        def told(found: object) -> None:
            assert isinstance(found, Recovered)  # noqa: S101  # it is what `recover` returns
            go_on = (tr("Go on with it"), lambda: self.go_on_with(found.path))
            panel = tell(
                self._window, tr("What could be read is saved"), "\n\n".join(found.sentences), go_on, "recovered"
            )
            panel.finished.connect(lambda: None if self.goes_on_with else self.left.emit())

        heading = tr("Saving what can be read")
        ProgressDialog(self._window, heading, Work(recover(self.path, target)), told).begin()

    # While it is open, to be carried out once it is closed

    def choose_copy(self) -> QDialog:
        """Let an earlier copy be chosen that is to come back."""
        from ui.library.copies import choose_copy

        return choose_copy(self._window, self.path, self._bring_back)

    def _bring_back(self, copy: Path) -> None:
        self.brings_back = copy
        self.go_on_with(self.path)

    def choose_passphrase(self) -> QDialog:
        """Let a passphrase be set, changed or removed."""
        from facilitator.storage.connections import cipher_driver
        from facilitator.storage.keys import salt_of
        from ui.dialogs import message
        from ui.passphrases import LibraryPassphrase

        try:
            cipher_driver()
        except FacilitatorError as error:
            return message(self._window, tr("Passphrase of the library"), error.sentence)
        is_protected = salt_of(self.path) is not None
        dialog = LibraryPassphrase(self._window, self.path, self._protect, is_protected=is_protected)
        dialog.open()
        return dialog

    def _protect(self, passphrase: "Passphrase | None") -> None:
        self.protects = [passphrase]
        self.go_on_with(self.path)

    def carry_out(self) -> str:
        """Do what was chosen, once the library is closed; returns what is to be said of it, or ""."""
        return self._carry_out_copy() or self._carry_out_passphrase()

    def _carry_out_copy(self) -> str:
        if self.brings_back is None:
            return ""
        from facilitator.storage.restoring import restore

        try:
            restore(self.path, self.brings_back)
        except FacilitatorError as error:
            return error.sentence
        return ""

    def _carry_out_passphrase(self) -> str:
        if not self.protects:
            return ""
        from ui.passphrases import protect_in_front

        return protect_in_front(self.path, self.protects.pop())
