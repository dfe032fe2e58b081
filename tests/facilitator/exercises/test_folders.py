"""An exercise is a folder: found by being there, with the hooks it needs, and missed by nobody when it is gone."""

import ast
import json
import pkgutil
from collections.abc import Callable, Iterator
from importlib import import_module
from importlib.resources import files
from pathlib import Path
from random import Random

import pytest
from added_exercise import added_exercise
from typer.testing import CliRunner

from facilitator.cli import create_app
from facilitator.errors import BadFile, FacilitatorError, Invalid, NotFound
from facilitator.exercises.about import About
from facilitator.exercises.content_file import read_content
from facilitator.exercises.folder import Folder
from facilitator.exercises.hooks import Exercise
from facilitator.exercises.registry import exercise, exercises
from facilitator.exercises.steps import (
    add_exercise,
    duplicate_step,
    duplicate_workshop,
    erase_participant,
    exercise_steps,
    has_answered,
    hidden_steps,
    kind_of,
    left_out,
    move_answers,
    offered,
    rounds_now,
    strip_third_parties,
    what_moves,
)
from facilitator.rehearsal.people import people
from facilitator.reports.compose import summary
from facilitator.sharing.targets import targets
from facilitator.sharing.workshop_file import plan_workshop, read_workshop, to_json
from facilitator.storage.library import Library
from facilitator.workshop.agenda import add_step, get_step, run_step, steps_of
from facilitator.workshop.roster import add_people, people_of
from facilitator.workshop.standings import State
from facilitator.workshop.tables import StepKind
from facilitator.workshop.workshops import new_workshop

ROOT = Path(__file__).parents[3]
BARE = {"dance/__init__.py": "", "dance/exercise.json": '{"title": "Dance", "minutes": 7}'}
"""All that an exercise must have."""

METRICS = """
from facilitator.exercises.folder import implements
from facilitator.exercises.hooks import Exercise


@implements(Exercise.metrics)
def metrics(library, step_id, *, by_person=False):
    return {"dances": [step_id]}
"""


@pytest.fixture
def dance(tmp_path: Path) -> Iterator[Exercise]:
    """An exercise with one hook."""
    with added_exercise(tmp_path / "exercises", {**BARE, "dance/metrics.py": METRICS}):
        yield exercise("dance")


def test_a_folder_that_is_there_is_an_exercise(dance: Exercise, library: Library) -> None:
    assert [(each.kind, each.title, each.minutes) for each in offered(library)][-1] == ("dance", "Dance", 7)
    workshop = new_workshop(library, "Ball").value
    step = add_exercise(library, workshop, "dance").value
    assert (get_step(library, step).title, get_step(library, step).minutes) == ("Dance", 7)
    assert [(found.id, each.kind) for found, each in exercise_steps(library, workshop)] == [(step, "dance")]
    assert dance.has(Exercise.metrics)
    assert dance.metrics(library, step) == {"dances": [step]}


def test_what_an_exercise_has_not_is_as_good_as_nothing(dance: Exercise, library: Library) -> None:
    workshop = new_workshop(library, "Ball").value
    ann, ben = add_people(library, workshop, people(2)).value
    step = add_exercise(library, workshop, "dance").value
    assert [each.state for each in dance.standings(library, step)] == [State.TO_GO] * 2
    assert [each.participant_id for each in dance.standings(library, step, ben)] == [ben]
    dance.simulate(library, step, ann, Random(1))
    assert not has_answered(library, workshop, ann)
    assert what_moves(library, step, ann, ben).refusal == "Nobody answers anything in this step."
    assert rounds_now(library, workshop).present == ""
    assert [each.label for each in targets(library, workshop)] == ["People"]
    assert [step.exercise for step in steps_of(library, duplicate_workshop(library, workshop).value)] == ["dance"]
    assert summary(library, workshop).render().startswith(b"%PDF")
    other = new_workshop(library, "Elsewhere").value
    plan_workshop(library, other, read_workshop("ball.json", to_json(library, workshop))).apply()
    assert [step.exercise for step in steps_of(library, other)] == ["dance"]
    strip_third_parties(library, workshop)
    erase_participant(library, ann)
    assert [person.id for person in people_of(library, workshop)] == [ben]


@pytest.mark.parametrize(
    ("name", "content", "expected"),
    [
        ("dance/metrics.py", "def metrics(library, step_id):\n    return {}\n", TypeError),
        ("dance/metrics.py", "import no_such_library\n", ModuleNotFoundError),
        ("dance/metrics.py", "import facilitator.exercises.dance.moves\n", ModuleNotFoundError),
    ],
    ids=["not declared", "library missing", "own module missing"],
)
def test_a_fault_in_a_hook_is_not_taken_for_a_hook_that_is_not_there(
    tmp_path: Path, library: Library, name: str, content: str, expected: type[Exception]
) -> None:
    with added_exercise(tmp_path / "exercises", {**BARE, name: content}), pytest.raises(expected):
        exercise("dance").metrics(library, 1)


def test_a_folder_that_says_nothing_sensible_of_itself_is_refused_with_the_place(tmp_path: Path) -> None:
    files = {**BARE, "dance/exercise.json": '{"title": "Dance", "minutes": 0}'}
    with added_exercise(tmp_path / "exercises", files), pytest.raises(BadFile, match=r"exercise\.json.*minutes"):
        exercises()


