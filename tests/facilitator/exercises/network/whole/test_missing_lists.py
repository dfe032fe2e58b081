"""The room's network while lists are missing: what is measured is what is known, and never takes unknown for no."""

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from itertools import permutations
from random import Random

import networkx as nx
import pytest
from agreeing import everybody_agrees, match_exact
from command_line import facilitator
from hypothesis import given, settings
from hypothesis import strategies as st

from facilitator.documents.charts import Figure
from facilitator.documents.flowables import Text
from facilitator.exercises.counting_consent import set_counted
from facilitator.exercises.network import answers
from facilitator.exercises.network.answers import Who
from facilitator.exercises.network.metrics import metrics
from facilitator.exercises.network.sections.whole import _lists_that_are_there, whole_network
from facilitator.exercises.network.whole.graph import RoomNetwork, RoomPerson, read_room_network
from facilitator.exercises.network.whole.measures import LEAST, OTHERS, Mixing, measure_room, mixing
from facilitator.exercises.network.whole.told import ToldCells, lists_in_words, told_cells
from facilitator.storage.library import Library
from facilitator.workshop.roster import people_of

TEAMS = ["", "North", "South", "West"]


def room(teams: list[str], ties: set[tuple[int, int]], listed: set[int]) -> RoomNetwork:
    """What can be known of a network: the ties that the people with a list send."""
    people = tuple(RoomPerson(at, f"P{at}", team, "", "", at in listed) for at, team in enumerate(teams))
    return RoomNetwork(people, {tie: None for tie in sorted(ties) if tie[0] in listed})


@st.composite
def half_known(draw: st.DrawFn) -> tuple[list[str], set[tuple[int, int]], set[int]]:
    """Teams, all ties that there are, and whose lists are there."""
    teams = draw(st.lists(st.sampled_from(TEAMS), max_size=10))
    pairs = list(permutations(range(len(teams)), 2))
    ties = set(draw(st.lists(st.sampled_from(pairs), unique=True))) if pairs else set()
    listed = set(draw(st.lists(st.sampled_from(range(len(teams))), unique=True))) if teams else set()
    return teams, ties, listed


@settings(deadline=None)
@given(half_known())
def test_it_equals_what_is_known_of_the_whole(drawn: tuple[list[str], set[tuple[int, int]], set[int]]) -> None:
    teams, ties, listed = drawn
    whole = nx.DiGraph(list(ties))
    whole.add_nodes_from(range(len(teams)))
    known = whole.subgraph(listed)
    found = measure_room(room(teams, ties, listed))
    assert (found.people, found.lists, found.unanswered) == (len(teams), len(listed), len(teams) - len(listed))

    rows = [whole.out_degree(person) / (len(teams) - 1) for person in listed] if len(teams) > 1 else []
    assert found.density == (pytest.approx(sum(rows) / len(rows), abs=1e-12) if rows else None)
    assert found.indegree == {person: sum((of, person) in ties for of in listed) for person in range(len(teams))}

    assert found.mutual == known.number_of_edges()
    returned = nx.overall_reciprocity(known) if known.number_of_edges() else None
    assert found.reciprocity == (None if returned is None else pytest.approx(returned, abs=1e-12))
    between = nx.betweenness_centrality(known)
    for person, value in found.betweenness.items():
        assert value == (pytest.approx(between[person], abs=1e-9) if person in listed else None)
    assert found.bridges == {(min(tie), max(tie)) for tie in nx.bridges(known.to_undirected())}

    silent = {at for at in listed if not whole.out_degree(at) and not any((of, at) in ties for of in listed)}
    assert set(found.isolates) == silent


@settings(deadline=None)
@given(half_known(), st.randoms())
def test_who_people_are_changes_nothing(
    drawn: tuple[list[str], set[tuple[int, int]], set[int]], random: Random
) -> None:
    teams, ties, listed = drawn
    places = list(range(len(teams)))
    random.shuffle(places)
    moved = [teams[places.index(at)] for at in range(len(teams))]
    before = measure_room(room(teams, ties, listed))
    after = measure_room(room(moved, {(places[of], places[to]) for of, to in ties}, {places[at] for at in listed}))
    for name in ("people", "lists", "ties", "density", "reciprocity", "indegree_gini", "mutual", "unanswered"):
        assert getattr(after, name) == pytest.approx(getattr(before, name), abs=1e-12), name
    assert after.isolates == tuple(sorted(places[at] for at in before.isolates))
    for person, value in before.betweenness.items():
        assert after.betweenness[places[person]] == (None if value is None else pytest.approx(value, abs=1e-9))


