"""A day's soak: eight hours' events of a full room replayed in the real windows without a pause.

After each hour all windows of the workshop are closed, and what the program still holds is printed: memory, open files,
widgets, objects. From the second hour on they must be flat. What follows the name: hours, and people.
"""

import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests" / "tools")]

from seals import cheap_seals  # noqa: E402
from soaking import Left, soak  # noqa: E402

from facilitator.rehearsal.sample import sample_workshop  # noqa: E402
from facilitator.storage.library import open_library  # noqa: E402
from ui.application import make_application  # noqa: E402

MOST_MORE = 1.1
"""Of the memory after the second hour, at the end: the allocators of Python and Qt keep some of what was freed."""


def main(arguments: list[str]) -> int:
    """Print a line an hour; 1 where anything grows."""
    hours = int(arguments[0]) if arguments else 8
    people = int(arguments[1]) if len(arguments) > 1 else 18
    make_application()
    seen: list[Left] = []
    with tempfile.TemporaryDirectory() as folder, cheap_seals():
        path = Path(folder) / "library.sqlite"
        library = open_library(path)
        workshop = sample_workshop(library, count=people).value
        library.close()
        for hour, left in enumerate(soak(path, workshop, hours, people), start=1):
            seen.append(left)
            print(f"hour {hour}: {left.memory:6.1f} MB, {left.taken:.1f} in use, {left.handles} files and connections, "
                  f"{left.widgets} widgets, {left.windows} windows, {left.objects} objects", flush=True)  # fmt: skip
    return int(not flat(seen))


def flat(seen: list[Left]) -> bool:
    """Whether nothing grows from the second hour on."""
    first, last = seen[min(1, len(seen) - 1)], seen[-1]
    grown = last.memory / first.memory
    files, widgets = last.handles - first.handles, last.widgets - first.widgets
    print(f"since the second hour: memory × {grown:.3f}, open files {files:+d}, widgets {widgets:+d}")
    return grown <= MOST_MORE and files <= 0 and widgets <= 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
