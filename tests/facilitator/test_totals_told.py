"""How many have something is told beside how many there are without telling of few who lack it."""

from hypothesis import given
from hypothesis import strategies as st

from facilitator.totals import AtLeast, told_of


@given(st.integers(0, 60), st.integers(0, 60), st.integers(3, 12))
def test_no_few_who_lack_a_value_are_counted_out(one: int, other: int, floor: int) -> None:
    some, everybody = sorted((one, other))
    told = told_of(some, everybody, floor)
    lacking = everybody - some
    if lacking == 0 or lacking >= floor:
        assert told == some and not isinstance(told, AtLeast)
        return
    assert isinstance(told, AtLeast) and 1 <= told <= max(some, 1) and f"{told}" == str(told) == f"{int(told)}+"
    # All that are enough, and of whom few lack it, read alike.
    alike = {told_of(count, everybody, floor) for count in range(max(floor, everybody - floor + 1), everybody)}
    assert len(alike) <= 1 and (some < floor or alike == {told})
