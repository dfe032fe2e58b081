"""What a participant says of their own action: each call is one committed transaction."""

from facilitator.exercises.network.answers import Who, find_network, opened_network
from facilitator.exercises.network.own_action.rows import (
    OwnAction,
    are_shared,
    join,
    own_actions,
    put_own_action,
    refuse_names,
    take_off,
)
from facilitator.i18n import tr
from facilitator.storage.changes import Change, Topic
from facilitator.storage.library import Done, Library, Transaction
from facilitator.workshop.find import find_step


def read_own_action(library: Library, step_id: int, participant_id: int) -> OwnAction:
    """What a participant wrote in the round that is entered; empty where they wrote nothing."""
    with library.read() as session:
        network = find_network(session, step_id, participant_id)
        return (
            OwnAction() if network is None else own_actions(session, step_id, [network.id]).get(network.id, OwnAction())
        )


def keep_own_action(library: Library, who: Who, action: OwnAction) -> Done[None]:
    """Write what a participant is going to do over what was there; an empty one takes it away.

    `shared` of it is not looked at: see `share_own_action`. What joined the actions of the workshop follows. Raises
    Invalid under a works agreement, for texts that are too long, and where somebody is named in what has joined them.
    """
    with library.change(tr("Note one’s own action"), step_id=who.step_id) as change:
        network = opened_network(change, who)
        if action.what and are_shared(change.session, who.step_id, [network.id]):
            refuse_names(change.session, network, action)
        if put_own_action(change.session, network, action):
            _announce_actions(change, who)
    return change.done(None)


def share_own_action(library: Library, who: Who, agrees: bool) -> Done[None]:
    """Note that one’s own action may stand among those of the workshop with one’s name, or no longer may.

    Raises Invalid where nothing was written yet, and where it names somebody of the list or of the roster.
    """
    with library.change(tr("Own action among the room’s actions"), step_id=who.step_id) as change:
        network = opened_network(change, who)
        if agrees:
            join(change.session, network)
        else:
            take_off(change.session, who.step_id, [network.id])
        _announce_actions(change, who)
    return change.done(None)


def _announce_actions(change: Transaction, who: Who) -> None:
    change.announce(Change(Topic.ACTIONS, find_step(change.session, who.step_id).workshop_id))
