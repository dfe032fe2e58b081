"""Whoever looks at the sample in German, or rehearses so, reads in German what invented people answer and are."""

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from importlib.resources import files
from random import Random
from typing import Any

import pytest
from babel.messages.pofile import read_po

from facilitator.exercises.hooks import Exercise
from facilitator.exercises.registry import exercise, exercises
from facilitator.exercises.steps import add_exercise, exercise_steps
from facilitator.exercises.templates import bundled, bundled_agenda
from facilitator.i18n import AGENDA, SAMPLES, speaking
from facilitator.questionnaires.model import Questionnaire, Text
from facilitator.rehearsal.people import people
from facilitator.rehearsal.sample import sample_workshop
from facilitator.resources import resource
from facilitator.storage.library import Library
from facilitator.workshop.papers import PaperOptions, keep_paper_options
from facilitator.workshop.roster import people_of

SHORT = 12
"""A text of fewer letters may be the same by chance, or a key."""


def english() -> set[str]:
    """What invented people say and agree on, as far as German says it in other words."""
    path = resource("translations", "de", "LC_MESSAGES", "facilitator.po")
    texts = [each for each in read_po(path.read_text(encoding="utf-8").splitlines()) if each.context]
    places = ("resources/samples/", "/samples.json", "resources/agendas/")
    ours = [each for each in texts if any(part in name for name, _ in each.locations for part in places)]
    wanted = {str(each.id) for each in ours if each.context in (SAMPLES, AGENDA) and each.id != each.string}
    return {text for text in wanted if len(text) > SHORT}


def texts_in(library: Library) -> set[str]:
    """Every text in the file, but for agenda and settings: what the program brings along is kept in English there."""
    with closing(sqlite3.connect(library.path)) as file:
        tables = [name for (name,) in file.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        wanted = [name for name in tables if not name.startswith(("agenda", "sqlite", "undo", "journal"))]
        return {
            value
            for name in wanted
            for row in file.execute(f'SELECT * FROM "{name}"')  # names of our own tables
            for value in row
            if isinstance(value, str)
        }


def played(library: Library) -> int:
    """The sample workshop with every exercise that there is."""
    workshop = sample_workshop(library, count=6).value
    there = {each.kind for _, each in exercise_steps(library, workshop)}
    for each in exercises():
        if each.kind not in there:
            step = add_exercise(library, workshop, each.kind).value
            for person in people_of(library, workshop):
                each.simulate(library, step, person.id, Random(person.id))
            each.simulate_room(library, step, Random(step))
    return workshop


def test_no_answer_is_english_in_a_german_sample(library: Library) -> None:
    with speaking("de"):
        played(library)
    said = texts_in(library)
    assert not said & english()
    # They were looked for where they are.
    assert any(text.startswith("Übergabe beim Schichtwechsel") or "Nachtschicht" in text for text in said)


def test_the_search_finds_them_where_they_are_english(library: Library) -> None:
    played(library)
    assert len(texts_in(library) & english()) > 60


@pytest.mark.parametrize("key", [key for key in bundled() if "sample" in bundled_agenda(key)])
def test_what_was_agreed_on_before_is_german_too(library: Library, key: str) -> None:
    with speaking("de"):
        sample_workshop(library, template=key, count=2)
    with closing(sqlite3.connect(library.path)) as file:
        agreed = {value for row in file.execute("SELECT what, sign FROM workshop_action") for value in row if value}
    assert not agreed & english()


def test_teams_places_and_levels_are_german() -> None:
    with speaking("de"):
        german = people(60)
    assert {"Kundendienst", "Betrieb", "Technik"} <= {person.team for person in german}
    assert {person.name for person in german} == {person.name for person in people(60)}
    assert not {person.level for person in german} & {person.level for person in people(60)}


def texts_of(value: Any) -> Iterator[Text]:
    for question in Questionnaire.model_validate(value.get("questionnaire", value)).by_key.values():
        if isinstance(question, Text):
            yield question


@pytest.mark.parametrize("kind", [each.kind for each in exercises() if each.has(Exercise.samples)])
def test_german_answers_have_room_and_are_as_many(library: Library, kind: str) -> None:
    """What is too long would not be given, and two that became one would be given twice."""
    workshop = sample_workshop(library, count=2).value
    step = add_exercise(library, workshop, kind).value
    folder = files("facilitator.exercises").joinpath(kind)
    asked = [json.loads(folder.joinpath("questionnaire.json").read_text(encoding="utf-8"))]
    if exercise(kind).builds_questions:
        asked += [json.loads(each.read_text(encoding="utf-8")) for each in resource("questionnaires").iterdir()]
    longest = {question.key: question.longest for one in asked for question in texts_of(one)}
    source = exercise(kind).samples(library, step)
    keep_paper_options(library, workshop, PaperOptions(language="de"))
    german = exercise(kind).samples(library, step)
    pairs = [(key, each) for one in (german, *german.get("together", ())) for key, each in dict(one).items()]
    for key, given in pairs:
        words = [given] if isinstance(given, str) else [each for each in given if isinstance(each, str)]
        assert all(len(text) <= longest.get(key, 4000) for text in words), key
    for key, given in source.items():
        if key in longest:
            assert len(set(german[key])) == len(set(given))
            assert set(german[key]) != set(given)
