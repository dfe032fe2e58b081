"""Where every block of a board goes: the largest letters that fit on one page, and more pages where none do.

All lengths are pixels of the projector, made from shares of its height: no text is smaller than 3 % of it and no
title smaller than 5 %.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from PySide6.QtCore import QRectF, QSizeF

from ui.theme.tokens import METRICS
from ui.wall.blocks import Block, Board, Column, Heap
from ui.wall.text import Paragraph, is_whole, paragraph

SMALLEST = 0.03
SMALLEST_TITLE = 0.05
_LARGE = (0.08, 0.072, 0.065, 0.058, 0.053, 0.049)
"""Sizes of the body text that are tried where there are few blocks, as shares of the height: they fill the screen."""
_SIZES = (0.046, 0.042, 0.038, 0.034, SMALLEST)
"""Those that are tried in any case."""
_FEW = 24
"""Up to so many blocks may be large."""
_CLOSE = 0.003
"""Between the blocks of a dense board."""
_TOP = 0.032
_GAP = 0.014
_RULE = 0.026
"""Between the headings and the cards, with the coloured rule in it."""
_FOOT = 0.064
_TITLE_LINES, _SENTENCE_LINES = 2, 2
_CLOCK = 0.21
"""What the clock takes of the upper right corner, as a share of the height, beside the board's own margin."""
_CLOCK_HEIGHT = 0.085
"""And how high it is there, with the air below it."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A block and its place on its page."""

    block: Block
    rect: QRectF
    page: int


@dataclass(frozen=True, slots=True)
class Heading:
    """A title and its sentence, and the width they have; the same on all pages."""

    title: str
    sentence: str
    left: float
    width: float
    title_pixels: int
    pixels: int
    series: int | None = None
    beside: float = 0.0
    """What the clock may take of the title's line, so that no title goes under it."""

    @property
    def title_width(self) -> float:
        """The width that the title has."""
        return self.width - self.beside

    @property
    def title_words(self) -> Paragraph:
        """The title, which goes onto another line rather than being cut."""
        return paragraph(self.title, self.title_width, self.title_pixels, strong=True, most=_TITLE_LINES)

    @property
    def sentence_words(self) -> Paragraph:
        """The sentence below it."""
        return paragraph(self.sentence, self.width, self.pixels, most=_SENTENCE_LINES)

    @property
    def height(self) -> float:
        """What both take."""
        return self.title_words.height + self.sentence_words.height


@dataclass(frozen=True, slots=True)
class Laid:
    """A board laid out for one size of the window. There is always at least one page."""

    size: QSizeF
    pixels: int
    placed: tuple[Placed, ...]
    pages: int
    headings: tuple[Heading, ...]
    heading_top: float
    body: QRectF
    footer: QRectF


def lay_out(board: Board, width: float, height: float, at_most: int | None = None, *, scale: float = 1.0) -> Laid:
    """Lay a board out for a window of this size.

    `at_most` is a size of letters that is known not to be exceeded, because more has been added to what had it.
    `scale` makes all letters larger than they have to be.
    """
    smallest = up(SMALLEST * height * scale)
    few = 0 < len(board.blocks()) <= _FEW
    fits: Laid | None = None
    laid = None
    for share in (*(_LARGE if few else ()), *_SIZES):
        is_large = share > _SIZES[0]
        pixels = up(share * height * (1.0 if is_large else scale))
        if at_most is not None and pixels > max(at_most, smallest):
            continue
        laid = _laid(board, QSizeF(width, height), share, pixels, scale)
        if laid.pages == 1 and not is_large and fits is None:
            fits = laid
        if laid.pages == 1 and (not few or _is_whole(laid)):
            return laid
    # Where words are cut at any size, letters need not be small for it.
    laid = fits or laid
    assert laid is not None  # noqa: S101  # the smallest letters are always tried
    return laid


def _laid(board: Board, size: QSizeF, share: float, pixels: int, scale: float) -> Laid:
    """A board in letters of a size."""
    width, height = size.width(), size.height()
    left, gap = METRICS.room_edge * width, (_CLOSE if board.dense else _GAP) * height
    headings = _headings(board, left, width - 2 * left, height, scale, share)
    headings_top = _headings_top(headings, height, scale)
    top = headings_top + max((heading.height for heading in headings), default=0.0) + _RULE * height
    body = QRectF(left, top, width - 2 * left, height - top - _FOOT * height)
    footer = QRectF(left, height - _FOOT * height, width - 2 * left, _FOOT * height)
    if len(board.columns) == 1:
        across = min(board.across, 2) if share >= _SIZES[1] and board.across > 2 else board.across
        placed, pages = _flow(board.columns[0].blocks, body, across, gap, pixels)
    else:
        placed, pages = _side_by_side(board.columns, body, gap, pixels)
    return Laid(size, pixels, placed, pages, headings, headings_top, body, footer)


