"""What is done with workshops from their cards. Loaded with the library, after the window has been painted."""

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QWidget

from facilitator.exercises.steps import duplicate_workshop
from facilitator.i18n import tr
from facilitator.storage.library import Done, Library
from facilitator.workshop.readiness import begin_ready
from facilitator.workshop.workshops import (
    delete_workshop,
    erase_workshops,
    get_workshop,
    rename_workshop,
    restore_workshop,
)
from ui.history import History
from ui.library.workshop_form import ReminderForm, edit_workshop, new_workshop, plan_follow_up
from ui.preferences import preferences_form


class Operations:
    """The operations of the library window; `say` shows a sentence beside a way to take the operation back."""

    def __init__(self, window: QWidget, library: Library, history: History, say: Callable[[str], object]) -> None:
        self._window = window
        self._library = library
        self._history = history
        self._say = say

    def begin(self, like: int | None, take: Callable[[int], object]) -> None:
        """Ask for a new workshop's facts; `take` gets its id. The facilitator is the one of the workshop `like`."""
        who = get_workshop(self._library, like).facilitator if like is not None else ""
        new_workshop(self._window, self._library, who, partial(self._begin_ready, take), self._history.note)

    def follow_up(self, workshop_id: int, take: Callable[[int], object]) -> None:
        """Ask for the facts of a workshop to which the people of this one come again; `take` gets its id."""
        ready = partial(self._begin_ready, take)
        plan_follow_up(self._window, self._library, workshop_id, ready, self._history.note)

    def _begin_ready(self, take: Callable[[int], object], done: Done[int]) -> None:
        self._history.note(done)
        begin_ready(self._library, done.value)
        take(done.value)

    def preferences(self) -> None:
        """Show what a person chooses once for this library."""
        preferences_form(self._window, self._library)

    def edit(self, workshop_id: int, _title: str) -> None:
        """Show the facts to be changed."""
        edit_workshop(self._window, self._library, workshop_id, self._history.note)

    def rename(self, workshop_id: int, title: str) -> None:
        """Give a workshop another title."""
        self._history.note(rename_workshop(self._library, workshop_id, title))

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

    def hand_over(self, workshop_id: int, _title: str) -> None:
        """Ask how a workshop is to be written to a file for another library."""
        # Imported here, as below: nobody waits for the JSON of workshops at the start.
        from ui.handing_over import hand_over_form

        hand_over_form(self._window, self._library, workshop_id)

    def take_over(self, show: Callable[[int], object]) -> None:
        """Ask for a workshop that was handed over; `show` opens what came of it."""
        from ui.handing_over import choose_handed

        choose_handed(self._window, self._library, self._history, show)

    def rights(self, workshop_id: int, title: str) -> None:
        """Show who may do what with a workshop."""
        # Imported here: only on a server are there rights.
        from ui.library.rights import rights_form

        rights_form(self._window, self._library, workshop_id, title)

    def remind(self) -> None:
        """Ask after how many days a workshop is reminded of that nobody was promised to be erased."""
        ReminderForm(self._window, self._library).open()

    def erase(self, workshop_ids: list[int]) -> None:
        """Remove workshops for good, as was agreed to."""
        erase_workshops(self._library, workshop_ids)
