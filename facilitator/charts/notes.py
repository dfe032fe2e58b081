"""Short texts beside each other, as on a wall: as large as all of them fit, and in parts where they do not."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from facilitator.charts.drawing import Box, Chart, Item, place
from facilitator.charts.frame import BASE, LEADING, Frame, Type, Words
from facilitator.charts.styles import HAIRLINE, Ink

_SHARES = (1.7, 1.4, 1.2, 1.0, 0.85, 0.7)
"""Sizes of letters that are tried, as shares of the usual one."""
_PAD, _GAP = 0.6, 0.5
_NARROWEST, _MOST_COLUMNS = 9.0, 6
"""Of a column, in sizes of its letters, unless all texts are shorter; and how many there are at most."""
_EDGE = 0.06
_COLUMNS_OF_PARTS = 4
"""Where there are so many notes that they are shown in parts."""


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
        cards = self._cards(frame, type_, self._most_columns(frame, type_), self.notes, None)
        return max((card.top + card.height for card in cards), default=0.0)

    def parts(self, frame: Frame) -> list[range]:
        """The places of the notes that are shown together in the frame, part by part; all in one where they fit."""
        if self._fitting(frame) is not None:
            return [range(len(self.notes))]
        type_, columns = self._smallest(frame)
        found: list[range] = []
        at = 0
        while at < len(self.notes):
            # One at least, however long it is: then it is cut.
            count = max(1, len(list(self._cards(frame, type_, columns, self.notes[at:], frame.height))))
            found.append(range(at, at + count))
            at += count
        return found

    def items(self, frame: Frame) -> list[Item]:
        """The notes of the part, each in a box."""
        type_, columns = self._fitting(frame) or self._smallest(frame)
        parts = self.parts(frame)
        shown = parts[self.part % len(parts)]
        cards = self._cards(frame, type_, columns, self.notes[shown.start : shown.stop], frame.height)
        return [item for card in cards for item in _drawn(card, type_)]

    def _smallest(self, frame: Frame) -> tuple[Type, int]:
        type_ = frame.type(_SHARES[-1])
        return type_, min(self._most_columns(frame, type_), _COLUMNS_OF_PARTS)

    def _fitting(self, frame: Frame) -> tuple[Type, int] | None:
        """The largest letters in which all have room, and in how many columns; None where not even the smallest do."""
        for share in _SHARES:
            type_ = frame.type(share)
            for columns in range(1, self._most_columns(frame, type_) + 1):
                if len(list(self._cards(frame, type_, columns, self.notes, frame.height))) == len(self.notes):
                    return type_, columns
        return None

    def _widest(self, frame: Frame, type_: Type) -> float:
        return max((frame.width_of(note, type_) for note in self.notes), default=0.0) + 2.1 * type_.size * _PAD

    def _most_columns(self, frame: Frame, type_: Type) -> int:
        em = type_.size
        least = min(em * _NARROWEST, self._widest(frame, type_))
        return max(1, min(_MOST_COLUMNS, int((frame.width + em * _GAP) / (least + em * _GAP)), len(self.notes)))

    def _cards(
        self, frame: Frame, type_: Type, columns: int, notes: Sequence[str], most: float | None
    ) -> Iterator[_Card]:
        """A card for each note, in the column that is the shortest; until `most` height is not enough for one."""
        em = type_.size
        width = min((frame.width - (columns - 1) * em * _GAP) / columns, self._widest(frame, type_))
        heights = [0.0] * columns
        lines_in_all = 10_000 if most is None else max(1, int((most - em * _PAD) / (em * LEADING)))
        for number, note in enumerate(notes):
            at = heights.index(min(heights))
            lines = frame.typesetter.lines(note, type_, width - 2 * em * _PAD)
            if len(lines) > lines_in_all:
                if number:
                    return
                # By the share that is too much, so that little is left to be cut.
                short = note[: int(len(note) * (lines_in_all + 1) / len(lines))]
                lines = frame.fitting(f"{short}…", type_, width - 2 * em * _PAD, lines_in_all)
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
