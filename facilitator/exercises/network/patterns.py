"""What stands out in each network, for its owner: what the handout says of it too, from lists and tallies alike."""

from collections.abc import Mapping, Sequence

from facilitator.exercises.folder import implements
from facilitator.exercises.hooks import Exercise, Pattern
from facilitator.exercises.network.insights import facts_of_place, insights
from facilitator.exercises.network.rounds.changes import answered_room
from facilitator.storage.library import Library


@implements(Exercise.patterns)
def patterns(library: Library, step_id: int) -> Mapping[int, Sequence[Pattern]]:
    """The patterns that stand out most, of those who have any; what most of the room have in common is none of them."""
    room = answered_room(library, step_id)
    measures = [found.measures for found in room.profiles.values()]
    of_place = facts_of_place(room.factors, measures, floor=room.floor, given=room.given)
    found: dict[int, Sequence[Pattern]] = {}
    for participant_id, profile in room.profiles.items():
        said = insights(room.factors, profile.measures, of_place=of_place, given=room.given, words=room.setup.words)
        own = [Pattern(each.key, each.observation) for each in said if not (each.strength or each.neutral)]
        if own:
            found[participant_id] = own
    return found
