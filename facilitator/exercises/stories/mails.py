"""The stories as mails: one a week to each reader, from story 1 on."""

from collections.abc import Sequence
from functools import cache, partial
from typing import Annotated

from facilitator.content_files import content, fields
from facilitator.errors import Invalid
from facilitator.exercises.folder import implements
from facilitator.exercises.hooks import Exercise
from facilitator.exercises.stories.board import read_programme
from facilitator.exercises.stories.readers import WEEK, readers
from facilitator.exercises.stories.told import Story, how_far, mail_key, read_story
from facilitator.i18n import long_day, tr
from facilitator.records import Record
from facilitator.storage.library import Library
from facilitator.workshop.agenda import get_step
from facilitator.workshop.dated_mails import DatedMail, Written
from facilitator.workshop.workshops import get_workshop


@implements(Exercise.dated_mails)
def dated_mails(library: Library, step_id: int) -> Sequence[DatedMail]:
    """A mail for each planned story and each reader to whom it may go; none before the programme has a first day."""
    programme = read_programme(library, step_id)
    if programme.begins is None:
        return []
    planned = [
        (each, tr("Story {number}: {title}", number=each.week, title=each.title))
        for each in programme.by_week.values()
        if each.is_told
    ]
    return [
        DatedMail(
            key=mail_key(story.id),
            to=reader.to,
            due=reader.day_of(programme.begins, story.week or 1),
            order=story.week or 1,
            about=about,
            write=partial(write, library, step_id, story.id, reader.circle),
            apart=WEEK,
        )
        for reader in readers(library, step_id)
        if not reader.declined
        for story, about in planned
        if story.may_go(reader.circle)
    ]


def write(library: Library, step_id: int, story_id: int, circle: str) -> Written:
    """The words of a mail, of what the story is now. Raises Invalid for one that may not be told there any more."""
    story = read_story(library, step_id, story_id)
    if story.week is None or not story.may_go(circle):
        raise Invalid(tr("The story may no longer be told there."))
    workshop = get_workshop(library, get_step(library, step_id).workshop_id)
    text = _template()
    values = {
        "headline": story.title,
        "number": story.week,
        "teller": story.teller,
        "workshop": workshop.title,
        "facilitator": workshop.facilitator,
        "story": in_paragraphs(story),
        "value": tr("It shows: {value}.", value=story.value) if story.value else "",
        "until": long_day(story.until) if story.until is not None else "",
        "circle": how_far(story.circle),
    }
    body = tr(text.body, **values)
    while "\n\n\n" in body:
        body = body.replace("\n\n\n", "\n\n")
    return Written(tr(text.subject, **values), body)


def in_paragraphs(story: Story) -> str:
    """The story as plain text: each field below its question."""
    return "\n\n".join(f"{head}\n{words}" for _, head, words in story.parts)


_Text = Annotated[
    str,
    fields("headline", "number", "teller", "workshop", "facilitator", "story", "value", "until", "circle"),
]


class _Words(Record):
    subject: _Text
    body: _Text


@cache
def _template() -> _Words:
    return content(_Words, "mail", "story.json")
