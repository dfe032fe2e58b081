"""The command that writes a workshop's answers for other programs."""

import dataclasses
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from facilitator.cli.common import LibraryOption, WorkshopArgument, chosen_papers, chosen_workshop, opened, say_left_out
from facilitator.i18n import tr


class ExportFormat(StrEnum):
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


def export(
    context: typer.Context,
    workshop: WorkshopArgument,
    path: Annotated[
        Path,
        typer.Option("-o", "--output", metavar="PATH", help="The file, or the folder for CSV.", show_default=False),
    ],
    wanted_format: Annotated[
        ExportFormat,
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
    from facilitator.sharing.delimited import USUAL, csv_dialect_of
    from facilitator.sharing.exchange import Format, export_workshop, said_withheld, withheld_in_words

    if heads and heads not in languages():
        sentence = tr("There are no papers in “{language}”, only in: {known}.", language=heads,
                      known=", ".join(languages()))  # fmt: skip
        raise typer.BadParameter(sentence, param_hint="--heads")
    if wanted_format is ExportFormat.LMS and pseudonyms:
        raise typer.BadParameter(tr("Who took part is a list of names."), param_hint="--pseudonyms")
    with opened(context, library) as chosen:
        workshop_id, _ = chosen_workshop(chosen, workshop)
        csv_dialect = USUAL
        if excel:
            spoken = chosen_papers(chosen, workshop_id, None, None).language
            csv_dialect, heads = csv_dialect_of(spoken), heads or spoken
        if separator is not None:
            signs = {Separator.COMMA: ",", Separator.SEMICOLON: ";", Separator.TAB: "\t"}
            csv_dialect = dataclasses.replace(csv_dialect, separator=signs[separator])
        if decimal is not None:
            csv_dialect = dataclasses.replace(csv_dialect, decimal="," if decimal is Decimal.COMMA else ".")
        if wanted_format is ExportFormat.LMS:
            wanted = attendance.Platform(platform.value)
            made = attendance.export_attendance(
                chosen, workshop_id, path, wanted, dialect=csv_dialect, overwrite=overwrite
            )
            typer.echo(made)
            return
        written = export_workshop(
            chosen,
            workshop_id,
            Format(wanted_format.value),
            path,
            pseudonyms=pseudonyms,
            overwrite=overwrite,
            dialect=csv_dialect,
            heads=heads,
        )
        say_left_out(chosen, workshop_id)
        for sentence in (
            *withheld_in_words(chosen, workshop_id, Format(wanted_format.value), pseudonyms=pseudonyms),
            *(said_withheld(chosen, workshop_id) if pseudonyms else ()),
        ):
            typer.echo(sentence, err=True)
    for each in written:
        typer.echo(each)
