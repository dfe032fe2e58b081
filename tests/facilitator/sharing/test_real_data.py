"""Files that came from outside the project, against values computed without any of its code."""

import csv
import json
from collections import Counter
from dataclasses import replace
from pathlib import Path
from statistics import median
from typing import Any

import pytest
from agreeing import match_exact

from facilitator.exercises.network.analysis import change_analysis, get_analysis
from facilitator.exercises.network.answers import Who
from facilitator.exercises.network.read import read_networks
from facilitator.exercises.network.roles.consent import set_role_consent
from facilitator.exercises.steps import exercise_steps
from facilitator.exercises.templates import start_workshop
from facilitator.import_plans import Options
from facilitator.sharing.exporting import export_answers
from facilitator.sharing.importing import import_files
from facilitator.storage.library import Library
from facilitator.workshop.roster import people_of

EGONETS = Options({"egoID": "participant", "alterID": "contact"}, new_questions=True)


def measured(library: Library, workshop_id: int) -> dict[str, Any]:
    (step, exercise) = next(iter(exercise_steps(library, workshop_id)))
    return exercise.metrics(library, step.id, by_person=True)


def test_egonets_give_the_stated_composition(library: Library, shared_data: Path, tmp_path: Path) -> None:
    workshop_id = start_workshop(library, "Egonets").value
    imported = import_files(library, workshop_id, [shared_data / "egonets" / "alters_32.csv"], EGONETS)
    assert imported.files[0].proposal.plan.summary[0] == "508 contacts of 32 people."
    found = measured(library, workshop_id)
    _assert_as_expected(found, shared_data)

    step_id = exercise_steps(library, workshop_id)[0][0].id
    for name in ("alters.csv", "alters.xlsx"):
        export_answers(library, step_id, tmp_path / name)
        again = start_workshop(library, "Again").value
        import_files(library, again, [tmp_path / name], Options(new_questions=True))
        _assert_as_expected(measured(library, again), shared_data)


@pytest.mark.parametrize(("least", "key"), [(None, "structure_all_ties"), (2.0, "structure_weight_2_or_more")])
def test_egonets_give_the_stated_structure(library: Library, shared_data: Path, least: float | None, key: str) -> None:
    workshop_id = start_workshop(library, "Egonets").value
    folder = shared_data / "egonets"
    ties = {"Source": "tie_from", "Target": "tie_to", "weight": "tie_weight"}
    options = Options({**EGONETS.mapping, **ties}, new_questions=True, least_weight=least)
    import_files(library, workshop_id, [folder / "alters_32.csv", folder / "edges_32.csv"], options)
    expected = json.loads((folder / "expected_32.json").read_text(encoding="utf-8"))["egos"]
    people = measured(library, workshop_id)["participants"]
    assert len(people) == len(expected) == 32
    for person in people:
        for name, value in expected[person["name"]][key].items():
            assert person["structure"][name] == pytest.approx(value, abs=1e-9, rel=0)
    assert median(person["structure"]["size"] for person in people) == 16


def _assert_as_expected(found: dict[str, Any], shared_data: Path) -> None:
    expected = json.loads((shared_data / "egonets" / "expected_32.json").read_text(encoding="utf-8"))
    categories = {factor["key"]: factor["categories"] for factor in found["factors"]}
    people = {person["name"]: person for person in found["participants"]}
    assert set(people) == set(expected["egos"])
    for key, labels in expected["categories"].items():
        assert categories[key] == labels
        for name, ego in expected["egos"].items():
            values = people[name]["factors"][key]
            assert (values["n"], values["counts"]) == (ego[key]["n"], ego[key]["counts"])
            for measure in ("blau", "iqv", "entropy"):
                assert values[measure] == pytest.approx(ego[key][measure], abs=1e-9, rel=0)


def test_krackhardts_managers(library: Library, shared_data: Path) -> None:
    folder = shared_data / "krackhardt"
    workshop_id = start_workshop(library, "Managers").value
    imported = import_files(library, workshop_id, [folder / "contacts.csv", folder / "roster.csv"])
    assert not imported.failed
    people = people_of(library, workshop_id)
    with (folder / "roster.csv").open(encoding="utf-8") as file:
        expected_people = [tuple(row.values()) for row in csv.DictReader(file)]
    assert [(person.name, person.team, person.level) for person in people] == expected_people

    step_id = exercise_steps(library, workshop_id)[0][0].id
    assert match_exact(library, step_id).value == 190
    room = json.loads((folder / "expected_room.json").read_text(encoding="utf-8"))
    change_analysis(library, step_id, replace(get_analysis(library, step_id), shows_roles=True))
    for person in people:
        set_role_consent(library, Who(step_id, person.id), True)
    network = measured(library, workshop_id)["room"]["network"]
    assert network["betweenness_withheld"] is None
    stated = {
        "people": room["people"],
        "ties": room["ties"],
        "density": room["density"],
        "reciprocity": room["reciprocity_of_ties"],
        "indegree": room["indegree"],
        "indegree_gini": room["indegree_gini"],
        "ei_all": room["ei_all"],
        "ei_by_team": room["ei_by_team_of_sender"],
    }
    for key, value in stated.items():
        assert network[key] == pytest.approx(value, abs=1e-12, rel=0), key
    assert network["mixing"] == room["mixing_sender_to_receiver"]
    # The stated values are rounded to twelve places.
    assert network["betweenness"] == pytest.approx(room["betweenness"], abs=1e-11, rel=0)

    names = {person.id: person.name for person in people}
    chosen = Counter(contact.label for view in read_networks(library, step_id).values() for contact in view.contacts)
    assert chosen.total() == room["ties"]
    assert {name: chosen[name] for name in names.values()} == room["indegree"]
