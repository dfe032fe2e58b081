"""What can stand on the wall, as plain facts: each block knows its height for a width, and how it is painted.

`pixels` is the size of the body text; everything else of a block is a share of it. Blocks are values: two that show
the same are equal, which lets the wall keep their pictures.
"""

from collections.abc import Hashable
from dataclasses import dataclass, field, replace
from typing import Protocol

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen

from facilitator.i18n import trn
from ui.theme.tokens import Tokens
from ui.wall.text import Paragraph, is_whole, paragraph

_PAD = 0.45
_STRIPE = 0.2
_LINES = 6
"""Lines of a card among others; the whole is shown when it stands alone."""
_ALL = 100
_LINES_OF_NAME = 2
_CLOSE = 0.12
"""Above and below a card that is one line among many."""
_HEAP_LINES = 2
_HEAP_NOTES = 5
_DOT = 0.62


class Block(Protocol):
    """One thing on the wall."""

    @property
    def key(self) -> Hashable:
        """What stays the same when the block's words change."""

    def height(self, width: float, pixels: int) -> float:
        """How high it is, in pixels."""

    def is_whole(self, width: float, pixels: int) -> bool:
        """Whether nothing of its words is cut at this size, nor a word broken in two."""

    def paint(self, painter: QPainter, rect: QRectF, pixels: int, tokens: Tokens) -> None:
        """Paint it into `rect`, which has the width and height that were asked and answered."""

    def told(self) -> str:
        """What can be read on it."""

    def __hash__(self) -> int:
        """Blocks are values."""


@dataclass(frozen=True, slots=True)
class Note:
    """A card. `series` is the colour of its column; `dots` its votes, None where nothing is voted on.

    `whole` shows all of its text and large, for a card that stands alone. `lines` is how many of its text there are at
    most: with one it is a line among many, without a frame.
    """

    key: Hashable
    text: str
    byline: str = ""
    series: int = 0
    dots: int | None = None
    whole: bool = False
    lines: int = _LINES

    def height(self, width: float, pixels: int) -> float:
        """The text, what stands below it, and the padding."""
        inner = self._inner(width, pixels)
        words = self._words(inner, pixels)
        if self._is_line:
            return words.height + 2 * _CLOSE * pixels
        byline = self._signature(inner, pixels)
        below = max(byline.height, words.line_height) if self._needs_a_line(words, inner, pixels) else 0
        return words.height + below + 2 * _PAD * pixels

    def paint(self, painter: QPainter, rect: QRectF, pixels: int, tokens: Tokens) -> None:
        """A framed card with the stripe of its column at the left; signature and dots in the last line or below."""
        if self._is_line:
            self._paint_line(painter, rect, pixels, tokens)
            return
        paint_frame(painter, rect, tokens, self.series, pixels)
        left = rect.left() + (_PAD + 2 * _STRIPE) * pixels
        inner = self._inner(rect.width(), pixels)
        words = self._words(inner, pixels)
        words.paint(painter, left, rect.top() + _PAD * pixels, tokens.text)
        right = rect.right() - _PAD * pixels
        foot = rect.bottom() - _PAD * pixels - paragraph("0", inner, pixels).line_height
        used = paint_dots(painter, right, foot, self.dots, pixels, tokens)
        byline = self._signature(inner, pixels)
        start = left if self._needs_a_line(words, inner, pixels) else right - used - byline.widest
        byline.paint(painter, start, min(foot, rect.bottom() - _PAD * pixels - byline.height), tokens.muted)

    def told(self) -> str:
        """Text and signature."""
        return f"{self.text} ({self.byline})" if self.byline else self.text

    def is_whole(self, width: float, pixels: int) -> bool:
        """Whether all of its text is there, with no word broken."""
        most, inner = _ALL if self.whole else self.lines, self._inner(width, pixels)
        room = max(inner - dots_width(self.dots, pixels), pixels)
        return self._is_line or (
            is_whole(self.text, inner, pixels, most, strong=self.whole)
            and is_whole(self.byline, room, pixels, _LINES_OF_NAME)
        )

    @property
    def _is_line(self) -> bool:
        return self.lines == 1 and not self.whole

    def _paint_line(self, painter: QPainter, rect: QRectF, pixels: int, tokens: Tokens) -> None:
        """The stripe of its column and one line, the dots at the right."""
        inner = self._inner(rect.width(), pixels) - dots_width(self.dots, pixels)
        top = rect.top() + _CLOSE * pixels
        words = paragraph(self.text, inner, pixels, most=1)
        edge = QRectF(rect.left(), top + 0.1 * pixels, _STRIPE * pixels, words.line_height - 0.2 * pixels)
        paint_stripe(painter, edge, tokens, self.series)
        words.paint(painter, rect.left() + (_PAD + _STRIPE) * pixels, top, tokens.text)
        paint_dots(painter, rect.right(), top, self.dots, pixels, tokens)

    def _inner(self, width: float, pixels: int) -> float:
        return width - 2 * (_PAD + _STRIPE) * pixels

    def _words(self, inner: float, pixels: int) -> Paragraph:
        return paragraph(self.text, inner, pixels, strong=self.whole, most=_ALL if self.whole else self.lines)

    def _signature(self, inner: float, pixels: int) -> Paragraph:
        return paragraph(self.byline, max(inner - dots_width(self.dots, pixels), pixels), pixels, most=_LINES_OF_NAME)

    def _needs_a_line(self, words: Paragraph, inner: float, pixels: int) -> bool:
        byline = self._signature(inner, pixels)
        taken = byline.widest + dots_width(self.dots, pixels)
        wraps = byline.height > byline.line_height
        return taken > 0 and (self.whole or wraps or words.last + taken + pixels > inner)


