"""An exercise that is only described: every hook of the core, on a questionnaire with every kind of question."""

import json
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from random import Random

import pytest
from added_exercise import added_exercise
from asked import EVERYTHING
from command_line import facilitator
from pypdf import PdfReader, PdfWriter

from facilitator.errors import BadFile
from facilitator.exercises.hooks import Exercise
from facilitator.exercises.registry import exercise
from facilitator.exercises.steps import (
    add_exercise,
    duplicate_step,
    erase_participant,
    exercise_steps,
    move_answers,
    offered,
    strip_third_parties,
)
from facilitator.progress import finish
from facilitator.questionnaires.answers import begin, put, send
from facilitator.questionnaires.model import Questionnaire, Scale, Value
from facilitator.questionnaires.reading import Who, read_given, responses
from facilitator.questionnaires.setup import get_setup, new_round
from facilitator.rehearsal.people import people
from facilitator.reports.compose import Handouts, summary
from facilitator.sharing.exchange import Format, export_workshop
from facilitator.sharing.importing import import_files
from facilitator.sharing.workshop_file import plan_workshop, read_workshop, schema, to_json
from facilitator.storage.library import Library
from facilitator.worksheets.returned import bring_in, look_through
from facilitator.worksheets.writing import export_worksheets, prefix_of
from facilitator.workshop.roster import add_people, people_of
from facilitator.workshop.standings import State
from facilitator.workshop.workshops import new_workshop

QUIZ = {
    "quiz/__init__.py": "",
    "quiz/exercise.json": '{"title": "Quiz", "minutes": 12}',
    "quiz/questionnaire.json": EVERYTHING.model_dump_json(),
    "quiz/samples.json": '{"contacts": ["Ann", "Bob", "Cleo"], "why": ["Because it is new"]}',
}
"""All that such an exercise has."""
OWN = """
from facilitator.exercises.folder import implements
from facilitator.exercises.hooks import Exercise


@implements(Exercise.metrics)
def metrics(library, step_id):
    return {"quiz": [{"own": True}]}
"""


@pytest.fixture
def quiz(tmp_path: Path) -> Iterator[Exercise]:
    with added_exercise(tmp_path / "exercises", QUIZ):
        yield exercise("quiz")


@pytest.fixture
def answered(quiz: Exercise, library: Library) -> tuple[int, int, list[int]]:
    """A workshop of six people whose step five have answered."""
    workshop = new_workshop(library, "Room").value
    ids = add_people(library, workshop, people(6)).value
    step = add_exercise(library, workshop, "quiz").value
    for number, person in enumerate(ids[:5]):
        quiz.simulate(library, step, person, Random(number))
    return workshop, step, ids


Answered = tuple[int, int, list[int]]


def told(library: Library, step: int) -> dict[str, list[object]]:
    """What everybody has sent, by their names, without ids."""
    names = {person.id: person.name for person in people_of(library, get_setup(library, step).workshop_id)}

    return {
        " & ".join(names[person] for person in each.members): sorted(
            (
                answer.question,
                answer.value.option,
                str(answer.value.word),
                str(answer.value.number),
                answer.value.missing,
            )
            for answer in each.given
        )
        for each in responses(library, step)
    }


def test_a_folder_with_a_description_has_every_hook_without_a_line(quiz: Exercise, library: Library) -> None:
    assert "quiz" in [each.kind for each in offered(library)]
    for hook in (
        Exercise.metrics,
        Exercise.worksheet_sections,
        Exercise.exchange_schema,
        Exercise.what_moves,
        Exercise.figures,
        Exercise.summary_sections,
        Exercise.handout_sections,
        Exercise.round_titles,
    ):
        assert quiz.has(hook), hook
    assert not quiz.has(Exercise.simulate_room) and not quiz.has(Exercise.exchange_tables)
    # What is not described keeps the defaults.
    assert not Exercise("").is_described and not exercise("network").is_described


def test_its_own_function_comes_before(tmp_path: Path, library: Library) -> None:
    with added_exercise(tmp_path / "exercises", {**QUIZ, "quiz/metrics.py": OWN}):
        step = add_exercise(library, new_workshop(library, "Room").value, "quiz").value
        assert exercise("quiz").metrics(library, step) == {"quiz": [{"own": True}]}
        assert exercise("quiz").standings(library, step) == []