def test_what_comes_with_an_exercise_has_a_source_a_licence_and_a_credit() -> None:
    for each in exercises():
        about = read_content(files(f"{Exercise.HOME}.{each.kind}").joinpath("exercise.json"), About)
        assert about.source and about.licence.startswith("MIT") and about.credit, each.kind


def test_every_implementation_lies_where_it_is_looked_for() -> None:
    looked_for, lying = set(), set()
    for each in exercises():
        package = f"{Exercise.HOME}.{each.kind}"
        looked_for |= {each._found(*place) for place in hooks(Exercise)}
        for module in pkgutil.walk_packages(import_module(package).__path__, f"{package}."):
            members = vars(import_module(module.name)).values()
            lying |= {found for found in members if hasattr(found, "__implements__")}
    assert lying == looked_for - {None}
    assert len(lying) > 30


def hooks(declared: type[Folder]) -> list[tuple[str, str]]:
    return [found.__hook__ for found in vars(declared).values() if hasattr(found, "__hook__")]


# What is not there


@pytest.fixture
def ball(library: Library, network_step: int, workshop: int) -> int:
    """The id of a step of an exercise that is not installed, beside one that is."""
    return add_step(library, workshop, "Dance", kind=StepKind.EXERCISE, exercise="dance").value


def test_no_exercise_has_a_copy_of_what_another_has() -> None:
    """What two of them need has one room: the wall, the queue of dated mails, consent, a list beside the figures."""
    found: dict[str, set[str]] = {}
    for side in ("facilitator", "ui"):
        for path in (ROOT / side / "exercises").glob("*/**/*.py"):
            kind = path.relative_to(ROOT / side / "exercises").parts[0]
            if "migrations" not in path.parts:
                for words in _definitions(ast.parse(path.read_text("utf-8"))):
                    found.setdefault(words, set()).add(kind)
    assert len(found) > 500
    assert [kinds for kinds in found.values() if len(kinds) > 1] == []


def _definitions(tree: ast.AST) -> Iterator[str]:
    """What classes and functions of some length do, whatever they are called and say of themselves."""
    for node in ast.walk(tree):
        if (
            isinstance(node, ast.ClassDef | ast.FunctionDef)
            and sum(isinstance(one, ast.stmt) for one in ast.walk(node)) >= 6
        ):
            body = node.body[1:] if ast.get_docstring(node) is not None else node.body
            yield "\n".join(map(ast.dump, body))


def test_a_step_of_an_unknown_exercise_hides_itself_alone(library: Library, workshop: int, ball: int) -> None:
    step = get_step(library, ball)
    assert kind_of(library, step) == ""
    assert hidden_steps(library, workshop) == [
        (step, "This step needs the exercise “dance”, which is not installed here.")
    ]
    assert [each.kind for _, each in exercise_steps(library, workshop)] == ["network"]
    run_step(library, ball)
    assert summary(library, workshop).render().startswith(b"%PDF")
    assert "dance" not in [step.exercise for step in steps_of(library, duplicate_workshop(library, workshop).value)]
    assert left_out(library, workshop) == [
        "“Dance” is left out. This step needs the exercise “dance”, which is not installed here."
    ]
    (held,) = [step for step in json.loads(to_json(library, workshop))["agenda"] if step["exercise"] == "dance"]
    assert (held["title"], held["data"]) == ("Dance", None)
    for refused in (duplicate_step, operation_on_answers):
        with pytest.raises(FacilitatorError, match="not installed here"):
            refused(library, ball)


def test_the_command_line_does_the_rest_and_says_what_is_left_out(
    library: Library, workshop: int, ball: int, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    for command in (
        ("metrics",),
        ("export", "--format", "json", "-o", str(out / "w.json")),
        ("report", "-o", str(out)),
    ):
        done = CliRunner().invoke(create_app(), [*command, str(workshop), "--library", str(library.path)])
        assert done.exit_code == 0, done.output
        assert done.stderr.splitlines()[0] == (
            "“Dance” is left out. This step needs the exercise “dance”, which is not installed here."
        )


def operation_on_answers(library: Library, step_id: int) -> None:
    one, other, *_ = [person.id for person in people_of(library, get_step(library, step_id).workshop_id)]
    move_answers(library, step_id, one, other)


@pytest.mark.parametrize("operation", ["strip", "erase"])
def test_no_name_is_said_to_be_gone_that_may_stand_in_a_hidden_step(
    library: Library, workshop: int, ball: int, operation: str
) -> None:
    person = people_of(library, workshop)[0].id
    done: dict[str, Callable[[], None]] = {
        "strip": lambda: strip_third_parties(library, workshop),
        "erase": lambda: erase_participant(library, person),
    }
    with pytest.raises(Invalid, match=r"Names in “Dance” can't be found.*Remove the step first"):
        done[operation]()
    assert people_of(library, workshop)[0].id == person


def test_an_exercise_that_a_newer_version_has_kept_here_is_not_offered(library: Library, workshop: int) -> None:
    library.unknown_parts = frozenset({"network"})
    assert [each.kind for each in offered(library)] == [each.kind for each in exercises() if each.kind != "network"]
    with pytest.raises(NotFound, match="newer version of Facilitator"):
        add_exercise(library, workshop, "network")
    ((_, why),) = hidden_steps(library, workshop)
    assert "newer version of Facilitator" in why
    assert exercise_steps(library, workshop) == []