@dataclass(frozen=True, slots=True)
class Heap:
    """A theme: its name, its cards in brief and, when something is voted on, its dots.

    `most` is how many cards are shown of it, each in two lines, or in one where there are fewer than usual.
    """

    key: Hashable
    name: str
    notes: tuple[Note, ...] = ()
    dots: int | None = None
    most: int = _HEAP_NOTES

    def height(self, width: float, pixels: int) -> float:
        """Name, cards and padding."""
        inner = width - 2 * _PAD * pixels
        high = self._name(inner, pixels).height + 2 * _PAD * pixels + 0.3 * pixels
        for note in self.notes[: self.most]:
            high += self._line(note, inner, pixels).height + 0.25 * pixels
        return high + paragraph(self._more(), inner, pixels, most=1).height

    def paint(self, painter: QPainter, rect: QRectF, pixels: int, tokens: Tokens) -> None:
        """A framed group: the name, then a line or two of each card with the mark of its column."""
        paint_frame(painter, rect, tokens, None, pixels)
        inner = rect.width() - 2 * _PAD * pixels
        left, top = rect.left() + _PAD * pixels, rect.top() + _PAD * pixels
        name = self._name(inner, pixels)
        name.paint(painter, left, top, tokens.text)
        first = paragraph("0", inner, round(pixels * 1.15), strong=True).line_height
        offset = (first - paragraph("0", inner, pixels).line_height) / 2
        paint_dots(painter, rect.right() - _PAD * pixels, top + offset, self.dots, pixels, tokens)
        top += name.height + 0.3 * pixels
        for note in self.notes[: self.most]:
            words = self._line(note, inner, pixels)
            paint_stripe(
                painter,
                QRectF(left, top + 0.1 * pixels, _STRIPE * pixels, words.height - 0.2 * pixels),
                tokens,
                note.series,
            )
            words.paint(painter, left + 0.55 * pixels, top, tokens.text)
            top += words.height + 0.25 * pixels
        paragraph(self._more(), inner, pixels, most=1).paint(painter, left + 0.55 * pixels, top, tokens.muted)

    def told(self) -> str:
        """Name and cards."""
        return ": ".join([self.name, "; ".join(note.told() for note in self.notes)])

    def is_whole(self, width: float, pixels: int) -> bool:
        """Whether the name and each card that is shown are."""
        inner = width - 2 * _PAD * pixels
        room = inner - dots_width(self.dots, pixels)
        shown = self.notes[: self.most]
        return is_whole(self.name, room, round(pixels * 1.15), 2, strong=True) and all(
            is_whole(note.text, inner - 0.55 * pixels, pixels, _HEAP_LINES) for note in shown
        )

    def with_one_more(self) -> "Heap | None":
        """The same with one more of its cards; None where all are shown, or where it is one of many."""
        if self.most < _HEAP_NOTES or self.most >= len(self.notes):
            return None
        return replace(self, most=self.most + 1)

    def _name(self, inner: float, pixels: int) -> Paragraph:
        room = inner - dots_width(self.dots, pixels)
        return paragraph(self.name, room, round(pixels * 1.15), strong=True, most=2)

    def _line(self, note: Note, inner: float, pixels: int) -> Paragraph:
        return paragraph(note.text, inner - 0.55 * pixels, pixels, most=1 if self.most < _HEAP_NOTES else _HEAP_LINES)

    def _more(self) -> str:
        more = len(self.notes) - self.most
        return trn("and {count} more", "and {count} more", more) if more > 0 else ""


