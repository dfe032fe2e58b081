"""What many tests stand on: a real library in a file of its own, and a workshop with people in it."""

import gc
import os
from collections.abc import Callable, Collection, Iterator
from contextlib import nullcontext
from dataclasses import replace
from pathlib import Path
from shutil import copy

import pytest
from examples import QUICK
from hypothesis import settings
from library_server import LibraryServer, library_server
from locked import WORDS, cheap_keys, locked
from pdf_fonts import fonts_read_once
from prepared import share, workshop_of_six
from roomful import Roomful, roomful
from seals import cheap_seals

from facilitator.exercises.network.analysis import change_analysis, get_analysis
from facilitator.exercises.steps import exercise_steps
from facilitator.storage.keys import Passphrase
from facilitator.storage.library import Library, open_library
from facilitator.storage.server.address import ServerAddress
from facilitator.storage.unlocking import unlock
from ui.plain_imports import import_plainly

SELDOM = 1_000_000
"""New objects between two searches for garbage."""

import_plainly()
settings.load_profile(QUICK)
# Windows speak the computer's language: on every computer that of the tests, in the programs that they start as well.
os.environ.pop("LANGUAGE", None)
os.environ["LC_ALL"] = "C.UTF-8"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Files whose tests take longest come first: at the end all others would wait for one.

    They are those that start programs, and those that say so by `TAKES_LONG`.
    """
    items.sort(key=lambda item: not _takes_long(item))


def _takes_long(item: pytest.Item) -> bool:
    names = ("subprocess", "watched", "started", "TAKES_LONG")
    return any(hasattr(getattr(item, "module", None), name) for name in names)


def pytest_collection() -> None:
    """Search no garbage while everything is imported: it stays."""
    gc.disable()


def pytest_collection_finish() -> None:
    """Leave what was imported, most of all there is, out of every later search for garbage, and search seldom.

    Python searches after each 700 new objects, which is a tenth of what a test that makes many costs. Tests of windows
    search as the program does.
    """
    gc.freeze()
    gc.set_threshold(SELDOM, *gc.get_threshold()[1:])
    gc.enable()


def pytest_sessionfinish() -> None:
    """Search once; pytest searches five times through all that is left."""
    gc.collect()
    gc.freeze()


@pytest.fixture(scope="session", autouse=True)
def all_seals_are_cheap() -> Iterator[None]:
    with cheap_seals():
        yield


@pytest.fixture(scope="session", autouse=True)
def fonts_of_pdfs_are_read_once() -> Iterator[None]:
    with fonts_read_once():
        yield


@pytest.fixture(scope="session", autouse=True)
def what_tests_begin_with_is_made_once(tmp_path_factory: pytest.TempPathFactory) -> None:
    if "PYTEST_XDIST_WORKER" in os.environ:
        share(tmp_path_factory.getbasetemp().parent / "prepared")


@pytest.fixture(scope="session")
def empty_library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library file as the migrations make it, to be copied: making each anew is most of a short test's time."""
    path = tmp_path_factory.mktemp("empty") / "library.sqlite"
    library = open_library(path)
    with library.change("nothing"):
        pass  # a writer that closes leaves one file and no log beside it
    library.close()
    return path


@pytest.fixture(scope="session")
def new_library(empty_library: Path) -> Callable[[Path], Library]:
    """Opens an empty library at a path; whoever asks for it closes it."""

    def opened(path: Path) -> Library:
        path.parent.mkdir(exist_ok=True)
        return open_library(Path(copy(empty_library, path)))

    return opened


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Tests of a module with `ON_A_SERVER_TOO` run twice: with a library in a file, and with one on a server.

    It names those of them that are about files alone; `WITH_A_PASSPHRASE_TOO` those that run with one that has a
    passphrase as well.
    """
    if "library" not in metafunc.fixturenames:
        return
    name, ways = metafunc.function.__name__, ["file"]
    about_files: Collection[str] | None = getattr(metafunc.module, "ON_A_SERVER_TOO", None)
    if about_files is not None and name not in about_files:
        ways.append("server")
    if name in getattr(metafunc.module, "WITH_A_PASSPHRASE_TOO", ()):
        ways.append("passphrase")
    if ways[1:]:
        metafunc.parametrize("library", ways, indirect=True)


@pytest.fixture
def library(
    request: pytest.FixtureRequest, tmp_path: Path, empty_library: Path, new_library: Callable[[Path], Library]
) -> Iterator[Library]:
    """An empty library in `tmp_path`; see `pytest_generate_tests`."""
    way = getattr(request, "param", "file")
    if way == "server":
        yield request.getfixturevalue("library_on_server")
        return
    path = tmp_path / "library.sqlite"
    with cheap_keys() if way == "passphrase" else nullcontext():
        if way == "passphrase":
            unlock(locked(Path(copy(empty_library, path))), Passphrase(WORDS))
            opened = open_library(path)
        else:
            opened = new_library(path)
        yield opened
        opened.close()


@pytest.fixture(scope="session")
def server() -> Iterator[LibraryServer]:
    """A PostgreSQL server of this process of tests, which starts with the first that asks for it."""
    with library_server() as started:
        yield started


@pytest.fixture
def address(server: LibraryServer) -> Iterator[ServerAddress]:
    """Where an empty library is on `server`."""
    made = server.new_library()
    yield made
    server.drop(made.database)


@pytest.fixture
def library_on_server(address: ServerAddress) -> Iterator[Library]:
    """An empty library on `server`."""
    opened = open_library(address)
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def full_library(tmp_path_factory: pytest.TempPathFactory, empty_library: Path) -> tuple[Path, Roomful]:
    """A library file with the room of `roomful`, to be copied: it takes seconds to fill."""
    path = Path(copy(empty_library, tmp_path_factory.mktemp("full") / "library.sqlite"))
    library = open_library(path)
    room = roomful(library)
    library.close()
    return path, room


@pytest.fixture
def full(tmp_path: Path, full_library: tuple[Path, Roomful]) -> Iterator[tuple[Library, Roomful]]:
    """The library with the room of `roomful`, opened in `tmp_path`."""
    path, room = full_library
    opened = open_library(Path(copy(path, tmp_path / "full.sqlite")))
    yield opened, room
    opened.close()


@pytest.fixture
def workshop(library: Library) -> int:
    """The id of a workshop with the standard agenda and six people."""
    return workshop_of_six(library)


@pytest.fixture
def network_step(library: Library, workshop: int) -> int:
    """The id of the network step of `workshop`."""
    return next(step.id for step, exercise in exercise_steps(library, workshop) if exercise.kind == "network")


@pytest.fixture
def action_at_once(library: Library, network_step: int) -> None:
    """One thing to do is asked for at the first turn; the standard agenda asks for it when somebody comes back."""
    change_analysis(library, network_step, replace(get_analysis(library, network_step), action_later=False))
