"""The bundle beside the environment that it was made from, in one run: size, starts, memory, and a workshop played.

A start is from before the process is made until its window is on the screen, bundle and environment by turns; cold with
none of their files in the system's memory. It needs a bundle (`bootstrap.py bundle`), Xvfb and xdotool.
"""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter, sleep

ROOT = Path(__file__).parents[2]
BUNDLE = ROOT / "dist" / "facilitator"
PLACES = {"bundle": BUNDLE, "environment": Path(sys.prefix)}
PROGRAMS = {
    "bundle": [str(BUNDLE / "facilitator")],
    "environment": [sys.executable, str(Path(sys.prefix, "bin/facilitator"))],
}
DISPLAY = ":91"
STARTS = {"cold": 3, "warm": 7}
GOAL = 1.3


def main() -> None:
    """Print the figures."""
    if not BUNDLE.is_dir():
        raise SystemExit("There is no bundle: python3 packaging/bootstrap.py bundle")
    with TemporaryDirectory() as name, screen():
        folder = Path(name)
        environment = {**os.environ, "DISPLAY": DISPLAY, "HOME": name, "FACILITATOR_LIBRARY": str(folder / "l.sqlite")}
        environment.pop("QT_QPA_PLATFORM", None)
        environment.pop("PYTHONDONTWRITEBYTECODE", None)
        subprocess.run([*PROGRAMS["environment"], "sample"], env=environment, check=True, stdout=subprocess.DEVNULL)
        show("on the disk, MB", {which: size(place) / 10**6 for which, place in PLACES.items()})
        for kind, times in STARTS.items():
            seconds: dict[str, list[float]] = {which: [] for which in PROGRAMS}
            memory: dict[str, list[float]] = {which: [] for which in PROGRAMS}
            # The first warm ones fill the caches.
            for turn in range(times + (kind == "warm")):
                for which, program in PROGRAMS.items():
                    if kind == "cold":
                        forget(PLACES[which])
                    took, used = start(program, environment)
                    if turn or kind == "cold":
                        seconds[which].append(took * 1000)
                        memory[which].append(used)
            show(f"{kind} start, ms (goal ≤ {GOAL} ×)", {which: median(found) for which, found in seconds.items()})
        show("memory with its window, MiB", {which: median(found) for which, found in memory.items()})
        played = {}
        for which, program in PROGRAMS.items():
            began = perf_counter()
            words = [*program, "rehearse", "--people", "3", "--agenda", "network_60", "-o", str(folder / which)]
            without = {**environment, "QT_QPA_PLATFORM": "offscreen"}
            subprocess.run(words, env=without, check=True, stdout=subprocess.DEVNULL)
            played[which] = perf_counter() - began
        show("a workshop played, s", played)


def show(what: str, found: dict[str, float]) -> None:
    """A line of the two, and how many times the environment's the bundle's is."""
    ratio = found["bundle"] / found["environment"]
    print(f"{what:32s} {found['bundle']:8.1f} {found['environment']:8.1f}   {ratio:5.2f} ×", flush=True)


@contextmanager
def screen() -> Iterator[None]:
    """A screen of its own."""
    quiet = subprocess.DEVNULL
    with subprocess.Popen(["Xvfb", DISPLAY, "-screen", "0", "1440x900x24"], stdout=quiet, stderr=quiet) as server:
        sleep(2)
        try:
            yield
        finally:
            server.terminate()


def start(program: list[str], environment: dict[str, str]) -> tuple[float, float]:
    """Seconds until the window is on the screen, and the megabytes that the process has to itself soon after."""
    began = perf_counter()
    with subprocess.Popen([*program, "run"], env=environment) as running:
        words = ["xdotool", "search", "--sync", "--onlyvisible", "--name", "Facilitator"]
        subprocess.run(words, env=environment, check=True, stdout=subprocess.DEVNULL, timeout=120)
        took = perf_counter() - began
        sleep(3)
        lines = Path(f"/proc/{running.pid}/smaps_rollup").read_text(encoding="ascii").splitlines()
        kilobytes = next(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
        running.terminate()
    return took, kilobytes / 1024


def size(folder: Path) -> int:
    """Bytes of all files."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file() and not path.is_symlink())


def forget(folder: Path) -> None:
    """Let the system put all files of a folder out of its memory."""
    for path in folder.rglob("*"):
        if path.is_file() and not path.is_symlink():
            with path.open("rb") as file:
                os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)


if __name__ == "__main__":
    main()
