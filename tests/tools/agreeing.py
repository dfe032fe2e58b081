"""Matching in a room in which everybody has agreed to be counted, as most tests want it: by the real operations."""

from facilitator.exercises.counting_consent import set_counted
from facilitator.exercises.network.matching import verdicts
from facilitator.storage.library import Done, Library
from facilitator.workshop.agenda import get_step
from facilitator.workshop.roster import people_of


def everybody_agrees(library: Library, step_id: int) -> None:
    """Let everybody on the roster say at the station that they may be counted."""
    with library.change("Everybody agrees"):
        for person in people_of(library, get_step(library, step_id).workshop_id):
            set_counted(library, person.id, agrees=True)


def confirm_match(library: Library, step_id: int, contact_id: int, participant_id: int) -> Done[None]:
    """`verdicts.confirm_match` of somebody who has agreed."""
    set_counted(library, participant_id, agrees=True)
    return verdicts.confirm_match(library, step_id, contact_id, participant_id)


def match_exact(library: Library, step_id: int) -> Done[int]:
    """`verdicts.match_exact` in a room that has agreed."""
    everybody_agrees(library, step_id)
    return verdicts.match_exact(library, step_id)
