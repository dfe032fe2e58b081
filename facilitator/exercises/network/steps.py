"""What can be done about what stands out: for each finding a step for people, for a meeting and for structure.

They come with the program; a facilitator words them anew for all workshops of a library.
"""

from collections.abc import Mapping, Sequence
from functools import cache

from facilitator.errors import Invalid, NotFound
from facilitator.exercises.content_file import ExerciseContent, read_content
from facilitator.exercises.network.insight_rules import load_rules
from facilitator.exercises.network.roles.found import Role
from facilitator.exercises.network.wording import USUAL_WORDS, Words
from facilitator.i18n import tr
from facilitator.resources import resource
from facilitator.storage.library import Library
from facilitator.workshop.find import one_line
from facilitator.workshop.preferences import Preference

LONGEST = 200
_WAYS = 3
_OWN: Preference[Mapping[str, Sequence[str]]] = Preference("own_steps", dict[str, list[str]], {})


class Steps(ExerciseContent):
    """Three ways to go about one finding: somebody does something, a meeting changes, or how work is set up does."""

    people: str
    meeting: str
    structure: str


class StepsFile(ExerciseContent):
    """A file of steps by the key of the rule that found something; `source` says where they come from.

    Without its source, licence and credit no file is taken.
    """

    title: str
    source: str
    licence: str
    credit: str
    steps: Mapping[str, Steps]


def steps_for(key: str, words: Words = USUAL_WORDS, library: Library | None = None) -> list[str]:
    """The steps for a finding, in the language that is spoken; none for one that has none. Raises BadFile.

    Those that were worded anew in the library go first, as they were typed; of one that was emptied there is nothing.
    `words` are what a team and a department are called.
    """
    found, units = _standard().steps.get(key), words.units()
    own = _OWN.get(library).get(key) if library is not None else None
    if own is not None:
        return [text for text in own if text]
    return [] if found is None else [tr(text, **units) for text in (found.people, found.meeting, found.structure)]


def own_steps(library: Library, key: str, words: Words) -> tuple[str, str, str]:
    """The three steps for a finding as they stand in this library: for people, a meeting, structure."""
    own = _OWN.get(library).get(key)
    people, meeting, structure = own if own is not None and len(own) == _WAYS else steps_for(key, words)
    return people, meeting, structure


def word_anew(library: Library, key: str, steps: Sequence[str], words: Words) -> None:
    """Word the steps for a finding anew for all workshops of the library; as they came with the program they are its.

    Raises NotFound for what has no steps, Invalid for one that is too long.
    """
    if key not in _standard().steps:
        raise NotFound(tr("There are no steps for this."))
    lines = [one_line(text) for text in steps]
    if any(len(line) > LONGEST for line in lines):
        raise Invalid(tr("A step takes {most} letters.", most=LONGEST))
    others = {each: [*own] for each, own in _OWN.get(library).items() if each != key}
    _OWN.set(library, others if lines == steps_for(key, words) else {**others, key: lines})


def findings_with_steps(words: Words) -> dict[str, str]:
    """What has steps, by its key: a sentence that says what it is, without its numbers."""
    units, rules = words.units(), {rule.key: rule for rule in load_rules().rules}
    found = {}
    for key in _standard().steps:
        room = rules[key].room if key in rules else None
        found[key] = tr(str(room), count="…", of="…", percent="…", **units) if room else _of_part(key)
    return found


def _of_part(key: str) -> str:
    return {
        Role.CONNECTS.value: tr("Somebody connects many others."),
        Role.BRIDGES.value: tr("Somebody bridges two teams."),
        Role.EDGE.value: tr("Somebody stands at the edge."),
    }.get(key, tr("Asked for more than one can give"))


@cache
def _standard() -> StepsFile:
    return read_content(resource("insights", "steps", "standard.json"), StepsFile)
