"""The actions of a workshop as a table and as JSON values."""

from typing import Any

from facilitator.actions.actions import actions_of
from facilitator.storage.library import Library
from facilitator.tabular import Table

HEADERS = ("what", "who", "with", "until", "sign", "indicator", "status", "seen")


def actions_as_records(library: Library, workshop_id: int) -> list[dict[str, Any]]:
    """A record per action in order; `until` is an ISO date or None, an empty `who` is the whole team."""
    return [
        {
            "what": action.wording.what,
            "who": action.owner,
            "with": action.partner,
            "until": action.wording.due.isoformat() if action.wording.due else None,
            "sign": action.wording.sign,
            "indicator": action.indicator,
            "status": action.wording.status,
            "seen": action.wording.seen,
        }
        for action in actions_of(library, workshop_id)
    ]


def actions_table(library: Library, workshop_id: int) -> Table:
    """The same as a table."""
    rows = tuple(tuple(record[key] or "" for key in HEADERS) for record in actions_as_records(library, workshop_id))
    return Table.of_rows("actions", HEADERS, rows)
