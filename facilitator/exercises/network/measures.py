"""What is measured of a personal network: composition by factor, reliance on few, and the structure of its ties.

Everything here is a pure function of counts or codes. A value that is not defined is None, never 0: with one rated
contact, diversity is not small but unknown. Counts stay whole numbers up to the one division at the end, so that the
most even split is exactly 1 and no rounding error leaves a value's range. Packages disagree on missing values, on K
and on the E-I index; here missing answers are left out, K is the number of *defined* codes, and the E-I index divides
once.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import log2
from operator import mul

from facilitator.exercises.network.factors import EntryMode, Factor, NetworkAnswers
from facilitator.exercises.network.ties.structure import Structure, groups, structure

FEW = 5
"""Below this many rated contacts a value is shown with a caution."""


def blau(counts: Sequence[int]) -> float | None:
    """Probability that two contacts drawn with replacement differ, in [0, 1 − 1/K]: 1 − Σ p².

    `counts` holds one entry per defined code, zeros included. None when nobody is rated. Blau (1977); Gini–Simpson.
    """
    n = sum(counts)
    return (n * n - _squares(counts)) / (n * n) if n else None


def iqv(counts: Sequence[int]) -> float | None:
    """Index of qualitative variation: Blau's index scaled to [0, 1] by K / (K − 1).

    `counts` holds one entry per defined code, zeros included. None when fewer than two contacts are rated or fewer
    than two codes are defined. Agresti & Agresti (1978).
    """
    n, codes = sum(counts), len(counts)
    if n < 2 or codes < 2:
        return None
    return (n * n - _squares(counts)) * codes / (n * n * (codes - 1))


def diversity(counts: Sequence[int]) -> float | None:
    """The spider's value: Blau's index over the highest that so many contacts allow, in [0, 1].

    None when fewer than two contacts are rated or fewer than two codes are defined; below `FEW` it is shown with a
    caution. It runs high: seven of twelve in one's own team still give 0.78. Ours, after Blau (1977).
    """
    n, codes = sum(counts), len(counts)
    if n < 2 or codes < 2:
        return None
    return (n * n - _squares(counts)) / (n * n - _even_squares(n, codes))


def entropy(counts: Sequence[int]) -> float | None:
    """Shannon's entropy in bits, in [0, log2 K]. None when nobody is rated. Shannon (1948)."""
    n = sum(counts)
    # max() because a single code gives minus zero.
    return max(0.0, -sum(count / n * log2(count / n) for count in counts if count)) if n else None


def mean_position(counts: Sequence[int]) -> float | None:
    """Mean place of the contacts on an ordered scale, 0 at the first code and 1 at the last.

    None when nobody is rated or fewer than two codes are defined. It is `strength` for strength factors and `reach`
    for distance factors.
    """
    n, codes = sum(counts), len(counts)
    if not n or codes < 2:
        return None
    return sum(place * count for place, count in enumerate(counts)) / (n * (codes - 1))


def leik(counts: Sequence[int]) -> float | None:
    """Ordinal dispersion in [0, 1]: 0 when all share one code, 1 when halves sit at the two ends.

    None when nobody is rated or fewer than two codes are defined. Leik (1966).
    """
    n, codes = sum(counts), len(counts)
    if not n or codes < 2:
        return None
    below, total = 0, 0
    for count in counts:
        below += count
        total += min(below, n - below)
    return 2 * total / (n * (codes - 1))


def top_share(counts: Sequence[int]) -> float | None:
    """The largest share any code holds, in (0, 1]. None when nobody is rated."""
    n = sum(counts)
    return max(counts) / n if n else None


def top_codes(counts: Sequence[int]) -> tuple[int, ...]:
    """The code or, in a tie, codes that hold the largest share, from 1; empty when nobody is rated."""
    most = max(counts, default=0)
    return tuple(code for code, count in enumerate(counts, start=1) if count == most) if most else ()


def ei_index(external: int, internal: int) -> float | None:
    """(E − I) / (E + I), in [−1, 1]: −1 all inside one's own group, 1 all outside. None when E + I is 0.

    Krackhardt & Stern (1988).
    """
    both = external + internal
    return (external - internal) / both if both else None


def herfindahl(interactions: Sequence[float]) -> float | None:
    """Concentration of yearly interactions on few contacts: Σ s², in [1/n, 1]. None without any interaction.

    `interactions` holds one number per rated contact. Herfindahl (1950).
    """
    total = sum(interactions)
    return sum((each / total) ** 2 for each in interactions) if total else None


def top3(interactions: Sequence[float]) -> float | None:
    """Share of yearly interactions held by the three largest, in (0, 1]. None with fewer than four rated contacts."""
    total = sum(interactions)
    return sum(sorted(interactions)[-3:]) / total if total and len(interactions) >= 4 else None


def tie_strength(factors: Iterable[Factor], ratings: Mapping[str, int]) -> float | None:
    """How strong one tie is: the mean place of its answers on the strength questions, in [0, 1]. Ours.

    None without an answer to any of them.
    """
    places = [
        (code - 1) / (len(factor.codes) - 1)
        for factor in factors
        if factor.kind == "strength" and len(factor.codes) > 1 and (code := ratings.get(factor.key, 0)) > 0
    ]
    return sum(places) / len(places) if places else None


