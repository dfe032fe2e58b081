"""The commands for what a workshop agreed to do."""

from pathlib import Path
from typing import Annotated

import typer

from facilitator.cli.common import JsonOption, LibraryOption, WorkshopArgument, chosen_workshop, opened, print_json
from facilitator.i18n import tr, trn


def actions(
    context: typer.Context,
    workshop: WorkshopArgument,
    path: Annotated[
        Path | None,
        typer.Option("-o", "--output", help="Write them into this CSV or XLSX file.", dir_okay=False),
    ] = None,
    library: LibraryOption = None,
    as_json: JsonOption = False,
) -> None:
    """Print what a workshop agreed to do, or write it into a file."""
    from facilitator.actions.actions_table import actions_as_records, actions_table
    from facilitator.plain_table import plain_table

    with opened(context, library) as chosen:
        workshop_id, _ = chosen_workshop(chosen, workshop)
        records, table = actions_as_records(chosen, workshop_id), actions_table(chosen, workshop_id)
    if path is not None:
        from facilitator.sharing.exporting import write_table

        write_table(table, path)
        typer.echo(path)
    elif as_json:
        print_json(records)
    elif table.rows:
        typer.echo(plain_table(table.headers, table.rows))
    else:
        typer.echo(tr("Nothing has been agreed yet."), err=True)


def indicators(
    context: typer.Context,
    workshop: WorkshopArgument,
    path: Annotated[
        Path | None,
        typer.Option("-o", "--output", help="Write their readings into this CSV or XLSX file.", dir_okay=False),
    ] = None,
    library: LibraryOption = None,
    as_json: JsonOption = False,
) -> None:
    """Print by what a workshop sees whether its actions worked, and what may be said; or write the readings."""
    from facilitator.actions.indicators_table import indicators_as_records, readings_table
    from facilitator.plain_table import plain_table

    with opened(context, library) as chosen:
        workshop_id, _ = chosen_workshop(chosen, workshop)
        records, table = indicators_as_records(chosen, workshop_id), readings_table(chosen, [workshop_id])
    if path is not None:
        from facilitator.sharing.exporting import write_table

        write_table(table, path)
        typer.echo(path)
    elif as_json:
        print_json(records)
    elif records:
        shown = ("what", "unit", "wanted", "readings_before", "readings_after", "said")
        typer.echo(plain_table(shown, [[record[key] for key in shown] for record in records]))
    else:
        typer.echo(tr("There is no indicator yet."), err=True)


def calendar(
    context: typer.Context,
    workshop: WorkshopArgument,
    path: Annotated[
        Path,
        typer.Option("-o", "--output", metavar="FILE", help="The .ics file, or the folder for --by-owner."),
    ],
    library: LibraryOption = None,
    by_owner: Annotated[bool, typer.Option("--by-owner", help="A file for each who promised something.")] = False,
) -> None:
    """Write the days on which actions are due, and the follow-up, as a calendar file."""
    with opened(context, library) as chosen:
        workshop_id, _ = chosen_workshop(chosen, workshop)
        from facilitator.sharing.calendar import dated, write_calendar, write_calendars

        if by_owner:
            written = write_calendars(chosen, workshop_id, path)
        else:
            write_calendar(chosen, workshop_id, path)
            written = [path]
        left_out = dated(chosen, workshop_id).without_date
    for each in written:
        typer.echo(each)
    if left_out:
        typer.echo(
            trn("{count} action has no date and was left out.", "{count} actions have no date and were left out.",
                left_out),
            err=True,
        )  # fmt: skip
