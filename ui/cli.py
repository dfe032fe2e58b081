"""The console script: the windows at once, or the command line.

A menu and a double-click start the program without an option. Who waits for a window so waits for no parser of commands
and no database: both together take longer than the window itself.
"""

import gc
import os
import sys
from pathlib import Path

from facilitator.terminal import execute, has_screen

_VARIABLES = "FACILITATOR_"
"""How the variables begin that say of the program what options say."""


def main() -> None:
    """Open the windows where nothing is said but a file to open, else run the command line."""
    words = sys.argv[1:]
    if _is_plain(words):
        execute(lambda: sys.exit(_open_windows(*words[1:])))
    else:
        from ui.commands import command_line, line_of_run

        execute(line_of_run() if words[:1] == ["run"] else command_line())


def _is_plain(words: list[str]) -> bool:
    """Whether the usual library is to be opened, as by `facilitator`, `facilitator run` and `facilitator run FILE`."""
    is_run = words[:1] in ([], ["run"]) and len(words) <= 2 and not any(word.startswith("-") for word in words)
    # Where there is no screen the command line says so.
    return is_run and has_screen() and not any(name.startswith(_VARIABLES) for name in os.environ)


def _open_windows(file: str = "") -> int:
    # What is imported stays. The windows' own search for what does not begins with them.
    gc.disable()
    from ui.plain_imports import import_plainly

    import_plainly()
    from facilitator.storage.location import usual_path
    from ui.app import run_app
    from ui.single_instance import as_wanted

    if file:
        # Imported here: nobody who opens the usual library waits for it.
        from facilitator.storage.library_mark import is_library

        if is_library(Path(file)):
            return run_app(Path(file), named=True)
    return run_app(usual_path(), as_wanted(Path(file)) if file else "")
