"""The floor: what others may see of several people, and what may stand beside it."""

from collections.abc import Iterable
from datetime import date
from functools import cache
from itertools import product
from random import Random

import numpy as np
import pytest
from examples import share_of
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from listed import list_contacts

from facilitator.exercises.network import answers
from facilitator.exercises.network.analysis import Analysis, change_analysis
from facilitator.exercises.network.answers import Who
from facilitator.exercises.network.groups.compare import Beside, compare_by
from facilitator.exercises.network.groups.threshold import Withheld, shown_groups, tellable
from facilitator.exercises.network.groups.ways import BYS
from facilitator.exercises.network.insights import room_findings
from facilitator.exercises.network.live import RoomProfiles, ShownShape
from facilitator.exercises.network.read import standings
from facilitator.exercises.network.rounds.rounds import start_round
from facilitator.exercises.network.rounds.shown import ShownChange, read_shown_change
from facilitator.exercises.network.setup import get_setup
from facilitator.exercises.network.simulation import simulate
from facilitator.exercises.registry import exercise as exercise_of
from facilitator.exercises.steps import exercise_steps
from facilitator.exercises.templates import start_workshop
from facilitator.nameless import in_steps
from facilitator.rehearsal.people import people
from facilitator.storage.library import Library
from facilitator.totals import Totals, told_of
from facilitator.workshop.roster import add_people, people_of
from facilitator.workshop.standings import State

PEOPLE = 16
SHAPES = ("diversity", "strength")


@cache
def ways(totals: int) -> np.ndarray:
    """Every way of adding, leaving out or taking away each of so many totals, a row each."""
    return np.array(list(product((-1, 0, 1), repeat=totals)), dtype=np.int8)


def worked_out(totals: Iterable[frozenset[int]], floor: int) -> list[set[int]]:
    """Every set of fewer than `floor` people whose total is a sum or difference of these totals."""
    shown = sorted(set(totals), key=sorted)
    everybody = sorted(set().union(*shown)) if shown else []
    if not everybody:
        return []
    entries = ways(len(shown)) @ np.array([[p in total for p in everybody] for total in shown], dtype=np.int8)
    members = np.count_nonzero(entries, axis=1)
    told = (members > 0) & (members < floor) & (entries >= 0).all(axis=1) & (entries <= 1).all(axis=1)
    return [{everybody[place] for place in np.flatnonzero(row)} for row in entries[told]]


def test_what_can_be_worked_out_is_found() -> None:
    room, team, pair = frozenset(range(8)), frozenset(range(5)), frozenset((6, 7))
    assert worked_out([room, team], 4) == [{5, 6, 7}]
    assert worked_out([room, team], 3) == []
    assert {5} in worked_out([room, team, pair], 2)
    assert worked_out([], 5) == worked_out([frozenset()], 5) == []


@settings(max_examples=share_of(150), deadline=None)
@given(st.lists(st.frozensets(st.integers(0, 11)), min_size=1, max_size=7), st.integers(3, 6))
def test_no_sum_or_difference_of_allowed_totals_is_one_over_too_few(wanted: list[frozenset[int]], floor: int) -> None:
    totals = Totals(floor)
    allowed = [each for each in wanted if totals.allows(each)]
    assert all(len(each) >= floor for each in allowed)
    assert worked_out(allowed, floor) == []


@pytest.mark.parametrize(
    ("totals", "allowed"),
    [
        ([range(12), range(10)], [True, False]),
        ([range(12), range(7)], [True, True]),
        ([range(12), range(12)], [True, True]),
        ([range(4)], [False]),
        ([range(15), range(5), range(5, 10)], [True, True, True]),
        ([range(14), range(5), range(5, 10)], [True, True, False]),
        # The first two overlap, and the third is what they have in common and two more.
        ([range(10), range(5, 15), range(15)], [True, True, True]),
        ([range(17), range(10), range(10, 15)], [True, True, False]),
    ],
)
def test_totals_that_differ_by_too_few_are_not_shown_together(totals: list[range], allowed: list[bool]) -> None:
    shown = Totals(5)
    assert [shown.allows(each) for each in totals] == allowed


def test_many_groups_are_divided_at_once() -> None:
    shown = Totals(5)
    assert shown.allows(range(200))
    assert all(shown.allows(range(start, start + 5)) for start in range(0, 200, 5))


@given(
    st.dictionaries(st.text("abc", max_size=2), st.tuples(st.integers(0, 12), st.integers(0, 12)), max_size=6),
    st.integers(3, 8),
)
def test_a_group_needs_enough_who_answered(sizes: dict[str, tuple[int, int]], floor: int) -> None:
    people = {name: size for name, (size, _) in sizes.items()}
    lists = {name: min(pair) for name, pair in sizes.items()}
    shown = shown_groups(people, floor, lists)
    assert all(lists[name] >= floor for name in shown.apart)
    for counted in (people, lists):
        hidden = sum(counted[name] for name in shown.together)
        assert hidden == 0 or hidden >= floor or not shown.apart


