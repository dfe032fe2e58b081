"""Actions that came from promises: they follow the answers to another name, and go with the answers."""

from collections.abc import Collection, Iterable
from dataclasses import replace

from facilitator.actions.actions import ActionView, Source, actions_of, change_action, remove_action
from facilitator.exercises.hooks import Exercise
from facilitator.storage.library import Library
from facilitator.workshop.agenda import get_step


def as_promised(library: Library, step_id: int, each: Exercise) -> list[ActionView]:
    """The actions that still say, word for word, what somebody promised in a step."""
    promises = each.promises(library, step_id, every_round=True)
    promised = {promise.source: promise.wording.what for promise in promises}
    found = actions_of(library, get_step(library, step_id).workshop_id, step_id) if promised else ()
    return [action for action in found if promised.get(action.source) == action.wording.what]


def drop_taken_back(library: Library, step_id: int, each: Exercise, actions: Iterable[ActionView]) -> None:
    """Take those of these actions off the list whose promise is no longer there; within a transaction.

    They are the words of whoever promised it: with what they answered these go too.
    """
    promised = {promise.source for promise in each.promises(library, step_id, every_round=True)}
    for action in actions:
        if action.source not in promised:
            remove_action(library, action.id)


def _promised_by(library: Library, step_id: int, each: Exercise) -> dict[Source, int | None]:
    """Whose each promise of all rounds is, by what an action that it became points to."""
    return {promise.source: promise.wording.owner_id for promise in each.promises(library, step_id, every_round=True)}


def owned_by(library: Library, step_id: int, each: Exercise, participant_ids: Collection[int]) -> list[ActionView]:
    """The actions that are still those of whoever promised them, of these people."""
    promised = _promised_by(library, step_id, each)
    found = actions_of(library, get_step(library, step_id).workshop_id, step_id) if promised else ()
    return [
        action
        for action in found
        if action.wording.owner_id in participant_ids and promised.get(action.source) == action.wording.owner_id
    ]


def follow_owners(library: Library, step_id: int, each: Exercise, actions: Iterable[ActionView]) -> None:
    """Give these actions, which were `owned_by` those who promised them, to those who do so now; within a transaction.

    One that is shared with whoever gets it is theirs alone.
    """
    promised = _promised_by(library, step_id, each)
    for action in actions:
        wording = action.wording
        owner = promised.get(action.source, wording.owner_id)
        if owner != wording.owner_id:
            partner = None if wording.partner_id == owner else wording.partner_id
            change_action(library, action.id, replace(wording, owner_id=owner, partner_id=partner))
