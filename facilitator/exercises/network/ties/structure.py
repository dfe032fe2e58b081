"""What the ties among one person's contacts say: pure functions of an undirected, unweighted network.

Sources agree on these formulas but not on whether ego is in. Here density and effective size leave ego out, and
constraint has ego in, tied to every contact. Whole numbers are kept up to the divisions, so that a network of
strangers gives exactly its size.
"""

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping, Set
from dataclasses import dataclass
from typing import TypeVar

Node = TypeVar("Node", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Structure:
    """The structure of one personal network of `size` contacts, N.

    `ties` is the number of pairs who know each other, t; None where nobody asked, and then every measure is None.
    `density` is also None for N < 2, the others for N = 0. `constraint` can exceed 1: two contacts who know each
    other give 1.125.
    """

    size: int
    ties: int | None = None
    density: float | None = None
    effective_size: float | None = None
    efficiency: float | None = None
    constraint: float | None = None


def structure(size: int, ties: Iterable[tuple[int, int]] | None) -> Structure:
    """Measure a network whose contacts are numbered from 0 to `size` − 1; `ties` are pairs of them, each once.

    None for `ties` means that nobody said who knows whom, which differs from an empty collection.
    """
    if ties is None:
        return Structure(size)
    pairs = {(min(pair), max(pair)) for pair in ties}
    ego = -1
    neighbours: dict[int, set[int]] = {ego: set(range(size)), **{contact: {ego} for contact in range(size)}}
    for one, other in pairs:
        neighbours[one].add(other)
        neighbours[other].add(one)
    count = len(pairs)
    effective = effective_size(size, count)
    return Structure(
        size,
        count,
        density(size, count),
        effective,
        None if effective is None else effective / size,
        constraint(neighbours, ego),
    )


def density(size: int, ties: int) -> float | None:
    """The share of pairs who know each other, ego left out, in [0, 1]: 2t / (N (N − 1)). None for N < 2."""
    return 2 * ties / (size * (size - 1)) if size >= 2 else None


def effective_size(size: int, ties: int) -> float | None:
    """Contacts less the average number of others each one knows, in [1, N]: N − 2t/N. None for N = 0.

    Borgatti (1997), who shows that Burt's (1992) measure comes to this where ties have no weight.
    """
    return (size * size - 2 * ties) / size if size else None


def groups(size: int, ties: Iterable[tuple[int, int]] | None) -> int | None:
    """How many groups the contacts form without ego: connected parts of two contacts or more, in [0, N / 2].

    Somebody whom none of the others knows is in no group. None where nobody said who knows whom.
    """
    if ties is None:
        return None
    leads_to = list(range(size))

    def first(contact: int) -> int:
        while leads_to[contact] != contact:
            contact = leads_to[contact]
        return contact

    for one, other in ties:
        leads_to[first(one)] = first(other)
    parts = Counter(first(contact) for contact in range(size))
    return sum(people >= 2 for people in parts.values())


def constraint(neighbours: Mapping[Node, Set[Node]], ego: Node) -> float | None:
    """How far ego's contacts lead back to each other, above 0: Σ_j (p_ij + Σ_q p_iq p_qj)². None without contacts.

    `neighbours` holds every node's neighbours, both ways. p_ij is 1 over the number of i's neighbours. Burt (1992).
    """
    mine = neighbours[ego]
    if not mine:
        return None
    own = 1 / len(mine)
    shares = {contact: own / len(neighbours[contact]) for contact in mine}
    return sum((own + sum(shares[q] for q in neighbours[contact] & mine)) ** 2 for contact in mine)
