"""Ten thousand mutated files of each kind, offered at the doors through which files come in.

Each ends in an import that can be exported and taken back, or in a sentence after which the library is as it was.
Traces, hangs and changes are counted, printed with their cause, and the file is kept. Two seconds of this machine's
processor are a hang. Who waits longer for a file is held up by other programs as a rule: such a file is offered again,
and what one waits at least is printed, beside what it takes of the processor. Both are told of each thousand, too.
What follows the name: how many, a seed, and the kinds, where not all are meant. Who stops it (Ctrl+C, or SIGTERM where
it runs in the background) is told what has come of those so far.
"""

import resource
import signal
import sys
import tempfile
import traceback
import warnings
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, field
from heapq import nlargest
from pathlib import Path
from random import Random
from shutil import copyfile
from threading import Event
from time import perf_counter, process_time

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "tests" / "tools")]

from doors import KINDS, SLOW, Doors, doors  # noqa: E402
from seals import cheap_seals  # noqa: E402

MOST_MEGABYTES = 500
TOLD_EACH = 1000
TRIED_AGAIN, MOST_AGAIN = 3, 5


def main(arguments: list[str]) -> int:
    """Print what came of each kind; 1 where anything went wrong."""
    count = int(arguments[0]) if arguments else 10_000
    seed = arguments[1] if len(arguments) > 1 else "1"
    warnings.simplefilter("ignore")
    kept = Path(tempfile.mkdtemp(prefix="facilitator-bad-input-"))
    stopped = _stopped()
    failed = 0
    with tempfile.TemporaryDirectory() as folder, cheap_seals(), doors(Path(folder)) as made:
        for kind in arguments[2:] or KINDS:
            if stopped.is_set():
                break
            thrown = Thrown(made, kind, seed, kept)
            for number in range(count):
                if stopped.is_set():
                    break
                thrown.throw(number)
                if (number + 1) % TOLD_EACH == 0 and number + 1 < count:
                    print(f"    {thrown.told()}", flush=True)
            if not stopped.is_set():
                thrown.look_again()
            print(f"{kind:8s} of {count}, {thrown.told()}", flush=True)
            for cause, times in thrown.wrong.most_common():
                print(f"    {times} × {cause}", flush=True)
            failed += thrown.wrong.total()
    most = _megabytes()
    print("stopped early: " if stopped.is_set() else "", end="")
    print(f"{failed} went wrong (files in {kept}); at most {most} MB of memory, of which {MOST_MEGABYTES} are allowed")
    return int(bool(failed) or most > MOST_MEGABYTES)


@dataclass
class Thrown:
    """What has come of the files of a kind so far."""

    made: Doors
    kind: str
    seed: str
    kept: Path
    came: Counter[str] = field(default_factory=Counter)
    wrong: Counter[str] = field(default_factory=Counter)
    waited: dict[int, float] = field(default_factory=dict)
    """How long one waited for each, by its number."""
    most_busy: float = 0
    began: float = field(default_factory=perf_counter)

    def throw(self, number: int) -> None:
        """Mutate and offer one; keep it where it goes wrong."""
        start, busy = perf_counter(), process_time()
        try:
            self.came[self._offer(number)] += 1
        except AssertionError as error:
            self.wrong[_cause(error)] += 1
            path = Path(str(error).partition(": ")[0])
            copyfile(path, self.kept / f"{self.kind}-{number}-{path.name}")
        self.waited[number] = perf_counter() - start
        self.most_busy = max(self.most_busy, process_time() - busy)

    def look_again(self) -> None:
        """Offer again what one waited for too long, and print how long one waits for it at least."""
        long = [number for number, wait in self.waited.items() if wait > SLOW]
        for number in nlargest(MOST_AGAIN, long, key=self.waited.__getitem__):
            waits = [self._timed(number) for _ in range(TRIED_AGAIN)]
            told = ", ".join(f"{wait:.2f} s ({busy:.2f} s of the processor)" for wait, busy in sorted(waits))
            print(f"    number {number} waited {self.waited[number]:.2f} s; again {told}", flush=True)

    def told(self) -> str:
        """Say it in a line."""
        came = ", ".join(f"{times} {what}" for what, times in sorted(self.came.items()))
        number = max(self.waited, key=self.waited.__getitem__, default=0)
        return (
            f"{len(self.waited)} in {perf_counter() - self.began:.0f} s: {came}, {self.wrong.total()} wrong;"
            f" longest waited {self.waited.get(number, 0):.2f} s (number {number}), more than {SLOW:.0f} s for"
            f" {sum(wait > SLOW for wait in self.waited.values())}; most of the processor {self.most_busy:.2f} s;"
            f" at most {_megabytes()} MB"
        )

    def _offer(self, number: int) -> str:
        return self.made.throw(self.kind, Random(f"{self.seed} {self.kind} {number}"))

    def _timed(self, number: int) -> tuple[float, float]:
        start, busy = perf_counter(), process_time()
        # What goes wrong with it has been counted.
        with suppress(AssertionError):
            self._offer(number)
        return perf_counter() - start, process_time() - busy


def _stopped() -> Event:
    """Set at the first signal, looked at between two files; the second one ends the program at once."""
    stopped = Event()

    def stop(signal_number: int, _: object) -> None:
        stopped.set()
        signal.signal(signal_number, signal.SIG_DFL)

    # One that is started in the background has been told to ignore the first of these.
    for each in (signal.SIGINT, signal.SIGTERM):
        signal.signal(each, stop)
    return stopped


def _megabytes() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // (1024 if sys.platform != "darwin" else 1024**2)


def _cause(error: AssertionError) -> str:
    cause = error.__cause__
    if cause is None:
        return str(error)[-200:]
    own = [each for each in traceback.extract_tb(cause.__traceback__) if "facilitator" in Path(each.filename).parts]
    return f"{type(cause).__name__}: {str(cause)[:100]} at {' '.join(f'{e.name}:{e.lineno}' for e in own[-2:])}"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
