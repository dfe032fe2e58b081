"""Libraries whose cards were no answers yet: all of it is there afterwards, and can be gone on with."""

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

from kept_library import cards_now, cards_then, library_of_cards
from written_cards import Writer, own_cards, write_card

from facilitator.actions.actions import actions_of
from facilitator.exercises.registry import exercise
from facilitator.exercises.steps import exercise_steps
from facilitator.exercises.three_questions.cards import add_for_room
from facilitator.exercises.three_questions.earlier import look_back
from facilitator.exercises.three_questions.participants import standings
from facilitator.exercises.three_questions.setup import change_phase, change_prompts, get_setup
from facilitator.exercises.three_questions.templates import Prompt
from facilitator.exercises.three_questions.wall import read_wall
from facilitator.questionnaires.reading import responses
from facilitator.sharing.exchange import Format, export_workshop
from facilitator.sharing.importing import import_files
from facilitator.storage.library import Library, open_library
from facilitator.workshop.roster import people_of
from facilitator.workshop.standings import State
from facilitator.workshop.workshops import list_workshops, new_workshop

VALUE = "id, response_id, question, option, place, word, number, sent"


def without_moved(found: list[Any]) -> list[Any]:
    """The same without the ids of cards, in their words, and with the one text that had to be worded otherwise."""
    settings, prompts, writers, cards, sheets = found
    told = [(*card[1:6], card[6].replace("(skipped)", "(Skipped)"), *card[7:]) for card in cards]
    return [settings, prompts, writers, sorted(told, key=repr), [each[1:] for each in sheets]]


def test_everything_is_there_in_its_place(tmp_path: Path) -> None:
    path = library_of_cards(tmp_path)
    before = cards_then(path)
    with closing(sqlite3.connect(path)) as file:
        (dotted,) = file.execute("SELECT card_id FROM card_dots WHERE card_id IS NOT NULL").fetchone()
        (said,) = file.execute("SELECT text FROM card WHERE id = ?", (dotted,)).fetchone()
        others = file.execute(f"SELECT {VALUE} FROM answer ORDER BY id").fetchall()
        assert dotted in {row[0] for row in others}
    open_library(path).close()
    after = cards_now(path)
    assert without_moved(after) == without_moved(before)
    ids = [{card[0] for card in found[3]} for found in (before, after)]
    assert ids[0] - ids[1] == {dotted} and len(ids[1]) == len(ids[0])
    with closing(sqlite3.connect(path)) as file:
        assert file.execute("PRAGMA foreign_key_check").fetchall() == []
        mix = f"SELECT {VALUE} FROM answer WHERE step_id NOT IN (SELECT step_id FROM card_setup) ORDER BY id"
        assert file.execute(mix).fetchall() == others
        (moved,) = ids[1] - ids[0]
        words = [
            file.execute(sql, (moved,)).fetchone()
            for sql in (
                "SELECT word FROM answer WHERE id = ?",
                "SELECT dots FROM card_dots WHERE card_id = ?",
                "SELECT seen FROM card_review WHERE card_id = ?",
                "SELECT what FROM workshop_action WHERE source = 'card ' || ?",
            )
        ]
    assert words == [(said,), (1,), ("Every week",), ("Keep it",)]


