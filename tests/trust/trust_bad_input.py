"""Ten thousand mutated files of each kind, offered at the doors through which files come in.

Each ends in an import that can be exported and taken back, or in a sentence after which the library is as it was.
Traces, hangs and changes are counted, printed with their cause, and the file is kept. The slowest are printed with how
long one waits for them on this machine and what they take of its processor: two seconds of that are a hang. What
follows the name: how many, a seed, and the kinds, where not all are meant.
"""

import resource
import sys
import tempfile
import traceback
import warnings
from collections import Counter
from contextlib import suppress
from heapq import nlargest
from pathlib import Path
from random import Random
from shutil import copyfile
from time import perf_counter, process_time

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "tests" / "tools")]

from doors import KINDS, SLOW, doors  # noqa: E402
from seals import cheap_seals  # noqa: E402

MOST_MEGABYTES = 500


def main(arguments: list[str]) -> int:
    """Print what came of each kind; 1 where anything went wrong."""
    count = int(arguments[0]) if arguments else 10_000
    seed = arguments[1] if len(arguments) > 1 else "1"
    warnings.simplefilter("ignore")
    kept = Path(tempfile.mkdtemp(prefix="facilitator-bad-input-"))
    failed = 0
    with tempfile.TemporaryDirectory() as folder, cheap_seals(), doors(Path(folder)) as made:
        for kind in arguments[2:] or KINDS:
            came, wrong, start = Counter[str](), Counter[str](), perf_counter()
            waits: list[tuple[float, float, int]] = []
            # Who stops it is told what has come of those so far.
            with suppress(KeyboardInterrupt):
                for number in range(count):
                    began, busy = perf_counter(), process_time()
                    try:
                        came[made.throw(kind, Random(f"{seed} {kind} {number}"))] += 1
                    except AssertionError as error:
                        wrong[_cause(error)] += 1
                        name = str(error).partition(": ")[0]
                        copyfile(name, kept / f"{kind}-{number}-{Path(name).name}")
                    waits.append((perf_counter() - began, process_time() - busy, number))
            told = ", ".join(f"{times} {what}" for what, times in came.most_common())
            thrown = came.total() + wrong.total()
            print(f"{kind:8s} {thrown} of {count} in {perf_counter() - start:.0f} s: {told}", flush=True)
            print(
                f"    waited more than {SLOW:.0f} s for {sum(wait > SLOW for wait, _, _ in waits)}; {_slowest(waits)}"
            )
            for cause, times in wrong.most_common():
                print(f"    {times} × {cause}")
            failed += sum(wrong.values())
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // (1024 if sys.platform != "darwin" else 1024**2)
    print(f"{failed} went wrong (files in {kept}); at most {most} MB of memory, of which {MOST_MEGABYTES} are allowed")
    return int(bool(failed) or most > MOST_MEGABYTES)


def _slowest(waits: list[tuple[float, float, int]]) -> str:
    """The longest waits, and what most took of the processor, each with its number."""
    longest = ", ".join(f"{wait:.2f} s ({busy:.2f} busy, {number})" for wait, busy, number in nlargest(3, waits))
    return f"longest {longest}; most of the processor {max((busy for _, busy, _ in waits), default=0):.2f} s"


def _cause(error: AssertionError) -> str:
    cause = error.__cause__
    if cause is None:
        return str(error)[-200:]
    own = [each for each in traceback.extract_tb(cause.__traceback__) if "facilitator" in Path(each.filename).parts]
    return f"{type(cause).__name__}: {str(cause)[:100]} at {' '.join(f'{e.name}:{e.lineno}' for e in own[-2:])}"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
