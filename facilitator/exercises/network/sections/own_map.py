"""One's own contacts as a map, with what who knows whom says: for the handout of the person who named them alone."""

from typing import Any

from facilitator.charts.star import Star, StarNode
from facilitator.documents import blocks
from facilitator.documents.charts import Figure
from facilitator.exercises.network.live import Profile, Room
from facilitator.exercises.network.ties.ego_map import ego_map
from facilitator.i18n import tr, trn

_MAP = 330.0


def own_map(room: Room, found: Profile) -> list[Any]:
    """The map and its sentences; nothing for a tally or an empty list."""
    drawn = ego_map(room.factors, found.view)
    if not drawn.contacts:
        return []
    nodes = [StarNode(contact.label, contact.x, contact.y, contact.group) for contact in drawn.contacts]
    if drawn.ties is None:
        caption = tr("The closer to you, the stronger the tie: how often you meet, how long you know each other.")
    else:
        caption = tr("The closer to you, the stronger the tie. A line joins contacts who know each other.")
    figure = Figure(Star(nodes, drawn.ties, drawn.radii, drawn.groups, all_named=True), caption=caption)
    return [blocks.room_for(_MAP), blocks.heading(2, tr("Your contacts around you")), figure, *_structure(found)]


def _structure(found: Profile) -> list[Any]:
    measured = found.measures.structure
    if measured.density is None:
        return []
    pairs = measured.size * (measured.size - 1) // 2
    sentence = trn(
        "As far as you know, {count} of {pairs} pairs of your contacts know each other.",
        "As far as you know, {count} of {pairs} pairs of your contacts know each other.",
        measured.ties or 0,
        pairs=pairs,
    )
    return [blocks.paragraph(sentence)]
