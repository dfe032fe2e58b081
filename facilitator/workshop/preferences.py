"""Choices that belong to the library rather than to one workshop, as JSON values under a key."""

import json
from typing import Any

from facilitator.i18n import tr
from facilitator.storage.changes import Change, Topic
from facilitator.storage.library import Library
from facilitator.workshop.tables import Preference


def preference(library: Library, key: str, default: Any = None) -> Any:
    """The stored value of `key`, or `default` when nothing was chosen yet."""
    with library.read() as session:
        row = session.get(Preference, key)
        return default if row is None else json.loads(row.value)


def set_preference(library: Library, key: str, value: Any) -> None:
    """Store a JSON value under `key`; None forgets it."""
    with library.change(tr("Change preference"), Change(Topic.PREFERENCES), undoable=False) as change:
        row = change.session.get(Preference, key)
        if value is None:
            if row is not None:
                change.session.delete(row)
            return
        row = row or Preference(key=key, value="")
        row.value = json.dumps(value)
        change.session.add(row)
