"""The blocks a document is written with: headings, paragraphs, lists, facts, insights, room to write.

Each function returns flowables for `Document.build`; none of them reads markup.
"""

from collections.abc import Sequence
from math import ceil
from typing import Any, Literal

from reportlab.platypus import CondPageBreak, PageBreak
from reportlab.platypus.flowables import Flowable, KeepTogether

from facilitator.documents import tagging, typesetting
from facilitator.documents.brand import accent_of
from facilitator.documents.flowables import Block, Text, draw_stack, split_stack, stack_height
from facilitator.documents.fonts import Face
from facilitator.documents.style import (
    ACCENT,
    BODY,
    CAPTION,
    CAUTION,
    GRID,
    HAIRLINE,
    HEADINGS,
    INK,
    LABEL,
    LEAD,
    MUTED,
    SMALL,
    SOFT,
    TextStyle,
)
from facilitator.documents.typesetting import Content, Span

_FACT = TextStyle(size=10.5, leading=14, face=Face.SEMIBOLD)
_PART, _PART_SHARE = BODY.with_(face=Face.MEDIUM, after=0), 0.6
"""Words before a line to write on, and how much of the column they take at most."""
_BULLET_INDENT = 12.0
_BETWEEN_FACTS = 16.0
_BETWEEN_BLOCKS = 20.0
_WHOLE_PANEL = 240.0
"""A panel up to this height is never cut."""
_WHOLE_SPACE = 5
"""So many lines to write on stand on one page."""
_WRITING_LINE = 24.0
"""About 8.5 mm: room for handwriting."""


class Heading(Text):
    """A heading, which is also a bookmark. `level` is 1 to 3."""

    def __init__(self, level: int, text: str) -> None:
        super().__init__(text, HEADINGS[level - 1])
        self.level = level
        self.role = f"H{level}"

    def draw(self) -> None:
        """Draw it and add it to the outline, one level below the last one at most."""
        canvas = self.canv
        key = f"heading-{getattr(canvas, 'headings', 0)}"
        canvas.headings = getattr(canvas, "headings", 0) + 1
        canvas.outline_level = min(self.level - 1, getattr(canvas, "outline_level", -1) + 1)
        # No level is skipped, neither in the outline nor in the structure, whatever the size of the letters.
        self.role = f"H{canvas.outline_level + 1}"
        canvas.bookmarkHorizontal(key, 0, self.height)
        if canvas.outline_level == 0 and hasattr(canvas, "contents"):
            canvas.contents.append((self.plain, canvas.getPageNumber(), key))
        canvas.addOutlineEntry(" ".join(self.plain.split()) or "–", key, canvas.outline_level, closed=False)
        super().draw()


def heading(level: Literal[1, 2, 3], text: str) -> Heading:
    """A heading of the first, second or third order; stays with what follows it."""
    return Heading(level, text)


def paragraph(content: Content, style: TextStyle = BODY) -> Text:
    """A paragraph: a string, or a tuple of strings and `Span`s for emphasis. Line breaks are kept."""
    return Text(content, style)


def lead(content: Content) -> Text:
    """An opening paragraph, in larger letters."""
    return Text(content, LEAD)


def note(content: Content) -> Text:
    """A paragraph in small, quiet letters: methods, sources."""
    return Text(content, SMALL)


def caption(content: Content) -> Text:
    """What stands under a figure or a table."""
    return Text(content, CAPTION)


def strong(text: str) -> Span:
    """An emphasised part of a paragraph."""
    return Span(text, Face.SEMIBOLD)


def italic(text: str) -> Span:
    """A part of a paragraph in italics."""
    return Span(text, Face.ITALIC)


def bullets(items: Sequence[Content], style: TextStyle = BODY) -> list[Flowable]:
    """A list with bullets."""
    return _list([(item, "•") for item in items], style, _BULLET_INDENT)


def numbered(items: Sequence[Content], style: TextStyle = BODY) -> list[Flowable]:
    """A list with numbers from 1."""
    indent = typesetting.text_width(f"{len(items)}.", style) + 6
    return _list([(item, f"{number}.") for number, item in enumerate(items, 1)], style, indent)


def _list(items: Sequence[tuple[Content, str]], style: TextStyle, indent: float) -> list[Flowable]:
    """The items with their marks; neither the first nor the last one stands on a page alone."""
    spaced = style.with_(after=GRID)
    held = spaced.with_(keep=True)
    pairs = {0, len(items) - 2} if len(items) > 1 else set()
    return [
        Text(item, held if place in pairs else spaced, bullet=mark, indent=indent)
        for place, (item, mark) in enumerate(items)
    ]


