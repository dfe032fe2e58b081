"""Where people stand on the room's map: close to those they are tied to, and where they stood before.

Forces after Fruchterman & Reingold (1991) with a pull to the middle, so that nobody who is tied to nobody drifts away.
There is nothing random in it: equal networks give equal maps. When there was a map before, whoever was on it moves by
`DRIFT` at most, so that one more person never makes the map jump.
"""

from collections.abc import Collection, Mapping, Sequence
from math import cos, pi, sin

import numpy as np
from numpy.typing import NDArray

from facilitator.exercises.network.whole.graph import RoomNetwork

Point = tuple[float, float]
"""A place in the unit square, both coordinates from 0 to 1."""

DRIFT = 0.03
"""How far a person moves at most when the map is made again, in parts of its side."""

_MARGIN = 0.04
_STEPS, _STEPS_AGAIN = 160, 40
_PULL = 0.35
"""Of the pull to the middle, beside a tie of the ideal length."""


def lay_out_room(network: RoomNetwork, before: Mapping[int, Point] | None = None) -> dict[int, Point]:
    """A place for everybody on the roster. `before` is what the last call returned, for a map that stays put."""
    # Colleagues start side by side, which unties most of the knots that the forces could not.
    order = sorted(network.people, key=lambda person: (person.team, person.id))
    return lay_out([person.id for person in order], network.pairs, before or {})


def lay_out(ids: Sequence[int], ties: Collection[tuple[int, int]], before: Mapping[int, Point]) -> dict[int, Point]:
    """A place for each of `ids`; `ties` are pairs of them, whichever way. Takes under a second for 500 people."""
    if not ids:
        return {}
    places = {person: place for place, person in enumerate(ids)}
    pairs = np.array(sorted((places[one], places[other]) for one, other in ties), dtype=np.intp).reshape(-1, 2)
    kept = [person for person in ids if person in before]
    if not kept:
        return _as_points(ids, _fitted(_settle(_circle(len(ids)), pairs, _STEPS, 0.12)))
    start = _continued(ids, pairs, before)
    at = np.array([places[person] for person in kept])
    settled = _settle(start, pairs, _STEPS_AGAIN, 0.02, hold=(at, start[at].copy()))
    return _as_points(ids, np.clip(settled, _MARGIN, 1 - _MARGIN))


def ring(ids: Sequence[int]) -> dict[int, Point]:
    """Places on a circle from the top clockwise, as for a handful of groups."""
    turn = 2 * pi / max(len(ids), 1)
    return {each: (0.5 + 0.4 * sin(turn * at), 0.5 - 0.4 * cos(turn * at)) for at, each in enumerate(ids)}


def _circle(n: int) -> NDArray[np.float64]:
    angle = 2 * np.pi * np.arange(n) / n
    # Not quite a circle: on a perfect one, forces can balance where they should not.
    radius = 0.4 - 0.1 * (np.arange(n) % 3) / 3
    return np.column_stack((0.5 + radius * np.cos(angle), 0.5 + radius * np.sin(angle)))


def _continued(ids: Sequence[int], pairs: NDArray[np.intp], before: Mapping[int, Point]) -> NDArray[np.float64]:
    """Places as before; whoever is new starts among those they are tied to, or else at the rim."""
    start = np.full((len(ids), 2), np.nan)
    for place, person in enumerate(ids):
        start[place] = before.get(person, (np.nan, np.nan))
    for place in np.flatnonzero(np.isnan(start[:, 0])).tolist():
        others = np.concatenate((pairs[pairs[:, 0] == place, 1], pairs[pairs[:, 1] == place, 0]))
        known = start[others][~np.isnan(start[others, 0])]
        angle = 2.399963 * place  # the golden angle, so that several who are new don't meet
        aside = np.array([np.cos(angle), np.sin(angle)])
        start[place] = known.mean(axis=0) + 0.03 * aside if len(known) else 0.5 + 0.42 * aside
    return start


def _settle(
    places: NDArray[np.float64],
    pairs: NDArray[np.intp],
    steps: int,
    longest: float,
    hold: tuple[NDArray[np.intp], NDArray[np.float64]] | None = None,
) -> NDArray[np.float64]:
    """Let the forces work for some steps, each shorter than the last; `hold` keeps some near their places."""
    n = len(places)
    if n < 2:
        return places
    ideal = 0.8 / np.sqrt(n)
    one, other = pairs[:, 0], pairs[:, 1]
    for step in range(steps):
        squares = (places**2).sum(axis=1)
        apart = squares[:, None] + squares[None, :] - 2 * places @ places.T
        push = ideal**2 / np.maximum(apart, 1e-4)
        np.fill_diagonal(push, 0)
        force = places * push.sum(axis=1)[:, None] - push @ places
        between = places[other] - places[one]
        tension = between * (np.sqrt((between**2).sum(axis=1)) / ideal)[:, None]
        for axis in (0, 1):
            force[:, axis] += np.bincount(one, tension[:, axis], n) - np.bincount(other, tension[:, axis], n)
        force += _PULL * (0.5 - places) * np.sqrt(((0.5 - places) ** 2).sum(axis=1))[:, None] / ideal
        length = np.maximum(np.sqrt((force**2).sum(axis=1)), 1e-9)[:, None]
        places = places + force / length * np.minimum(length, longest * (1 - step / steps))
        if hold is not None:
            at, home = hold
            away = places[at] - home
            far = np.maximum(np.sqrt((away**2).sum(axis=1))[:, None] / DRIFT, 1)
            places[at] = home + away / far
    return places


def _fitted(places: NDArray[np.float64]) -> NDArray[np.float64]:
    """The same picture, made to fill the square without being stretched."""
    low: NDArray[np.float64] = places.min(axis=0)
    high: NDArray[np.float64] = places.max(axis=0)
    size = float((high - low).max())
    if size < 1e-9:
        return np.full_like(places, 0.5)
    fitted: NDArray[np.float64] = 0.5 + (places - (low + high) / 2) * (1 - 2 * _MARGIN) / size
    return fitted


def _as_points(ids: Sequence[int], places: NDArray[np.float64]) -> dict[int, Point]:
    return {person: (float(x), float(y)) for person, (x, y) in zip(ids, places, strict=True)}
