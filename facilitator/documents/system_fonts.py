"""The fonts of this computer that can be embedded in a PDF, the most suitable first.

ReportLab embeds TrueType outlines only, so fonts with PostScript (CFF) outlines or with pictures for letters are
passed over. Nothing is read until a text needs a character that the bundled fonts lack.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from fontTools.ttLib import TTCollection, TTFont, TTLibError

_PREFERRED = ("notosans", "dejavusans", "arialunicode", "segoeui", "arial", "liberationsans", "droidsans")
_AVOIDED = ("mono", "serif", "italic", "oblique", "bold", "black", "condensed", "light", "thin", "math", "display")
_NOT_LETTERS = ("lastresort", "adobeblank", "symbol", "wingding", "webding", "dingbat")
_PICTURES = ("sbix", "CBDT", "EBDT")


@dataclass(frozen=True, slots=True)
class FontFile:
    """One font in a file; `index` is its place in a collection (.ttc), else 0."""

    path: Path
    index: int = 0


def installed() -> list[FontFile]:
    """Every TrueType font file of this computer, in the order in which to try them."""
    paths = set(_listed_by_fontconfig()) or set(_found_in_folders())
    return [FontFile(path) for path in sorted(paths, key=_suitability)]


def characters(file: FontFile) -> Iterator[tuple[FontFile, frozenset[int]]]:
    """Each embeddable font of a file with the characters it covers; nothing for a file that can't be used."""
    try:
        if file.path.suffix.lower() in (".ttc", ".otc"):
            with TTCollection(file.path, lazy=True) as collection:
                for index, font in enumerate(collection.fonts):
                    if _embeddable(font):
                        yield FontFile(file.path, index), _covered(font)
        else:
            with TTFont(file.path, lazy=True) as font:
                if _embeddable(font):
                    yield file, _covered(font)
    except (OSError, TTLibError, ValueError, KeyError, AssertionError):
        return  # a damaged or unreadable font is as good as none


def _embeddable(font: TTFont) -> bool:
    return "glyf" in font and "cmap" in font and not any(table in font for table in _PICTURES)


def _covered(font: TTFont) -> frozenset[int]:
    return frozenset(font.getBestCmap() or ())


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
    return path.suffix.lower() in (".ttf", ".ttc") and not any(word in path.stem.lower() for word in _NOT_LETTERS)


def _folders() -> Iterator[Path]:
    home = Path.home()
    if sys.platform == "win32":
        yield Path(os.environ.get("WINDIR", "C:/Windows")) / "Fonts"
        yield home / "AppData/Local/Microsoft/Windows/Fonts"
    elif sys.platform == "darwin":
        yield from (Path("/System/Library/Fonts"), Path("/Library/Fonts"), home / "Library/Fonts")
    else:
        yield from (Path("/usr/share/fonts"), Path("/usr/local/share/fonts"), home / ".local/share/fonts")
