"""A file that somebody opened with the program: from the system's file manager, on the command line, or while it runs.

A workshop that was handed over is offered to be taken over; a returned worksheet is shown in the workshop that it
belongs to; another library is offered in the place of this one. Nothing comes into the library before somebody has
agreed, and no workshop that is run is left for it.
"""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from facilitator.i18n import tr
from facilitator.progress import LongWork, Progress
from ui.dialogs import ProgressDialog, confirm, message
from ui.work import Work

if TYPE_CHECKING:
    from ui.open_library import OpenLibrary


def open_file(opened: "OpenLibrary", parent: QWidget, path: Path) -> None:
    """Open one of these files over `parent`, the window in front."""
    heading = tr("Open “{name}”", name=path.name)
    if not path.is_file():
        message(parent, heading, tr("There is no file {path}.", path=path))
    elif path.suffix.lower() == ".workshop":
        # Imported here, as below: nobody waits for them at the start.
        from ui.handing_over import offer_handed_file

        offer_handed_file(parent, opened.library, opened.history, path, opened.open_workshop)
    elif path.suffix.lower() == ".pdf":
        ProgressDialog(
            parent, heading, Work(_reading(opened, path)), lambda found: _show_returned(opened, parent, path, found)
        ).begin()
    else:
        message(
            parent,
            heading,
            tr(
                "Only libraries, workshops that were handed over (.workshop) and worksheets that came back (PDF) can "
                "be opened like this. Tables are imported in a workshop: File → Import."
            ),
        )


def offer_library(opened: "OpenLibrary", parent: QWidget, path: Path, go_on_with: Callable[[Path], object]) -> None:
    """Offer to go on with another library, unless a workshop of this one is being run."""
    if opened.library.in_file and path.resolve() == opened.library.path.resolve():
        return
    heading = tr("Open “{name}”", name=path.name)
    if opened.console is not None and opened.console.current is not None:
        message(parent, heading, tr("It is another library, and a workshop is being run. Open it when that is over."))
        return
    confirm(
        parent,
        heading,
        tr("It is another library. The program closes its windows and opens them again with it."),
        tr("Open it"),
        lambda: go_on_with(path),
    )


def _reading(opened: "OpenLibrary", path: Path) -> LongWork[int | None]:
    yield Progress(0, 1, tr("Reading"))
    from facilitator.worksheets.returned import workshop_of

    return workshop_of(opened.library, path)


def _show_returned(opened: "OpenLibrary", parent: QWidget, path: Path, found: object) -> None:
    from facilitator.workshop.workshops import list_workshops
    from ui.worksheets.returned import show_returned

    heading = tr("Open “{name}”", name=path.name)
    titles = {card.id: card.title for card in list_workshops(opened.library)}
    console = opened.console
    if not isinstance(found, int) or found not in titles:
        message(
            parent,
            heading,
            tr(
                "It is no worksheet of a workshop in this library, or nothing in it can be read. Choose “Import "
                "returned worksheets” in its workshop to see what is the matter with it."
            ),
        )
        return
    if console is not None and console.workshop_id != found and console.current is not None:
        message(
            parent,
            heading,
            tr(
                "It belongs to the workshop “{title}”, and another one is being run. Open it when that is over.",
                title=titles[found],
            ),
        )
        return
    if console is None or console.workshop_id != found:
        opened.open_workshop(found)
        console = opened.console
    show_returned(console or parent, opened.library, opened.history, found, [path])
