"""Parts in the room's network: of those who agreed alone, while most lists are there, and in no paper, file or log."""

import json
from collections import Counter
from dataclasses import replace
from itertools import permutations
from pathlib import Path
from typing import Any

import networkx as nx
import pytest
from agreeing import everybody_agrees, match_exact
from hypothesis import given, settings
from hypothesis import strategies as st
from listed import list_contacts
from pypdf import PdfReader

from facilitator.errors import Invalid
from facilitator.exercises.agreement import change_agreement
from facilitator.exercises.counting_consent import set_counted
from facilitator.exercises.network.analysis import Analysis, change_analysis, get_analysis
from facilitator.exercises.network.answers import Who, add_contact, choose_entry_mode, finish
from facilitator.exercises.network.metrics import metrics
from facilitator.exercises.network.roles.consent import has_agreed_to_role, set_role_consent
from facilitator.exercises.network.roles.found import Role, Roles, find_roles, who_may_be_told
from facilitator.exercises.network.roles.load import Load, RoomLoad, read_load, room_load, set_load
from facilitator.exercises.network.setup import change_factors, get_setup
from facilitator.exercises.network.whole.graph import RoomNetwork, RoomPerson, read_room_network
from facilitator.exercises.network.whole.measures import measure_room
from facilitator.exercises.registry import exercise
from facilitator.exercises.steps import erase_participant, exercise_steps, move_answers, what_moves
from facilitator.progress import finish as to_the_end
from facilitator.protection.notice import notice_of
from facilitator.protection.papers import access
from facilitator.reports.export import export_reports
from facilitator.sharing.exchange import Format, export_workshop
from facilitator.sharing.importing import import_files
from facilitator.storage.library import Library
from facilitator.workshop.activity import activity_of
from facilitator.workshop.roster import Person, add_people, people_of
from facilitator.workshop.workshops import new_workshop

TEAMS = ["", "North", "South", "West"]
SHOWN = Analysis(shows_roles=True, asks_load=True)


def network_of(teams: list[str], ties: set[tuple[int, int]], listed: set[int] | None = None) -> RoomNetwork:
    there = set(range(len(teams))) if listed is None else listed
    people = tuple(RoomPerson(at, f"P{at:02}", team, "", "", at in there) for at, team in enumerate(teams))
    return RoomNetwork(people, {tie: None for tie in sorted(ties) if tie[0] in there})


def told(network: RoomNetwork, agreed: set[int] | None = None, floor: int = 5) -> Roles:
    who = {person.id for person in network.people} if agreed is None else agreed
    return find_roles(network, measure_room(network), who, floor)


def names(found: Roles, role: Role) -> list[int]:
    return [person.id for person in found.people.get(role, ())]


# Who has which part


def test_the_middle_of_a_star_connects_and_two_ends_of_the_only_tie_bridge() -> None:
    # North is a star around 0, South one around 5; 4 and 9 are the only ones who know each other; 10 is alone.
    ties = {(0, at) for at in (1, 2, 3, 4)} | {(at, 0) for at in (1, 2, 3, 4)}
    ties |= {(5, at) for at in (6, 7, 8, 9)} | {(at, 5) for at in (6, 7, 8, 9)} | {(4, 9), (9, 4)}
    found = told(network_of(["North"] * 5 + ["South"] * 6, ties))
    assert not found.why
    assert {0, 5} <= set(names(found, Role.CONNECTS)) <= {0, 4, 5, 9}
    assert names(found, Role.BRIDGES) == [4, 9]
    assert names(found, Role.EDGE) == [1, 2, 3, 6, 7, 8, 10]


@st.composite
def rooms(draw: st.DrawFn) -> tuple[list[str], set[tuple[int, int]], set[int]]:
    teams = draw(st.lists(st.sampled_from(TEAMS), min_size=5, max_size=12))
    pairs = list(permutations(range(len(teams)), 2))
    ties = set(draw(st.lists(st.sampled_from(pairs), min_size=1, unique=True)))
    agreed = set(draw(st.lists(st.sampled_from(range(len(teams))), unique=True)))
    return teams, ties, agreed


