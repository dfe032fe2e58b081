"""Whoever knows in which order people answered tries to tell whose words are whose on what names nobody."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from io import BytesIO
from pathlib import Path
from random import Random

import pytest
from prepared import prepared
from pypdf import PdfReader
from roomful import allowed
from sqlalchemy import text

from facilitator.exercises.registry import exercise
from facilitator.exercises.steps import add_exercise, exercise_steps
from facilitator.exercises.stories.told import HEADLINE
from facilitator.questionnaires.setup import close
from facilitator.rehearsal.people import people
from facilitator.reports.compose import summary
from facilitator.sharing.exchange import Format, export_workshop
from facilitator.storage.library import Library
from facilitator.workshop.papers import PaperOptions
from facilitator.workshop.roster import add_people
from facilitator.workshop.workshops import new_workshop

PEOPLE = 18
KINDS = ("leaders_minutes", "stories", "composed")
OPTIONS = {"composed": {"begins_with": "retrospective"}}
WORDED = "SELECT id FROM answer WHERE length(word) > 12"
"""An answer of fewer letters is a name or a number."""
WRITTEN = "SELECT word, step_id, question FROM answer WHERE word LIKE 'Zq%' ORDER BY id"
ENOUGH, CHANCE = 11, 1e-7
"""So many words that their own order would hardly ever be met by chance."""
DOCUMENTS = 40


@pytest.fixture
def workshop(library: Library) -> int:
    """One in which people answered everything in the roster's order, each in words that nobody else has."""

    def make() -> int:
        with library.change("Fill the room"):
            return filled(library)

    return prepared(library, "linked words", make)


def filled(library: Library) -> int:
    workshop = new_workshop(library, "Room").value
    ids = add_people(library, workshop, people(PEOPLE)).value
    steps = [(kind, add_exercise(library, workshop, kind, options=OPTIONS.get(kind, {})).value) for kind in KINDS]
    for kind, step in steps:
        for person in ids:
            exercise(kind).simulate(library, step, person, Random(person))
    drawn = Random(7)
    with library.change("Other words") as change:
        connection = change.session.connection()
        for (answer,) in connection.execute(text(WORDED)).all():
            word = "Zq" + "".join(drawn.choices("bcdfghjkmnprstvwxz", k=6))
            connection.execute(text("UPDATE answer SET word = :word WHERE id = :id"), {"word": word, "id": answer})
    for kind, step in steps:
        exercise(kind).simulate_room(library, step, Random(1))
        if kind == "composed":
            close(library, step)
    return workshop


def documents(library: Library, workshop: int, folder: Path) -> Iterator[tuple[str, str]]:
    """What leaves without names, with all that can be read in it in its order."""
    yield "summary", read(summary(library, workshop, PaperOptions(names=False, cover=False)).render())
    for form, name in ((Format.CSV, "tables"), (Format.JSON, "out.json")):
        for path in export_workshop(library, workshop, form, folder / name, pseudonyms=True):
            yield path.name, path.read_text(encoding="utf-8-sig")


def read(content: bytes) -> str:
    return " ".join(page.extract_text() for page in PdfReader(BytesIO(content)).pages)


def test_words_stand_in_no_order_of_those_who_wrote_them(library: Library, workshop: int, tmp_path: Path) -> None:
    # Imported here: it takes its time.
    from scipy.stats import kendalltau

    with library.read() as session:
        rows = session.connection().execute(text(WRITTEN)).all()
    asked: Mapping[str, tuple[int, str]] = {word: (step, question) for word, step, question in rows}
    places = {word: place for place, word in enumerate(asked)}
    kinds = {step.id: each.kind for step, each in exercise_steps(library, workshop)}
    judged = set()
    for name, said in documents(library, workshop, tmp_path):
        found: dict[tuple[int, str], list[int]] = defaultdict(list)
        for word in dict.fromkeys(re.findall(r"Zq[a-z]{6}", said)):
            found[asked[word]].append(places[word])
        for (step, question), those in found.items():
            if len(those) >= ENOUGH:
                judged.add((name, kinds[step]))
                assert kendalltau(range(len(those)), those).pvalue > CHANCE, (name, kinds[step], question)
    assert {kind for name, kind in judged if name == "summary"} >= {"leaders_minutes", "composed"}
    assert {kind for name, kind in judged if name == "out.json"} >= {"leaders_minutes", "composed"}


def test_stories_without_their_tellers_stand_in_no_order(library: Library, workshop: int) -> None:
    """They are few in a room, so that many summaries are looked at: what is built is what has these texts."""
    step = next(step.id for step, each in exercise_steps(library, workshop) if each.kind == "stories")
    with library.read() as session:
        rows = session.connection().execute(text(WRITTEN)).all()
    begun = [word for word, of, question in rows if (of, question) == (step, HEADLINE)]
    right = guesses = 0
    for _ in range(DOCUMENTS):
        section = exercise("stories").summary_sections(library, step, names=False)[0]
        told = [begun.index(word) for word in section.texts if word in begun]
        right += sum(one == other for one, other in zip(told, sorted(told), strict=True))
        guesses += len(told)
    stories = guesses // DOCUMENTS
    assert stories > 1 and right <= allowed(guesses, 1 / stories)