@dataclass(frozen=True, slots=True)
class Row:
    """A line across the wall: a rank, a name with a smaller line below, a value at the right and a bar behind it.

    `share` is the length of the bar in [0, 1], None for rows without one.
    """

    key: Hashable
    text: str
    detail: str = ""
    value: str = ""
    rank: str = ""
    share: float | None = None
    faded: bool = False

    def height(self, width: float, pixels: int) -> float:
        """Words, bar and padding."""
        inner = self._inner(width, pixels)
        high = self._words(inner, pixels).height + self._below(inner, pixels).height
        return high + (0.7 if self.share is None else 1.2) * pixels

    def paint(self, painter: QPainter, rect: QRectF, pixels: int, tokens: Tokens) -> None:
        """Rank, words and value in a line, the bar under them or a thin rule."""
        inner = self._inner(rect.width(), pixels)
        left, top = rect.left() + self._indent(pixels), rect.top() + 0.25 * pixels
        ink = tokens.muted if self.faded else tokens.text
        first = round(pixels * 1.15)
        paragraph(self.rank, self._indent(pixels), first, strong=True).paint(painter, rect.left(), top, tokens.accent)
        words = self._words(inner, pixels)
        words.paint(painter, left, top, ink)
        value = paragraph(self.value, rect.width() / 3, first, strong=True, most=1)
        value.paint(painter, rect.right() - value.widest, top, ink)
        self._below(inner, pixels).paint(painter, left, top + words.height, tokens.muted)
        thick = max(2.0, (0.07 if self.share is None else 0.4) * pixels)
        foot = QRectF(left if self.share is not None else rect.left(), rect.bottom() - thick, 0, thick)
        foot.setRight(rect.right())
        if self.share is None:
            painter.fillRect(foot, QColor(tokens.border))
            return
        for part, color in ((1.0, tokens.raised), (self.share, tokens.accent)):
            bar = QPainterPath()
            bar.addRoundedRect(QRectF(foot.left(), foot.top(), foot.width() * part, thick), thick / 3, thick / 3)
            if part > 0:
                painter.fillPath(bar, QColor(color))

    def told(self) -> str:
        """Everything in a line."""
        return " ".join(part for part in (self.rank, self.text, self.detail, self.value) if part)

    def is_whole(self, width: float, pixels: int) -> bool:
        """Whether its words and what stands below them are."""
        inner = self._inner(width, pixels)
        words = is_whole(self.text, inner, round(pixels * 1.15), 2, strong=True)
        return words and is_whole(self.detail, inner, pixels, 2)

    def _indent(self, pixels: int) -> float:
        return 2.2 * pixels if self.rank else 0.0

    def _inner(self, width: float, pixels: int) -> float:
        taken = paragraph(self.value, width / 3, round(pixels * 1.15), strong=True, most=1).widest
        return width - self._indent(pixels) - (taken + pixels if taken else 0)

    def _words(self, inner: float, pixels: int) -> Paragraph:
        return paragraph(self.text, inner, round(pixels * 1.15), strong=True, most=2)

    def _below(self, inner: float, pixels: int) -> Paragraph:
        return paragraph(self.detail, inner, pixels, most=2)


