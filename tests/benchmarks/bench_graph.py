"""How much memory the export of a room as a graph takes, by the size of the room: it is written a person at a time.

Run with `python3 packaging/bootstrap.py bench`. It prints peaks and sizes and asserts nothing of them.
"""

import tracemalloc
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from time import perf_counter

from facilitator.exercises.network.setup import get_setup
from facilitator.exercises.steps import exercise_steps
from facilitator.exercises.templates import start_workshop
from facilitator.sharing.exchange import Format, export_workshop
from facilitator.sharing.proposals import recognise
from facilitator.storage.library import Library, open_library
from facilitator.tabular import Table

CONTACTS = 40


def filled(library: Library, people: int) -> int:
    """A workshop of so many people, with all questions answered of all contacts."""
    random = Random(7)
    workshop = start_workshop(library, f"{people} people").value
    asked = get_setup(library, exercise_steps(library, workshop)[0][0].id).shared
    headers = ("participant", "contact", *(factor.key for factor in asked))
    rows = [
        (f"Person {person}", f"Contact {contact}", *(random.choice(factor.codes) for factor in asked))
        for person in range(people)
        for contact in range(CONTACTS)
    ]
    recognise(library, workshop, Table.of_rows("bench", headers, rows)).plan.apply()
    return workshop


def main() -> None:
    """Print the peak of each room beside the size of its file."""
    with TemporaryDirectory() as folder:
        library = open_library(Path(folder) / "library.sqlite")
        for people in (30, 100, 300, 1000):
            workshop = filled(library, people)
            tracemalloc.start()
            start = perf_counter()
            (path,) = export_workshop(library, workshop, Format.GRAPHML, Path(folder) / f"{people}.graphml")
            taken, (_, peak) = perf_counter() - start, tracemalloc.get_traced_memory()
            tracemalloc.stop()
            size = path.stat().st_size
            print(f"{people:5} people × {CONTACTS} contacts: peak {peak / 1e6:6.1f} MB   file {size / 1e6:6.1f} MB   "
                  f"ratio {peak / size:.2f}   {taken:.1f} s, traced")  # fmt: skip
        library.close()


if __name__ == "__main__":
    main()
