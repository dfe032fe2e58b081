"""The steps of a workshop and which of them is being run."""

import pytest

from facilitator.errors import Invalid, NotFound
from facilitator.storage.library import Library
from facilitator.workshop.agenda import (
    add_step,
    current_step,
    describe_step,
    get_step,
    order_steps,
    remove_step,
    run_step,
    steps_of,
)
from facilitator.workshop.tables import StepKind
from facilitator.workshop.workshops import new_workshop


@pytest.fixture
def steps(library: Library) -> list[int]:
    """Four steps, A to D, of workshop 1."""
    workshop = new_workshop(library, "W").value
    return [add_step(library, workshop, title).value for title in "ABCD"]


def titles(library: Library) -> str:
    return "".join(step.title for step in steps_of(library, 1))


def test_a_new_step_comes_last_whatever_was_removed(library: Library, steps: list[int]) -> None:
    remove_step(library, steps[0])
    remove_step(library, steps[1])
    add_step(library, 1, "E", kind=StepKind.BREAK, minutes=15, notes=" Coffee\nand tea ")
    assert titles(library) == "CDE"
    last = steps_of(library, 1)[-1]
    assert (last.kind, last.minutes, last.notes) == ("break", 15, "Coffee\nand tea")


def test_a_removed_step_comes_back_in_its_place(library: Library, steps: list[int]) -> None:
    done = remove_step(library, steps[1])
    assert titles(library) == "ACD"
    done.undo()
    assert titles(library) == "ABCD"


def test_order(library: Library, steps: list[int]) -> None:
    done = order_steps(library, 1, list(reversed(steps)))
    assert titles(library) == "DCBA"
    done.undo()
    assert titles(library) == "ABCD"
    for wrong in (steps[:-1], [*steps, steps[0]], [*steps, 99], []):
        with pytest.raises(Invalid, match="changed meanwhile"):
            order_steps(library, 1, wrong)


def test_running_one_leaves_the_other(library: Library, steps: list[int]) -> None:
    assert current_step(steps_of(library, 1)) is None
    for step in (steps[0], steps[2]):
        run_step(library, step)
        running = current_step(steps_of(library, 1))
        assert running is not None and running.id == step
    first, second, third, _ = steps_of(library, 1)
    assert first.started_at and first.ended_at and first.started_at <= first.ended_at
    assert (second.started_at, third.ended_at) == (None, None)
    done = run_step(library, steps[0])
    again = get_step(library, steps[0])
    assert (again.started_at, again.ended_at) == (first.started_at, None)
    done.undo()
    assert get_step(library, steps[0]).ended_at == first.ended_at


def test_describe(library: Library, steps: list[int]) -> None:
    describe_step(library, steps[0], title=" New\nname ", minutes=0)
    describe_step(library, steps[0], notes="Two\nlines ")
    found = get_step(library, steps[0])
    assert (found.title, found.minutes, found.notes) == ("New name", 0, "Two\nlines")


@pytest.mark.parametrize("wrong", [{"title": " "}, {"minutes": -1}, {"minutes": 1441}])
def test_what_a_step_can_not_be(library: Library, steps: list[int], wrong: dict[str, object]) -> None:
    with pytest.raises(Invalid):
        describe_step(library, steps[0], **wrong)
    with pytest.raises(Invalid):
        add_step(library, 1, **{"title": "T", **wrong})
    assert titles(library) == "ABCD"


def test_what_is_not_there(library: Library, steps: list[int]) -> None:
    for act in (
        lambda: get_step(library, 99),
        lambda: describe_step(library, 99, title="X"),
        lambda: remove_step(library, 99),
        lambda: run_step(library, 99),
    ):
        with pytest.raises(NotFound, match="no longer on the agenda"):
            act()
    with pytest.raises(NotFound, match="no workshop 99"):
        steps_of(library, 99)
