"""The files of fonts on this computer, the most suitable first.

Nothing is looked for until a text needs a character that the bundled fonts lack.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

_PREFERRED = ("notosans", "dejavusans", "arialunicode", "segoeui", "arial", "liberationsans", "droidsans")
_AVOIDED = ("mono", "serif", "italic", "oblique", "bold", "black", "condensed", "light", "thin", "math", "display")
_SUFFIXES = (".ttf", ".ttc", ".otf", ".otc")
_NOT_LETTERS = ("lastresort", "adobeblank", "symbol", "wingding", "webding", "dingbat")


def installed() -> list[Path]:
    """Return every file of fonts of this computer, in the order in which to try them."""
    return sorted(set(_listed_by_fontconfig()) or set(_found_in_folders()), key=_suitability)


def _suitability(path: Path) -> tuple[int, int, str]:
    name = path.stem.lower().replace("-", "").replace("_", "").replace(" ", "")
    preferred = next((place for place, start in enumerate(_PREFERRED) if name.startswith(start)), len(_PREFERRED))
    return sum(word in name for word in _AVOIDED), preferred, name


def _listed_by_fontconfig() -> Iterator[Path]:
    program = shutil.which("fc-list")
    if program is None or sys.platform == "win32":
        return
    try:
        listed = subprocess.run(  # noqa: S603  # a fixed command without anything a person typed
            [program, "--format", "%{file}\n"], capture_output=True, timeout=20, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return
    for line in listed.stdout.decode(errors="surrogateescape").splitlines():
        if _usable(path := Path(line)):
            yield path


def _found_in_folders() -> Iterator[Path]:
    for folder in _folders():
        for path in folder.rglob("*"):
            if _usable(path):
                yield path


def _usable(path: Path) -> bool:
    return path.suffix.lower() in _SUFFIXES and not any(word in path.stem.lower() for word in _NOT_LETTERS)


def _folders() -> Iterator[Path]:
    home = Path.home()
    if sys.platform == "win32":
        yield Path(os.environ.get("WINDIR", "C:/Windows")) / "Fonts"
        yield home / "AppData/Local/Microsoft/Windows/Fonts"
    elif sys.platform == "darwin":
        yield from (Path("/System/Library/Fonts"), Path("/Library/Fonts"), home / "Library/Fonts")
    else:
        yield from (Path("/usr/share/fonts"), Path("/usr/local/share/fonts"), home / ".local/share/fonts")
