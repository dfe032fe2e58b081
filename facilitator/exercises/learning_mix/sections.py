"""One's own mix on the handout, above what one answered; the summary has the room's figures as every exercise has."""

from collections.abc import Callable
from typing import Any

from facilitator.documents import blocks
from facilitator.documents.charts import Figure
from facilitator.documents.section import Section
from facilitator.exercises.folder import implements
from facilitator.exercises.hooks import Exercise
from facilitator.exercises.learning_mix.figures import change_chart, mix_chart
from facilitator.exercises.learning_mix.mix import before_of, mix_of, what_counts
from facilitator.i18n import tr
from facilitator.questionnaires.answer_rows import Given
from facilitator.questionnaires.papers import own_answers
from facilitator.storage.library import Library


@implements(Exercise.handout_sections)
def handout_sections(library: Library, step_id: int) -> Callable[[int], list[Section]]:
    """Bars of one's ticks and ranks, and of the round before where that was about the same capability."""
    pairs = before_of(library, step_id)

    def own_mix(participant_id: int, given: Given) -> list[Any]:
        mix = mix_of([given])
        if mix.of_ticks is None:
            return [blocks.empty_state(tr("You have ticked nothing, so there is nothing to compare."))]
        flow: list[Any] = [
            Figure(mix_chart(mix), title=tr("Where you learned it"), caption=what_counts(mix)),
            blocks.note(tr("A reminder of a blend, no target: what helps depends on the capability and on you.")),
        ]
        if participant_id in pairs:
            then, now = (mix_of([each]) for each in pairs[participant_id])
            flow.append(Figure(change_chart(then, now), title=tr("The same capability before and now")))
        return flow

    return own_answers(library, step_id, own_mix)
