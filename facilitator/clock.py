"""The time while the program runs: it passes evenly, whatever somebody or something does to the computer's clock.

What is measured between two moments, such as the timer of a step, its pace and a wait, must not jump when the clock is
set, by hand or by a time server. Dates of the calendar are asked of the clock itself: `date.today()`. All moments are
in UTC, so that daylight saving changes none of them.
"""

import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta


def passed() -> float:
    """Seconds since some moment, those in which the computer slept among them."""
    if hasattr(time, "CLOCK_BOOTTIME"):
        return time.clock_gettime(time.CLOCK_BOOTTIME)
    if sys.platform == "darwin":
        # There `time.monotonic` stands still while the computer sleeps.
        return time.clock_gettime(time.CLOCK_MONOTONIC)
    return time.monotonic()


class SteadyClock:
    """Moments from when it is made on: what the clock said then, and what has passed since."""

    def __init__(
        self, wall: Callable[[], datetime] = lambda: datetime.now(UTC), running: Callable[[], float] = passed
    ) -> None:
        self._wall, self._running = wall, running
        self._began, self._start = wall(), running()

    def now(self) -> datetime:
        """The moment, in UTC."""
        return self._began + timedelta(seconds=self._running() - self._start)

    def shown_at(self, moment: datetime) -> datetime:
        """When the computer's clock will show such a moment of this one, in UTC: it may have been set meanwhile."""
        return self._wall() + (moment - self.now())


_CLOCK = SteadyClock()


def now() -> datetime:
    """This moment, in UTC, from the program's own clock."""
    return _CLOCK.now()


def shown_at(moment: datetime) -> datetime:
    """What the clocks in the room show at such a moment of the program's own clock, in local time."""
    return _CLOCK.shown_at(moment).astimezone()
