"""Commands that hand one workshop over as a file, and take one over."""

from pathlib import Path
from typing import Annotated

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
from facilitator.progress import finish

NewPassphraseFileOption = Annotated[
    Path | None,
    typer.Option(
        "--new-passphrase-file",
        metavar="PATH",
        help="Protect the file by the passphrase in the first line of this one, which only you can read.",
        show_default=False,
    ),
]


def hand_over(
    context: typer.Context,
    workshop: WorkshopArgument,
    path: Annotated[
        Path | None,
        typer.Option(
            "-o", "--output", metavar="PATH", help="The file, else one named after the workshop.", show_default=False
        ),
    ] = None,
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
    from facilitator.storage.keys import salt_of

    if plain and (protect or new_file):
        raise Invalid(tr("Choose one: with a passphrase, or without."))
    with opened(context, library) as chosen:
        workshop_id, title = chosen_workshop(chosen, workshop)
        is_protected = salt_of(chosen_library(context, library)) is not None
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
        target = path or free_path(Path(), title, handing_over.SUFFIX)
        written = finish(handing_over.hand_over(chosen, workshop_id, target, passphrase))
    typer.echo(written)
    if passphrase is None:
        typer.echo(tr("It has no passphrase: whoever gets the file can read it."), err=True)


def take_over(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A workshop that was handed over.", show_default=False)],
    words: Annotated[
        Path | None,
        typer.Option(
            "--file-passphrase-file",
            metavar="PATH",
            help="A file that only you can read with the passphrase of FILE in its first line, else you are asked.",
            show_default=False,
        ),
    ] = None,
    library: LibraryOption = None,
) -> None:
    """Add a workshop that was handed over to the library, as a new one, and print its id."""
    from facilitator.sharing import handing_over
    from facilitator.storage.backups import BEFORE_IMPORT

    unlock_file(file, words)
    handed = handing_over.read_handed(file)
    with opened(context, library, makes=True) as chosen:
        finish(chosen.back_up(BEFORE_IMPORT))
        taken = handing_over.take_over(chosen, handed).value
    typer.echo(taken.workshop_id)
    for sentence in (*taken.said, *taken.left_out):
        typer.echo(sentence, err=True)
