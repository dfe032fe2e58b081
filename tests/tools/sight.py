"""How colours look to people who see fewer of them, and how far apart two are.

Machado, Oliveira and Fernandes (2009), A Physiologically-based Model for Simulation of Color Vision Deficiency, IEEE
TVCG 15(6): their matrices for severity 1.0, applied to linear RGB. Differences are CIE 1976 in L*a*b* (D65); 2.3 is the
least that is seen side by side.
"""

from collections.abc import Callable
from math import dist

Row = tuple[float, float, float]
Matrix = tuple[Row, Row, Row]

_PROTANOPIA: Matrix = (
    (0.152286, 1.052583, -0.204868),
    (0.114503, 0.786281, 0.099216),
    (-0.003882, -0.048116, 1.051998),
)
_DEUTERANOPIA: Matrix = (
    (0.367322, 0.860646, -0.227968),
    (0.280085, 0.672501, 0.047413),
    (-0.011820, 0.042940, 0.968881),
)
_TRITANOPIA: Matrix = (
    (1.255528, -0.076749, -0.178779),
    (-0.078411, 0.930809, 0.147602),
    (0.004733, 0.691367, 0.303900),
)
_TO_XYZ: Matrix = ((0.4124, 0.3576, 0.1805), (0.2126, 0.7152, 0.0722), (0.0193, 0.1192, 0.9505))
_WHITE = (0.9505, 1.0, 1.089)


def _linear(color: str) -> Row:
    parts = [int(color[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return red, green, blue


def _hex(linear: Row) -> str:
    parts = (min(max(part, 0.0), 1.0) for part in linear)
    shown = (12.92 * part if part <= 0.0031308 else 1.055 * part ** (1 / 2.4) - 0.055 for part in parts)
    return "#" + "".join(f"{round(part * 255):02x}" for part in shown)


def _times(matrix: Matrix, color: Row) -> Row:
    first, second, third = (sum(a * b for a, b in zip(row, color, strict=True)) for row in matrix)
    return first, second, third


def _seen_with(matrix: Matrix) -> Callable[[str], str]:
    return lambda color: _hex(_times(matrix, _linear(color)))


SIGHTS: tuple[Callable[[str], str], ...] = (
    lambda color: color,
    _seen_with(_PROTANOPIA),
    _seen_with(_DEUTERANOPIA),
    _seen_with(_TRITANOPIA),
)
"""A colour as it looks to most people, and to those without cones for long, middle and short waves."""


def _lab(color: str) -> Row:
    def root(value: float) -> float:
        return value ** (1 / 3) if value > 0.008856 else 7.787 * value + 16 / 116

    x, y, z = (root(value / white) for value, white in zip(_times(_TO_XYZ, _linear(color)), _WHITE, strict=True))
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def difference(one: str, other: str) -> float:
    """How far apart two colours are, CIE 1976."""
    return dist(_lab(one), _lab(other))
