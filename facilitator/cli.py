"""The commands that need no screen. Thin: each one opens the library, calls one operation and prints the outcome.

What a command needs beyond the library is imported inside it, so that `list` does not wait for NumPy or ReportLab.
Results go to standard output, plain and stable; what is said about them goes to standard error. Exit codes: 0; 1
with one sentence for an error a person can mend; 2 for a wrong use of the command line.
"""

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

from facilitator import __version__
from facilitator.errors import BadFile, FacilitatorError, NotFound
from facilitator.i18n import tr, trn
from facilitator.progress import finish
from facilitator.storage.library import Library, open_library
from facilitator.storage.location import library_path
from facilitator.tabular import Options, Problem

LibraryOption = Annotated[
    Path | None,
    typer.Option(
        "--library",
        metavar="PATH",
        help="The library file, else FACILITATOR_LIBRARY, else the one in your user data folder.",
        show_default=False,
        dir_okay=False,
    ),
]
"""Taken before and after the command alike; the later one counts."""

WorkshopArgument = Annotated[
    str, typer.Argument(metavar="WORKSHOP", help="The id of a workshop, or its exact title.", show_default=False)
]
_PROBLEMS_SHOWN = 20
"""What is wrong with row 400 is mostly what is wrong with row 4."""

JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON.")]


class Paper(StrEnum):
    """The sizes of paper a report can be made for."""

    A4 = "a4"
    LETTER = "letter"


class Form(StrEnum):
    """What a workshop can be exported as."""

    CSV = "csv"
    XLSX = "xlsx"
    GRAPHML = "graphml"
    JSON = "json"


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
        version: Annotated[
            bool, typer.Option("--version", help="Print the version and stop.", callback=_print_version, is_eager=True)
        ] = False,
    ) -> None:
        """Facilitated workshops on social learning: networks, reflection, actions."""
        context.obj = library
        if context.invoked_subcommand is None and default is not None:
            default(context)

    for command in (sample, list_, new, import_, match, metrics, export, report, forget_pin):
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
    except Exception:
        typer.echo(tr("Something went wrong inside Facilitator. Please report the lines below."), err=True)
        raise


def main() -> None:
    """Run the commands of the core."""
    execute(create_app())


def sample(context: typer.Context, library: LibraryOption = None) -> None:
    """Add the sample workshop and print its id."""
    from facilitator.rehearsal.sample import add_sample

    with opened(context, library) as chosen:
        typer.echo(add_sample(chosen))


def forget_pin(context: typer.Context, library: LibraryOption = None) -> None:
    """Forget the PIN of the station; its next use asks for a new one."""
    from facilitator.workshop.pin import clear_pin

    with opened(context, library) as chosen:
        clear_pin(chosen)
    typer.echo(tr("The PIN is forgotten. The station asks for a new one when it is next opened."))


def list_(context: typer.Context, library: LibraryOption = None, as_json: JsonOption = False) -> None:
    """List the workshops, newest first."""
    from facilitator.workshop.workshops import list_workshops

    with opened(context, library) as chosen:
        cards = list_workshops(chosen)
    if as_json:
        keys = ("id", "title", "client", "held_on", "people")
        _print_json([{key: getattr(card, key) for key in keys} for card in cards])
        return
    if not cards:
        typer.echo(tr("No workshops yet. “facilitator sample” adds one to look at."), err=True)
        return
    from facilitator.plain_table import plain_table

    header = (tr("id"), tr("held on"), tr("people"), tr("title"))
    typer.echo(plain_table(header, [(card.id, card.held_on, card.people, card.title) for card in cards]))


def new(
    context: typer.Context,
    title: Annotated[str, typer.Argument(metavar="TITLE", help="What the workshop is called.", show_default=False)],
    library: LibraryOption = None,
) -> None:
    """Start a workshop with the standard agenda and print its id."""
    from facilitator.exercises.templates import start_workshop

    with opened(context, library) as chosen:
        typer.echo(start_workshop(chosen, title).value)


