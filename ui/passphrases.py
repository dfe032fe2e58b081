"""Asking for passphrases: one that opens a file, and one that is set, changed or removed.

What is typed is never shown unless the person wants to see it, and is tried in a thread, since a key takes some tenths
of a second to be made.
"""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEventLoop
from PySide6.QtWidgets import QCheckBox, QFormLayout, QLabel, QLineEdit, QWidget

from facilitator.errors import FacilitatorError, Invalid
from facilitator.i18n import tr
from facilitator.progress import LongWork, Progress
from facilitator.storage.keys import LEAST, Passphrase, is_locked, lost_is_lost
from facilitator.storage.protecting import protect
from facilitator.storage.unlocking import unlock
from ui.dialogs import Panel
from ui.work import Work

_LONGEST = 1000


class Asking(Panel):
    """A window with lines for passphrases and a button that tries them in a thread; what is refused keeps it open."""

    def __init__(self, parent: QWidget | None, heading: str, name: str) -> None:
        super().__init__(parent, heading, name)
        self._lines: list[QLineEdit] = []
        self._work: Work | None = None
        self.form = QFormLayout()

    def ask(self, name: str, label: str) -> QLineEdit:
        """Add a line; what is typed is not shown."""
        line = QLineEdit()
        line.setObjectName(name)
        line.setAccessibleName(label)
        line.setEchoMode(QLineEdit.EchoMode.Password)
        line.setMaxLength(_LONGEST)
        line.setMinimumWidth(300)
        self.form.addRow(label, line)
        self._lines.append(line)
        return line

    def end_with(self, yes: str, cancel: str) -> None:
        """Finish the window: a tick that shows what is typed, a place for problems, and the buttons."""
        self.content.addLayout(self.form)
        self.shown = QCheckBox(tr("Show what I type"))
        self.shown.setObjectName("passphrase-shown")
        self.shown.toggled.connect(self._show)
        self.content.addWidget(self.shown)
        self.problem = self.say("", "error")
        self.problem.setObjectName("problem")
        self.problem.hide()
        self.cancel = self.button(cancel, "cancel", "secondary", self.reject)
        self.yes = self.button(yes, "yes", "primary", self._begin)
        self._lines[0].setFocus()

    def trying(self) -> LongWork[object]:
        """The work that tries what was typed. Raises FacilitatorError for what can't be taken."""
        raise NotImplementedError

    def taken(self) -> None:
        """It was taken; the window has closed."""
        raise NotImplementedError

    def refused(self, error: FacilitatorError) -> None:
        """Say why it was not taken."""
        self.problem.setText(error.sentence)
        self.problem.show()
        for line in self._lines:
            line.setEnabled(True)
        self.yes.setEnabled(True)
        self._lines[0].selectAll()
        self._lines[0].setFocus()
        self.fit()

    def _begin(self) -> None:
        if self._work is not None:
            return
        try:
            work = self._work = Work(self.trying())
        except FacilitatorError as error:
            self.refused(error)
            return
        for line in self._lines:
            line.setEnabled(False)
        self.yes.setEnabled(False)
        work.succeeded.connect(self._succeed)
        work.failed.connect(self._fail)
        work.start()

    def _succeed(self, _result: object) -> None:
        self._work = None
        if self.isVisible():
            self.accept()
            self.taken()

    def _fail(self, error: Exception) -> None:
        self._work = None
        if not isinstance(error, FacilitatorError):
            raise error
        if self.isVisible():
            self.refused(error)

    def _show(self, yes: bool) -> None:
        for line in self._lines:
            line.setEchoMode(QLineEdit.EchoMode.Normal if yes else QLineEdit.EchoMode.Password)


class UnlockDialog(Asking):
    """Asks for the passphrase of a file that is locked; `opened` is called once it is not any more."""

    def __init__(
        self, parent: QWidget | None, path: Path, opened: Callable[[], object], name: str = "unlock-library"
    ) -> None:
        super().__init__(parent, tr("This file is protected by a passphrase"), name)
        self._path = path
        self._opened = opened
        self.say(str(path), "caption")
        self.line = self.ask("passphrase", tr("Passphrase"))
        self.end_with(tr("Open"), tr("Close"))

    def trying(self) -> LongWork[object]:
        """Unlock the file."""
        return _unlocked(self._path, Passphrase(self.line.text()))

    def taken(self) -> None:
        """Go on with the file."""
        self._opened()

    def refused(self, error: FacilitatorError) -> None:
        """Say why; what the passphrase opens and is damaged is said by whoever opens it."""
        if is_locked(self._path):
            super().refused(error)
        else:
            self.accept()
            self._opened()


