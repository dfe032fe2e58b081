"""Folders and files that the program writes into: made where they are missing, never written over."""

from pathlib import Path

from facilitator.errors import NotSaved
from facilitator.i18n import tr

_LONGEST = 80


def free_path(folder: Path, name: str, suffix: str = ".pdf") -> Path:
    """A path in `folder` for `name` that no file has yet, without what a file system does not take."""
    stem = usable_name(name) or tr("Document")
    path, number = folder / f"{stem}{suffix}", 2
    while path.exists():
        path, number = folder / f"{stem} ({number}){suffix}", number + 1
    return path


def usable_name(name: str) -> str:
    """A name for a file or folder without what a file system does not take; "" where nothing is left."""
    kept = "".join(" " if character in '<>:"/\\|?*' or not character.isprintable() else character for character in name)
    return " ".join(kept.split())[:_LONGEST].strip(". ")


def make_folder(folder: Path) -> None:
    """Make sure there is such a folder. Raises NotSaved."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise NotSaved(
            tr("The folder {folder} can't be used: {reason}.", folder=folder, reason=error.strerror)
        ) from error