@settings(deadline=None)
@given(half_known())
def test_a_row_of_the_matrix_stands_on_the_lists_of_its_team(
    drawn: tuple[list[str], set[tuple[int, int]], set[int]],
) -> None:
    teams, ties, listed = drawn
    found = mixing(room(teams, ties, listed))
    sent = [(teams[of], teams[to]) for of, to in ties if of in listed]
    counted = Counter(pair for pair in sent if all(pair))
    assert found.matrix == counted
    assert found.lists == {team: sum(teams[at] == team for at in listed) for team in set(teams) - {""}}
    assert (found.ties, found.ungrouped_ties) == (counted.total(), len(sent) - counted.total())
    assert found.ungrouped == teams.count("")
    outside = sum(count for (of, to), count in counted.items() if of != to)
    total = counted.total()
    assert found.ei_all == (pytest.approx((2 * outside - total) / total) if total else None)
    for team in found.groups:
        if not found.lists[team]:
            assert found.ei_of[team] is None
            assert found.expected(team, team) is None


@settings(deadline=None)
@given(half_known(), st.integers(3, 5))
def test_no_row_and_no_column_stands_on_fewer_than_may_be_shown(
    drawn: tuple[list[str], set[tuple[int, int]], set[int]], smallest: int
) -> None:
    teams, ties, listed = drawn
    found = mixing(room(teams, ties, listed), smallest=smallest)
    for group in found.groups:
        if group != OTHERS:
            assert found.lists[group] >= smallest
    if len(found.groups) > 1 and OTHERS in found.groups:
        assert found.sizes[OTHERS] >= smallest
        assert found.lists[OTHERS] == 0 or found.lists[OTHERS] >= smallest


def test_a_missing_list_is_no_list_of_nobody() -> None:
    """Three people: 0 and 1 rely on each other and on 2, whose list is missing."""
    found = measure_room(room(["N", "N", "S"], {(0, 1), (1, 0), (0, 2), (1, 2)}, {0, 1}))
    # As people without ties, those with a list missing would make it 4 of 6, and half returned.
    assert (found.density, found.reciprocity, found.mutual) == (1.0, 1.0, 2)
    assert (found.betweenness[2], found.isolates) == (None, ())
    nobody = measure_room(room(["N", "N", "S"], set(), set()))
    assert (nobody.density, nobody.reciprocity, nobody.isolates) == (None, None, ())


def fill(library: Library, step: int, person: int, names: list[str], *, done: bool = True) -> None:
    who = Who(step, person)
    answers.choose_entry_mode(library, who, "contact")
    for name in names:
        answers.add_contact(library, who, name)
    if done:
        answers.finish(library, who)


@pytest.fixture
def half_there(library: Library, workshop: int, network_step: int) -> int:
    """Six people: three lists, one still being entered and one of nobody; a tally, and two who gave nothing."""
    everybody = people_of(library, workshop)
    names = [person.name for person in everybody]
    fill(library, network_step, everybody[0].id, names[1:3])
    fill(library, network_step, everybody[1].id, names[:1], done=False)
    fill(library, network_step, everybody[2].id, [])
    tally = Who(network_step, everybody[3].id)
    answers.set_list_length(library, tally, 4)
    answers.finish(library, tally)
    match_exact(library, network_step)
    return len(everybody)


def test_which_lists_are_there(library: Library, network_step: int, half_there: int) -> None:
    found = measure_room(read_room_network(library, network_step))
    # A finished list of nobody is a list; a tally says nothing of single people.
    assert (found.lists, found.unfinished, found.unanswered) == (3, 1, half_there - 3)
    assert found.density == pytest.approx(3 / (3 * (half_there - 1)))
    assert (found.mutual, found.reciprocity) == (3, pytest.approx(2 / 3))


