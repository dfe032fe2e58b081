"""The wall's widget: one page at a time, never a scroll bar; new blocks arrive gently; pages turn by themselves.

Blocks are pictures painted once, which are laid out anew only where something changed: a new card among 150 costs its
own picture and a piece of the page, however many cards there are. Where it comes to stand between others, those that
make room for it are painted anew, and nothing else.
"""

from collections.abc import Hashable

from PySide6.QtCore import QEasingCurve, QPointF, QRect, QRectF, Qt, QTimer, QVariantAnimation
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from ui.pictures import wants_lines
from ui.speaker import Speaker
from ui.theme.motion import is_reduced
from ui.theme.theme import changed, tokens_for
from ui.theme.tokens import METRICS, Tokens
from ui.wall.blocks import Block, Board, Column
from ui.wall.layout import Laid, Placed, lay_out
from ui.wall.painting import Pictures, paint_ground, paint_page, told

TURN_MS = 12_000
"""How long a page stays when there are several."""
_RISE = 0.025
"""How far a new block travels, as a share of the height."""


class WallView(Speaker, QWidget):
    """Shows one board. Tell it the whole board after every change: it finds out itself what is new."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._board = Board((Column(""),))
        self._has_board = False
        self._laid: Laid | None = None
        self._page = 0
        self._pictures = Pictures()
        self._arriving: dict[Hashable, Placed] = {}
        self._scale = 1.0
        self._ease = QVariantAnimation(self, startValue=0.0, endValue=1.0, duration=METRICS.ease_ms)
        self._ease.setEasingCurve(QEasingCurve.Type.OutCubic)
        self._ease.valueChanged.connect(lambda _value: self._update_arriving())
        self._ease.finished.connect(self._settle)
        self._turning = QTimer(self, interval=TURN_MS)
        self._turning.timeout.connect(lambda: self.turn(1))
        changed().connect(self._repaint_all)

    # What the owner tells it

    @property
    def board(self) -> Board:
        """What is shown."""
        return self._board

    @property
    def page(self) -> int:
        """The page that is shown, from 0."""
        return self._page

    @property
    def pages(self) -> int:
        """How many there are, at least one."""
        return self._laid.pages if self._laid is not None else 1

    @property
    def letters(self) -> tuple[int, int]:
        """The pixels of the smallest text and of the titles, as laid out now."""
        laid = self._layout()
        smallest = min([laid.pixels, *(heading.pixels for heading in laid.headings)])
        return smallest, min((heading.title_pixels for heading in laid.headings), default=0)

    def placed(self) -> list[Placed]:
        """The blocks of the page that is shown, with their places."""
        return [placed for placed in self._layout().placed if placed.page == self._page]

    def set_board(self, board: Board, *, arrive: bool = True) -> None:
        """Show another state. With `arrive`, what was not there before arrives gently, but for the first board."""
        if board == self._board and self._has_board:
            return
        arrive, self._has_board = arrive and self._has_board, True
        before, self._board = self._board, board
        known = {block.key for block in before.blocks()}
        was, page = self._laid, self._page
        grown = was is not None and was.size == self.size().toSizeF() and self._only_grew(before, board)
        at_most = was.pixels if was is not None and grown else None
        laid = self._laid = lay_out(board, self.width(), self.height(), at_most, scale=self._scale)
        new = [placed for placed in laid.placed if placed.block.key not in known] if arrive else []
        if new:
            self._page = new[-1].page
        self._page = min(self._page, laid.pages - 1)
        self._turn_by_itself(restart=bool(new))
        self._arriving = {key: placed for key, placed in self._still(laid).items() if placed.page == self._page}
        moving = bool(new) and self.isVisible() and not is_reduced()
        if moving:
            self._arriving |= {placed.block.key: placed for placed in new if placed.page == self._page}
        if was is None or not self._is_same_but_for_blocks(was, laid):
            self.update()
        elif page != self._page:
            self.update(_across(laid.body.united(laid.footer)))
        else:
            self._update_moved(was, laid)
        if moving:
            self._ease.stop()
            self._ease.start()
        self.setAccessibleName(told(board, self.placed()))

    def set_text_scale(self, scale: float) -> None:
        """Make all letters larger by this factor."""
        if scale != self._scale:
            self._scale = scale
            self._lay_out_anew()

    def set_turning(self, turning: bool) -> None:
        """Let the pages turn by themselves, or stay."""
        self._turning.setProperty("held", not turning)
        self._turn_by_itself(restart=True)

    def turn(self, way: int) -> None:
        """Turn by `way` pages, round and round."""
        self.turn_to((self._page + way) % self.pages)

    def turn_to(self, page: int) -> None:
        """Show a page; one that is not there shows the last."""
        page = max(0, min(page, self.pages - 1))
        if page != self._page:
            self._page = page
            self._repaint_all()
            self._turn_by_itself(restart=True)
            self.setAccessibleName(told(self._board, self.placed()))

    # What is painted anew

    def _layout(self) -> Laid:
        if self._laid is None or self._laid.size != self.size().toSizeF():
            self._laid = lay_out(self._board, self.width(), self.height(), scale=self._scale)
        return self._laid

    def _still(self, laid: Laid) -> dict[Hashable, Placed]:
        """Those that were arriving before and are still there."""
        return {placed.block.key: placed for placed in laid.placed if placed.block.key in self._arriving}

    @staticmethod
    def _only_grew(before: Board, board: Board) -> bool:
        return (
            before.columns != ()
            and len(before.columns) == len(board.columns)
            and all(
                old.blocks == new.blocks or set(old.blocks) <= set(new.blocks)
                for old, new in zip(before.columns, board.columns, strict=True)
            )
        )

    @staticmethod
    def _is_same_but_for_blocks(was: Laid, laid: Laid) -> bool:
        """Whether all but the blocks and the footer stays as it is."""
        same = was.pixels == laid.pixels and was.headings == laid.headings and was.body == laid.body
        return same and bool(was.placed) and bool(laid.placed)

    def _update_moved(self, was: Laid, laid: Laid) -> None:
        """Paint anew where something stood that is gone or stands elsewhere, and where something stands now."""
        before = {_where(placed): placed for placed in was.placed if placed.page == self._page}
        now = {_where(placed): placed for placed in laid.placed if placed.page == self._page}
        for where in before.keys() ^ now.keys():
            self.update((before.get(where) or now[where]).rect.toAlignedRect())
        self.update(_across(laid.footer))

    def _settle(self) -> None:
        """The new blocks have arrived: they are as all others from now on."""
        self._update_arriving()
        self._arriving = {}

    def _update_arriving(self) -> None:
        for placed in self._arriving.values():
            self.update(placed.rect.adjusted(-2, -2, 2, self.height() * _RISE + 2).toAlignedRect())

    def _repaint_all(self) -> None:
        self._ease.stop()
        self._arriving = {}
        self.update()

    def _turn_by_itself(self, *, restart: bool) -> None:
        if self.pages < 2 or self._turning.property("held"):
            self._turning.stop()
        elif restart or not self._turning.isActive():
            self._turning.start()

    # What Qt calls

    def paintEvent(self, event: QPaintEvent) -> None:
        """Lay the blocks' pictures onto what is exposed, and over them what is arriving."""
        painter = QPainter(self)
        if wants_lines(painter, self.devicePixelRatioF()):
            paint_page(painter, self._board, self._layout(), self._page, tokens_for(self))
        else:
            for part in event.region():  # type: ignore[attr-defined]  # iterable, which the stubs don't say
                # One rectangle at a time: inside several Qt hands each picture to threads, and waits for them.
                painter.setClipRect(part)
                self._paint_part(painter, part)
        painter.end()

    def _paint_part(self, painter: QPainter, part: QRect) -> None:
        laid, tokens = self._layout(), tokens_for(self)
        paint_ground(painter, self._board, laid, self._page, tokens, QRectF(part))
        for placed in laid.placed:
            if placed.page == self._page and placed.block.key not in self._arriving:
                self._paint_block(painter, placed, placed.rect, part, tokens, laid.pixels)
        if self._arriving:
            value = self._ease.currentValue()
            there = float(value) if value is not None else 1.0
            shift = QPointF(0, (1 - there) * _RISE * self.height())
            painter.setOpacity(there)
            for placed in self._arriving.values():
                self._paint_block(painter, placed, placed.rect.translated(shift), part, tokens, laid.pixels)
            painter.setOpacity(1)

    def _paint_block(
        self, painter: QPainter, placed: Placed, rect: QRectF, part: QRect, tokens: Tokens, pixels: int
    ) -> None:
        if rect.toAlignedRect().intersects(part):
            picture = self._pictures.get(placed, pixels, tokens, self.devicePixelRatioF())
            painter.drawPixmap(rect.topLeft(), picture)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay everything out anew."""
        super().resizeEvent(event)
        self._lay_out_anew()

    def _lay_out_anew(self) -> None:
        self._pictures.clear()
        self._laid = None
        self._page = min(self._page, self._layout().pages - 1)
        self._turn_by_itself(restart=True)
        self._repaint_all()

    def showEvent(self, event: QShowEvent) -> None:
        """Begin with a page that stands."""
        super().showEvent(event)
        self._turn_by_itself(restart=True)


def _where(placed: Placed) -> tuple[Block, float, float, float, float]:
    rect = placed.rect
    return placed.block, rect.x(), rect.y(), rect.width(), rect.height()


def _across(part: QRectF) -> QRect:
    """A part of the page and the margins beside it."""
    return part.adjusted(-part.left(), 0, part.left(), 0).toAlignedRect()
