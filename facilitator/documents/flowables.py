"""What all blocks are made of: a piece of page that knows its height at a width and may be cut between pages."""

from collections.abc import Sequence
from typing import Any

from reportlab.platypus.flowables import Flowable

from facilitator.documents import tagging, typesetting
from facilitator.documents.brand import accent_of
from facilitator.documents.style import ACCENT, BODY, TextStyle
from facilitator.documents.typesetting import Content, Line

_TOGETHER = 2
"""The fewest lines of a paragraph at the foot and at the head of a page."""


class Block(Flowable):
    """A flowable with its distances and whether it stays on the page of what follows."""

    canv: Any

    def __init__(self, before: float = 0.0, after: float = 0.0, keep: bool = False) -> None:
        super().__init__()
        self._before = before
        self._after = after
        self.keepWithNext = int(keep)

    def getSpaceBefore(self) -> float:  # noqa: N802  # ReportLab's name
        """Distance to what is above."""
        return self._before

    def getSpaceAfter(self) -> float:  # noqa: N802  # ReportLab's name
        """Distance to what is below."""
        return self._after

    def minWidth(self) -> float:  # noqa: N802  # ReportLab's name
        """Blocks take any width they are given."""
        return 0.0


class Text(Block):
    """A paragraph. With `bullet`, its lines hang beside it, `indent` from the left."""

    role = "P"
    """What it is in the structure of the document."""

    def __init__(self, content: Content, style: TextStyle = BODY, *, bullet: str = "", indent: float = 0.0) -> None:
        super().__init__(style.before, style.after, style.keep)
        self.content = content
        self.style = style
        self._bullet = bullet
        self._indent = indent
        self._lines: tuple[Line, ...] | None = None

    @property
    def plain(self) -> str:
        """The words without emphasis."""
        return typesetting.plain(self.content)

    def wrap(self, available_width: float, available_height: float) -> tuple[float, float]:
        """Width and height taken."""
        self.width = available_width
        self.height = len(self._set(available_width)) * self.style.leading
        return self.width, self.height

    def split(self, available_width: float, available_height: float) -> list[Flowable]:
        """The lines that fit and those that don't; nothing where that would leave one line alone."""
        lines = self._set(available_width)
        fit = int(available_height / self.style.leading + 1e-6)
        fit = min(fit, len(lines) - _TOGETHER) if len(lines) >= 2 * _TOGETHER else 0
        if fit < _TOGETHER:
            return []
        head = self._part(lines[:fit], self._bullet)
        tail = self._part(lines[fit:], "")
        tail._before, head._after = 0.0, 0.0
        return [head, tail]

    def draw(self) -> None:
        """Draw it with its lower left corner at the origin."""
        style = self.style
        if style.color is ACCENT:
            style = style.with_(color=accent_of(self.canv))
        base = first_baseline(self.height, style)
        placed = [
            (
                typesetting.aligned(self._indent, each, style.align, self.width - self._indent),
                base - number * style.leading,
                each,
            )
            for number, each in enumerate(self._set(self.width))
        ]
        if not self._bullet:
            with tagging.leaf(self.canv, self.role):
                typesetting.draw(self.canv, placed, style)
            return
        with tagging.item(self.canv):
            with tagging.leaf(self.canv, "Lbl"):
                typesetting.draw(self.canv, [(0.0, base, typesetting.line(self._bullet, style))], style)
            with tagging.leaf(self.canv, "LBody"):
                typesetting.draw(self.canv, placed, style)

    def _set(self, width: float) -> tuple[Line, ...]:
        if self._lines is None:
            return typesetting.lines(self.content, self.style, max(width - self._indent, 1.0))
        return self._lines

    def _part(self, lines: tuple[Line, ...], bullet: str) -> "Text":
        part = Text(self.content, self.style, bullet=bullet, indent=self._indent)
        part._lines = lines
        return part


def first_baseline(height: float, style: TextStyle) -> float:
    """Where the first line stands in a block of `height`: capitals centred in their line."""
    return height - style.leading / 2 - style.size * 0.36


def stack_height(parts: Sequence[Block], width: float) -> float:
    """The height of blocks one under another, their distances between them included."""
    height = after = 0.0
    for number, part in enumerate(parts):
        if number:
            height += max(after, part.getSpaceBefore())
        height += part.wrap(width, 1e6)[1]
        after = part.getSpaceAfter()
    return height


def draw_stack(canvas: Any, parts: Sequence[Block], x: float, top: float, width: float) -> None:
    """Draw blocks one under another, the first with its upper edge at `top`."""
    after = 0.0
    for number, part in enumerate(parts):
        if number:
            top -= max(after, part.getSpaceBefore())
        _, height = part.wrap(width, 1e6)
        part.drawOn(canvas, x, top - height)
        top -= height
        after = part.getSpaceAfter()


def split_stack(parts: Sequence[Block], width: float, height: float) -> tuple[list[Block], list[Block]]:
    """The blocks, or parts of them, that fit into `height`, and the rest."""
    used = after = 0.0
    for number, part in enumerate(parts):
        between = max(after, part.getSpaceBefore()) if number else 0.0
        _, own = part.wrap(width, 1e6)
        if used + between + own > height:
            pieces = [piece for piece in part.split(width, height - used - between) if isinstance(piece, Block)]
            if len(pieces) == 2:
                return [*parts[:number], pieces[0]], [pieces[1], *parts[number + 1 :]]
            return list(parts[:number]), list(parts[number:])
        used += between + own
        after = part.getSpaceAfter()
    return list(parts), []