def test_the_command_says_on_what_its_figures_rest(
    library: Library, workshop: int, network_step: int, half_there: int
) -> None:
    network = metrics(library, network_step)["room"]["network"]
    assert (network["people"], network["lists"], network["lists_unfinished"]) == (half_there, 3, 1)
    assert network["reciprocity_ties"] == 3
    assert sum(network["lists_by_team"].values()) == 3
    empty = [team for team, lists in network["lists_by_team"].items() if not lists]
    assert all(network["mixing"][team] is None for team in empty)
    assert json.loads(json.dumps(network, allow_nan=False)) == network
    said = facilitator("--library", library.path, "metrics", workshop).stdout
    assert "lists" in said and "reciprocity_ties" in said


def test_one_missing_list_is_spoken_of_as_one() -> None:
    said = " ".join(_lists_that_are_there(measure_room(room(["N", "N", "S"], {(0, 1)}, {0, 1})), "2"))
    assert "Whom the other person would name is unknown" in said
    said = " ".join(_lists_that_are_there(measure_room(room(["N", "N", "S"], {(0, 1)}, {0})), "1"))
    assert "Whom the other 2 people would name is unknown" in said


def test_teams_are_set_against_each_other_from_four_fifths_of_the_lists_on() -> None:
    """A cell of fewer than three ties tells no number, and what most ties do is one sentence."""
    teams = ["North"] * 6 + ["South"] * 6
    ties = {(0, 6), (1, 6), (2, 7), (3, 7), (6, 0), (7, 0), (0, 1), (1, 2), (2, 3)}

    def said(listed: int) -> tuple[list[str], str]:
        flow = whole_network(room(teams, ties, set(range(listed))), 3)
        figures = [each.chart.in_words() for each in flow if isinstance(each, Figure)]
        return figures, " ".join(each.plain for each in flow if isinstance(each, Text))

    figures, words = said(10)
    assert figures == ["North: North 3, South 4; South (4 of 6 lists): North *, South *"]
    assert "The largest number between two teams is that from North to South: 4, in 6 lists." in words
    figures, words = said(9)
    assert figures == []
    assert "9 of 12 lists are there, and it takes 80% of them. That number is our own choice." in words


def others(found: Mixing, cells: ToldCells, cell: tuple[str, str]) -> Iterator[Mixing]:
    """The same table with one tie elsewhere, among what is hidden."""
    for other in cells.hidden - {cell}:
        for less, more in ((cell, other), (other, cell)):
            if found.matrix.get(less, 0):
                moved = {less: found.matrix[less] - 1, more: found.matrix.get(more, 0) + 1}
                yield replace(found, matrix={**found.matrix, **moved})


def read_beside(found: Mixing, cells: ToldCells) -> tuple[object, ...]:
    """What stands on the paper: the room's ties, the E-I index as those within groups, and the cells that are told."""
    within = sum(count for (of, to), count in found.matrix.items() if of == to != OTHERS)
    shown = {cell: found.matrix.get(cell, 0) for cell in cells.counts}
    return found.ties, within if cells.tells_index else None, shown


@settings(deadline=None)
@given(half_known(), st.sampled_from([None, 2]))
def test_no_hidden_count_follows_from_the_others(
    drawn: tuple[list[str], set[tuple[int, int]], set[int]], smallest: int | None
) -> None:
    found = mixing(room(*drawn), "team", smallest)
    cells = told_cells(found)
    for (of, to), count in cells.counts.items():
        assert LEAST <= count <= found.lists[of] * (found.sizes[to] - (of == to)) - LEAST
    rows = {of for of in found.groups if found.lists[of]}
    assert cells.hidden | cells.counts.keys() == {(of, to) for of in rows for to in found.groups}
    # Of one group there is no table, and where there is no tie the room's number of them says so.
    if found.ties and len(found.groups) > 1:
        for cell in cells.hidden:
            assert any(read_beside(each, cells) == read_beside(found, cells) for each in others(found, cells, cell)), (
                f"{cell} follows from the rest"
            )


def test_a_single_small_count_takes_another_one_with_it() -> None:
    north, south = range(6), range(6, 12)
    ties = {
        *list(permutations(north, 2))[:9],
        *list(permutations(south, 2))[:8],
        *((one, 6) for one in range(4)),
        (6, 0),
    }
    network = room(["North"] * 6 + ["South"] * 6, ties, set(range(12)))
    found = told_cells(mixing(network, "team", 5))
    # Of 22 ties 9 and 8 lie within the teams and 4 lead south: that one leads north would follow.
    assert found.hidden == {("South", "North"), ("North", "South")}
    assert found.counts == {("North", "North"): 9, ("South", "South"): 8}
    figures = [each.chart.in_words() for each in whole_network(network, 5) if isinstance(each, Figure)]
    assert figures == ["North: North 9, South *; South: North *, South 8"]


