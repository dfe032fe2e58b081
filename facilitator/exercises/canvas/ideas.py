"""The ideas of all teams, field by field."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from facilitator.i18n import tr
from facilitator.questionnaires.answer_rows import Given
from facilitator.questionnaires.reading import Response, responses
from facilitator.questionnaires.setup import get_setup
from facilitator.questionnaires.translated import translated
from facilitator.storage.library import Library

FIELDS = ("add", "embed", "extract", "share")
"""The questions that ask for ideas; those about an idea have keys that begin with them."""
WORK = "work"
_EFFORT, _BENEFIT, _CHOSEN, _OWNER, _DUE = "_effort", "_benefit", "_chosen", "_owner", "_due"
_YES = "yes"


@dataclass(frozen=True, slots=True)
class Idea:
    """One idea. `id` is that of its answer; effort and benefit go from 1 to 3, None where nothing was said.

    `owner_id` is the participant who does it, and `due` the day until when, where it was chosen and they were named.
    """

    id: int
    field: str
    text: str
    effort: int | None
    benefit: int | None
    chosen: bool
    owner_id: int | None
    due: date | None = None


@dataclass(frozen=True, slots=True)
class Canvas:
    """What a team, or whoever answers alone, says of one piece of work; `people` are the participants' ids."""

    people: tuple[int, ...]
    work: str
    ideas: tuple[Idea, ...]

    def of(self, field: str) -> list[Idea]:
        """The ideas in a field."""
        return [idea for idea in self.ideas if idea.field == field]

    @property
    def empty(self) -> list[str]:
        """The fields without an idea."""
        return [field for field in FIELDS if not self.of(field)]


def field_names(library: Library, step_id: int) -> dict[str, str]:
    """What the fields are called in a step, in the language that is spoken."""
    setup = get_setup(library, step_id)
    asked = translated(setup.questionnaire, setup.source)
    return {field: asked.by_key[field].head for field in FIELDS}


def read_canvases(library: Library, step_id: int, round_: int | None = None) -> list[Canvas]:
    """What was sent in a round, the present one unless another is wanted, in the order in which it was begun."""
    return [_canvas(each) for each in responses(library, step_id, round_) if each.sent]


def ideas_of(given: Given) -> list[Idea]:
    """The ideas among somebody's answers."""
    return [
        Idea(
            answer.id,
            field,
            answer.value.word,
            _point(given, field + _EFFORT, answer.id),
            _point(given, field + _BENEFIT, answer.id),
            given.options(field + _CHOSEN, answer.id) == (_YES,),
            next((value.person for value in given.values(field + _OWNER, answer.id)), None),
            next((value.day for value in given.values(field + _DUE, answer.id)), None),
        )
        for field in FIELDS
        for answer in given.of(field)
        if answer.value.word
    ]


def _canvas(response: Response) -> Canvas:
    work = response.given.words(WORK)
    return Canvas(response.members, work, tuple(ideas_of(response.given)))


def _point(given: Given, question: str, about: int) -> int | None:
    numbers: Sequence[float] = [v.number for v in given.values(question, about) if v.number is not None]
    return int(numbers[0]) if numbers else None


def empty_in_words(empty: Sequence[str], names: Mapping[str, str]) -> str:
    """Which fields are empty, in a sentence; "" where none is."""
    return tr("Empty: {fields}.", fields=", ".join(names[field] for field in empty)) if empty else ""
