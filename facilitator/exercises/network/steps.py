"""What can be done about what stands out: for each finding a step for people, for a meeting and for structure."""

from collections.abc import Mapping
from functools import cache

from facilitator.exercises.content_file import Form, read_content
from facilitator.exercises.network.wording import USUAL_WORDS, Words
from facilitator.i18n import tr
from facilitator.resources import resource


class Steps(Form):
    """Three ways to go about one finding: somebody does something, a meeting changes, or how work is set up does."""

    people: str
    meeting: str
    structure: str


class StepsFile(Form):
    """A file of steps by the key of the rule that found something; `source` says where they come from."""

    title: str
    source: str
    steps: Mapping[str, Steps]


def steps_for(key: str, words: Words = USUAL_WORDS) -> list[str]:
    """The steps for a finding, in the language that is spoken; none for one that has none. Raises BadFile.

    `words` are what a team and a department are called.
    """
    found, units = _standard().steps.get(key), words.units()
    return [] if found is None else [tr(text, **units) for text in (found.people, found.meeting, found.structure)]


@cache
def _standard() -> StepsFile:
    return read_content(resource("insights", "steps", "standard.json"), StepsFile)
