"""What stood out in the room, where an action came from it."""

from facilitator.exercises.folder import implements
from facilitator.exercises.hooks import Exercise
from facilitator.exercises.network.insights import room_findings
from facilitator.exercises.network.rounds.changes import answered_room
from facilitator.storage.library import Library


@implements(Exercise.origin)
def origin(library: Library, step_id: int, source: str) -> str:
    """The sentence that the room's own summary says of it; "" below the floor, and where it holds no longer."""
    key = source.removeprefix("insight ")
    if key == source:
        return ""
    room = answered_room(library, step_id)
    measures = [each.measures for each in room.profiles.values()]
    found, _ = room_findings(room.factors, measures, floor=room.floor, given=room.given, words=room.setup.words)
    return next((one.sentence for one in found if one.key == key), "")
