"""The painter functions that the charts use keep the counts of their arguments.

PySide6 6.12.0 gave away references to None in two of QPainter's functions until the process aborted. A new version
is allowed in only if every function we paint with leaves None and its arguments alone.
"""

import sys
from collections.abc import Callable

import pytest
from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QImage, QPainter, QPainterPath, QPen, QPixmap
from PySide6.QtWidgets import QApplication

from ui.charts.painting import _wrapped

ROUNDS = 3000
BOX, POINT = QRectF(2, 2, 20, 20), QPointF(10, 10)
LINES = [QLineF(0, 0, 9, 9), QLineF(9, 0, 0, 9)]
PEN, COLOR, FONT = QPen(QColor("red"), 2), QColor("blue"), QFont()
CENTRE = int(Qt.AlignmentFlag.AlignCenter)
WORD = "n = 18"


def path() -> QPainterPath:
    made = QPainterPath(POINT)
    made.lineTo(20, 20)
    made.closeSubpath()
    made.addEllipse(POINT, 3.0, 3.0)
    made.addText(1.0, 10.0, FONT, WORD)
    return made


CALLS: dict[str, Callable[[QPainter, QPixmap, QPainterPath], object]] = {
    "drawLines": lambda painter, _pixmap, _path: painter.drawLines(LINES),
    "drawPath": lambda painter, _pixmap, drawn: painter.drawPath(drawn),
    "fillPath": lambda painter, _pixmap, drawn: painter.fillPath(drawn, COLOR),
    "strokePath": lambda painter, _pixmap, drawn: painter.strokePath(drawn, PEN),
    "fillRect": lambda painter, _pixmap, _path: painter.fillRect(BOX, COLOR),
    "drawRect": lambda painter, _pixmap, _path: painter.drawRect(BOX),
    "drawEllipse": lambda painter, _pixmap, _path: painter.drawEllipse(POINT, 3.0, 3.0),
    "drawText": lambda painter, _pixmap, _path: painter.drawText(BOX, CENTRE, WORD),
    "drawText at": lambda painter, _pixmap, _path: painter.drawText(POINT, WORD),
    "boundingRect": lambda painter, _pixmap, _path: painter.boundingRect(BOX, CENTRE, WORD),
    "drawPixmap": lambda painter, pixmap, _path: painter.drawPixmap(BOX, pixmap, BOX),
    "drawPixmap at": lambda painter, pixmap, _path: painter.drawPixmap(POINT, pixmap),
    "setPen": lambda painter, _pixmap, _path: painter.setPen(PEN),
    "setBrush": lambda painter, _pixmap, _path: painter.setBrush(COLOR),
    "setFont": lambda painter, _pixmap, _path: painter.setFont(FONT),
    "setRenderHint": lambda painter, _pixmap, _path: painter.setRenderHint(QPainter.RenderHint.Antialiasing),
    "translate": lambda painter, _pixmap, _path: painter.translate(POINT),
    "translate by": lambda painter, _pixmap, _path: painter.translate(1.0, 1.0),
    "scale": lambda painter, _pixmap, _path: painter.scale(1.0, 1.0),
    "resetTransform": lambda painter, _pixmap, _path: painter.resetTransform(),
    "no pen": lambda painter, _pixmap, _path: painter.setPen(Qt.PenStyle.NoPen),
    "no brush": lambda painter, _pixmap, _path: painter.setBrush(Qt.BrushStyle.NoBrush),
    "set lines": lambda _painter, _pixmap, _path: _wrapped(WORD, FONT, 9.0),
    "path": lambda _painter, _pixmap, _path: path(),
}


@pytest.mark.parametrize("name", CALLS)
def test_counts_of_references_do_not_fall(name: str, qapp: QApplication) -> None:
    image = QImage(32, 32, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(0)
    painter, pixmap, drawn = QPainter(image), QPixmap(32, 32), path()
    arguments = (BOX, POINT, LINES, PEN, COLOR, FONT, WORD, pixmap, drawn)
    call = CALLS[name]
    call(painter, pixmap, drawn)
    none, before = sys.getrefcount(None), [sys.getrefcount(argument) for argument in arguments]
    for _ in range(ROUNDS):
        call(painter, pixmap, drawn)
    after = [sys.getrefcount(argument) for argument in arguments]
    fallen = none - sys.getrefcount(None)
    painter.end()
    # The interpreter itself takes and returns a few references to None meanwhile; a fault takes one a call.
    assert fallen < ROUNDS / 10
    assert after == before