def _headings_top(headings: Sequence[Heading], height: float, scale: float) -> float:
    """Where headings begin: below the clock where the last of several is too long to end before it."""
    if len(headings) < 2:
        return _TOP * height
    last = headings[-1]
    ends_before = is_whole(last.title, last.width - _CLOCK * scale * height, last.title_pixels, 1, strong=True)
    return (_TOP if ends_before else _TOP + _CLOCK_HEIGHT * scale) * height


def _is_whole(laid: Laid) -> bool:
    """Whether no word is cut: larger letters are for reading, not for fewer words."""
    titles = all(is_whole(each.title, each.title_width, each.title_pixels, 1, strong=True) for each in laid.headings)
    sentences = all(is_whole(each.sentence, each.width, each.pixels, _SENTENCE_LINES) for each in laid.headings)
    return titles and sentences and all(each.block.is_whole(each.rect.width(), laid.pixels) for each in laid.placed)


def up(pixels: float) -> int:
    """Whole pixels, never fewer."""
    return max(1, -int(-pixels // 1))


def column_width(body: QRectF, across: int, gap: float) -> float:
    """The width of one of `across` columns."""
    return (body.width() - (across - 1) * 2 * gap) / across


@lru_cache(maxsize=4000)
def _height(block: Block, width: float, pixels: int) -> float:
    return block.height(width, pixels)


def _headings(
    board: Board, left: float, width: float, height: float, scale: float, share: float
) -> tuple[Heading, ...]:
    """Titles are never smaller than what stands below them."""
    title = up(max(SMALLEST_TITLE * 1.04 * scale, share * 1.1) * height)
    smallest = up(max(SMALLEST * scale, share * 0.55) * height)
    if len(board.columns) == 1:
        return (Heading(board.title, board.sentence, left, width, title, smallest, beside=_CLOCK * scale * height),)
    gap = _GAP * height
    each = (width - (len(board.columns) - 1) * 2 * gap) / len(board.columns)
    return tuple(
        Heading(column.title, column.sentence, left + place * (each + 2 * gap), each, title, smallest, column.series)
        for place, column in enumerate(board.columns)
    )


def _side_by_side(columns: Sequence[Column], body: QRectF, gap: float, pixels: int) -> tuple[tuple[Placed, ...], int]:
    """Every column fills its own place, page by page."""
    each = column_width(body, len(columns), gap)
    placed: list[Placed] = []
    for number, column in enumerate(columns):
        left = body.left() + number * (each + 2 * gap)
        placed += _one_below_the_other(column.blocks, left, body.top(), each, body.height(), gap, pixels)
    return tuple(placed), 1 + max((block.page for block in placed), default=0)


@lru_cache(maxsize=100)
def _one_below_the_other(
    blocks: tuple[Block, ...], left: float, top: float, width: float, space: float, gap: float, pixels: int
) -> tuple[Placed, ...]:
    """A column's blocks; kept, because of four columns a new block changes one."""
    placed: list[Placed] = []
    page, at = 0, top
    for block in blocks:
        high = min(_height(block, width, pixels), space)
        if at + high > top + space + 0.5:
            page, at = page + 1, top
        placed.append(Placed(block, QRectF(left, at, width, high), page))
        at += high + gap
    return tuple(placed)


def _flow(
    blocks: Sequence[Block], body: QRectF, across: int, gap: float, pixels: int
) -> tuple[tuple[Placed, ...], int]:
    """Each block goes into the column that ends highest; one that fits into none begins a page."""
    each = column_width(body, across, gap)
    placed: list[Placed] = []
    page, tops = 0, [body.top()] * across
    for block in blocks:
        high = min(_height(block, each, pixels), body.height())
        number = tops.index(min(tops))
        if tops[number] + high > body.bottom() + 0.5:
            page, tops, number = page + 1, [body.top()] * across, 0
        placed.append(Placed(block, QRectF(body.left() + number * (each + 2 * gap), tops[number], each, high), page))
        tops[number] += high + gap
    return tuple(_filled(placed, body, pixels)), page + 1


def _filled(placed: Sequence[Placed], body: QRectF, pixels: int) -> Iterator[Placed]:
    """Themes at the foot of a column show more of their cards, as far as there is room below them."""
    lowest: dict[tuple[int, float], float] = {}
    for each in placed:
        at = each.page, each.rect.left()
        lowest[at] = max(lowest.get(at, 0.0), each.rect.top())
    for each in placed:
        block, rect = each.block, each.rect
        if not isinstance(block, Heap) or rect.top() < lowest[each.page, rect.left()]:
            yield each
            continue
        while (more := block.with_one_more()) and rect.top() + _height(more, rect.width(), pixels) <= body.bottom():
            block = more
        high = max(rect.height(), min(_height(block, rect.width(), pixels), body.bottom() - rect.top()))
        yield Placed(block, QRectF(rect.left(), rect.top(), rect.width(), high), each.page)
