"""What an earlier workshop agreed on, as a later one may read it."""

from dataclasses import replace

from facilitator.actions.actions import ActionView, actions_of
from facilitator.i18n import tr
from facilitator.storage.library import Library
from facilitator.workshop.same_people import nobody_here


def actions_before(library: Library, workshop_id: int, earlier_id: int, *, chosen: bool) -> list[ActionView]:
    """The actions of the workshop `earlier_id` in order, without the names of those whom this one may not name.

    `chosen` says that the facilitator chose to look back at it.
    """
    with library.read() as session:
        unnamed = nobody_here(session, workshop_id, earlier_id, chosen=chosen)

    def named(name: str, person: int | None) -> str:
        return tr("somebody who was there") if person in unnamed else name

    return [
        replace(
            each,
            owner=named(each.owner, each.wording.owner_id),
            partner=named(each.partner, each.wording.partner_id),
        )
        for each in actions_of(library, earlier_id)
    ]
