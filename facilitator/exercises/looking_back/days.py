"""The days of the table in which readings are entered."""

from collections import Counter
from collections.abc import Collection, Sequence
from datetime import date

from facilitator.actions.findings import Finding
from facilitator.actions.indicators import Every, days_on
from facilitator.actions.run_chart import FEWEST

MOST = 400
"""So many days are proposed at most; those that have a reading are always there."""


def rhythm(findings: Sequence[Finding]) -> Every:
    """How often most of the indicators are read."""
    counted = Counter[Every](each.indicator.about.every for each in findings)
    return counted.most_common(1)[0][0] if counted else "week"


def reading_days(
    findings: Sequence[Finding], every: Every, today: date, *, earlier: int = 0, others: Collection[date] = ()
) -> list[date]:
    """As many days up to the workshop as its median needs, and `earlier` ones, then up to today, in this rhythm.

    Days that have a reading, and `others`, are among them. Without a day of the workshop they end today.
    """
    days = [each.day for each in findings if each.day is not None and each.day <= today]
    anchor = max(days, default=today)
    found = {each.day for finding in findings for each in finding.indicator.readings} | set(others)
    step = 1 - FEWEST - earlier
    while (day := days_on(every, anchor, step)) <= today and step < MOST:
        found.add(day)
        step += 1
    return sorted(found)