def test_standings_metrics_reopen_discard_and_undo(quiz: Exercise, library: Library, answered: Answered) -> None:
    _, step, ids = answered
    assert [each.state for each in quiz.standings(library, step)] == [State.DONE] * 5 + [State.TO_GO]
    (found,) = quiz.metrics(library, step)["quiz"]
    assert (found["people"], found["sent"], found["drafts"]) == (6, 5, 0)
    ticks = next(each for each in found["questions"] if each["key"] == "ticks")
    assert sum(option["count"] for option in ticks["options"]) == ticks["answers"]
    assert sum(option["share"] for option in ticks["options"]) == pytest.approx(1)
    quiz.reopen(library, step, ids[0])
    assert quiz.standings(library, step, ids[0])[0].state is State.BUSY
    before = told(library, step)
    done = quiz.discard(library, step, ids[1])
    assert quiz.standings(library, step, ids[1])[0].state is State.TO_GO
    done.undo()
    assert told(library, step) == before
    assert quiz.metrics(library, step)["quiz"][0]["sent"] == 5


def test_moving_duplicating_and_asking_anew(quiz: Exercise, library: Library, answered: Answered) -> None:
    _, step, ids = answered
    own = [answer.value for answer in read_given(library, Who(step, ids[0]))]
    undo = move_answers(library, step, ids[0], ids[5]).undo
    moved = [answer.value for answer in read_given(library, Who(step, ids[5]))]
    assert len(moved) in (len(own), len(own) - 1)  # an answer that would name oneself goes
    undo()
    copy = duplicate_step(library, step).value
    assert get_setup(library, copy).questionnaire == EVERYTHING
    assert {each.state for each in quiz.standings(library, copy)} == {State.TO_GO}
    new_round(library, step)
    assert list(quiz.round_titles(library, step)) == ["Round 1", "Round 2"]
    assert quiz.standings(library, step)[0].keeps_earlier


def test_erasing_takes_every_word_of_a_person(quiz: Exercise, library: Library, answered: Answered) -> None:
    workshop, step, ids = answered
    erase_participant(library, ids[0])
    strip_third_parties(library, workshop)
    content = library.path.read_bytes()
    assert b"Cleo" not in content and b"Bob" not in content
    assert len(responses(library, step)) == 4


@pytest.mark.parametrize("form", [Format.CSV, Format.XLSX])
def test_a_table_goes_out_and_comes_back(
    quiz: Exercise, library: Library, answered: Answered, tmp_path: Path, form: Format
) -> None:
    workshop, step, _ = answered
    path = tmp_path / ("out" if form is Format.CSV else "out.xlsx")
    written = export_workshop(library, workshop, form, path)
    table = [each for each in written if "quiz" in each.name or form is Format.XLSX]
    other = new_workshop(library, "Elsewhere").value
    target = add_exercise(library, other, "quiz").value
    imported = import_files(library, other, table)
    assert not imported.failed, [file.proposal.plan.problems for file in imported.files]
    there = {name: rows for name, rows in told(library, target).items() if rows}
    assert there.keys() == told(library, step).keys()
    assert without_people(there) == without_people(told(library, step))


def without_people(found: dict[str, list[object]]) -> dict[str, list[object]]:
    """Whom others are asked for are other people elsewhere."""
    return {name: [row for row in rows if row[0] not in ("asks", "team")] for name, rows in found.items()}  # type: ignore[index]


def test_a_workshop_file_goes_out_and_comes_back(quiz: Exercise, library: Library, answered: Answered) -> None:
    workshop, step, _ = answered
    content = to_json(library, workshop)
    other = new_workshop(library, "Elsewhere").value
    plan_workshop(library, other, read_workshop("room.json", content)).apply()
    (target,) = [found.id for found, each in exercise_steps(library, other) if each.kind == "quiz"]
    assert told(library, target) == told(library, step)
    assert "quiz" in str(schema())


def test_a_form_goes_out_and_comes_back(quiz: Exercise, library: Library, answered: Answered, tmp_path: Path) -> None:
    workshop, step, ids = answered
    finish(export_worksheets(library, workshop, tmp_path / "sheets", fillable=True))
    name = people_of(library, workshop)[5].name
    form = next(path for path in (tmp_path / "sheets").glob("*.pdf") if name in path.name)
    writer = PdfWriter(clone_from=PdfReader(BytesIO(form.read_bytes())))
    lead = prefix_of(step)
    fields = {f"{lead}capability-planning": "/Yes", f"{lead}why": "It is new", f"{lead}contacts-1": "Zoe"}
    known = set(PdfReader(BytesIO(form.read_bytes())).get_fields() or {})
    assert fields.keys() <= known, sorted(known)
    for page in writer.pages:
        writer.update_page_form_field_values(page, fields, auto_regenerate=False)
    back = tmp_path / "back.pdf"
    writer.write(back)
    (sheet,) = finish(look_through(library, workshop, [back]))
    finish(bring_in(library, workshop, [sheet]))
    given = read_given(library, Who(step, ids[5]))
    assert given.options("capability") == ("planning",)
    assert [value.word for value in given.values("contacts")] == ["Zoe"]
    # What has to be answered is lacking, so the facilitator sends it or asks.
    assert quiz.standings(library, step, ids[5])[0].state in (State.DONE, State.BUSY)