@dataclass(frozen=True, slots=True)
class FactorMeasures:
    """The measures of one factor for one participant.

    `n` of `size` contacts are rated: missing and not comparable ones are left out. `strength` is of strength factors
    only, `reach` of distance factors, `leik` of all whose answers have an order; they are None for the others.
    `diversity` is None for a factor that is no axis of the shapes. `top_codes` count from 1.
    """

    key: str
    n: int
    size: int
    counts: tuple[int, ...]
    blau: float | None
    iqv: float | None
    diversity: float | None
    entropy: float | None
    leik: float | None
    strength: float | None
    reach: float | None
    top_share: float | None
    top_codes: tuple[int, ...]

    @property
    def closeness(self) -> float | None:
        """1 − reach: 1 when everybody is nearest."""
        return None if self.reach is None else 1 - self.reach

    @property
    def caution(self) -> bool:
        """Whether so few contacts are rated that values are shown with a caution."""
        return self.n < FEW


@dataclass(frozen=True, slots=True)
class NetworkMeasures:
    """The measures of one participant's network. `ei_index`, `top3` and `herfindahl` as their functions say.

    `top3` and `herfindahl` need single contacts and are None for a tally, as is all of `structure` but the size.
    `groups` is how many groups the contacts form without oneself, None where it is not known who knows whom.
    """

    entry: EntryMode | None
    size: int
    factors: Mapping[str, FactorMeasures]
    ei_index: float | None
    top3: float | None
    herfindahl: float | None
    structure: Structure
    groups: int | None = None


@dataclass(frozen=True, slots=True)
class Polygons:
    """The two shapes over the same axes, one value in [0, 1] per axis or None where undefined.

    `axes` are pairs of key and label in the factor set's order, of those factors that have an axis. `strength` holds
    strength and closeness, so that 1 is always nearest, most often, longest. `has_strength` tells the axes that can
    have one from the nominal ones, which never do. `counts` are the n behind each axis.
    """

    axes: tuple[tuple[str, str], ...]
    diversity: tuple[float | None, ...]
    strength: tuple[float | None, ...]
    has_strength: tuple[bool, ...]
    counts: tuple[int, ...]


def measure_factor(factor: Factor, counts: Sequence[int], size: int) -> FactorMeasures:
    """All measures of one factor; `counts` has one entry per code."""
    ordered = factor.kind != "nominal"
    place = mean_position(counts) if ordered else None
    return FactorMeasures(
        key=factor.key,
        n=sum(counts),
        size=size,
        counts=tuple(counts),
        blau=blau(counts),
        iqv=iqv(counts),
        diversity=diversity(counts) if factor.has_axis else None,
        entropy=entropy(counts),
        leik=leik(counts) if ordered else None,
        strength=place if factor.kind == "strength" else None,
        reach=place if factor.kind == "distance" else None,
        top_share=top_share(counts),
        top_codes=top_codes(counts),
    )


def measure(factors: Sequence[Factor], answers: NetworkAnswers) -> NetworkMeasures:
    """All measures of one participant over the active ones of `factors`."""
    active = [factor for factor in factors if factor.active]
    measured = {factor.key: measure_factor(factor, answers.counts[factor.key], answers.size) for factor in active}
    inside = next((factor for factor in active if factor.internal is not None), None)
    interactions = _yearly_interactions(active, answers)
    return NetworkMeasures(
        entry=answers.entry,
        size=answers.size,
        factors=measured,
        ei_index=_ei_of(inside, measured[inside.key].counts) if inside else None,
        top3=top3(interactions),
        herfindahl=herfindahl(interactions),
        structure=structure(answers.size, answers.ties),
        groups=groups(answers.size, answers.ties),
    )


def axes_of(factors: Iterable[Factor]) -> tuple[Factor, ...]:
    """The active ones of `factors` that are axes of the shapes."""
    return tuple(factor for factor in factors if factor.active and factor.has_axis)


def polygons(factors: Sequence[Factor], measures: NetworkMeasures) -> Polygons:
    """The two shapes of a measured network over the active ones of `factors`."""
    active = axes_of(factors)
    found = [measures.factors[factor.key] for factor in active]
    return Polygons(
        axes=tuple((factor.key, factor.label) for factor in active),
        diversity=tuple(each.diversity for each in found),
        strength=tuple(each.closeness if each.strength is None else each.strength for each in found),
        has_strength=tuple(factor.has_strength for factor in active),
        counts=tuple(each.n for each in found),
    )


def _squares(counts: Sequence[int]) -> int:
    return sum(map(mul, counts, counts))


def _even_squares(n: int, codes: int) -> int:
    quotient, rest = divmod(n, codes)
    return rest * (quotient + 1) ** 2 + (codes - rest) * quotient**2


def _ei_of(factor: Factor, counts: Sequence[int]) -> float | None:
    internal = counts[factor.internal - 1] if factor.internal else 0
    return ei_index(sum(counts) - internal, internal)


def _yearly_interactions(factors: Sequence[Factor], answers: NetworkAnswers) -> list[float]:
    factor = next((each for each in factors if each.yearly), None)
    if factor is None or factor.yearly is None:
        return []
    codes = (contact.get(factor.key, 0) for contact in answers.contacts)
    return [factor.yearly[code - 1] for code in codes if code > 0]