class Panel(Block):
    """Blocks on a soft ground with a bar of colour at their left; a tall one goes on over the page if it must."""

    def __init__(self, parts: Sequence[Block], bar: Any = ACCENT, padding: float = 12.0) -> None:
        super().__init__(8.0, 10.0)
        self._parts = list(parts)
        self._bar = bar
        self._padding = padding

    def wrap(self, available_width: float, available_height: float) -> tuple[float, float]:
        """Width and height taken."""
        self.width = available_width
        self.height = stack_height(self._parts, self._inner) + 2 * self._padding
        return self.width, self.height

    def split(self, available_width: float, available_height: float) -> list[Flowable]:
        """What fits and what goes on, each on its own ground."""
        if self.wrap(available_width, available_height)[1] <= _WHOLE_PANEL:
            return []
        head, tail = split_stack(self._parts, self._inner, available_height - 2 * self._padding)
        if not head or not tail:
            return []
        return [Panel(head, self._bar, self._padding), Panel(tail, self._bar, self._padding)]

    def draw(self) -> None:
        """Draw it with its lower left corner at the origin."""
        canvas = self.canv
        with tagging.artifact(canvas):
            canvas.saveState()
            canvas.setFillColor(SOFT)
            canvas.rect(0, 0, self.width, self.height, stroke=0, fill=1)
            canvas.setFillColor(accent_of(canvas) if self._bar is ACCENT else self._bar)
            canvas.rect(0, 0, 3, self.height, stroke=0, fill=1)
            canvas.restoreState()
        with tagging.group(canvas, "Sect"):
            draw_stack(canvas, self._parts, self._padding + 3, self.height - self._padding, self._inner)

    @property
    def _inner(self) -> float:
        return max(self.width - 2 * self._padding - 3, 1.0)


def insights_together(found: Sequence[tuple[str, str]], label: str) -> Panel:
    """Several observations in one panel, each with its question in a paragraph; without it where that is "".

    `label` are the words before the question.
    """
    parts: list[Block] = []
    for observation, question in found:
        parts.append(Text(observation, BODY.with_(face=Face.SEMIBOLD, size=10, before=6, after=2)))
        if question:
            parts.append(Text((Span(label, Face.SEMIBOLD), f"  {question}"), BODY.with_(after=2)))
    return Panel(parts, padding=8.0)


def callout(content: Content, title: str = "", *, caution: bool = False) -> Panel:
    """A sentence that must not be missed, under a title if it has one."""
    parts: list[Block] = []
    if title:
        parts.append(Text(title, BODY.with_(face=Face.SEMIBOLD, color=CAUTION if caution else INK, after=2)))
    return Panel([*parts, Text(content)], CAUTION if caution else ACCENT)


class WritingSpace(Block):
    """Ruled lines to write on by hand, `count` of them."""

    def __init__(self, count: int, line_height: float = _WRITING_LINE) -> None:
        super().__init__(0, 12)
        self._count = count
        self._line = line_height

    def wrap(self, available_width: float, available_height: float) -> tuple[float, float]:
        """Width and height taken."""
        self.width = available_width
        self.height = self._count * self._line
        return self.width, self.height

    def split(self, available_width: float, available_height: float) -> list[Flowable]:
        """The lines that fit and the others; a few lines stay together."""
        fit = int(available_height / self._line)
        if not 0 < fit < self._count or self._count <= _WHOLE_SPACE:
            return []
        return [WritingSpace(fit, self._line), WritingSpace(self._count - fit, self._line)]

    def draw(self) -> None:
        """Draw it with its lower left corner at the origin."""
        canvas = self.canv
        with tagging.artifact(canvas):
            canvas.setStrokeColor(HAIRLINE)
            canvas.setLineWidth(0.75)
            canvas.lines(
                [(0, number * self._line + 0.5, self.width, number * self._line + 0.5) for number in range(self._count)]
            )


def writing_space(prompt: Content, count: int = 3) -> list[Flowable]:
    """A question and ruled lines for its answer, on the page of the question if they are few."""
    return [Text(prompt, BODY.with_(face=Face.MEDIUM, before=6, after=0, keep=True)), WritingSpace(count)]


class FillIn(Block):
    """A sentence in parts that is completed by hand: each part with a ruled line behind it, across the column."""

    def __init__(self, parts: Sequence[str], line_height: float = _WRITING_LINE) -> None:
        super().__init__(0, 0)
        self._parts = [Text(part, _PART) for part in parts]
        self._line = line_height

    def wrap(self, available_width: float, available_height: float) -> tuple[float, float]:
        """Width and height taken."""
        self.width = available_width
        self.height = sum(self._row(part) for part in self._parts)
        return self.width, self.height

    def draw(self) -> None:
        """Draw it with its lower left corner at the origin."""
        base = self.height
        for part in self._parts:
            base -= self._row(part)
            part.drawOn(self.canv, 0, base)
            *_, last = typesetting.lines(part.content, _PART, self._words)
            with tagging.artifact(self.canv):
                self.canv.setStrokeColor(HAIRLINE)
                self.canv.setLineWidth(0.75)
                self.canv.line(last.width + 8, base + 2, self.width, base + 2)

    @property
    def _words(self) -> float:
        return self.width * _PART_SHARE

    def _row(self, part: Text) -> float:
        return max(part.wrap(self._words, 1e6)[1], self._line)