@settings(deadline=None)
@given(rooms())
def test_parts_equal_what_another_library_finds_and_are_of_those_who_agreed(
    drawn: tuple[list[str], set[tuple[int, int]], set[int]],
) -> None:
    teams, ties, agreed = drawn
    found = told(network_of(teams, ties), agreed)
    graph = nx.DiGraph(list(ties))
    graph.add_nodes_from(range(len(teams)))
    between = nx.betweenness_centrality(graph)
    mean = sum(between.values()) / len(between)
    surely = {at for at, value in between.items() if mean > 1e-12 and value > 2 * mean + 1e-9}
    perhaps = {at for at, value in between.items() if mean > 1e-12 and value > 2 * mean - 1e-9}
    known = graph.to_undirected()
    across = [pair for pair in known.edges if all(teams[at] for at in pair) and teams[pair[0]] != teams[pair[1]]]
    totals = Counter(frozenset(teams[at] for at in pair) for pair in across)
    bridging = {
        at
        for at in known
        for both, count in totals.items()
        if 2 * sum(at in pair and {teams[each] for each in pair} == both for pair in across) > count
    }
    if not agreed:
        assert found.people == {} and found.why
        return
    assert surely & agreed <= set(names(found, Role.CONNECTS)) <= perhaps & agreed
    assert set(names(found, Role.BRIDGES)) == bridging & agreed
    assert set(names(found, Role.EDGE)) == {at for at in known if known.degree(at) <= 1} & agreed


