"""The commands for questions that are handed on as files."""

from pathlib import Path
from typing import Annotated

import typer

from facilitator.cli.common import LibraryOption, WorkshopArgument, chosen_workshop, opened
from facilitator.errors import Invalid, NotFound
from facilitator.i18n import tr


def add_questions(
    context: typer.Context,
    workshop: WorkshopArgument,
    file: Annotated[
        Path, typer.Argument(metavar="FILE", help="Questions that were handed on, .json.", show_default=False)
    ],
    library: LibraryOption = None,
    title: Annotated[str, typer.Option("--title", help="What the step is called, else as the questions are.")] = "",
) -> None:
    """Add a step that asks the questions of a file, and print its id."""
    from facilitator.described.setup import BEGINS_WITH
    from facilitator.exercises.steps import add_exercise, offered
    from facilitator.questionnaires.question_file import read_path

    read = read_path(file)
    with opened(context, library) as chosen:
        workshop_id, _ = chosen_workshop(chosen, workshop)
        built = next((each for each in offered(chosen) if each.builds_questions), None)
        if built is None:
            raise NotFound(tr("No exercise that takes own questions is installed here."))
        options = {BEGINS_WITH: read.questionnaire.model_dump(mode="json")}
        named = title or read.questionnaire.title
        typer.echo(
            add_exercise(chosen, workshop_id, built.kind, title=named, minutes=read.minutes, options=options).value
        )


def questions(
    context: typer.Context,
    step: Annotated[int, typer.Argument(metavar="STEP", help="The id of a step that asks questions.")],
    library: LibraryOption = None,
    output: Annotated[
        Path | None,
        typer.Option("-o", "--output", metavar="FILE", help="The file to write, else it is printed.", dir_okay=False),
    ] = None,
) -> None:
    """Write the questions of a step as a file that can be handed on: no answer is in it."""
    from facilitator.exercises.registry import exercise
    from facilitator.exercises.steps import kind_of
    from facilitator.questionnaires.question_file import write_file
    from facilitator.questionnaires.setup import get_setup
    from facilitator.sharing import tables
    from facilitator.workshop.agenda import get_step

    with opened(context, library) as chosen:
        found = get_step(chosen, step)
        kind = kind_of(chosen, found)
        if not kind or not exercise(kind).is_described:
            raise Invalid(tr("“{step}” asks no questions that could be handed on.", step=found.title))
        content = write_file(get_setup(chosen, step).questionnaire, found.minutes or None)
    if output is None:
        typer.echo(content.decode(), nl=False)
    else:
        tables.write_file(output, content)
        typer.echo(output)
