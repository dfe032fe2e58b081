"""Commands about workshops as such."""

from typing import Annotated

import typer

from facilitator.cli.common import AgendaOption, JsonOption, LibraryOption, opened, print_json
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
    library: LibraryOption = None,
) -> None:
    """Start a workshop and print its id."""
    from facilitator.exercises.templates import USUAL, start_workshop

    with opened(context, library, makes=True) as chosen:
        typer.echo(start_workshop(chosen, title, template=agenda or USUAL).value)


def agendas() -> None:
    """List the agendas that a workshop can begin with."""
    from facilitator.exercises.templates import bundled, bundled_agenda
    from facilitator.plain_table import plain_table

    found = [(key, bundled_agenda(key)) for key in bundled()]
    rows = [(key, each["minutes"], each["people"], tr(each["title"])) for key, each in found]
    typer.echo(plain_table((tr("agenda"), tr("minutes"), tr("people"), tr("title")), rows))


def forget_pin(context: typer.Context, library: LibraryOption = None) -> None:
    """Forget the PIN of the station; its next use asks for a new one."""
    from facilitator.workshop.pin import clear_pin

    with opened(context, library) as chosen:
        clear_pin(chosen)
    typer.echo(tr("The PIN is forgotten. The station asks for a new one when it is next opened."))
