"""The library that a sitting on several screens begins with."""

import sys
from collections.abc import Iterator
from pathlib import Path
from shutil import copy

import pytest
from forked import Forks
from prepared import add_sample
from seals import real_seals

from facilitator.storage.library import open_library
from facilitator.workshop.pin import set_pin


@pytest.fixture(scope="session")
def forks() -> Iterator[Forks | None]:
    """What programs of our own are forked from; None where the system does not fork."""
    if not sys.platform.startswith("linux"):
        yield None
        return
    made = Forks()
    yield made
    made.close()


@pytest.fixture(scope="session")
def sampled_once(empty_library: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = Path(copy(empty_library, tmp_path_factory.mktemp("screens") / "library.sqlite"))
    library = open_library(path)
    add_sample(library, count=6)
    with real_seals():
        set_pin(library, "2468")
    library.close()
    return path


@pytest.fixture
def sampled(sampled_once: Path, tmp_path: Path) -> Path:
    """A folder whose library has a PIN and the sample with six people, for a program of its own to open."""
    copy(sampled_once, tmp_path)
    return tmp_path
