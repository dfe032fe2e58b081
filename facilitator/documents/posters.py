"""Pages of a size of their own, to hang up or to cut out: a head, what its maker draws on it, and a foot.

Everything is drawn as on A4, standing or lying; on A3 it is the same, larger by the square root of two, as the formats
are. Tagged like every document.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from io import BytesIO
from math import sqrt
from typing import Any

from reportlab.lib.colors import Color

from facilitator.documents import style, tagging, typesetting
from facilitator.documents.brand import HOUSE, Brand, draw_logo
from facilitator.documents.characters import readable
from facilitator.documents.flowables import Block, Text, draw_stack, stack_height
from facilitator.documents.fonts import Face
from facilitator.documents.reportlab_internals import FinishedCanvas, add_metadata
from facilitator.documents.section import Leaf, Poster
from facilitator.documents.style import TextStyle
from facilitator.documents.tagging import Tags
from facilitator.i18n import tr

MARGIN = 34.0
"""All around, in points of an A4 page: 12 mm, which every printer can."""
_FOOT = 22.0
_TITLES = (
    TextStyle(size=26, leading=31, face=Face.SEMIBOLD, after=2),
    TextStyle(size=20, leading=25, face=Face.SEMIBOLD, after=2),
    TextStyle(size=15, leading=19, face=Face.SEMIBOLD, after=2),
)
_SUBTITLE = TextStyle(size=11, leading=15, color=style.MUTED, after=0)
_KICKER = TextStyle(size=9, leading=12, face=Face.MEDIUM, color=style.ACCENT, after=3)
_RUNNING = TextStyle(size=7.5, leading=10, color=style.MUTED)
_LOGO = (110.0, 46.0)
_SMALLEST = 5.0


class TitleText(Text):
    """What the page is called."""

    role = "H1"


@dataclass(frozen=True, slots=True)
class Frame:
    """What all pages of one file share. `kicker` stands above the title, `foot` below everything."""

    kicker: str = ""
    foot: str = ""
    author: str = ""
    language: str = "en"
    brand: Brand = HOUSE


class Sheet:
    """One page to draw on, in points of an A4 page.

    `left`, `bottom` and `width` are what is inside the margins; `top` is the upper edge of what is free, which a head
    moves down.
    """

    def __init__(self, canvas: Any, leaf: Leaf, frame: Frame) -> None:
        self.canvas = canvas
        self._frame = frame
        wide, high = leaf.size
        self._scale = sqrt(2) if leaf in (Leaf.A3, Leaf.A3_LYING) else 1.0
        self.page = wide / self._scale, high / self._scale
        self.left, self.bottom = MARGIN, MARGIN + _FOOT
        self.width = self.page[0] - 2 * MARGIN
        self._begin()

    def _begin(self) -> None:
        self.top = self.page[1] - MARGIN
        self.canvas.scale(self._scale, self._scale)

    def next_page(self) -> None:
        """Go on on another page of this size."""
        self.canvas.showPage()
        self._begin()

    def head(self, title: str, subtitle: str = "") -> None:
        """A title with the workshop above it, at the head of the page; what is free begins below."""
        brand = self._frame.brand
        width = self.width - (_LOGO[0] + 16 if brand.logo else 0)
        text_style = next((each for each in _TITLES if len(typesetting.lines(title, each, width)) == 1), _TITLES[-1])
        words: list[Block] = [Text(self._frame.kicker, _KICKER)] if self._frame.kicker else []
        words.append(TitleText(title, text_style))
        if subtitle:
            words.append(Text(subtitle, _SUBTITLE))
        with tagging.artifact(self.canvas):
            draw_logo(self.canvas, brand, self.left + self.width, self.top, _LOGO, plate=False)
        self.stack(words, self.left, self.top, width)
        taken = stack_height(words, width)
        self.top -= max(taken, _LOGO[1] if brand.logo else 0.0) + 12

    def stack(self, parts: Sequence[Block], x: float, top: float, width: float) -> float:
        """Draw blocks one under another, the first with its upper edge at `top`; returns the lower edge of the last."""
        draw_stack(self.canvas, parts, x, top, width)
        return top - stack_height(parts, width)

    def box(
        self,
        x: float,
        bottom: float,
        width: float,
        height: float,
        *,
        fill: Color | None = None,
        stroke: Color | None = style.FAINT,
        radius: float = 4.0,
    ) -> None:
        """A box to stand something in or to tick."""
        with tagging.artifact(self.canvas):
            self.canvas.saveState()
            self.canvas.setLineWidth(0.75)
            if fill is not None:
                self.canvas.setFillColor(fill)
            if stroke is not None:
                self.canvas.setStrokeColor(stroke)
            self.canvas.roundRect(x, bottom, width, height, radius, int(stroke is not None), int(fill is not None))
            self.canvas.restoreState()

    def line(self, x: float, y: float, width: float, *, dashed: bool = False) -> None:
        """A line to write on, or `dashed` one to cut or fold along."""
        with tagging.artifact(self.canvas):
            self.canvas.saveState()
            self.canvas.setStrokeColor(style.FAINT)
            self.canvas.setLineWidth(0.6)
            if dashed:
                self.canvas.setDash(3, 3)
            self.canvas.line(x, y, x + width, y)
            self.canvas.restoreState()

    def fitted(self, text: str, text_style: TextStyle, width: float, height: float) -> Text:
        """The text in its style, or as much smaller as it takes to fit into a box; cut where even that is too large."""
        while stack_height([Text(text, text_style)], width) > height:
            if text_style.size <= _SMALLEST:
                words = readable(text)
                text = words[: max(1, len(words) * 9 // 10 - 1)].rstrip(" …") + "…"
                if len(words) <= 2:
                    break
                continue
            smaller = max(_SMALLEST, text_style.size - 0.5)
            text_style = text_style.with_(size=smaller, leading=text_style.leading * smaller / text_style.size)
        return Text(text, text_style)


def render_poster(poster: Poster, leaf: Leaf, frame: Frame) -> bytes:
    """The poster as a PDF on pages of one of its sizes."""
    content = BytesIO()
    canvas = _Canvas(content, pagesize=leaf.size, pageCompression=1, lang=frame.language)
    canvas.document, canvas.tags = frame, Tags()
    canvas.setTitle(" ".join(readable(poster.title).split()))
    canvas.setAuthor(" ".join(readable(frame.author).split()))
    canvas.setCreator("Facilitator")
    canvas.setViewerPreference("DisplayDocTitle", "true")
    canvas.title = poster.title
    sheet = Sheet(canvas, leaf, frame)
    canvas.sheet = sheet
    poster.draw(sheet)
    canvas.save()
    return content.getvalue()


class _Canvas(FinishedCanvas):
    """A canvas that adds the feet when the number of pages is known."""

    document: Frame
    tags: Tags
    sheet: Sheet
    title: str

    def finish_page(self, number: int, total: int) -> None:
        self.tags.total = total
        frame, sheet = self.document, self.sheet
        foot = " · ".join(filter(None, (frame.foot, frame.brand.contact)))
        placed = []
        most = sheet.width * 0.8
        for row, each in enumerate(typesetting.lines(foot, _RUNNING, most)[:2] if foot else ()):
            placed.append((sheet.left, MARGIN + _RUNNING.leading * (1 - row) - 4, each))
        if total > 1:
            count = typesetting.line(tr("Page {number} of {total}", number=number, total=total), _RUNNING)
            placed.append((sheet.left + sheet.width - count.width, MARGIN + _RUNNING.leading - 4, count))
        # The page is still scaled as its content was.
        with tagging.artifact(self):
            typesetting.draw(self, placed, _RUNNING)

    def finish(self, document: Any) -> None:
        self.tags.write(document)
        author = " ".join(readable(self.document.author).split())
        add_metadata(document, tagging.metadata(self.title, author, self.document.language))


Draw = Callable[[Sheet], None]
"""What a `Poster.draw` is."""
