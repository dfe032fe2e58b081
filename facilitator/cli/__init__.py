"""The commands that need no screen. Thin: each one opens the library, calls one operation and prints the outcome.

What a command needs beyond the library is imported inside it, so that `list` does not wait for NumPy or ReportLab.
Results go to standard output, plain and stable; what is said about them goes to standard error. Exit codes: 0; 1
with one sentence for an error a person can mend; 2 for a wrong use of the command line.
"""

from collections.abc import Callable, Iterable
from typing import Annotated

import typer

from facilitator import __version__
from facilitator.cli.common import LibraryOption
from facilitator.cli.passphrases import PassphraseFileOption, keep_passphrase_file
from facilitator.terminal import execute


def commands() -> tuple[Callable[..., None], ...]:
    """All commands of the core, which are imported here: what opens a window needs none of them."""
    from facilitator.cli import (
        actions,
        copies,
        exporting,
        handing,
        importing,
        measuring,
        papers,
        passphrases,
        questions,
        sheets,
        workshops,
    )

    return (
        workshops.sample,
        workshops.list_,
        workshops.new,
        workshops.agendas,
        importing.import_,
        measuring.match,
        measuring.metrics,
        exporting.export,
        actions.actions,
        actions.indicators,
        actions.calendar,
        questions.add_questions,
        questions.questions,
        sheets.worksheets,
        sheets.posters,
        papers.report,
        papers.guide,
        papers.mail,
        papers.mail_password,
        workshops.forget_pin,
        workshops.date_is_right,
        copies.backup,
        copies.restore,
        copies.check,
        copies.recover,
        passphrases.passphrase,
        passphrases.server_password,
        passphrases.server_rights,
        workshops.rights,
        handing.hand_over,
        handing.take_over,
        handing.make_station,
        handing.hand_back,
        handing.bring_back,
    )


def create_app(
    default: Callable[[typer.Context], None] | None = None, offered: Iterable[Callable[..., None]] | None = None
) -> typer.Typer:
    """The command line with the commands of the core, or with those that are `offered` in their place.

    `default` is what happens when no command is given.
    """
    app = typer.Typer(
        name="facilitator",
        add_completion=False,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        no_args_is_help=default is None,
    )

    @app.callback(invoke_without_command=default is not None)
    def common(
        context: typer.Context,
        library: LibraryOption = None,
        passphrase_file: PassphraseFileOption = None,
        version: Annotated[
            bool, typer.Option("--version", help="Print the version and stop.", callback=_print_version, is_eager=True)
        ] = False,
    ) -> None:
        """Facilitated workshops on social learning: networks, reflection, actions."""
        context.obj = library
        keep_passphrase_file(context, passphrase_file)
        if context.invoked_subcommand is None and default is not None:
            default(context)

    for command in commands() if offered is None else offered:
        app.command(command.__name__.strip("_").replace("_", "-"))(command)
    return app


def main() -> None:
    """Run the commands of the core."""
    execute(create_app())


def _print_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"facilitator {__version__}")
        raise typer.Exit
