"""One rule for figures: a half goes up for everybody, on every surface."""

import pytest

from facilitator.charts.drawing import points_of_100
from facilitator.charts.hundred import of_a_hundred
from facilitator.charts.rows import percent as percent_of_charts
from facilitator.exercises.network.sections.figures import hundredths as points_of_papers
from facilitator.exercises.network.sections.figures import share_of
from facilitator.i18n import decimal, half, number, percent, speaking
from facilitator.nameless import in_steps
from facilitator.plain_table import plain_tables
from facilitator.rounding import hundredths, rounded, whole


@pytest.mark.parametrize(
    ("share", "points"), [(5 / 8, 63), (3 / 8, 38), (1 / 8, 13), (7 / 8, 88), (29 / 200, 15), (0.005, 1), (2 / 3, 67)]
)
def test_a_half_of_a_per_cent_goes_up_wherever_a_person_reads_it(share: float, points: int) -> None:
    assert hundredths(share) == points
    assert percent(share) == share_of(share) == percent_of_charts(share) == f"{points}%"
    assert points_of_papers(share) == points_of_100(share) == str(points)
    with speaking("de"):
        assert percent(share) == percent_of_charts(share) == f"{points}\N{NO-BREAK SPACE}%"


def test_a_binary_tail_is_no_reason_to_round_down() -> None:
    assert 0.145 * 100 < 14.5 and hundredths(0.145) == 15
    assert whole(2.5) == 3 and whole(-2.5) == -3 and whole(2.4999) == 2
    assert str(rounded(2.675, 2)) == "2.68" and str(rounded(1.0, 1)) == "1.0"


def test_numbers_behind_the_point_follow_the_rule_too() -> None:
    assert decimal(12.25, 1) == "12.3" and decimal(-0.125, 2, signed=True) == "−0.13"
    assert half(12.5) == "12.5" and half(12.0) == half(12.04) == "12" and half(2.25) == "2.3"
    assert number(0.1234565) == "0.123457" and number(3.0) == "3"
    assert "0.063" in plain_tables({"measured": [{"name": "a", "share": 0.0625}]})


def test_steps_and_pictures_of_a_hundred_follow_it_and_still_add_up() -> None:
    assert in_steps(0.125) == 0.15 and in_steps(0.025) == 0.05
    assert of_a_hundred([5 / 8, 3 / 8]) == [62, 38]
    assert sum(of_a_hundred([1 / 8] * 8)) == 100
