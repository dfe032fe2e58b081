"""The canvas: what is chosen becomes an action, the empty field is named, and few people are not shown."""

from datetime import date
from io import BytesIO
from pathlib import Path
from random import Random

import pytest
from pypdf import PdfReader
from typer.testing import CliRunner

from facilitator.cli import create_app
from facilitator.exercises.canvas.ideas import FIELDS, read_canvases
from facilitator.exercises.promises import open_promises, take_promises
from facilitator.exercises.registry import exercise
from facilitator.exercises.steps import add_exercise, exercise_steps
from facilitator.exercises.templates import start_workshop
from facilitator.questionnaires.answers import Lacking, put, send
from facilitator.questionnaires.model import Value
from facilitator.questionnaires.reading import Who, read_given
from facilitator.questionnaires.setup import new_round
from facilitator.rehearsal.people import people
from facilitator.reports.compose import summary
from facilitator.storage.library import Library
from facilitator.workshop.roster import Person, add_people, people_of
from facilitator.workshop.workshops import new_workshop
from ui.exercises.canvas.views import board

KIND = "canvas"
DAY = date(2027, 3, 8)
YES, NO = [Value("yes")], [Value("no")]


def room(library: Library, teams: int = 6, of: int = 3) -> tuple[int, int, list[int]]:
    workshop = new_workshop(library, "Room").value
    cast = [Person(f"Person {number}", team=f"Team {number % teams}") for number in range(teams * of)]
    ids = list(add_people(library, workshop, cast).value)
    return workshop, add_exercise(library, workshop, KIND).value, ids


def fill(library: Library, who: Who, fields: dict[str, list[str]]) -> dict[str, tuple[int, ...]]:
    put(library, who, "work", [Value(word="Changing over the line")])
    return {
        field: put(library, who, field, [Value(word=text) for text in texts]).value for field, texts in fields.items()
    }


def check_of(library: Library, step: int):  # type: ignore[no-untyped-def]
    return lambda given: exercise(KIND).check(library, step, given)


def test_one_idea_a_field_is_chosen_and_somebody_does_it(library: Library) -> None:
    _, step, ids = room(library)
    who, check = Who(step, ids[0]), check_of(library, step)
    ideas = fill(library, who, {"add": ["A dry run", "A card"], "share": ["Tell the shift"]})
    first, second = ideas["add"]
    put(library, who, "add_chosen", YES, first)
    put(library, who, "add_chosen", YES, second)
    put(library, who, "add_owner", [Value(person=ids[1])], first)
    put(library, who, "add_owner", [Value(person=ids[1])], second)
    with pytest.raises(Lacking, match="Add: choose one idea"):
        send(library, who, check)
    put(library, who, "add_chosen", NO, second)
    put(library, who, "share_chosen", YES, ideas["share"][0])
    with pytest.raises(Lacking, match="Share: who"):
        send(library, who, check)
    put(library, who, "share_owner", [Value(person=ids[2])], ideas["share"][0])
    put(library, who, "share_due", [Value(day=DAY)], ideas["share"][0])
    send(library, who, check)
    found = [(each.wording.what, each.wording.owner_id, each.wording.due) for each in open_promises(library, step)]
    assert found == [("Add: A dry run", ids[1], None), ("Share: Tell the shift", ids[2], DAY)]
    # Whatever is no longer chosen has lost its owner with the sending.
    assert not read_given(library, who).of("add_owner", second)


def test_the_empty_field_is_named_on_wall_summary_and_in_numbers(library: Library) -> None:
    workshop, step, ids = room(library)
    for number, person in enumerate(ids[:6]):
        who = Who(step, person)
        fill(library, who, {"add": [f"Idea {number}"], "embed": ["A note"]})
        send(library, who)
    canvases = read_canvases(library, step)
    assert [canvas.empty for canvas in canvases] == [["extract", "share"]] * 6
    assert board(library, step, "wall").footer == "12 ideas · Empty: Extract, Share."
    assert board(library, step, "chosen").footer.startswith("0 of 12 ideas chosen · Empty: Add,")
    told = " ".join(page.extract_text() for page in PdfReader(BytesIO(summary(library, workshop).render())).pages)
    assert told.count("Empty: Extract, Share.") == 6
    (found,) = exercise(KIND).metrics(library, step)[KIND]
    assert found["empty"] == {"add": 0, "embed": 0, "extract": 6, "share": 6}
    assert not [name for name in (f"Person {number}" for number in range(18)) if f"{name} " in told]


