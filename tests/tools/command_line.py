"""The command line as other programs use it: its words, its exit code and its two streams.

`facilitator` runs the console script's function in this process, since most of what a program costs is its start;
`program` starts one. `test_cli.py` shows that both say the same.
"""

import os
import subprocess
import sys
from collections.abc import Mapping
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from io import BytesIO, TextIOWrapper
from pathlib import Path

import pytest

from ui.cli import main

SCREENS = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
HIDDEN = (*SCREENS, "FACILITATOR_LIBRARY")
CONSOLE_SCRIPT = ("-c", "from ui.cli import main; main()")


@dataclass(frozen=True, slots=True)
class Done:
    """What a command has said, and its exit code."""

    returncode: int
    stdout: str
    stderr: str


def facilitator(*arguments: object, code: int = 0, environment: Mapping[str, str] | None = None) -> Done:
    """Run a command in this process, without a screen, and check its exit code."""
    # Streams that know ASCII alone, as under a bare locale: the program has to see to it that names of any script fit.
    out, err = (TextIOWrapper(BytesIO(), encoding="ascii", newline="\n", write_through=True) for _ in range(2))
    with pytest.MonkeyPatch.context() as patch, redirect_stdout(out), redirect_stderr(err):
        patch.setattr(sys, "argv", ["facilitator", *map(str, arguments)])
        for name in HIDDEN:
            patch.delenv(name, raising=False)
        for name, value in (environment or {}).items():
            patch.setenv(name, value)
        with pytest.raises(SystemExit) as ended:
            main()
    said = [stream.buffer.getvalue().decode("utf-8") for stream in (out, err)]
    return _checked(Done(_exit_code(ended.value), *said), code)


def program(*arguments: object, code: int = 0, start: tuple[str, ...] = CONSOLE_SCRIPT) -> Done:
    """Run a command in a program of its own, without a screen, and check its exit code."""
    chosen = {name: value for name, value in os.environ.items() if name not in HIDDEN}
    done = subprocess.run(
        [sys.executable, *start, *map(str, arguments)],
        capture_output=True,
        encoding="utf-8",
        env={**chosen, "PYTHONPATH": str(Path(__file__).parents[2])},
        timeout=120,
    )
    return _checked(Done(done.returncode, done.stdout, done.stderr), code)


def sentence(done: Done) -> str:
    """What a failed command says: one line on standard error, nothing on standard output."""
    assert done.stdout == ""
    (line,) = done.stderr.splitlines()
    assert line.endswith((".", ".”"))
    return line


def _exit_code(end: SystemExit) -> int:
    return end.code if isinstance(end.code, int) else int(end.code is not None)


def _checked(done: Done, code: int) -> Done:
    assert done.returncode == code, done.stderr
    assert "Traceback" not in done.stderr
    return done
