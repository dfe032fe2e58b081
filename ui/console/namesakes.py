"""People of one name on the facilitator's own screen, where choosing the wrong one changes somebody else's answers."""

from collections.abc import Sequence
from dataclasses import replace

from facilitator.storage.library import Library
from facilitator.text_matching import caseless
from facilitator.workshop.namesakes import beside_names
from facilitator.workshop.roster import people_of
from facilitator.workshop.standings import Standing


def told_apart(library: Library, workshop_id: int, standings: Sequence[Standing]) -> list[Standing]:
    """The standings, those of one name with what tells them apart."""
    names = {caseless(each.name) for each in standings}
    beside = beside_names(people_of(library, workshop_id)) if len(names) < len(standings) else {}
    return [
        replace(each, name=f"{each.name}, {beside[each.participant_id]}") if each.participant_id in beside else each
        for each in standings
    ]
