"""A chart on a page: a title, the drawing, a caption, and a sentence where there is nothing to draw."""

from dataclasses import replace

from reportlab.platypus.flowables import Flowable

from facilitator.charts.drawing import Chart
from facilitator.charts.groups import GroupRows
from facilitator.documents import tagging
from facilitator.documents.blocks import empty_state
from facilitator.documents.charts.painting import draw, frame
from facilitator.documents.flowables import Block, Text
from facilitator.documents.style import CAPTION, FIGURE_TITLE

_KEPT_ROWS = 2


class Figure(Block):
    """A chart with its words; never cut between pages."""

    def __init__(self, chart: Chart, *, title: str = "", caption: str = "", empty: str = "") -> None:
        super().__init__(6, 12)
        self.chart = chart
        self._title = Text(title, FIGURE_TITLE.with_(before=0.0)) if title else None
        self._caption = Text(caption, CAPTION.with_(before=4.0, after=0.0)) if caption else None
        self._empty = empty_state(empty)
        self._heights: dict[float, float] = {}

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
        height = self._middle_height(width)
        if not self.chart.has_values:
            self._empty.wrap(width, top)
            self._empty.drawOn(canvas, 0, top - height)
        else:
            with tagging.leaf(canvas, "Figure", self.chart.in_words()):
                canvas.saveState()
                draw(canvas, self.chart.items(frame(width, height)), top)
                canvas.restoreState()
        top -= height
        if self._caption:
            height = self._caption.wrap(width, top)[1]
            self._caption.drawOn(canvas, 0, top - self._caption.getSpaceBefore() - height)

    def _middle_height(self, width: float) -> float:
        if width not in self._heights:
            empty = not self.chart.has_values
            self._heights[width] = self._empty.wrap(width, 1e6)[1] if empty else self.chart.height(frame(width))
        return self._heights[width]


class GroupsTable(Block):
    """Rows of groups; it is cut between rows like a table, under a repeated head."""

    def __init__(self, chart: GroupRows) -> None:
        super().__init__(4, 10)
        self.chart = chart

    def wrap(self, available_width: float, available_height: float) -> tuple[float, float]:
        """Width and height taken."""
        self.width, self.height = available_width, self.chart.height(frame(available_width))
        return self.width, self.height

    def split(self, available_width: float, available_height: float) -> list[Flowable]:
        """The rows that fit and the others, both under the head."""
        at, groups, fit = frame(available_width), self.chart.groups, 0
        free = available_height - self.chart.head_height(at)
        for group in groups:
            free -= self.chart.row_height(group, at)
            if free < 0:
                break
            fit += 1
        if len(groups) - fit == 1:
            fit -= 1  # the last row would stand alone on the next page
        if not _KEPT_ROWS <= fit < len(groups):
            return []
        return [GroupsTable(replace(self.chart, groups=part)) for part in (groups[:fit], groups[fit:])]

    def draw(self) -> None:
        """Draw it with its lower left corner at the origin."""
        with tagging.leaf(self.canv, "Figure", self.chart.in_words()):
            draw(self.canv, self.chart.items(frame(self.width)), self.height)
