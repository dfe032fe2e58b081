"""The list of workshops, in step with the library: it says when another list would be read, and of whom a picture."""

from facilitator.storage.changes import Announcer, Change, Source, Topic
from facilitator.storage.library import Library
from facilitator.workshop.listing import WorkshopCard
from facilitator.workshop.workshops import list_workshops


class LiveListing:
    """The workshops of a library.

    Emits `changed` when they may be listed otherwise, and `answers_changed` when what is made of the answers in one of
    them may be another, such as its picture: with its id, or 0 for any of them. It ends with whoever holds it.
    """

    def __init__(self, library: Library, *, changes: Source | None = None) -> None:
        """`changes` is what it hears from, the library itself unless a window hands changes on in its own thread."""
        self._library = library
        self.changed: Announcer[()] = Announcer()
        self.answers_changed: Announcer[int] = Announcer(int)
        (changes or library.changed).connect(self._heard)

    def cards(self, search: str, deleted: bool) -> list[WorkshopCard]:
        """The workshops that a search finds, or those in the bin, newest first; see `list_workshops`."""
        return list_workshops(self._library, search, deleted=deleted)

    def _heard(self, change: Change) -> None:
        if change.topic in (Topic.ANSWERS, Topic.SETTINGS, Topic.AGENDA):
            self.answers_changed.emit(change.workshop_id or 0)
        elif change.topic is not Topic.PREFERENCES:
            if change.topic is Topic.ROSTER and change.workshop_id is not None:
                # People who go take their answers along.
                self.answers_changed.emit(change.workshop_id)
            self.changed.emit()
