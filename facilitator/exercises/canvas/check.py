"""What does not fit together on a canvas: two chosen ideas in a field."""

from collections.abc import Iterator, Mapping, Sequence

from facilitator.exercises.canvas.ideas import FIELDS, field_names, ideas_of
from facilitator.exercises.folder import implements
from facilitator.exercises.hooks import Exercise
from facilitator.i18n import tr
from facilitator.questionnaires.answer_rows import Given
from facilitator.storage.library import Library


@implements(Exercise.check)
def check(library: Library, step_id: int, given: Given) -> Sequence[str]:
    """A sentence for each field with more than one chosen idea. That one has an owner is asked by the questionnaire."""
    return list(_problems(given, field_names(library, step_id)))


def _problems(given: Given, names: Mapping[str, str]) -> Iterator[str]:
    ideas = ideas_of(given)
    for field in FIELDS:
        chosen = [idea for idea in ideas if idea.field == field and idea.chosen]
        if len(chosen) > 1:
            yield tr("{field}: choose one idea, and put the others off.", field=names[field])