def test_nothing_is_shown_of_a_room_below_the_floor(library: Library) -> None:
    workshop, step, ids = room(library, teams=1, of=4)
    who = Who(step, ids[0])
    fill(library, who, {"add": ["plumage of herons"]})
    send(library, who)
    for key in ("wall", "grid", "chosen"):
        shown = board(library, step, key)
        assert not shown.blocks() and "plumage" not in f"{shown.empty}{shown.footer}"
    told = " ".join(page.extract_text() for page in PdfReader(BytesIO(summary(library, workshop).render())).pages)
    assert "plumage" not in told


def test_ideas_are_weighed_in_a_grid_and_the_others_are_counted(library: Library) -> None:
    _, step, ids = room(library)
    for person in ids[:6]:
        who = Who(step, person)
        ideas = fill(library, who, {"add": ["A dry run", "A card"]})
        put(library, who, "add_effort", [Value(number=1)], ideas["add"][0])
        put(library, who, "add_benefit", [Value(number=3)], ideas["add"][0])
        send(library, who)
    grid = board(library, step, "grid")
    (heap,) = grid.blocks()
    assert heap.key == ("cell", 1, 3) and grid.footer == "12 ideas · 6 not weighed"


def test_the_template_runs_it_on_believable_answers(library: Library, tmp_path: Path) -> None:
    workshop = start_workshop(library, "Canvas", template="canvas").value
    add_people(library, workshop, people(24))
    (step,) = [found.id for found, each in exercise_steps(library, workshop) if each.kind == KIND]
    for number, person in enumerate(people_of(library, workshop)):
        exercise(KIND).simulate(library, step, person.id, Random(number))
    canvases = read_canvases(library, step)
    assert sum(len(canvas.people) for canvas in canvases) == 24
    taken = take_promises(library, step).value
    assert taken and len(taken) == sum(bool(canvas.of(field)) for canvas in canvases for field in FIELDS)
    where = ["--library", str(library.path)]
    for command in (
        ["metrics", str(workshop), "--json", *where],
        ["export", str(workshop), "--format", "csv", "-o", str(tmp_path / "csv"), *where],
        ["report", str(workshop), "-o", str(tmp_path / "papers"), *where],
        ["worksheets", str(workshop), "-o", str(tmp_path / "sheets"), *where],
    ):
        run = CliRunner().invoke(create_app(), command)
        assert run.exit_code == 0, (command, run.output)
    (handout, *_) = sorted((tmp_path / "papers").glob("*.pdf"))
    assert "How could we learn in this work?" in PdfReader(handout).pages[0].extract_text()


def test_what_was_found_before_it_was_asked_anew_stays_in_the_summary(library: Library) -> None:
    """Of a canvas, of figures and of cases; of few people nothing, as ever."""
    workshop, step, ids = room(library)
    fill(library, Who(step, ids[0]), {"add": ["A dry run"], "share": ["Tell the shift"]})
    send(library, Who(step, ids[0]))
    fill(library, Who(step, ids[1]), {"embed": ["A card"]})
    send(library, Who(step, ids[1]))
    mix, cases = (add_exercise(library, workshop, kind).value for kind in ("learning_mix", "success_cases"))
    for number, person in enumerate(ids[:7]):
        put(library, Who(mix, person), "ticks", [Value("formal_course")])
        put(library, Who(cases, person), "came", [Value("not_yet")])
        put(library, Who(cases, person), "obstacle", [Value("time")] if number < 6 else [])
        send(library, Who(mix, person))
        send(library, Who(cases, person))
    for each in (step, mix, cases):
        new_round(library, each)
    put(library, Who(mix, ids[0]), "ticks", [Value("others_feedback")])
    send(library, Who(mix, ids[0]))
    told = printed(library, workshop)
    canvases = told.split("How could we learn in this work? · Round 1")[-1]
    assert "No team has sent its canvas." in told
    assert "A dry run" in canvases and "Tell the shift" in canvases and "A card" in canvases
    mixes = told.split("Where did you learn it? · Round 1")[-1]
    assert "1 person has sent. It is shown from 5 people on" in told and "7 of 7 people" not in told
    assert "7 of 18 people" in mixes and "7 ticks" in mixes
    assert "There was no time" in told.split("What came of it? · Round 1")[-1]
    # A round of few stays as closed as it was.
    new_round(library, mix)
    keys = [section.key for section in exercise("learning_mix").summary_sections(library, mix)]
    assert keys == ["answers", "answers-2", "answers-1"]
    assert "1 person has sent" in printed(library, workshop).split("Where did you learn it? · Round 2")[-1]


def printed(library: Library, workshop: int) -> str:
    content = summary(library, workshop).render()
    return " ".join(" ".join(page.extract_text() for page in PdfReader(BytesIO(content)).pages).split())
