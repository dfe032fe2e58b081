"""What helps people to make their list: the question before it, the five prompts, and what is asked at its end.

They are spoken, about a minute each; names stay on paper. The question of the goal is answered on paper alone: nothing
types it in or keeps it.
"""

from dataclasses import dataclass
from functools import cache

from pydantic import Field

from facilitator.exercises.content_file import ExerciseContent, read_content
from facilitator.exercises.network.setup import Setup
from facilitator.i18n import tr_content
from facilitator.resources import resource

_CONTEXT = "prompts"


@dataclass(frozen=True, slots=True)
class Listing:
    """The texts in the language spoken, with the client's word for a team."""

    goal: str
    lead: str
    short: str
    prompts: tuple[str, ...]
    initials: str
    again: str
    many: str

    @property
    def end(self) -> str:
        """What is asked when the list is written."""
        return f"{self.again} {self.many}"


def listing(setup: Setup) -> Listing:
    """How people of this step are helped to make their list. Raises BadFile, which says where, for a broken file."""
    content = _content()
    return Listing(
        goal=tr_content(_CONTEXT, content.goal),
        lead=tr_content(_CONTEXT, content.lead),
        short=tr_content(_CONTEXT, content.short),
        prompts=tuple(
            setup.words.fill(_CONTEXT, each.worded)
            if each.worded and setup.words.team
            else tr_content(_CONTEXT, each.text)
            for each in content.prompts
        ),
        initials=tr_content(_CONTEXT, content.initials),
        again=tr_content(_CONTEXT, content.again),
        many=tr_content(_CONTEXT, content.many, most=setup.most),
    )


class _Prompt(ExerciseContent):
    """One prompt, and how it is said with a client's words."""

    text: str
    worded: str | None = None


class _Listing(ExerciseContent):
    """The file in `resources/prompts`."""

    title: str
    language: str
    source: str
    licence: str
    credit: str
    goal: str
    lead: str
    short: str
    prompts: tuple[_Prompt, ...] = Field(min_length=1)
    initials: str
    again: str
    many: str


@cache
def _content() -> _Listing:
    return read_content(resource("prompts", "network.json"), _Listing)
