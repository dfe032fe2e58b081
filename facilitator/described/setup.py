"""A new step asks what the exercise's `questionnaire.json` says."""

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from sqlmodel import Session

from facilitator.exercises.folder import QUESTIONNAIRE, supplies
from facilitator.exercises.hooks import Exercise
from facilitator.questionnaires.model import Questionnaire, read_form
from facilitator.questionnaires.setup import copy_questionnaire, write_questionnaire


@cache
def bundled(kind: str) -> Questionnaire:
    """The questionnaire in the folder of an exercise. Raises BadFile, which names the place, for one that is none."""
    file = files(f"{Exercise.HOME}.{kind}").joinpath(QUESTIONNAIRE)
    return read_form(Questionnaire, file.read_bytes(), f"{kind}/{QUESTIONNAIRE}")


@supplies(Exercise.set_up)
def set_up(folder: Exercise, session: Session, step_id: int, options: Mapping[str, Any]) -> None:
    """Write the bundled questionnaire; `options` may hold other values of its fields, such as `names`."""
    asked = bundled(folder.kind)
    write_questionnaire(session, step_id, asked.edited(**options) if options else asked, folder.kind)


@supplies(Exercise.copy_set_up)
def copy_set_up(folder: Exercise, session: Session, source_step: int, target_step: int) -> None:
    """Ask what the other step asks now."""
    copy_questionnaire(session, source_step, target_step)