def test_it_is_gone_on_with(tmp_path: Path) -> None:
    library = open_library(library_of_cards(tmp_path))
    (workshop,) = (each.id for each in list_workshops(library) if each.title == "Cards of before")
    steps = [step.id for step, each in exercise_steps(library, workshop) if each.kind == "three_questions"]
    signed, pairs, teams, collecting, was_read, last = steps
    ada, ben, cyd, _, eva, fay = (person.id for person in people_of(library, workshop))
    # Who wrote together still does, who led and who joined alike.
    texts = {who: [card.text for card in own_cards(library, Writer(pairs, who))] for who in (ada, ben, cyd, eva, fay)}
    assert texts[ada] == texts[ben] == ["Ours", "Ours too"] and texts[cyd] == ["Alone"]
    assert texts[eva] == texts[fay] == ["Before we joined", "Since we joined"]
    assert [each.state for each in standings(library, teams)] == [State.DONE] * 3 + [State.TO_GO] * 3
    assert {card.signature for card in read_wall(library, teams).cards} == {"North"}
    write_card(library, Writer(pairs, fay), get_setup(library, pairs).prompts[1].id, "And now")
    assert [card.text for card in own_cards(library, Writer(pairs, eva))][-1] == "And now"
    # New cards come at the end of their column; a question is reworded, whatever was written below it.
    first = get_setup(library, signed).prompts[0]
    add_for_room(library, signed, first.id, "At the end")
    assert read_wall(library, signed).of_prompt(first.id)[-1].text == "At the end"
    change_prompts(
        library, signed, [Prompt(label=f"New {n}", question=f"What {n}?", looks_ahead=n == 1) for n in range(3)]
    )
    assert [each.question for each in get_setup(library, signed).prompts] == ["What 0?", "What 1?", "What 2?"]
    # What was promised is looked back at, and its action and its dot are on the same card.
    found = look_back(library, last)
    assert found is not None
    promised = next(each for each in found.improvements if each.seen)
    assert (promised.target.kind, promised.status, promised.dots) == ("card", "kept", 1)
    (action,) = actions_of(library, workshop)
    assert action.source.what == f"card {promised.target.id}"
    # What was held back is, and drafts of nobody known go with the closing.
    assert read_wall(library, was_read).held == 1
    assert read_wall(library, collecting).drafts == 1
    change_phase(library, collecting, "reveal")
    wall = read_wall(library, collecting)
    assert (wall.drafts, len(wall.cards), {card.signature for card in wall.cards}) == (0, 2, {""})
    assert not any(response.given for response in responses(library, collecting))
    library.close()


def test_a_sheet_that_was_out_there_still_comes_back(tmp_path: Path) -> None:
    path = library_of_cards(tmp_path)
    with closing(sqlite3.connect(path)) as file:
        source = "SELECT s.participant_id, p.step_id, p.id FROM card_from_sheet s JOIN card c ON c.id = s.card_id "
        person, step, prompt = file.execute(source + "JOIN card_prompt p ON p.id = c.prompt_id").fetchone()
        questions = dict(file.execute("SELECT id, question FROM card_prompt WHERE step_id = ?", (step,)))
    library = open_library(path)
    read = exercise("three_questions").read_worksheets(library, step)
    edition = {"names": "signed", "questions": {str(number): question for number, question in questions.items()}}
    fields = {f"card-{prompt}-1": "Something else", f"card-{prompt}-2": "Spoken, on new paper"}
    sheet = read(person, fields, edition)
    assert sheet is not None and not sheet.remarks
    assert sheet.changes == ("1 new card", "1 card reworded")
    with library.change("Sheet") as change:
        sheet.write(change.session)
    texts = [card.text for card in own_cards(library, Writer(step, person)) if card.prompt_id == prompt]
    assert texts == ["Spoken, on new paper", "Something else"]
    again = read(person, fields, edition)
    assert again is not None and again.changes == ()
    library.close()


def test_it_travels_as_it_always_did(tmp_path: Path) -> None:
    library = open_library(library_of_cards(tmp_path))
    (workshop,) = (each.id for each in list_workshops(library) if each.title == "Cards of before")
    back = new_workshop(library, "Back").value
    import_files(library, back, export_workshop(library, workshop, Format.JSON, tmp_path / "w.json"))
    assert documents(library, back) == documents(library, workshop)
    library.close()


def documents(library: Library, workshop: int) -> list[Any]:
    """What is exported of each step with cards, with names in place of people's ids; anonymous ones have no order."""
    names = {person.id: person.name for person in people_of(library, workshop)}
    things: dict[str, str] = {}

    def told(value: Any, key: str = "") -> Any:
        if isinstance(value, dict):
            return {name: told(each, name) for name, each in value.items() if name not in ("looks_back", "reviews")}
        if isinstance(value, list):
            return [told(each) for each in value]
        return names.get(value, value) if key in ("author", "person", "lead") else value

    found = [
        told(each.exchange_document(library, step.id, things, pseudonyms=None))
        for step, each in exercise_steps(library, workshop)
        if each.kind == "three_questions"
    ]
    for each in found:
        if each["names"] == "anonymous":
            each["cards"] = sorted(({**card, "id": 0} for card in each["cards"]), key=repr)
    return found
