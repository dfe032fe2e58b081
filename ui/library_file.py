"""The file of a library, as people decide about it: which one, its passphrase, an earlier copy, what is damaged.

What needs a closed library is chosen here while it is open, and carried out after that.
"""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QDialog, QFileDialog, QWidget

from facilitator.errors import FacilitatorError
from facilitator.i18n import tr

if TYPE_CHECKING:
    from facilitator.storage.keys import Passphrase
    from ui.dialogs import Dialog


class LibraryFile(QObject):
    """Asks what is to become of the file at `path`, before it is open, where it can't be, and while it is."""

    may_open = Signal()
    """Whatever had to be asked before is answered."""
    left = Signal()
    """This file is not to be open any more: the program ends, or goes on as `goes_on_with` says."""

    def __init__(self, path: Path, window: QWidget, front_window: Callable[[], QWidget]) -> None:
        """Dialogs are above the library's `window`, and warnings above the one in front."""
        super().__init__(window)
        self.path = path
        self.goes_on_with: Path | None = None
        """The library that is to be opened after this one, such as a copy of one that is gone."""
        self.brings_back: Path | None = None
        """A copy to be put in the place of the library once it is closed."""
        self.protects: list[Passphrase | None] = []
        """The passphrase that the library gets once it is closed, None for none."""
        self.asking: Dialog | None = None
        """What asks for the passphrase, or where the library is, before anything else."""
        self._window = window
        self._front_window = front_window

    def go_on_with(self, path: Path) -> None:
        """Leave this library, and open another one."""
        self.goes_on_with = path
        self.left.emit()

    def choose_library(self) -> QDialog:
        """Let another library be chosen."""
        dialog = QFileDialog(self._window, tr("Choose another library"), str(self.path.parent))
        dialog.setNameFilter(tr("Libraries (*.sqlite);;All files (*)"))
        dialog.fileSelected.connect(lambda path: self.go_on_with(Path(path)))
        dialog.open()
        return dialog

    # Before it is open

    def ask_passphrase(self) -> None:
        """Ask for the passphrase before anything else."""
        from ui.passphrases import UnlockDialog

        dialog = self.asking = UnlockDialog(None, self.path, self._answered)

        def other() -> None:
            dialog.rejected.disconnect(self.left)
            dialog.reject()
            self.choose_library().rejected.connect(self.ask_passphrase)

        dialog.rejected.connect(self.left)
        dialog.button(tr("Choose another library…"), "other", "secondary", other)
        dialog.open()

    def ask_where(self) -> None:
        """There is no library where somebody said that one is: ask before a new one is begun there."""
        from facilitator.storage.backups import copies
        from facilitator.storage.keys import salt_of
        from ui.dialogs import Panel, icon_button

        panel = self.asking = Panel(None, tr("There is no library there"), "library-missing")
        panel.say(
            tr(
                "There is no file {path}. If its name was mistyped, or its disk is not in, choose the library; else "
                "begin a new one there.",
                path=self.path,
            )
        )
        kept = copies(self.path)
        if any(salt_of(each.path) is not None for each in kept):
            panel.say(
                tr(
                    "Copies of a library lie beside it that has a passphrase. A new one has none until you give it "
                    "one: bring the newest copy back instead."
                )
            )
        elif kept:
            panel.say(tr("Copies of the library that was there lie beside it: the newest can be brought back."))
        panel.rejected.connect(self.left)

        def leave(act: Callable[[], object]) -> None:
            panel.rejected.disconnect(self.left)
            panel.accept()
            act()

        def choose(where: Callable[[], QDialog]) -> None:
            where().rejected.connect(self.ask_where)

        begin = partial(leave, self._answered)
        other = partial(leave, partial(choose, self.choose_library))
        # A mistyped path is likelier than a library that is to be begun, and Enter must not begin one there.
        if kept:
            # Above the foot, which has no room for four.
            began = icon_button("begin", "", tr("Begin a new library"), begin)
            panel.content.addWidget(began, 0, Qt.AlignmentFlag.AlignLeft)
            panel.button(tr("Choose another library…"), "other", "secondary", other)
            copy = partial(leave, partial(choose, self.choose_copy))
            panel.button(tr("Bring back an earlier copy…"), "copies", "primary", copy).setFocus()
        else:
            panel.button(tr("Begin a new library"), "begin", "secondary", begin)
            panel.button(tr("Close"), "ok", "secondary", panel.reject)
            panel.button(tr("Choose another library…"), "other", "primary", other).setFocus()
        panel.open()

    def _answered(self) -> None:
        self.asking = None
        self.may_open.emit()

    # Where something is wrong with it

    def say(self, sentence: str) -> None:
        """Show a sentence that has to be read."""
        from ui.dialogs import message

        message(self._front_window(), tr("The library"), sentence)

    def say_refused(self, error: FacilitatorError, over: QWidget | None = None) -> None:
        """Say why it can't be opened, or be worked with any more, and what can be done; above the window `over`."""
        from facilitator.storage.backups import copies
        from ui.dialogs import Panel

        damaged = error.fields.get("damaged")
        heading = tr("This library is damaged") if damaged else tr("This library can’t be opened")
        panel = Panel(over or self._window, heading, "library-refused")
        panel.say(error.sentence)

        def leave(choose: Callable[[], QDialog]) -> None:
            panel.rejected.disconnect(self.left)
            panel.accept()
            choose().rejected.connect(lambda: self.say_refused(error, over))

        def again() -> None:
            panel.rejected.disconnect(self.left)
            panel.accept()
            self.go_on_with(self.path)

        panel.rejected.connect(self.left)
        if error.fields.get("busy"):
            # Nothing is wrong with it: there is nothing to bring back, and it opens as soon as the other one lets go.
            panel.button(tr("Close"), "ok", "secondary", panel.reject)
            panel.button(tr("Try again"), "again", "primary", again)
            panel.open()
            return
        if damaged:
            panel.button(tr("Save what can be read…"), "recover", "secondary", partial(leave, self._choose_recovery))
        if copies(self.path):
            panel.button(tr("Bring back an earlier copy…"), "copies", "secondary", partial(leave, self.choose_copy))
        panel.button(tr("Choose another library…"), "other", "secondary", partial(leave, self.choose_library))
        panel.button(tr("Close"), "ok", "primary", panel.reject)
        panel.open()

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
        dialog = QFileDialog(self._window, tr("Save what can be read"), str(proposed))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("sqlite")
        dialog.setNameFilter(tr("Libraries (*.sqlite)"))
        dialog.fileSelected.connect(lambda path: self.recover(Path(path)))
        dialog.open()
        return dialog

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
