"""Something that is done in a process of its own, which is killed before a call of its choice that may reach a disk.

A process that has imported the program waits, and forks itself for each. Calls are counted and not seconds: where it is
killed does not depend on how fast a machine is.
"""

import json
import os
import signal
import subprocess
import sys
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import BuiltinFunctionType

ROOT = Path(__file__).parents[2]
REACHES = {"posix": {"open", "replace", "unlink"}, "sqlite3": {"execute", "executemany", "commit"}}
"""The calls that are counted: those of the system, and of SQLite's driver."""


class Killing:
    """The process that waits; `do` has it do one thing."""

    def __init__(self, process: "subprocess.Popen[str]") -> None:
        self._process = process

    def do(self, what: str, library: Path, *more: object, at: int | None = None) -> list[str]:
        """Do it, and return the names of the calls that were counted; `at` is before which of them it is killed."""
        assert self._process.stdin is not None and self._process.stdout is not None
        asked = {"what": what, "library": str(library), "more": [*map(str, more)], "at": at}
        self._process.stdin.write(f"{json.dumps(asked)}\n")
        self._process.stdin.flush()
        told = json.loads(self._process.stdout.readline())
        assert told["ended"] == (0 if at is None else -signal.SIGKILL), (what, at, told)
        called: list[str] = told["called"]
        return called


@contextmanager
def killing() -> Iterator[Killing]:
    """It, for as long as it is wanted."""
    pipe, environment = subprocess.PIPE, {**os.environ, "PYTHONPATH": str(ROOT)}
    with subprocess.Popen([sys.executable, __file__], stdin=pipe, stdout=pipe, env=environment, text=True) as process:
        yield Killing(process)


def _make(library: object, workshop: str, target: str) -> object:
    return make_station(library, int(workshop), Path(target))


def _hand_back(library: object, workshop: str, target: str) -> object:
    return write_answers(library, int(workshop), Path(target))


def _bring_back(library: object, file: str) -> object:
    return bring_back(library, read_handed(Path(file)), ())


def _serve() -> None:
    for line in sys.stdin:
        asked = json.loads(line)
        reads, writes = os.pipe()
        if (pid := os.fork()) == 0:
            _act(asked, writes)
        os.close(writes)
        with os.fdopen(reads) as pipe:
            called = pipe.read()
        _, status = os.waitpid(pid, 0)
        told = {"ended": os.waitstatus_to_exitcode(status), "called": called.split()}
        sys.stdout.write(f"{json.dumps(told)}\n")
        sys.stdout.flush()


def _act(asked: dict[str, object], writes: int) -> None:
    """Do what is asked, and end: the names of the calls go through the pipe."""
    called: list[str] = []

    def count(_frame: object, event: str, function: object) -> None:
        if event != "c_call" or not isinstance(function, BuiltinFunctionType):
            return
        if function.__name__ in REACHES.get(function.__module__ or type(function.__self__).__module__, ()):
            if len(called) == asked["at"]:
                os.kill(os.getpid(), signal.SIGKILL)
            called.append(function.__name__)

    code = 1
    try:
        library = open_library(Path(str(asked["library"])))
        does = {"make": _make, "hand back": _hand_back, "bring back": _bring_back}[str(asked["what"])]
        sys.setprofile(count)
        finish(does(library, *asked["more"]))  # type: ignore[operator]
        sys.setprofile(None)
        library.close()
        os.write(writes, " ".join(called).encode())
        code = 0
    except Exception:  # noqa: BLE001  # whoever asked sees that it did not end well
        traceback.print_exc()
    finally:
        os._exit(code)


if __name__ == "__main__":
    from sqlalchemy.orm import configure_mappers

    from facilitator.progress import finish
    from facilitator.sharing.handed_file import read_handed
    from facilitator.sharing.station_merge import bring_back
    from facilitator.sharing.stations import make_station, write_answers
    from facilitator.storage.library import open_library

    # Once for all that are forked: it is deep, and deeper where calls are counted.
    configure_mappers()
    _serve()
