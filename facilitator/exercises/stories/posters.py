"""Stories to hang up, one a page, and booklets of all that may be told there."""

from collections.abc import Sequence
from functools import partial

from facilitator.documents import style
from facilitator.documents.flowables import Text, stack_height
from facilitator.documents.fonts import Face
from facilitator.documents.posters import Sheet
from facilitator.documents.section import Booklet, Leaf, Poster
from facilitator.documents.style import TextStyle
from facilitator.exercises.folder import implements
from facilitator.exercises.hooks import Exercise
from facilitator.exercises.stories.pages import booklet
from facilitator.exercises.stories.sections import texts_of
from facilitator.exercises.stories.told import CIRCLES, Story, read_stories, told
from facilitator.i18n import tr
from facilitator.storage.library import Library

_SIZES = (Leaf.A4, Leaf.A3)
_LARGEST, _SMALLEST = 19.0, 7.0
_LABEL = TextStyle(size=10, leading=14, face=Face.MEDIUM, color=style.ACCENT, before=12, after=2)
_WORDS = TextStyle(size=_LARGEST, leading=_LARGEST * 1.45, after=0)


@implements(Exercise.posters)
def posters(library: Library, step_id: int) -> Sequence[Poster | Booklet]:
    """A page for each story that may be told in the house, and a booklet for each circle that has stories."""
    stories = told(read_stories(library, step_id))
    if not stories:
        return []
    found: list[Poster | Booklet] = [
        Poster("stories", tr("Stories to hang up"), _SIZES, partial(_draw, stories), tuple(texts_of(stories)))
    ]
    titles = {
        "house": tr("Booklet of stories, for the house"),
        "client": tr("Booklet of stories, for the client"),
        "outside": tr("Booklet of stories, for outside"),
    }
    for circle in CIRCLES:
        those = told(stories, circle)
        if those:
            build = partial(booklet, those, circle)
            found.append(Booklet(f"booklet-{circle}", titles[circle], build, tuple(texts_of(those))))
    return found


def _draw(stories: Sequence[Story], sheet: Sheet) -> None:
    for number, story in enumerate(stories):
        if number:
            sheet.next_page()
        sheet.head(story.title, " · ".join(filter(None, (story.teller, story.value))))
        room = sheet.top - sheet.bottom
        size = _LARGEST
        while size > _SMALLEST and stack_height(_parts(story, size), sheet.width) > room:
            size -= 0.5
        sheet.stack(_parts(story, size), sheet.left, sheet.top, sheet.width)


def _parts(story: Story, size: float) -> list[Text]:
    words = _WORDS.with_(size=size, leading=size * 1.45)
    return [part for _, head, said in story.parts for part in (Text(head, _LABEL), Text(said, words))]
