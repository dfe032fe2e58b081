"""What is said on the command line of the columns and rows of files that are imported: of all of them, or of one."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from facilitator.i18n import tr

if TYPE_CHECKING:
    from facilitator.sharing.targets import Kind


def matches_of(texts: Sequence[str], files: Sequence[Path]) -> tuple[dict[str, str], dict[Path, dict[str, str]]]:
    """The matches of `--map` for all files, COLUMN=FIELD, and those for one, FILE:COLUMN=FIELD, by that file.

    FILE is a path as it was given, or a file's name; a colon behind anything else belongs to the column. Raises
    BadParameter for a text of another form.
    """
    of_all: dict[str, str] = {}
    of_files: dict[Path, dict[str, str]] = {}
    for text in texts:
        path, rest = _of_file(text, ":", files)
        column, sign, field = rest.rpartition("=")
        if not (column.strip() and sign and field.strip()):
            raise typer.BadParameter(tr("“{text}” is not of the form COLUMN=FIELD.", text=text), param_hint="--map")
        matched = of_all if path is None else of_files.setdefault(path, {})
        matched[column.strip()] = field.strip()
    return of_all, of_files


def rows_of(texts: Sequence[str], files: Sequence[Path], step: int | None) -> "Mapping[Path, Kind | int]":
    """What `--as` says that the rows of each file are; of a file that it does not name, what it says of all.

    `step` is the step whose answers those are of which nothing is said by name. Raises BadParameter for anything else
    than people, answers and the id of a step, and for a file that is not among those.
    """
    # Imported here: other commands need nothing of it.
    from facilitator.sharing.targets import Kind

    kinds = {"people": Kind.ROSTER, "answers": Kind.ANSWERS}
    of_all: Kind | int | None = step
    of_files: dict[Path, Kind | int] = {}
    for text in texts:
        path, rest = _of_file(text, "=", files)
        said = rest.strip().casefold()
        if said not in kinds and not said.isdecimal():
            sentence = tr(
                "“{text}” is none of these: people, answers, the ID of a step, or one of them behind FILE= with a file "
                "that is imported.",
                text=text,
            )
            raise typer.BadParameter(sentence, param_hint="--as")
        meant = kinds[said] if said in kinds else int(said)
        if path is not None:
            of_files[path] = meant
        elif step is None:
            of_all = meant
    return {path: of_files.get(path, of_all) for path in files if of_files.get(path, of_all) is not None}  # type: ignore[misc]


def _of_file(text: str, sign: str, files: Sequence[Path]) -> tuple[Path | None, str]:
    """The file that a text names in front of a `sign`, None where it names none, and what is behind it."""
    for path in files:
        for name in (str(path), path.name):
            if text.startswith(name + sign):
                return path, text[len(name) + len(sign) :]
    return None, text
