"""Agendas to begin with: those that come along, and those the facilitator keeps."""

from datetime import date, timedelta

import pytest
from prepared import add_sample
from typer.testing import CliRunner

from facilitator.cli import create_app
from facilitator.errors import Invalid, NotFound
from facilitator.exercises.agreement import change_agreement
from facilitator.exercises.registry import exercise
from facilitator.exercises.steps import duplicate_step, exercise_steps
from facilitator.exercises.templates import bundled, remove_template, save_as_template, start_workshop, templates
from facilitator.resources import resource
from facilitator.storage.library import Library
from facilitator.workshop.agenda import describe_step, steps_of
from facilitator.workshop.agreement import under_agreement
from facilitator.workshop.listing import cards_at
from facilitator.workshop.roster import Person, add_people, people_of
from facilitator.workshop.same_people import recognitions
from facilitator.workshop.workshops import get_workshop, list_workshops, new_workshop


def test_every_file_is_offered(library: Library) -> None:
    assert {path.stem for path in resource("agendas").glob("*.json")} == {*bundled(), "sample"}
    assert [template.key for template in templates(library)] == list(bundled())
    for template in templates(library):
        steps = steps_of(library, start_workshop(library, "W", template=template.key).value)
        assert (len(steps), sum(step.minutes for step in steps)) == (template.steps, template.minutes)
    with pytest.raises(NotFound):
        start_workshop(library, "W", template="../network_75")


def test_an_own_template_lends_agenda_and_settings_and_nothing_else(library: Library) -> None:
    sample = add_sample(library)
    describe_step(library, steps_of(library, sample)[0].id, title="Good morning")
    before = list_workshops(library)
    saved = save_as_template(library, sample, "Our way").value
    assert list_workshops(library) == before == cards_at(library.path)
    own = templates(library)[-1]
    assert (own.key, own.title, own.own) == (saved, "Our way", True)
    made = start_workshop(library, "Next", template=own.key).value
    assert [step.title for step in steps_of(library, made)] == [step.title for step in steps_of(library, sample)]
    assert all(step.started_at is None for step in steps_of(library, made))
    assert people_of(library, made) == []
    (old, network), (old_card, card) = exercise_steps(library, sample)
    (new, _), (new_card, _) = exercise_steps(library, made)
    before_and_now = [network.metrics(library, step.id) for step in (old, new)]
    keys = [[factor["key"] for factor in found["factors"]] for found in before_and_now]
    assert keys[0] == keys[1]
    assert before_and_now[1]["participants"] == []
    walls = [card.metrics(library, step.id)["three_questions"][0] for step in (old_card, new_card)]
    assert [[prompt["question"] for prompt in wall["prompts"]] for wall in walls] == [
        [prompt["question"] for prompt in walls[0]["prompts"]]
    ] * 2
    assert (walls[1]["cards"], walls[1]["phase"]) == (0, "collect")


def test_a_template_is_removed_and_brought_back(library: Library) -> None:
    made = start_workshop(library, "W").value
    saved = save_as_template(library, made, "Mine").value
    removed = remove_template(library, saved)
    assert all(not template.own for template in templates(library))
    with pytest.raises(NotFound):
        start_workshop(library, "X", template=saved)
    removed.undo()
    assert templates(library)[-1].key == saved
    with pytest.raises(NotFound):
        remove_template(library, made)
    with pytest.raises(Invalid):
        save_as_template(library, made, " ")


def test_a_step_is_doubled_right_behind_itself(library: Library) -> None:
    workshop = start_workshop(library, "W").value
    (step, found) = exercise_steps(library, workshop)[0]
    done = duplicate_step(library, step.id)
    ids = [each.id for each in steps_of(library, workshop)]
    assert ids.index(done.value) == ids.index(step.id) + 1
    assert exercise(found.kind).standings(library, done.value) == []
    done.undo()
    assert done.value not in [each.id for each in steps_of(library, workshop)]


def test_the_same_people_come_again_by_command(library: Library) -> None:
    first = new_workshop(library, "First", client="Hafen", held_on=date.today() - timedelta(days=21)).value
    add_people(library, first, [Person("Anna Berg"), Person("Bo Lind")])
    run = CliRunner().invoke(create_app(), ["new", "Again", "--follows", "First", "--library", str(library.path)])
    assert run.exit_code == 0, run.output
    again = int(run.stdout)
    assert steps_of(library, again)[0].exercise == "looking_back"
    assert get_workshop(library, again).client == "Hafen"
    assert [each.confirmed.name for each in recognitions(library, again) if each.confirmed] == ["Anna Berg", "Bo Lind"]


def test_who_came_under_an_agreement_is_not_recognised(library: Library) -> None:
    first = new_workshop(library, "First", held_on=date.today() - timedelta(days=21)).value
    add_people(library, first, [Person("Anna Berg")])
    change_agreement(library, first, holds=True)
    again = start_workshop(library, "Again", template="follow_up", people_of=first, recognised=True).value
    assert [each.name for each in people_of(library, again)] == ["Anna Berg"]
    assert under_agreement(library, again) and not recognitions(library, again)


@pytest.mark.parametrize("recognised", [True, False])
def test_nobody_of_another_client_comes_again(library: Library, recognised: bool) -> None:
    first = new_workshop(library, "First", client="Hafen", held_on=date.today() - timedelta(days=21)).value
    add_people(library, first, [Person("Anna Berg", "anna@example.org")])
    with pytest.raises(Invalid, match="another client, Hafen"):
        start_workshop(library, "Again", client="Werft", people_of=first, recognised=recognised)
    assert [each.id for each in list_workshops(library)] == [first], "nothing was begun"
