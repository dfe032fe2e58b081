"""What a room would have counted."""

from random import Random

from facilitator.actions.simulation import simulate_indicators
from facilitator.exercises.folder import implements
from facilitator.exercises.hooks import Exercise
from facilitator.exercises.looking_back.followed import followed
from facilitator.storage.library import Library


@implements(Exercise.simulate_room)
def simulate_room(library: Library, step_id: int, random: Random) -> None:
    """Readings up to today of what the workshop that is looked back at, or this one, agreed on."""
    found = followed(library, step_id)
    simulate_indicators(library, found.earlier.workshop_id if found.earlier else found.workshop_id, random)
