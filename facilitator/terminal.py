"""How the program runs from a terminal or a menu: in UTF-8, and to its end with an exit code.

Nothing here knows the command line, so that a window that opens need not wait for it.
"""

import os
import sys
from collections.abc import Callable

from facilitator.errors import FacilitatorError, where_raised
from facilitator.i18n import tr


def execute(act: Callable[[], object]) -> None:
    """Run the command line, or what opens the windows, and end the program with its exit code."""
    for stream in (sys.stdout, sys.stderr):
        # Whatever the locale says: names are of any script, and JSON is UTF-8. (A stream in a test may be a plain one.)
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        act()
    except FacilitatorError as error:
        _say(error.sentence)
        sys.exit(1)
    except Exception as error:  # noqa: BLE001  # the program ends here, and nothing is swallowed
        _say(tr("Something went wrong inside Facilitator. Please report the lines below."))
        _say("\n".join(where_raised(error)))
        sys.exit(1)


def has_screen() -> bool:
    """Whether a window can be opened here: always, but on Linux without a display or a chosen Qt platform."""
    chosen = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    return not sys.platform.startswith("linux") or any(os.environ.get(name) for name in chosen)


def _say(text: str) -> None:
    # A program that a menu started may have no terminal.
    if sys.stderr is not None:
        sys.stderr.write(f"{text}\n")
