"""Programs that begin with all windows imported, since most of what a program of our own costs is its start.

A process that has imported them waits, and forks itself for each: what runs then has its own environment, its own
streams and its own Qt, which begins after the fork. Where a system does not fork, each is a program of its own.
"""

import json
import os
import runpy
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import IO

ROOT = Path(__file__).parents[2]
_MOST = 1 << 20


class Forked:
    """A program that was forked, with what its tests need of `subprocess.Popen`."""

    def __init__(self, forks: "Forks", pid: int, stdin: IO[str], stdout: IO[str]) -> None:
        self._forks, self._pid, self._code = forks, pid, None
        self.stdin, self.stdout = stdin, stdout

    def poll(self) -> int | None:
        """Its exit code once it has ended."""
        if self._code is None:
            self._code = self._forks.ask({"ended": self._pid})
        return self._code

    def wait(self, timeout: float) -> int:
        """Its exit code; raises TimeoutExpired."""
        end = time.monotonic() + timeout
        while (code := self.poll()) is None:
            if time.monotonic() > end:
                raise subprocess.TimeoutExpired(["forked"], timeout)
            time.sleep(0.01)
        return code

    def kill(self) -> None:
        """End it at once."""
        os.kill(self._pid, signal.SIGKILL)


class Forks:
    """The process that waits; `start` has the words of a program of ours."""

    def __init__(self) -> None:
        self._here, there = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        command = [sys.executable, __file__, str(there.fileno())]
        environment = {**os.environ, "PYTHONPATH": str(ROOT)}
        self._process = subprocess.Popen(command, pass_fds=(there.fileno(),), env=environment)
        there.close()

    def start(self, words: Sequence[str], environment: Mapping[str, str]) -> Forked:
        """Run a script with its arguments."""
        (reads, stdin), (stdout, writes) = os.pipe(), os.pipe()
        pid = self.ask({"words": [*words], "environment": dict(environment)}, reads, writes)
        os.close(reads)
        os.close(writes)
        return Forked(self, pid, os.fdopen(stdin, "w"), os.fdopen(stdout))

    def ask(self, what: object, *streams: int) -> int | None:
        """Send a question, and return the answer."""
        socket.send_fds(self._here, [json.dumps(what).encode()], streams)
        answer: int | None = json.loads(self._here.recv(_MOST))
        return answer

    def close(self) -> None:
        """Let the process go."""
        self._here.close()
        self._process.wait(60)


def started(
    forks: Forks | None, words: Sequence[str], environment: Mapping[str, str]
) -> "Forked | subprocess.Popen[str]":
    """A program of ours that runs this script, by a fork where there are any."""
    if forks is not None:
        return forks.start(words, environment)
    pipe = subprocess.PIPE
    return subprocess.Popen([sys.executable, *words], stdin=pipe, stdout=pipe, env=environment, text=True)


def _serve(asked: socket.socket) -> None:
    from ui.early_imports import import_all
    from ui.open_library import console_modules, window_modules

    import_all([*console_modules(), *window_modules()])
    while True:
        told, streams, *_ = socket.recv_fds(asked, _MOST, 2)
        if not told:
            return
        what = json.loads(told)
        if "ended" in what:
            pid, status = os.waitpid(what["ended"], os.WNOHANG)
            answer = os.waitstatus_to_exitcode(status) if pid else None
        elif answer := os.fork():
            for each in streams:
                os.close(each)
        else:
            asked.close()
            _become(what["words"], what["environment"], streams)
            return
        asked.send(json.dumps(answer).encode())


def _become(words: list[str], environment: dict[str, str], streams: Sequence[int]) -> None:
    """Go on as the program of these words: it ends as any other does."""
    for number, each in enumerate(streams):
        os.dup2(each, number)
        os.close(each)
    sys.stdin, sys.stdout = os.fdopen(0), os.fdopen(1, "w")
    os.environ.clear()
    os.environ.update(environment)
    sys.argv = words
    runpy.run_path(words[0], run_name="__main__")


if __name__ == "__main__":
    _serve(socket.socket(fileno=int(sys.argv[1])))
