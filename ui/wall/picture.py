"""A board as files: one PNG and one SVG a page, painted by the same hands as the wall."""

from pathlib import Path

from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QImage, QPainter
from PySide6.QtSvg import QSvgGenerator

from facilitator.errors import NotSaved
from facilitator.i18n import tr
from ui.theme.tokens import LIGHT
from ui.wall.blocks import Board
from ui.wall.layout import lay_out
from ui.wall.painting import paint_page

_SIZE = QSize(1920, 1080)


def save_pictures(board: Board, stem: Path, suffix: str) -> list[Path]:
    """Write every page of `board` beside each other and return the files; `suffix` is ".png" or ".svg".

    The first page is `stem` with the suffix, the others have their number behind it. Raises NotSaved.
    """
    laid = lay_out(board, _SIZE.width(), _SIZE.height())
    written = []
    for page in range(laid.pages):
        name = stem.name if page == 0 else f"{stem.name}-{page + 1}"
        path = stem.with_name(name + suffix)
        if suffix == ".svg":
            generator = QSvgGenerator()
            generator.setFileName(str(path))
            generator.setSize(_SIZE)
            generator.setViewBox(QRect(0, 0, _SIZE.width(), _SIZE.height()))
            generator.setTitle(board.title or " · ".join(column.title for column in board.columns))
            painter = QPainter()
            if not painter.begin(generator):
                raise _refused(path)
            paint_page(painter, board, laid, page, LIGHT)
            painter.end()
        else:
            picture = QImage(_SIZE, QImage.Format.Format_RGB32)
            painter = QPainter(picture)
            paint_page(painter, board, laid, page, LIGHT)
            painter.end()
            if not picture.save(str(path)):
                raise _refused(path)
        written.append(path)
    return written


def _refused(path: Path) -> NotSaved:
    return NotSaved(tr("The picture could not be written to {path}. Choose another folder.", path=path))
