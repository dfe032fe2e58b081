"""Each agenda that runs an exercise, on the people of the sample: by the command line, to its papers and back."""

import json
from datetime import date, timedelta
from pathlib import Path
from random import Random

import pytest
from pypdf import PdfReader
from typer.testing import CliRunner

from facilitator.actions.actions import actions_of
from facilitator.actions.findings import findings
from facilitator.actions.run_chart import Found
from facilitator.cli import create_app
from facilitator.exercises.hooks import Exercise
from facilitator.exercises.looking_back.followed import followed
from facilitator.exercises.registry import exercise, exercises
from facilitator.exercises.steps import exercise_steps
from facilitator.exercises.templates import bundled, bundled_agenda, following, start_workshop
from facilitator.i18n import speaking
from facilitator.post.dated import Stand, dated_letters
from facilitator.post.dated_sending import draft_letters
from facilitator.progress import finish
from facilitator.rehearsal.sample import add_sample, sample_workshop
from facilitator.sharing.workshop_file import plan_workshop, read_workshop, to_json
from facilitator.storage.library import Library
from facilitator.workshop.agenda import steps_of
from facilitator.workshop.roster import people_of
from facilitator.workshop.same_people import recognitions
from facilitator.workshop.standings import State
from facilitator.workshop.workshops import get_workshop, new_workshop

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


@pytest.mark.parametrize("key", ["after_incident", "peer_consulting"])
def test_the_sample_of_a_talk_has_what_was_agreed_in_it(library: Library, key: str) -> None:
    """Nobody is asked anything there by the program, and a follow-up has something to open with all the same."""
    workshop = add_sample(library, template=key)
    agreed = actions_of(library, workshop)
    assert len(agreed) == 2 and all(each.owner and each.wording.sign for each in agreed)
    assert get_workshop(library, workshop).held_on == date.today()


THREE_WEEKS = timedelta(weeks=3)
FOLLOWED_BY = [
    ("challenge", "challenge_follow_up"),
    ("canvas", "follow_up"),
    ("stories", "follow_up"),
    ("half_day", "follow_up"),
    ("looking_back", "follow_up"),
]


@pytest.mark.parametrize(("key", "after"), FOLLOWED_BY)
def test_a_programme_is_followed_up_three_weeks_later(library: Library, tmp_path: Path, key: str, after: str) -> None:
    """The same people come again: letters have become due, each once, and what was agreed on opens the follow-up."""
    first = sample_workshop(library, template=key, count=8).value
    agreed = [each.wording.what for each in actions_of(library, first)]
    later = date.today() + THREE_WEEKS
    queue = dated_letters(library, first, later)
    due = [letter for letter in queue if letter.stand is Stand.DUE]
    if queue:
        finish(draft_letters(library, first, tmp_path / "drafts", today=later))
        assert len(list((tmp_path / "drafts").glob("*.eml"))) == len(due) > 0
        still = {each.id for each in dated_letters(library, first, later) if each.stand is Stand.DUE}
        assert still.isdisjoint(letter.id for letter in due), "none goes twice"
    client, people = get_workshop(library, first).client, people_of(library, first)
    assert following(library, first) == after
    again = start_workshop(
        library, "Again", template=after, client=client, held_on=later, people_of=first, recognised=True
    ).value
    came = [each.id for each in people_of(library, again)]
    assert [each.confirmed.participant_id for each in recognitions(library, again) if each.confirmed] == [
        each.id for each in people
    ]
    for step, each in exercise_steps(library, again):
        for number, person in enumerate(came):
            each.simulate(library, step.id, person, Random(number))
        each.simulate_room(library, step.id, Random(1))
    opens, kind = next((step, each) for step, each in exercise_steps(library, again) if each.kind == "looking_back")
    found = followed(library, opens.id)
    assert found.earlier is not None and found.earlier.workshop_id == first and found.earlier.people == len(people)
    assert [each.wording.what for each in found.actions][: len(agreed)] == agreed
    assert steps_of(library, again)[0].id == opens.id, "the follow-up begins with what was agreed on"
    if after == "challenge_follow_up":
        (log,) = [step for step, each in exercise_steps(library, again) if each.kind == "challenge"]
        told = exercise("challenge").metrics(library, log.id)["challenge_themes"]
        days = sum(theme["done"] + theme["changed"] + theme["left"] for theme in told)
        assert days > 0.8 * len(people) * 22, "the cards are those that were planned three weeks before"
    if key == "half_day":
        (reflection,) = [step for step, each in exercise_steps(library, first) if each.kind == "three_questions"]
        promised = [each.wording.what for each in actions_of(library, first, reflection.id)]
        assert promised and set(promised) <= {each.wording.what for each in found.actions}
    with speaking("de"):
        titles = [each.title for each in kind.summary_sections(library, opens.id)]
    assert titles and "Was" in " ".join(titles)
    where = ("--library", str(library.path))
    run = CliRunner().invoke(create_app(), ["report", str(again), "-o", str(tmp_path / "papers"), *where])
    assert run.exit_code == 0, run.output
    (summary,) = (path for path in (tmp_path / "papers").glob("*.pdf") if "ummary" in path.name)
    told = "".join("".join(page.extract_text().split()) for page in PdfReader(summary).pages)
    assert not [what for what in agreed if "".join(what.split()) not in told]
