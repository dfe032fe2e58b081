"""Each agenda that runs an exercise, on the people of the sample: by the command line, to its papers and back."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from facilitator.actions.actions import actions_of
from facilitator.actions.findings import findings
from facilitator.actions.run_chart import Found
from facilitator.cli import create_app
from facilitator.exercises.hooks import Exercise
from facilitator.exercises.registry import exercise, exercises
from facilitator.exercises.steps import exercise_steps
from facilitator.exercises.templates import bundled, bundled_agenda
from facilitator.rehearsal.sample import add_sample
from facilitator.sharing.workshop_file import plan_workshop, read_workshop, to_json
from facilitator.storage.library import Library
from facilitator.workshop.standings import State
from facilitator.workshop.workshops import new_workshop

OWN = {"network", "three_questions"}
"""The sample workshop itself runs these."""


def runs(key: str) -> list[str]:
    return [step["exercise"] for step in bundled_agenda(key)["steps"] if step.get("exercise")]


PROGRAMMES = [key for key in bundled() if set(runs(key)) - OWN]


def test_there_is_an_agenda_for_every_exercise_that_is_offered() -> None:
    assert {kind for key in (*bundled(), "sample") for kind in runs(key)} == {each.kind for each in exercises()}


@pytest.mark.parametrize("key", PROGRAMMES)
def test_the_sample_runs_each_programme(library: Library, tmp_path: Path, key: str) -> None:
    where = ["--library", str(library.path)]
    run = CliRunner().invoke(create_app(), ["sample", "--agenda", key, *where])
    assert run.exit_code == 0, run.output
    workshop = int(run.stdout)
    steps = exercise_steps(library, workshop)
    assert [each.kind for _, each in steps] == runs(key)
    for step, each in steps:
        if each.has(Exercise.simulate):
            standings = each.standings(library, step.id)
            assert standings and all(standing.state is State.DONE for standing in standings), each.kind
    run = CliRunner().invoke(create_app(), ["report", str(workshop), "-o", str(tmp_path / "papers"), *where])
    assert run.exit_code == 0, run.output
    there = new_workshop(library, "There").value
    plan_workshop(library, there, read_workshop("all.json", to_json(library, workshop))).apply()
    for (step, each), (other, _) in zip(steps, exercise_steps(library, there), strict=True):
        assert measures(each.kind, library, other.id) == measures(each.kind, library, step.id)


def measures(kind: str, library: Library, step: int) -> str:
    return json.dumps(exercise(kind).metrics(library, step), sort_keys=True, default=str)


def test_the_sample_that_looks_back_has_readings_of_what_was_agreed_on_both_sides(library: Library) -> None:
    workshop = add_sample(library, template="follow_up")
    assert len(actions_of(library, workshop)) == 3 and all(each.indicator for each in actions_of(library, workshop))
    found = findings(library, workshop)
    assert any(each.verdict.found is Found.CHANGED for each in found)
