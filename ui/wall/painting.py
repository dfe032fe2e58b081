"""A page of the wall painted with any painter: the window's, a picture's or an SVG file's."""

from collections.abc import Iterable
from functools import lru_cache

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPixmap

from facilitator.i18n import tr
from ui.theme.tokens import METRICS, Tokens
from ui.wall.blocks import Block, Board, paint_stripe
from ui.wall.layout import Laid, Placed
from ui.wall.text import paragraph

_MOST_DOTS = 20
"""More pages than this are told by numbers alone."""


def paint_page(painter: QPainter, board: Board, laid: Laid, page: int, tokens: Tokens) -> None:
    """Paint everything of one page."""
    paint_ground(painter, board, laid, page, tokens)
    for placed in laid.placed:
        if placed.page == page:
            placed.block.paint(painter, placed.rect, laid.pixels, tokens)


def paint_ground(
    painter: QPainter, board: Board, laid: Laid, page: int, tokens: Tokens, part: QRectF | None = None
) -> None:
    """Paint all but the blocks: headings, what an empty wall says, the foot of the page; or what `part` has of it."""
    part = QRectF(QPointF(), laid.size) if part is None else part
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.fillRect(part, QColor(tokens.surface))
    tallest = max((heading.height for heading in laid.headings), default=0.0)
    for heading in laid.headings if part.top() < laid.body.top() else ():
        left, width = heading.left, heading.width
        # Headings of columns stand on their rule, whether one of them takes more lines or not.
        top = laid.heading_top + tallest - heading.height
        heading.title_words.paint(painter, left, top, tokens.text)
        heading.sentence_words.paint(painter, left, top + heading.title_words.height, tokens.muted)
        if heading.series is not None:
            thick = max(3.0, 0.006 * laid.size.height())
            style = tokens.series[heading.series % len(tokens.series)]
            bar = QRectF(left, laid.body.top() - thick - 0.011 * laid.size.height(), width, thick)
            painter.fillRect(bar, QColor(style.color))
    if not laid.placed and board.empty:
        words = paragraph(board.empty, laid.body.width() * METRICS.room_empty, laid.pixels)
        place = laid.body.center()
        words.paint_centred(painter, place.x(), place.y() - words.height / 2, tokens.muted)
    if part.bottom() > laid.footer.top():
        _paint_footer(painter, board, laid, page, tokens)


def _paint_footer(painter: QPainter, board: Board, laid: Laid, page: int, tokens: Tokens) -> None:
    """Paint the last line: the number of cards, the columns' marks, and which page this is."""
    area = laid.footer
    pixels = laid.headings[0].pixels if laid.headings else laid.pixels
    words = paragraph(board.footer, area.width(), pixels, most=1)
    top = area.center().y() - words.line_height / 2
    words.paint(painter, area.left(), top, tokens.muted)
    left = area.left() + words.widest + (1.5 * pixels if board.footer else 0)
    for series, name in enumerate(board.legend):
        label = paragraph(name, area.width(), pixels, most=1)
        paint_stripe(painter, QRectF(left, top + 0.2 * pixels, 0.25 * pixels, pixels), tokens, series)
        label.paint(painter, left + 0.55 * pixels, top, tokens.muted)
        left += label.widest + 1.6 * pixels
    if laid.pages > 1:
        _paint_pages(painter, area, top, laid, page, pixels, tokens)


def _paint_pages(
    painter: QPainter, area: QRectF, top: float, laid: Laid, page: int, pixels: int, tokens: Tokens
) -> None:
    words = paragraph(tr("{page} of {pages}", page=page + 1, pages=laid.pages), area.width(), pixels, most=1)
    words.paint(painter, area.right() - words.widest, top, tokens.text)
    if laid.pages > _MOST_DOTS:
        return
    across, step = 0.4 * pixels, 0.75 * pixels
    left = area.right() - words.widest - pixels - laid.pages * step
    shown, others = QPainterPath(), QPainterPath()
    for number in range(laid.pages):
        dot = shown if number == page else others
        dot.addEllipse(QRectF(left + number * step, top + words.line_height / 2 - across / 2, across, across))
    painter.fillPath(shown, QColor(tokens.accent))
    painter.fillPath(others, QColor(tokens.ring))


class Pictures:
    """Blocks as ready pixmaps, painted once a size and scheme."""

    def __init__(self) -> None:
        self._picture = lru_cache(maxsize=400)(self._paint)
        self._tokens: Tokens | None = None

    def get(self, placed: Placed, pixels: int, tokens: Tokens, ratio: float) -> QPixmap:
        """The picture of a block as large as its place."""
        if tokens is not self._tokens:
            # Not with what is asked for: that many colours take longer to look up than a picture to be copied.
            self.clear()
            self._tokens = tokens
        return self._picture(placed.block, placed.rect.width(), placed.rect.height(), pixels, ratio)

    def clear(self) -> None:
        """Forget all."""
        self._picture.cache_clear()

    def _paint(self, block: Block, width: float, height: float, pixels: int, ratio: float) -> QPixmap:
        assert self._tokens is not None  # noqa: S101  # `get` has them
        picture = QPixmap(max(1, round(width * ratio)), max(1, round(height * ratio)))
        picture.setDevicePixelRatio(ratio)
        # On the ground that they lie on: where there is nothing to see through, a picture is only copied.
        picture.fill(QColor(self._tokens.surface))
        painter = QPainter(picture)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        block.paint(painter, QRectF(0, 0, width, height), pixels, self._tokens)
        painter.end()
        return picture


def told(board: Board, blocks: Iterable[Placed]) -> str:
    """What can be read on a page, for those who don't see it."""
    heads = [board.title, *(column.title for column in board.columns)]
    return "\n".join(part for part in (*heads, *(placed.block.told() for placed in blocks)) if part)
