"""How every figure that a person reads is rounded: halves away from nought, as people round, wherever it stands.

Python's own `round` and formats take a half to the even neighbour and know 0.145 as a hair less: beside each other
"62" of a handout and "63" of a slide for one share of 62.5 per cent would both look wrong.
"""

from decimal import ROUND_HALF_UP, Decimal

_CLEAR = 9
"""Digits behind the point beyond which a number of a computer is no longer what was counted."""


def rounded(value: float, digits: int = 0) -> Decimal:
    """The number with so many digits behind the point, cleared of the binary tail beforehand."""
    # In steps: the tail goes first, so that a half that was counted is one.
    counted = Decimal(repr(round(value, _CLEAR + digits)))
    return counted.quantize(Decimal(1).scaleb(-digits), rounding=ROUND_HALF_UP)


def whole(value: float) -> int:
    """The nearest whole number."""
    return int(rounded(value))


def hundredths(share: float) -> int:
    """A value in [0, 1] in whole points of 100, or in whole per cent."""
    return whole(share * 100)
