"""Everybody's spider at once: a faint line a person, the median and the middle half.

What does not change between two answers stands ready on a sheet (see `sheet.py`): the grid with the lines of all but
the person who answered last. A new answer then costs copying its pixels and painting a few outlines, however many
people there are. When somebody else answers, the former one's line is painted onto the sheet. Only when a line has to
leave it is a new sheet made, in slices off a zero timer, while the old one stays on the screen.

Who has just been done stands out for some seconds, and then is one line among the others again. That is for the room
at that moment: no picture that is kept shows it. How many lines there are on an axis can be counted, so the words say
it too: they are coarse (see `facilitator.totals.told_of`) only where nobody has a line. A picture that leaves the
program has no line of one person at all, since it can be measured: in it stand the means of people who are alike (see
`facilitator.nameless`), and nobody stands out.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from math import ceil
from time import perf_counter

from PySide6.QtCore import QEasingCurve, QPointF, QRectF, QTimer, QVariantAnimation
from PySide6.QtGui import QColor, QHideEvent, QPainter, QPixmap
from PySide6.QtWidgets import QWidget

from facilitator.charts import legend, styles
from facilitator.charts.drawing import Item, Text
from facilitator.charts.frame import BASE, Frame, Type
from facilitator.charts.legend import Count, LegendItem
from facilitator.charts.spider_layout import lay_out
from facilitator.charts.styles import ACCENT, MUTED, Ink
from facilitator.i18n import tr
from facilitator.nameless import alike, in_no_order
from facilitator.rounding import hundredths
from facilitator.totals import AtLeast
from ui.charts.painting import QtTypesetter, line_pen, mixed, paint, typesetter
from ui.charts.sheet import Sheet, SheetStyle, Values, opacity, outward_words, ring_numbers
from ui.charts.strokes import Places, band_path, paint_dashed, paint_outline
from ui.charts.view import ChartView
from ui.pictures import is_exporting, is_permanent, wants_lines
from ui.theme.motion import is_reduced
from ui.theme.tokens import METRICS

_SLICE_MS = 3.0
_AT_ONCE_MS = 30.0
"""So long a window that is made larger waits for the lines at most, before it is painted."""
_AFTER_PAINTING_MS = 12
"""How long a new sheet waits after an answer, which is painted first."""
_UNDER = 1.75 * 3 + 0.4
"""The height of a legend underneath that has everything in it, in sizes of its text."""
_AROUND = (13.0, 3.2)
"""What the labels take beside, and above and below, a spider, in the same."""
_LABELS = 1.15
"""Size of the axis labels; the smallest text, the numbers and the legend, is 1."""
_TOGETHER = 1.8
"""How thick a line of people who are alike is, beside a thin one: there are few."""
_BAND = 0.2
"""Opacity of the middle half."""
_MEDIAN = 3.0
"""How thick the median is, beside a thin line."""
_EDGE, _EDGE_WIDTH = 0.7, 0.9
"""How strong its edge is, which is what tells it from the ground, and how thick."""
_LEAST = 0.93
"""How small a legend may become so that it explains its samples, beside the usual text."""
_ENDS = 0.6
"""What is free above and below, of that: lines of text bring some air along."""
_LEFT = METRICS.room_edge
"""Where the legend of a column begins, as a share of the width; the same stays free below it."""
_RIGHT = 0.03
"""What stays free at the right of labels on a screen, where a chart has a column at its left."""
_WITHOUT_HEADING = 0.85
"""What a heading above leaves a chart of the height, by which its letters are measured."""
NEWEST_MS = 4000
"""How long the newest line stands out."""


@dataclass(frozen=True, slots=True)
class Band:
    """Median and quartiles per axis, None where there is none; `n` people are behind them, `counts` on each axis."""

    median: Values = ()
    q1: Values = ()
    q3: Values = ()
    n: int = 0
    counts: tuple[int, ...] = ()

    @property
    def has_middle_half(self) -> bool:
        """Whether there is any quartile to show."""
        return any(value is not None for value in self.q1)

    def told(self, labels: Sequence[str]) -> str:
        """The band in words, for those who don't see it."""
        pairs = zip(labels, self.median, strict=False)
        values = "; ".join(f"{label}: {hundredths(value)}" for label, value in pairs if value is not None)
        return tr("{n} people. Median per question, of 100: {values}", n=self.n, values=values) + self.by_question("; ")

    def by_question(self, before: str) -> str:
        """How many people are behind single axes, after `before`; empty where those are all of them."""
        counts = [count for count, value in zip(self.counts, self.median, strict=False) if value is not None]
        if not counts or min(counts) == self.n:
            return ""
        if min(counts) == max(counts):
            return before + tr("{least} of them for each question", least=min(counts))
        return before + tr("{least} to {most} of them by question", least=min(counts), most=max(counts))


