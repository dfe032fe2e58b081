"""What people promise in a step, and its way to the actions: teams, communities, those who lead."""

from datetime import date
from pathlib import Path
from random import Random

import pytest
from typer.testing import CliRunner

from facilitator.actions.actions import actions_of, remove_action
from facilitator.cli import create_app
from facilitator.exercises.promises import open_promises, take_promises
from facilitator.exercises.registry import exercise
from facilitator.exercises.steps import add_exercise, erase_participant, exercise_steps
from facilitator.exercises.templates import start_workshop
from facilitator.questionnaires.answers import put, send
from facilitator.questionnaires.model import Value
from facilitator.questionnaires.reading import Who
from facilitator.questionnaires.setup import change_questionnaire, get_setup
from facilitator.rehearsal.people import people
from facilitator.storage.library import Library
from facilitator.workshop.roster import Person, add_people, people_of
from facilitator.workshop.workshops import new_workshop

KINDS = ("team_goals", "communities", "leaders_minutes")
DAY = date(2027, 3, 8)


def room(library: Library, kind: str) -> tuple[int, int, list[int]]:
    workshop = new_workshop(library, "Room").value
    cast = [Person(f"Person {number}", team="North" if number < 2 else "South") for number in range(4)]
    ids = list(add_people(library, workshop, cast).value)
    return workshop, add_exercise(library, workshop, kind).value, ids


def words(question: str, text: str) -> tuple[str, list[Value]]:
    return question, [Value(word=text)]


def test_a_teams_goal_for_learning_becomes_an_action_of_whoever_keeps_an_eye_on_it(library: Library) -> None:
    workshop, step, ids = room(library, "team_goals")
    who = Who(step, ids[0])
    for question, values in (
        words("performance", "Half the time"),
        words("development", "Show each repair"),
        ("owner", [Value(person=ids[1])]),
        words("sign", "Hours a week"),
        ("due", [Value(day=DAY)]),
    ):
        put(library, who, question, values)
    assert open_promises(library, step) == [], "nothing is promised before it is sent"
    send(library, who)
    ((wording, source),) = open_promises(library, step)
    assert (wording.what, wording.owner_id, wording.due, wording.sign) == (
        "Goal for learning: Show each repair", ids[1], DAY, "Hours a week")  # fmt: skip
    done = take_promises(library, step)
    ((action),) = actions_of(library, workshop)
    assert (action.wording, action.source) == (wording, source)
    assert open_promises(library, step) == []
    done.undo()
    assert actions_of(library, workshop) == [] and len(open_promises(library, step)) == 1


def test_each_community_has_its_own_host_and_day_and_its_question_is_no_sign(library: Library) -> None:
    _, step, ids = room(library, "communities")
    who = Who(step, ids[0])
    _, second = put(library, who, "topic", [Value(word="Set-up"), Value(word="Hand-over")]).value
    put(library, who, "host", [Value(person=ids[2])], second)
    put(library, who, "question", [Value(word="What does the next shift need?")], second)
    put(library, who, "first", [Value(day=DAY)], second)
    send(library, who)
    one, two = (wording for wording, _ in open_promises(library, step))
    # Whoever writes about a community answers for it until somebody else is named.
    assert (one.what, one.owner_id, one.due, one.sign) == ("Community: Set-up", ids[0], None, "")
    assert (two.what, two.owner_id, two.due, two.sign) == ("Community: Hand-over", ids[2], DAY, "")


def test_three_promises_of_who_leads_share_a_day_and_what_is_left_open_is_none(library: Library) -> None:
    workshop, step, ids = room(library, "leaders_minutes")
    who = Who(step, ids[0])
    put(library, who, "reflect", [Value(word="After the changeover")])
    put(library, who, "across", [Value(word="Both shifts")])
    put(library, who, "due", [Value(day=DAY)])
    send(library, who)
    found = open_promises(library, step)
    assert [(each.wording.what, each.wording.owner_id, each.wording.due) for each in found] == [
        ("Look back together: After the changeover", ids[0], DAY),
        ("Connections across teams: Both shifts", ids[0], DAY),
    ]
    ids_taken = take_promises(library, step).value
    remove_action(library, ids_taken[0])
    assert [each.wording.what for each in open_promises(library, step)] == ["Look back together: After the changeover"]
    erase_participant(library, ids[0])
    assert open_promises(library, step) == []
    assert [action.owner for action in actions_of(library, workshop)] == [""]


def test_anonymous_answers_are_nobodys_promise(library: Library) -> None:
    _, step, ids = room(library, "leaders_minutes")
    asked = get_setup(library, step).questionnaire
    change_questionnaire(library, step, asked.edited(names="anonymous"))
    who = Who(step, ids[0])
    put(library, who, "reflect", [Value(word="After the changeover")])
    send(library, who)
    assert open_promises(library, step) == []


@pytest.mark.parametrize("template", ["team_goals"])
def test_the_template_runs_all_three_on_believable_answers(library: Library, tmp_path: Path, template: str) -> None:
    workshop = start_workshop(library, "Goals", template=template).value
    add_people(library, workshop, people(12))
    steps = [(step.id, each) for step, each in exercise_steps(library, workshop)]
    assert tuple(each.kind for _, each in steps) == KINDS
    for step, each in steps:
        for number, person in enumerate(people_of(library, workshop)):
            each.simulate(library, step, person.id, Random(number))
        assert take_promises(library, step).value
    where = ["--library", str(library.path)]
    for command in (
        ["metrics", str(workshop), "--json", *where],
        ["export", str(workshop), "--format", "csv", "-o", str(tmp_path / "csv"), *where],
        ["report", str(workshop), "-o", str(tmp_path / "papers"), *where],
        ["worksheets", str(workshop), "-o", str(tmp_path / "sheets"), *where],
        ["calendar", str(workshop), "-o", str(tmp_path / "days.ics"), *where],
    ):
        run = CliRunner().invoke(create_app(), command)
        assert run.exit_code == 0, (command, run.output)
    assert {path.stem for path in (tmp_path / "csv").iterdir()} == set(KINDS)
    assert (tmp_path / "days.ics").read_text(encoding="utf-8").count("BEGIN:VEVENT") > 1


def test_an_exercise_that_promises_nothing_has_no_promises(library: Library) -> None:
    _, step, _ = room(library, "network")
    assert exercise("network").promises(library, step) == () and open_promises(library, step) == []
