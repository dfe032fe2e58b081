"""The first page of a large document: title on the house's colour, the facts, and where to find what."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from facilitator.documents import style, tagging, typesetting
from facilitator.documents.blocks import Facts
from facilitator.documents.brand import draw_logo
from facilitator.documents.characters import readable
from facilitator.documents.flowables import Text, draw_stack, stack_height
from facilitator.documents.fonts import Face
from facilitator.documents.style import MARGIN, TextStyle
from facilitator.i18n import tr, trn

_TITLES = (
    TextStyle(size=34, leading=42, face=Face.SEMIBOLD, color=style.WHITE, after=8),
    TextStyle(size=26, leading=33, face=Face.SEMIBOLD, color=style.WHITE, after=8),
    TextStyle(size=18, leading=24, face=Face.SEMIBOLD, color=style.WHITE, after=6),
)
_LINES = 4
_SUBTITLE = TextStyle(size=14, leading=20, after=0)
_KICKER = TextStyle(size=10, leading=14, face=Face.MEDIUM, after=10)
_CONTENTS = TextStyle(size=12, leading=16, face=Face.SEMIBOLD, color=style.INK, after=6)
_ENTRY = TextStyle(size=10, leading=15)
_SHARE = 0.46
"""How much of the page the colour takes."""
_LOGO = (170.0, 70.0)
_ENTRY_HEIGHT = 20.0


@dataclass(frozen=True, slots=True)
class ContentsLine:
    """A heading to be found: its words, the page it stands on, and its bookmark."""

    words: str
    page: int
    key: str


def draw_cover(canvas: Any, document: Any) -> None:
    """Draw all of the cover but the contents, which are known last."""
    width, height = document.paper.size
    brand, column = document.brand, document.column
    band = height * _SHARE
    canvas.saveState()
    with tagging.artifact(canvas):
        canvas.setFillColor(brand.color)
        canvas.rect(0, height - band, width, band, stroke=0, fill=1)
        draw_logo(canvas, brand, width - MARGIN, height - MARGIN, _LOGO)
    text_style = next(
        (each for each in _TITLES if len(typesetting.lines(document.title, each, column)) <= _LINES), _TITLES[-1]
    )
    words = [Text(document.title, text_style)]
    if document.kicker:
        words.insert(0, Text(document.kicker, _KICKER.with_(color=brand.on_color)))
    if document.subtitle:
        words.append(Text(document.subtitle, _SUBTITLE.with_(color=brand.on_color)))
    room = band - MARGIN - (_LOGO[1] + MARGIN if brand.logo else MARGIN)
    taken = min(stack_height(words, column), room)
    draw_stack(canvas, words, MARGIN, height - band + MARGIN * 0.7 + taken, column)
    top = height - band - 34
    if document.facts:
        facts = Facts(list(document.facts))
        draw_stack(canvas, [facts], MARGIN, top, column)
    canvas.restoreState()


def contents_top(document: Any) -> float:
    """Where the contents begin on the cover."""
    top: float = document.paper.size[1] * (1 - _SHARE) - 34
    if document.facts:
        top -= Facts(list(document.facts)).wrap(document.column, 1e6)[1] + 26
    return top


def draw_contents(canvas: Any, document: Any, entries: Sequence[ContentsLine]) -> None:
    """Add the contents to the cover, each line a link; how many find no room is said: they are bookmarks."""
    if not entries:
        return
    top, column = contents_top(document), document.column
    draw_stack(canvas, [_named("Caption", tr("Contents"), _CONTENTS)], MARGIN, top, column)
    y = top - _CONTENTS.leading - 8
    for at, entry in enumerate(entries):
        number = typesetting.line(str(entry.page), _ENTRY)
        lines = typesetting.lines(entry.words, _ENTRY, column - number.width - 24)
        y -= _ENTRY_HEIGHT + (len(lines) - 1) * _ENTRY.leading
        last = at == len(entries) - 1
        if y < style.BOTTOM + 6 + (0 if last else _ENTRY_HEIGHT):
            more = len(entries) - at
            words = trn("and {count} more, in the bookmarks", "and {count} more, in the bookmarks", more)
            draw_stack(canvas, [_named("TOCI", words, _ENTRY)], MARGIN, y + len(lines) * _ENTRY.leading, column)
            return
        with tagging.group(canvas, "TOCI"), tagging.group(canvas, "Link"):
            with tagging.leaf(canvas, "Span"):
                placed = [
                    (MARGIN, y + 5 + (len(lines) - 1 - row) * _ENTRY.leading, replace(line, goes_on=True))
                    for row, line in enumerate(lines)
                ]
                placed.append((MARGIN + column - number.width, y + 5, number))
                typesetting.draw(canvas, placed, _ENTRY)
            words = f"{' '.join(readable(entry.words).split())} – {entry.page}"
            tagging.link(canvas, words, entry.key, (MARGIN, y, MARGIN + column, y + _ENTRY_HEIGHT))
        with tagging.artifact(canvas):
            canvas.setStrokeColor(style.HAIRLINE)
            canvas.setLineWidth(0.5)
            canvas.line(MARGIN, y, MARGIN + column, y)


def _named(role: str, words: str, text_style: TextStyle) -> Text:
    """Words that are something else than a paragraph in the structure."""
    text = Text(words, text_style)
    text.role = role
    return text
