"""Where a library is, as people decide about it before it is open, where it can't be, and while it is.

What needs a closed library is chosen while it is open, and carried out after that.
"""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QDialog, QWidget

from facilitator.errors import FacilitatorError
from facilitator.i18n import tr
from facilitator.storage.location import Place

if TYPE_CHECKING:
    from facilitator.storage.library import Library
    from facilitator.workshop.listing import WorkshopCard
    from ui.dialogs import Dialog, Panel


class LibraryPlace(QObject):
    """Asks what is to become of one library; see `LibraryFile` and `LibraryOnServer`."""

    may_open = Signal()
    """Whatever had to be asked before is answered."""
    left = Signal()
    """This library is not to be open any more: the program ends, or goes on as `goes_on_with` says."""

    def __init__(self, window: QWidget, front_window: Callable[[], QWidget]) -> None:
        """Dialogs are above the library's `window`, and warnings above the one in front."""
        super().__init__(window)
        self.goes_on_with: Place | None = None
        """The library that is to be opened after this one, such as a copy of one that is gone."""
        self.asking: Dialog | None = None
        """What asks for a passphrase, or where the library is, before anything else."""
        self._window = window
        self._front_window = front_window

    # Before it is open; nothing here waits

    def asks_first(self) -> bool:
        """Ask what has to be known before anything is shown, such as a passphrase; whether there is any such thing."""
        return False

    def ask_where(self) -> None:
        """There is no library where somebody said that one is: ask before a new one is begun there."""
        raise NotImplementedError

    def stored_preference(self, key: str) -> str | None:
        """The JSON of a preference as the library keeps it, None where that can't be known yet."""
        raise NotImplementedError

    def cards(self, search: str = "", *, deleted: bool = False) -> "list[WorkshopCard] | None":
        """The workshops, as can be read before the library is open; None where that can't be."""
        raise NotImplementedError

    @property
    def is_new(self) -> bool:
        """Whether there is nothing yet, so that a library is begun."""
        raise NotImplementedError

    def has_copies(self) -> bool:
        """Whether copies of it are where a new one would be begun."""
        return False

    # In a thread

    def open_library(self, patience: float) -> "Library":
        """Open the library, whose changes wait so many seconds for other programs. Raises FacilitatorError."""
        raise NotImplementedError

    def check_integrity(self, library: "Library") -> None:
        """Look whether an open library is sound, where that took too long before. Raises FacilitatorError."""

    # In the windows' thread again

    def speaks_in(self, library: "Library") -> bool:
        """Whether the windows speak what was chosen for an open library."""
        return True

    def greeting(self) -> str:
        """What is to be said once the library is open; "" for nothing."""
        return ""

    # Where something is wrong with it

    def go_on_with(self, place: Place) -> None:
        """Leave this library, and open another one."""
        self.goes_on_with = place
        self.left.emit()

    def choose_library(self) -> QDialog:
        """Let another library be chosen, a file or one on a server."""
        from ui.other_library import OtherLibrary

        dialog = OtherLibrary(self._window, self._folder(), self._server(), self.go_on_with)
        dialog.open()
        return dialog

    def _folder(self) -> Path:
        """Where to look for another file."""
        raise NotImplementedError

    def _server(self) -> str:
        """The address that is likely meant where another library is on a server; "" where none is known."""
        return ""

    def say(self, sentence: str) -> None:
        """Show a sentence that has to be read."""
        from ui.dialogs import message

        message(self._front_window(), tr("The library"), sentence)

    def say_refused(self, error: FacilitatorError, over: QWidget | None = None) -> None:
        """Say why it can't be opened, or be worked with any more, and what can be done; above the window `over`."""
        from ui.dialogs import Panel

        panel = Panel(over or self._window, self._refusal_heading(error), "library-refused")
        panel.say(error.sentence)

        def leave(choose: Callable[[], QDialog]) -> None:
            panel.rejected.disconnect(self.left)
            panel.accept()
            choose().rejected.connect(lambda: self.say_refused(error, over))

        def again() -> None:
            panel.rejected.disconnect(self.left)
            panel.accept()
            self._open_again()

        panel.rejected.connect(self.left)
        if error.fields.get("busy"):
            # Nothing is wrong with it: there is nothing to bring back, and it opens as soon as the other one lets go.
            panel.button(tr("Close"), "ok", "secondary", panel.reject)
            panel.button(tr("Try again"), "again", "primary", again)
            panel.open()
            return
        self._offer_remedies(panel, error, leave, again)
        panel.button(tr("Choose another library…"), "other", "secondary", partial(leave, self.choose_library))
        panel.button(tr("Close"), "ok", "primary", panel.reject)
        panel.open()

    def _refusal_heading(self, _error: FacilitatorError) -> str:
        return tr("This library can’t be opened")

    def _offer_remedies(
        self,
        panel: "Panel",
        error: FacilitatorError,
        leave: Callable[[Callable[[], QDialog]], None],
        again: Callable[[], None],
    ) -> None:
        """Add buttons for what else can be done.

        `leave` closes the panel and shows what a button opens; `again` closes it and tries to open the library.
        """

    def _open_again(self) -> None:
        """Try to open it once more."""
        self._answered()

    def _ask_where(self, heading: str, *said: str, copy: Callable[[], QDialog] | None = None) -> None:
        """Ask, with these sentences; `copy` lets a copy be brought back, where there are any."""
        from ui.dialogs import Panel, icon_button

        panel = self.asking = Panel(self._over(), heading, "library-missing")
        for sentence in said:
            panel.say(sentence)
        panel.rejected.connect(self.left)

        def leave(act: Callable[[], object]) -> None:
            panel.rejected.disconnect(self.left)
            panel.accept()
            act()

        def choose(where: Callable[[], QDialog]) -> None:
            where().rejected.connect(self.ask_where)

        begin = partial(leave, self._begin)
        other = partial(leave, partial(choose, self.choose_library))
        # A mistyped place is likelier than a library that is to be begun, and Enter must not begin one there.
        if copy is not None:
            # Above the foot, which has no room for four.
            began = icon_button("begin", "", tr("Begin a new library"), begin)
            panel.content.addWidget(began, 0, Qt.AlignmentFlag.AlignLeft)
            panel.button(tr("Choose another library…"), "other", "secondary", other)
            back = partial(leave, partial(choose, copy))
            panel.button(tr("Bring back an earlier copy…"), "copies", "primary", back).setFocus()
        else:
            panel.button(tr("Begin a new library"), "begin", "secondary", begin)
            panel.button(tr("Choose another library…"), "other", "primary", other).setFocus()
        panel.button(tr("Close"), "ok", "secondary", panel.reject)
        panel.open()

    def _over(self) -> QWidget | None:
        """The window to ask over: none before the library's own is shown."""
        return self._window if self._window.isVisible() else None

    def _begin(self) -> None:
        """A new library is wanted there."""
        self._answered()

    def _answered(self) -> None:
        self.asking = None
        self.may_open.emit()

    # While it is open, to be carried out once it is closed

    def carry_out(self) -> str:
        """Do what was chosen, once the library is closed; returns what is to be said of it, or ""."""
        return ""
