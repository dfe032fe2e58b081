"""One's own contacts around oneself: circles by closeness, wedges by group, for the owner's screen and handout only.

Coordinates are in the unit circle with ego at its middle, x to the right and y down. The picture is the same for the
same answers, and a contact keeps its circle and wedge when another one is added.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import cos, pi, sin

from facilitator.exercises.network.factors import Factor
from facilitator.exercises.network.measures import tie_strength
from facilitator.exercises.network.read import NetworkView

RINGS = 4
"""The innermost holds the closest contacts."""


@dataclass(frozen=True, slots=True)
class EgoMapContact:
    """One contact on the map. `ring` counts from 1, the closest; `group` is the code that colours it, 0 if unknown."""

    contact_id: int
    label: str
    x: float
    y: float
    ring: int
    group: int


@dataclass(frozen=True, slots=True)
class EgoMap:
    """The whole map. `ties` are pairs of places in `contacts`, None where nobody said who knows whom.

    `radii` are those of the circles, from the innermost. `groups` are the labels of the codes, 1 first; none
    where the set has no question to colour by.
    """

    contacts: tuple[EgoMapContact, ...]
    ties: tuple[tuple[int, int], ...] | None
    radii: tuple[float, ...]
    groups: tuple[str, ...]


def ego_map(factors: Sequence[Factor], view: NetworkView) -> EgoMap:
    """Draw one person's list; a tally gives an empty map, since it knows no single contacts."""
    active = [factor for factor in factors if factor.active]
    colour = next((factor for factor in active if factor.internal is not None), None)
    colour = colour or next((factor for factor in active if factor.kind != "strength"), None)
    contacts = view.contacts if view.entry == "contact" else ()
    radii = tuple((ring + 0.35) / (RINGS + 0.35) for ring in range(1, RINGS + 1))
    codes = [max(contact.ratings.get(colour.key, 0), 0) if colour else 0 for contact in contacts]
    # Contacts of one group stand side by side, those one knows each other with mostly being of it.
    order = sorted(range(len(contacts)), key=lambda at: (codes[at] or 99, at))
    turn = {place: 2 * pi * (at + 0.5) / len(contacts) for at, place in enumerate(order)}
    placed = []
    for at, contact in enumerate(contacts):
        ring = ring_of(tie_strength(active, contact.ratings))
        radius = radii[ring - 1]
        x, y = radius * sin(turn[at]), -radius * cos(turn[at])
        placed.append(EgoMapContact(contact.id, contact.label, x, y, ring, codes[at]))
    places = {contact.id: at for at, contact in enumerate(contacts)}
    # Whoever turned to a tally keeps the contacts and ties entered before, without their being shown.
    by_contact = view.ties is not None and view.entry == "contact"
    ties = tuple(sorted((places[low], places[high]) for low, high in view.ties or ())) if by_contact else None
    return EgoMap(tuple(placed), ties, radii, colour.codes if colour else ())


def ring_of(close: float | None) -> int:
    """The circle for a closeness in [0, 1], 1 the innermost; whoever was not rated stands on the outermost."""
    return RINGS if close is None else RINGS - min(int(close * RINGS), RINGS - 1)
