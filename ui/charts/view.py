"""The ground of all charts here: a pyqtgraph view that holds one painted item as large as itself."""

import pyqtgraph as pg
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QGraphicsScene, QGraphicsView, QStyleOptionGraphicsItem, QWidget

from ui.speaker import Speaker
from ui.theme.theme import changed, tokens_for
from ui.theme.tokens import Tokens


class ChartView(Speaker, pg.GraphicsView):
    """A widget whose whole area is painted by `paint_chart`, in widget coordinates.

    Subclasses override `paint_chart`, which must cover all it is asked for, and `laid_out`; `refresh` asks for a
    part to be painted again.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, background=None)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setRenderHint(QPainter.RenderHint.Antialiasing)
        # The item covers everything, so no background is kept, copied or painted under it: at 1920×1080 that is
        # five sixths of the cost of a repaint.
        self.setCacheMode(QGraphicsView.CacheModeFlag.CacheNone)
        self.setOptimizationFlag(QGraphicsView.OptimizationFlag.DontSavePainterState)
        self.scene().setItemIndexMethod(QGraphicsScene.ItemIndexMethod.NoIndex)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self._item = _ChartItem(self)
        self.addItem(self._item)
        changed().connect(self.lay_out_anew)

    def tokens(self) -> Tokens:
        """The tokens to paint with."""
        return tokens_for(self)

    def area(self) -> QRectF:
        """The rectangle to paint into."""
        return QRectF(self.viewport().rect())

    def laid_out(self) -> None:
        """The size, the labels or the scheme changed: compute places anew."""

    def paint_chart(self, painter: QPainter, exposed: QRectF) -> None:
        """Paint what lies in `exposed`, all of it."""
        raise NotImplementedError

    def refresh(self, part: QRectF | None = None) -> None:
        """Paint `part`, or everything, at the next turn of the event loop."""
        self._item.update(part if part is not None else self._item.boundingRect())

    def close(self) -> bool:
        """Close as any widget does: pyqtgraph 0.14 takes the view apart here, which ends the process."""
        return QGraphicsView.close(self)

    def resizeEvent(self, event: QResizeEvent | None) -> None:
        """Keep scene and widget coordinates the same."""
        super().resizeEvent(event)
        if event is None:
            # pyqtgraph calls this while the view is being made.
            return
        self.setRange(self.area(), padding=0, disableAutoPixel=False)
        self._item.grow()
        self.laid_out()
        self.refresh()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to the page around the chart: a chart does not zoom."""
        event.ignore()

    def ground(self) -> QColor:
        """The colour under the chart."""
        return QColor(self.tokens().surface)

    def lay_out_anew(self) -> None:
        """Compute places anew and paint everything again."""
        self.laid_out()
        self.refresh()


class _ChartItem(pg.GraphicsObject):
    def __init__(self, view: ChartView) -> None:
        super().__init__()
        self._view = view
        self.setFlag(self.GraphicsItemFlag.ItemUsesExtendedStyleOption)

    def boundingRect(self) -> QRectF:
        return self._view.area()

    def grow(self) -> None:
        self.prepareGeometryChange()

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionGraphicsItem,
        widget: QWidget | None = None,
    ) -> None:
        self._view.paint_chart(painter, option.exposedRect)
