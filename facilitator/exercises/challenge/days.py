"""The days of a plan: so many, from a day on, on some days of the week, without days off."""

from collections.abc import Collection
from datetime import date, timedelta

WORKING, ALL = frozenset(range(5)), frozenset(range(7))
"""Days of the week, Monday is 0."""


def planned_days(
    start: date, count: int, weekdays: Collection[int] = WORKING, off: Collection[date] = ()
) -> list[date]:
    """Return `count` days from `start` on that are one of `weekdays`, 0 for Monday, and not `off`, in their order.

    There are fewer only at the end of the calendar, in the year 9999. Raises ValueError without a day of the week.
    """
    if not weekdays:
        raise ValueError("no day of the week")
    found: list[date] = []
    day = start
    while len(found) < count:
        if day.weekday() in weekdays and day not in off:
            found.append(day)
        if day == date.max:
            break
        day += timedelta(days=1)
    return found
