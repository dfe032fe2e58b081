"""The reflections of a team in a row: how many cards, which themes come again, and what became of the actions."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from rapidfuzz import fuzz, utils

from facilitator.actions.actions import STATUSES, Status, actions_of
from facilitator.exercises.three_questions.earlier import earlier_reflection
from facilitator.exercises.three_questions.wall import Wall, read_wall
from facilitator.storage.library import Library
from facilitator.workshop.agenda import get_step
from facilitator.workshop.clients import other_client
from facilitator.workshop.workshops import get_workshop

_ALIKE = 80.0
"""Of 100: names of themes that are this alike, whatever the order of their words, are one theme that came again."""


@dataclass(frozen=True, slots=True)
class Sitting:
    """One reflection. `actions` counts those of its workshop by what became of them by now."""

    step_id: int
    title: str
    held_on: date | None
    cards: int
    people: int
    themes: tuple[tuple[str, int], ...]
    actions: dict[Status, int]

    @property
    def promised(self) -> int:
        """How many actions were agreed."""
        return sum(self.actions.values())


@dataclass(frozen=True, slots=True)
class Recurring:
    """A theme that came up in several reflections; `places` are their places in the row, from 0."""

    name: str
    places: tuple[int, ...]
    dots: int


def sittings(library: Library, step_id: int) -> list[Sitting]:
    """This reflection and those it looks back at, the first one first.

    Looking back from one to the next must not lead to another client by way of a workshop that names none.
    """
    row: list[Sitting] = []
    at: int | None = step_id
    own = get_workshop(library, get_step(library, step_id).workshop_id)
    while at is not None and at not in {each.step_id for each in row}:
        row.append(_sitting(library, read_wall(library, at)))
        before = earlier_reflection(library, at)
        strange = before is not None and other_client(get_workshop(library, before.workshop_id), own)
        at = before.step_id if before and not strange else None
    return row[::-1]


def recurring(row: Sequence[Sitting]) -> list[Recurring]:
    """Themes of more than one of these reflections, those that came most often first, then by their dots.

    A theme goes by the name that it had last.
    """
    found: list[tuple[str, set[int], int]] = []
    for place, sitting in enumerate(row):
        for name, dots in sitting.themes:
            for number, (known, places, all_dots) in enumerate(found):
                if place not in places and _alike(name, known):
                    found[number] = (name, places | {place}, all_dots + dots)
                    break
            else:
                found.append((name, {place}, dots))
    again = [Recurring(name, tuple(sorted(places)), dots) for name, places, dots in found if len(places) > 1]
    return sorted(again, key=lambda each: (-len(each.places), -each.dots, each.name))


def _sitting(library: Library, wall: Wall) -> Sitting:
    step, workshop = get_step(library, wall.setup.step_id), get_workshop(library, wall.setup.workshop_id)
    became = [action.wording.status for action in actions_of(library, workshop.id)]
    return Sitting(
        step_id=step.id,
        title=workshop.title,
        held_on=workshop.held_on,
        cards=len(wall.shown),
        people=wall.sent,
        themes=tuple((theme.name, theme.dots) for theme in wall.themes if theme.shown),
        actions={status: became.count(status) for status in STATUSES},
    )


def _alike(one: str, other: str) -> bool:
    return fuzz.token_sort_ratio(one, other, processor=utils.default_process) >= _ALIKE
