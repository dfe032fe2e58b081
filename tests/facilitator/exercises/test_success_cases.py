"""Three that worked, three that got stuck: what may be told, by whom, and what is never told."""

import json
from io import BytesIO
from random import Random

import pytest
from pypdf import PdfReader

from facilitator.charts.rows import Rows
from facilitator.clock import now
from facilitator.errors import NotFound
from facilitator.exercises.agreement import change_agreement
from facilitator.exercises.registry import exercise
from facilitator.exercises.steps import add_exercise, erase_participant, move_answers
from facilitator.exercises.success_cases.cases import cases, mark, say_fact, told
from facilitator.nameless import Pseudonyms
from facilitator.protection.notice import notice_of
from facilitator.protection.papers import access
from facilitator.questionnaires.answers import put, put_entry, reopen, send
from facilitator.questionnaires.counted import read_room
from facilitator.questionnaires.model import Value
from facilitator.questionnaires.reading import Who
from facilitator.questionnaires.setup import new_round
from facilitator.reports.compose import summary
from facilitator.sharing.workshop_file import plan_workshop, read_workshop, to_json
from facilitator.storage.library import Library
from facilitator.workshop.papers import PaperOptions
from facilitator.workshop.roster import Person, add_people, people_of
from facilitator.workshop.workshops import new_workshop

KIND = "success_cases"
SECRET = "Because the boss said no"


def worked(library: Library, step: int, person: int, line: str, fact: str = "", *, agrees: bool) -> None:
    who = Who(step, person)
    put(library, who, "came", [Value("result")])
    put_entry(library, who, "line", line)
    if fact:
        put_entry(library, who, "fact", fact)
    put(library, who, "agree", [Value(day=now().date()) if agrees else Value(missing="declined")])
    send(library, who)


def stuck(library: Library, step: int, person: int, obstacle: str) -> None:
    who = Who(step, person)
    put(library, who, "came", [Value("not_yet")])
    put(library, who, "obstacle", [Value(obstacle)])
    put_entry(library, who, "because", SECRET)
    send(library, who)


@pytest.fixture
def room(library: Library) -> tuple[int, int, list[int]]:
    """Three with results, one of whom has not agreed and one of whom has no fact, and four who got stuck."""
    workshop = new_workshop(library, "Follow-up").value
    ids = add_people(library, workshop, [Person(f"Name{number} Family{number}") for number in range(7)]).value
    step = add_exercise(library, workshop, KIND).value
    worked(library, step, ids[0], "We ask one question a shift", "Calls fell from ten to four", agrees=True)
    worked(library, step, ids[1], "Silent result", "A fact", agrees=False)
    worked(library, step, ids[2], "No fact yet", agrees=True)
    for person in ids[3:]:
        stuck(library, step, person, "time")
    return workshop, step, list(ids)


def words(library: Library, workshop: int, *, names: bool = False) -> str:
    pdf = summary(library, workshop, PaperOptions(names=names)).render()
    return " ".join(" ".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages).split())


def test_told_is_what_is_marked_agreed_to_and_backed(library: Library, room: tuple[int, int, list[int]]) -> None:
    workshop, step, ids = room
    assert told(library, step) == [] and "No result has been marked" in words(library, workshop)
    for person in ids[:4]:
        mark(library, step, person, True)
    assert [each.participant_id for each in told(library, step)] == [ids[0]]
    assert {each.participant_id: each.why_not for each in cases(library, step) if each.why_not} == {
        ids[1]: "Not told: Name1 Family1 has not agreed.",
        ids[2]: "Not told: one fact that backs it is missing.",
    }
    backed = say_fact(library, step, ids[2], "The list says so")
    assert len(told(library, step)) == 2
    without, named = words(library, workshop), words(library, workshop, names=True)
    assert "We ask one question a shift" in without and "The fact: Calls fell from ten to four" in without
    assert "Name0" not in without and "Name0 Family0" in named
    for paper in (without, named):
        # Without consent nothing, and of what got stuck neither words nor people.
        assert "Silent result" not in paper and SECRET not in paper and "Name3" not in paper.split("What worked")[1]
    backed.undo()
    assert len(told(library, step)) == 1
    # Consent is taken back by answering anew.
    reopen(library, Who(step, ids[0]))
    put(library, Who(step, ids[0]), "agree", [Value(missing="declined")])
    send(library, Who(step, ids[0]))
    assert told(library, step) == []
    with pytest.raises(NotFound):
        mark(library, step, 999, True)


def test_obstacles_are_shown_of_enough_who_named_one(library: Library, room: tuple[int, int, list[int]]) -> None:
    workshop, step, ids = room
    figure = exercise(KIND).figures(library, step)["obstacle"]
    assert (figure.people, figure.is_withheld) == (4, True), "seven have sent, but four named one"
    assert "There was no time" not in words(library, workshop)
    (more,) = add_people(library, workshop, [Person("One More")]).value
    stuck(library, step, more, "other")
    assert not exercise(KIND).figures(library, step)["obstacle"].is_withheld
    assert "There was no time" in words(library, workshop) and "5 people named one" in words(library, workshop)
    (found,) = exercise(KIND).metrics(library, step)[KIND]
    assert (found["sent"], found["told"], found["marked_stuck"]) == (8, 0, 0)
    # Nobody marks or tells anything of somebody who is erased.
    mark(library, step, ids[0], True)
    erase_participant(library, ids[0])
    assert told(library, step) == []


