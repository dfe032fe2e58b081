"""What may be shown of several people: one floor for groups, for the whole room and for what follows from totals.

Hiding one small group is not enough: whoever knows the whole room and all other groups could work it out. So those
that are not shown must together be large enough as well, or else the smallest of the shown ones joins them; and a
total is shown beside others only if no sum and no difference of them is a total over too few.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from facilitator.i18n import tr, trn
from facilitator.totals import LEAST

DEFAULT = 5
"""People of whom something may be shown, to begin with; it is never set below `LEAST`."""


@dataclass(frozen=True, slots=True)
class Withheld:
    """In the place of what fewer than `floor` people make: `answered` of the `of` people have, and nothing else."""

    answered: int
    of: int
    floor: int

    @property
    def count(self) -> str:
        """How many have answered, for a heading."""
        if not self.of:
            return tr("Nobody has answered yet")
        return trn("{count} of {all} has answered", "{count} of {all} have answered", self.answered, all=self.of)

    @property
    def reason(self) -> str:
        """Why there is no more than that; enough may have answered without having a shape."""
        if self.answered >= self.floor:
            return tr(
                "Lines and medians come from {floor} people on whose answers make a shape, so that nobody is "
                "recognised.",
                floor=self.floor,
            )
        return tr("Lines and medians come from {floor} people on, so that nobody is recognised.", floor=self.floor)


def tellable(count: int, of: int, floor: int) -> tuple[int, bool] | None:
    """What others may be told of `count` people of `of`: a number, and whether it is "at least" so many.

    Those for whom it holds must be as many as the floor, and so must the others, or it would be told of them. Where
    the others are fewer, nobody too, as many as the floor are left open; None where either can't be. With a floor of 0
    everything is told as it is.
    """
    if count < floor:
        return None
    if of - count >= floor:
        return count, False
    return (of - floor, True) if of >= 2 * floor else None


@dataclass(frozen=True, slots=True)
class Shown:
    """The groups to be shown apart, in the order of their names, and those that are not, largest first."""

    apart: tuple[str, ...]
    together: tuple[str, ...]


def shown_groups(sizes: Mapping[str, int], smallest: int = DEFAULT, answered: Mapping[str, int] | None = None) -> Shown:
    """Divide groups of these sizes; people without a group are one called "", which is never shown apart.

    Where only some of a group have answered, `answered` says how many; as many of them must be enough.
    """
    least = max(smallest, LEAST)
    filled = {name: size for name, size in sizes.items() if size}
    who = filled if answered is None else {name: answered.get(name, 0) for name in filled}
    apart = {name for name in filled if name and who[name] >= least}
    together = set(filled) - apart

    def too_few() -> bool:
        # People of whom none has answered are still named by others, so they count as people.
        people, answers = sum(filled[name] for name in together), sum(who[name] for name in together)
        return 0 < people < least or 0 < answers < least

    while apart and too_few():
        joining = min(apart, key=lambda name: (filled[name], name))
        apart.remove(joining)
        together.add(joining)
    return Shown(tuple(sorted(apart)), tuple(sorted(together, key=lambda name: (-filled[name], name))))
