"""What people wrote last time: in the earlier round or workshop that their present list stands against."""

from collections.abc import Mapping

from facilitator.exercises.network.own_action.rows import OwnAction, own_actions_of
from facilitator.exercises.network.rounds.earlier import Earlier
from facilitator.storage.library import Library


def last_actions(library: Library, step_id: int, earlier: Mapping[int, Earlier]) -> dict[int, OwnAction]:
    """By participant what they wrote with their `earlier` list, for themselves alone; without those who wrote nothing.

    Under a works agreement there are neither actions nor earlier selves.
    """
    lists = {
        person: (each.elsewhere if each.elsewhere is not None else step_id, each.round)
        for person, each in earlier.items()
    }
    with library.read() as session:
        written = {key: own_actions_of(session, *key) for key in set(lists.values())}
    found = {person: written[key].get(earlier[person].view.participant_id) for person, key in lists.items()}
    return {person: action for person, action in found.items() if action is not None and action.what}
