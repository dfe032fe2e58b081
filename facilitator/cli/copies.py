"""Commands about the library as a file: copies, bringing one back, looking whether it is sound, and saving the rest."""

from pathlib import Path
from typing import Annotated

import typer

from facilitator.cli.common import LibraryOption, chosen_file, opened
from facilitator.cli.passphrases import unlock_chosen, unlock_copy
from facilitator.errors import BadFile
from facilitator.i18n import tr
from facilitator.progress import finish


def backup(
    context: typer.Context,
    path: Annotated[
        Path | None,
        typer.Option(
            "-o",
            "--output",
            metavar="PATH",
            help="Where to, else into the folder “backups” beside the library.",
            show_default=False,
            dir_okay=False,
        ),
    ] = None,
    library: LibraryOption = None,
) -> None:
    """Copy the library, also while it is in use, check the copy, and print its path."""
    chosen_file(context, library)
    with opened(context, library) as chosen:
        typer.echo(finish(chosen.back_up("by-command") if path is None else chosen.save_copy(path)))


def restore(
    context: typer.Context,
    copy: Annotated[Path, typer.Argument(metavar="COPY", help="A copy of the library.", dir_okay=False)],
    library: LibraryOption = None,
) -> None:
    """Put a copy in the place of the library, after a copy of what is there. Close the program first."""
    from facilitator.storage.restoring import restore as bring_back

    path = chosen_file(context, library)
    if path.exists():
        unlock_chosen(context, path)
    unlock_copy(context, copy)
    bring_back(path, copy)
    typer.echo(tr("The library {path} is now as it was in {copy}.", path=path, copy=copy.name))
    typer.echo(
        tr(
            "Mails that went since are not sent again. What people took back since, such as a story or a consent, is "
            "there again: take it back anew."
        ),
        err=True,
    )


def check(context: typer.Context, library: LibraryOption = None) -> None:
    """Say whether the library is sound; it is only read."""
    from facilitator.storage.restoring import problems

    path = chosen_file(context, library)
    if path.exists():
        unlock_chosen(context, path)
    found = problems(path)
    if found:
        raise BadFile(
            "\n".join(
                [
                    tr("The library {path} is damaged:", path=path),
                    *found,
                    tr("Go on with an earlier copy: “facilitator restore COPY”. The damaged file is kept aside."),
                    tr("“facilitator recover -o NEW” reads what can still be read into a new library."),
                ]
            )
        )
    typer.echo(tr("The library {path} is sound.", path=path))


def recover(
    context: typer.Context,
    path: Annotated[Path, typer.Option("-o", "--output", metavar="PATH", help="The new library.", dir_okay=False)],
    library: LibraryOption = None,
) -> None:
    """Read what can be read of a damaged library into a new one, and say what could not."""
    from facilitator.storage.recovery import recover as read_all

    for sentence in finish(read_all(chosen_file(context, library), path)).sentences:
        typer.echo(sentence)
