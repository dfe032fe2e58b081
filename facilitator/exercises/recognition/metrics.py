"""How many thanks there are and where they go; by whom and to whom is counted nowhere."""

from typing import Any

from facilitator.exercises.folder import implements
from facilitator.exercises.hooks import Exercise
from facilitator.exercises.recognition.thanks import PERSON, TEAM, read_thanks, shown
from facilitator.questionnaires.measures import measured
from facilitator.storage.library import Library


@implements(Exercise.metrics)
def metrics(library: Library, step_id: int, *, by_person: bool = False) -> dict[str, Any]:
    """Counts of thanks of the present round, beside what every questionnaire counts."""
    thanks = read_thanks(library, step_id)
    found = {
        "thanks_to_teams": sum(each.kind == TEAM for each in thanks),
        "thanks_to_people": sum(each.kind == PERSON for each in thanks),
        "across_teams": sum(each.across is True for each in thanks),
        "within_a_team": sum(each.across is False for each in thanks),
        "with_a_result": sum(bool(each.result) for each in thanks),
        "for_the_room": len(shown(thanks)),
    }
    return {"recognition": [{**measured(library, step_id), **found}]}
