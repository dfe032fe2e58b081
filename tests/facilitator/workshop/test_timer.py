"""The timer lies in the library: what it says follows from moments, whichever program asks."""

from datetime import timedelta

import pytest
from examples import share_of
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlmodel import select

from facilitator.clock import now
from facilitator.storage.library import Library, open_library
from facilitator.workshop.agenda import add_step, current_step, describe_step, end_workshop, run_step, steps_of
from facilitator.workshop.pace import pace
from facilitator.workshop.runs import runs_of
from facilitator.workshop.tables import AgendaStep, StepRun, utc
from facilitator.workshop.timer import add_minutes, pause_timer, read_timer
from facilitator.workshop.workshops import new_workshop


@pytest.fixture
def steps(library: Library) -> list[int]:
    """Steps of 10, 20, 0 and 30 minutes of workshop 1."""
    workshop = new_workshop(library, "W").value
    return [add_step(library, workshop, f"{minutes}", minutes=minutes).value for minutes in (10, 20, 0, 30)]


def move_back(library: Library, **ago: float) -> None:
    """Let everything that was run have happened so much earlier."""
    with library.change("Wait", logged=False) as change:
        for run in change.session.exec(select(StepRun)).all():
            for name in ("started_at", "ended_at", "paused_at"):
                if getattr(run, name) is not None:
                    setattr(run, name, getattr(run, name) - timedelta(**ago))
            change.session.add(run)


def left(library: Library) -> float:
    timer = read_timer(library, 1)
    assert timer is not None
    return timer.left(now())


def test_it_counts_from_the_start_of_the_step_in_any_program(library: Library, steps: list[int]) -> None:
    assert read_timer(library, 1) is None
    run_step(library, steps[0])
    move_back(library, minutes=4)
    assert left(library) == pytest.approx(360, abs=20)
    again = open_library(library.path)
    assert left(again) == pytest.approx(360, abs=20)
    again.close()
    move_back(library, minutes=7)
    assert left(library) == pytest.approx(-60, abs=20)


def test_minutes_are_added_and_taken_but_not_below_one(library: Library, steps: list[int]) -> None:
    run_step(library, steps[0])
    add_minutes(library, 1, 3)
    assert left(library) == pytest.approx(780, abs=20)
    for _ in range(30):
        add_minutes(library, 1, -1)
    assert left(library) == pytest.approx(60, abs=20)
    assert steps_of(library, 1)[0].minutes == 10
    add_minutes(library, 1, 1)
    assert left(library) == pytest.approx(120, abs=20)


def test_a_pause_does_not_count(library: Library, steps: list[int]) -> None:
    run_step(library, steps[0])
    move_back(library, minutes=2)
    pause_timer(library, 1, True)
    pause_timer(library, 1, True)
    move_back(library, minutes=5)
    timer = read_timer(library, 1)
    assert timer is not None
    assert not timer.running
    assert left(library) == pytest.approx(480, abs=20)
    pause_timer(library, 1, False)
    move_back(library, minutes=1)
    assert left(library) == pytest.approx(420, abs=20)


def test_a_step_without_minutes_has_no_time(library: Library, steps: list[int]) -> None:
    run_step(library, steps[2])
    timer = read_timer(library, 1)
    assert timer is not None
    assert timer.planned == 0


def test_other_minutes_for_the_step_being_run_count_at_once(library: Library, steps: list[int]) -> None:
    run_step(library, steps[0])
    describe_step(library, steps[0], minutes=15)
    assert left(library) == pytest.approx(900, abs=20)


def test_going_back_begins_anew_and_an_undo_brings_the_old_time_back(library: Library, steps: list[int]) -> None:
    run_step(library, steps[0])
    move_back(library, minutes=6)
    done = run_step(library, steps[1])
    move_back(library, minutes=2)
    assert left(library) == pytest.approx(18 * 60, abs=20)
    done.undo()
    timer = read_timer(library, 1)
    assert timer is not None
    assert timer.step_id == steps[0]


def test_a_step_left_running_last_week_is_said_to_be_forgotten(library: Library, steps: list[int]) -> None:
    run_step(library, steps[0])
    move_back(library, days=7)
    timer = read_timer(library, 1)
    assert timer is not None
    assert timer.forgotten
    run_step(library, steps[0])
    timer = read_timer(library, 1)
    assert timer is not None
    assert not timer.forgotten


def test_ending_leaves_no_step_and_no_timer(library: Library, steps: list[int]) -> None:
    run_step(library, steps[0])
    end_workshop(library, 1).undo()
    assert current_step(steps_of(library, 1)) is not None
    end_workshop(library, 1)
    assert current_step(steps_of(library, 1)) is None
    assert read_timer(library, 1) is None
    assert pace(steps_of(library, 1), runs_of(library, 1), now()) is None


def test_pace(library: Library, steps: list[int]) -> None:
    assert pace(steps_of(library, 1), runs_of(library, 1), now()) is None
    run_step(library, steps[0])
    move_back(library, minutes=15)
    run_step(library, steps[1])
    move_back(library, minutes=5)
    found = pace(steps_of(library, 1), runs_of(library, 1), now())
    assert found is not None
    # 10 planned took 15; 15 of 20 are left; 30 come, or 45 at this pace.
    assert found.behind.total_seconds() == pytest.approx(300, abs=20)
    assert (found.end - now()).total_seconds() == pytest.approx(45 * 60, abs=20)
    assert (found.end_at_pace - now()).total_seconds() == pytest.approx(60 * 60, abs=20)
    assert (now() - utc(runs_of(library, 1)[0].started_at)).total_seconds() == pytest.approx(20 * 60, abs=20)


MINUTES = st.floats(0, 90)


@given(
    st.lists(st.tuples(st.integers(0, 90), MINUTES, MINUTES), min_size=1, max_size=6),
    st.lists(st.integers(0, 60), max_size=4),
)
@settings(max_examples=share_of(60))
def test_the_end_is_the_plan_and_what_it_is_behind(past: list[tuple[int, float, float]], to_come: list[int]) -> None:
    """Steps of any length with any pause between them: who takes the planned time is never late."""
    moment = now()
    steps, runs = [], []
    for number, (planned, taken, idle) in enumerate(past):
        step = AgendaStep(id=number, workshop_id=1, position=number, title="S", minutes=planned)
        begun = moment
        moment += timedelta(minutes=taken)
        step.started_at, step.ended_at = begun, None if number == len(past) - 1 else moment
        runs.append(StepRun(id=number, step_id=number, started_at=begun, ended_at=step.ended_at))
        steps.append(step)
        if step.ended_at is not None:
            moment += timedelta(minutes=idle)
    for minutes in to_come:
        steps.append(AgendaStep(id=100 + len(steps), workshop_id=1, position=len(steps), title="S", minutes=minutes))
    found = pace(steps, runs, moment)
    assert found is not None
    late = sum(taken - planned for planned, taken, _ in past[:-1]) + max(past[-1][1] - past[-1][0], 0)
    assert found.behind.total_seconds() / 60 == pytest.approx(late, abs=0.01)
    assert found.end >= moment
    assert found.end_at_pace >= moment
