"""What the readings of an indicator allow to say, by the rules of run charts. Knows numbers alone, no words.

Rules: J. Anhøj and A. V. Olesen, "Run Charts Revisited: A Simulation Study of Run Chart Rules for Detection of
Non-Random Variation in Health Care Processes", PLoS ONE 9 (2014), e113825: the longest run and the number of crossings
of the median, over the useful readings, which are those not on the median.

The median is frozen from the readings up to the day, at least twelve, so that what came after it can't move it. Three
decisions are ours, each for what simulations of stable series showed. Six readings after the day are told by themselves
(`YOUNG`) only until there are twelve: both rules together would call one stable series in nine changed. From then on no
more of the latest readings are judged than lie before the day, and twelve at least: against a median of twelve, the
longer the series the likelier it seems to have changed, for 36 readings one in seven. And where the readings up to the
day move by themselves, nothing is told of those after it.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from itertools import groupby, pairwise
from math import comb, log2
from statistics import fmean, median
from typing import Literal, NamedTuple

FEWEST = 12
"""Readings up to the day that make its median, and readings after it from which the whole series is judged."""
YOUNG = 6
"""Readings after the day that tell a change by themselves when all are on one side of the median."""
FEWEST_USEFUL = 10
"""Of fewer useful readings the rules of the whole series say nothing."""
HANG_TOGETHER = 0.3
"""From this correlation of each reading with the one before it, the rules call chance a change too often."""

Side = Literal[-1, 0, 1]
"""Below the median, above it, or neither."""


class Found(StrEnum):
    """What can be told."""

    TOO_FEW_BEFORE = "too few before"
    """There are fewer than `FEWEST` readings up to the day."""
    MOVING_BEFORE = "moving before"
    """The readings up to the day were no stable series already."""
    NOT_YET = "not yet"
    """There are too few readings after the day."""
    NO_SIGN = "no sign"
    CHANGED = "changed"


class Signals(NamedTuple):
    """The two rules of a whole series with what they were measured against."""

    useful: int
    longest_run: int
    most_run: int
    crossings: int
    fewest_crossings: int

    @property
    def is_stable(self) -> bool:
        """Whether neither rule is broken, or there are too few useful readings to tell."""
        if self.useful < FEWEST_USEFUL:
            return True
        return self.longest_run <= self.most_run and self.crossings >= self.fewest_crossings


@dataclass(frozen=True, slots=True)
class Verdict:
    """What can be told of readings; `side` of the median, for a change, is that of most readings after the day.

    `missing` is how many readings are lacking until more can be told: up to the day for TOO_FEW_BEFORE, else after it.
    `median` is the frozen one, None where there are too few readings. `signals` are those of the whole series, None
    where it was not judged. `correlation` is that of `lag_one`.
    """

    found: Found
    side: Side = 0
    missing: int = 0
    median: float | None = None
    signals: Signals | None = None
    correlation: float | None = None

    @property
    def hangs_together(self) -> bool:
        """Whether the readings hang together too much for the rules to be trusted."""
        return self.correlation is not None and self.correlation > HANG_TOGETHER


def judge(before: Sequence[float], after: Sequence[float]) -> Verdict:
    """Say what the readings up to the day and those after it, each in the order of time, allow to say."""
    correlation = lag_one(before, after)
    if len(before) < FEWEST:
        return Verdict(Found.TOO_FEW_BEFORE, missing=FEWEST - len(before), correlation=correlation)
    middle = median(before)
    if not signals(before, middle).is_stable:
        return Verdict(Found.MOVING_BEFORE, median=middle, correlation=correlation)
    if len(after) < YOUNG:
        return Verdict(Found.NOT_YET, missing=YOUNG - len(after), median=middle, correlation=correlation)
    if len(after) < FEWEST:
        side = _one_side(after[:YOUNG], middle)
        found = Found.CHANGED if side else Found.NO_SIGN
        return Verdict(found, side, FEWEST - len(after), middle, correlation=correlation)
    latest = after[-max(FEWEST, len(before)) :]
    whole = signals([*before, *latest], middle)
    if whole.is_stable:
        return Verdict(Found.NO_SIGN, median=middle, signals=whole, correlation=correlation)
    return Verdict(Found.CHANGED, _most(latest, middle), 0, middle, whole, correlation)


def signals(values: Sequence[float], middle: float) -> Signals:
    """Count the longest run on one side of `middle` and the crossings of it; values on it neither end nor make one."""
    sides = [value > middle for value in values if value != middle]
    longest = max((sum(1 for _ in run) for _, run in groupby(sides)), default=0)
    crossings = sum(one != other for one, other in pairwise(sides))
    return Signals(len(sides), longest, most_run(len(sides)), crossings, fewest_crossings(len(sides)))


def most_run(useful: int) -> int:
    """The longest run that chance still explains: round(log2 n) + 3."""
    return round(log2(useful)) + 3 if useful else 0


@cache
def fewest_crossings(useful: int) -> int:
    """The fewest crossings that chance still explains: the 5 % point of Binomial(n − 1, ½)."""
    turns = max(useful - 1, 0)
    below = 0
    for crossings in range(turns + 1):
        below += comb(turns, crossings)
        if 20 * below >= 2**turns:
            return crossings
    return turns


def lag_one(*parts: Sequence[float]) -> float | None:
    """The correlation of each value with the one before it, around the mean of its own part: a step is no hanging.

    None for fewer than twelve values, and where they do not differ.
    """
    rests = [[value - fmean(part) for value in part] for part in parts if part]
    squares = sum(rest * rest for part in rests for rest in part)
    if sum(map(len, rests)) < FEWEST or squares == 0:
        return None
    return sum(one * other for part in rests for one, other in pairwise(part)) / squares


def weekly_totals(readings: Sequence[tuple[date, float]], day: date | None) -> tuple[list[tuple[date, float]], int]:
    """Sum up readings by calendar week, each total on the day of its last one; and how many weeks are left out.

    A week with fewer readings than most weeks have is left out, since its total is lower for that alone, and so is one
    with readings on both sides of `day`.
    """
    weeks = [list(each) for _, each in groupby(sorted(readings), key=lambda reading: reading[0].isocalendar()[:2])]
    if not weeks:
        return [], 0
    usual = max(Counter(map(len, weeks)).items(), key=lambda each: (each[1], each[0]))[0]
    whole = [each for each in weeks if len(each) >= usual and (day is None or not each[0][0] <= day < each[-1][0])]
    return [(each[-1][0], sum(value for _, value in each)) for each in whole], len(weeks) - len(whole)


def _one_side(values: Sequence[float], middle: float) -> Side:
    """The side of the median on which all values are; 0 where they are not."""
    if all(value > middle for value in values):
        return 1
    return -1 if all(value < middle for value in values) else 0


def _most(values: Sequence[float], middle: float) -> Side:
    above, below = sum(value > middle for value in values), sum(value < middle for value in values)
    if above == below:
        return 0
    return 1 if above > below else -1
