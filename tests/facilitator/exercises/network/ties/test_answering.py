"""Saying who knows whom: kept, taken back, and never over another one's list."""

from io import BytesIO
from itertools import combinations

import pytest
from pypdf import PdfReader

from facilitator.errors import Invalid, NotFound
from facilitator.exercises.network.answers import (
    Who,
    add_contact,
    choose_entry_mode,
    finish,
    remove_contact,
    set_list_length,
    set_tally,
)
from facilitator.exercises.network.metrics import metrics
from facilitator.exercises.network.read import read_network
from facilitator.exercises.network.ties.answering import (
    clear_ties,
    nobody_knows_anybody,
    set_tie,
    set_ties,
)
from facilitator.reports.compose import Handouts
from facilitator.storage.changes import Change, Topic
from facilitator.storage.library import Library
from facilitator.workshop.roster import people_of


@pytest.fixture
def who(library: Library, workshop: int, network_step: int) -> Who:
    return Who(network_step, people_of(library, workshop)[0].id)


@pytest.fixture
def contacts(library: Library, who: Who) -> list[int]:
    return [add_contact(library, who).value for _ in range(5)]


def ties(library: Library, who: Who) -> frozenset[tuple[int, int]] | None:
    return read_network(library, who.step_id, who.participant_id).ties


def test_until_somebody_says_it_is_unknown(library: Library, who: Who, contacts: list[int]) -> None:
    assert ties(library, who) is None
    nobody_knows_anybody(library, who)
    assert ties(library, who) == frozenset()


def test_a_tie_has_no_direction(library: Library, who: Who, contacts: list[int]) -> None:
    a, b = contacts[:2]
    set_tie(library, who, b, a, True)
    set_tie(library, who, a, b, True)
    assert ties(library, who) == {(a, b)}
    set_tie(library, who, b, a, False)
    assert ties(library, who) == frozenset()


def test_a_group_that_all_know_each_other(library: Library, who: Who, contacts: list[int]) -> None:
    a, b, c, d, e = contacts
    set_tie(library, who, d, e, True)
    done = set_ties(library, who, combinations([c, a, b], 2), True)
    assert ties(library, who) == {(a, b), (a, c), (b, c), (d, e)}
    done.undo()
    assert ties(library, who) == {(d, e)}


def test_the_first_answer_can_be_undone_to_unknown(library: Library, who: Who, contacts: list[int]) -> None:
    done = set_ties(library, who, [(contacts[0], contacts[1])], True)
    redo = done.undo()
    assert ties(library, who) is None
    redo()
    assert ties(library, who) == {(contacts[0], contacts[1])}


def test_clearing_makes_it_unknown_again(library: Library, who: Who, contacts: list[int]) -> None:
    set_ties(library, who, combinations(contacts, 2), True)
    clear_ties(library, who).undo()
    assert len(ties(library, who) or ()) == 10
    clear_ties(library, who)
    assert ties(library, who) is None


def test_a_contact_takes_its_ties_along(library: Library, who: Who, contacts: list[int]) -> None:
    set_ties(library, who, combinations(contacts[:3], 2), True)
    done = remove_contact(library, who, contacts[0])
    assert ties(library, who) == {(contacts[1], contacts[2])}
    done.undo()
    assert len(ties(library, who) or ()) == 3


def test_nobody_knows_themself(library: Library, who: Who, contacts: list[int]) -> None:
    with pytest.raises(Invalid):
        set_tie(library, who, contacts[0], contacts[0], True)
    assert ties(library, who) is None


def test_another_ones_contacts_are_out_of_reach(
    library: Library, workshop: int, network_step: int, who: Who, contacts: list[int]
) -> None:
    other = Who(network_step, people_of(library, workshop)[1].id)
    mine = add_contact(library, other).value
    with pytest.raises(NotFound):
        set_tie(library, other, mine, contacts[0], True)
    assert ties(library, other) is None


def test_it_is_announced_as_an_answer(library: Library, workshop: int, who: Who, contacts: list[int]) -> None:
    heard: list[Change] = []
    library.changed.connect(heard.append)
    set_tie(library, who, contacts[0], contacts[1], True)
    assert heard == [Change(Topic.ANSWERS, workshop, who.step_id, who.participant_id)]


def test_metrics_give_the_structure(library: Library, who: Who, contacts: list[int]) -> None:
    set_ties(library, who, combinations(contacts[:2], 2), True)
    (person,) = metrics(library, who.step_id)["participants"]
    assert person["structure"] == {
        "size": 5,
        "ties": 1,
        "density": 0.1,
        "effective_size": 4.6,
        "efficiency": pytest.approx(0.92),
        "constraint": pytest.approx(3 * 0.04 + 2 * 0.09),
    }
    choose_entry_mode(library, who, "tally")
    (person,) = metrics(library, who.step_id)["participants"]
    assert person["structure"] == {
        "size": 0, "ties": None, "density": None, "effective_size": None, "efficiency": None, "constraint": None
    }  # fmt: skip


def test_who_turns_to_a_tally_after_ties_gets_a_handout(
    library: Library, who: Who, workshop: int, contacts: list[int]
) -> None:
    set_ties(library, who, [(contacts[0], contacts[1])], True)
    choose_entry_mode(library, who, "tally")
    set_list_length(library, who, 5)
    set_tally(library, who, "group", 1, 5)
    finish(library, who)
    for person, handout in Handouts(library, workshop):
        if person.id == who.participant_id:
            pages = PdfReader(BytesIO(handout.render())).pages
    assert "Your network" in "".join(page.extract_text() for page in pages)
