"""Changing what a step asks, within what its workshop has agreed."""

from facilitator.exercises.agreement_check import apply_agreement
from facilitator.exercises.registry import exercise
from facilitator.exercises.steps import kind_of
from facilitator.i18n import tr
from facilitator.questionnaires.model import Questionnaire
from facilitator.questionnaires.setup import change_questionnaire, has_begun
from facilitator.storage.library import Done, Library
from facilitator.workshop.find import find_step


def ask(
    library: Library, step_id: int, questionnaire: Questionnaire, label: str = "", source: str | None = None
) -> Done[int]:
    """Ask this from now on; the value is the version. `label` says what an undo takes back.

    `source` names the bundled set that it is now, "" for none; else it stays.

    Raises Invalid for what `change_questionnaire` refuses, and for what a works agreement of the workshop rules out.
    """
    with library.change(label or tr("Change questions")) as change:
        version = change_questionnaire(library, step_id, questionnaire, source).value
        step = find_step(change.session, step_id)
        kind = kind_of(library, step)
        if kind:
            apply_agreement(change.session, exercise(kind), step_id, step.workshop_id)
    return change.done(version)


def begun(library: Library, step_id: int) -> bool:
    """Whether anybody has begun to answer, so that what was promised to them stays."""
    with library.read() as session:
        return has_begun(session, step_id)
