"""Commands that bring answers in and out, and measure them."""

import dataclasses
from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from facilitator.cli.choices import matches_of, rows_of
from facilitator.cli.common import (
    JsonOption,
    LibraryOption,
    WorkshopArgument,
    chosen_papers,
    chosen_workshop,
    opened,
    print_json,
    say_left_out,
)
from facilitator.cli.sheets import import_sheets, is_sheet
from facilitator.errors import BadFile, NotFound
from facilitator.i18n import tr, trn
from facilitator.import_plans import Choice, Options
from facilitator.person_changes import Asked
from facilitator.progress import finish
from facilitator.storage.backups import BEFORE_IMPORT
from facilitator.storage.library import Library
from facilitator.tabular import quoted

if TYPE_CHECKING:
    from facilitator.sharing.importing import Imported
    from facilitator.sharing.targets import Kind


class Form(StrEnum):
    """What a workshop can be exported as."""

    CSV = "csv"
    XLSX = "xlsx"
    GRAPHML = "graphml"
    JSON = "json"
    LMS = "lms"


class Separator(StrEnum):
    """The sign between the cells of a CSV file."""

    COMMA = "comma"
    SEMICOLON = "semicolon"
    TAB = "tab"


class Decimal(StrEnum):
    """The sign in front of the decimals of a number."""

    POINT = "point"
    COMMA = "comma"


class Platform(StrEnum):
    """Whose names for the columns a list of who took part has."""

    PLAIN = "plain"
    MOODLE = "moodle"
    SAP = "sap"


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
    round_: Annotated[
        int | None,
        typer.Option(
            "--round",
            metavar="NUMBER",
            help="Of an earlier round, by its number, else of the latest.",
            show_default=False,
        ),
    ] = None,
) -> None:
    """Print everything that is measured in a workshop, and how it changed since; people are not ranked."""
    from facilitator.exercises.hooks import Exercise
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
        told = [each.has(Exercise.metrics_of_round) for _, each in steps]
        rounds = [len(each.round_titles(chosen, step.id)) if tells else 0
                  for (step, each), tells in zip(steps, told, strict=True)]  # fmt: skip
        if round_ is not None and not 1 <= round_ <= max(rounds):
            sentence = trn("There is no round {number} in it, only {count}.", "There is no round {number} in it, only "
                           "1 to {count}.", max(rounds), number=round_)  # fmt: skip
            raise NotFound(sentence)
        for (step, exercise), count in zip(steps, rounds, strict=True):
            if round_ is None:
                found = exercise.metrics(chosen, step.id, by_person=by_person)
                found |= exercise.change_metrics(chosen, step.id)
            elif round_ <= count:
                found = exercise.metrics_of_round(chosen, step.id, round_, by_person=by_person)
            else:
                continue
            for key, part in found.items():
                # An exercise that a workshop may well run twice hands in a list.
                measured[key] = measured[key] + part if isinstance(measured.get(key), list) else part
    if as_json:
        print_json(measured)
        return
    from facilitator.plain_table import plain_tables

    typer.echo(f"{title}\n\n{plain_tables({key: part for key, part in measured.items() if key != 'workshop'})}")


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
        agreed=frozenset(
            asked
            for asked, said in (
                (Asked.MISSING, rename_missing),
                (Asked.TAKEN, take_addresses),
                (Asked.DECLINED, declined),
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
    if outcome.left_out:
        typer.echo(outcome.left_out)
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
    Asked.TWICE: "--same-person",
    Asked.LIST: "--same-contacts",
    Asked.HEAD: "--heads",
}
"""The option that answers each question with yes."""


def _how_to_agree(asked: Asked, option: str, *, dry_run: bool) -> str:
    if asked is Asked.DECLINED:
        return tr("To take them in all the same, import with {option}.", option=option)
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
            help="What to write. JSON holds the whole workshop, also what people keep back from others; LMS is who "
            "took part, as CSV for a learning platform.",
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
    excel: Annotated[
        bool,
        typer.Option(
            "--excel",
            help="CSV as Excel opens it in the language of the papers: its sign between cells, its decimal sign, and "
            "headings in words.",
        ),
    ] = False,
    separator: Annotated[
        Separator | None, typer.Option("--separator", help="The sign between cells of CSV.", show_default=False)
    ] = None,
    decimal: Annotated[
        Decimal | None, typer.Option("--decimal", help="The decimal sign of numbers in CSV.", show_default=False)
    ] = None,
    heads: Annotated[
        str,
        typer.Option(
            "--heads", metavar="TAG", help="Headings in words of this language, such as de.", show_default=False
        ),
    ] = "",
    platform: Annotated[
        Platform, typer.Option("--platform", help="By whose names the columns of LMS are called.")
    ] = Platform.PLAIN,
) -> None:
    """Write a workshop's answers for other programs and print the paths."""
    from facilitator.i18n import languages
    from facilitator.sharing import attendance
    from facilitator.sharing.delimited import USUAL, csv_form_of
    from facilitator.sharing.exchange import Format, export_workshop, said_kept_back, said_withheld

    if heads and heads not in languages():
        sentence = tr("There are no papers in “{language}”, only in: {known}.", language=heads,
                      known=", ".join(languages()))  # fmt: skip
        raise typer.BadParameter(sentence, param_hint="--heads")
    if form is Form.LMS and pseudonyms:
        raise typer.BadParameter(tr("Who took part is a list of names."), param_hint="--pseudonyms")
    with opened(context, library) as chosen:
        workshop_id, _ = chosen_workshop(chosen, workshop)
        csv_form = USUAL
        if excel:
            spoken = chosen_papers(chosen, workshop_id, None, None).language
            csv_form, heads = csv_form_of(spoken), heads or spoken
        if separator is not None:
            signs = {Separator.COMMA: ",", Separator.SEMICOLON: ";", Separator.TAB: "\t"}
            csv_form = dataclasses.replace(csv_form, separator=signs[separator])
        if decimal is not None:
            csv_form = dataclasses.replace(csv_form, decimal="," if decimal is Decimal.COMMA else ".")
        if form is Form.LMS:
            wanted = attendance.Platform(platform.value)
            made = attendance.export_attendance(chosen, workshop_id, path, wanted, form=csv_form, overwrite=overwrite)
            typer.echo(made)
            return
        written = export_workshop(
            chosen,
            workshop_id,
            Format(form.value),
            path,
            pseudonyms=pseudonyms,
            overwrite=overwrite,
            form=csv_form,
            heads=heads,
        )
        say_left_out(chosen, workshop_id)
        for sentence in (
            *said_kept_back(chosen, workshop_id, Format(form.value), pseudonyms=pseudonyms),
            *(said_withheld(chosen, workshop_id) if pseudonyms else ()),
        ):
            typer.echo(sentence, err=True)
    for each in written:
        typer.echo(each)


def _match(text: str, option: str = "--map", form: str = "COLUMN=FIELD") -> tuple[str, str]:
    column, sign, field = text.rpartition("=")
    if not (column and sign and field):
        raise typer.BadParameter(tr("“{text}” is not of the form {form}.", text=text, form=form), param_hint=option)
    return column.strip(), field.strip()
