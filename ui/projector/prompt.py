"""What the projector says about a step before anybody has answered."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from facilitator.exercises.guide import page_key
from facilitator.exercises.steps import exercise_steps, kind_of
from facilitator.i18n import AGENDA, speaking, tr_content
from facilitator.storage.library import Library
from facilitator.workshop.agenda import get_step, said_title
from facilitator.workshop.papers import spoken_in
from facilitator.workshop.tables import AgendaStep, StepKind
from ui.exercises.contract import Spoken
from ui.exercises.registry import exercise_ui


@dataclass(frozen=True, slots=True)
class Prompt:
    """A title, one sentence, a few short lines and what is said last; all but the title may be empty."""

    title: str
    sentence: str = ""
    lines: Sequence[str] = ()
    end: Sequence[str] = ()


def prompt_of(library: Library, step_id: int) -> Prompt:
    """The prompt of any step in the language of the papers. Raises NotFound when it is gone."""
    step = get_step(library, step_id)
    with speaking(spoken_in(library, step.workshop_id)):
        title = said_title(step)
        if kind := kind_of(library, step):
            return Prompt(title, *exercise_ui(kind).prompt(library, step_id))
        return (
            Prompt(title, *_said_before(library, step))
            if step.kind == StepKind.TALK
            else Prompt(title, lines=questions(step))
        )


def title_for_room(library: Library, step_id: int) -> str:
    """What a step is called where the room reads it, in the language of the papers. Raises NotFound when it is gone."""
    step = get_step(library, step_id)
    with speaking(spoken_in(library, step.workshop_id)):
        return said_title(step)


def _said_before(library: Library, step: AgendaStep) -> Spoken:
    """What an exercise of the workshop asks for in a step of its own, before it is answered."""
    page = page_key(library, step.id)
    for later, each in exercise_steps(library, step.workshop_id):
        if page and each.prompt_page == page:
            return exercise_ui(each.kind).prompt(library, later.id)
    return Spoken()


def questions(step: AgendaStep) -> tuple[str, ...]:
    """The questions in the notes of a debrief. Whatever else is noted is for the facilitator alone."""
    if step.kind != StepKind.DEBRIEF:
        return ()
    sentences = re.split(r"(?<=[.?!;؟？])\s+|\n+", tr_content(AGENDA, step.notes))
    return tuple(sentence.strip() for sentence in sentences if sentence.strip().endswith(("?", ";", "؟", "？")))
