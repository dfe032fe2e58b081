"""A step of the card in a workshop of six."""

import pytest

from facilitator.exercises.steps import add_exercise
from facilitator.storage.library import Library


@pytest.fixture
def card_step(library: Library, workshop: int) -> int:
    """The id of a step with signed cards."""
    return add_exercise(library, workshop, "three_questions").value


@pytest.fixture
def anonymous_step(library: Library, workshop: int) -> int:
    """The id of a step with anonymous cards."""
    return add_exercise(library, workshop, "three_questions", options={"names": "anonymous"}).value
