"""The numbers as the command line prints them: their form, and their values on the worked example."""

import json

import numpy as np
import pytest
from prepared import add_sample

from facilitator.exercises.network import answers
from facilitator.exercises.network.answers import Who
from facilitator.exercises.network.factors import Missing
from facilitator.exercises.network.metrics import metrics
from facilitator.exercises.steps import exercise_steps
from facilitator.storage.library import Library
from facilitator.workshop.roster import people_of

WORKED = {
    "group": ((7, 3, 1, 1), {"diversity": 0.777778, "reach": 0.222222, "leik": 0.444444, "top_share": 0.583333}),
    "proximity": ((6, 4, 1, 1), {"diversity": 0.833333, "reach": 0.25}),
    "interaction": ((0, 2, 4, 5, 1), {"diversity": 0.859649, "strength": 0.604167, "leik": 0.375}),
    "time_known": ((2, 5, 2, 2, 1), {"diversity": 0.929825, "strength": 0.395833}),
    "hierarchy": ((1, 9, 1), {"diversity": 0.475, "top_share": 0.818182}),
}
"""Twelve contacts, one of them not comparable in level: counts and what is measured of them."""


def codes(counts: tuple[int, ...]) -> list[int]:
    found = [code for code, count in enumerate(counts, start=1) for _ in range(count)]
    return found + [Missing.NOT_COMPARABLE] * (12 - len(found))


def enter_by_contact(library: Library, who: Who) -> None:
    given = [{key: codes(counts)[number] for key, (counts, _) in WORKED.items()} for number in range(12)]
    answers.add_contacts(library, who, [("", each) for each in given])


def enter_by_tally(library: Library, who: Who) -> None:
    answers.set_list_length(library, who, 12)
    for key, (counts, _) in WORKED.items():
        for code, count in enumerate(counts, start=1):
            answers.set_tally(library, who, key, code, count)
    answers.set_tally(library, who, "hierarchy", Missing.NOT_COMPARABLE, 1)


def test_both_ways_in_give_the_worked_example(library: Library, workshop: int, network_step: int) -> None:
    first, second = people_of(library, workshop)[:2]
    enter_by_contact(library, Who(network_step, first.id))
    enter_by_tally(library, Who(network_step, second.id))
    by_contact, by_tally = metrics(library, network_step)["participants"]
    assert (by_contact["name"], by_contact["contacts"], by_contact["entry"]) == (first.name, 12, "contact")
    assert (by_tally["name"], by_tally["contacts"], by_tally["entry"]) == (second.name, 12, "tally")
    assert by_contact["factors"] == by_tally["factors"]
    assert by_contact["ei_index"] == by_tally["ei_index"] == pytest.approx(-0.166667, abs=1e-6)
    assert (by_tally["top3"], by_tally["herfindahl"]) == (None, None)
    # The three largest of 690 + 5 × 230 + 4 × 46 + 2 × 12 interactions a year.
    assert by_contact["top3"] == pytest.approx((690 + 230 + 230) / 2048)
    for key, (counts, expected) in WORKED.items():
        found = by_contact["factors"][key]
        assert tuple(found["counts"].values()) == counts
        assert found["n"] == sum(counts)
        assert {name: found[name] for name in expected} == pytest.approx(expected, abs=1e-6)
    assert by_contact["factors"]["hierarchy"]["strength"] is by_contact["factors"]["hierarchy"]["leik"] is None
    assert by_contact["factors"]["group"]["strength"] is by_contact["factors"]["interaction"]["reach"] is None


def test_the_form_is_the_contract(library: Library) -> None:
    workshop = add_sample(library)
    (step, exercise), *_ = exercise_steps(library, workshop)
    found = exercise.metrics(library, step.id)
    assert json.loads(json.dumps(found, allow_nan=False)) == found
    assert set(found) == {"factors", "participants", "room"}
    for factor in found["factors"]:
        assert set(factor) == {"key", "label", "kind", "categories"}
    assert len(found["participants"]) == 18
    for person in found["participants"]:
        assert {"name", "contacts", "entry", "factors", "ei_index", "top3", "herfindahl"} <= set(person)
        assert list(person["factors"]) == [factor["key"] for factor in found["factors"]]
        for factor in found["factors"]:
            measured = person["factors"][factor["key"]]
            assert list(measured["counts"]) == factor["categories"]
            assert {"n", "blau", "iqv", "diversity", "entropy", "leik", "strength", "reach", "top_share"} <= set(
                measured
            )
    assert set(found["room"]) == {"diversity", "strength", "network"}


def test_the_room_is_numpys_quartiles(library: Library) -> None:
    workshop = add_sample(library)
    (step, exercise), *_ = exercise_steps(library, workshop)
    found = exercise.metrics(library, step.id)
    assert list(found["room"]["strength"]) == ["group", "proximity", "interaction", "time_known", "function"]
    for key, band in found["room"]["diversity"].items():
        values = [person["factors"][key]["diversity"] for person in found["participants"]]
        values = [value for value in values if value is not None]
        q1, median, q3 = np.quantile(values, [0.25, 0.5, 0.75])
        assert band == pytest.approx({"median": median, "q1": q1, "q3": q3, "n": len(values)}, rel=1e-12)


def test_those_who_have_not_begun_are_left_out(library: Library, workshop: int, network_step: int) -> None:
    person = people_of(library, workshop)[0]
    answers.accept_notice(library, Who(network_step, person.id))
    found = metrics(library, network_step)
    assert found["participants"] == []
    assert found["room"]["diversity"]["group"] == {"median": None, "q1": None, "q3": None, "n": 0}
    answers.add_contact(library, Who(network_step, person.id))
    (began,) = metrics(library, network_step)["participants"]
    assert began["contacts"] == 1
    assert began["factors"]["group"]["n"] == 0
    assert began["factors"]["group"]["diversity"] is began["ei_index"] is began["top3"] is None
