"""What the room is shown of answers comes for as many people as the floor, whichever boxes they leave empty."""

from random import Random

import pytest

from facilitator.exercises.registry import exercise
from facilitator.exercises.steps import add_exercise
from facilitator.questionnaires.batches import ShownAnswers
from facilitator.storage.library import Library
from facilitator.workshop.roster import Person, add_people


@pytest.mark.parametrize("kind", ["recognition", "success_cases", "learning_mix", "leaders_minutes", "communities"])
def test_five_come_together_whatever_they_decline(library: Library, workshop: int, kind: str) -> None:
    step = add_exercise(library, workshop, kind).value
    ids = add_people(
        library, workshop, [Person(f"Name{place} Fam{place}", team=f"T{place % 2}") for place in range(11)]
    )
    shown = ShownAnswers(library, step)
    floor, seen = shown.seen.floor, []
    for place, person in enumerate(ids.value, start=1):
        exercise(kind).simulate(library, step, person, Random(place))
        seen.append((shown.seen.people, shown.waiting.people))
    assert seen == [
        *((place, 0) for place in range(1, floor + 1)),
        *((floor, more) for more in range(1, floor)),
        (2 * floor, 0),
        (2 * floor, 1),
    ]
