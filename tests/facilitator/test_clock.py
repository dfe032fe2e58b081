"""Clocks: what is measured between two moments does not jump when the clock is set or the computer sleeps."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from set_clocks import Computer, clock_of_a_computer

from facilitator import clock
from facilitator.clock import SteadyClock
from facilitator.storage.backups import Copy, superfluous
from facilitator.storage.library import Library
from facilitator.workshop.agenda import run_step, steps_of
from facilitator.workshop.pace import pace
from facilitator.workshop.runs import runs_of
from facilitator.workshop.timer import pause_timer, read_timer

STARTED = datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
"""Half past two in the morning in Berlin, half an hour before its clocks are set back."""


@pytest.fixture
def computer(monkeypatch: pytest.MonkeyPatch) -> Computer:
    """The program's clock runs by this computer."""
    return clock_of_a_computer(monkeypatch, STARTED)


@pytest.mark.parametrize("jump", [timedelta(hours=-1), timedelta(hours=1), timedelta(days=-400), timedelta(days=400)])
def test_timer_and_pace_go_on_evenly_where_the_clock_is_set(
    library: Library, workshop: int, network_step: int, computer: Computer, jump: timedelta
) -> None:
    run_step(library, network_step)
    planned = read_timer(library, workshop).planned
    computer.wait(60)
    computer.set_clock(jump)
    computer.wait(60)
    timer = read_timer(library, workshop)
    assert timer.seconds == pytest.approx(120) and timer.left(clock.now()) == pytest.approx(planned - 120)
    # A pause across another jump is as long as it was, and the computer's sleep is time that has passed.
    pause_timer(library, workshop, True)
    computer.wait(300)
    computer.set_clock(-3 * jump)
    pause_timer(library, workshop, False)
    computer.sleep(600)
    assert read_timer(library, workshop).seconds == pytest.approx(720)
    assert not read_timer(library, workshop).forgotten
    (run,) = runs_of(library, workshop)
    assert pace(steps_of(library, workshop), [run], clock.now()) is not None


def test_when_it_ends_is_told_as_the_clocks_in_the_room_will_show_it(computer: Computer) -> None:
    """An hour that was wrong when the program began and is set right meanwhile must not stay in what is said."""
    end = clock.now() + timedelta(minutes=90)
    assert clock.shown_at(end) == end
    computer.wait(60)
    computer.set_clock(timedelta(hours=-1))
    assert clock.shown_at(end) == computer.wall + timedelta(minutes=89) == end - timedelta(hours=1)
    # Local time is that of the moment which is told, on whichever side of the change to winter it lies.
    assert clock.shown_at(end).utcoffset() == (end - timedelta(hours=1)).astimezone().utcoffset()


def test_the_programs_clock_is_the_computers_at_its_start() -> None:
    first = datetime.now(UTC)
    made = SteadyClock().now()
    assert abs(made - first) < timedelta(seconds=5) and made.tzinfo is UTC
    assert clock.passed() <= clock.passed()


def test_copies_of_a_clock_that_was_wrong_are_kept_by_their_days() -> None:
    """A day of a year to come takes nothing away from the scheme of the days that were."""
    right = [Copy(Path(f"{day}"), datetime(2026, 11, day, 12), "hourly") for day in range(1, 15)]
    wrong = [Copy(Path("wrong"), datetime(2031, 1, 1), "hourly")]
    assert date(2031, 1, 1) and not [each for each in superfluous([*right, *wrong]) if each in right[-12:]]