def fill(library: Library, workshop: int, step: int, count: int) -> list[int]:
    ids = [person.id for person in people_of(library, workshop)]
    for person in ids[:count]:
        simulate(library, step, person, Random(person))
    return ids


@pytest.fixture
def uneven(library: Library) -> RoomProfiles:
    """A room in which not everybody has a value on every question."""
    workshop = start_workshop(library, "Uneven").value
    add_people(library, workshop, people(PEOPLE))
    step = exercise_steps(library, workshop)[0][0].id
    factors = get_setup(library, step).active
    for place, person in enumerate(people_of(library, workshop)):
        asked = [each for at, each in enumerate(factors) if at == 0 or (place + at) % 8 >= at]
        given = [{each.key: 1 + (number + place) % len(each.codes) for each in asked} for number in range(6)]
        answers.add_contacts(library, Who(step, person.id), [("", codes) for codes in given])
    return RoomProfiles(library, step)


@settings(max_examples=share_of(40), deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_groups_beside_each_other_and_the_room_give_nobody_away(uneven: RoomProfiles, data: st.DataObject) -> None:
    floor = data.draw(st.integers(3, 6))
    ids = list(uneven.names)
    beside: Beside = {}
    shown: dict[tuple[str, int], list[frozenset[int]]] = {}
    for by in BYS:
        group_of = dict(zip(ids, data.draw(st.lists(st.sampled_from("ABC"), min_size=PEOPLE, max_size=PEOPLE)),
                            strict=True))  # fmt: skip
        for shape in SHAPES:
            values = uneven.shapes(shape)
            found = compare_by(uneven, group_of, by, shape, floor, beside)
            apart = {group.name for group in found.groups}
            bands = [(found.whole, set(ids)), *((g, {p for p in ids if group_of[p] == g.name}) for g in found.groups)]
            if found.others is not None:
                bands.append((found.others, {p for p in ids if group_of[p] not in apart}))
            for band, members in bands:
                for place, axis in enumerate(band.axes):
                    if axis.median is not None:
                        valued = frozenset(p for p in members & set(values) if values[p][place] is not None)
                        shaped = len(members & set(values))
                        assert axis.n == told_of(len(valued), shaped, floor) and len(valued) >= floor
                        shown.setdefault((shape, place), []).append(valued)
    for totals in shown.values():
        assert worked_out(totals, floor) == []


def test_the_room_is_shown_from_the_floor_on(library: Library, workshop: int, network_step: int) -> None:
    ids = fill(library, workshop, network_step, 0)
    exercise = exercise_of("network")
    for count, person in enumerate(ids[:5]):
        room = RoomProfiles(library, network_step)
        for shape in SHAPES:
            assert room.shown(shape) == Withheld(count, 6, 5)
            assert room.lines(shape) == {}
        assert exercise.picture(library, network_step) == ()
        simulate(library, network_step, person, Random(person))
    room = RoomProfiles(library, network_step)
    shown = room.shown("diversity")
    assert isinstance(shown, ShownShape)
    assert shown.n == 5 and set(room.lines("diversity")) == set(ids[:5])
    # Of so few the median is one person's, so it is in steps and there are no quartiles.
    exact = [axis.median for axis in room.summary("diversity")]
    assert exercise.picture(library, network_step) == tuple(None if each is None else in_steps(each) for each in exact)
    assert all(axis.q1 is None and axis.q3 is None for axis in shown.axes)
    room.floor = 2
    fine = room.shown("diversity")
    assert isinstance(fine, ShownShape) and list(fine.axes) == room.summary("diversity")


def test_whoever_is_done_without_a_shape_is_counted_as_the_console_counts(
    library: Library, workshop: int, network_step: int
) -> None:
    ids = fill(library, workshop, network_step, 4)
    who = Who(network_step, ids[4])
    only = answers.add_contact(library, who, "AB").value
    for factor in get_setup(library, network_step).active:
        answers.rate(library, who, only, factor.key, 1)
    answers.finish(library, who)
    done = sum(each.state is State.DONE for each in standings(library, network_step))
    shown = RoomProfiles(library, network_step).shown("diversity")
    assert isinstance(shown, Withheld) and shown.answered == done == 5
    assert "make a shape" in shown.reason, "five have answered, so it is not their number that is missing"


def test_the_floor_is_followed_at_once(library: Library, workshop: int, network_step: int) -> None:
    fill(library, workshop, network_step, 4)
    room = RoomProfiles(library, network_step)
    heard: list[bool] = []
    library.changed.connect(lambda change: heard.append(room.apply(change)))
    assert isinstance(room.shown("diversity"), Withheld)
    change_analysis(library, network_step, Analysis(smallest_group=3))
    assert isinstance(room.shown("diversity"), ShownShape)
    change_analysis(library, network_step, Analysis(smallest_group=6))
    assert room.shown("diversity") == Withheld(4, 6, 6)
    assert heard == [True, True]


def test_an_axis_of_too_few_is_shown_of_nobody(uneven: RoomProfiles) -> None:
    uneven.floor = 11
    assert [axis.n for axis in uneven.summary("diversity")] == [16, 14, 12, 10, 8, 6]
    for shape in SHAPES:
        shown, counts = uneven.shown(shape), [axis.n for axis in uneven.summary(shape)]
        assert isinstance(shown, ShownShape)
        assert [axis.n for axis in shown.axes] == [told_of(count, shown.n, 11) for count in counts]
        assert list(shown.mask) == [count >= 11 for count in counts]
        for place, count in enumerate(counts):
            seen = [values[place] for values in uneven.lines(shape).values() if values[place] is not None]
            assert len(seen) == (count if count >= 11 else 0)


def test_what_stands_out_holds_for_as_many_as_the_floor(library: Library, workshop: int, network_step: int) -> None:
    add_people(library, workshop, people(18)[6:])
    fill(library, workshop, network_step, 18)
    room = RoomProfiles(library, network_step)
    measures = [each.measures for each in room.profiles.values()]
    usual = room_findings(room.factors, measures)[0]
    assert min(each.count for each in usual) < 9
    kept = room_findings(room.factors, measures, floor=9)[0]
    assert all(9 <= each.count < each.of for each in kept if each.key != "varied")
    assert room_findings(room.factors, measures, floor=19)[0] == []
    # What holds for all of them would tell of each.
    alike = [measures[0]] * 6
    assert room_findings(room.factors, alike)[0]
    assert room_findings(room.factors, alike, floor=5)[0] == []


def again(library: Library, step: int, person: int) -> None:
    who = Who(step, person)
    answers.accept_notice(library, who)
    list_contacts(library, who, ["Another"] * 2, lambda number, *_: 1 + number)
    answers.finish(library, who)


@pytest.fixture
def second_round(library: Library) -> tuple[Library, int, list[int]]:
    workshop = start_workshop(library, "Again", held_on=date(2026, 3, 2)).value
    add_people(library, workshop, people(12))
    step = exercise_steps(library, workshop)[0][0].id
    ids = fill(library, workshop, step, 0)
    for person in ids[:11]:
        again(library, step, person)
    start_round(library, step)
    return library, step, ids


def test_a_change_of_too_few_is_a_number_alone(second_round: tuple[Library, int, list[int]]) -> None:
    library, step, ids = second_round
    assert read_shown_change(library, step) is None
    for count, person in enumerate(ids[:4], start=1):
        again(library, step, person)
        assert read_shown_change(library, step) == Withheld(count, 11, 5)
    again(library, step, ids[4])
    assert isinstance(read_shown_change(library, step), ShownChange)


def test_medians_of_those_who_answered_twice_stand_back_beside_a_total_that_differs_by_few(
    second_round: tuple[Library, int, list[int]],
) -> None:
    library, step, ids = second_round
    for count, person in enumerate(ids, start=1):
        again(library, step, person)
        if count < 5:
            continue
        found = read_shown_change(library, step)
        assert isinstance(found, ShownChange)
        # Eleven answered at first; the twelfth is new and comes last.
        both, then, now = min(count, 11), 11, count
        for axis in found.change.shapes["diversity"]:
            gives_away = any(0 < everybody - both < 5 for everybody in (then, now))
            # In a small room the level could be worked out from the change.
            assert axis.n == both and (axis.mean is None) == (gives_away and both < 10)
            assert (axis.before is None) == (axis.after is None) == gives_away
        assert found.levels_withheld == any(0 < everybody - both < 5 for everybody in (then, now))


@given(st.integers(0, 30), st.integers(0, 30), st.just(0) | st.integers(3, 8))
def test_what_is_told_of_some_tells_neither_of_them_nor_of_the_others(count: int, others: int, floor: int) -> None:
    of = count + others
    told = tellable(count, of, floor)
    # All the counts that would have been told alike.
    alike = [each for each in range(of + 1) if tellable(each, of, floor) == told]
    if told is None:
        assert count < floor or others < floor
        return
    number, at_least = told
    assert floor <= number <= count
    assert at_least or (number == count and others >= floor)
    if at_least:
        assert len(alike) > 1 and alike == list(range(number + 1, of + 1))
    assert floor or told == (count, False)