class Facts(Block):
    """Labels over values, side by side in up to `columns` columns with a hairline above each row."""

    def __init__(self, facts: Sequence[tuple[str, str]], columns: int = 4) -> None:
        super().__init__(GRID, 12)
        self._facts = list(facts)
        # As even as they come: six facts are two rows of three, not four and two.
        rows = max(1, ceil(len(self._facts) / columns))
        self._columns = max(1, ceil(len(self._facts) / rows))

    def wrap(self, available_width: float, available_height: float) -> tuple[float, float]:
        """Width and height taken."""
        self.width = available_width
        self.height = sum(self._row_heights())
        return self.width, self.height

    def split(self, available_width: float, available_height: float) -> list[Flowable]:
        """The rows that fit and the others."""
        self.width = available_width
        used = 0.0
        for number, height in enumerate(self._row_heights()):
            used += height
            if used > available_height:
                at = number * self._columns
                parts = [self._facts[:at], self._facts[at:]]
                return [Facts(part, self._columns) for part in parts] if number else []
        return []

    def draw(self) -> None:
        """Draw it with its lower left corner at the origin."""
        top = self.height
        wide = self._column
        self.canv.setStrokeColor(HAIRLINE)
        self.canv.setLineWidth(0.75)
        for row, height in zip(self._rows(), self._row_heights(), strict=True):
            for column, parts in enumerate(row):
                x = column * (wide + _BETWEEN_FACTS)
                with tagging.artifact(self.canv):
                    self.canv.line(x, top, x + wide, top)
                draw_stack(self.canv, parts, x, top - 6, wide)
            top -= height

    @property
    def _column(self) -> float:
        return (self.width - (self._columns - 1) * _BETWEEN_FACTS) / self._columns

    def _rows(self) -> list[list[list[Block]]]:
        cells: list[list[Block]] = [
            [Text(label, LABEL.with_(after=1)), Text(value, _FACT)] for label, value in self._facts
        ]
        return [cells[at : at + self._columns] for at in range(0, len(cells), self._columns)]

    def _row_heights(self) -> list[float]:
        return [max(stack_height(parts, self._column) for parts in row) + 14 for row in self._rows()]


class SideBySide(Block):
    """Blocks beside each other, their upper edges level; `shares` of the width, equal ones if not given."""

    def __init__(self, blocks: Sequence[Block], shares: Sequence[float] = ()) -> None:
        super().__init__(
            max((block.getSpaceBefore() for block in blocks), default=0.0),
            max((block.getSpaceAfter() for block in blocks), default=0.0),
        )
        self._blocks = list(blocks)
        self._shares = list(shares) or [1.0] * len(self._blocks)

    def wrap(self, available_width: float, available_height: float) -> tuple[float, float]:
        """Width and height taken."""
        self.width = available_width
        self.height = max(
            (
                block.wrap(width, available_height)[1]
                for block, (_, width) in zip(self._blocks, self._places(), strict=True)
            ),
            default=0.0,
        )
        return self.width, self.height

    def draw(self) -> None:
        """Draw it with its lower left corner at the origin."""
        for block, (x, width) in zip(self._blocks, self._places(), strict=True):
            _, height = block.wrap(width, self.height)
            block.drawOn(self.canv, x, self.height - height)

    def _places(self) -> list[tuple[float, float]]:
        free = self.width - _BETWEEN_BLOCKS * (len(self._blocks) - 1)
        places: list[tuple[float, float]] = []
        x = 0.0
        for share in self._shares:
            width = free * share / sum(self._shares)
            places.append((x, width))
            x += width + _BETWEEN_BLOCKS
        return places


def new_page() -> Flowable:
    """What follows begins on a new page."""
    return PageBreak()


def space_for(height: float) -> Flowable:
    """What follows begins on a new page unless `height` points are free on this one."""
    return CondPageBreak(height)


def together(flow: Sequence[Flowable]) -> list[Flowable]:
    """A short part of a document that begins on a new page where it would be cut otherwise."""
    last: Any = flow[-1] if flow else None
    if getattr(last, "keepWithNext", 0):
        # It goes over with what follows, and in a part of its own the rest would stay behind: all go with the next.
        for each in flow[:-1]:
            vars(each)["keepWithNext"] = 1
        return list(flow)
    return [KeepTogether(list(flow))]


def empty_state(sentence: str) -> Text:
    """What stands where there is nothing to show."""
    return Text(sentence, BODY.with_(face=Face.ITALIC, color=MUTED, before=4, after=10))
