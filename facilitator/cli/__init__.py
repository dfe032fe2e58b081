"""The commands that need no screen. Thin: each one opens the library, calls one operation and prints the outcome.

What a command needs beyond the library is imported inside it, so that `list` does not wait for NumPy or ReportLab.
Results go to standard output, plain and stable; what is said about them goes to standard error. Exit codes: 0; 1
with one sentence for an error a person can mend; 2 for a wrong use of the command line.
"""

import sys
from collections.abc import Callable
from typing import Annotated

import typer

from facilitator import __version__
from facilitator.cli import actions, answers, copies, handing, papers, passphrases, questions, sheets, workshops
from facilitator.cli.common import LibraryOption
from facilitator.cli.passphrases import PassphraseFileOption, keep_passphrase_file
from facilitator.errors import FacilitatorError, where_raised
from facilitator.i18n import tr

COMMANDS: tuple[Callable[..., None], ...] = (
    workshops.sample,
    workshops.list_,
    workshops.new,
    workshops.agendas,
    answers.import_,
    answers.match,
    answers.metrics,
    answers.export,
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


def create_app(default: Callable[[typer.Context], None] | None = None) -> typer.Typer:
    """The command line with the commands of the core; `default` is what happens when no command is given."""
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

    for command in COMMANDS:
        app.command(command.__name__.strip("_").replace("_", "-"))(command)
    return app


def execute(app: typer.Typer) -> None:
    """Run the command line and end the program with its exit code."""
    for stream in (sys.stdout, sys.stderr):
        # Whatever the locale says: names are of any script, and JSON is UTF-8. (A stream in a test may be a plain one.)
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        app()
    except FacilitatorError as error:
        typer.echo(error.sentence, err=True)
        sys.exit(1)
    except Exception as error:  # noqa: BLE001  # the program ends here, and nothing is swallowed
        typer.echo(tr("Something went wrong inside Facilitator. Please report the lines below."), err=True)
        typer.echo("\n".join(where_raised(error)), err=True)
        sys.exit(1)


def main() -> None:
    """Run the commands of the core."""
    execute(create_app())


def _print_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"facilitator {__version__}")
        raise typer.Exit
