"""Commands in a program that may open no connection, and what it tried."""

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

_WATCH = """
import os, sys

def watch(event, arguments):
    if event in ("socket.connect", "socket.getaddrinfo", "socket.gethostbyname", "socket.sendto", "socket.bind"):
        with open(os.environ["CONNECTIONS"], "a") as file:
            file.write(event + "\\n")
        raise ConnectionRefusedError("no connections here")

def on_import(event, arguments):
    if event == "import" and arguments[0].startswith("PySide6.Qt") and "Network" in arguments[0]:
        watch("socket.connect", ())

sys.addaudithook(watch)
sys.addaudithook(on_import)
"""
"""A `sitecustomize`: it watches the program from its start, and those that it starts."""
_RUN = """
import json, os, sys
from pathlib import Path
from facilitator import resources
from ui.cli import main

if "RESOURCES" in os.environ:
    resources.resources_folder = lambda: Path(os.environ["RESOURCES"])
tried, ends = Path(os.environ["CONNECTIONS"]), []
for command in json.loads(sys.argv[1]):
    sys.argv[1:] = command
    tried.write_text("")
    try:
        main()
    except SystemExit as end:
        ends.append((end.code or 0, tried.read_text()))
Path(os.environ["ENDS"]).write_text(json.dumps(ends))
"""


@dataclass(frozen=True, slots=True)
class Watched:
    """Exit code and attempts at a connection of each command, and what all of them said."""

    ends: list[tuple[int, str]]
    stdout: str
    stderr: str


def watched(folder: Path, *commands: tuple[object, ...], under: tuple[str, ...] = (), **changed: str) -> Watched:
    """Run the commands one after the other in one program, whose start is most of what a command costs.

    `changed` are variables of its environment, which has no screen; what it needs itself is put into `folder`. `under`
    is another program that runs it and sees what it does. With `RESOURCES` its content files are read there.
    """
    hook, tried, ends = folder / "hook", folder / "connections.txt", folder / "ends.json"
    hook.mkdir(exist_ok=True)
    (hook / "sitecustomize.py").write_text(_WATCH)
    path = os.pathsep.join(filter(None, (str(hook), os.environ.get("PYTHONPATH", ""))))
    hidden = ("XDG_", "DISPLAY", "WAYLAND_DISPLAY")
    environment = {name: text for name, text in os.environ.items() if not name.startswith(hidden)}
    done = subprocess.run(
        [*under, sys.executable, "-c", _RUN, json.dumps([[*map(str, command)] for command in commands])],
        capture_output=True,
        encoding="utf-8",
        env={**environment, "PYTHONPATH": path, "CONNECTIONS": str(tried), "ENDS": str(ends), **changed},
        timeout=900,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return Watched([(code, attempts) for code, attempts in json.loads(ends.read_text())], done.stdout, done.stderr)
