"""Choices that belong to the library rather than to one workshop: each declared once, with its key, type and default.

To add one, declare it beside what it is about, and read and write it by that declaration alone:

    SOUND = Preference("timer_sound", bool, False)

    SOUND.get(library)
    SOUND.set(library, True)

A value is kept as JSON under its key. One that belongs to a person or a workshop of the library is declared once for
all of them, and names whose it is: `CODE.get(library, participant_id)`.
"""

from contextlib import AbstractContextManager
from functools import cached_property
from typing import Any, Generic, TypeVar

from pydantic import TypeAdapter, ValidationError
from sqlmodel import Session

from facilitator.i18n import tr
from facilitator.storage.changes import Change, Topic
from facilitator.storage.library import KeepsTo, Library, Transaction
from facilitator.workshop.tables import StoredPreference

T = TypeVar("T")


class Preference(Generic[T]):
    """A declared preference. `value_type` is any type that pydantic reads from JSON: a scalar, a dataclass, a model.

    `default` holds until something was chosen, and where what is stored is of no such type, as after an edit of the
    file by hand. One that is `personal` is each one's own where several share a library on a server, and one that is
    `of_participants` names one of them. Nobody in another room waits while either of these is written.
    """

    def __init__(
        self, key: str, value_type: Any, default: T, *, personal: bool = False, of_participants: bool = False
    ) -> None:
        self._key = key
        self._personal = personal
        self._of_participants = of_participants
        self._value_type = value_type
        self._default = default

    @cached_property
    def _adapter(self) -> TypeAdapter[T]:
        # Made when it is first used: that takes a moment, which the start must not wait for.
        return TypeAdapter(self._value_type)

    def get(self, library: Library, *of: int | str) -> T:
        """The chosen value, else the default; `of` says whose it is."""
        full_key = self._full_key(library, of)

        def read() -> str | None:
            with library.read() as session:
                row = session.get(StoredPreference, full_key)
                return None if row is None else row.value

        return self._valued(library.once(("preference", full_key), read))

    def within(self, session: Session, *of: int | str) -> T:
        """The same within a session, where everybody has it."""
        row = session.get(StoredPreference, ":".join((self._key, *map(str, of))))
        return self._valued(None if row is None else row.value)

    def _valued(self, stored: str | None) -> T:
        if stored is None:
            return self._default
        try:
            return self._adapter.validate_json(stored)
        except ValidationError:
            return self._default

    def set(self, library: Library, value: T, *of: int | str) -> None:
        """Choose a value."""
        with self._change(library, of) as change:
            key = self._full_key(library, of)
            row = change.session.get(StoredPreference, key) or StoredPreference(key=key, value="")
            row.value = self._adapter.dump_json(value).decode()
            change.session.add(row)

    def clear(self, library: Library, *of: int | str) -> None:
        """Forget what was chosen."""
        with self._change(library, of) as change:
            row = change.session.get(StoredPreference, self._full_key(library, of))
            if row is not None:
                change.session.delete(row)

    def _change(self, library: Library, of: tuple[int | str, ...]) -> AbstractContextManager[Transaction]:
        keeps_to = KeepsTo() if self._personal else None
        if self._of_participants:
            keeps_to = KeepsTo(participant_id=int(of[0]))
        said = Change(Topic.PREFERENCES)
        return library.change(tr("Change preference"), said, undoable=False, keeps_to=keeps_to)

    def _full_key(self, library: Library, of: tuple[int | str, ...]) -> str:
        key = ":".join((self._key, *map(str, of)))
        return f"{key}@{library.person}" if self._personal and library.person else key
