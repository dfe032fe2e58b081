"""What the commands share: the library and the workshop they are about, and how values are printed.

Whoever waits for a window waits for this module too: the database is imported once there is a library to open.
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import replace
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from facilitator.errors import Invalid, LibraryRefused, NotFound
from facilitator.i18n import tr, trn
from facilitator.storage.location import Place, library_path
from facilitator.storage.server.address import ServerAddress, is_address, is_no_file

if TYPE_CHECKING:
    from facilitator.storage.library import Library
    from facilitator.workshop.papers import PaperOptions


def _place(typed: str) -> Place:
    """A file, or the address of a server, which is never repeated where it is wrong: a password may be in it."""
    if is_address(typed):
        return ServerAddress.parse(typed)
    path = Path(typed)
    if path.is_dir():
        raise typer.BadParameter(tr("“{path}” is a folder.", path=path))
    return path


LibraryOption = Annotated[
    # A Place; Typer takes no type that is one of two.
    Any,
    typer.Option(
        "--library",
        metavar="PATH",
        help="The library file, or postgresql://NAME@SERVER/DATABASE, else FACILITATOR_LIBRARY, else the file in your "
        "user data folder.",
        show_default=False,
        parser=_place,
    ),
]
"""Taken before and after the command alike; the later one counts."""

WorkshopArgument = Annotated[
    str, typer.Argument(metavar="WORKSHOP", help="The id of a workshop, or its exact title.", show_default=False)
]

JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON.")]


class Paper(StrEnum):
    """The sizes of paper a report can be made for."""

    A4 = "a4"
    LETTER = "letter"


PaperOption = Annotated[
    Paper | None,
    typer.Option("--paper", help="The size of the paper, else as it is kept.", case_sensitive=False),
]

LanguageOption = Annotated[
    str | None,
    typer.Option(
        "--language",
        metavar="TAG",
        help="The language of the papers, such as de, else as it is kept.",
        show_default=False,
    ),
]

AgendaOption = Annotated[
    str,
    typer.Option(
        "--agenda",
        metavar="KEY",
        help="Another of the agendas that “facilitator agendas” lists.",
        show_default=False,
    ),
]


def chosen_library(context: typer.Context, after: Place | None) -> Place:
    """Where the library is: the option `after` the command, before it, in the environment, or the usual file."""
    return library_path(after or context.obj)


def chosen_file(context: typer.Context, after: Place | None) -> Path:
    """The same for what only a file has. Raises Invalid for a library on a server."""
    place = chosen_library(context, after)
    if not isinstance(place, Path):
        raise Invalid(is_no_file())
    return place


def chosen_papers(library: "Library", workshop_id: int, paper: Paper | None, language: str | None) -> "PaperOptions":
    """How a workshop's papers are to be: as it keeps them, less what was said. Raises Invalid for no such language."""
    from facilitator.workshop.papers import check, paper_options

    kept = paper_options(library, workshop_id)
    options = replace(
        kept,
        paper=kept.paper if paper is None else paper.value,
        language=kept.language if language is None else language,
    )
    check(options)
    return options


def warn_of_names(names: Iterable[str]) -> None:
    """Say, before anything is written, which names and words no font of this computer draws right."""
    for name in names:
        typer.echo(
            tr(
                "No font on this computer draws “{text}” as it is written: in the PDF, parts of it are missing or "
                "misplaced.",
                text=name,
            ),
            err=True,
        )


