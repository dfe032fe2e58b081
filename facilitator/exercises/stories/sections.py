"""Stories on the papers of the workshop: for the client those that may go there, for a person what concerns them."""

from collections.abc import Callable, Sequence
from typing import Any

from facilitator.documents import blocks
from facilitator.documents.section import Section
from facilitator.exercises.folder import implements
from facilitator.exercises.hooks import Exercise
from facilitator.exercises.stories.figures import figures
from facilitator.exercises.stories.pages import to_be_agreed, words_of
from facilitator.exercises.stories.told import Said, Story, read_stories, told
from facilitator.i18n import tr, trn
from facilitator.nameless import in_no_order
from facilitator.questionnaires.counted import read_room
from facilitator.questionnaires.papers import own_answers, room_section
from facilitator.storage.library import Library


@implements(Exercise.summary_sections)
def summary_sections(library: Library, step_id: int, *, names: bool = False) -> list[Section]:
    """The stories that may go to the client, then the values that they show.

    Without `names` only those in which nobody but the teller is, and not whose they are.
    """
    agreed = told(read_stories(library, step_id), "client")
    # In the programme's order, which is that in which they were told, it would be seen whose they are.
    listed = agreed if names else in_no_order(each for each in agreed if each.names_nobody)
    title = tr("Stories")

    def build(_width: float) -> list[Any]:
        flow: list[Any] = [blocks.heading(1, title)]
        if not agreed:
            return [*flow, blocks.empty_state(tr("No story may be told to the client."))]
        for story in listed:
            head, *rest = [blocks.heading(2, story.title), *words_of(story, with_teller=names)]
            flow += [*blocks.together([head, *rest[:2]]), *rest[2:]]
        if len(listed) < len(agreed):
            flow.append(blocks.note(_left_out(len(agreed) - len(listed))))
        return flow

    room = room_section(read_room(library, step_id), figures(library, step_id).values())
    return [Section(title, build, (title, *texts_of(listed)), "stories"), room]


@implements(Exercise.handout_sections)
def handout_sections(library: Library, step_id: int) -> Callable[[int], list[Section]]:
    """What a participant told, and the stories in which they are, to be read and agreed to."""
    stories = read_stories(library, step_id)
    own = own_answers(library, step_id)

    def sections(participant_id: int) -> list[Section]:
        concerned = [each for each in stories if waits_for(each, participant_id)]
        return [*own(participant_id), *([_concerned(concerned)] if concerned else [])]

    return sections


def concerns(story: Story, participant_id: int) -> bool:
    """Whether somebody is to read a story of another: named by its teller or by their whole name.

    A part of a name may be somebody else's: then the facilitator looks first.
    """
    return story.is_open and any(
        each.participant_id == participant_id
        and (each.by_teller or each.in_text is True)
        and each.said is not Said.SOMEBODY_ELSE
        for each in story.named
    )


def waits_for(story: Story, participant_id: int) -> bool:
    """Whether somebody whom a story concerns has not said anything to its text yet."""
    said = next((each.said for each in story.named if each.participant_id == participant_id), None)
    return concerns(story, participant_id) and said is None


def texts_of(stories: Sequence[Story]) -> list[str]:
    """Everything in them that somebody typed."""
    return [
        text
        for each in stories
        for text in (each.title, each.teller, each.value, *(part for _, *words in each.parts for part in words))
    ]


def _concerned(stories: Sequence[Story]) -> Section:
    title = tr("Stories in which you are")

    def build(_width: float) -> list[Any]:
        return [blocks.heading(1, title), *(block for story in stories for block in to_be_agreed(story))]

    return Section(title, build, (title, *texts_of(stories)), "stories")


def _left_out(count: int) -> str:
    return trn(
        "{count} more story names somebody. It stands only in a summary that may name people.",
        "{count} more stories name somebody. They stand only in a summary that may name people.",
        count,
    )
