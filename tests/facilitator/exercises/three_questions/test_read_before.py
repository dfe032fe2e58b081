"""Anonymous cards that come after the others were read: they stay closed while they would tell whose they are."""

import json
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader
from written_cards import Writer, begin, reopen, send, write_card

from facilitator.exercises.steps import add_exercise, exercise_steps
from facilitator.exercises.templates import start_workshop
from facilitator.exercises.three_questions.earlier import look_back
from facilitator.exercises.three_questions.interchange import cards_table
from facilitator.exercises.three_questions.setup import Phase, change_phase, get_setup
from facilitator.exercises.three_questions.wall import held_back, read_wall
from facilitator.exercises.three_questions.wall_text import wall_as_json, wall_as_markdown
from facilitator.reports.compose import summary
from facilitator.sharing.exchange import Format, export_workshop
from facilitator.sharing.importing import import_files
from facilitator.storage.library import Library, open_library
from facilitator.workshop.roster import people_of

LATE = "Only one can have said this"


def hand_in(library: Library, step: int, person: int, text: str = "") -> None:
    """Somebody at the station, with a card or without one."""
    who = Writer(step, person)
    begin(library, who)
    if text:
        write_card(library, who, get_setup(library, step).prompts[0].id, text)
    send(library, who)


def read_and_open_again(library: Library, step: int) -> list[int]:
    """Four hand in, the room reads, and the questions are opened for one more. The ids of everybody."""
    ids = [person.id for person in people_of(library, get_setup(library, step).workshop_id)]
    for person in ids[:4]:
        hand_in(library, step, person, f"A card {person}")
    change_phase(library, step, "reveal")
    change_phase(library, step, "collect")
    return ids


def readable(library: Library, step: int, folder: Path) -> str:
    """Everything that anybody may read of the wall, in one text."""
    workshop = get_setup(library, step).workshop_id
    paper = PdfReader(BytesIO(summary(library, workshop).render()))
    (secret,) = export_workshop(library, workshop, Format.JSON, folder / "secret.json", pseudonyms=True)
    said = [
        " ".join(" ".join(page.extract_text() for page in paper.pages).split()),
        str(cards_table(library, step).rows),
        wall_as_json(library, step),
        wall_as_markdown(library, step),
        secret.read_text(encoding="utf-8"),
        " ".join(card.text for card in read_wall(library, step).cards),
    ]
    secret.unlink()
    assert all("A card" in text for text in said)
    return "\n".join(said)


def texts(library: Library, step: int) -> list[str]:
    return sorted(card.text for card in read_wall(library, step).cards)


@pytest.mark.parametrize("phase", ["reveal", "gather", "vote", "decide"])
def test_what_one_person_adds_stays_closed_until_three_came_by(
    library: Library, anonymous_step: int, tmp_path: Path, phase: Phase
) -> None:
    ids = read_and_open_again(library, anonymous_step)
    reopen(library, Writer(anonymous_step, ids[0]))
    hand_in(library, anonymous_step, ids[0], LATE)
    # Twice the same person is one person.
    hand_in(library, anonymous_step, ids[0])
    hand_in(library, anonymous_step, ids[4])
    change_phase(library, anonymous_step, phase)
    wall = read_wall(library, anonymous_step)
    assert wall.held == 1 and len(wall.cards) == 4
    assert "1 card came after the others had been read" in held_back(wall) and "3 people" in held_back(wall)
    if phase == "reveal":
        assert LATE not in readable(library, anonymous_step, tmp_path)
    change_phase(library, anonymous_step, "collect")
    hand_in(library, anonymous_step, ids[1])
    change_phase(library, anonymous_step, phase)
    assert read_wall(library, anonymous_step).held == 0 and held_back(read_wall(library, anonymous_step)) == ""
    assert LATE in texts(library, anonymous_step)
    # And then from the beginning again.
    change_phase(library, anonymous_step, "collect")
    hand_in(library, anonymous_step, ids[2], "Later still")
    change_phase(library, anonymous_step, phase)
    assert "Later still" not in texts(library, anonymous_step)


def test_a_first_closing_and_signed_cards_are_as_ever(library: Library, anonymous_step: int, card_step: int) -> None:
    ids = [person.id for person in people_of(library, get_setup(library, anonymous_step).workshop_id)]
    # Nothing was read while there was nothing.
    change_phase(library, anonymous_step, "reveal")
    change_phase(library, anonymous_step, "collect")
    hand_in(library, anonymous_step, ids[0], "First")
    change_phase(library, anonymous_step, "reveal")
    assert texts(library, anonymous_step) == ["First"]
    for text in ("First", "Second"):
        hand_in(library, card_step, ids[0], text)
        change_phase(library, card_step, "reveal")
        assert text in texts(library, card_step)
        change_phase(library, card_step, "collect")


def test_of_fewer_than_three_all_of_them_are_enough(library: Library, anonymous_step: int) -> None:
    ids = [person.id for person in people_of(library, get_setup(library, anonymous_step).workshop_id)]
    hand_in(library, anonymous_step, ids[0], "First")
    change_phase(library, anonymous_step, "reveal")
    change_phase(library, anonymous_step, "collect")
    hand_in(library, anonymous_step, ids[1], LATE)
    change_phase(library, anonymous_step, "reveal")
    assert texts(library, anonymous_step) == ["First"]
    change_phase(library, anonymous_step, "collect")
    hand_in(library, anonymous_step, ids[0])
    change_phase(library, anonymous_step, "reveal")
    assert texts(library, anonymous_step) == ["First", LATE]


def test_it_stays_closed_in_another_run_of_the_program_and_in_a_copy(
    library: Library, anonymous_step: int, tmp_path: Path
) -> None:
    ids = read_and_open_again(library, anonymous_step)
    hand_in(library, anonymous_step, ids[4], LATE)
    hand_in(library, anonymous_step, ids[5])
    (path,) = export_workshop(library, get_setup(library, anonymous_step).workshop_id, Format.JSON, tmp_path / "w.json")
    held = [card for step in json.loads(path.read_text(encoding="utf-8"))["agenda"] if step["exercise"] ==
            "three_questions" for card in step["data"]["cards"] if card["held"]]  # fmt: skip
    assert [card["text"] for card in held] == [LATE]
    copied = start_workshop(library, "Copy").value
    import_files(library, copied, [path])
    (copy,) = (step.id for step, exercise in exercise_steps(library, copied) if exercise.kind == "three_questions")
    assert read_wall(library, copy).held == 1
    library.close()
    again = open_library(library.path)
    try:
        # Who came by before is not known any more, so it is begun to count anew.
        hand_in(again, anonymous_step, ids[0])
        change_phase(again, anonymous_step, "reveal")
        assert LATE not in texts(again, anonymous_step)
    finally:
        again.close()


def test_what_is_still_being_collected_is_not_looked_back_at(library: Library, workshop: int) -> None:
    first, second = (
        add_exercise(library, workshop, "three_questions", options={"names": "anonymous"}).value for _ in range(2)
    )
    who = Writer(first, people_of(library, workshop)[0].id)
    begin(library, who)
    ahead = next(prompt for prompt in get_setup(library, first).prompts if prompt.looks_ahead)
    write_card(library, who, ahead.id, "I would")
    send(library, who)
    found = look_back(library, second)
    assert found is not None and not found.improvements
    change_phase(library, first, "reveal")
    found = look_back(library, second)
    assert found is not None and [each.what for each in found.improvements] == ["I would"]
