"""Of each kind of described exercise: whose words and names the room, the summary and a handout hold, and no others.

Every text that somebody wrote says to which question it is an answer, and whose.
"""

import re
from io import BytesIO
from random import Random
from typing import NamedTuple

import pytest
from pypdf import PdfReader
from pytestqt.qtbot import QtBot

from facilitator.actions.actions import actions_of
from facilitator.exercises.promises import take_promises
from facilitator.exercises.registry import exercise, exercises
from facilitator.exercises.steps import add_exercise
from facilitator.questionnaires.answer_rows import run
from facilitator.questionnaires.answers import begin, put, put_entry, send
from facilitator.questionnaires.counted import read_room
from facilitator.questionnaires.fitting import fitting_figures
from facilitator.questionnaires.model import Number, Questionnaire, Text, Value
from facilitator.questionnaires.reading import Who, responses
from facilitator.questionnaires.setup import get_setup
from facilitator.rehearsal.people import people
from facilitator.reports.compose import Handouts, summary
from facilitator.storage.library import Library
from facilitator.workshop.papers import PaperOptions
from facilitator.workshop.roster import add_people, people_of
from facilitator.workshop.workshops import new_workshop
from ui.actions.board import actions_board
from ui.bridge import LibraryBridge
from ui.exercises.board_view import BoardView
from ui.exercises.registry import exercise_ui
from ui.pages.views import FigureView

FEW, ENOUGH = 4, 9
_MARK = re.compile(r"zq(\w+?)of(\d+)")


class Kind(NamedTuple):
    """What the room reads of a kind, what the summary has beside that, and what stands among the actions."""

    room: set[str]
    summary: set[str] = set()
    actions: set[str] = set()
    names_owners: bool = False
    by_consent: bool = False


KINDS = {
    "canvas": Kind({"add", "embed", "extract", "share"}, {"work"}, {"add", "embed", "extract", "share"}, True),
    "team_goals": Kind({"performance", "development"}, set(), {"development", "sign"}, True),
    "communities": Kind({"topic"}, set(), {"topic"}, True),
    "leaders_minutes": Kind({"reflect", "place", "across"}, set(), {"reflect", "place", "across", "sign"}, True),
    "learning_mix": Kind(set()),
    "success_cases": Kind({"line", "fact"}, by_consent=True),
    "recognition": Kind(
        {"team_for", "team_result", "person_for", "person_result"}, by_consent=True),
    "composed:retrospective": Kind({"keep", "stop", "try"}),
    "composed:lessons_learned": Kind({"lesson", "when"}),
    "composed:check_in": Kind({"one_word"}),
    "composed:expectations": Kind({"wish", "worry"}),
}  # fmt: skip

READ_ELSEWHERE = {"challenge", "stories", "three_questions"}
"""Kinds that have tests of their own of what the room reads."""


def answered(library: Library, kind: str, count: int) -> tuple[int, int]:
    """A workshop and its step, which so many have answered, each text with the marks of its question and response."""
    key, _, begins_with = kind.partition(":")
    workshop = new_workshop(library, "Room").value
    ids = add_people(library, workshop, people(ENOUGH)).value
    options = {"begins_with": begins_with} if begins_with else {}
    step = add_exercise(library, workshop, key, options=options).value
    each, number = exercise(key), 0
    while sum(len(found.members) for found in responses(library, step)) < count:
        each.simulate(library, step, ids[number], Random(number))
        number += 1
    each.simulate_room(library, step, Random(1))
    with library.change("Mark the words") as change:
        for found in responses(library, step):
            for answer in found.given:
                if answer.value.word:
                    marked = f"zq{answer.question}of{found.id}"
                    run(change.session, "UPDATE answer SET word = ? WHERE id = ?", marked, answer.id)
    return workshop, step


def projected(qtbot: QtBot, bridge: LibraryBridge, kind: str, step: int) -> str:
    screens, said = exercise_ui(kind.partition(":")[0]), []
    for view in screens.views_of(bridge.library, step):
        shown = screens.projector_view(view.key, bridge, step)
        qtbot.addWidget(shown)
        assert isinstance(shown, BoardView | FigureView)
        said.append(repr(shown.wall.board) if isinstance(shown, BoardView) else " ".join(shown.texts))
    return " ".join(said)


def words(pdf: bytes) -> str:
    return "".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages).replace("\n", "")


def questions(text: str) -> set[str]:
    return {key for key, _ in _MARK.findall(text)}


def test_every_kind_that_asks_is_here() -> None:
    """What the room reads of one that nobody has entered here would be held by no test."""
    asking = {each.kind for each in exercises() if each.is_described} - READ_ELSEWHERE
    assert {kind.partition(":")[0] for kind in KINDS} == asking


