"""Which groups are large enough to be shown apart.

Hiding one small group is not enough: whoever knows the whole room and all other groups could work it out. So those
that are not shown must together be large enough as well, or else the smallest of the shown ones joins them.
"""

from collections.abc import Mapping
from dataclasses import dataclass

DEFAULT, LEAST = 5, 3
"""People that a group needs: the setting to begin with, and the lowest it can be set to."""


@dataclass(frozen=True, slots=True)
class Shown:
    """The groups to be shown apart, in the order of their names, and those that are not, largest first."""

    apart: tuple[str, ...]
    together: tuple[str, ...]


def shown_groups(sizes: Mapping[str, int], smallest: int = DEFAULT) -> Shown:
    """Divide groups of these sizes; people without a group are one called "", which is never shown apart."""
    least = max(smallest, LEAST)
    filled = {name: size for name, size in sizes.items() if size}
    apart = {name for name, size in filled.items() if name and size >= least}
    together = set(filled) - apart
    while apart and 0 < sum(filled[name] for name in together) < least:
        joining = min(apart, key=lambda name: (filled[name], name))
        apart.remove(joining)
        together.add(joining)
    return Shown(tuple(sorted(apart)), tuple(sorted(together, key=lambda name: (-filled[name], name))))
