"""Commands that bring answers in and out, and measure them."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

from facilitator.cli.common import (
    JsonOption,
    LibraryOption,
    WorkshopArgument,
    chosen_workshop,
    opened,
    print_json,
    say_left_out,
)
from facilitator.cli.sheets import import_sheets, is_sheet
from facilitator.errors import BadFile, NotFound
from facilitator.i18n import tr, trn
from facilitator.progress import finish
from facilitator.storage.backups import BEFORE_IMPORT
from facilitator.storage.library import Library
from facilitator.tabular import Asked, Options, Problem


class RowsAre(StrEnum):
    """What the rows of a table are, where it can be read in several ways."""

    PEOPLE = "people"
    ANSWERS = "answers"


class Form(StrEnum):
    """What a workshop can be exported as."""

    CSV = "csv"
    XLSX = "xlsx"
    GRAPHML = "graphml"
    JSON = "json"


def metrics(
    context: typer.Context,
    workshop: WorkshopArgument,
    library: LibraryOption = None,
    as_json: JsonOption = False,
    by_person: Annotated[
        bool,
        typer.Option(
            "--by-person",
            help="Tell of each person by how many they are relied on, and of those who agreed to it between whom they "
            "stand.",
        ),
    ] = False,
) -> None:
    """Print everything that is measured in a workshop; people are not ranked."""
    from facilitator.exercises.steps import exercise_steps

    with opened(context, library) as chosen:
        workshop_id, title = chosen_workshop(chosen, workshop)
        steps = exercise_steps(chosen, workshop_id)
        say_left_out(chosen, workshop_id)
        if not steps:
            raise NotFound(
                tr("“{title}” has no exercise on its agenda, so nothing is measured.", title=title),
                workshop_id=workshop_id,
            )
        measured: dict[str, Any] = {"workshop": {"id": workshop_id, "title": title}}
        for step, exercise in steps:
            for key, part in exercise.metrics(chosen, step.id, by_person=by_person).items():
                # An exercise that a workshop may well run twice hands in a list.
                measured[key] = measured[key] + part if isinstance(measured.get(key), list) else part
    if as_json:
        print_json(measured)
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
            help="People, answers or ties (CSV, XLSX), exports (GraphML, JSON), or returned worksheets (PDFs, or a "
            "folder of them).",
            show_default=False,
        ),
    ],
    library: LibraryOption = None,
    matches: Annotated[
        list[str] | None,
        typer.Option(
            "--map",
            metavar="COLUMN=FIELD",
            help="What a column holds: a field, a question, “new question” or “ignore”; repeat for more.",
            show_default=False,
        ),
    ] = None,
    rows: Annotated[
        RowsAre | None,
        typer.Option(
            "--as",
            help="What the rows of these tables are: people who take part, or answers that name others.",
            case_sensitive=False,
            show_default=False,
        ),
    ] = None,
    step: Annotated[
        int | None,
        typer.Option("--step", metavar="ID", help="The step whose answers these tables are.", show_default=False),
    ] = None,
    new_factors: Annotated[
        bool, typer.Option("--new-factors", help="Make questions of the columns that match none.")
    ] = False,
    min_weight: Annotated[
        float | None,
        typer.Option("--min-weight", help="Leave out ties with a lower weight.", show_default=False),
    ] = None,
    rename: Annotated[
        bool,
        typer.Option(
            "--rename",
            help="Rename people whose address stands beside another name; without it these are added as other people.",
        ),
    ] = False,
    rename_missing: Annotated[
        bool,
        typer.Option(
            "--rename-missing",
            help="A new name is the person of the roster whom the file does not name; without it somebody else.",
        ),
    ] = False,
    take_addresses: Annotated[
        bool,
        typer.Option(
            "--take-addresses", help="Give people the addresses that are somebody else's so far; left out without it."
        ),
    ] = False,
    hidden: Annotated[
        bool,
        typer.Option(
            "--hidden", help="Take in rows, columns and sheets that are hidden or filtered out in a workbook."
        ),
    ] = False,
    encoding: Annotated[
        str,
        typer.Option(
            "--encoding",
            metavar="NAME",
            help="Of text files that do not say theirs: cp1252, mac_roman, …",
            show_default=False,
        ),
    ] = "",
    declined: Annotated[
        bool, typer.Option("--declined", help="Take in people who said that they don't take part; left out without it.")
    ] = False,
    table: Annotated[
        str,
        typer.Option(
            "--table",
            metavar="NAME",
            help="Of a file with several tables: the sheet or the table that is meant.",
            show_default=False,
        ),
    ] = "",
    repair: Annotated[
        bool, typer.Option("--repair", help="Mend letters that were saved in a wrong encoding, as “Ã¼” for “ü”.")
    ] = False,
    replace: Annotated[
        bool,
        typer.Option(
            "--replace", help="Let a returned worksheet go over other answers of its person; without it, it waits."
        ),
    ] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would be imported and change nothing.")] = False,
) -> None:
    """Import people, answers or returned worksheets; which of them a file holds is told by what is in it.

    Everything that is left out is said, and counted at the end.
    """
    renames = None if rename else frozenset[int]()
    options = Options(
        dict(_match(text) for text in matches or ()),
        new_factors,
        min_weight,
        renames=renames,
        hidden=hidden,
        repair=repair,
        encoding=encoding,
        agreed=frozenset(
            asked
            for asked, said in (
                (Asked.MISSING, rename_missing),
                (Asked.TAKEN, take_addresses),
                (Asked.DECLINED, declined),
            )
            if said
        ),
        table=table,
    )
    sheets = [path for path in files if is_sheet(path)]
    of_tables = {"--map": matches, "--as": rows, "--step": step, "--min-weight": min_weight, "--encoding": encoding}
    of_tables["--table"] = table
    if len(sheets) == len(files) and (given := [name for name, value in of_tables.items() if value]):
        raise typer.BadParameter(tr("There is no table among these files that this is about."), param_hint=given[0])
    if replace and not sheets:
        raise typer.BadParameter(tr("There is no worksheet among these files."), param_hint="--replace")
    with opened(context, library) as chosen:
        workshop_id, _ = chosen_workshop(chosen, workshop)
        if tables := [path for path in files if path not in sheets]:
            _import_tables(chosen, workshop_id, tables, options, step or rows, dry_run)
        if sheets:
            import_sheets(chosen, workshop_id, sheets, dry_run, replace)
    if dry_run:
        typer.echo(tr("This was a dry run: nothing was changed."), err=True)


def _import_tables(
    library: Library, workshop_id: int, files: list[Path], options: Options, rows: RowsAre | int | None, dry_run: bool
) -> None:
    from facilitator.sharing.importing import import_files
    from facilitator.sharing.targets import Kind

    kinds = {RowsAre.PEOPLE: Kind.ROSTER, RowsAre.ANSWERS: Kind.ANSWERS}
    of_all = kinds[rows] if isinstance(rows, RowsAre) else rows
    said = dict.fromkeys(files, of_all) if of_all is not None else {}
    if not dry_run:
        finish(library.back_up(BEFORE_IMPORT))
    outcome = import_files(library, workshop_id, files, options, dry_run, said)
    for file in outcome.files if not outcome.failed else ():
        for sentence in file.proposal.plan.summary:
            typer.echo(f"{file.path.name}: {sentence}")
        for change in file.proposal.plan.changes:
            typer.echo(f"{file.path.name}: {change}")
    problems = [(file.path.name, problem) for file in outcome.files for problem in file.proposal.plan.causes]
    lines = list(dict.fromkeys(_place(*each) for each in sorted(problems, key=lambda each: each[1].turn)))
    if outcome.failed:
        raise BadFile(" ".join(["\n".join(lines), tr("Nothing was imported.")]))
    for line in lines:
        typer.echo(line, err=True)
    open_ = {change.asked for change in outcome.asked if not change.agreed}
    for asked, option in _AGREES.items():
        if asked in open_:
            typer.echo(_how_to_agree(asked, option, dry_run=dry_run), err=True)
    if outcome.left_out:
        typer.echo(outcome.left_out)


_AGREES = {
    Asked.ADDRESS: "--rename",
    Asked.MISSING: "--rename-missing",
    Asked.TAKEN: "--take-addresses",
    Asked.DECLINED: "--declined",
}
"""The option that answers each question with yes."""


def _how_to_agree(asked: Asked, option: str, *, dry_run: bool) -> str:
    if asked is Asked.DECLINED:
        return tr("To take them in all the same, import with {option}.", option=option)
    if asked is Asked.TAKEN:
        return tr("If these addresses are right, import with {option}.", option=option)
    if dry_run:
        return tr("If they are the same people under a new name, import with {option}.", option=option)
    return tr(
        "If they are the same people under a new name, take them off the roster, and import with {option}.",
        option=option,
    )


def match(
    context: typer.Context,
    workshop: WorkshopArgument,
    library: LibraryOption = None,
    exact: Annotated[bool, typer.Option("--exact", help="Confirm the contacts whose name is a participant's.")] = False,
    agreed: Annotated[
        bool,
        typer.Option(
            "--agreed", help="Everybody on the roster has agreed elsewhere, such as in a study, to be counted."
        ),
    ] = False,
) -> None:
    """Take contacts for participants of the same name who agreed to be counted; the rest is decided in the program."""
    from facilitator.exercises.counting_consent import set_counted
    from facilitator.exercises.steps import exercise_steps
    from facilitator.workshop.consent import counted
    from facilitator.workshop.roster import people_of

    if not exact:
        raise typer.BadParameter(tr("Only same names can be matched here. Add --exact."), param_hint="--exact")
    with opened(context, library) as chosen:
        workshop_id, _ = chosen_workshop(chosen, workshop)
        people = people_of(chosen, workshop_id)
        if agreed:
            with chosen.change(tr("May be counted")):
                for person in people:
                    set_counted(chosen, person.id, agrees=True)
        with chosen.read() as session:
            missing = len(people) - len(counted(session, workshop_id))
        count = sum(each.match_exact(chosen, step.id).value for step, each in exercise_steps(chosen, workshop_id))
    typer.echo(trn("{count} contact matched.", "{count} contacts matched.", count))
    if missing:
        typer.echo(
            trn(
                "{count} person has not agreed to be counted when others name them, and stays an unmatched contact.",
                "{count} people have not agreed to be counted when others name them, and stay unmatched contacts.",
                missing,
            ),
            err=True,
        )


def export(
    context: typer.Context,
    workshop: WorkshopArgument,
    path: Annotated[
        Path,
        typer.Option("-o", "--output", metavar="PATH", help="The file, or the folder for CSV.", show_default=False),
    ],
    form: Annotated[
        Form,
        typer.Option(
            "--format",
            help="What to write. JSON holds the whole workshop, also what people keep back from others.",
            case_sensitive=False,
        ),
    ],
    library: LibraryOption = None,
    pseudonyms: Annotated[
        bool,
        typer.Option(
            "--pseudonyms",
            help="Put random marks in the place of names, others in every export; teams, places and levels of few "
            "people are left out.",
        ),
    ] = False,
    overwrite: Annotated[bool, typer.Option("--overwrite", help="Replace files that are there already.")] = False,
) -> None:
    """Write a workshop's answers for other programs and print the paths."""
    from facilitator.sharing.exchange import Format, export_workshop, said_kept_back, said_withheld

    with opened(context, library) as chosen:
        workshop_id, _ = chosen_workshop(chosen, workshop)
        written = export_workshop(
            chosen, workshop_id, Format(form.value), path, pseudonyms=pseudonyms, overwrite=overwrite
        )
        say_left_out(chosen, workshop_id)
        for sentence in (
            *said_kept_back(chosen, workshop_id, Format(form.value), pseudonyms=pseudonyms),
            *(said_withheld(chosen, workshop_id) if pseudonyms else ()),
        ):
            typer.echo(sentence, err=True)
    for each in written:
        typer.echo(each)


def _place(file: str, problem: Problem) -> str:
    """A problem in one line, led by where it is."""
    return f"{', '.join(filter(None, (file, problem.place)))}: {problem.sentence}"


def _match(text: str) -> tuple[str, str]:
    column, sign, field = text.rpartition("=")
    if not (column and sign and field):
        raise typer.BadParameter(tr("“{text}” is not of the form COLUMN=FIELD.", text=text), param_hint="--map")
    return column.strip(), field.strip()