@contextmanager
def opened(
    context: typer.Context, after: Place | None, *, makes: bool = False, keeps_promises: bool = True
) -> Iterator["Library"]:
    """The chosen library, closed at the end; where there is none, a new one if the command `makes` it.

    Its passphrase is asked for, and what is due is erased before unless the command sees to that. Raises
    LibraryRefused, also for a damaged one.

    A path that was mistyped must not become an empty library, which nobody would miss the other one for.
    """
    from facilitator.cli.passphrases import has_passphrase_file, unlock_chosen
    from facilitator.storage.library import open_library
    from facilitator.storage.recovery import SMALL, refuse_damaged

    library: Library
    path = chosen_library(context, after)
    if not isinstance(path, Path):
        # Imported here: who has a library in a file needs nothing of it.
        from facilitator.storage.server.library import open_server_library

        if has_passphrase_file(context):
            raise Invalid(is_no_file())
        library = open_server_library(path, makes=makes)
    else:
        if not makes and not path.exists() and not path.is_symlink():
            raise LibraryRefused(
                tr(
                    "There is no library at {path}. “facilitator new” or “facilitator sample” begin one there.",
                    path=path,
                )
            )
        unlock_chosen(context, path)
        if path.exists() and path.stat().st_size <= SMALL:
            # A damaged library must not be worked over; looking through a large one would take longer than most do.
            refuse_damaged(path)
        library = open_library(path, says_waiting=_say_waiting)
    with closing(library):
        if not keeps_promises:
            yield library
        elif _keep_promises(library):
            yield library
            # Only now: what the command does may be refused by a date that is doubted.
            _believe_date(library)
        else:
            yield library


def _say_waiting() -> None:
    typer.echo(tr("Another program is writing to the library. Waiting for it, for some seconds at most…"), err=True)


def _keep_promises(library: "Library") -> bool:
    """Erase what is due before a command reads it: a library that only commands open is opened by nothing else.

    Return whether nothing is left to be erased because the computer's date is doubted.
    """
    from facilitator.workshop.data_protection import bound

    if not bound(library):
        return True
    # Imported here: it needs all exercises.
    from facilitator.protection.believed_date import doubt_of
    from facilitator.protection.retention import due, keep_promises

    today = date.today()
    doubt = doubt_of(library, today)
    if doubt is not None and due(library, today):
        typer.echo(tr("Nothing was erased yet of what is due. {why}", why=doubt.on_command), err=True)
        return False
    for sentence in keep_promises(library, today):
        typer.echo(sentence, err=True)
    return True


def _believe_date(library: "Library") -> None:
    """Note that the library is used today, where something goes by that."""
    from facilitator.workshop.data_protection import bound

    if not bound(library):
        return
    from facilitator.protection.believed_date import believe

    believe(library, date.today())


def chosen_workshop(library: "Library", name: str) -> tuple[int, str]:
    """Id and title of the workshop with this id, else of the only one with exactly this title; raises NotFound."""
    from facilitator.workshop.workshops import list_workshops

    titles = {card.id: card.title for card in list_workshops(library)}
    if name.isdecimal() and int(name) in titles:
        return int(name), titles[int(name)]
    found = [workshop_id for workshop_id, title in titles.items() if title == name]
    if len(found) == 1:
        return found[0], name
    if found:
        ids = ", ".join(map(str, sorted(found)))
        raise NotFound(tr("Several workshops have this title. Choose one by its id: {ids}.", ids=ids))
    raise NotFound(
        tr("There is no workshop “{name}” in this library. “facilitator list” shows those there are.", name=name)
    )


def print_json(value: Any) -> None:
    """Print a value as JSON for other programs and for people."""
    # Dates are the one value among these that JSON has no form for.
    typer.echo(json.dumps(value, ensure_ascii=False, indent=2, allow_nan=False, default=lambda day: day.isoformat()))


def say_left_out(library: "Library", workshop_id: int) -> None:
    """Say on standard error which steps are in nothing that is handed out, since they can't be run here."""
    from facilitator.exercises.steps import left_out

    for sentence in left_out(library, workshop_id):
        typer.echo(sentence, err=True)


def say_written(paths: Sequence[Path]) -> None:
    """Print the paths of PDFs, and how many there are beside them."""
    for path in paths:
        typer.echo(path)
    typer.echo(trn("{count} PDF written.", "{count} PDFs written.", len(paths)), err=True)
