"""The room of a chart, and letters in it: sizes of type, and texts measured in the fonts of the medium."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

Weight = Literal["regular", "medium", "semibold"]

BASE = 0.36
"""How far below the middle of capitals their baseline is, in sizes of type."""
LEADING = 1.3
"""From baseline to baseline, in sizes of type."""


@dataclass(frozen=True, slots=True)
class Type:
    """Size and weight of letters."""

    size: float
    weight: Weight = "regular"


class Words(Protocol):
    """One line of text that a painter has set, and its width."""

    @property
    def width(self) -> float:
        """From its first to its last letter."""


class Typesetter(Protocol):
    """Measures and wraps texts in the fonts of one medium; layouts are kept by it."""

    def __hash__(self) -> int:
        """One and the same in all of a medium."""

    def line(self, text: str, type_: Type) -> Words:
        """The text on one line, however wide."""

    def lines(self, text: str, type_: Type, width: float) -> Sequence[Words]:
        """The text wrapped to a width, at least one line; a word that is wider is broken."""


@dataclass(frozen=True, slots=True)
class Frame:
    """Where a chart is drawn: its room, `em` as the usual size of letters, and the width of a series' `line`.

    On a screen sizes of type are `whole` pixels, and none is smaller than `least`.
    """

    width: float
    height: float
    em: float
    typesetter: Typesetter
    line: float = 1.6
    least: float = 0.0
    whole: bool = False

    def type(self, share: float = 1.0, weight: Weight = "regular") -> Type:
        """Letters of a share of the usual size."""
        size = max(self.em * share, self.least)
        return Type(float(round(size)) if self.whole else size, weight)

    def width_of(self, text: str, type_: Type) -> float:
        """How wide a text is on one line."""
        return self.typesetter.line(text, type_).width

    def shortened(self, text: str, type_: Type, space: float) -> Words:
        """The text on one line, its end replaced by "…" where it is wider than the room."""
        words = self.typesetter.line(text, type_)
        while text and words.width > space:
            # By the share that is too much, so that long texts take few steps.
            text = text[: min(len(text) - 1, int(len(text) * space / words.width) + 1)]
            words = self.typesetter.line(f"{text.rstrip()}…", type_)
        return words

    def fitting(self, text: str, type_: Type, space: float, most: int) -> Sequence[Words]:
        """The text wrapped to a width, its end replaced by "…" where that takes more lines than `most`."""
        lines = self.typesetter.lines(text, type_, space)
        if most <= 1 and len(lines) > 1:
            return [self.shortened(text, type_, space)]
        while text and len(lines) > max(most, 1):
            text = text[:-1]
            lines = self.typesetter.lines(f"{text.rstrip()}…", type_, space)
        return lines
