"""What every chart is: a title, the drawing, a legend, a caption, and a sentence where there is nothing to draw."""

from typing import Any

from facilitator.documents import tagging
from facilitator.documents.blocks import empty_state
from facilitator.documents.charts.marks import Legend
from facilitator.documents.flowables import Block, Text
from facilitator.documents.style import CAPTION, FIGURE_TITLE

_LEGEND_GAP = 8.0


class Figure(Block):
    """A chart with its words; never cut between pages. A subclass draws in a rectangle of its `plot_height`."""

    def __init__(self, title: str, caption: str, empty: str, legend: Legend) -> None:
        super().__init__(6, 12)
        self._title = Text(title, FIGURE_TITLE.with_(before=0.0)) if title else None
        self._caption = Text(caption, CAPTION.with_(before=4.0, after=0.0)) if caption else None
        self._empty = empty_state(empty)
        self._legend = legend

    @property
    def has_values(self) -> bool:
        """Whether there is anything to draw; else the sentence for that takes the drawing's place."""
        raise NotImplementedError

    def plot_height(self, width: float) -> float:
        """The height of the drawing at a width."""
        raise NotImplementedError

    def draw_plot(self, canvas: Any, width: float, height: float) -> None:
        """Draw in the rectangle from the origin to (`width`, `height`)."""
        raise NotImplementedError

    def in_words(self) -> str:
        """What the drawing shows, for those who have it read aloud."""
        raise NotImplementedError

    def wrap(self, available_width: float, available_height: float) -> tuple[float, float]:
        """Width and height taken."""
        self.width = available_width
        words = sum(
            part.wrap(available_width, available_height)[1] + part.getSpaceBefore() + part.getSpaceAfter()
            for part in (self._title, self._caption)
            if part
        )
        self.height = words + self._middle_height(available_width)
        return self.width, self.height

    def draw(self) -> None:
        """Draw it with its lower left corner at the origin."""
        canvas, width, top = self.canv, self.width, self.height
        if self._title:
            height = self._title.wrap(width, top)[1]
            self._title.drawOn(canvas, 0, top - height)
            top -= height + self._title.getSpaceAfter()
        if not self.has_values:
            self._empty.wrap(width, top)
            self._empty.drawOn(canvas, 0, top - self._middle_height(width))
        else:
            height = self.plot_height(width)
            with tagging.leaf(canvas, "Figure", self.in_words()):
                canvas.saveState()
                canvas.translate(0, top - height)
                self.draw_plot(canvas, width, height)
                canvas.restoreState()
                if self._legend.height(width):
                    self._legend.draw(canvas, 0, top - height - _LEGEND_GAP, width)
        top -= self._middle_height(width)
        if self._caption:
            height = self._caption.wrap(width, top)[1]
            self._caption.drawOn(canvas, 0, top - self._caption.getSpaceBefore() - height)

    def _middle_height(self, width: float) -> float:
        if not self.has_values:
            return self._empty.wrap(width, 1e6)[1]
        legend = self._legend.height(width)
        return self.plot_height(width) + (legend + _LEGEND_GAP if legend else 0.0)