def test_papers_have_bars_for_the_room_and_words_for_oneself(
    quiz: Exercise, library: Library, answered: Answered
) -> None:
    workshop, step, _ = answered
    text = words_in(summary(library, workshop).render())
    assert "What taught it to you?" in text and "5 of 6 people" in text
    assert "Because it is new" not in text and "Cleo" not in text
    person = people_of(library, workshop)[0]
    own = words_in(Handouts(library, workshop).of(person).render())
    given = read_given(library, Who(step, person.id))
    for value in given.values("contacts"):
        assert value.word is not None and value.word in own
    # Whom one asks stands there by name; nobody else does.
    asked = {value.person for value in given.values("asks")}
    others = [each.name for each in people_of(library, workshop) if each.id not in {person.id, *asked}]
    assert not [name for name in others if name in own]


def words_in(pdf: bytes) -> str:
    return " ".join(" ".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages).split())


def test_of_fewer_than_the_floor_the_client_reads_only_how_many(quiz: Exercise, library: Library) -> None:
    workshop = new_workshop(library, "Few").value
    ids = add_people(library, workshop, people(6)).value
    step = add_exercise(library, workshop, "quiz").value
    for number, person in enumerate(ids[:4]):
        quiz.simulate(library, step, person, Random(number))
    text = words_in(summary(library, workshop).render())
    assert "4 people have sent. It is shown from 5 people on" in text
    assert "A project" not in text


def test_a_broken_description_says_where(tmp_path: Path, library: Library) -> None:
    broken = {**QUIZ, "brokenquiz/__init__.py": "", "brokenquiz/exercise.json": QUIZ["quiz/exercise.json"],
              "brokenquiz/questionnaire.json": '{"title": "Broken", "questions": []}'}  # fmt: skip
    with added_exercise(tmp_path / "exercises", broken), pytest.raises(BadFile, match=r"questionnaire\.json") as raised:
        add_exercise(library, new_workshop(library, "Room").value, "brokenquiz")
    assert "questions" in str(raised.value)


def test_rounds_are_measured_with_each_persons_change(tmp_path: Path, library: Library) -> None:
    """By the command line, of as many people as the floor, and never so that a round's own total gives anybody away."""
    sure = Scale(
        key="sure", text="How sure are you?", label="Sure", labels=("not", "so so", "rather", "very"), lowest=1
    )
    asked = Questionnaire(title="Rounds", questions=(sure,))
    files = {"poll/__init__.py": "", "poll/exercise.json": '{"title": "Poll", "minutes": 5}',
             "poll/questionnaire.json": asked.model_dump_json(), "poll/samples.json": "{}"}  # fmt: skip
    with added_exercise(tmp_path / "exercises", files):
        poll = exercise("poll")
        workshop = new_workshop(library, "Room").value
        ids = add_people(library, workshop, people(12)).value
        step = add_exercise(library, workshop, "poll").value

        def answer(persons: list[int], points: list[float]) -> None:
            for person, value in zip(persons, points, strict=True):
                who = Who(step, person, corrects=True)
                begin(library, who)
                put(library, who, "sure", [Value(number=value)])
                send(library, who)

        answer(ids, [1, 2, 3, 1, 2, 3, 1, 2, 3, 1, 2, 3])
        assert poll.change_metrics(library, step) == {}
        new_round(library, step)
        answer(ids[:6], [2, 3, 4, 2, 3, 4])
        changed = poll.change_metrics(library, step)
        assert [each["round"] for each in changed["poll_rounds"]] == [1, 2]
        (found,) = changed["poll_changes"]
        assert (found["n"], found["before"], found["after"], found["mean"]) == (6, 2, 3, 1)
        assert found["low"] == found["high"] == 1
        assert poll.metrics_of_round(library, step, 1)["poll"][0]["sent"] == 12
        # One fewer than in the round before: beside that one's own total, means of these five would tell of the sixth.
        new_round(library, step)
        answer(ids[:5], [1, 1, 1, 1, 1])
        (found,) = poll.change_metrics(library, step)["poll_changes"]
        assert found["n"] == 5 and found["mean"] is found["before"] is found["after"] is None
        library.close()
        where = ("--library", library.path, "metrics", workshop, "--json")
        assert json.loads(facilitator(*where, "--round", 2).stdout)["poll"][0]["sent"] == 6
        assert "poll_changes" in json.loads(facilitator(*where).stdout)
