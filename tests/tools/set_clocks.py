"""A computer whose clock can be set, and that can sleep: the program's own clock runs by it."""

from datetime import datetime, timedelta

import pytest

from facilitator import clock
from facilitator.clock import SteadyClock


class Computer:
    """What its clock shows, and how long it has run."""

    def __init__(self, started: datetime) -> None:
        self.wall, self.ran = started, 1_000.0

    def wait(self, seconds: float) -> None:
        self.wall += timedelta(seconds=seconds)
        self.ran += seconds

    sleep = wait

    def set_clock(self, by: timedelta) -> None:
        self.wall += by


def clock_of_a_computer(monkeypatch: pytest.MonkeyPatch, started: datetime) -> Computer:
    """Let the program's clock run by such a one until the test is over."""
    made = Computer(started)
    monkeypatch.setattr(clock, "_CLOCK", SteadyClock(lambda: made.wall, lambda: made.ran))
    return made
