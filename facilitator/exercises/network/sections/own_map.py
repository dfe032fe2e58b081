"""One's own contacts as a map, with what who knows whom says: for the handout of the person who named them alone."""

from typing import Any

from facilitator.charts.star import Star, StarNode
from facilitator.documents import blocks
from facilitator.documents.charts import Figure
from facilitator.exercises.network.live import Profile, RoomProfiles
from facilitator.exercises.network.ties.ego_map import ego_map
from facilitator.i18n import tr, trn

_MAP = 330.0


def own_map(room: RoomProfiles, found: Profile) -> list[Any]:
    """The map and its sentences; nothing for a tally or an empty list."""
    drawn = ego_map(room.factors, found.view)
    if not drawn.contacts:
        return []
    nodes = [StarNode(contact.label, contact.x, contact.y, contact.group) for contact in drawn.contacts]
    said = [_what_is_near(room, found)]
    if drawn.ties is not None:
        said.append(tr("A line joins contacts who know each other."))
    caption = " ".join(filter(None, said))
    figure = Figure(Star(nodes, drawn.ties, drawn.radii, drawn.groups, all_named=True), caption=caption)
    return [blocks.space_for(_MAP), blocks.heading(2, tr("Your contacts around you")), figure, *_structure(found)]


def _what_is_near(room: RoomProfiles, found: Profile) -> str:
    """By which answers contacts stand near or far; empty where none of these was given."""
    asked = [factor for factor in room.factors if factor.kind == "strength" and found.measures.factors[factor.key].n]
    if not asked:
        return ""
    return tr(
        "The closer to you, the stronger the tie: {questions}.", questions=", ".join(each.label for each in asked)
    )


def _structure(found: Profile) -> list[Any]:
    measured = found.measures.structure
    if measured.density is None:
        return []
    ties, pairs = measured.ties or 0, measured.size * (measured.size - 1) // 2
    if ties in (0, pairs):
        whole = tr("As far as you know, all of your contacts know each other.")
        return [blocks.paragraph(whole if ties else tr("As far as you know, none of your contacts know each other."))]
    sentence = trn(
        "As far as you know, {count} of {pairs} pairs of your contacts know each other.",
        "As far as you know, {count} of {pairs} pairs of your contacts know each other.",
        ties,
        pairs=pairs,
    )
    return [blocks.paragraph(sentence)]
