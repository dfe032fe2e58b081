"""Groups side by side: none too small, none to be worked out from the others."""

from statistics import median

import pytest
from hypothesis import given
from hypothesis import strategies as st
from prepared import add_sample

from facilitator.errors import Invalid
from facilitator.exercises.network.analysis import Analysis, change_analysis, get_analysis
from facilitator.exercises.network.groups.compare import compare_groups
from facilitator.exercises.network.groups.threshold import shown_groups
from facilitator.exercises.network.live import RoomProfiles
from facilitator.exercises.steps import exercise_steps
from facilitator.nameless import in_steps
from facilitator.storage.library import Library
from facilitator.totals import LEAST
from facilitator.workshop.roster import people_of


@given(st.dictionaries(st.text("abc", max_size=2), st.integers(0, 12), max_size=6), st.integers(0, 8))
def test_nobody_is_in_a_group_that_is_too_small(sizes: dict[str, int], smallest: int) -> None:
    shown = shown_groups(sizes, smallest)
    least = max(smallest, LEAST)
    assert all(sizes[name] >= least for name in shown.apart)
    hidden = sum(sizes[name] for name in shown.together)
    assert hidden == 0 or hidden >= least or not shown.apart
    assert set(shown.apart) | set(shown.together) == {name for name, size in sizes.items() if size}
    assert "" not in shown.apart


def test_one_small_group_takes_the_smallest_large_one_along() -> None:
    shown = shown_groups({"A": 9, "B": 6, "C": 2})
    assert shown.apart == ("A",)
    assert shown.together == ("B", "C")


def test_medians_of_a_team_are_those_of_its_people(library: Library) -> None:
    workshop = add_sample(library)
    step = exercise_steps(library, workshop)[0][0].id
    room = RoomProfiles(library, step)
    found = compare_groups(library, room, "team", "diversity", 3)
    assert found.whole.n == len(room.shapes("diversity"))
    assert found.groups
    team = {person.id: person.team for person in people_of(library, workshop)}
    for group in found.groups:
        members = [values for person, values in room.shapes("diversity").items() if team[person] == group.name]
        assert group.n == len(members) >= 3
        for place, axis in enumerate(group.axes):
            known = [values[place] for values in members if values[place] is not None]
            if len(known) >= 3:
                exact = median(known)
                assert axis.median == pytest.approx(exact if len(known) >= 6 else in_steps(exact))
                assert (axis.q1 is not None) == (len(known) >= 6)
            else:
                assert axis.median is None


def test_the_threshold_is_a_setting_and_never_below_three(library: Library, network_step: int) -> None:
    assert get_analysis(library, network_step) == Analysis(asks_ties=False, smallest_group=5, action_later=True)
    done = change_analysis(library, network_step, Analysis(asks_ties=True, smallest_group=3))
    assert get_analysis(library, network_step) == Analysis(asks_ties=True, smallest_group=3)
    with pytest.raises(Invalid):
        change_analysis(library, network_step, Analysis(smallest_group=2))
    done.undo()
    assert get_analysis(library, network_step) == Analysis(action_later=True)
