"""The list of workshops, read without SQLAlchemy.

The library window shows it before SQLAlchemy is imported, which takes longer than everything else at a start. Nothing
here imports more than the standard library and the bottom of the house, and SQLCipher where a library needs it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from facilitator.errors import LibraryRefused
from facilitator.storage.connections import raised, reading
from facilitator.storage.upgrade import is_current

LISTING = """
    SELECT id, title, client, held_on, place,
           (SELECT count(*) FROM participant WHERE participant.workshop_id = workshop.id),
           (SELECT min(keep_until) FROM (
               SELECT keep_until FROM data_protection WHERE data_protection.workshop_id = workshop.id
               UNION ALL
               SELECT keep_until FROM notice_reading JOIN participant ON participant.id = notice_reading.participant_id
               WHERE participant.workshop_id = workshop.id
           )),
           coalesce(follow_up, held_on), created_at
    FROM workshop
    WHERE (deleted_at IS NOT NULL) = ? AND id NOT IN (SELECT workshop_id FROM agenda_template)
    ORDER BY held_on IS NOT NULL, held_on DESC, id DESC
"""
"""Newest first: by the day they are held, undated ones before, then by age. The parameter is whether of the bin."""

_KEPT = timedelta(days=90)
"""How long after its last day a workshop is kept as usual."""


@dataclass(frozen=True, slots=True)
class WorkshopCard:
    """What the library shows of one workshop.

    `erased_on` is the day on which it is erased by itself, None where none was promised or chosen; then `kept_until` is
    the usual end, from which on it should be deleted. See `data_protection`.
    """

    id: int
    title: str
    client: str
    held_on: date | None
    people: int
    kept_until: date
    erased_on: date | None


def cards(rows: Iterable[Any], search: str) -> list[WorkshopCard]:
    """The rows of `LISTING` whose title, client or place holds every word of `search`."""
    # Searched here rather than in SQL: SQLite folds the case of ASCII letters only.
    words = search.casefold().split()
    return [
        WorkshopCard(
            workshop_id, title, client, _day(held_on), people, (_day(last) or _began(created)) + _KEPT, _day(promised)
        )
        for workshop_id, title, client, held_on, place, people, promised, last, created in rows
        if not words or all(word in f"{title} {client} {place}".casefold() for word in words)
    ]


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)


def _began(created: str) -> date:
    """The day of this computer on which a workshop was made, at a moment in UTC."""
    return datetime.fromisoformat(created).replace(tzinfo=UTC).astimezone().date()


def cards_at(path: Path, search: str = "", *, deleted: bool = False) -> list[WorkshopCard] | None:
    """The workshops of the library at `path`, or with `deleted` those in its bin; the file is only read.

    None where it has to be made, upgraded or refused first: `open_library` does that and says why. It does not wait
    for another program that has the file: a window does.
    """
    try:
        if not is_current(path, patience=0):
            return None
        with reading(path, patience=0) as connection:
            return cards(connection.execute(LISTING, (deleted,)), search)
    except raised("Error", LibraryRefused, OSError):
        return None


def preference_at(path: Path, key: str) -> str | None:
    """The JSON that the library at `path` keeps under a key of its preferences; the file is only read.

    None where nothing is kept, or where the file has to be made, unlocked or upgraded first, and where another program
    has it.
    """
    try:
        with reading(path, patience=0) as connection:
            row = connection.execute("SELECT value FROM preference WHERE key = ?", (key,)).fetchone()
    except raised("Error", LibraryRefused, OSError):
        return None
    return None if row is None else str(row[0])