class NewPassphrase(Asking):
    """Lines for a passphrase that is set: twice the same, with what it means to lose it said before."""

    def ask_new(self) -> None:
        """Add the two lines."""
        self.lost = self.say(lost_is_lost(), "warning")
        self.first = self.ask("passphrase-new", tr("New passphrase"))
        self.first.setPlaceholderText(tr("{count} characters at least; several words are best", count=LEAST))
        self.second = self.ask("passphrase-again", tr("The same again"))

    def show_new(self, yes: bool) -> None:
        """Show the two lines, or hide them where no passphrase is to be set."""
        for line in (self.first, self.second):
            self.form.setRowVisible(line, yes)
        self.lost.setVisible(yes)
        self.shown.setVisible(yes or len(self._lines) > 2)

    def new(self) -> Passphrase:
        """What was typed twice. Raises Invalid."""
        if self.first.text() != self.second.text():
            raise Invalid(tr("The two passphrases differ. Type the same one twice."))
        if len(self.first.text().strip()) < LEAST:
            raise Invalid(tr("A passphrase has {count} characters at least.", count=LEAST))
        return Passphrase(self.first.text())


class LibraryPassphrase(NewPassphrase):
    """Sets the passphrase of a library, or changes or removes it, for which the present one is asked.

    `take` gets the new one, None for none; it is to close the library first.
    """

    def __init__(
        self,
        parent: QWidget | None,
        path: Path,
        take: Callable[[Passphrase | None], object],
        *,
        is_protected: bool,
    ) -> None:
        heading = tr("Passphrase of the library") if is_protected else tr("Give the library a passphrase")
        super().__init__(parent, heading, "library-passphrase")
        self._path, self._take = path, take
        self.say(
            tr(
                "The library and all its copies are written anew, which takes some seconds. The program closes its "
                "windows and opens them again. Exports, papers and copies that you saved elsewhere stay as they are."
            )
        )
        self.present = self.ask("passphrase-present", tr("Present passphrase")) if is_protected else None
        self.ask_new()
        self.removed: QCheckBox | None = None
        self.end_with(tr("Change it") if is_protected else tr("Protect the library"), tr("Cancel"))
        if is_protected:
            self.removed = QCheckBox(tr("Remove it: whoever gets the file can read it then"))
            self.removed.setObjectName("passphrase-removed")
            self.removed.toggled.connect(self._remove)
            self.content.addWidget(self.removed)

    def trying(self) -> LongWork[object]:
        """Try the present passphrase where there is one."""
        removes = self.removed is not None and self.removed.isChecked()
        self._wanted = None if removes else self.new()
        if self.present is None:
            return nothing()
        return _unlocked(self._path, Passphrase(self.present.text()))

    def taken(self) -> None:
        """Hand the new one on."""
        self._take(self._wanted)

    def _remove(self, yes: bool) -> None:
        self.show_new(not yes)
        self.yes.setText(tr("Remove it") if yes else tr("Change it"))


def writing_anew() -> tuple[Panel, QLabel]:
    """The window that stands alone while a library is written anew, and its line for how far that is."""
    panel = Panel(None, tr("The library is written anew"), "protecting")
    return panel, panel.say(tr("Starting"))


def protect_in_front(path: Path, passphrase: Passphrase | None) -> str:
    """Write a library that is closed anew behind a window that says so; return what is to be said then."""
    panel, said = writing_anew()
    loop = QEventLoop()
    outcome: list[object] = []
    work = Work(protect(path, passphrase))

    def progressed(progress: Progress) -> None:
        said.setText(tr("{what}: {done} of {total}", what=progress.label, done=progress.done, total=progress.total))

    def ended(result: object) -> None:
        outcome.append(result)
        loop.quit()

    work.progressed.connect(progressed)
    work.succeeded.connect(ended)
    work.failed.connect(ended)
    panel.open()
    work.start()
    loop.exec()
    panel.accept()
    (result,) = outcome
    if isinstance(result, FacilitatorError):
        return result.sentence
    if isinstance(result, Exception):
        raise result
    assert isinstance(result, list)  # noqa: S101  # what the work returns
    if passphrase is None:
        return tr("The passphrase is removed. Whoever gets the library’s file can read it now, and its copies.")
    sentence = tr(
        "The passphrase is set. You are asked for it whenever the library is opened, and its copies need it too. "
        "Nobody can bring it back: keep it where you find it again."
    )
    if result:
        sentence += "\n\n" + tr(
            "These files beside the library stay as they were, and anybody can read them: {files}",
            files=", ".join(each.name for each in result),
        )
    return sentence


def _unlocked(path: Path, passphrase: Passphrase) -> LongWork[object]:
    yield Progress(0, 1, tr("Opening"))
    unlock(path, passphrase)
    return None


def nothing() -> LongWork[object]:
    """Work that is done at once."""
    yield Progress(0, 1, "")
    return None