def on_paper(network: RoomNetwork, floor: int) -> str:
    return " ".join(each.plain for each in whole_network(network, floor) if isinstance(each, Text))


@pytest.mark.parametrize(
    ("ties", "said"), [((4, 3), "fewer than 5 ties"), ((20, 19, 16), "at least 15 ties"), ((15, 15), "15 ties")]
)
def test_of_a_room_of_few_it_is_not_told_that_each_names_each_or_hardly_anybody(
    ties: tuple[int, ...], said: str
) -> None:
    """Whoever knows that all of five have named all of them knows by whom they are named."""
    every = list(permutations(range(5), 2))
    papers = {on_paper(room(["North"] * 5, set(every[:count]), set(range(5))), 5) for count in ties}
    assert len(papers) == 1 and said in papers.pop()


def test_that_all_ties_are_returned_is_told_of_nobody() -> None:
    """Who has named somebody would know to be named by them."""
    pairs = [(one, one + 1) for one in range(0, 12, 2)]
    everything = {*pairs, *((to, of) for of, to in pairs)}
    teams = ["North"] * 12
    all_of_them, none = (on_paper(room(teams, ties, set(range(12))), 5) for ties in (everything, set(pairs)))
    assert "Of the 12 ties between two people whose lists are both there, at least 58% are returned" in all_of_them
    assert "6 ties were confirmed" in none and "returned" not in none


@pytest.mark.parametrize("lead_across", [1, 3])
def test_the_index_tells_of_no_few_ties_among_teams_that_are_counted_together(lead_across: int) -> None:
    """Ties within groups less those in the table would be those of the small teams, each within itself."""
    teams = [*["North"] * 5, *["South"] * 5, *["West"] * 4, "East", "East"]
    ties = {*list(permutations(range(5), 2))[:8], *list(permutations(range(5, 10), 2))[:8]}
    ties |= {*list(permutations(range(10, 14), 2))[:6], *((10 + one, 14) for one in range(lead_across))}
    ties |= {(one, 5 + one) for one in range(5)} | {(5 + one, one) for one in range(5)}
    ties |= {(one, 10 + one) for one in range(4)} | {(10 + one, 5 + one) for one in range(4)}
    ties |= {(5 + one, 10 + one) for one in range(4)} | {(10 + one, one) for one in range(4)}
    network = room(teams, ties, set(range(16)))
    found = mixing(network, "team", 5)
    assert found.sizes[OTHERS] == 6 and found.matrix[OTHERS, OTHERS] == 6 + lead_across
    assert (found.ei_all is not None) == (lead_across == 3)


@pytest.fixture
def tallied(library: Library, workshop: int, network_step: int) -> RoomNetwork:
    """Of six people four gave a list, and two a tally."""
    everybody = people_of(library, workshop)
    for place, person in enumerate(everybody):
        who = Who(network_step, person.id)
        if place < 4:
            answers.choose_entry_mode(library, who, "contact")
            answers.add_contact(library, who, f"C{place}")
        else:
            answers.set_list_length(library, who, 4)
        answers.finish(library, who)
    everybody_agrees(library, network_step)
    return read_room_network(library, network_step)


def test_of_few_who_tallied_it_is_not_told_how_many(tallied: RoomNetwork) -> None:
    assert (tallied.lists, sum(each.tallied for each in tallied.people)) == (4, 2)
    assert lists_in_words(tallied, 3) == "at least 4"
    assert lists_in_words(tallied, 5) == "fewer than 5"
    assert lists_in_words(RoomNetwork(tallied.people[3:], {}), 5) == "fewer than 3", "of three people"
    # Whoever else has done so, the same is said.
    for fewer in (0, 1):
        people = [
            replace(each, answered=each.answered or place < 4 + fewer, tallied=each.tallied and place >= 4 + fewer)
            for place, each in enumerate(tallied.people)
        ]
        assert lists_in_words(RoomNetwork(tuple(people), {}), 3) == "at least 4"
    # From the floor on, and where nobody has, there is nothing to keep back.
    assert lists_in_words(tallied, 2) == "4"
    assert lists_in_words(room(["N"] * 6, set(), {0, 1, 2, 3}), 3) == "4"


