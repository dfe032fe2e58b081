"""What a passphrase costs: the same things done in a library with one and in the same without, by turns, in one run.

A library of 2,000 workshops, one of them with answers. Each figure is the median with a passphrase, without, and their
ratio. The start is a process of its own, from before it is made until the cards are listed, and until the library
behind them is open; with a passphrase it has been typed at once, so that making the key, told below, is part of it.
"""

import os
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from shutil import copy
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter

import bench_start

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

REPEATS = 25
STARTS = 7
WORDS = "several words that belong together"

UNLOCKING = """
import sys
from pathlib import Path
from facilitator.storage.keys import Passphrase, is_locked
from facilitator.storage.unlocking import unlock
if is_locked(Path(sys.argv[1])):
    unlock(Path(sys.argv[1]), Passphrase(sys.argv[3]))
"""


def main() -> None:
    """Print the figures."""
    from facilitator.progress import finish
    from facilitator.rehearsal.sample import add_sample
    from facilitator.storage.keys import Passphrase, key_of_passphrase
    from facilitator.storage.library import open_library
    from facilitator.storage.protecting import protect

    with TemporaryDirectory() as folder:
        plain, protected = (Path(folder, name, "library.sqlite") for name in ("plain", "protected"))
        plain.parent.mkdir()
        protected.parent.mkdir()
        bench_start.fill(plain)
        with closing(open_library(plain)) as library:
            sample = add_sample(library)
        copy(plain, protected)
        began = perf_counter()
        finish(protect(protected, Passphrase(WORDS)))
        size = plain.stat().st_size / 1e6
        print(f"library of {size:.0f} MB written anew and compared: {perf_counter() - began:.2f} s")
        began = perf_counter()
        key_of_passphrase(Passphrase(WORDS), os.urandom(16))
        print(f"the key made, once a start: {(perf_counter() - began) * 1000:.0f} ms")
        print(f"\n{'median of ' + str(REPEATS):34s} {'with':>9s} {'without':>9s}   ratio")
        with closing(open_library(protected)) as one, closing(open_library(plain)) as other:
            for name, with_one, without in zip(
                tasks(one, sample), tasks(one, sample).values(), tasks(other, sample).values(), strict=True
            ):
                say(name, *by_turns(with_one, without, REPEATS))
        starts(plain, protected)


def tasks(library: object, sample: int) -> dict[str, Callable[[], object]]:
    """What is measured, by its name, in one library."""
    from facilitator.exercises.steps import exercise_steps
    from facilitator.progress import finish
    from facilitator.sharing.workshop_file import to_json
    from facilitator.storage.library import Library, open_library
    from facilitator.workshop.activity import activity_of
    from facilitator.workshop.listing import cards_at
    from facilitator.workshop.workshops import list_workshops, rename_workshop

    assert isinstance(library, Library)
    (network,) = (step.id for step, each in exercise_steps(library, sample) if each.kind == "network")
    assert network
    turn = iter(range(1_000_000))

    def undo_and_redo() -> None:
        rename_workshop(library, sample, f"Turn {next(turn)}").undo()()

    return {
        "library opened": lambda: open_library(library.path).close(),
        "listed before it is open": lambda: cards_at(library.path),
        "searched": lambda: list_workshops(library, "nordwind 17"),
        "a change committed": lambda: rename_workshop(library, sample, f"Turn {next(turn)}"),
        "changed, undone, done again": undo_and_redo,
        "the log read": lambda: activity_of(library, sample),
        "a whole workshop read": lambda: to_json(library, sample),
        "a copy made and checked": lambda: finish(library.back_up("hourly")).unlink(),
    }


def by_turns(first: Callable[[], object], second: Callable[[], object], repeats: int) -> tuple[float, float]:
    """The medians of the seconds that two things take."""
    spent: tuple[list[float], list[float]] = ([], [])
    for turn in range(repeats + 2):
        for act, times in zip((first, second), spent, strict=True):
            began = perf_counter()
            act()
            # The first two fill what is kept in memory.
            if turn >= 2:
                times.append(perf_counter() - began)
    return median(spent[0]), median(spent[1])


def starts(plain: Path, protected: Path) -> None:
    """The program's start, in processes of its own."""
    listed: list[list[float]] = [[], []]
    opened: list[list[float]] = [[], []]
    count = str(bench_start.WORKSHOPS + 1)
    for turn in range(STARTS + 1):
        for at, path in enumerate((protected, plain)):
            moments = bench_start.start(UNLOCKING + bench_start.OURS + bench_start.PRESSING, str(path), count, WORDS)
            if turn:
                listed[at].append(moments[1])
                opened[at].append(moments[2])
    say("start until listed", *map(median, listed))
    say("start until the library is open", *map(median, opened))


def say(name: str, with_one: float, without: float) -> None:
    print(f"{name:34s} {with_one * 1000:6.1f} ms {without * 1000:6.1f} ms   {with_one / without:5.2f} ×", flush=True)


if __name__ == "__main__":
    sys.exit(main())
