"""The command line: the commands of the core, the two that open windows, and the papers that look at windows.

Qt is imported only inside these, so that every other command works where Qt can't start.
"""

import os
from pathlib import Path
from typing import Annotated

import typer

from facilitator.cli import create_app
from facilitator.cli.common import (
    AgendaOption,
    LanguageOption,
    LibraryOption,
    PaperOption,
    WorkshopArgument,
    chosen_library,
    chosen_papers,
    chosen_workshop,
    opened,
)
from facilitator.errors import FacilitatorError, Invalid, NotFound
from facilitator.i18n import SOURCE, tr
from facilitator.storage.server.address import is_no_file
from facilitator.terminal import has_screen


def command_line() -> typer.Typer:
    """All commands: those of the core, and those with windows."""
    app = create_app(default=run)
    app.command("run")(run)
    app.command("rehearse")(rehearse)
    app.command("protection")(protection)
    return app


def line_of_run() -> typer.Typer:
    """The same with `run` alone: who waits for a window does not wait for what all others import."""
    return create_app(default=run, offered=(run,))


def run(
    context: typer.Context,
    library: LibraryOption = None,
    workshop: Annotated[
        str, typer.Option("--workshop", metavar="WORKSHOP", help="Open this one, by id or title.", show_default=False)
    ] = "",
    file: Annotated[
        Path | None,
        typer.Argument(
            metavar="[FILE]",
            help="A library, a workshop that was handed over, or a returned worksheet.",
            show_default=False,
        ),
    ] = None,
) -> None:
    """Open the app; what happens when no command is given. Where it is open already, that one comes to the front."""
    if not has_screen():
        raise FacilitatorError(
            tr(
                "There is no screen to open a window on. The other commands work without one, for example "
                "“facilitator report WORKSHOP -o DIR”; “facilitator --help” lists them."
            )
        )
    from facilitator.cli.passphrases import has_passphrase_file, unlock_chosen
    from facilitator.storage.library_mark import is_library
    from ui.plain_imports import import_plainly

    import_plainly()
    from ui.app import run_app
    from ui.single_instance import as_wanted

    if file is not None and library is None and not context.obj and is_library(file):
        library, file = file, None
    path = chosen_library(context, library)
    if has_passphrase_file(context):
        if not isinstance(path, Path):
            raise Invalid(is_no_file())
        unlock_chosen(context, path)
    raise typer.Exit(run_app(path, as_wanted(file) if file else workshop, named=bool(library or context.obj)))


def rehearse(
    folder: Annotated[
        Path,
        typer.Option(
            "-o", "--output", metavar="DIR", help="Where to put the pictures, PDFs and library.", file_okay=False
        ),
    ],
    people: Annotated[int, typer.Option("--people", metavar="N", help="How many take part.", min=0, max=1000)] = 6,
    agenda: AgendaOption = "",
    language: Annotated[
        str, typer.Option("--language", metavar="TAG", help="What the windows speak, such as de.")
    ] = SOURCE,
) -> None:
    """Play a whole workshop through the real windows, on a library of its own, and check every step."""
    if not has_screen():
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from ui.plain_imports import import_plainly

    import_plainly()
    from ui.rehearse import rehearse as play

    raise typer.Exit(play(folder, people, agenda, language))


def protection(
    context: typer.Context,
    workshop: WorkshopArgument,
    folder: Annotated[
        Path, typer.Option("-o", "--output", metavar="DIR", help="Where to put the papers.", file_okay=False)
    ],
    library: LibraryOption = None,
    person: Annotated[
        str | None,
        typer.Option("--person", metavar="NAME", help="Everything that is kept of one participant, in their place."),
    ] = None,
    agreement: Annotated[
        bool, typer.Option("--agreement", help="Switch the works agreement profile of the workshop on before.")
    ] = False,
    paper: PaperOption = None,
    language: LanguageOption = None,
) -> None:
    """Write what a works council asks for: notice, records, threshold check, catalogue. Templates, no legal advice."""
    with opened(context, library) as chosen:
        workshop_id, _ = chosen_workshop(chosen, workshop)
        from facilitator.exercises.agreement import change_agreement
        from facilitator.progress import finish
        from facilitator.progress_bar import progress_bar
        from facilitator.protection.writing import write_access, write_papers
        from facilitator.workshop.roster import people_of
        from ui.protection import view_names

        if agreement:
            change_agreement(chosen, workshop_id, holds=True)
        options = chosen_papers(chosen, workshop_id, paper, language)
        if person is None:
            work = write_papers(chosen, workshop_id, folder, view_names, options)
        else:
            found = [each.id for each in people_of(chosen, workshop_id) if each.name == person]
            if len(found) != 1:
                raise NotFound(tr("There is no one person “{name}” on the roster.", name=person))
            work = write_access(chosen, found[0], folder, options)
        with progress_bar() as report:
            written = finish(work, report)
    for path in written:
        typer.echo(path)
