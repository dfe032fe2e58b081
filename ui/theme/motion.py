"""Whether things may move: what the system's settings say, unless the person chose for this program.

Qt hands on the setting of few systems, so the others are asked themselves, once, when it is first wanted.
"""

import os
import shutil
import subprocess
import sys
from functools import cache

_chosen: list[bool] = []


def is_reduced() -> bool:
    """Whether shapes appear at once in place of easing in."""
    return _chosen[0] if _chosen else is_reduced_by_system()


def choose(reduced: bool | None) -> None:
    """The person's own wish; None leaves it to the system."""
    _chosen[:] = [] if reduced is None else [reduced]


@cache
def is_reduced_by_system() -> bool:
    """The system's setting; False where it says nothing."""
    if sys.platform == "win32":
        return _asks_windows()
    if sys.platform == "darwin":
        return _says("1", "defaults", "read", "com.apple.universalaccess", "reduceMotion")
    if "GNOME" in os.environ.get("XDG_CURRENT_DESKTOP", ""):
        return _says("false", "gsettings", "get", "org.gnome.desktop.interface", "enable-animations")
    return False


def _says(word: str, *command: str) -> bool:
    program = shutil.which(command[0])
    if program is None:
        return False
    try:
        told = subprocess.run(  # noqa: S603  # a fixed command of the system, found by its own path
            [program, *command[1:]], capture_output=True, text=True, timeout=2, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return told.stdout.strip() == word


def _asks_windows() -> bool:
    import ctypes

    animated = ctypes.c_int(1)
    asks = 0x1042  # SPI_GETCLIENTAREAANIMATION
    library = getattr(ctypes, "windll", None)
    if library is not None:
        library.user32.SystemParametersInfoW(asks, 0, ctypes.byref(animated), 0)
    return not animated.value
