"""Whom a workshop is for: nothing of one client's workshop may reach another client's room.

A workshop without a client may be anybody's. So it is never taken for the same client's by itself, and a person has to
say so; but it is not known to be another client's either.
"""

from facilitator.text_matching import caseless
from facilitator.workshop.tables import Workshop


def same_client(one: Workshop, other: Workshop) -> bool:
    """Whether both workshops name the same client, but for case, width and white space."""
    return bool(caseless(one.client)) and caseless(one.client) == caseless(other.client)


def other_client(one: Workshop, other: Workshop) -> bool:
    """Whether both workshops name a client, and not the same one."""
    return bool(caseless(one.client) and caseless(other.client)) and caseless(one.client) != caseless(other.client)
