"""Short texts beside each other, as on a wall: as large as all of them fit, and in parts where they do not."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from facilitator.charts.drawing import Box, Chart, Item, place
from facilitator.charts.frame import BASE, LEADING, Frame, Type, Words
from facilitator.charts.looks import HAIRLINE, Ink

_SHARES = (1.7, 1.4, 1.2, 1.0, 0.85, 0.7)
"""Sizes of letters that are tried, as shares of the usual one."""
_PAD, _GAP = 0.6, 0.5
_NARROWEST, _WIDEST, _MOST_COLUMNS = 6.0, 22.0, 6
"""Of a column, in sizes of its letters; and how many there are at most."""
_EDGE = 0.06


@dataclass(frozen=True, slots=True)
class _Card:
    left: float
    top: float
    width: float
    height: float
    lines: Sequence[Words]


@dataclass(frozen=True)
class Notes(Chart):
    """Texts in the order in which they are read, row by row. `part` counts from 0; see `parts`."""

    notes: Sequence[str] = ()
    part: int = 0

    em = 0.036

    @property
    def has_values(self) -> bool:
        """Whether there are any."""
        return bool(self.notes)

    def in_words(self) -> str:
        """All of them."""
        return ". ".join(self.notes)

    def texts(self) -> list[str]:
        """All of them."""
        return list(self.notes)

    def height(self, frame: Frame) -> float:
        """All of them in the usual size."""
        type_ = frame.type(1.0)
        return max((card.top + card.height for card in self._cards(frame, type_, self.notes, None)), default=0.0)

    def parts(self, frame: Frame) -> list[range]:
        """The places of the notes that are shown together in the frame, part by part; all in one where they fit."""
        if self._fitting(frame) is not None:
            return [range(len(self.notes))]
        type_ = frame.type(_SHARES[-1])
        found: list[range] = []
        at = 0
        while at < len(self.notes):
            # One at least, however long it is: then it is cut.
            count = max(1, len(list(self._cards(frame, type_, self.notes[at:], frame.height))))
            found.append(range(at, at + count))
            at += count
        return found

    def items(self, frame: Frame) -> list[Item]:
        """The notes of the part, each in a box."""
        type_ = self._fitting(frame)
        if type_ is not None:
            cards = list(self._cards(frame, type_, self.notes, None))
        else:
            type_, parts = frame.type(_SHARES[-1]), self.parts(frame)
            shown = parts[self.part % len(parts)]
            cards = list(self._cards(frame, type_, self.notes[shown.start : shown.stop], None))
        return [item for card in cards for item in _drawn(card, type_)]

    def _fitting(self, frame: Frame) -> Type | None:
        """The largest letters in which all have room; None where they have not even in the smallest."""
        for share in _SHARES:
            type_ = frame.type(share)
            cards = list(self._cards(frame, type_, self.notes, frame.height))
            if len(cards) == len(self.notes):
                return type_
        return None

    def _cards(self, frame: Frame, type_: Type, notes: Sequence[str], most: float | None) -> Iterator[_Card]:
        """A card for each note, in the column that is the shortest; up to the first that `most` height is not enough
        for.
        """
        em = type_.size
        widest = max((frame.width_of(note, type_) for note in self.notes), default=0.0) + 2 * em * _PAD
        column = max(em * _NARROWEST, min(widest, em * _WIDEST, frame.width))
        count = max(1, min(_MOST_COLUMNS, int((frame.width + em * _GAP) / (column + em * _GAP)), len(self.notes)))
        width = (frame.width - (count - 1) * em * _GAP) / count
        # A lonely note need not be as wide as the room.
        width = min(width, max(column, em * _WIDEST)) if count == len(self.notes) else width
        heights = [0.0] * count
        room = max(1, int(((most or frame.height or 1e9) - em * _PAD) / (em * LEADING)))
        for note in notes:
            at = heights.index(min(heights))
            lines = frame.fitting(note, type_, width - 2 * em * _PAD, room if most else 10_000)
            height = len(lines) * em * LEADING + em * _PAD
            if most is not None and heights[at] + height > most + 0.01:
                return
            yield _Card(at * (width + em * _GAP), heights[at], width, height, lines)
            heights[at] += height + em * _GAP


def _drawn(card: _Card, type_: Type) -> Iterator[Item]:
    em = type_.size
    yield Box(card.left, card.top, card.width, card.height, Ink("soft"), HAIRLINE, max(1.0, em * _EDGE))
    for number, line in enumerate(card.lines):
        base = card.top + em * _PAD / 2 + (number + 0.5) * em * LEADING + em * BASE
        yield place(line, card.left + em * _PAD, base, type_)