@pytest.mark.parametrize("kind", KINDS)
def test_the_room_and_the_client_read_what_the_notice_says(
    qtbot: QtBot, library: Library, bridge: LibraryBridge, kind: str
) -> None:
    workshop, step = answered(library, kind, ENOUGH)
    names = [person.name for person in people_of(library, workshop)]
    expected, key = KINDS[kind], kind.partition(":")[0]
    room, paper = projected(qtbot, bridge, kind, step), words(summary(library, workshop).render())
    assert questions(room) == expected.room
    if not expected.by_consent:
        assert [name for name in names if name in room] == []
        assert questions(paper) == expected.room | expected.summary
    else:
        assert questions(paper) <= expected.room
        # The catalogue of the papers says of these views that they are by consent.
        views = {view.label for view in exercise_ui(key).views_of(library, step)}
        assert views & {*exercise(key).shown_by_consent(library, step)}
    assert [name for name in names if name in paper] == []
    # On the handout of each stands what they wrote, and of others what these let them read.
    handouts = Handouts(library, workshop)
    own = {person: found.id for found in responses(library, step) for person in found.members}
    for person in people_of(library, workshop)[:1]:
        handout = handouts.of(person)
        assert handout is not None
        said = {int(response) for _, response in _MARK.findall(words(handout.render()))}
        assert said == {own[person.id]} or key == "recognition"

    promised = take_promises(library, step).value
    actions = actions_of(library, workshop)
    assert bool(promised) == bool(expected.actions)
    listed = repr(actions_board(actions))
    assert questions(listed) == expected.actions
    if expected.names_owners:
        assert {action.owner for action in actions} & set(names) and any(name in listed for name in names)
        named, nameless = (
            words(summary(library, workshop, PaperOptions(names=agreed)).render()) for agreed in (True, False)
        )
        assert [name for name in names if name in nameless] == [] != [name for name in names if name in named]


@pytest.mark.parametrize("kind", ["communities", "leaders_minutes", "composed:retrospective"])
def test_of_few_the_room_and_the_client_read_no_word(
    qtbot: QtBot, library: Library, bridge: LibraryBridge, kind: str
) -> None:
    workshop, step = answered(library, kind, FEW)
    assert questions(projected(qtbot, bridge, kind, step)) == set()
    paper = words(summary(library, workshop).render())
    assert questions(paper) == set()
    assert f"{FEW} people have sent. It is shown from 5 people on" in paper


@pytest.mark.parametrize("kind", ["success_cases", "learning_mix", "composed:lessons_learned"])
def test_of_few_nobody_reads_to_how_many_a_question_was_left(
    qtbot: QtBot, library: Library, bridge: LibraryBridge, kind: str
) -> None:
    """What got in the way is asked of those who got nowhere: of four people, how many said it is what they answered."""
    workshop, step = answered(library, kind, FEW)
    asked = get_setup(library, step).questionnaire
    given = [each.given for each in responses(library, step)]
    answered_by = {
        key: sum(any(not one.value.missing for one in each.of(key)) for each in given) for key in asked.by_key
    }
    assert any(0 < count < FEW for count in answered_by.values())
    for text in (projected(qtbot, bridge, kind, step), words(summary(library, workshop).render())):
        assert f"{FEW} people have sent" in text
        assert not re.search(r"rests on|named one|[1-3] of 9 people", text)


def test_of_few_who_answered_a_question_no_sentence_tells_what_they_said(library: Library) -> None:
    """Three people's numbers, four each, are enough values for a median and too few people for any."""
    questions = (Text(key="card", text="Which?", entries=4), Number(key="hours", text="Hours?", about="card"))
    asks = Questionnaire(title="Hours", questions=questions)
    workshop = new_workshop(library, "Room").value
    step = add_exercise(library, workshop, "composed", options={"begins_with": asks.model_dump(mode="json")}).value
    for number, person in enumerate(add_people(library, workshop, people(ENOUGH)).value):
        begin(library, Who(step, person))
        for entry in range(4 if number < 3 else 0):
            card = put_entry(library, Who(step, person), "card", f"Card {entry}").value
            put(library, Who(step, person), "hours", [Value(number=40 + entry)], card)
        send(library, Who(step, person))
    figure = fitting_figures(read_room(library, step))["q.hours"]
    assert figure.is_withheld and "half of them" not in figure.sentence
    text = words(summary(library, workshop).render())
    assert "This rests on 3 people" in text and "How many gave each" not in text