def test_that_nobody_of_few_named_an_obstacle_is_told_to_nobody(library: Library) -> None:
    """All four have used it: that nobody got stuck says so of each. Of enough people it may be said."""
    workshop = new_workshop(library, "Follow-up").value
    ids = add_people(library, workshop, [Person(f"Name{number} Family{number}") for number in range(5)]).value
    step = add_exercise(library, workshop, KIND).value
    assert not exercise(KIND).figures(library, step)["obstacle"].is_withheld
    for number, person in enumerate(ids, start=1):
        worked(library, step, person, "We ask one question a shift", agrees=False)
        assert exercise(KIND).figures(library, step)["obstacle"].is_withheld is (number < 5)
        if number == 4:
            assert "named" not in words(library, workshop)
    assert "Nobody has named an obstacle." in words(library, workshop)


def test_marks_travel_with_the_workshop_and_with_no_pseudonym(
    library: Library, room: tuple[int, int, list[int]]
) -> None:
    workshop, step, ids = room
    mark(library, step, ids[0], True)
    say_fact(library, step, ids[0], "Name3 has counted it")
    back = new_workshop(library, "Back").value
    plan_workshop(library, back, read_workshop("w.json", to_json(library, workshop))).apply()
    copied = json.loads(to_json(library, back))["agenda"][0]
    (again,) = told(library, step + 1)
    assert (again.name, again.fact) == ("Name0 Family0", "Name3 has counted it")
    assert copied["data"]["marks"][0]["fact"] == "Name3 has counted it"
    names = [person.name for person in people_of(library, workshop)]
    nameless = to_json(library, workshop, pseudonyms=Pseudonyms(ids, names=names)).decode()
    assert "counted it" not in nameless and json.loads(nameless)["agenda"][0]["data"]["marks"] == []


def test_a_room_is_rehearsed(library: Library) -> None:
    workshop = new_workshop(library, "W").value
    ids = add_people(library, workshop, [Person(f"P{number}") for number in range(18)]).value
    step = add_exercise(library, workshop, KIND).value
    for number, person in enumerate(ids):
        exercise(KIND).simulate(library, step, person, Random(number))
    exercise(KIND).simulate_room(library, step, Random(1))
    (found,) = exercise(KIND).metrics(library, step)[KIND]
    assert (found["sent"], found["marked_worked"], found["marked_stuck"]) == (18, 3, 3) and found["told"] >= 2


def test_marks_of_a_round_before_stay_where_the_answers_of_that_round_do(
    library: Library, room: tuple[int, int, list[int]]
) -> None:
    workshop, step, ids = room
    mark(library, step, ids[0], True)
    say_fact(library, step, ids[0], "The list says so")
    new_round(library, step)
    worked(library, step, ids[0], "Anew", "Seen", agrees=True)
    mark(library, step, ids[0], True)

    def marked() -> set[tuple[int, int]]:
        data = json.loads(to_json(library, workshop))["agenda"][0]["data"]
        return {(each["round"], each["person"]) for each in data["marks"]}

    moved = move_answers(library, step, ids[0], ids[5])
    assert marked() == {(1, 1), (2, 6)}
    moved.undo()
    move_answers(library, step, ids[0], ids[5], earlier=True)
    assert marked() == {(1, 6), (2, 6)}


def test_whoever_asks_gets_what_they_said_and_what_was_noted_of_it(
    library: Library, room: tuple[int, int, list[int]]
) -> None:
    _, step, ids = room
    mark(library, step, ids[0], True)
    say_fact(library, step, ids[0], "The list says so")
    said = json.dumps(access(library, ids[0]), default=str)
    assert "We ask one question a shift" in said and "The list says so" in said
    assert "Silent result" not in said and "Silent result" in json.dumps(access(library, ids[1]), default=str)
    (stranger,) = add_people(library, room[0], [Person("Who Has Sent Nothing")]).value
    assert access(library, stranger)["answers"] == []


def test_under_a_works_agreement_nobodys_result_is_told(library: Library, room: tuple[int, int, list[int]]) -> None:
    workshop, step, ids = room
    mark(library, step, ids[0], True)
    assert len(told(library, step)) == 1

    def notice() -> str:
        return " ".join(text for _, texts in notice_of(library, workshop).sections for text in texts)

    assert "Your result too, if you agree" in notice() and "of fewer than 5 people" in notice()
    change_agreement(library, workshop, holds=True)
    assert told(library, step) == [] and "We ask one question" not in words(library, workshop)
    assert {each.why_not for each in cases(library, step) if each.marked} == {
        "Not told: under the works agreement there are counts only."
    }
    assert "Your result too" not in notice() and "of fewer than 7 people" in notice()


def test_what_came_of_it_for_few_is_no_difference_to_the_results_that_are_told(library: Library) -> None:
    """These are read with their tellers: of the rest it would be known who they are, and what they answered."""
    workshop = new_workshop(library, "Follow-up").value
    ids = add_people(library, workshop, [Person(f"Name{number} Family{number}") for number in range(12)]).value
    step = add_exercise(library, workshop, KIND).value
    for person in ids[:8]:
        worked(library, step, person, "A line", "A fact", agrees=True)
    for person in ids[8:]:
        stuck(library, step, person, "time")

    def came(round_: int) -> dict[str, str]:
        figure = exercise(KIND).figures(library, step, read_room(library, step, round_))["came"]
        assert isinstance(figure.chart, Rows) and not figure.is_withheld
        return {number: figure.sentence for row in figure.chart.rows for _, number in row.bars if number != "0"}

    for person in ids[:7]:
        mark(library, step, person, True)
    assert came(1).keys() == {"8", "4"}, "five are not told"
    mark(library, step, ids[7], True)
    ((number, sentence),) = came(1).items()
    assert number == "8" and "too few whose results are not told are left out" in sentence
    # Who is told now was not in the round before, which is read without names.
    new_round(library, step)
    for person in ids[:8]:
        worked(library, step, person, "A line", "A fact", agrees=True)
        mark(library, step, person, True)
    assert came(1).keys() == {"8", "4"}
