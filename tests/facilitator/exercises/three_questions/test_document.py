"""The card in the file of a whole workshop: out, and back to the same."""

import json
from pathlib import Path
from typing import Any

import pytest
from json_schemas import by
from prepared import add_sample
from written_cards import Writer, begin, own_cards, send, write_card

from facilitator.actions.actions_table import actions_as_records
from facilitator.errors import FacilitatorError
from facilitator.exercises.registry import exercise
from facilitator.exercises.steps import add_exercise, exercise_steps
from facilitator.exercises.three_questions.participants import standings
from facilitator.exercises.three_questions.setup import get_setup
from facilitator.exercises.three_questions.wall import read_wall
from facilitator.sharing.exchange import Format, export_workshop
from facilitator.sharing.importing import import_files
from facilitator.sharing.workshop_file import schema
from facilitator.storage.library import Library
from facilitator.workshop.roster import people_of
from facilitator.workshop.workshops import new_workshop


def card_of(library: Library, workshop: int) -> int:
    return next(step.id for step, each in exercise_steps(library, workshop) if each.kind == "three_questions")


def told(library: Library, workshop: int) -> Any:
    """The wall with its themes, dots and standings, without any id."""
    step = card_of(library, workshop)
    wall = read_wall(library, step)
    names = {theme.id: theme.name for theme in wall.themes}
    return (
        wall.setup.phase,
        [(p.label, p.question, p.help, p.looks_ahead) for p in wall.setup.prompts],
        sorted((c.text, c.signature, names.get(c.theme_id or 0), c.hidden, c.dots) for c in wall.cards),
        [(theme.name, theme.dots) for theme in wall.themes],
        [(s.name, s.state, s.detail) for s in standings(library, step)],
    )


def there_and_back(library: Library, workshop: int, folder: Path) -> int:
    written = export_workshop(library, workshop, Format.JSON, folder / "w.json")
    by(schema).validate(json.loads(written[0].read_text(encoding="utf-8")))
    new = new_workshop(library, "Back").value
    assert not import_files(library, new, written).failed
    return new


def test_the_sample_reflects_the_same_afterwards(library: Library, tmp_path: Path) -> None:
    sample = add_sample(library)
    back = there_and_back(library, sample, tmp_path)
    assert told(library, back) == told(library, sample)
    assert actions_as_records(library, back) == actions_as_records(library, sample)


@pytest.mark.parametrize("names", ["signed", "initials", "anonymous"])
@pytest.mark.parametrize("together", ["alone", "pairs", "teams"])
def test_any_way_of_writing_comes_back(
    library: Library, workshop: int, tmp_path: Path, names: str, together: str
) -> None:
    step = add_exercise(
        library, workshop, "three_questions", options={"names": names, "together": together, "dots": 5}
    ).value
    first, second, *_ = people_of(library, workshop)
    begin(library, Writer(step, first.id), [second.id] if together == "pairs" else None)
    for prompt in get_setup(library, step).prompts:
        write_card(library, Writer(step, first.id), prompt.id, f"About {prompt.label}")
    send(library, Writer(step, first.id))
    back = there_and_back(library, workshop, tmp_path)
    assert told(library, back) == told(library, workshop)
    mine = own_cards(library, Writer(card_of(library, back), people_of(library, back)[0].id))
    assert [card.text for card in mine] == (
        [] if names == "anonymous" else [c.text for c in own_cards(library, Writer(step, first.id))]
    )


def test_a_document_that_is_none_changes_nothing(library: Library, card_step: int, workshop: int) -> None:
    card = exercise("three_questions")
    whole = card.exchange_document(library, card_step, {}, pseudonyms=None)
    for broken in (
        {**whole, "phase": "dance"},
        {**whole, "cards": [{"id": 1, "question": 0, "text": "x", "author": 77}]},
        {**whole, "votes": [{"person": None, "theme": 9, "dots": 1}]},
        {**whole, "votes": [{"person": 1, "dots": 1}]},
        {**whole, "votes": [{"person": 1, "card": 1, "dots": whole["dots"] + 1}]},
        {**whole, "votes": [{"person": 1, "card": each, "dots": whole["dots"] - 1} for each in (1, 2)]},
    ):
        with pytest.raises(FacilitatorError), library.change("import") as change:
            card.restore_document(change.session, card_step, broken, {}, {})
    assert read_wall(library, card_step).cards == ()
