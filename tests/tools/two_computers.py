"""A first computer and its stations: files that go to and fro, and all that is answered and kept on each."""

import sqlite3
from contextlib import closing
from pathlib import Path
from random import Random

from facilitator.exercises.hooks import Exercise
from facilitator.exercises.steps import exercise_steps
from facilitator.progress import finish
from facilitator.sharing.handed_file import read_handed
from facilitator.sharing.station_merge import BroughtBack, bring_back, look_at
from facilitator.sharing.stations import make_station, take_station, write_answers
from facilitator.storage.library import Library
from facilitator.workshop.roster import people_of
from facilitator.workshop.tables import Participant


def station(library: Library, workshop: int, there: Library, folder: Path) -> int:
    file = finish(make_station(library, workshop, folder / f"station-{len(list(folder.iterdir()))}.workshop"))
    return take_station(there, read_handed(file)).value


def came_back(there: Library, workshop: int, folder: Path) -> Path:
    return finish(write_answers(there, workshop, folder / f"back-{len(list(folder.iterdir()))}.workshop"))


def bring(library: Library, file: Path, *, ticked: bool = False) -> BroughtBack:
    handed = read_handed(file)
    found = look_at(library, handed)
    done = finish(bring_back(library, handed, found.left if ticked else ()))
    return done.value


def steps(library: Library, workshop: int) -> list[tuple[int, Exercise]]:
    return [(step.id, each) for step, each in exercise_steps(library, workshop) if each.has(Exercise.answers_by)]


def one_step(library: Library, workshop: int) -> tuple[int, Exercise]:
    (found,) = steps(library, workshop)
    return found


def measured(library: Library, workshop: int) -> list[object]:
    """Everything that is measured, and what everybody answered, without ids."""
    found: list[object] = []
    places = {person.id: place for place, person in enumerate(people_of(library, workshop))}
    for step_id, each in steps(library, workshop):
        with library.read() as session:
            answers = {tuple(places[one] for one in those): value
                       for those, value in each.answers_by(session, step_id).items()}  # fmt: skip
        found.append((each.kind, without_ids(each.metrics(library, step_id, by_person=True)), sorted(answers.items())))
    return found


def without_ids(value: object) -> object:
    """What is measured, whatever ids steps, people and contacts have."""
    if isinstance(value, dict):
        return {key: without_ids(each) for key, each in value.items() if key not in ("id", "step", "participant")}
    return [without_ids(each) for each in value] if isinstance(value, list) else value


def answer(library: Library, step_id: int, each: Exercise, person: Participant, version: int) -> None:
    """Answer a step as this person would the `version`-th time, over what they answered before."""
    if version:
        each.discard(library, step_id, person.id)
    each.simulate(library, step_id, person.id, Random(100 * person.position + version))


def rows_of(library: Library) -> dict[str, set[tuple[object, ...]]]:
    """Everything that is kept but the log of what was done."""
    with closing(sqlite3.connect(library.path)) as file:
        names = [name for (name,) in file.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return {
            name: set(file.execute(f"SELECT * FROM {name}"))
            for name in names
            if not name.startswith(("sqlite", "activity"))
        }
