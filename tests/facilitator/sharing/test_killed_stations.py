"""Kills while a station's file is made, handed back or brought in, and files of which a part was copied alone."""

import os
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from itertools import count
from pathlib import Path
from random import Random
from shutil import copyfile

import pytest
from killed import Killing, killing
from two_computers import answer, bring, came_back, measured, one_step, rows_of, station

from facilitator.errors import FacilitatorError
from facilitator.exercises.steps import add_exercise
from facilitator.progress import finish
from facilitator.rehearsal.people import people
from facilitator.sharing.handed_file import read_handed
from facilitator.sharing.stations import make_station, take_station, write_answers
from facilitator.storage.keys import Passphrase
from facilitator.storage.library import Library, open_library
from facilitator.workshop.roster import add_people, people_of
from facilitator.workshop.workshops import new_workshop

KILLS = int(os.environ.get("FACILITATOR_KILLS", "1"))
"""So many at calls that are drawn, beside those at every call that says what a file or a library holds."""
SETTLES = {"replace", "unlink", "commit"}

pytestmark = pytest.mark.skipif(os.name == "nt", reason="there is no kill -9 on Windows")


@pytest.fixture(scope="module")
def kill() -> Iterator[Killing]:
    with killing() as found:
        yield found


@pytest.fixture
def there(tmp_path: Path, new_library: Callable[[Path], Library]) -> Iterator[Library]:
    """The library of the other computer."""
    with closing(new_library(tmp_path / "there" / "library.sqlite")) as library:
        yield library


@pytest.fixture
def workshop(library: Library) -> int:
    found = new_workshop(library, "Room").value
    add_people(library, found, people(6))
    add_exercise(library, found, "three_questions")
    return found


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    (tmp_path / "stick").mkdir()
    return tmp_path / "stick"


def points(called: list[str]) -> list[int]:
    """Before which calls it is killed."""
    drawn = Random(7).sample(range(len(called)), min(KILLS, len(called)))
    return sorted({*drawn, *(at for at, name in enumerate(called) if name in SETTLES)})


def copied(path: Path, folder: Path, numbers: Iterator[int]) -> Path:
    """A library that was closed, as a file of its own."""
    return Path(copyfile(path, folder / f"copy-{next(numbers)}.sqlite"))


def test_a_kill_while_a_station_is_made(
    library: Library, workshop: int, there: Library, tmp_path: Path, stick: Path, kill: Killing
) -> None:
    library.close()
    numbers, target = count(), stick / "Room.workshop"
    called = kill.do("make", copied(library.path, tmp_path, numbers), workshop, target)
    assert "replace" in called
    for at in points(called):
        target.unlink(missing_ok=True)
        mine = copied(library.path, tmp_path, numbers)
        kill.do("make", mine, workshop, target, at=at)
        with closing(open_library(mine)) as opened:
            if target.exists():
                # Whatever file there is, what is answered at its station comes back.
                other = take_station(there, read_handed(target)).value
                step, each = one_step(there, other)
                answer(there, step, each, people_of(there, other)[0], 0)
                assert bring(opened, came_back(there, other, tmp_path)).brings, (at, called[at])
            else:
                # Under another name: what is left of the first is not left behind.
                target = finish(make_station(opened, workshop, stick / f"Room {at}.workshop"))
                assert [each.name for each in stick.iterdir()] == [target.name]


def test_a_kill_while_answers_are_handed_back(
    library: Library, workshop: int, there: Library, tmp_path: Path, stick: Path, kill: Killing
) -> None:
    other = station(library, workshop, there, tmp_path)
    step, each = one_step(there, other)
    answer(there, step, each, people_of(there, other)[0], 0)
    there.close()
    numbers, target = count(), stick / "Answers.workshop"
    called = kill.do("hand back", copied(there.path, tmp_path, numbers), other, target)
    whole = read_handed(target).record
    for at in points(called):
        target.unlink(missing_ok=True)
        mine = copied(there.path, tmp_path, numbers)
        kill.do("hand back", mine, other, target, at=at)
        if not target.exists():
            with closing(open_library(mine)) as opened:
                finish(write_answers(opened, other, target))
        assert read_handed(target).record.agenda == whole.agenda, (at, called[at])
    assert bring(library, target).brings


def test_a_kill_while_answers_are_brought_in(
    library: Library, workshop: int, there: Library, tmp_path: Path, kill: Killing
) -> None:
    other = station(library, workshop, there, tmp_path)
    step, each = one_step(there, other)
    for person in people_of(there, other)[:3]:
        answer(there, step, each, person, 0)
    file, before = came_back(there, other, tmp_path), rows_of(library)
    library.close()
    numbers = count()
    wanted = copied(library.path, tmp_path, numbers)
    called = kill.do("bring back", wanted, file)
    with closing(open_library(wanted)) as opened:
        after = measured(opened, workshop)
    for at in points(called):
        mine = copied(library.path, tmp_path, numbers)
        kill.do("bring back", mine, file, at=at)
        with closing(open_library(mine)) as opened:
            assert rows_of(opened) == before or measured(opened, workshop) == after, (at, called[at])
            bring(opened, file)
            assert measured(opened, workshop) == after, (at, called[at])


@pytest.mark.parametrize("words", [None, "three words together"])
def test_a_part_of_a_file_changes_nothing(
    library: Library, workshop: int, there: Library, tmp_path: Path, stick: Path, words: str | None
) -> None:
    """A stick that is pulled leaves the beginning of a file, or its whole length with nothing in the rest of it."""
    other = station(library, workshop, there, tmp_path)
    step, each = one_step(there, other)
    answer(there, step, each, people_of(there, other)[0], 0)
    whole = stick / "Answers.workshop"
    finish(write_answers(there, other, whole, None if words is None else Passphrase(words)))
    content, before, random = whole.read_bytes(), rows_of(library), Random(3)
    for _ in range(KILLS):
        kept = random.randrange(len(content))
        for part in (content[:kept], content[:kept] + bytes(len(content) - kept)):
            whole.write_bytes(part)
            with suppress(FacilitatorError):
                bring(library, whole)
                raise AssertionError(kept)
    assert rows_of(library) == before
