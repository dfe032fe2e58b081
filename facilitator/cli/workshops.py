"""Commands about workshops as such."""

from datetime import date
from typing import Annotated

import typer

from facilitator.cli.common import (
    AgendaOption,
    JsonOption,
    LibraryOption,
    WorkshopArgument,
    chosen_workshop,
    opened,
    print_json,
)
from facilitator.i18n import tr


def sample(context: typer.Context, agenda: AgendaOption = "", library: LibraryOption = None) -> None:
    """Add the sample workshop, or its people with another agenda, and print its id."""
    from facilitator.rehearsal.sample import add_sample

    with opened(context, library, makes=True) as chosen:
        typer.echo(add_sample(chosen, template=agenda))


def list_(context: typer.Context, library: LibraryOption = None, as_json: JsonOption = False) -> None:
    """List the workshops, newest first."""
    from facilitator.workshop.workshops import list_workshops

    with opened(context, library) as chosen:
        cards = list_workshops(chosen)
    if as_json:
        keys = ("id", "title", "client", "held_on", "people")
        print_json([{key: getattr(card, key) for key in keys} for card in cards])
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
    agenda: AgendaOption = "",
    follows: Annotated[
        str,
        typer.Option(
            metavar="WORKSHOP",
            help="Its people come again to look back at this one, each known to be the same unless under an agreement.",
        ),
    ] = "",
    library: LibraryOption = None,
) -> None:
    """Start a workshop and print its id."""
    from facilitator.exercises.templates import USUAL, following, start_workshop
    from facilitator.workshop.workshops import get_workshop

    with opened(context, library, makes=True) as chosen:
        if not follows:
            typer.echo(start_workshop(chosen, title, template=agenda or USUAL).value)
            return
        earlier_id, _ = chosen_workshop(chosen, follows)
        earlier = get_workshop(chosen, earlier_id)
        started = start_workshop(
            chosen,
            title,
            template=agenda or following(chosen, earlier_id),
            client=earlier.client,
            facilitator=earlier.facilitator,
            place=earlier.place,
            people_of=earlier_id,
            recognised=True,
        )
        typer.echo(started.value)


def rights(
    context: typer.Context,
    workshop: WorkshopArgument,
    library: LibraryOption = None,
    give: Annotated[
        list[str] | None,
        typer.Option(
            "--give", metavar="NAME=RIGHT", help="Give somebody a right: none, reader, co_facilitator or owner."
        ),
    ] = None,
) -> None:
    """List who may do what with a workshop of a library on a server, and give rights to it."""
    from facilitator.errors import Invalid
    from facilitator.plain_table import plain_table
    from facilitator.workshop.rights import Right, give_rights, rights_of

    known = {right.name.lower(): right for right in Right}
    with opened(context, library) as chosen:
        workshop_id, _ = chosen_workshop(chosen, workshop)
        if not chosen.has_rights:
            raise Invalid(
                tr("There are no rights in this library. On a server, “facilitator server-rights” switches them on.")
            )
        given = {}
        for each in give or []:
            name, _, right = each.rpartition("=")
            if right not in known or not name:
                raise Invalid(
                    tr("“{text}” is not NAME=RIGHT, with one of {rights}.", text=each, rights=", ".join(known))
                )
            given[name] = known[right]
        if given:
            give_rights(chosen, workshop_id, given)
        found = rights_of(chosen, workshop_id)
    rows = [(person, right.name.lower()) for person, right in found.items()]
    typer.echo(plain_table((tr("name"), tr("right")), rows))


def agendas() -> None:
    """List the agendas that a workshop can begin with."""
    from facilitator.exercises.templates import bundled, bundled_agenda
    from facilitator.plain_table import plain_table

    found = [(key, bundled_agenda(key)) for key in bundled()]
    rows = [(key, each["minutes"], each["people"], tr(each["title"])) for key, each in found]
    typer.echo(plain_table((tr("agenda"), tr("minutes"), tr("people"), tr("title")), rows))


def date_is_right(context: typer.Context, library: LibraryOption = None) -> None:
    """Say that the computer's date is right where it was doubted; what is due by it is erased."""
    from facilitator.protection.believed_date import believe
    from facilitator.protection.retention import keep_promises

    with opened(context, library, keeps_promises=False) as chosen:
        today = date.today()
        believe(chosen, today)
        for sentence in keep_promises(chosen, today):
            typer.echo(sentence)


def forget_pin(context: typer.Context, library: LibraryOption = None) -> None:
    """Forget the PIN of the station; its next use asks for a new one."""
    from facilitator.workshop.pin import clear_pin

    with opened(context, library) as chosen:
        clear_pin(chosen)
    typer.echo(tr("The PIN is forgotten. The station asks for a new one when it is next opened."))
