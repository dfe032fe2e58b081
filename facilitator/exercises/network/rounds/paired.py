"""How the room changed: each person against themselves, with an interval that says how sure one can be.

Before, after and change are one statistic, the mean over the same people: the mean of their changes is the difference
of their two means, which medians don't have, and it is what the interval is about. Whole points are what is shown of
them, so that every row adds up for whoever reads it; see `Points`.

The interval is that of `facilitator.paired_means`.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import ceil, floor

from facilitator.exercises.network.rounds.changes import AxisChange, PersonChange, read_changes
from facilitator.exercises.network.seen import Seen
from facilitator.paired_means import interval
from facilitator.storage.library import Library


@dataclass(frozen=True, slots=True)
class Points:
    """A change as it is shown, in whole points of 100: `change` is `after` − `before` to the last digit.

    Each of the two is rounded by itself, so `change` may be off by less than one point from the unrounded one. Both are
    None where they may not be shown; then `change` is the mean change, rounded. `low` and `high` are rounded outwards,
    and so they hold `change` and never claim more than the unrounded interval; None where there is none.
    """

    before: int | None
    after: int | None
    change: int
    low: int | None
    high: int | None


@dataclass(frozen=True, slots=True)
class PairedChange:
    """One axis over the `n` people who have a value before and after.

    `before` and `after` are their means in [0, 1], `mean` is the mean of their differences in [−1, 1], which is `after`
    − `before`; None without anybody.
    `low` and `high` hold the mean with 95 per cent; None for fewer than six people. `rose`, `fell` count the people
    whose change is worth a remark.
    """

    key: str
    label: str
    n: int
    before: float | None
    after: float | None
    mean: float | None
    low: float | None
    high: float | None
    rose: int
    fell: int

    @property
    def points(self) -> Points | None:
        """What is shown of it; None without anybody."""
        if self.mean is None:
            return None
        low = None if self.low is None else floor(_hundredths(self.low))
        high = None if self.high is None else ceil(_hundredths(self.high))
        if self.before is None or self.after is None:
            return Points(None, None, _whole(self.mean), low, high)
        before, after = _whole(self.before), _whole(self.after)
        return Points(before, after, after - before, low, high)

    @property
    def certain(self) -> bool:
        """Whether the interval, as it is shown, leaves no change out."""
        shown = self.points
        return shown is not None and ((shown.low or 0) > 0 or (shown.high or 0) < 0)


@dataclass(frozen=True, slots=True)
class RoomChange:
    """The paired change of a room, of `people` who finished both; `waiting` have an earlier list and no present one.

    `kept`, `added` and `dropped` are how many contacts the `listed` people, who entered single contacts both times,
    kept, added and dropped on average; None where nobody did. `before` sends the title of what is compared with, each
    person's latest earlier list, to how many people's it is.
    """

    people: int
    waiting: int
    listed: int
    kept: float | None
    added: float | None
    dropped: float | None
    shapes: dict[str, tuple[PairedChange, ...]]
    before: Mapping[str, int]


def read_room_change(library: Library, step_id: int, seen: Seen | None = None) -> RoomChange | None:
    """How the room changed; None when nobody has both an earlier list and a finished present one.

    With `seen` the present lists are those that others were shown.
    """
    from facilitator.exercises.network.rounds.earlier import read_earlier

    earlier = read_earlier(library, step_id)
    finished = [change for change in read_changes(library, step_id, seen).values() if change.after.view.finished]
    return room_change(finished, len(earlier) - len(finished)) if finished else None


def room_change(changes: Sequence[PersonChange], waiting: int = 0) -> RoomChange:
    """Put the changes of people, at least one, together; everybody weighs the same."""
    from statistics import fmean

    listed = [change for change in changes if change.kept is not None]
    numbers = {
        name: fmean(len(getattr(change, name)) for change in listed) if listed else None
        for name in ("kept", "added", "dropped")
    }
    shapes = {
        shape: tuple(
            paired([change.shapes[shape][place] for change in changes])
            for place in range(len(changes[0].shapes[shape]))
        )
        for shape in changes[0].shapes
    }
    before = Counter(change.earlier.title for change in changes)
    return RoomChange(len(changes), waiting, len(listed), shapes=shapes, before=before, **numbers)


def paired(axes: Sequence[AxisChange]) -> PairedChange:
    """One axis of several people, at least one, against themselves."""
    import numpy as np

    both = [(axis.before, axis.after) for axis in axes if axis.before is not None and axis.after is not None]
    key, label, n = axes[0].key, axes[0].label, len(both)
    if not n:
        return PairedChange(key, label, 0, None, None, None, None, None, 0, 0)
    values = np.array(both)
    differences = values[:, 1] - values[:, 0]
    low, high = interval(differences.tolist())
    rose = sum(axis.remarked and (axis.difference or 0) > 0 for axis in axes)
    fell = sum(axis.remarked and (axis.difference or 0) < 0 for axis in axes)
    before, after = values.mean(axis=0).tolist()
    return PairedChange(key, label, n, before, after, float(differences.mean()), low, high, rose, fell)


def _hundredths(value: float) -> float:
    # Cleared of the binary tail: 0.07 · 100 is a hair more than 7 only on a computer.
    return round(value * 100, 6)


def _whole(value: float) -> int:
    """Halves up, always: two values rounded alike are never a full point further apart, or nearer, than unrounded."""
    return floor(_hundredths(value) + 0.5)
