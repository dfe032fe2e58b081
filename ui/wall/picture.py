"""A board as files: one PNG and one SVG a page, painted by the same hands as the wall."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import QSize
from PySide6.QtGui import QPainter

from facilitator.sharing.tables import write_file
from ui.pictures import png_of, svg_of
from ui.theme.tokens import LIGHT
from ui.wall.blocks import Board
from ui.wall.layout import Laid, lay_out
from ui.wall.painting import paint_page

_SIZE = QSize(1920, 1080)


def save_pictures(board: Board, stem: Path, suffix: str) -> list[Path]:
    """Write every page of `board` beside each other and return the files; `suffix` is ".png" or ".svg".

    The first page is `stem` with the suffix, the others have their number behind it. Raises Invalid where one can't be
    written.
    """
    laid = lay_out(board, _SIZE.width(), _SIZE.height())
    written = []
    for page in range(laid.pages):
        name = stem.name if page == 0 else f"{stem.name}-{page + 1}"
        path = stem.with_name(name + suffix)
        paint = partial(_paint, board, laid, page)
        if suffix == ".svg":
            title = board.title or " · ".join(column.title for column in board.columns)
            content = svg_of(_SIZE, paint, title)
        else:
            content = png_of(_SIZE, paint)
        write_file(path, content, overwrite=True)
        written.append(path)
    return written


def _paint(board: Board, laid: Laid, page: int, painter: QPainter) -> None:
    paint_page(painter, board, laid, page, LIGHT)
