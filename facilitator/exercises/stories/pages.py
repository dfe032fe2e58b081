"""A story on paper: its words, set for a booklet, for the summary, and to be read by those who are in it."""

from collections.abc import Iterator, Sequence
from typing import Any

from facilitator.documents import blocks
from facilitator.documents.style import HEADINGS, LEAD, MUTED, SMALL, TextStyle
from facilitator.documents.tables import PrintedColumn, PrintedTable
from facilitator.exercises.stories.told import Story, how_far
from facilitator.i18n import long_day, tr, trn

_ROWS = 26
"""Lines of contents on a page."""
_LETTERS = 66
"""Letters of a headline that stand on one line of the contents."""
_PART = TextStyle(size=8.5, leading=12, color=MUTED, before=8, after=1, keep=True)
_SIZES = ((600, 14.0), (1000, 13.0), (1400, 11.5), (2200, 10.5), (10**6, 9.0))
"""Up to so many letters a story is set in letters of this size, so that each stands on one page."""


class Headline(blocks.Heading):
    """The title of a story that has a page of its own: below the contents, and as large as a page can bear."""

    def __init__(self, text: str) -> None:
        super().__init__(2, text)
        self.style = HEADINGS[1].with_(size=20, leading=26, after=10)


def booklet(stories: Sequence[Story], circle: str, width: float) -> list[Any]:
    """All of them, each on a page of its own, behind contents that say on which; a cover comes before them.

    `circle` is for whom it is.
    """
    heading = blocks.heading(1, tr("The stories"))
    if not stories:
        return [heading, blocks.empty_state(tr("No story may be told yet."))]
    chunks = [stories[at : at + _ROWS] for at in range(0, len(stories), _ROWS)]
    # The cover is page 1.
    first = 2 + len(chunks)
    flow: list[Any] = [heading, blocks.lead(_lead(stories, circle))]
    for number, chunk in enumerate(chunks):
        if number:
            flow.append(blocks.new_page())
        rows = [
            (_short(each.title, _LETTERS), _short(each.teller, 36), str(first + number * _ROWS + at))
            for at, each in enumerate(chunk)
        ]
        columns = (
            PrintedColumn(tr("Story"), width=width * 0.54),
            PrintedColumn(tr("Told by"), width=width * 0.34),
            PrintedColumn(tr("Page"), align="right"),
        )
        flow.append(PrintedTable(columns, rows))
    for story in stories:
        flow += [blocks.new_page(), Headline(story.title), *words_of(story, with_teller=True, large=True)]
    return flow


def _lead(stories: Sequence[Story], circle: str) -> str:
    """How many there are, for whom, and until when they may all be told."""
    said = trn("{count} story", "{count} stories", len(stories))
    ends = min(each.until for each in stories if each.until is not None)
    only = {
        "house": tr("For this house alone."),
        "client": tr("For this house and the client alone."),
        "outside": tr("For everybody."),
    }[circle]
    return " ".join((f"{said}.", only, tr("All of them may be told until {day}: print it anew then.",
                                          day=long_day(ends))))  # fmt: skip


def words_of(story: Story, *, with_teller: bool, large: bool = False) -> Iterator[Any]:
    """The fields, each below its question, and whose story it is."""
    size = next(size for most, size in _SIZES if sum(len(words) for _, _, words in story.parts) <= most)
    look = LEAD.with_(size=size, leading=size * 1.45, after=2) if large else TextStyle(after=2)
    label = _PART.with_(size=10, leading=14, before=14) if large else _PART
    for _, head, words in story.parts:
        yield blocks.paragraph(head, label)
        yield blocks.paragraph(words, look)
    said = [story.teller if with_teller else "", story.value]
    if any(said):
        yield blocks.paragraph(" · ".join(filter(None, said)), SMALL.with_(size=9, leading=13, before=8, after=8))


def to_be_agreed(story: Story) -> list[Any]:
    """A story for somebody who is in it, with room to agree and to sign."""
    return [
        blocks.heading(2, story.title),
        *words_of(story, with_teller=True),
        blocks.note(
            tr(
                "You are named in this story, or could be recognised. It is told only if you agree: {how_far}, until "
                "{until}. A mail once sent can’t be called back. You owe nobody a reason.",
                how_far=how_far(story.circle),
                until=long_day(story.until) if story.until is not None else "–",
            )
        ),
        *blocks.writing_space(tr("I have read it and agree ☐   I do not agree ☐   Day and signature:"), 1),
    ]


def _short(text: str, most: int) -> str:
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}…"