@given(st.integers(1, 40), st.data())
def test_below_four_of_five_lists_nothing_is_told_and_the_number_is_said(people: int, data: st.DataObject) -> None:
    lists = data.draw(st.integers(0, people))
    ties = {(0, 1)} if people > 1 and lists else set()
    found = told(network_of(["North"] * people, ties, set(range(lists))))
    if 5 * lists < 4 * people:
        assert found.people == {}
        # Rounded as everywhere, and never up to the four fifths that are missing.
        said = min((200 * lists + people) // (2 * people), 79)
        assert found.why == f"Told from 80% of lists on; {lists} of {people} are there, {said}%."
    elif lists < 5:
        assert found.people == {} and "Told from 5 lists on" in found.why
    else:
        assert not found.why


# Off by default, and by one's own consent


@pytest.fixture
def ring(library: Library, workshop: int, network_step: int) -> list[Who]:
    """Six people, all of whom have listed the two after them, and agreed to be counted."""
    people = people_of(library, workshop)
    found = [Who(network_step, person.id) for person in people]
    for at, who in enumerate(found):
        choose_entry_mode(library, who, "contact")
        for way in (1, 2):
            add_contact(library, who, people[(at + way) % len(people)].name)
        finish(library, who)
    match_exact(library, network_step)
    return found


def test_it_is_off_until_switched_on_and_nobody_is_told_of_without_both_consents(
    library: Library, workshop: int, network_step: int, ring: list[Who]
) -> None:
    assert not get_analysis(library, network_step).shows_roles
    assert who_may_be_told(library, network_step, workshop) is None
    with pytest.raises(Invalid, match="not shown in this step"):
        set_role_consent(library, ring[0], True)
    change_analysis(library, network_step, SHOWN)
    assert who_may_be_told(library, network_step, workshop) == frozenset()
    done = set_role_consent(library, ring[0], True)
    assert who_may_be_told(library, network_step, workshop) == {ring[0].participant_id}
    set_counted(library, ring[0].participant_id, agrees=False)
    assert who_may_be_told(library, network_step, workshop) == frozenset()
    set_counted(library, ring[0].participant_id, agrees=True)
    done.undo()
    assert not has_agreed_to_role(library, network_step, ring[0].participant_id)
    set_role_consent(library, ring[0], True)
    set_role_consent(library, ring[0], False)
    assert who_may_be_told(library, network_step, workshop) == frozenset()


def test_the_measures_by_person_hold_to_the_same_rule(
    library: Library, workshop: int, network_step: int, ring: list[Who]
) -> None:
    def network() -> dict[str, Any]:
        return metrics(library, network_step, by_person=True)["room"]["network"]

    by_name = {person.id: person.name for person in people_of(library, workshop)}
    assert set(network()["betweenness"].values()) == {None} and "exercise settings" in network()["betweenness_withheld"]
    change_analysis(library, network_step, SHOWN)
    assert set(network()["betweenness"].values()) == {None}
    assert "Nobody has agreed to it yet" in network()["betweenness_withheld"]
    for who in ring[:2]:
        set_role_consent(library, who, True)
    told = {by_name[who.participant_id] for who in ring[:2]}
    found = network()
    assert {name for name, value in found["betweenness"].items() if value is not None} == told
    assert found["isolates"] == []
    assert f"who agreed: 2 of {len(by_name)}" in found["betweenness_withheld"]
    # One consent of the two is not enough.
    set_counted(library, ring[0].participant_id, agrees=False)
    assert {name for name, value in network()["betweenness"].items() if value is not None} == told - {
        by_name[ring[0].participant_id]
    }
    set_counted(library, ring[0].participant_id, agrees=True)
    # With lists missing it is noise, and is told of nobody.
    add_people(library, workshop, [Person(f"Late {number}") for number in range(len(by_name))])
    found = network()
    assert set(found["betweenness"].values()) == {None} and found["isolates"] is None
    assert found["betweenness_withheld"].startswith("Told from 80% of lists on")
    assert metrics(library, network_step)["room"]["network"]["betweenness"] == {}


def test_it_goes_with_the_answers_and_the_person_and_to_nobody_else(
    library: Library, workshop: int, network_step: int, ring: list[Who]
) -> None:
    change_analysis(library, network_step, SHOWN)
    first, second = ring[0], ring[1]
    for who in (first, second):
        set_role_consent(library, who, True)
        set_load(library, who, Load.OFTEN)
    undo = exercise("network").discard(library, network_step, first.participant_id).undo
    assert not has_agreed_to_role(library, network_step, first.participant_id)
    assert read_load(library, network_step, first.participant_id) is None
    undo()
    assert has_agreed_to_role(library, network_step, first.participant_id)
    remarks = what_moves(library, network_step, first.participant_id, second.participant_id).remarks
    assert any("part in the room’s network may be shown is taken back" in remark for remark in remarks)
    set_load(library, second, Load.HARDLY)
    move_answers(library, network_step, first.participant_id, second.participant_id)
    assert not any(has_agreed_to_role(library, network_step, who.participant_id) for who in (first, second))
    # What was answered goes with the answers.
    assert read_load(library, network_step, second.participant_id) is Load.OFTEN
    set_role_consent(library, first, True)
    erase_participant(library, first.participant_id)
    with library.read() as session:
        rows = session.connection().exec_driver_sql("SELECT participant_id FROM network_role_consent").all()
    assert rows == []


def test_no_paper_no_file_and_no_log_tells_of_parts(
    library: Library, workshop: int, network_step: int, ring: list[Who], tmp_path: Path
) -> None:
    change_analysis(library, network_step, SHOWN)
    before = {path.name: text_of(path) for path in to_the_end(export_reports(library, workshop, tmp_path / "before"))}
    logged = [line.label for line in activity_of(library, workshop)]
    for who in ring:
        set_role_consent(library, who, True)
    after = {path.name: text_of(path) for path in to_the_end(export_reports(library, workshop, tmp_path / "after"))}
    assert after == before
    assert [line.label for line in activity_of(library, workshop)] == logged
    for form in (Format.CSV, Format.GRAPHML, Format.JSON):
        for path in export_workshop(library, workshop, form, tmp_path / f"nobody.{form}", pseudonyms=True):
            assert b"agreed_at" not in path.read_bytes() and b"role_" not in path.read_bytes(), path
    assert "role" not in json.dumps(metrics(library, network_step))
    whole = export_workshop(library, workshop, Format.JSON, tmp_path / "whole.json")
    said = json.loads(whole[0].read_text())["agenda"]
    [data] = [step["data"] for step in said if step["exercise"] == "network"]
    # Consents travel, parts don't.
    assert [each["person"] for each in data["roles"]] == [who.participant_id for who in ring]
    assert not any(word in whole[0].read_text() for word in ("role_", "betweenness", "connects"))
    assert access(library, ring[0].participant_id)["answers"][0]["data"]["roles"][0]["person"] == ring[0].participant_id
    copy = new_workshop(library, "Copy").value
    import_files(library, copy, whole)
    step = next(step.id for step, each in exercise_steps(library, copy) if each.kind == "network")
    assert get_analysis(library, step) == get_analysis(library, network_step)
    assert all(has_agreed_to_role(library, step, person.id) for person in people_of(library, copy))


def text_of(path: Path) -> str:
    return " ".join(" ".join(page.extract_text().split()) for page in PdfReader(path).pages)


def test_the_notice_says_who_sees_a_part_and_who_the_load(library: Library, workshop: int, network_step: int) -> None:
    def said() -> str:
        return " ".join(text for _, texts in notice_of(library, workshop).sections for text in texts)

    assert "part in the room’s network" not in said() and "more than you can give" not in said()
    change_analysis(library, network_step, SHOWN)
    assert "by your tick the facilitator, on their own screen; nobody else." in said()
    assert "you and the facilitator; from 10 people on the room sees how many are." in said()


def test_a_works_agreement_rules_both_out(library: Library, workshop: int, network_step: int) -> None:
    change_analysis(library, network_step, SHOWN)
    change_agreement(library, workshop, holds=True)
    found = get_analysis(library, network_step)
    assert not (found.shows_roles or found.asks_load)
    for wanted in ("shows_roles", "asks_load"):
        with pytest.raises(Invalid):
            change_analysis(library, network_step, replace(found, **{wanted: True}))


# Being asked for more than one can give


@given(st.integers(0, 40), st.data(), st.integers(3, 8))
def test_the_count_of_the_room_is_never_that_of_fewer_than_the_floor(n: int, data: st.DataObject, floor: int) -> None:
    often = data.draw(st.integers(0, n))
    found = RoomLoad(frozenset(range(n)), often, floor)
    # What is said fits at least as many cases as the floor, so that nobody's own answer follows from it.
    alike = [each for each in range(n + 1) if RoomLoad(frozenset(range(n)), each, floor).sentence == found.sentence]
    assert often in alike
    if found.told is None:
        assert len(alike) >= min(floor, n + 1)
    else:
        assert found.told == often and floor <= often <= n - floor


def test_it_is_ones_own_on_the_handout_and_a_count_for_the_room(
    library: Library, workshop: int, network_step: int, tmp_path: Path
) -> None:
    with pytest.raises(Invalid, match="not asked"):
        set_load(library, Who(network_step, people_of(library, workshop)[0].id), Load.OFTEN)
    change_analysis(library, network_step, SHOWN)
    add_people(library, workshop, [Person(f"Extra {number}") for number in range(6)])
    everybody = people_of(library, workshop)
    everybody_agrees(library, network_step)
    for at, person in enumerate(everybody):
        who = Who(network_step, person.id)
        choose_entry_mode(library, who, "contact")
        list_contacts(library, who, ["X"])
        finish(library, who)
        set_load(library, who, Load.OFTEN if at < 6 else Load.HARDLY)
    room = room_load(library, network_step)
    assert room is not None and room.sentence == "6 of 12 people are often asked for more than they can give."
    assert metrics(library, network_step)["room"]["load"] == {"answered": 12, "often": 6}
    papers = {path.name: text_of(path) for path in to_the_end(export_reports(library, workshop, tmp_path))}
    assert "6 of 12 people are often asked for more than they can give." in papers["Summary.pdf"]
    own = papers[f"Handout {everybody[0].name}.pdf"]
    assert "You said that you are asked for more than you can give: often." in own
    assert "Choose one request a week that somebody else can answer." in own
    assert "You said that you are asked for more than you can give: hardly ever." in papers["Handout Extra 5.pdf"]
    whole = export_workshop(library, workshop, Format.JSON, tmp_path / "nobody.json", pseudonyms=True)
    assert '"load": null' in whole[0].read_text() and not any(f'"load": {n}' in whole[0].read_text() for n in (1, 2, 3))
    set_load(library, Who(network_step, everybody[0].id), None)
    assert read_load(library, network_step, everybody[0].id) is None
    room = room_load(library, network_step)
    assert room is not None and room.sentence == "5 of 11 people are often asked for more than they can give."


def test_energy_is_asked_by_tally_only_whoever_changes_the_questions(library: Library, network_step: int) -> None:
    factors = get_setup(library, network_step).factors
    assert next(each for each in factors if each.key == "energy").private
    loose = [replace(each, private=False) if each.key == "energy" else each for each in factors]
    with pytest.raises(Invalid, match="by tally only, and never kept by name"):
        change_factors(library, network_step, loose)
    assert read_room_network(library, network_step).ties == {}