def test_the_paper_does_not_tell_them_by_another_figure(tallied: RoomNetwork) -> None:
    ids = [each.id for each in tallied.people]
    network = RoomNetwork(tallied.people, {(ids[0], ids[1]): None, (ids[1], ids[2]): None, (ids[2], ids[4]): None})
    said = " ".join(each.plain for each in whole_network(network, 3) if isinstance(each, Text))
    assert "at least 4 of 6 lists are there" in said and "Whom the others would name is unknown" in said
    # 3 ties of 4 lists are 15 % of what these could hold; of 5 lists they would be 12 %, and of all six 10 %.
    assert measure_room(network).density == pytest.approx(3 / 20)
    assert "3 ties were confirmed in them, at least 10% of all that these lists could hold" in said
    assert "other 2 people" not in said


@pytest.mark.parametrize("ties", [3, 9, 17])
def test_the_same_is_said_however_many_of_few_tallied(tallied: RoomNetwork, ties: int) -> None:
    """From ties and their share it does not follow of how many lists they are."""
    ids = [each.id for each in tallied.people]
    pairs = [(of, to) for of in ids[:4] for to in ids if of != to][:ties]

    def said(lists: int) -> set[str]:
        people = tuple(
            replace(each, answered=place < lists, tallied=place >= lists) for place, each in enumerate(tallied.people)
        )
        network = RoomNetwork(people, dict.fromkeys(pairs))
        texts = [each.plain for each in whole_network(network, 3) if isinstance(each, Text)]
        return {each for text in texts for each in text.split(". ") if "could hold" in each}

    assert said(4) and said(4) == said(5)


def test_the_rooms_lists_do_not_tell_those_of_a_single_group() -> None:
    """Of six in each team one tallied in the North, and four in the South: the room's number less the South's."""
    people = tuple(
        RoomPerson(at, f"P{at}", team, "", "", at not in tallied, tallied=at in tallied)
        for at, team in enumerate(["North"] * 6 + ["South"] * 8)
        for tallied in [{0, 6, 7, 8, 9}]
    )
    network = RoomNetwork(people, {})
    north, south = set(range(6)), set(range(6, 14))
    assert lists_in_words(network, 4, south) == "4"
    assert lists_in_words(network, 4, north) == "at least 4"
    assert lists_in_words(network, 4) == "at least 7"
    # Where two groups are not told either could have the rest.
    both = tuple(
        replace(each, tallied=each.id in {0, 6, 7, 8}, answered=each.id not in {0, 6, 7, 8}) for each in people
    )
    assert lists_in_words(RoomNetwork(both, {}), 4) == "10"


def test_who_may_not_be_counted_is_in_no_figure_as_somebody_nobody_turns_to() -> None:
    """P2 and P3 have not agreed: no tie can lead to them, and nothing may be taken of that."""
    people = tuple(RoomPerson(at, f"P{at}", "", "", "", True, agreed=at not in (2, 3)) for at in range(5))
    found = measure_room(RoomNetwork(people, {(0, 1): None, (1, 0): None, (2, 0): None}))
    assert found.unnamed == 2
    # Each of P0, P1 and P4 may name two, each of P2 and P3 three.
    assert found.density == pytest.approx(3 / (3 * 2 + 2 * 3))
    # Whether P2 is named back is unknown.
    assert (found.mutual, found.reciprocity) == (2, 1.0)
    # P3 names nobody, and may be on any list; P4 is on none.
    assert found.isolates == (4,)
    # Whom a file brought along as matched is known.
    brought = measure_room(RoomNetwork(people, {(0, 1): None, (0, 3): None}))
    assert brought.unnamed == 1 and brought.density == pytest.approx(2 / (4 * 3 + 4))


def test_papers_say_what_ties_can_not_tell(library: Library, workshop: int, network_step: int) -> None:
    people = people_of(library, workshop)
    for at, person in enumerate(people):
        fill(library, network_step, person.id, [people[(at + way) % len(people)].name for way in (1, 2)])
    match_exact(library, network_step)
    said = "Ties lead to those alone who agreed to be counted"

    def told() -> str:
        flow = whole_network(read_room_network(library, network_step), 3)
        return " ".join(each.plain for each in flow if isinstance(each, Text))

    assert told() and said not in told()
    set_counted(library, people[0].id, agrees=False)
    assert said in told()
