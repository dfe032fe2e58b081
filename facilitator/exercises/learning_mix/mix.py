"""How much of a capability came from experience, from other people and from formal learning."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from facilitator.charts.rows import percent
from facilitator.i18n import tr, trn
from facilitator.questionnaires.answer_rows import Given
from facilitator.questionnaires.counted import read_room
from facilitator.storage.library import Library
from facilitator.text_matching import caseless

SOURCES = ("experience", "others", "formal")
"""What the keys of the activities begin with."""
CAPABILITY, TICKS, BEST = "capability", "ticks", "best"
RANKS = 5
Pairs = Mapping[int, tuple[Given, Given]]
"""By participant what they sent in the round before and in this one."""
FEWEST_TICKS = 10
"""Of fewer a share would sound more exact than it is: they are counted."""


class Mix(NamedTuple):
    """Ticks by source, and points of ranks: 5 for the best down to 1."""

    ticks: tuple[int, int, int]
    points: tuple[int, int, int]

    @property
    def of_ticks(self) -> tuple[float, ...] | None:
        """The shares of ticks; None without any."""
        return _shares(self.ticks)

    @property
    def of_points(self) -> tuple[float, ...] | None:
        """The shares of the points of ranks; None without any."""
        return _shares(self.points)

    @property
    def is_counted(self) -> bool:
        """Whether there are too few ticks to tell shares."""
        return sum(self.ticks) < FEWEST_TICKS

    def bars(self, counts: Sequence[int]) -> list[tuple[float | None, str]]:
        """By source the share of `ticks` or `points`, and what is said of it: without decimals, or the count itself."""
        shares = _shares(counts) or [None] * len(counts)
        return [
            (share, str(count) if self.is_counted else percent(share))
            for count, share in zip(counts, shares, strict=True)
        ]


def mix_of(given: Iterable[Given]) -> Mix:
    """The mix of all of these answers together."""
    mixes = [each.derived(_mix) for each in given]
    return Mix(_sum(mix.ticks for mix in mixes), _sum(mix.points for mix in mixes))


def _mix(given: Given) -> Mix:
    ticks: Counter[str] = Counter()
    points: Counter[str] = Counter()
    for answer in given:
        source = answer.value.option.partition("_")[0]
        if answer.question == TICKS:
            ticks[source] += 1
        elif answer.question == BEST and answer.value.option:
            points[source] += max(RANKS - answer.place, 0)
    return Mix(_of(ticks), _of(points))


def _sum(counts: Iterable[tuple[int, int, int]]) -> tuple[int, int, int]:
    experience, others, formal = (sum(each) for each in zip((0, 0, 0), *counts, strict=True))
    return experience, others, formal


def source_names() -> tuple[str, str, str]:
    """What the sources are called, in the order of `SOURCES`."""
    return tr("Experience"), tr("Other people"), tr("Formal learning")


def what_counts(mix: Mix) -> str:
    """On what bars rest, and what limits them."""
    ticks = trn("{count} tick", "{count} ticks", sum(mix.ticks))
    return tr("{ticks} · the list sets what can be ticked", ticks=ticks)


def before_of(library: Library, step_id: int) -> Pairs:
    """By participant what they sent in the round before and in this one, where both are of the same capability."""
    return same_capability(read_room(library, step_id).pairs)


def same_capability(pairs: Pairs) -> Pairs:
    """Those of the pairs of answers that are of the same capability, with ticks in both."""
    return {
        person: pair
        for person, pair in pairs.items()
        if _capability(pair[0]) == _capability(pair[1]) != "" and all(map(has_ticked, pair))
    }


def has_ticked(given: Given) -> bool:
    """Whether somebody has ticked anything."""
    return any(given.options(TICKS))


def _capability(given: Given) -> str:
    return caseless(" ".join(value.word or "" for value in given.values(CAPABILITY)))


def _of(counted: Counter[str]) -> tuple[int, int, int]:
    experience, others, formal = (counted[source] for source in SOURCES)
    return experience, others, formal


def _shares(counts: Sequence[int]) -> tuple[float, ...] | None:
    total = sum(counts)
    return tuple(count / total for count in counts) if total else None
