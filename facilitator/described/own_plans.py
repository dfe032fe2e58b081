"""What people want to add for themselves: texts whose question has the role "add"."""

from collections.abc import Mapping, Sequence

from facilitator.exercises.folder import supplies
from facilitator.exercises.hooks import Exercise
from facilitator.i18n import tr
from facilitator.questionnaires.reading import responses_of_rounds
from facilitator.questionnaires.setup import get_setup
from facilitator.questionnaires.translated import translated
from facilitator.storage.library import Library

ADD = "add"


@supplies(Exercise.own_plans)
def own_plans(folder: Exercise, library: Library, step_id: int) -> Mapping[int, Sequence[str]]:
    """Those of the latest round that each sent; of anonymous answers, and of those given together, there are none."""
    setup = get_setup(library, step_id)
    asked = translated(setup.questionnaire, setup.source)
    questions = [each for each in asked.by_key.values() if each.role == ADD]
    if asked.anonymous or not questions:
        return {}
    found: dict[int, Sequence[str]] = {}
    for _, response in responses_of_rounds(library, step_id):
        if response.sent and len(response.members) == 1:
            written = [(each.text.rstrip(":?. "), response.given.words(each.key)) for each in questions]
            found[response.members[0]] = [
                tr("{question}: {words}", question=question, words=words) for question, words in written if words
            ]
    return {person: plans for person, plans in found.items() if plans}
