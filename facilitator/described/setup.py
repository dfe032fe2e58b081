"""A new step asks what the exercise's `questionnaire.json` says, or what it was told to begin with."""

from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Any

from sqlmodel import Session

from facilitator.described.question_templates import EXAMPLES, example, examples, own_templates
from facilitator.exercises.folder import QUESTIONNAIRE, supplies
from facilitator.exercises.hooks import Beginning, Exercise
from facilitator.questionnaires.model import Questionnaire, read_record
from facilitator.questionnaires.setup import copy_questionnaire, write_questionnaire
from facilitator.storage.library import Library

BEGINS_WITH = "begins_with"
"""The option of a new step that names an example, or holds the questionnaire itself."""


@cache
def bundled(kind: str) -> Questionnaire:
    """The questionnaire in the folder of an exercise. Raises BadFile, which names the place, for one that is none."""
    file = files(f"{Exercise.HOME}.{kind}").joinpath(QUESTIONNAIRE)
    return read_record(Questionnaire, file.read_bytes(), f"{kind}/{QUESTIONNAIRE}")


@supplies(Exercise.set_up)
def set_up(folder: Exercise, session: Session, step_id: int, options: Mapping[str, Any]) -> None:
    """Write what it begins with, else the bundled questionnaire.

    `options` may hold other values of its fields, such as `names`. Raises NotFound for an example that is not there.
    """
    fields = dict(options)
    chosen = fields.pop(BEGINS_WITH, None)
    if chosen is None:
        asked, source = bundled(folder.kind), folder.kind
    elif isinstance(chosen, str):
        asked, source = example(chosen).questionnaire, f"{EXAMPLES}/{chosen}"
    else:
        asked, source = read_record(Questionnaire, chosen), ""
    write_questionnaire(session, step_id, asked.edited(**fields) if fields else asked, source)


@supplies(Exercise.copy_set_up)
def copy_set_up(folder: Exercise, session: Session, source_step: int, target_step: int) -> None:
    """Ask what the other step asks now."""
    copy_questionnaire(session, source_step, target_step)


@supplies(Exercise.beginnings)
def beginnings(folder: Exercise, library: Library) -> Sequence[Beginning]:
    """The examples that come with the program and the facilitator's own, where questions are built."""
    if not folder.builds_questions:
        return ()
    ready = [Beginning(title, {BEGINS_WITH: name}, example(name).minutes) for name, title in examples()]
    own = [
        Beginning(each.title, {BEGINS_WITH: each.questionnaire.model_dump(mode="json")}, each.minutes)
        for each in own_templates(library)
    ]
    return [*ready, *own]
