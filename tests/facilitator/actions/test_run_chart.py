"""What a run chart may say: the published numbers, and how often chance is taken for a change."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitator.actions.findings import cautions, counted, finding_of, offers_weekly, said
from facilitator.actions.indicators import About, IndicatorView, Reading, Wanted
from facilitator.actions.run_chart import (
    FEWEST,
    YOUNG,
    Found,
    fewest_crossings,
    judge,
    lag_one,
    most_run,
    signals,
    weekly_totals,
)

DAY = date(2026, 3, 4)
SERIES = 1000
values = st.floats(-1e6, 1e6, allow_nan=False)


@pytest.mark.parametrize(("n", "run", "crossings"), [(10, 6, 2), (12, 7, 3), (20, 7, 6), (24, 8, 8), (30, 8, 10)])
def test_the_limits_are_those_that_were_published(n: int, run: int, crossings: int) -> None:
    assert (most_run(n), fewest_crossings(n)) == (run, crossings)


def share_changed(draw: Callable[[Random], float], shift: float, before: int, after: int) -> float:
    random = Random(20141)
    changed = 0
    for _ in range(SERIES):
        first = [draw(random) for _ in range(before)]
        changed += judge(first, [draw(random) + shift for _ in range(after)]).found is Found.CHANGED
    return changed / SERIES


def normal(random: Random) -> float:
    return random.gauss(50.0, 2.0)


@pytest.mark.parametrize(("before", "after"), [(12, 6), (12, 11), (12, 12), (24, 24), (12, 36), (30, 12)])
def test_of_a_thousand_stable_series_at_most_one_in_ten_is_called_changed(before: int, after: int) -> None:
    assert share_changed(normal, 0.0, before, after) <= 0.10


def test_shifts_of_two_and_three_deviations_are_found() -> None:
    assert share_changed(normal, 4.0, 12, 12) >= 0.80
    assert share_changed(normal, 6.0, 12, 12) >= 0.97
    assert share_changed(normal, -4.0, 12, YOUNG) >= 0.80


@given(before=st.lists(values, max_size=30), after=st.lists(values, max_size=30))
def test_what_is_said_holds_for_any_readings(before: list[float], after: list[float]) -> None:
    found = judge(before, after)
    upside_down = judge([-each for each in before], [-each for each in after])
    assert (found.found, found.side, found.missing) == (upside_down.found, -upside_down.side, upside_down.missing)
    if len(before) < FEWEST:
        assert (found.found, found.missing) == (Found.TOO_FEW_BEFORE, FEWEST - len(before))
    if found.found is Found.CHANGED:
        assert found.median is not None and len(after) >= YOUNG
        judged = after[:YOUNG] if len(after) < FEWEST else after[-max(FEWEST, len(before)) :]
        above, below = (sum(sign * each > sign * found.median for each in judged) for sign in (1, -1))
        assert (above > below) - (above < below) == found.side
    # The median is frozen: whatever comes after it leaves it where it was.
    assert found.median == judge(before, []).median


def view(before: list[float], after: list[float], wanted: Wanted = "up") -> IndicatorView:
    first = [Reading(DAY - timedelta(days=7 * back), value) for back, value in enumerate(reversed(before))][::-1]
    later = [Reading(DAY + timedelta(days=7 * (on + 1)), value) for on, value in enumerate(after)]
    return IndicatorView(1, 1, About("Scrap", wanted=wanted), (*first, *later))


STABLE = [5.0, 7.0] * 6


@given(after=st.lists(st.floats(6.001, 1e5), min_size=YOUNG, max_size=30))
def test_down_is_better_never_reads_as_wanted_on_a_rise(after: list[float]) -> None:
    sentence = said(finding_of(view(STABLE, after, "down"), DAY))
    assert "as was wanted" not in sentence
    assert "higher than before, and was to go down" in sentence
    assert "as was wanted" in said(finding_of(view(STABLE, after, "up"), DAY))
    assert "was to stay" in said(finding_of(view(STABLE, after, "hold"), DAY))
    fallen = [12.0 - each for each in after]
    assert "lower than before, as was wanted" in said(finding_of(view(STABLE, fallen, "down"), DAY))


def test_twelve_and_four_say_from_when_it_can_be_told() -> None:
    finding = finding_of(view(STABLE, [1.0] * 4), DAY)
    # The sixth reading after 4 March, read every week, is that of 15 April.
    assert said(finding, today=DAY + timedelta(days=29)) == "A change can be told from 15 April 2026."
    late = said(finding, today=date(2026, 7, 1))
    assert late == "A change can be told once 2 more readings are entered."
    none = finding_of(view(STABLE, [5.0, 7.0] * 4), DAY)
    said_so = said(none, today=DAY)
    assert said_so == "No sign of a change so far. The whole series can be told from 27 May 2026."
    few = said(finding_of(view([5.0, 7.0] * 4, [1.0] * 20), DAY))
    assert few == "8 readings up to the workshop. A change can be told from 12 on: earlier ones help."


def test_what_was_moving_before_is_not_told_and_no_sentence_says_why_or_never() -> None:
    rising = [float(each) for each in range(12)]
    finding = finding_of(view(rising, [20.0] * 12), DAY)
    assert finding.verdict.found is Found.MOVING_BEFORE
    every = [
        said(finding_of(view(before, after, wanted), DAY), today=DAY)
        for before in ([], STABLE[:3], STABLE, rising)
        for after in ([], [5.0] * 3, [9.0] * 7, [5.0, 7.0] * 6, [9.0] * 12)
        for wanted in ("up", "down", "hold")
    ]
    assert "moving already before" in " ".join(every)
    assert not [each for each in every if "because" in each or "not changed" in each or "improve" in each]


def test_readings_that_hang_together_are_seen_and_a_step_is_no_hanging() -> None:
    walk = [50.0]
    random = Random(3)
    for _ in range(23):
        walk.append(0.85 * walk[-1] + random.gauss(7.5, 1.0))
    assert (lag_one(walk[:12], walk[12:]) or 0) > 0.3
    steady = lag_one([5.0, 7.0] * 6, [15.0, 17.0] * 6)
    assert steady is not None and steady < 0
    assert lag_one([5.0] * 12, [5.0] * 12) is None and lag_one([1.0, 2.0]) is None


def test_weeks_are_summed_up_where_they_are_whole() -> None:
    # Five days a week from a Monday on; the third week has a day off, and the workshop is on a Wednesday of the fourth.
    monday = date(2026, 2, 9)
    days = [monday + timedelta(days=7 * week + day) for week in range(5) for day in range(5)]
    readings = [(day, 2.0) for day in days if day != monday + timedelta(days=16)]
    totals, left_out = weekly_totals(readings, DAY)
    assert totals == [(monday + timedelta(days=7 * week + 4), 10.0) for week in (0, 1, 4)]
    assert left_out == 2 and weekly_totals([], DAY) == ([], 0)


@given(st.lists(st.sampled_from([1.0, 2.0, 3.0]), max_size=40))
def test_readings_on_the_median_are_not_useful(found: list[float]) -> None:
    assert signals(found, 2.0) == signals([each for each in found if each != 2.0], 2.0)


def test_daily_readings_that_hang_together_are_offered_as_totals_of_weeks() -> None:
    random, value, read = Random(8), 50.0, []
    for day in range(84):
        value = 0.9 * value + random.gauss(5.0, 1.0)
        read.append(Reading(DAY + timedelta(days=day - 41), value))
    daily = IndicatorView(1, 1, About("Minutes waited", every="day"), tuple(read))
    found = finding_of(daily, DAY)
    assert offers_weekly(found) and "Totals of weeks would hang together less." in cautions(found)
    weekly = finding_of(replace(daily, about=replace(daily.about, weekly=True)), DAY)
    assert not offers_weekly(weekly) and weekly.every == "week"
    # Twelve weeks from a Wednesday to a Tuesday: 13 calendar weeks, of which the two at the ends, and that of the
    # workshop, are no whole ones.
    assert (len(weekly.points), weekly.left_out) == (10, 3)
    assert counted(weekly) == "10 weeks: 5 up to the workshop, 5 after it"
    assert [each for each in cautions(weekly) if each.startswith("3 weeks with fewer")]
