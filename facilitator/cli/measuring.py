"""Commands that measure answers, and take contacts for participants so that a room can be measured."""

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
from facilitator.errors import NotFound
from facilitator.i18n import tr, trn


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