def metrics(
    context: typer.Context, workshop: WorkshopArgument, library: LibraryOption = None, as_json: JsonOption = False
) -> None:
    """Print everything that is measured in a workshop."""
    from facilitator.exercises.steps import exercise_steps

    with opened(context, library) as chosen:
        workshop_id, title = _chosen_workshop(chosen, workshop)
        steps = exercise_steps(chosen, workshop_id)
        if not steps:
            raise NotFound(
                tr("“{title}” has no exercise on its agenda, so nothing is measured.", title=title),
                workshop_id=workshop_id,
            )
        measured: dict[str, Any] = {"workshop": {"id": workshop_id, "title": title}}
        for step, exercise in steps:
            measured |= exercise.metrics(chosen, step.id)
    if as_json:
        _print_json(measured)
        return
    from facilitator.plain_table import plain_tables

    typer.echo(f"{title}\n\n{plain_tables({key: part for key, part in measured.items() if key != 'workshop'})}")


def import_(
    context: typer.Context,
    workshop: WorkshopArgument,
    files: Annotated[
        list[Path],
        typer.Argument(
            metavar="FILE...",
            help="Files with people, answers or ties (CSV, XLSX), or exports (GraphML, JSON).",
            dir_okay=False,
            show_default=False,
        ),
    ],
    library: LibraryOption = None,
    matches: Annotated[
        list[str] | None,
        typer.Option("--map", metavar="COLUMN=FIELD", help="What a column holds; repeat for more.", show_default=False),
    ] = None,
    new_factors: Annotated[
        bool, typer.Option("--new-factors", help="Make questions of the columns that match none.")
    ] = False,
    min_weight: Annotated[
        float | None,
        typer.Option("--min-weight", help="Leave out ties with a lower weight.", show_default=False),
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would be imported and change nothing.")] = False,
) -> None:
    """Import people or answers; which of them a file holds is told by its columns."""
    from facilitator.sharing.importing import import_files

    options = Options(dict(_match(text) for text in matches or ()), new_factors, min_weight)
    with opened(context, library) as chosen:
        workshop_id, _ = _chosen_workshop(chosen, workshop)
        outcome = import_files(chosen, workshop_id, files, options, dry_run)
    for file in outcome.files if not outcome.failed else ():
        for sentence in file.proposal.plan.summary:
            typer.echo(f"{file.path.name}: {sentence}")
    problems = [(file.path.name, problem) for file in outcome.files for problem in file.proposal.plan.problems]
    # Errors last, so that the end of what is read says why nothing was imported.
    lines = [_place(*each) for each in sorted(problems, key=lambda each: each[1].error)]
    if (more := len(lines) - _PROBLEMS_SHOWN) > 0:
        lines[:more] = [trn("{count} more like these is not shown.", "{count} more like these are not shown.", more)]
    if outcome.failed:
        raise BadFile(" ".join(["\n".join(lines), tr("Nothing was imported.")]))
    for line in lines:
        typer.echo(line, err=True)
    if dry_run:
        typer.echo(tr("This was a dry run: nothing was changed."), err=True)


def match(
    context: typer.Context,
    workshop: WorkshopArgument,
    library: LibraryOption = None,
    exact: Annotated[bool, typer.Option("--exact", help="Confirm the contacts whose name is a participant's.")] = False,
) -> None:
    """Take contacts for participants of the same name; whatever is less certain is decided in the program."""
    from facilitator.exercises.contract import MatchesPeople
    from facilitator.exercises.steps import exercise_steps

    if not exact:
        raise typer.BadParameter(tr("Only same names can be matched here. Add --exact."), param_hint="--exact")
    with opened(context, library) as chosen:
        workshop_id, _ = _chosen_workshop(chosen, workshop)
        steps = [(step, each) for step, each in exercise_steps(chosen, workshop_id) if isinstance(each, MatchesPeople)]
        count = sum(each.match_exact(chosen, step.id).value for step, each in steps)
    typer.echo(trn("{count} contact matched.", "{count} contacts matched.", count))


def export(
    context: typer.Context,
    workshop: WorkshopArgument,
    path: Annotated[
        Path,
        typer.Option("-o", "--output", metavar="PATH", help="The file, or the folder for CSV.", show_default=False),
    ],
    form: Annotated[Form, typer.Option("--format", help="What to write.", case_sensitive=False)],
    library: LibraryOption = None,
    pseudonyms: Annotated[
        bool, typer.Option("--pseudonyms", help="Put P1, P2 and C01, C02 in the place of names.")
    ] = False,
) -> None:
    """Write a workshop's answers for other programs and print the paths."""
    from facilitator.sharing.exchange import Format, export_workshop

    with opened(context, library) as chosen:
        workshop_id, _ = _chosen_workshop(chosen, workshop)
        written = export_workshop(chosen, workshop_id, Format(form.value), path, pseudonyms=pseudonyms)
    for each in written:
        typer.echo(each)


def report(
    context: typer.Context,
    workshop: WorkshopArgument,
    folder: Annotated[
        Path, typer.Option("-o", "--output", metavar="DIR", help="Where to put the PDFs.", file_okay=False)
    ],
    library: LibraryOption = None,
    summary: Annotated[bool, typer.Option("--summary/--no-summary", help="The summary of the room.")] = True,
    handouts: Annotated[bool, typer.Option("--handouts/--no-handouts", help="A handout for each person.")] = True,
    paper: Annotated[Paper, typer.Option(help="The size of the paper.", case_sensitive=False)] = Paper.A4,
) -> None:
    """Write the PDFs of a workshop and print their paths."""
    with opened(context, library) as chosen:
        workshop_id, _ = _chosen_workshop(chosen, workshop)
        # After the workshop is found, so that a mistaken name is said at once.
        from facilitator.progress_bar import progress_bar
        from facilitator.reports.export import export_reports, names_without_font

        for text in names_without_font(chosen, workshop_id):
            typer.echo(tr("No font on this computer covers “{text}”: it is printed in part only.", text=text), err=True)
        work = export_reports(chosen, workshop_id, folder, summary=summary, handouts=handouts, paper=paper.value)
        with progress_bar() as report_progress:
            written = finish(work, report_progress)
    for path in written:
        typer.echo(path)
    typer.echo(trn("{count} PDF written.", "{count} PDFs written.", len(written)), err=True)


def chosen_library(context: typer.Context, after: Path | None) -> Path:
    """The library's path: the option `after` the command, before it, in the environment, or the usual one."""
    return library_path(after or context.obj)


@contextmanager
def opened(context: typer.Context, after: Path | None) -> Iterator[Library]:
    """The chosen library, closed at the end. Raises LibraryRefused."""
    library = open_library(chosen_library(context, after))
    try:
        yield library
    finally:
        library.close()


def _chosen_workshop(library: Library, name: str) -> tuple[int, str]:
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


def _place(file: str, problem: Problem) -> str:
    """A problem in one line, led by where it is."""
    parts = [file]
    if problem.row is not None:
        parts.append(tr("row {number}", number=problem.row))
    if problem.column:
        parts.append(tr("column “{name}”", name=problem.column))
    return f"{', '.join(parts)}: {problem.sentence}"


def _match(text: str) -> tuple[str, str]:
    column, sign, field = text.rpartition("=")
    if not (column and sign and field):
        raise typer.BadParameter(tr("“{text}” is not of the form COLUMN=FIELD.", text=text), param_hint="--map")
    return column.strip(), field.strip()


def _print_json(value: Any) -> None:
    # Dates are the one value among these that JSON has no form for.
    typer.echo(json.dumps(value, ensure_ascii=False, indent=2, allow_nan=False, default=lambda day: day.isoformat()))


def _print_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"facilitator {__version__}")
        raise typer.Exit
