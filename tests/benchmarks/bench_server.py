"""Twenty workshops of thirty people each answer at once into one library on a server.

Each workshop is a program of its own, as each facilitator's laptop is one. Told are how long an answer takes until it is
committed, how many a second the server keeps, and beside it in the same run a bare INSERT and COMMIT over one
connection: alone, and by as many connections at once as there are workshops. What follows the name: how many workshops
and people; DATABASE is the address of an empty database, without which a server is started from its wheel.
"""

import os
import subprocess
import sys
import threading
from contextlib import ExitStack
from pathlib import Path
from time import perf_counter
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tools"))

from library_server import library_server

from facilitator.storage.library import open_library
from facilitator.storage.server.address import ServerAddress
from facilitator.storage.server.connections import connect
from facilitator.workshop.roster import Person, add_people
from facilitator.workshop.workshops import new_workshop

_ANSWERS = 5
"""Of each person, one after the other."""
_BARE = 400

_ROOM = """
import sys
from time import perf_counter
from facilitator.exercises.network.answers import Who, add_contact
from facilitator.exercises.steps import add_exercise
from facilitator.storage.server.address import ServerAddress
from facilitator.storage.server.library import open_server_library
from facilitator.workshop.roster import people_of

library = open_server_library(ServerAddress.parse(sys.argv[1]), for_windows=True)
step = add_exercise(library, int(sys.argv[2]), "network").value
people = people_of(library, int(sys.argv[2]))
print("ready", flush=True)
sys.stdin.readline()
for number in range(int(sys.argv[3])):
    for person in people:
        began = perf_counter()
        add_contact(library, Who(step, person.id), f"C{number}")
        print(perf_counter() - began, flush=True)
library.close()
"""


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
    for each in ids:
        add_people(library, each, [Person(f"P{number:02}") for number in range(people)])
    library.close()
    words = [sys.executable, "-c", _ROOM, str(address)]
    started = [
        subprocess.Popen(
            [*words, str(each), str(_ANSWERS)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        for each in ids
    ]
    for each in started:
        assert each.stdout is not None and each.stdout.readline() == "ready\n"
    began = perf_counter()
    for each in started:
        assert each.stdin is not None
        each.stdin.write("\n")
        each.stdin.flush()
    said = [each.communicate()[0] for each in started]
    wall = perf_counter() - began
    times = [float(line) for one in said for line in one.split()]
    told(f"{workshops} workshops × {people} people at once, an answer", times, wall)
    with connect(address) as connection:
        (kept,) = connection.execute("SELECT count(*) FROM network_contact").fetchone() or (0,)
    print(f"{len(times)} acknowledged, {kept} kept")


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