@dataclass(frozen=True, slots=True)
class Tiles:
    """Cards face down: their number, and a small tile for each."""

    key: Hashable
    count: int
    series: int = 0
    words: str = ""

    def height(self, width: float, pixels: int) -> float:
        """The number, the word below it and the tiles."""
        across = self._across(width, pixels)
        rows = -(-self.count // across)
        return 3.4 * pixels + paragraph(self.words, width, pixels).height + rows * 1.5 * pixels

    def paint(self, painter: QPainter, rect: QRectF, pixels: int, tokens: Tokens) -> None:
        """The number large, the tiles below."""
        number = paragraph(str(self.count), rect.width(), round(2.4 * pixels), strong=True)
        number.paint(painter, rect.left(), rect.top(), tokens.text)
        words = paragraph(self.words, rect.width(), pixels)
        words.paint(painter, rect.left(), rect.top() + number.height, tokens.muted)
        top = rect.top() + 3.4 * pixels + words.height
        across = self._across(rect.width(), pixels)
        for place in range(self.count):
            row, column = divmod(place, across)
            tile = QRectF(rect.left() + column * 2 * pixels, top + row * 1.5 * pixels, 1.7 * pixels, 1.2 * pixels)
            if tile.bottom() > rect.bottom() + 1:
                break
            path = QPainterPath()
            path.addRoundedRect(tile, 0.15 * pixels, 0.15 * pixels)
            painter.fillPath(path, QColor(tokens.raised))
            painter.strokePath(path, QPen(QColor(tokens.series[self.series % len(tokens.series)].color), 2))

    def told(self) -> str:
        """The number and its word."""
        return f"{self.count} {self.words}"

    def is_whole(self, _width: float, _pixels: int) -> bool:
        """A number always is."""
        return True

    def _across(self, width: float, pixels: int) -> int:
        return max(1, int((width + 0.3 * pixels) // (2 * pixels)))


@dataclass(frozen=True, slots=True)
class Column:
    """A part of the wall with its own heading."""

    title: str
    sentence: str = ""
    blocks: tuple[Block, ...] = ()
    series: int | None = None


@dataclass(frozen=True, slots=True)
class Board:
    """All that one view shows, on as many pages as it takes.

    With several columns each keeps its blocks to itself; a single one lets them flow through up to `across`
    columns without a heading, below the board's own title. `empty` is said when there is no block at all. A `dense`
    one has its blocks close to each other.
    """

    columns: tuple[Column, ...]
    title: str = ""
    sentence: str = ""
    across: int = 3
    empty: str = ""
    footer: str = ""
    legend: tuple[str, ...] = field(default=())
    dense: bool = False

    def rests_on(self) -> frozenset[tuple[Hashable, str, str]]:
        """The words that somebody said or is named in, each with its key: cards, and rows with what is below them.

        Numbers and the names of themes are nobody's.
        """
        notes = self.notes()
        rows = [block for block in self.blocks() if isinstance(block, Row)]
        return frozenset(
            {(note.key, note.text, note.byline) for note in notes} | {(row.key, row.text, row.detail) for row in rows}
        )

    def notes(self) -> list[Note]:
        """All cards, those in heaps too."""
        heaps = [block for block in self.blocks() if isinstance(block, Heap)]
        return [
            *(block for block in self.blocks() if isinstance(block, Note)),
            *(n for each in heaps for n in each.notes),
        ]

    def blocks(self) -> list[Block]:
        """All blocks."""
        return [block for column in self.columns for block in column.blocks]


def paint_frame(painter: QPainter, rect: QRectF, tokens: Tokens, series: int | None, pixels: int) -> None:
    """The frame of a card, with a stripe in the colour and dash of its column."""
    radius = 0.28 * pixels
    path = QPainterPath()
    path.addRoundedRect(rect.adjusted(1, 1, -1, -1), radius, radius)
    painter.fillPath(path, QColor(tokens.window))
    painter.strokePath(path, QPen(QColor(tokens.border), 2))
    if series is not None:
        thick = _STRIPE * pixels
        edge = QRectF(rect.left() + thick * 0.9, rect.top() + thick * 1.6, thick, rect.height() - thick * 3.2)
        paint_stripe(painter, edge, tokens, series)


def paint_stripe(painter: QPainter, rect: QRectF, tokens: Tokens, series: int) -> None:
    """The mark of a column: its colour, and its dash for those who don't see the colour."""
    style = tokens.series[series % len(tokens.series)]
    pen = QPen(QColor(style.color), rect.width())
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    if style.dash:
        pen.setDashPattern([part / 2 for part in style.dash])
    middle = rect.center().x()
    path = QPainterPath(QPointF(middle, rect.top()))
    path.lineTo(middle, rect.bottom())
    painter.strokePath(path, pen)


def dots_width(dots: int | None, pixels: int) -> float:
    """How much width the votes take at the right, with the space before them."""
    if dots is None:
        return 0.0
    return paragraph(str(dots), 10 * pixels, pixels, strong=True).widest + (_DOT + 0.9) * pixels


def paint_dots(painter: QPainter, right: float, top: float, dots: int | None, pixels: int, tokens: Tokens) -> float:
    """A dot and the number of votes, ending at `right`; returns the width taken."""
    if dots is None:
        return 0.0
    words = paragraph(str(dots), 10 * pixels, pixels, strong=True)
    words.paint(painter, right - words.widest, top, tokens.text if dots else tokens.muted)
    across = _DOT * pixels
    middle = top + words.line_height / 2
    path = QPainterPath()
    path.addEllipse(QRectF(right - words.widest - across - 0.3 * pixels, middle - across / 2, across, across))
    if dots:
        painter.fillPath(path, QColor(tokens.accent))
    else:
        painter.strokePath(path, QPen(QColor(tokens.control), 2))
    return dots_width(dots, pixels)
