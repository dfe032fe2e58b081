"""What the projector says about a step before anybody has answered."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from facilitator.exercises.guide import guide_language
from facilitator.exercises.steps import kind_of
from facilitator.i18n import kept, speaking
from facilitator.storage.library import Library
from facilitator.workshop.agenda import get_step
from facilitator.workshop.tables import AgendaStep, StepKind
from ui.exercises.registry import exercise_ui


@dataclass(frozen=True, slots=True)
class Prompt:
    """A title, one sentence and a few short lines; all but the title may be empty."""

    title: str
    sentence: str = ""
    lines: Sequence[str] = ()


def prompt_of(library: Library, step_id: int) -> Prompt:
    """The prompt of any step, that of no exercise in the language of the papers. Raises NotFound when it is gone."""
    step = get_step(library, step_id)
    if kind := kind_of(library, step):
        sentence, lines = exercise_ui(kind).prompt(library, step_id)
        return Prompt(step.title, sentence, tuple(lines))
    with speaking(guide_language(library, step.workshop_id)):
        return Prompt(kept(step.title), lines=questions(step))


def questions(step: AgendaStep) -> tuple[str, ...]:
    """The questions in the notes of a debrief. Whatever else is noted is for the facilitator alone."""
    if step.kind != StepKind.DEBRIEF:
        return ()
    sentences = re.split(r"(?<=[.?!;؟？])\s+|\n+", kept(step.notes))
    return tuple(sentence.strip() for sentence in sentences if sentence.strip().endswith(("?", ";", "؟", "？")))
