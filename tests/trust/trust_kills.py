"""Kills at any moment: of a program that writes, and of one that erases people for good.

No answer that was said to be saved is lost, and of who was erased nothing is left in any file once the library has been
opened again: of each second library, which has a passphrase, in no page that is decrypted either. What follows the
name: how many kills of each kind.
"""

import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from random import Random

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests" / "tools")]

from decrypted import everything_decrypted  # noqa: E402
from locked import WORDS, cheap_keys, locked  # noqa: E402

from facilitator.storage.backups import back_up  # noqa: E402
from facilitator.storage.keys import Passphrase  # noqa: E402
from facilitator.storage.library import open_library  # noqa: E402
from facilitator.storage.restoring import problems  # noqa: E402
from facilitator.storage.unlocking import unlock  # noqa: E402
from facilitator.workshop.roster import Person, add_people, people_of  # noqa: E402
from facilitator.workshop.workshops import list_workshops, new_workshop  # noqa: E402

WRITING = """
import sys
from pathlib import Path
from facilitator.storage.library import open_library
from facilitator.workshop.workshops import new_workshop
library = open_library(Path(sys.argv[1]))
print("ready", flush=True)
for number in range(10**6):
    new_workshop(library, f"{sys.argv[2]} {number}")
    print(f"{sys.argv[2]} {number}", flush=True)
"""
ERASING = """
import sys
from pathlib import Path
sys.path.append("tests/tools")
from locked import WORDS, cheap_keys
from facilitator.exercises.steps import erase_participant
from facilitator.storage.keys import Passphrase, is_locked
from facilitator.storage.library import open_library
from facilitator.storage.unlocking import unlock
from facilitator.workshop.roster import people_of
path = Path(sys.argv[1])
with cheap_keys():
    if is_locked(path):
        unlock(path, Passphrase(WORDS))
    library = open_library(path)
    print("ready", flush=True)
    for person in people_of(library, 1):
        print(person.name, flush=True)
        erase_participant(library, person.id)
"""


def main(arguments: list[str]) -> int:
    """Print how many were lost or left; 1 if any."""
    count = int(arguments[0]) if arguments else 200
    with tempfile.TemporaryDirectory() as folder:
        lost = _lost(Path(folder) / "written.sqlite", count)
    left = 0
    for number in range(count):
        with tempfile.TemporaryDirectory() as folder, cheap_keys():
            left += _left(Path(folder) / "erased.sqlite", number)
    print(f"{count} kills while it writes: {lost} of what was said to be saved lost")
    print(f"{count} kills while it erases: {left} libraries in which anything is left of who was erased")
    return int(bool(lost or left))


def _killed(source: str, path: Path, *words: str, after: float) -> list[str]:
    """What a program has said until it was killed, so many seconds after it had opened the library."""
    with subprocess.Popen([sys.executable, "-c", source, str(path), *words], stdout=subprocess.PIPE, text=True,
                          cwd=ROOT) as process:  # fmt: skip
        assert process.stdout is not None
        process.stdout.readline()
        time.sleep(after)
        process.send_signal(getattr(signal, "SIGKILL", signal.SIGTERM))
        said = process.stdout.read()
    return [line for line in said.splitlines(keepends=True) if line.endswith("\n")]


def _lost(path: Path, count: int) -> int:
    chance, said = Random(17), set()
    open_library(path).close()
    for number in range(count):
        said |= {line.strip() for line in _killed(WRITING, path, str(number), after=chance.uniform(0, 0.3))}
    library = open_library(path)
    there = {card.title for card in list_workshops(library)}
    library.close()
    print(f"{len(said)} said to be saved, {len(there)} there, {len(problems(path))} flaws in the file", flush=True)
    return len(said - there) + len(problems(path))


def _left(path: Path, seed: int) -> int:
    chance = Random(seed)
    names = [f"Xq{chance.randrange(10**9)} Zw{chance.randrange(10**9)}" for _ in range(6)]
    library = open_library(path)
    new_workshop(library, "Room")
    add_people(library, 1, [Person(name) for name in names])
    library.close()
    back_up(path, reason="hourly")
    if seed % 2:
        unlock(locked(path), Passphrase(WORDS))
    assert all(name.encode() in everything_decrypted(path.parent) for name in names)
    _killed(ERASING, path, after=chance.uniform(0, 0.4))
    library = open_library(path)
    gone = set(names) - {person.name for person in people_of(library, 1)}
    library.close()
    everything = everything_decrypted(path.parent)
    # Of whom the kill came before: they are there, with all that is theirs.
    unfinished = path.with_name(f".{path.name}.erasing").exists()
    return int(unfinished or any(name.encode() in everything for name in gone))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
