"""What many tests stand on: a real library in a file of its own, and a workshop with people in it."""

from collections.abc import Iterator
from pathlib import Path
from shutil import copy

import pytest
from prepared import workshop_of_six

from facilitator.exercises.steps import exercise_steps
from facilitator.storage.library import Library, open_library
from facilitator.workshop import sealed

REAL_COST = dict(sealed._COST)
"""What a PIN is sealed with outside of tests."""


@pytest.fixture(scope="session", autouse=True)
def cheap_seals() -> Iterator[None]:
    """Seals at a hundredth of their cost, which is only there to make guessing slow: see test_sealed.py."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(sealed._COST, "n", 2**7)
        yield


@pytest.fixture(scope="session")
def empty_library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library file as the migrations make it, to be copied: making each anew is most of a short test's time."""
    path = tmp_path_factory.mktemp("empty") / "library.sqlite"
    library = open_library(path)
    with library.change("nothing"):
        pass  # a writer that closes leaves one file and no log beside it
    library.close()
    return path


@pytest.fixture
def library(tmp_path: Path, empty_library: Path) -> Iterator[Library]:
    """An empty library in `tmp_path`."""
    opened = open_library(Path(copy(empty_library, tmp_path / "library.sqlite")))
    yield opened
    opened.close()


@pytest.fixture
def workshop(library: Library) -> int:
    """The id of a workshop with the standard agenda and six people."""
    return workshop_of_six(library)


@pytest.fixture
def network_step(library: Library, workshop: int) -> int:
    """The id of the network step of `workshop`."""
    return next(step.id for step, exercise in exercise_steps(library, workshop) if exercise.kind == "network")
