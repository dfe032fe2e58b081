"""What people set out to do after they had looked at their network, as far as it is theirs alone."""

from collections.abc import Mapping, Sequence

from facilitator.exercises.folder import implements
from facilitator.exercises.hooks import Exercise
from facilitator.exercises.network.own_action.rows import own_actions_of
from facilitator.exercises.network.rounds.current import current_round
from facilitator.exercises.network.sections.handout import going_to
from facilitator.storage.library import Library


@implements(Exercise.own_plans)
def own_plans(library: Library, step_id: int) -> Mapping[int, Sequence[str]]:
    """Their own actions of the present round, without those that stand among the workshop's actions."""
    with library.read() as session:
        written = own_actions_of(session, step_id, current_round(session, step_id))
    return {person: [going_to(each)] for person, each in written.items() if each.what and not each.shared}
