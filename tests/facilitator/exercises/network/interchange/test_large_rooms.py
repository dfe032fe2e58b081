"""The graph of a large room is written while it is read, so that it takes no more memory than that of a small one."""

import tracemalloc
from pathlib import Path

import networkx as nx

from facilitator.exercises.templates import start_workshop
from facilitator.sharing.exchange import Format, export_workshop
from facilitator.sharing.importing import import_files
from facilitator.storage.library import Library
from facilitator.workshop.row_owners import told_apart

CONTACTS = 2


def room_of(library: Library, people: int, folder: Path) -> int:
    """A workshop of so many people with two contacts each."""
    rows = [f"Person {one},Friend {place} of {one},{one % 4 + 1}" for one in range(people) for place in range(CONTACTS)]
    file = folder / "contacts.csv"
    file.write_text("\n".join(["Participant,Contact,How often", *rows]))
    workshop = start_workshop(library, f"{people} people").value
    assert not import_files(library, workshop, [file]).failed
    return workshop


def peak_of(library: Library, workshop: int, path: Path) -> int:
    """The most memory that an export held at a time."""
    tracemalloc.start()
    try:
        export_workshop(library, workshop, Format.GRAPHML, path, overwrite=True)
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def test_a_graph_of_ten_times_the_people_takes_about_the_same_memory(library: Library, tmp_path: Path) -> None:
    path = tmp_path / "room.graphml"
    few, many = room_of(library, 200, tmp_path), room_of(library, 2_000, tmp_path)
    # What is loaded and remembered once for all exports is no matter of the room's size.
    export_workshop(library, few, Format.GRAPHML, path)
    small, large = peak_of(library, few, path), peak_of(library, many, path)
    assert large < 3 * small
    assert nx.read_graphml(path).number_of_nodes() == 2_000 * (1 + CONTACTS)


def test_names_that_several_have_are_numbered_round_those_that_bear_such_a_number_already() -> None:
    names = ["Ada", "Bo", "ADA", "Ada (1)", "Bo  "]
    assert told_apart(names) == ["Ada (2)", "Bo (1)", "ADA (3)", "Ada (1)", "Bo   (2)"]
