"""How long the last one will take: as planned at first, then by how people have come."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitator.exercises.queue_forecast import QueueForecast


def test_as_planned_until_three_have_come() -> None:
    queue = QueueForecast(each=1.5)
    queue.note(0, at=0)
    assert queue.minutes(12, at=60) == 18
    for done, at in ((1, 100), (2, 200)):
        queue.note(done, at)
    assert queue.minutes(10, at=200) == 15
    queue.note(3, at=300)
    # A hundred seconds from each to the next.
    assert queue.minutes(9, at=300) == pytest.approx(15)
    assert queue.minutes(0, at=300) == 0


def test_nothing_is_said_where_nothing_is_known() -> None:
    queue = QueueForecast()
    queue.note(0, at=0)
    assert queue.minutes(4, at=10) is None
    # Sheets that are read in are no pace.
    queue.note(6, at=20)
    assert queue.minutes(4, at=30) is None


def test_it_grows_while_nobody_comes_and_follows_a_change_of_pace() -> None:
    queue = QueueForecast(each=1)
    queue.note(0, at=0)
    for done in range(1, 5):
        queue.note(done, at=60.0 * done)
    soon, later = queue.minutes(5, at=240), queue.minutes(5, at=840)
    assert soon is not None and later is not None and later > 2 * soon
    for done in range(5, 20):
        queue.note(done, at=1000 + 30.0 * done)
    assert queue.minutes(10, at=1000 + 30.0 * 19) == pytest.approx(5)


@given(
    st.lists(st.floats(1, 600), min_size=3, max_size=30),
    st.integers(1, 150),
    st.floats(0, 3600),
)
def test_it_lies_between_the_quickest_and_what_waiting_makes_of_the_slowest(
    gaps: list[float], left: int, wait: float
) -> None:
    queue, at = QueueForecast(), 0.0
    queue.note(0, at)
    for done, gap in enumerate(gaps, 1):
        at += gap
        queue.note(done, at)
    found = queue.minutes(left, at + wait)
    assert found is not None
    assert left * min(gaps) / 60 * 0.999 <= found <= left * (max(gaps) + wait) / 60 * 1.001
