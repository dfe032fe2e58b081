"""How well the words of a window stand out from what is painted under them: each text, with the colour it is set in.

Each widget is painted twice. Into a drawing (SVG), where a text stays a text and tells its colour, as it never does
among the grey edges of its letters; and with its window into a picture, which tells what is under it.
"""

import re
from collections import defaultdict
from collections.abc import Iterator

import numpy as np
from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QPoint, QRectF
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QImage, QRegion, QTransform
from PySide6.QtSvg import QSvgGenerator
from PySide6.QtWidgets import QWidget

from ui.theme.tokens import contrast

LEAST = 4.5
"""What words need beside their ground (WCAG 2.2)."""
_GROUP = re.compile(r'<g [^>]*?transform="matrix\(([^)]*)\)"')
_TEXT = re.compile(
    r'<text fill="(?P<fill>#\w{6})" fill-opacity="(?P<opacity>[^"]*)"[^>]*? x="(?P<x>[^"]*)" y="(?P<y>[^"]*)" '
    r'font-family="(?P<family>[^"]*)" font-size="(?P<size>[^"]*)" font-weight="(?P<weight>\d+)"[^>]*>(?P<words>[^<]*)<'
)


def faint_texts(window: QWidget) -> Iterator[str]:
    """What of a window is written in a colour too near to the one under it; what can't be used now is left out."""
    shot = window.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    pixels = np.frombuffer(shot.constBits(), np.uint32).reshape(shot.height(), shot.bytesPerLine() // 4) & 0xFFFFFF
    ratio = shot.devicePixelRatio()
    for each in [window, *window.findChildren(QWidget)]:
        # What only holds others writes nothing; what scrolls is painted by what it is the middle of.
        is_plain = type(each) is QWidget and each.objectName() != "qt_scrollarea_viewport"
        if is_plain or not each.isVisible() or each.window() is not window or not each.isEnabled():
            continue
        at, seen = each.mapTo(window, QPoint()), each.visibleRegion()
        best: defaultdict[tuple[str, int, int], list[tuple[float, str]]] = defaultdict(list)
        for words, color, opacity, area in _texts(each):
            # Scrolled away, or below something else: nobody reads it there.
            if not words.strip() or not seen.contains(area.toAlignedRect().adjusted(1, 1, -1, -1).center()):
                continue
            box = (area & QRectF(seen.boundingRect())).translated(at)
            edges = (round(edge * ratio) for edge in (box.left(), box.top(), box.right(), box.bottom()))
            left, top, right, bottom = edges
            colors, counts = np.unique(pixels[max(0, top) : bottom, max(0, left) : right], return_counts=True)
            if not len(colors):
                continue
            ground = QColor(int(colors[counts.argmax()]))
            found = contrast(_over(color, opacity, ground).name(), ground.name())
            said = f"“{words[:40]}” has {found:.2f}:1, {color.name()} on {ground.name()}"
            # What is marked is written twice, over the mark in another colour.
            best[words, round(area.left()), round(area.top())].append((found, said))
        yield from (said for found, said in map(max, best.values()) if found < LEAST)


def _texts(widget: QWidget) -> Iterator[tuple[str, QColor, float, QRectF]]:
    """Each text that a widget itself writes, its colour, how much it covers, and where in the widget it is."""
    drawing = QByteArray()
    buffer = QBuffer(drawing)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    generator = QSvgGenerator()
    generator.setOutputDevice(buffer)
    generator.setSize(widget.size())
    generator.setResolution(widget.logicalDpiX())
    # Views of scenes have another function of this name.
    QWidget.render(widget, generator, QPoint(), QRegion(), QWidget.RenderFlag(0))
    at = QTransform()
    for part in re.split(r"(?=<g |<text )", bytes(drawing.data()).decode()):
        if (group := _GROUP.match(part)) is not None:
            at = QTransform(*map(float, group[1].split(",")))
        elif (text := _TEXT.match(part)) is not None:
            font = QFont(text["family"])
            font.setPixelSize(max(1, round(float(text["size"]))))
            font.setWeight(QFont.Weight(int(text["weight"])))
            metrics, words = QFontMetricsF(font), re.sub(r"&(\w+|#\d+);", "&", text["words"])
            top = float(text["y"]) - metrics.ascent()
            box = QRectF(float(text["x"]), top, metrics.horizontalAdvance(words), metrics.height())
            yield words, QColor(text["fill"]), float(text["opacity"]), at.mapRect(box)


def _over(color: QColor, opacity: float, ground: QColor) -> QColor:
    parts = zip(color.getRgb()[:3], ground.getRgb()[:3], strict=True)
    return QColor(*(round(one * opacity + other * (1 - opacity)) for one, other in parts))
