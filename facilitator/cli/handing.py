"""Commands that hand one workshop over as a file and take one over, whole or for a station on another computer."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from facilitator.cli.common import (
    LibraryOption,
    WorkshopArgument,
    chosen_library,
    chosen_workshop,
    opened,
    say_left_out,
)
from facilitator.cli.passphrases import new_passphrase, unlock_file
from facilitator.errors import Invalid
from facilitator.i18n import tr
from facilitator.progress import LongWork, finish

if TYPE_CHECKING:
    # Imported by what is done: the command line starts without them.
    from facilitator.storage.keys import Passphrase
    from facilitator.storage.library import Library

NewPassphraseFileOption = Annotated[
    Path | None,
    typer.Option(
        "--new-passphrase-file",
        metavar="PATH",
        help="Protect the file by the passphrase in the first line of this one, which only you can read.",
        show_default=False,
    ),
]
OutputOption = Annotated[
    Path | None,
    typer.Option(
        "-o", "--output", metavar="PATH", help="The file, else one named after the workshop.", show_default=False
    ),
]
FilePassphraseFileOption = Annotated[
    Path | None,
    typer.Option(
        "--file-passphrase-file",
        metavar="PATH",
        help="A file that only you can read with the passphrase of FILE in its first line, else you are asked.",
        show_default=False,
    ),
]


def hand_over(
    context: typer.Context,
    workshop: WorkshopArgument,
    path: OutputOption = None,
    protect: Annotated[bool, typer.Option("--protect", help="Ask for a passphrase for the file.")] = False,
    plain: Annotated[
        bool, typer.Option("--plain", help="Write it without a passphrase, although the library has one.")
    ] = False,
    new_file: NewPassphraseFileOption = None,
    library: LibraryOption = None,
) -> None:
    """Write one workshop, whole, to a file for another library, and print its path. It stays here."""
    from facilitator.files import free_path
    from facilitator.sharing import handing_over
    from facilitator.sharing.handed_file import SUFFIX
    from facilitator.storage.keys import salt_of

    if plain and (protect or new_file):
        raise Invalid(tr("Choose one: with a passphrase, or without."))
    with opened(context, library) as chosen:
        workshop_id, title = chosen_workshop(chosen, workshop)
        place = chosen_library(context, library)
        is_protected = isinstance(place, Path) and salt_of(place) is not None
        if is_protected and not (protect or new_file or plain):
            raise Invalid(
                tr(
                    "The library has a passphrase, and the file would have none. Give it one by --protect, or say "
                    "--plain."
                )
            )
        typer.echo(handing_over.stays_behind(), err=True)
        say_left_out(chosen, workshop_id)
        passphrase = new_passphrase(new_file) if protect or new_file else None
        target = path or free_path(Path(), title, SUFFIX)
        written = finish(handing_over.hand_over(chosen, workshop_id, target, passphrase))
    _say_written(written, passphrase)


def make_station(
    context: typer.Context,
    workshop: WorkshopArgument,
    path: OutputOption = None,
    new_file: NewPassphraseFileOption = None,
    library: LibraryOption = None,
) -> None:
    """Write a file that makes another computer a station of a workshop, and print its path. No answer is in it."""
    from facilitator.sharing import stations

    with opened(context, library) as chosen:
        workshop_id, title = chosen_workshop(chosen, workshop)
        typer.echo(stations.what_goes_along(chosen), err=True)
        say_left_out(chosen, workshop_id)
        _write(stations.make_station, chosen, workshop_id, path, tr("Station of {title}", title=title), new_file)


def hand_back(
    context: typer.Context,
    workshop: WorkshopArgument,
    path: OutputOption = None,
    new_file: NewPassphraseFileOption = None,
    library: LibraryOption = None,
) -> None:
    """Write all that was answered at this station to a file for the first computer, and print its path."""
    from facilitator.sharing import stations

    with opened(context, library) as chosen:
        workshop_id, title = chosen_workshop(chosen, workshop)
        _write(stations.write_answers, chosen, workshop_id, path, tr("Answers of {title}", title=title), new_file)


def bring_back(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="What “hand-back” wrote.", show_default=False)],
    everything: Annotated[
        bool,
        typer.Option("--all", help="The station's answers count, also where others are here; without it, these stay."),
    ] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would come in and change nothing.")] = False,
    words: FilePassphraseFileOption = None,
    library: LibraryOption = None,
) -> None:
    """Bring in what was answered at a station on another computer."""
    from facilitator.sharing import station_merge
    from facilitator.sharing.handed_file import read_handed

    unlock_file(file, words)
    handed = read_handed(file)
    with opened(context, library) as chosen:
        found = station_merge.look_at(chosen, handed)
        if not dry_run:
            found = finish(station_merge.bring_back(chosen, handed, found.left if everything else ())).value
    for sentence in found.said:
        typer.echo(sentence)
    for given in found.left:
        typer.echo(tr("{name}, {step}: other answers are here.", name=given.names, step=given.step), err=True)
    if dry_run:
        typer.echo(tr("This was a dry run: nothing was changed."), err=True)


def _write(
    write: "Callable[[Library, int, Path, Passphrase | None], LongWork[Path]]",
    library: "Library",
    workshop_id: int,
    path: Path | None,
    name: str,
    new_file: Path | None,
) -> None:
    from facilitator.files import free_path
    from facilitator.sharing.handed_file import SUFFIX

    passphrase = None if new_file is None else new_passphrase(new_file)
    _say_written(finish(write(library, workshop_id, path or free_path(Path(), name, SUFFIX), passphrase)), passphrase)


def _say_written(path: Path, passphrase: "Passphrase | None") -> None:
    typer.echo(path)
    if passphrase is None:
        typer.echo(tr("It has no passphrase: whoever gets the file can read it."), err=True)


def take_over(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A workshop that was handed over.", show_default=False)],
    words: FilePassphraseFileOption = None,
    library: LibraryOption = None,
) -> None:
    """Add a workshop that was handed over to the library, as a new one, and print its id.

    A file that “make-station” wrote makes this library's computer a station.
    """
    from facilitator.sharing import handing_over
    from facilitator.sharing.handed_file import read_handed
    from facilitator.storage.backups import BEFORE_IMPORT

    unlock_file(file, words)
    handed = read_handed(file)
    with opened(context, library, makes=True) as chosen:
        finish(chosen.back_up(BEFORE_IMPORT))
        if handed.station is not None:
            from facilitator.sharing.stations import not_asked_here, take_station

            typer.echo(take_station(chosen, handed).value)
            for sentence in not_asked_here(handed):
                typer.echo(sentence, err=True)
            return
        taken = handing_over.take_over(chosen, handed).value
    typer.echo(taken.workshop_id)
    for sentence in (*taken.said, *taken.left_out):
        typer.echo(sentence, err=True)