class SpiderOverlay(ChartView):
    """The room's spiders. `smallest_text` is the least size of type as a share of the widget's height.

    Fewer than three axes can't make a spider: its owner shows bars instead.
    """

    def __init__(self, parent: QWidget | None = None, *, smallest_text: float = 0.03) -> None:
        super().__init__(parent)
        self._smallest_text = smallest_text
        self._text_scale = 1.0
        self._labels: tuple[str, ...] = ()
        self._people: dict[int, Values] = {}
        self._moving: int | None = None
        self._newest: int | None = None
        self._highlight: tuple[int, str] | None = None
        self._band = self._said = Band()
        self._lines_visible = True
        self._together = False
        self._fewest = 1
        self._first: Sheet | None = None
        self._sheet: Sheet | None = None
        self._next: Sheet | None = None
        self._over: list[tuple[QPointF, QPixmap]] = []
        """What is laid over lines and band: the numbers of the rings, and what is further out."""
        self._outward = ""
        self._column: tuple[float, float] | None = None
        self._legend_key: object = None
        self._legend: list[Item] = []
        self._filling: Iterator[None] | None = None
        self._slices = QTimer(self, interval=0)
        self._slices.timeout.connect(self._paint_slice)
        self._ease = QVariantAnimation(self, startValue=0.0, endValue=1.0, duration=METRICS.ease_ms)
        self._ease.setEasingCurve(QEasingCurve.Type.OutCubic)
        self._ease.valueChanged.connect(lambda _: self._refresh_plot())
        self._ease.finished.connect(self._settle_newest)
        self._stands_out = QTimer(self, singleShot=True, interval=NEWEST_MS)
        self._stands_out.timeout.connect(self._ease_back)
        self.setAccessibleName(tr("Spider chart of the room"))

    # What the owner tells it

    def set_axes(self, labels: Sequence[str]) -> None:
        """Name the axes; forgets the people and the band of other axes."""
        if tuple(labels) == self._labels:
            return
        self._labels = tuple(labels)
        self._people.clear()
        self._moving = self._highlight = None
        self.forget_newest()
        self._band = Band()
        self._sheet = None
        self.laid_out()
        self.refresh()

    def set_people(self, people: Mapping[int, Sequence[float | None]]) -> None:
        """Show these people and nobody else, none of them as the newest. They are painted in no order."""
        self._people = {person: tuple(values) for person, values in in_no_order(people.items())}
        self._moving = None
        self.forget_newest()
        self._start_sheet()
        self.refresh()

    def update_person(self, person: int, values: Sequence[float | None]) -> None:
        """Take up one person's new values; nobody is the newest by that."""
        former, same, first = self._moving, person == self._moving, not self._people
        self._people[person] = tuple(values)
        self._moving = person
        if not same and former is not None and self._sheet is not None and former not in self._sheet.drawn:
            self._sheet.add(former, self._people[former])
        self._check_sheet(person)
        if first:
            self.refresh()
        self._refresh_plot()

    def remove_person(self, person: int) -> None:
        """Take one person's line away; nothing happens when they are not shown."""
        if self._people.pop(person, None) is None:
            return
        self._moving = None if person == self._moving else self._moving
        if person == self._newest:
            self.forget_newest()
        self._check_sheet(person)
        if not self._people:
            self.refresh()
        self._refresh_plot()

    def mark_newest(self, person: int) -> None:
        """Let the line of somebody who has just been done stand out for `NEWEST_MS`: it eases in, and back again.

        Nothing happens while the chart is not to be seen, or the person is not on it: it would be old news later.
        """
        if person not in self._people or not self.isVisible() or self.window().isMinimized():
            return
        self._ease.stop()
        self._newest = person
        self._stands_out.start()
        self._ease.setDirection(QVariantAnimation.Direction.Forward)
        if not is_reduced():
            self._ease.start()
        self.refresh()

    def forget_newest(self) -> None:
        """Let nobody's line stand out as the newest."""
        self._stands_out.stop()
        self._ease.stop()
        if self._newest is not None:
            self._newest = None
            self.refresh()

    def _ease_back(self) -> None:
        if is_reduced():
            self.forget_newest()
            return
        self._ease.setDirection(QVariantAnimation.Direction.Backward)
        self._ease.start()

    def _settle_newest(self) -> None:
        if self._ease.direction() is QVariantAnimation.Direction.Backward:
            self.forget_newest()

    def hideEvent(self, event: QHideEvent) -> None:
        """What was new is old when the chart comes back."""
        self.forget_newest()
        super().hideEvent(event)

    def set_band(
        self,
        median: Sequence[float | None],
        q1: Sequence[float | None],
        q3: Sequence[float | None],
        n: int,
        counts: Sequence[int] = (),
    ) -> None:
        """Show the median and the middle half per axis; give q1 and q3 as None where there is no band.

        `n` people have a value at all, `counts` of them on each axis.
        """
        before, self._band = self._band, Band(tuple(median), tuple(q1), tuple(q3), n, tuple(counts))
        said, told = self._said, self._told(self._together)
        if self._band == before and told == said:
            return
        if (n, told.has_middle_half, told.counts) != (before.n, before.has_middle_half, said.counts):
            self.refresh(self._legend_rect())
        self._describe()
        self._refresh_plot()

    def _describe(self) -> None:
        self._said = self._told(self._together)
        self.setAccessibleDescription(self._said.told(self._labels))

    def _told(self, together: bool) -> Band:
        """The band as the words tell of it: how many lines there are on an axis, where single ones are drawn."""
        band = self._band
        if together or not self._lines_visible or not any(isinstance(count, AtLeast) for count in band.counts):
            return band
        lines = self._people.values()
        counts = tuple(
            sum(values[axis] is not None for values in lines) if isinstance(count, AtLeast) else count
            for axis, count in enumerate(band.counts)
        )
        return replace(band, counts=counts)

    def set_highlight(self, person: int | None, label: str = "") -> None:
        """Make one person's line stand out, or nobody's. `label` is what the room may read: a name by consent alone."""
        self._highlight = None if person is None else (person, label or tr("A participant"))
        self.laid_out()
        self.refresh()

    def set_text_scale(self, scale: float) -> None:
        """Make all text larger (or smaller) than usual by this factor."""
        self._text_scale = scale
        self.lay_out_anew()

    def set_outward(self, words: str) -> None:
        """Say what it means to be further out, along one axis."""
        if words != self._outward:
            self._outward = words
            self.lay_out_anew()

    def set_column(self, width: float | None, top: float = 0.0) -> None:
        """Keep a column at the left free down to `top`, with the legend below; None puts the legend where it fits.

        With a column the chart has all of the height, and its letters the same size as without one.
        """
        column = None if width is None else (width, top)
        if column != self._column:
            self._column = column
            self.lay_out_anew()

    def set_lines_visible(self, visible: bool) -> None:
        """Show everybody's lines, or the median and band alone."""
        self._lines_visible = visible
        self._describe()
        self.refresh()

    def set_together(self, together: bool) -> None:
        """Show people who are alike together, as in a picture that leaves the program, in place of single people."""
        self._together = together
        self._describe()
        self.refresh()

    def set_fewest(self, people: int) -> None:
        """Of so many people at least is a line of people who are alike."""
        self._fewest = people
        self.refresh()

    @property
    def people(self) -> Mapping[int, Values]:
        """Whose lines are shown."""
        return self._people

    @property
    def newest(self) -> int | None:
        """Whose line stands out as the newest, for some seconds."""
        return self._newest

    @property
    def is_settling(self) -> bool:
        """Whether the lines are still being painted anew."""
        return self._filling is not None

    # Layout and the sheet

    def laid_out(self) -> None:
        """Compute places, paint the grid and start on a sheet that fits."""
        style = self._sheet_style()
        self._first = None if style is None else Sheet.empty(style, 0)
        self._start_sheet()

    def _sheet_style(self) -> SheetStyle | None:
        area = self.area()
        if len(self._labels) < 3 or area.width() < 80 or area.height() < 80:
            return None
        margin = self._text_px() * 0.6
        chart = area.adjusted(margin, margin * _ENDS, -margin, -margin * _ENDS)
        box = self._legend_rect()
        if self._column is not None:
            chart.setLeft(box.right() + margin)
            chart.setRight(area.right() - max(margin, area.width() * _RIGHT))
        elif _beside(area, self._text_px()):
            chart.setRight(box.left() - margin)
        else:
            chart.setBottom(box.top() - margin)
        # Two pixels on a screen of 1080, of which a heading leaves the chart some 85 %.
        whole = area.height() * (1.0 if self._column is None else _WITHOUT_HEADING)
        line = max(1.0, whole * 2.36 / 1080)
        usual, setter = self._type(), self._typesetter()
        spider = lay_out(
            self._labels, chart.width(), chart.height(), self._type(_LABELS), setter, usual.size, grows=True
        )
        places = Places.of(spider, chart.topLeft())
        ratio, tokens = self.devicePixelRatioF(), self.tokens()
        return SheetStyle(area.size(), ratio, spider, places, tokens, line, usual, setter, self._outward)

    def _text_px(self, scale: float | None = None) -> float:
        share = self._smallest_text * (1.0 if self._column is None else _WITHOUT_HEADING)
        return max(share * (self._text_scale if scale is None else scale) * float(self.height()), 11.0)

    def _type(self, scale: float = 1.0) -> Type:
        return Type(float(max(1, ceil(self._text_px() * scale))))

    def _typesetter(self) -> QtTypesetter:
        return typesetter(self.font().family())

    def _legend_rect(self) -> QRectF:
        """What the legend takes, of whatever is in it."""
        area, text = self.area(), self._text_px()
        if self._column is not None:
            width, top = self._column
            left = area.left() + area.width() * _LEFT
            return QRectF(left, area.top() + top, width - left, area.height() - top - area.height() * _LEFT)
        if _beside(area, text):
            width = _side(area, text)
            return QRectF(area.right() - width, area.top(), width, area.height())
        rows = (5 + (self._highlight is not None)) // 2
        height = text * (1.75 * rows + 0.4)
        return QRectF(area.left(), area.bottom() - height, area.width(), height)

    def _start_sheet(self, *, after_ms: int = 0) -> None:
        """Begin a new sheet; it is shown when it is ready, or at once when there is none to show meanwhile."""
        self._next = self._filling = None
        if self._first is None:
            self._sheet = None
            self._slices.stop()
            return
        self._next = self._first.again(len(self._people))
        others = {person: values for person, values in self._people.items() if person != self._moving}
        self._filling = self._next.filling(others)
        resized = self._sheet is not None and self._sheet.style.size != self._next.style.size
        if resized:
            # Never the old picture stretched. The lines of a usual room are there at once; those of a large one come.
            self._fill(_AT_ONCE_MS)
        if self._sheet is None or resized or not others:
            self._show(self._next)
        self._slices.start(after_ms)

    def _fill(self, milliseconds: float) -> None:
        """Paint lines onto the new sheet for so long at most; `_filling` is None once all are there."""
        until = perf_counter() + milliseconds / 1000
        while self._filling is not None and perf_counter() < until:
            if next(self._filling, True):
                self._filling = None

    def _show(self, sheet: Sheet) -> None:
        if self._sheet is None or self._sheet.style is not sheet.style:
            self._over = [ring_numbers(sheet.style), outward_words(sheet.style)]
        self._sheet = sheet
        self.refresh()

    def _paint_slice(self) -> None:
        """Work on the new sheet for a few milliseconds; show it when it is done."""
        self._slices.setInterval(0)
        self._fill(_SLICE_MS)
        if self._filling is not None:
            return
        self._slices.stop()
        if self._next is None:
            return
        sheet, self._next = self._next, None
        if sheet is not self._sheet:
            self._show(sheet)
        for person, values in self._people.items():
            # Whoever answered last before this was made may not be on it yet.
            if person != self._moving and person not in sheet.drawn:
                sheet.add(person, values)
        if any(self._is_wrong(person) for person in sheet.drawn):
            self._start_sheet()
        self._refresh_plot()

    def _check_sheet(self, person: int) -> None:
        """Begin a new sheet if this person's line must leave the shown one; one being made is checked when done."""
        if self._filling is not None:
            self._slices.start(_AFTER_PAINTING_MS)
        elif self._sheet is not None and (self._is_wrong(person) or not self._sheet.fits(len(self._people))):
            self._start_sheet(after_ms=_AFTER_PAINTING_MS)

    def _is_wrong(self, person: int) -> bool:
        if self._sheet is None or person not in self._sheet.drawn:
            return False
        return person == self._moving or self._sheet.drawn[person] != self._people.get(person)

    # Painting

    def paint_chart(self, painter: QPainter, exposed: QRectF) -> None:
        """Copy the sheet, then paint the last line, band, median, newest and legend."""
        sheet = self._sheet
        if sheet is None:
            painter.fillRect(exposed, self.ground())
            return
        together = self._together or is_exporting()
        as_lines = wants_lines(painter, sheet.style.ratio)
        groups = alike(self._people.values(), self._fewest) if together and self._lines_visible else []
        if together:
            self._paint_together(painter, sheet, groups)
        elif as_lines:
            self._paint_lines(painter, sheet)
        else:
            picture = sheet.lines if self._lines_visible else sheet.grid
            ratio = sheet.style.ratio
            painter.drawPixmap(exposed, picture, QRectF(exposed.topLeft() * ratio, exposed.size() * ratio))
        if exposed.intersects(self._plot_rect(sheet)):
            if self._lines_visible and not (together or as_lines):
                self._paint_moving(painter, sheet)
            self._paint_band(painter, sheet)
            if self._lines_visible and not (together or is_permanent()):
                self._paint_newest(painter, sheet)
            if not together:
                self._paint_highlight(painter, sheet)
            if as_lines:
                sheet.style.paint_numbers(painter)
                sheet.style.paint_outward(painter)
            for over in () if as_lines else self._over:
                painter.drawPixmap(*over)
        if not self._people and not self._band.n:
            self._paint_waiting(painter, sheet)
        elif exposed.intersects(self._legend_rect()):
            count = Count(tr("n = {count}", count=self._band.n), tr("people answered"))
            entries = self._entries_together(sheet, len(groups)) if together else self._entries(sheet)
            self._paint_legend(painter, sheet, entries, count)

    def _paint_lines(self, painter: QPainter, sheet: Sheet) -> None:
        """Paint what the sheet holds as lines, for a picture that is to be made larger."""
        painter.fillRect(self.area(), self.ground())
        sheet.style.paint_grid(painter)
        for values in self._people.values() if self._lines_visible else ():
            paint_outline(painter, sheet.style.layout, values, sheet.pen())

    def _paint_together(self, painter: QPainter, sheet: Sheet, groups: Sequence[Values]) -> None:
        """Paint the grid and the means of people who are alike."""
        painter.fillRect(self.area(), self.ground())
        sheet.style.paint_grid(painter)
        color = mixed(sheet.style.tokens.people, sheet.style.tokens.surface, opacity(len(groups)))
        for values in groups:
            paint_outline(painter, sheet.style.layout, values, line_pen(color, sheet.style.line * _TOGETHER))

    def _refresh_plot(self) -> None:
        if self._sheet is not None:
            self.refresh(self._plot_rect(self._sheet))

    def _plot_rect(self, sheet: Sheet) -> QRectF:
        reach = sheet.style.line * 6
        return QRectF(sheet.style.layout.plot.adjusted(-reach, -reach, reach, reach).toAlignedRect())

    def _paint_band(self, painter: QPainter, sheet: Sheet) -> None:
        style, band, tokens = sheet.style, self._band, sheet.style.tokens
        if band.has_middle_half:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
            painter.fillPath(band_path(style.layout, band.q1, band.q3), QColor(tokens.with_alpha(tokens.accent, _BAND)))
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            edge = line_pen(mixed(tokens.accent, tokens.surface, _EDGE), style.line * _EDGE_WIDTH)
            for quartile in (band.q1, band.q3):
                paint_outline(painter, style.layout, quartile, edge)
        if band.n > 1:
            # The median of one person is this person's own line. A rim of ground keeps it apart from those of people.
            paint_outline(painter, style.layout, band.median, line_pen(tokens.surface, style.line * (_MEDIAN + 1.8)))
            paint_outline(
                painter, style.layout, band.median, line_pen(tokens.accent, style.line * _MEDIAN), dot=style.line * 1.5
            )

    def _paint_moving(self, painter: QPainter, sheet: Sheet) -> None:
        """The line that is not on the sheet, like all the others."""
        values = self._people.get(self._moving) if self._moving is not None else None
        if values is not None:
            faint = mixed(sheet.style.tokens.people, sheet.style.tokens.surface, sheet.opacity)
            paint_outline(painter, sheet.style.layout, values, line_pen(faint, sheet.style.line * sheet.thickness))

    def _paint_newest(self, painter: QPainter, sheet: Sheet) -> None:
        values = self._people.get(self._newest) if self._newest is not None else None
        if values is None:
            return
        running = self._ease.state() == QVariantAnimation.State.Running
        progress = float(self._ease.currentValue()) if running else 1.0
        tokens, line = sheet.style.tokens, sheet.style.line
        faint = mixed(tokens.people, tokens.surface, sheet.opacity)
        color = mixed(tokens.series[1].color, faint.name(), progress)
        pen = line_pen(color, line * (sheet.thickness + (2.2 - sheet.thickness) * progress))
        paint_outline(painter, sheet.style.layout, values, pen, dot=line * 3.2 * progress)

    def _paint_highlight(self, painter: QPainter, sheet: Sheet) -> None:
        values = self._people.get(self._highlight[0]) if self._highlight is not None else None
        if values is not None:
            tokens, line = sheet.style.tokens, sheet.style.line
            paint_dashed(painter, sheet.style.layout, values, line_pen(tokens.series[2].color, line * 2.6))

    def _paint_waiting(self, painter: QPainter, sheet: Sheet) -> None:
        type_, at = self._type(_LABELS), sheet.style.layout.centre
        words = self._typesetter().line(tr("The first shape appears here"), type_)
        said = Text(words, at.x() - words.width / 2, at.y() + type_.size * BASE, type_, MUTED, halo=True)
        paint(painter, [said], sheet.style.tokens, self._typesetter())

    def _paint_legend(self, painter: QPainter, sheet: Sheet, entries: Sequence[LegendItem], count: Count) -> None:
        """Paint it as it was laid out when it last changed."""
        box, type_ = self._legend_rect(), self._type()
        key = (tuple(entries), count, box.width(), box.height(), type_)
        if key != self._legend_key:
            tall = self._column is not None or box.height() > box.width()
            least = min(type_.size, self._text_px(scale=1.0) * _LEAST) if tall else type_.size
            frame = Frame(box.width(), box.height(), type_.size, self._typesetter(), sheet.style.line, least, True)
            self._legend_key = key
            self._legend = (legend.column if tall else legend.under)(entries, count, frame)
        painter.translate(box.topLeft())
        paint(painter, self._legend, sheet.style.tokens, self._typesetter())
        painter.translate(-box.topLeft())

    def _entries_together(self, sheet: Sheet, groups: int) -> list[LegendItem]:
        line, entries = sheet.style.line, self._entries_of_all(sheet, together=True)
        if groups:
            said = tr("{count} people or more who are alike", count=self._fewest)
            entries.append(_line(said, Ink("people", opacity(groups)), line * _TOGETHER))
        return entries

    def _entries(self, sheet: Sheet) -> list[LegendItem]:
        line, entries = sheet.style.line, self._entries_of_all(sheet, together=False)
        if self._lines_visible:
            if len(self._people) > 1:
                entries.append(_line(tr("One person"), Ink("people", sheet.opacity), line * sheet.thickness))
            if self._newest is not None and not is_permanent():
                entries.append(_line(tr("Newest"), Ink("series2"), line * 2.2, dotted=True))
        if self._highlight is not None:
            entries.append(_line(self._highlight[1], Ink("series3"), line * 2.6, dash=(3.0, 1.6)))
        return entries

    def _entries_of_all(self, sheet: Sheet, *, together: bool) -> list[LegendItem]:
        line, entries = sheet.style.line, []
        if self._band.n > 1:
            note = tr("nobody’s own shape") + self._told(together).by_question("; ")
            entries.append(_line(tr("Median: half lie below, half above"), ACCENT, line * _MEDIAN, note=note))
        if self._band.has_middle_half:
            entries.append(_area(tr("Middle half of the people"), line * _EDGE_WIDTH))
        return entries


def _beside(area: QRectF, text: float) -> bool:
    """Whether the chart gets larger with the legend at its side than with it underneath."""
    beside = min(area.width() - _side(area, text) - text * _AROUND[0], area.height() - text * _AROUND[1])
    under = min(area.width() - text * _AROUND[0], area.height() - text * (_UNDER + _AROUND[1]))
    return beside > under


def _side(area: QRectF, text: float) -> float:
    """The width of a legend at the side."""
    return min(area.width() * 0.32, text * 14)


def _area(text: str, edge: float) -> LegendItem:
    return LegendItem("area", text, styles.SeriesStyle(Ink(ACCENT.role, _BAND), (), "none"), width=edge)


def _line(
    text: str, ink: Ink, width: float, *, dash: tuple[float, ...] = (), dotted: bool = False, note: str = ""
) -> LegendItem:
    return LegendItem(
        "line", text, styles.SeriesStyle(ink, dash, "circle" if dotted else "none"), width=width, note=note
    )
