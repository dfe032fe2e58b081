"""What one committed answer costs the core, beside one bare INSERT and commit on a library of the same size.

Ours is `rate` (checks, one transaction on the disk, its undo, the announcement) and a `LiveRoom` of everybody taking it
up. The peer is the sqlite3 module on a copy of the file with the same pragmas. They take turns, so that they meet the
same disk and the same load.
"""

import shutil
import sqlite3
import sys
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from time import perf_counter

from sqlalchemy import insert

from facilitator.exercises.network.answers import Who, rate
from facilitator.exercises.network.live import LiveRoom
from facilitator.exercises.network.setup import change_factors, get_setup, read_factors
from facilitator.exercises.network.tables import Contact, PersonalNetwork, Rating
from facilitator.exercises.steps import exercise_steps
from facilitator.exercises.templates import start_workshop
from facilitator.rehearsal.people import people
from facilitator.storage.library import Library, open_library
from facilitator.workshop.roster import add_people

PEOPLE, CONTACTS, FACTORS, ROUNDS = 1000, 15, 8, 500


def main() -> None:
    """Print the figures; the folder for the files may be given, to measure another disk."""
    with TemporaryDirectory(dir=sys.argv[1] if len(sys.argv) > 1 else None) as folder:
        library = open_library(Path(folder) / "library.sqlite")
        who, contact, factors = fill(library)
        library.close()
        copy = Path(folder) / "copy.sqlite"
        shutil.copy(library.path, copy)
        library = open_library(library.path)
        nobody_looks = Path(folder) / "unseen.sqlite"
        shutil.copy(copy, nobody_looks)
        quiet = open_library(nobody_looks)
        room = LiveRoom(library, who.step_id)
        with closing(peer(copy)) as connection:

            def bare(turn: int) -> None:
                raw(connection, contact, 1 + turn % FACTORS, 1 + turn // FACTORS % 2)

            def shown(turn: int) -> None:
                rate(library, who, contact, factors[turn % FACTORS], 1 + turn // FACTORS % 2)

            def unseen(turn: int) -> None:
                rate(quiet, who, contact, factors[turn % FACTORS], 2 - turn // FACTORS % 2)

            theirs, alone, ours = alternate(bare, unseen, shown)
        assert room.profiles
        quiet.close()
        library.close()
    print(f"library of {PEOPLE} people × {CONTACTS} contacts × {FACTORS} questions, {ROUNDS} answers")
    for name, times in (("INSERT and commit", theirs), ("rate", alone), ("rate and room", ours)):
        print(
            f"{name:20s} p50 {at(times, 0.5):6.2f} ms   p95 {at(times, 0.95):6.2f} ms"
            f"   {at(times, 0.5) / at(theirs, 0.5):5.1f} × (p50)   {at(times, 0.95) / at(theirs, 0.95):5.1f} × (p95)"
        )


def fill(library: Library) -> tuple[Who, int, list[str]]:
    """A full room, written past the operations for speed; the last person's last contact is the one to rate."""
    random = Random(1)
    workshop = start_workshop(library, "Large").value
    ((step, _),) = exercise_steps(library, workshop)
    switched_on = [
        replace(factor, active=number < FACTORS) for number, factor in enumerate(get_setup(library, step.id).factors)
    ]
    change_factors(library, step.id, switched_on)
    persons = add_people(library, workshop, people(PEOPLE)).value
    with library.change("fill", undoable=False) as change:
        factors = read_factors(change.session, step.id)[:FACTORS]
        connection = change.session.connection()
        networks = [
            {"id": person, "step_id": step.id, "participant_id": person, "entry": "contact"} for person in persons
        ]
        connection.execute(insert(PersonalNetwork), networks)
        contacts = [
            {"id": person * 100 + number, "network_id": person, "position": number, "label": str(number + 1)}
            for person in persons
            for number in range(CONTACTS)
        ]
        connection.execute(insert(Contact), contacts)
        ratings = [
            {"contact_id": contact["id"], "factor_id": factor_id, "code": random.randint(1, len(factor.codes))}
            for contact in contacts
            for factor_id, factor in factors
        ]
        connection.execute(insert(Rating), ratings)
    keys = [factor.key for _, factor in factors]
    return Who(step.id, persons[-1]), int(str(contacts[-1]["id"])), keys


def peer(path: Path) -> sqlite3.Connection:
    """A bare connection with the pragmas of a library's writer."""
    connection = sqlite3.connect(path, isolation_level=None)
    for pragma in ("journal_mode = WAL", "synchronous = FULL", "foreign_keys = ON", "secure_delete = ON"):
        connection.execute(f"PRAGMA {pragma}")
    return connection


def raw(connection: sqlite3.Connection, contact: int, factor: int, code: int) -> None:
    """One answer as bare as it can be written."""
    connection.execute("BEGIN IMMEDIATE")
    connection.execute("INSERT OR REPLACE INTO network_rating VALUES (?, ?, ?)", (contact, factor, code))
    connection.execute("COMMIT")


def alternate(*acts: Callable[[int], object]) -> list[list[float]]:
    """Run the acts in turn and return the sorted times of each, in milliseconds."""
    times: list[list[float]] = [[] for _ in acts]
    for turn in range(-FACTORS, ROUNDS):
        for act, found in zip(acts, times, strict=True):
            start = perf_counter()
            act(turn)
            if turn >= 0:  # the first ones warm up
                found.append((perf_counter() - start) * 1000)
    return [sorted(found) for found in times]


def at(times: list[float], share: float) -> float:
    """The time that this share of all stays within."""
    return times[int(share * (len(times) - 1))]


if __name__ == "__main__":
    main()
