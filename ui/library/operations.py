"""What is done with one workshop from its card. Loaded with the library, after the window has been painted."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from facilitator.exercises.steps import duplicate_workshop
from facilitator.i18n import tr, trn
from facilitator.storage.library import Done, Library
from facilitator.workshop.workshops import (
    delete_workshop,
    erase_workshops,
    get_workshop,
    list_workshops,
    rename_workshop,
    restore_workshop,
)
from ui.dialogs import ask_line, confirm
from ui.history import History
from ui.library.forms import edit_workshop, new_workshop


class Operations:
    """The operations of the library window; `say` shows a sentence beside a way to take the operation back."""

    def __init__(self, window: QWidget, library: Library, history: History, say: Callable[[str], object]) -> None:
        self._window = window
        self._library = library
        self._history = history
        self._say = say

    def begin(self, like: int | None, take: Callable[[int], object]) -> None:
        """Ask for a new workshop's facts; `take` gets its id. The facilitator is the one of the workshop `like`."""

        def made(done: Done[int]) -> None:
            self._history.note(done)
            take(done.value)

        who = get_workshop(self._library, like).facilitator if like is not None else ""
        new_workshop(self._window, self._library, who, made, self._history.note)

    def edit(self, workshop_id: int, _title: str) -> None:
        """Show the facts to be changed."""
        edit_workshop(self._window, self._library, workshop_id, self._history.note)

    def rename(self, workshop_id: int, title: str) -> None:
        """Ask for another title."""

        def take(chosen: str) -> None:
            self._history.note(rename_workshop(self._library, workshop_id, chosen))

        ask_line(self._window, tr("Rename workshop"), tr("Title"), title, tr("Rename"), take)

    def duplicate(self, workshop_id: int, title: str) -> int | None:
        """Copy a workshop; the copy's id, None if it was refused."""
        done = self._history.attempt(self._window, lambda: duplicate_workshop(self._library, workshop_id))
        if done is None:
            return None
        self._say(tr("Copied “{title}” with its people and agenda, without answers.", title=title))
        return int(done.value)

    def delete(self, workshop_id: int, title: str) -> None:
        """Put a workshop into the bin."""
        if self._history.attempt(self._window, lambda: delete_workshop(self._library, workshop_id)):
            self._say(tr("Deleted “{title}”.", title=title))

    def restore(self, workshop_id: int, title: str) -> None:
        """Take a workshop out of the bin."""
        if self._history.attempt(self._window, lambda: restore_workshop(self._library, workshop_id)):
            self._say(tr("“{title}” is back among the workshops.", title=title))

    def erase(self, workshop_id: int, title: str) -> None:
        """Ask, then remove one workshop for good."""
        self._confirm(tr("Erase “{title}” for good?", title=title), [workshop_id])

    def empty_bin(self) -> None:
        """Ask, then remove everything in the bin for good."""
        ids = [card.id for card in list_workshops(self._library, deleted=True)]
        self._confirm(trn("Erase {count} workshop for good?", "Erase {count} workshops for good?", len(ids)), ids)

    def _confirm(self, question: str, workshop_ids: list[int]) -> None:
        text = tr(
            "All people and answers in it are removed from the library and can't be brought back. "
            "Backups, files and mail made before still hold them."
        )

        def erase() -> None:
            erase_workshops(self._library, workshop_ids)

        confirm(self._window, question, text, tr("Erase"), erase, danger=True)
