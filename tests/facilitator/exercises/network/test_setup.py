"""The questions of a step: where they come from, how they change, and what goes with a question that goes."""

from dataclasses import replace

import pytest

from facilitator.errors import Invalid, NotFound
from facilitator.exercises.network import answers
from facilitator.exercises.network.answers import Who
from facilitator.exercises.network.factors import Factor, load_factor_set
from facilitator.exercises.network.read import read_network
from facilitator.exercises.network.setup import add_factors, change_factors, change_offer, get_setup
from facilitator.exercises.steps import add_exercise, duplicate_workshop, exercise_steps
from facilitator.storage.changes import Topic
from facilitator.storage.library import Library
from facilitator.workshop.agenda import add_step
from facilitator.workshop.roster import people_of


def test_a_new_step_asks_the_standard_questions(library: Library, workshop: int, network_step: int) -> None:
    setup = get_setup(library, network_step)
    assert setup.factors == load_factor_set("standard").factors
    assert [factor.key for factor in setup.active] == [
        "group",
        "proximity",
        "interaction",
        "time_known",
        "hierarchy",
        "function",
    ]
    assert (setup.workshop_id, setup.step_id) == (workshop, network_step)
    assert (setup.offers_contact, setup.offers_tally, setup.fewest, setup.most) == (True, True, 10, 15)


def test_options_of_a_new_step(library: Library, workshop: int) -> None:
    step = add_exercise(library, workshop, "network", options={"fewest": 3, "most": 8, "offers_tally": False}).value
    setup = get_setup(library, step)
    assert (setup.offers_contact, setup.offers_tally, setup.fewest, setup.most) == (True, False, 3, 8)
    with pytest.raises(NotFound, match="no set of questions"):
        add_exercise(library, workshop, "network", options={"factor_set": "none"})


def test_a_step_of_another_kind_has_no_setup(library: Library, workshop: int) -> None:
    for step in (add_step(library, workshop, "Talk").value, 999):
        with pytest.raises(NotFound, match="no longer on the agenda"):
            get_setup(library, step)


def test_changing_what_is_offered(library: Library, network_step: int) -> None:
    heard = []
    library.changed.connect(heard.append)
    done = change_offer(library, network_step, offers_contact=False, offers_tally=True, fewest=1, most=40)
    setup = get_setup(library, network_step)
    assert (setup.offers_contact, setup.offers_tally, setup.fewest, setup.most) == (False, True, 1, 40)
    assert [(change.topic, change.step_id) for change in heard] == [(Topic.SETTINGS, network_step)]
    done.undo()
    assert get_setup(library, network_step).offers_contact


@pytest.mark.parametrize(("fewest", "most"), [(0, 5), (6, 5), (1, 41)])
def test_a_range_of_contacts_is_a_range(library: Library, network_step: int, fewest: int, most: int) -> None:
    with pytest.raises(Invalid, match="usual number of contacts"):
        change_offer(library, network_step, offers_contact=True, offers_tally=True, fewest=fewest, most=most)


def test_some_way_in_is_offered(library: Library, network_step: int) -> None:
    with pytest.raises(Invalid, match="at least one way in"):
        change_offer(library, network_step, offers_contact=False, offers_tally=False, fewest=10, most=15)


def test_questions_reworded_reordered_switched_and_added(library: Library, network_step: int) -> None:
    first, second, *rest = get_setup(library, network_step).factors
    added = Factor("trust", " Trust ", "How much do I  trust them?", "strength", ("A bit", "Much"))
    wanted = (
        second,
        replace(first, label="Where", question="Where?"),
        *(replace(f, active=False) for f in rest),
        added,
    )
    change_factors(library, network_step, wanted)
    expected = (*wanted[:-1], replace(added, label="Trust", question="How much do I trust them?"))
    assert get_setup(library, network_step).factors == expected


def test_answers_go_with_their_question_and_come_back(library: Library, workshop: int, network_step: int) -> None:
    who = Who(network_step, people_of(library, workshop)[0].id)
    contact = answers.add_contact(library, who).value
    for key, code in (("group", 4), ("proximity", 1), ("interaction", 5)):
        answers.rate(library, who, contact, key, code)
    before = get_setup(library, network_step).factors
    fewer = [
        replace(factor, codes=factor.codes[:3]) if factor.key == "group" else factor
        for factor in before
        if factor.key != "proximity"
    ]
    done = change_factors(library, network_step, fewer)
    assert read_network(library, network_step, who.participant_id).contacts[0].ratings == {"interaction": 5}
    done.undo()
    found = read_network(library, network_step, who.participant_id).contacts[0].ratings
    assert found == {"group": 4, "proximity": 1, "interaction": 5}
    assert get_setup(library, network_step).factors == before


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"key": " "}, "short name"),
        ({"label": ""}, "label for the chart"),
        ({"question": "\n"}, "its wording"),
        ({"codes": ()}, "between 1 and 99 answers"),
        ({"codes": tuple(f"City {number}" for number in range(100))}, "between 1 and 99 answers"),
        ({"codes": ("Yes", " ")}, "is empty"),
        ({"key": "proximity"}, "same short name"),
    ],
)
def test_questions_that_can_not_be_asked(
    library: Library, network_step: int, change: dict[str, object], sentence: str
) -> None:
    first, *rest = before = get_setup(library, network_step).factors
    with pytest.raises(Invalid, match=sentence):
        change_factors(library, network_step, [replace(first, **change), *rest])
    assert get_setup(library, network_step).factors == tuple(before)


def test_yearly_numbers_and_the_inside_go_when_they_fit_no_more(library: Library, network_step: int) -> None:
    factors = {factor.key: factor for factor in get_setup(library, network_step).factors}
    factors["interaction"] = replace(factors["interaction"], codes=("Rarely", "Often"))
    factors["group"] = replace(factors["group"], internal=4, codes=("Inside", "Outside"))
    change_factors(library, network_step, tuple(factors.values()))
    found = {factor.key: factor for factor in get_setup(library, network_step).factors}
    assert (found["interaction"].yearly, found["group"].internal) == (None, None)


def test_an_import_may_bring_questions_with_many_answers(library: Library, network_step: int) -> None:
    many = Factor("org", "Organisation", "Organisation", "nominal", tuple(f"Org {number:02}" for number in range(60)))
    with library.change("add") as change:
        add_factors(change.session, network_step, [many])
    assert get_setup(library, network_step).factors[-1] == many


def test_a_copy_of_a_workshop_asks_the_same(library: Library, workshop: int, network_step: int) -> None:
    change_factors(library, network_step, get_setup(library, network_step).factors[2:5])
    change_offer(library, network_step, offers_contact=True, offers_tally=False, fewest=5, most=7)
    copy = duplicate_workshop(library, workshop).value
    (copied,) = [step.id for step, _ in exercise_steps(library, copy)]
    found, source = get_setup(library, copied), get_setup(library, network_step)
    assert replace(found, step_id=0, workshop_id=0) == replace(source, step_id=0, workshop_id=0)
