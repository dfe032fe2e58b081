"""A designed document: first-page head with title and facts, running head and foot, bookmarks, a safe way to disk.

The pages are set once. Their heads and feet are added when the number of pages is known, to content that is still
in memory, so "Page x of y" costs no second pass.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from typing import Any

from reportlab.platypus import BaseDocTemplate, Frame, PageBreak, PageTemplate
from reportlab.platypus.flowables import Flowable, KeepTogether

from facilitator.documents import form_fields, style, tagging, typesetting
from facilitator.documents.blocks import Facts
from facilitator.documents.brand import HOUSE, Brand, draw_logo
from facilitator.documents.characters import readable
from facilitator.documents.cover import ContentsLine, draw_contents, draw_cover
from facilitator.documents.flowables import Text, draw_stack, stack_height
from facilitator.documents.fonts import Face
from facilitator.documents.reportlab_internals import FinishedCanvas, add_metadata, pages, together
from facilitator.documents.style import Paper, TextStyle
from facilitator.documents.tagging import Element, Tags
from facilitator.errors import Cancelled, NotSaved
from facilitator.files import written_beside
from facilitator.i18n import tr

_KICKER = TextStyle(size=8.5, leading=12, face=Face.MEDIUM, color=style.ON_ACCENT_MUTED, after=5)
_TITLE = TextStyle(size=24, leading=30, face=Face.SEMIBOLD, color=style.WHITE, after=2)
_LONG_TITLE = _TITLE.with_(size=17, leading=22)
_SUBTITLE = TextStyle(size=12, leading=17, color=style.ON_ACCENT_MUTED, after=0)
_RUNNING = TextStyle(size=7.5, leading=10, color=style.MUTED)
_PADDING = 30.0
_LOGO = (120.0, 52.0)
"""The room a logo has beside the title."""
_MOST_FACTS = 12
_FOOT_SHARE = 0.78
"""How much of the foot the privacy line may take before it wraps."""


@dataclass(frozen=True)
class Document:
    """What a document says about itself. All but the title may be empty.

    `kicker` is the small line above the title, `facts` up to twelve labels and values under it, `privacy` the line at
    the foot of every page. `language` is a BCP 47 tag. A `plain` document has no ground of colour behind its title: it
    is to be written on. A `form` holds fields. With a `cover`, title, facts and contents have a
    page of their own. `brand` is whose look it has.
    """

    title: str
    subtitle: str = ""
    kicker: str = ""
    author: str = ""
    subject: str = ""
    language: str = "en"
    paper: Paper = Paper.A4
    facts: Sequence[tuple[str, str]] = field(default=())
    privacy: str = ""
    plain: bool = False
    form: bool = False
    cover: bool = False
    brand: Brand = HOUSE

    @property
    def column(self) -> float:
        """The width of the text column in points."""
        return self.paper.size[0] - 2 * style.MARGIN

    def build(
        self,
        path: Path,
        flowables: Sequence[Flowable],
        progress: Callable[[int, int], None] | None = None,
        cancelled: Callable[[], bool] | None = None,
    ) -> int:
        """Write the document to `path` and return its number of pages.

        `progress` hears about how many of how many flowables are set. The file is written beside `path` and then
        takes its name, so that whatever goes wrong leaves what was there before, and nothing half-made.

        Raises Cancelled when `cancelled` says so, NotSaved when the file can't be written.
        """
        content, pages = self.render(flowables, progress, cancelled)
        try:
            with written_beside(path) as beside:
                beside.write_bytes(content)
        except OSError as error:
            raise NotSaved(
                tr(
                    "“{name}” could not be written ({reason}). Close it in other programs and check that the folder "
                    "exists and has room.",
                    name=path.name,
                    reason=error.strerror or type(error).__name__,
                )
            ) from error
        return pages

    def render(
        self,
        flowables: Sequence[Flowable],
        progress: Callable[[int, int], None] | None = None,
        cancelled: Callable[[], bool] | None = None,
    ) -> tuple[bytes, int]:
        """The bytes of the document and its number of pages, as `build` writes them."""
        content = BytesIO()
        setting = _Pages(self, content, progress, cancelled)
        count = setting.set(list(flowables))
        return content.getvalue(), count


class _Pages(BaseDocTemplate):
    """Sets flowables on the pages of one document."""

    def __init__(
        self,
        document: Document,
        target: BytesIO,
        progress: Callable[[int, int], None] | None,
        cancelled: Callable[[], bool] | None,
    ) -> None:
        self._document = document
        self._progress = progress
        self._cancelled = cancelled
        self._done = self._total = 0
        self._head = _Head(document)
        width, height = document.paper.size
        super().__init__(
            target,
            pagesize=document.paper.size,
            lang=document.language,
            title=_one_line(document.title),
            author=_one_line(document.author),
            subject=_one_line(document.subject or document.subtitle),
            creator="Facilitator",
            displayDocTitle=True,
            keepTogetherClass=_KeptWithNext,
        )
        self.addPageTemplates(
            [
                self._first_page(width, height),
                PageTemplate("later", [_frame(width, height - style.TOP)]),
            ]
        )

    def set(self, flowables: list[Flowable]) -> int:
        self._total = len(flowables)
        # An empty document is a page with its head.
        first = [PageBreak()] if self._document.cover else []
        self.build([*first, *(flowables or [Text("")])], canvasmaker=self._canvas)
        return int(self.page)

    def _first_page(self, width: float, height: float) -> PageTemplate:
        """The cover, or a page that begins with the head."""
        if self._document.cover:
            return PageTemplate(
                "first", [_frame(width, height - style.TOP)], self._draw_cover, autoNextPageTemplate="later"
            )
        frame = _frame(width, height - self._head.height - 20)
        return PageTemplate("first", [frame], self._head.draw, autoNextPageTemplate="later")

    def _draw_cover(self, canvas: Any, _template: Any) -> None:
        draw_cover(canvas, self._document)
        if canvas.tags is not None:
            canvas.toc = canvas.tags.begin("TOC")
            canvas.tags.end()

    def afterFlowable(self, flowable: Flowable) -> None:  # noqa: N802  # ReportLab's name
        self._done += 1
        if self._cancelled is not None and self._cancelled():
            raise Cancelled(tr("Stopped. Nothing was written."))
        if self._progress is not None:
            self._progress(min(self._done, self._total), self._total)

    def _canvas(self, *arguments: Any, **options: Any) -> "_Canvas":
        canvas = _Canvas(*arguments, **options)
        canvas.document = self._document
        canvas.contents = []
        # Forms are not: their fields would have to be part of the structure.
        canvas.tags = None if self._document.plain else Tags()
        return canvas


def _frame(width: float, top: float) -> Frame:
    return Frame(
        style.MARGIN,
        style.BOTTOM,
        width - 2 * style.MARGIN,
        top - style.BOTTOM,
        leftPadding=0,
        rightPadding=0,
        topPadding=0,
        bottomPadding=0,
    )


class _KeptWithNext(KeepTogether):
    """A heading and what follows it, of which the first part that can stand alone is enough."""

    def split(self, available_width: float, available_height: float) -> list[Flowable]:
        *heads, following = together(self)
        if heads:
            free = available_height
            after = 0.0
            for head in heads:
                free -= max(after, head.getSpaceBefore()) + head.wrap(available_width, available_height)[1]
                after = head.getSpaceAfter()
            free -= max(after, following.getSpaceBefore())
            if following.wrap(available_width, free)[1] > free > 0:
                pieces = following.split(available_width, free)
                if pieces:
                    return [*heads, *pieces]
        whole: list[Flowable] = super().split(available_width, available_height)
        return whole


class _Canvas(FinishedCanvas):
    """A canvas that adds heads and feet when the number of pages is known."""

    document: Document
    tags: Tags | None
    toc: Element
    contents: list[tuple[str, int, str]]

    def finish_page(self, number: int, total: int) -> None:
        if self.tags is not None:
            self.tags.total = total
        if self.document.cover and number == 1:
            self._add_contents()
        with tagging.artifact(self):
            _draw_running(self, self.document, number, total)

    def finish(self, document: Any) -> None:
        if self.document.form:
            for page in pages(document):
                form_fields.tab_by_rows(page)
        if self.tags is not None:
            self.tags.write(document)
            title, author = _one_line(self.document.title), _one_line(self.document.author)
            add_metadata(document, tagging.metadata(title, author, self.document.language))

    def _add_contents(self) -> None:
        """Draw the contents on the cover, which comes first however late they are known."""
        if self.tags is not None:
            self.tags.enter(self.toc)
        draw_contents(self, self.document, [ContentsLine(*each) for each in self.contents])
        if self.tags is not None:
            self.tags.end()


class _Head:
    """The upper part of the first page: a band of colour with the title, under it the facts."""

    def __init__(self, document: Document) -> None:
        self._width = width = document.column
        beside = width - (_LOGO[0] + 16 if document.brand.logo else 0)
        title = _TITLE if len(typesetting.lines(document.title, _TITLE, beside)) <= 2 else _LONG_TITLE
        texts = ((document.kicker, _KICKER, 1), (document.title, title, 5), (document.subtitle, _SUBTITLE, 3))
        self._plain = document.plain
        self._brand = brand = document.brand
        # The logo stands beside the words.
        looks = ((text, self._inked(text_style), most) for text, text_style, most in texts)
        self._words = [
            Text(_at_most(text, text_style, beside, lines), text_style) for text, text_style, lines in looks if text
        ]
        self._beside = beside
        facts = [(label, _at_most(value, style.BODY, width / 4, 5)) for label, value in document.facts[:_MOST_FACTS]]
        self._facts = Facts(facts) if facts else None
        self._padding = _PADDING * (0.8 if self._plain else 1.0)
        words = stack_height(self._words, beside)
        self._band = max(words, _LOGO[1] if brand.logo else 0.0) + 2 * self._padding
        self.height = self._band + (self._facts.wrap(width, 1e6)[1] + 20 if self._facts else 0.0)

    def draw(self, canvas: Any, template: Any) -> None:
        width, height = template.pagesize
        canvas.saveState()
        right, top = width - style.MARGIN, height - self._padding
        with tagging.artifact(canvas):
            if self._plain:
                canvas.setStrokeColor(style.INK)
                canvas.setLineWidth(1)
                canvas.line(style.MARGIN, height - self._band + 10, right, height - self._band + 10)
            else:
                canvas.setFillColor(self._brand.color)
                canvas.rect(0, height - self._band, width, self._band, stroke=0, fill=1)
            draw_logo(canvas, self._brand, right, top, _LOGO, plate=not self._plain)
        draw_stack(canvas, self._words, style.MARGIN, height - self._padding, self._beside)
        if self._facts:
            draw_stack(canvas, [self._facts], style.MARGIN, height - self._band - 20, self._width)
        canvas.restoreState()

    def _inked(self, text_style: TextStyle) -> TextStyle:
        """The colour of words on the ground there is."""
        if self._plain:
            return text_style.with_(color=style.INK)
        return text_style.with_(color=self._brand.on_color) if text_style.color is style.ON_ACCENT_MUTED else text_style


def _draw_running(canvas: Any, document: Document, number: int, total: int) -> None:
    width, height = document.paper.size
    left, right = style.MARGIN, width - style.MARGIN
    canvas.setLineWidth(0.5)
    canvas.setStrokeColor(style.HAIRLINE)
    canvas.line(left, style.BOTTOM - 16, right, style.BOTTOM - 16)
    foot = style.BOTTOM - 28
    privacy = typesetting.lines(document.privacy, _RUNNING, document.column * _FOOT_SHARE)[:2]
    placed = [(left, foot - row * _RUNNING.leading, each) for row, each in enumerate(privacy)]
    count = typesetting.line(tr("Page {number} of {total}", number=number, total=total), _RUNNING)
    placed.append((right - count.width, foot, count))
    if document.brand.contact:
        words = _at_most(document.brand.contact, _RUNNING, document.column * _FOOT_SHARE, 1)
        below = foot - len(privacy) * _RUNNING.leading if privacy else foot
        placed.append((left, below, typesetting.line(words, _RUNNING)))
    if number > 1:
        canvas.line(left, height - style.TOP + 18, right, height - style.TOP + 18)
        title = " · ".join(_one_line(part) for part in (document.title, document.subtitle) if part)
        line = typesetting.line(_at_most(title, _RUNNING, document.column, 1), _RUNNING)
        placed.append((left, height - style.TOP + 25, line))
    typesetting.draw(canvas, placed, _RUNNING)


def _at_most(text: str, text_style: TextStyle, width: float, most: int) -> str:
    """As much of a text as fits on `most` lines."""
    text = readable(text)
    while (lines := len(typesetting.lines(text, text_style, width))) > most:
        text = text[: min(len(text) - 2, len(text) * most // lines)].rstrip(" \n…") + "…"
    return text


def _one_line(text: str) -> str:
    return " ".join(readable(text).split())
