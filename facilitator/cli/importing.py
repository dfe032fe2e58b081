"""The command that brings answers, people and returned worksheets in."""

import dataclasses
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from facilitator.cli.choices import matches_of, rows_of
from facilitator.cli.common import LibraryOption, WorkshopArgument, chosen_workshop, opened
from facilitator.cli.sheets import import_sheets, is_sheet
from facilitator.errors import BadFile
from facilitator.i18n import tr
from facilitator.import_plans import Arranged, Choice, Options
from facilitator.person_changes import Asked
from facilitator.progress import finish
from facilitator.storage.backups import BEFORE_IMPORT
from facilitator.storage.library import Library
from facilitator.tabular import quoted

if TYPE_CHECKING:
    from facilitator.sharing.importing import Imported
    from facilitator.sharing.targets import Kind


def _weight(text: str) -> float:
    """A weight as people write it: with a point or a comma before its decimals."""
    from facilitator.workshop.table_import import decimal_of

    number = decimal_of(text)
    if number is None:
        raise typer.BadParameter(tr("“{value}” is not a number.", value=text))
    return number


def import_(
    context: typer.Context,
    workshop: WorkshopArgument,
    files: Annotated[
        list[Path],
        typer.Argument(
            metavar="FILE...",
            help="People, answers or ties (CSV, XLSX), exports (GraphML, JSON), a study of Network Canvas, egor or "
            "EgoWeb (its files, a folder, a zip, a .netcanvas), or returned worksheets (PDFs, or a folder of them).",
            show_default=False,
        ),
    ],
    library: LibraryOption = None,
    matches: Annotated[
        list[str] | None,
        typer.Option(
            "--map",
            metavar="COLUMN=FIELD",
            help="What a column holds: a field, a question, “new question” or “ignore”; repeat for more. "
            "FILE:COLUMN=FIELD says it of one file only.",
            show_default=False,
        ),
    ] = None,
    rows: Annotated[
        list[str] | None,
        typer.Option(
            "--as",
            metavar="[FILE=]people|answers|ID",
            help="What the rows of these tables are: people who take part, or answers that name others, or answers of "
            "the step with this ID. FILE= says it of one file only; repeat for more.",
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
    answers: Annotated[
        list[str] | None,
        typer.Option(
            "--answer",
            metavar="TEXT=ANSWER",
            help="What words of a file mean, where they are no answer to their question; kept for the next file.",
            show_default=False,
        ),
    ] = None,
    accept_near: Annotated[
        bool, typer.Option("--accept-near", help="Take all words that are near to an answer or a question for it.")
    ] = False,
    add_answer: Annotated[
        list[str] | None,
        typer.Option(
            "--add-answer",
            metavar="TEXT",
            help="Make words that are no answer to their question an answer of it; repeat for more.",
            show_default=False,
        ),
    ] = None,
    orders: Annotated[
        list[str] | None,
        typer.Option(
            "--order",
            metavar="COLUMN=A,B,C",
            help="The answers of a new question in their order: nearest or weakest first.",
            show_default=False,
        ),
    ] = None,
    off_spider: Annotated[
        list[str] | None,
        typer.Option(
            "--off-spider",
            metavar="COLUMN",
            help="A new question that is no axis of the spider; repeat for more.",
            show_default=False,
        ),
    ] = None,
    switch_off: Annotated[
        bool, typer.Option("--switch-off-unanswered", help="Switch off questions that nobody has answered.")
    ] = False,
    min_weight: Annotated[
        float | None,
        typer.Option(
            "--min-weight",
            parser=_weight,
            metavar="NUMBER",
            help="Leave out ties with a lower weight.",
            show_default=False,
        ),
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
    struck: Annotated[
        bool, typer.Option("--struck", help="Take in rows that are struck through in a workbook.")
    ] = False,
    arranged: Annotated[
        Arranged | None,
        typer.Option(
            "--arranged",
            help="How tables say whose rows are: an empty cell means the name above (below), each sheet bears the name "
            "of its person (sheets), or each column is headed by one (columns).",
            show_default=False,
        ),
    ] = None,
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
    odd_names: Annotated[
        bool,
        typer.Option(
            "--odd-names",
            help="Take in rows whose name is none of one person, as “Anna Berg / Ole Moe”; left out without it.",
        ),
    ] = False,
    same_person: Annotated[
        bool,
        typer.Option(
            "--same-person",
            help="Rows of one name that contradict each other are about one person; without it, about several.",
        ),
    ] = False,
    same_contacts: Annotated[
        bool,
        typer.Option(
            "--same-contacts", help="People have the very contacts that somebody else has listed; an error without it."
        ),
    ] = False,
    heads: Annotated[
        bool,
        typer.Option(
            "--heads",
            help="Words alone in their rows are the teams of the people below; without it, they are people.",
        ),
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
    rest: Annotated[
        bool,
        typer.Option("--rest", help="Import the rest where rows or files have errors, and list what is left out."),
    ] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would be imported and change nothing.")] = False,
) -> None:
    """Import people, answers or returned worksheets; which of them a file holds is told by what is in it.

    Everything that is left out is said, and counted at the end.
    """
    renames = None if rename else frozenset[int]()
    of_all, of_files = matches_of(matches or (), files)
    said_of = rows_of(rows or (), files, step)
    options = Options(
        of_all,
        new_factors,
        min_weight,
        renames=renames,
        hidden=hidden,
        struck=struck,
        repair=repair,
        encoding=encoding,
        arranged=arranged,
        agreed=frozenset(
            asked
            for asked, said in (
                (Asked.MISSING, rename_missing),
                (Asked.TAKEN, take_addresses),
                (Asked.DECLINED, declined),
                (Asked.SEVERAL, odd_names),
                (Asked.TWICE, same_person),
                (Asked.LIST, same_contacts),
                (Asked.HEAD, heads),
            )
            if said
        ),
        answers=dict(_match(text, "--answer", "TEXT=ANSWER") for text in answers or ()),
        near=accept_near,
        added=frozenset(add_answer or ()),
        orders={
            column: tuple(each.strip() for each in text.split(","))
            for column, text in (_match(text, "--order", "COLUMN=A,B,C") for text in orders or ())
        },
        off_axis=frozenset(off_spider or ()),
        switch_off=switch_off,
        table=table,
    )
    sheets = [path for path in files if is_sheet(path)]
    of_tables = {"--map": matches, "--as": rows, "--step": step, "--min-weight": min_weight, "--encoding": encoding,
                 "--rest": rest, "--table": table}  # fmt: skip
    of_tables |= {"--answer": answers, "--accept-near": accept_near, "--add-answer": add_answer, "--order": orders}
    of_tables |= {"--off-spider": off_spider, "--switch-off-unanswered": switch_off}
    if len(sheets) == len(files) and (given := [name for name, value in of_tables.items() if value]):
        raise typer.BadParameter(tr("There is no table among these files that this is about."), param_hint=given[0])
    if replace and not sheets:
        raise typer.BadParameter(tr("There is no worksheet among these files."), param_hint="--replace")
    with opened(context, library) as chosen:
        workshop_id, _ = chosen_workshop(chosen, workshop)
        if tables := [path for path in files if path not in sheets]:
            own = {
                path: dataclasses.replace(options, mapping={**of_all, **mapping}) for path, mapping in of_files.items()
            }
            _import_tables(chosen, workshop_id, tables, options, said_of, own, dry_run, rest)
        if sheets:
            import_sheets(chosen, workshop_id, sheets, dry_run, replace)
    if dry_run:
        typer.echo(tr("This was a dry run: nothing was changed."), err=True)


def _import_tables(
    library: Library,
    workshop_id: int,
    files: list[Path],
    options: Options,
    said: Mapping[Path, "Kind | int"],
    own: Mapping[Path, Options],
    dry_run: bool,
    rest: bool,
) -> None:
    from facilitator.sharing.importing import import_files
    from facilitator.sharing.leaving_aside import import_rest

    if not dry_run:
        finish(library.back_up(BEFORE_IMPORT))
    aside: tuple[str, ...] = ()
    if rest:
        found = import_rest(library, workshop_id, files, options, dry_run, said, own=own)
        outcome, aside = found.imported, found.aside
    else:
        outcome = import_files(library, workshop_id, files, options, dry_run, said, own=own)
    for file in outcome.files if not outcome.failed else ():
        for sentence in file.proposal.plan.summary:
            typer.echo(f"{file.path.name}: {sentence}")
        for change in file.proposal.plan.changes:
            typer.echo(f"{file.path.name}: {change}")
    lines = _once_per_cause(outcome)
    if outcome.failed or not outcome.files:
        raise BadFile(" ".join(["\n".join([*lines, *aside]), tr("Nothing was imported.")]))
    for line in lines:
        typer.echo(line, err=True)
    open_ = {change.asked for change in outcome.asked if not change.agreed}
    for asked, option in _AGREES.items():
        if asked in open_:
            typer.echo(_how_to_agree(asked, option, dry_run=dry_run), err=True)
    for offer in outcome.offers:
        if offer.choice is Choice.UNASKED and not offer.taken:
            sentence = tr(
                "Nobody has answered {names}. To switch such questions off, import with {option}.",
                names=quoted(offer.answers),
                option="--switch-off-unanswered",
            )
            typer.echo(sentence, err=True)
    for sentence in filter(None, (outcome.metadata, outcome.left_out)):
        typer.echo(sentence)
    if aside:
        typer.echo(tr("Left out because of errors:"))
        for line in aside:
            typer.echo(line)


def _once_per_cause(outcome: "Imported") -> list[str]:
    """What is to be said of the files, each sentence once with all the files and places that it is about."""
    found: dict[tuple[tuple[bool, bool], str, str], dict[str, None]] = {}
    for file in outcome.files:
        for problem in file.proposal.plan.causes:
            place = found.setdefault((problem.turn, problem.place, problem.sentence), {})
            place[file.path.name] = None
    ordered = sorted(found.items(), key=lambda each: each[0][0])
    return [f"{', '.join(filter(None, (*names, place)))}: {sentence}" for (_, place, sentence), names in ordered]


_AGREES = {
    Asked.ADDRESS: "--rename",
    Asked.MISSING: "--rename-missing",
    Asked.TAKEN: "--take-addresses",
    Asked.DECLINED: "--declined",
    Asked.SEVERAL: "--odd-names",
    Asked.TWICE: "--same-person",
    Asked.LIST: "--same-contacts",
    Asked.HEAD: "--heads",
}
"""The option that answers each question with yes."""


def _how_to_agree(asked: Asked, option: str, *, dry_run: bool) -> str:
    if asked is Asked.DECLINED:
        return tr("To take them in all the same, import with {option}.", option=option)
    if asked is Asked.SEVERAL:
        return tr(
            "Write each person in a row of their own; to take such names in as they stand, import with {option}.",
            option=option,
        )
    if asked is Asked.LIST:
        return tr("If people have the very same contacts, import with {option}.", option=option)
    if asked is Asked.HEAD and dry_run:
        return tr("If such words are teams, import with {option}.", option=option)
    if asked is Asked.HEAD:
        return tr("If such words are teams, take them off the roster, and import with {option}.", option=option)
    if asked is Asked.TWICE and dry_run:
        return tr("If such rows are about one person, import with {option}.", option=option)
    if asked is Asked.TWICE:
        return tr(
            "If such rows are about one person, take those of the name off the roster, and import with {option}.",
            option=option,
        )
    if asked is Asked.TAKEN:
        return tr("If these addresses are right, import with {option}.", option=option)
    if dry_run:
        return tr("If they are the same people under a new name, import with {option}.", option=option)
    return tr(
        "If they are the same people under a new name, take them off the roster, and import with {option}.",
        option=option,
    )


def _match(text: str, option: str = "--map", form: str = "COLUMN=FIELD") -> tuple[str, str]:
    column, sign, field = text.rpartition("=")
    if not (column and sign and field):
        raise typer.BadParameter(tr("“{text}” is not of the form {form}.", text=text, form=form), param_hint=option)
    return column.strip(), field.strip()
