"""A mean difference of pairs, with an interval that says how sure one can be of it.

It is a percentile bootstrap (Efron 1979), from a fixed seed so that the same answers always give the same figures. With
fewer than six pairs there is none: not even a change that all of them share could then be told from chance at 95 per
cent (two sides of a sign test give 1/16 for five).
"""

from collections.abc import Sequence

FEWEST = 6
"""Fewer pairs than this have no interval."""
LEVEL = 0.95
_RESAMPLES = 5000
_SEED = 1979


def interval(differences: Sequence[float]) -> tuple[float | None, float | None]:
    """The bootstrap interval of a mean; (None, None) for fewer than six numbers. In order or not, it is the same."""
    import numpy as np

    if len(differences) < FEWEST:
        return None, None
    ordered = np.sort(np.asarray(differences))
    drawn = np.random.default_rng(_SEED).integers(0, len(ordered), (_RESAMPLES, len(ordered)))
    tail = 100 * (1 - LEVEL) / 2
    low, high = np.percentile(ordered[drawn].mean(axis=1), [tail, 100 - tail])
    return float(low), float(high)
