"""What people promise in a step, and its way to the actions: teams, communities, those who lead."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from random import Random

import pytest
from typer.testing import CliRunner

from facilitator.actions.actions import actions_of, change_action, remove_action
from facilitator.cli import create_app
from facilitator.exercises.promises import open_promises, take_promises
from facilitator.exercises.registry import exercise
from facilitator.exercises.steps import (
    add_exercise,
    erase_participant,
    exercise_steps,
    move_answers,
    remove_participants,
    what_moves,
)
from facilitator.exercises.templates import start_workshop
from facilitator.questionnaires.answers import put, send
from facilitator.questionnaires.model import Value
from facilitator.questionnaires.reading import Who
from facilitator.questionnaires.setup import change_questionnaire, get_setup, new_round
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
    assert actions_of(library, workshop) == [], "their own words are gone with them"


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


def led(library: Library, *people: int) -> tuple[int, int, list[int]]:
    """A room in which these have promised to look back together, which stands among the actions."""
    workshop, step, ids = room(library, "leaders_minutes")
    for number in people:
        put(library, Who(step, ids[number]), "reflect", [Value(word=f"After the plumage {number}")])
        send(library, Who(step, ids[number]))
    take_promises(library, step)
    return workshop, step, ids


def whose(library: Library, workshop: int) -> dict[str, str]:
    return {action.wording.what.rpartition(" ")[2]: action.owner for action in actions_of(library, workshop)}


def test_a_promise_under_the_wrong_name_is_its_owners_among_the_actions_too(library: Library) -> None:
    workshop, step, ids = led(library, 0, 1)
    assert whose(library, workshop) == {"0": "Person 0", "1": "Person 1"}
    assert any("go along" in each for each in what_moves(library, step, ids[0], ids[3]).remarks)
    moved = move_answers(library, step, ids[0], ids[3])
    assert whose(library, workshop) == {"0": "Person 3", "1": "Person 1"}
    moved.undo()
    assert whose(library, workshop) == {"0": "Person 0", "1": "Person 1"}
    # Two who took each other's name; what somebody gave to another person in the meantime stays there.
    second = actions_of(library, workshop)[1]
    change_action(library, second.id, replace(second.wording, owner_id=ids[2]))
    move_answers(library, step, ids[0], ids[1])
    assert whose(library, workshop) == {"0": "Person 1", "1": "Person 2"}
    # In a round before only where that is moved too.
    new_round(library, step)
    put(library, Who(step, ids[1]), "reflect", [Value(word="Anew")])
    send(library, Who(step, ids[1]))
    move_answers(library, step, ids[1], ids[3])
    assert whose(library, workshop)["0"] == "Person 1"
    move_answers(library, step, ids[3], ids[0], earlier=True)
    assert whose(library, workshop)["0"] == "Person 1", "of the round before these two have nothing"
    move_answers(library, step, ids[0], ids[1], earlier=True)
    assert whose(library, workshop)["0"] == "Person 0"


def test_a_promise_is_no_action_without_whoever_promised_it(library: Library) -> None:
    workshop, step, ids = led(library, 0, 1, 2)
    cleared = exercise("leaders_minutes").discard(library, step, ids[2])
    assert set(whose(library, workshop)) == {"0", "1"}
    cleared.undo()
    removed = remove_participants(library, [ids[0], ids[1]])
    assert set(whose(library, workshop)) == {"2"}
    removed.undo()
    assert whose(library, workshop) == {"0": "Person 0", "1": "Person 1", "2": "Person 2"}
    # What the facilitator has worded is no answer of theirs.
    action = actions_of(library, workshop)[1]
    change_action(library, action.id, replace(action.wording, what="Look back in June"))
    for person in ids[:2]:
        erase_participant(library, person)
    assert whose(library, workshop) == {"June": "", "2": "Person 2"}
    library.close()
    content = library.path.read_bytes()
    assert b"the plumage 2" in content
    assert b"the plumage 0" not in content and b"the plumage 1" not in content


def test_a_teams_choice_stays_the_others_when_one_is_erased(library: Library) -> None:
    workshop, step, ids = room(library, "team_goals")
    put(library, Who(step, ids[0]), "performance", [Value(word="Half the time")])
    put(library, Who(step, ids[0]), "development", [Value(word="Show each repair")])
    put(library, Who(step, ids[0]), "owner", [Value(person=ids[1])])
    send(library, Who(step, ids[0]))
    take_promises(library, step)
    erase_participant(library, ids[1])
    assert [(each.wording.what, each.owner) for each in actions_of(library, workshop)] == [
        ("Goal for learning: Show each repair", "")
    ]
