"""A step as JSON: what it asks, all versions and rounds, and everything that was answered, out and back in."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from asked import ANY, EVERYTHING, Asked, ask, ask_everything, contents, fill, opened_copy, questionnaires, rows_of
from hypothesis import given
from hypothesis import strategies as st
from json_schemas import by

from facilitator.errors import BadFile, Invalid
from facilitator.nameless import Pseudonyms
from facilitator.questionnaires.answers import add_for_room, put, send
from facilitator.questionnaires.document import restore, schema, to_document
from facilitator.questionnaires.model import Questionnaire, Text, Value
from facilitator.questionnaires.reading import nobodys, responses
from facilitator.questionnaires.setup import change_questionnaire, get_setup, new_round, versions_of
from facilitator.questionnaires.teams import team_id
from facilitator.storage.library import Library
from facilitator.workshop.agenda import add_step
from facilitator.workshop.roster import people_of


def document(asked: Asked, pseudonyms: Pseudonyms | None = None) -> dict[str, Any]:
    with asked.library.read() as session:
        found = to_document(session, asked.step, {}, pseudonyms)
    assert json.loads(json.dumps(found)) == found
    by(schema).validate(found)
    return found


def restored(asked: Asked, content: Mapping[str, Any], people: Mapping[int, int]) -> Asked:
    step = add_step(asked.library, asked.workshop, "Restored").value
    with asked.library.change("Restore") as change:
        restore(change.session, step, content, people, {})
    return Asked(asked.library, step, asked.workshop, asked.people)


def test_versions_rounds_and_answers_of_nobody_come_back(library: Library) -> None:
    asked = ask_everything(library)
    put(library, asked.who(0), "contacts", [Value(word="AB")])
    put(library, asked.who(0), "asks", [Value(person=asked.people[1])])
    send(library, asked.who(0, corrects=True))
    new_round(library, asked.step)
    change_questionnaire(library, asked.step, EVERYTHING.edited(title="Another"))
    put(library, asked.who(2), "contacts", [Value(word="CD")])
    add_for_room(library, asked.step, "contacts", Value(word="Of the room"))
    same = {person: person for person in asked.people}
    back = restored(asked, document(asked), same)
    assert document(back) == document(asked)
    assert contents(responses(library, back.step, 1)[0].given) == contents(responses(library, asked.step, 1)[0].given)
    assert not back.given(0)
    assert contents(back.given(2)) == {("contacts", None): [Value(word="CD")]}
    assert nobodys(library, back.step).values("contacts") == (Value(word="Of the room"),)
    with library.read() as session:
        assert versions_of(session, back.step) == versions_of(session, asked.step)
    with library.change("Again") as change, pytest.raises(Invalid, match="already"):
        restore(change.session, back.step, document(asked), same, {})


@pytest.mark.parametrize(
    "spoil",
    [
        lambda form: form["questionnaire"].update(kind="x"),
        lambda form: form["responses"][0]["answers"][0].update(question="gone"),
        lambda form: form["responses"][0].update(people=[99]),
        lambda form: form["responses"][0]["answers"][0].update(about=99),
        lambda form: form["responses"][0]["answers"][0].update(version=9),
        lambda form: form["responses"][0]["answers"][0].update(word="x" * 41),
        lambda form: form["responses"][0]["answers"][0].update(word=None),
        lambda form: form["responses"][0]["answers"][0].update(number=2),
        lambda form: form["responses"][0]["answers"].append({"id": 2, "question": "contacts", "word": "CD"}),
        lambda form: form["responses"][0]["answers"].append({"id": 2, "question": "close", "number": 1}),
        lambda form: form["responses"][0]["answers"].append({"id": 2, "question": "close", "number": 9, "about": 1}),
    ],
)
def test_a_file_that_is_no_such_document_is_refused_and_changes_nothing(library: Library, spoil: Any) -> None:
    asked = ask_everything(library)
    put(library, asked.who(0), "contacts", [Value(word="AB")])
    content = document(asked)
    spoil(content)
    step = add_step(library, asked.workshop, "Restored").value
    with pytest.raises(BadFile), library.change("Restore") as change:
        restore(change.session, step, content, {person: person for person in asked.people}, {})
    assert rows_of(library, step) == []


def test_words_of_things_follow_on(library: Library) -> None:
    asked = ask_everything(library)
    (first,) = put(library, asked.who(0), "contacts", [Value(word="AB")]).value
    things = {"answer 77": "answer 1"}
    with library.read() as session:
        to_document(session, asked.step, things)
    assert things[f"answer {first}"] == "answer 2"


def test_with_pseudonyms_words_are_in_nobodys_hands(library: Library) -> None:
    asked = ask(library, EVERYTHING, 6)
    people = people_of(library, asked.workshop)
    for number in range(2, 6):
        # Of fewer than five who have sent nothing leaves under a pseudonym.
        assert document(asked, Pseudonyms([person.id for person in people])).get("responses", []) == []
        put(library, asked.who(number), "size", [Value(number=5)])
        send(library, asked.who(number, corrects=True))
    put(library, asked.who(0), "contacts", [Value(word="Karl K.")])
    put(library, asked.who(0), "capability", [Value("planning")])
    put(library, asked.who(0), "why", [Value(word=f"{people[1].name} said so")])
    send(library, asked.who(0, corrects=True))
    with library.change("Teams") as change:
        support = team_id(change.session, asked.workshop, "Support")
    put(library, asked.who(0), "team", [Value(team=support)])
    send(library, asked.who(0, corrects=True))
    put(library, asked.who(1), "contacts", [Value(word="A draft")])
    hidden = Pseudonyms([person.id for person in people], names=[person.name for person in people])
    found = document(asked, hidden)
    assert not any(part in json.dumps(found["responses"]) for part in ("team", "said so"))
    assert not any(part in json.dumps(found) for part in ("Karl", "draft", "Support", *people[1].name.split()))
    assert [answer["word"] for answer in found["nobodys"]] == ["… said so"]
    back = restored(asked, found, {hidden.number(person): person for person in asked.people})
    assert contents(back.given(0))["capability", None] == [Value("planning")]


@given(data=st.data(), names=st.sampled_from(["signed", "anonymous"]))
@ANY
def test_any_answers_are_the_same_after_json(empty_library: Path, data: st.DataObject, names: str) -> None:
    with opened_copy(empty_library) as library:
        asked = ask(library, data.draw(questionnaires(names)), 3)
        for number in range(2):
            fill(data.draw, asked, number, sends=data.draw(st.booleans()))
        found = document(asked)
        back = restored(asked, found, {person: person for person in asked.people})
        assert get_setup(library, back.step).questionnaire == get_setup(library, asked.step).questionnaire
        if names == "signed":
            assert document(back) == found
            assert [contents(back.given(n)) for n in range(3)] == [contents(asked.given(n)) for n in range(3)]
        else:
            assert len(rows_of(library, back.step)) == len(found.get("nobodys", []))


def test_the_schema_knows_all_kinds() -> None:
    asked = Questionnaire(title="T", questions=(Text(key="a", text="A?"),))
    validator = by(schema)
    validator.validate({"questionnaire": asked.model_dump(mode="json")})
    assert not validator.is_valid({"questionnaire": {**asked.model_dump(mode="json"), "title": ""}})
    assert not validator.is_valid(
        {"questionnaire": {"title": "T", "questions": [{"kind": "poem", "key": "a", "text": "A"}]}}
    )
