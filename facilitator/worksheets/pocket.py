"""Cards in the size of a wallet when folded once, four a page, with marks to cut along."""

from collections.abc import Sequence
from io import BytesIO
from math import ceil
from typing import Any

from reportlab.lib.units import mm

from facilitator.documents import style
from facilitator.documents.blocks import WritingSpace
from facilitator.documents.flowables import Block, Text, draw_stack, stack_height
from facilitator.documents.fonts import Face
from facilitator.documents.reportlab_internals import BareCanvas
from facilitator.documents.section import PocketCard
from facilitator.documents.style import SMALL, Paper, TextStyle

WIDTH, HEIGHT = 88 * mm, 120 * mm
"""Folded in the middle it is 88 by 60 mm: it fits where banknotes do."""
_A_PAGE = 4
_INSET = 5 * mm
_MARK = 4 * mm
_LINE = 17.0
_TITLE = TextStyle(size=9, leading=12, face=Face.SEMIBOLD, color=style.ACCENT, after=1)
_NAME = TextStyle(size=8, leading=11, face=Face.MEDIUM, after=3)
_HEADING = TextStyle(size=8, leading=11, face=Face.SEMIBOLD, after=0, before=3)
_QUESTION = SMALL.with_(after=0)
_FOOT = TextStyle(size=6, leading=7.5, color=style.MUTED, after=0)


def pocket_cards(cards: Sequence[PocketCard], names: Sequence[str], paper: Paper, foot: str) -> bytes:
    """A PDF with each of `cards` once for each name, and without a name on what is left of the last page.

    `foot` stands at the lower edge of every card.
    """
    content = BytesIO()
    canvas = BareCanvas(content, pagesize=paper.size, pageCompression=1)
    canvas.setTitle(cards[0].title)
    wide, high = paper.size
    left, bottom = (wide - 2 * WIDTH) / 2, (high - 2 * HEIGHT) / 2
    for card in cards:
        pages = max(1, ceil(len(names) / _A_PAGE))
        bearers = [*names, *[""] * (pages * _A_PAGE - len(names))]
        for page in range(pages):
            for place, name in enumerate(bearers[page * _A_PAGE : (page + 1) * _A_PAGE]):
                x, y = left + place % 2 * WIDTH, bottom + (1 - place // 2) * HEIGHT
                _draw_card(canvas, card, name, foot, x, y)
            _draw_marks(canvas, left, bottom)
            canvas.showPage()
    canvas.save()
    return content.getvalue()


def _draw_card(canvas: Any, card: PocketCard, name: str, foot: str, x: float, y: float) -> None:
    inner = WIDTH - 2 * _INSET
    below = [Text(foot, _FOOT)]
    taken = stack_height(below, inner)
    parts: list[Block] = [Text(card.title, _TITLE)]
    if name:
        parts.append(Text(name, _NAME))
    asked = [[Text(heading, _HEADING), Text(question, _QUESTION)] for heading, question in card.questions]
    words = stack_height([*parts, *(each for question in asked for each in question)], inner)
    free = HEIGHT - 2 * _INSET - words - taken - 4 * len(asked)
    lines = max(1, int(free / _LINE / max(1, len(asked))))
    for question in asked:
        parts += [*question, WritingSpace(lines, _LINE)]
    draw_stack(canvas, parts, x + _INSET, y + HEIGHT - _INSET, inner)
    draw_stack(canvas, below, x + _INSET, y + _INSET + taken, inner)


def _draw_marks(canvas: Any, left: float, bottom: float) -> None:
    """Marks at the ends of every cut, outside the cards, and a dash where the cards are folded."""
    canvas.saveState()
    canvas.setStrokeColor(style.INK)
    canvas.setLineWidth(0.4)
    right, top = left + 2 * WIDTH, bottom + 2 * HEIGHT
    for x in (left, left + WIDTH, right):
        canvas.line(x, bottom - 2, x, bottom - 2 - _MARK)
        canvas.line(x, top + 2, x, top + 2 + _MARK)
    for y in (bottom, bottom + HEIGHT, top):
        canvas.line(left - 2, y, left - 2 - _MARK, y)
        canvas.line(right + 2, y, right + 2 + _MARK, y)
    # A cross where the four meet, since there is no margin there.
    canvas.line(left + WIDTH - 4, bottom + HEIGHT, left + WIDTH + 4, bottom + HEIGHT)
    canvas.line(left + WIDTH, bottom + HEIGHT - 4, left + WIDTH, bottom + HEIGHT + 4)
    canvas.setStrokeColor(style.FAINT)
    canvas.setDash(2, 2)
    for y in (bottom + HEIGHT / 2, bottom + HEIGHT * 1.5):
        canvas.line(left - 2, y, left - 2 - _MARK / 2, y)
        canvas.line(right + 2, y, right + 2 + _MARK / 2, y)
    canvas.restoreState()
