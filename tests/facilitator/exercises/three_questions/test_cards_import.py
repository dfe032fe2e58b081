"""Cards out to a table and back on another wall."""

from pathlib import Path

import pytest
from examples import share_of
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from facilitator.errors import Invalid
from facilitator.exercises.registry import exercise
from facilitator.exercises.steps import add_exercise
from facilitator.exercises.three_questions.cards import add_for_room, hide_card
from facilitator.exercises.three_questions.setup import LONGEST, get_setup
from facilitator.exercises.three_questions.themes import make_theme
from facilitator.exercises.three_questions.wall import Wall, read_wall
from facilitator.import_plans import Options
from facilitator.questionnaires.setup import new_round
from facilitator.sharing.exchange import Format, export_workshop
from facilitator.sharing.importing import import_files
from facilitator.storage.library import Library
from facilitator.tabular import Table
from facilitator.workshop.roster import people_of
from facilitator.workshop.workshops import new_workshop

TEXTS = st.text("abÄ中 '=-+@,;\"1", min_size=1, max_size=12).filter(str.strip)


def content(wall: Wall) -> list[tuple[str, str, str, str, bool]]:
    labels = {prompt.id: prompt.label for prompt in wall.setup.prompts}
    themes = {theme.id: theme.name for theme in wall.themes}
    return sorted(
        (labels[c.prompt_id], c.text, c.signature, themes.get(c.theme_id or 0, ""), c.hidden) for c in wall.cards
    )


def rows(*lines: tuple[str, ...]) -> Table:
    return Table("notes.csv", ("question", "card", "author"), lines, tuple(range(2, len(lines) + 2)))


@pytest.mark.parametrize("form", [Format.CSV, Format.XLSX])
@settings(max_examples=share_of(15), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_a_wall_comes_back_the_same(
    library: Library, workshop: int, tmp_path_factory: pytest.TempPathFactory, form: Format, data: st.DataObject
) -> None:
    step = add_exercise(library, workshop, "three_questions").value
    people = [None, *(person.id for person in people_of(library, workshop))]
    for prompt in get_setup(library, step).prompts:
        texts = data.draw(st.lists(TEXTS, max_size=4, unique_by=lambda text: " ".join(text.casefold().split())))
        for text in texts:
            card = add_for_room(library, step, prompt.id, text, data.draw(st.sampled_from(people))).value
            if data.draw(st.booleans()):
                hide_card(library, step, card, True)
            elif data.draw(st.booleans()):
                make_theme(library, step, f"Theme {card}", [card])
    wall = read_wall(library, step)
    table = exercise("three_questions").export_table(library, step)
    assert table is not None
    target = add_exercise(library, workshop, "three_questions").value
    exercise("three_questions").plan_import(library, target, table, Options()).apply()
    assert content(read_wall(library, target)) == content(wall)
    # Once more adds nothing.
    exercise("three_questions").plan_import(library, target, table, Options()).apply()
    assert content(read_wall(library, target)) == content(wall)
    if wall.cards:
        folder = tmp_path_factory.mktemp("out")
        written = export_workshop(library, workshop, form, folder / "out" / f"wall.{form}")
        assert any("cards" in path.name for path in written)


def test_files_find_their_step(library: Library, card_step: int, workshop: int, tmp_path: Path) -> None:
    prompt = get_setup(library, card_step).prompts[2]
    add_for_room(library, card_step, prompt.id, "Ask earlier", people_of(library, workshop)[0].id)
    written = [
        path for path in export_workshop(library, workshop, Format.CSV, tmp_path / "out") if path.stem == "cards"
    ]
    other = new_workshop(library, "Other").value
    step = add_exercise(library, other, "three_questions").value
    found = import_files(library, other, written)
    assert not found.failed
    assert [(card.text, card.signature) for card in read_wall(library, step).cards] == [("Ask earlier", "")]


def test_pseudonyms_name_nobody(library: Library, card_step: int, workshop: int, tmp_path: Path) -> None:
    person = people_of(library, workshop)[0]
    add_for_room(library, card_step, get_setup(library, card_step).prompts[0].id, "A card", person.id)
    for form in (Format.CSV, Format.XLSX):
        export_workshop(library, workshop, form, tmp_path / f"out.{form}", pseudonyms=True)
    (cards,) = tmp_path.glob("*cards.csv")
    assert "A card" in cards.read_text("utf-8-sig") and person.name not in cards.read_text("utf-8-sig")


def test_cards_are_asked_for_anew_by_another_step_and_leave_as_they_were(
    library: Library, card_step: int, workshop: int, tmp_path: Path
) -> None:
    person = people_of(library, workshop)[0]
    add_for_room(library, card_step, get_setup(library, card_step).prompts[0].id, "A card", person.id)
    with pytest.raises(Invalid, match="duplicate the step"):
        new_round(library, card_step)
    for pseudonyms in (True, False):
        path = tmp_path / f"{pseudonyms}.json"
        export_workshop(library, workshop, Format.JSON, path, pseudonyms=pseudonyms)
        assert "A card" in path.read_text("utf-8")


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (("Weather", "Rain", ""), "not a question"),
        (("Challenges", "x" * (LONGEST + 1), ""), "letters"),
    ],
)
def test_a_bad_row_is_named_and_nothing_is_imported(
    library: Library, card_step: int, line: tuple[str, ...], said: str
) -> None:
    plan = exercise("three_questions").plan_import(library, card_step, rows(("Learning", "Good", ""), line), Options())
    (problem,) = plan.errors
    assert problem.row == 3 and said in problem.sentence
    with pytest.raises(Exception, match="Nothing was imported"):
        plan.apply()
    assert read_wall(library, card_step).cards == ()


def test_what_was_written_while_somebody_looked_at_the_preview_counts(library: Library, card_step: int) -> None:
    prompt = get_setup(library, card_step).prompts[0]
    table = rows((prompt.label, "Good", ""), (prompt.label, "Better", ""))
    plan = exercise("three_questions").plan_import(library, card_step, table, Options())
    add_for_room(library, card_step, prompt.id, "good")
    plan.apply()
    assert sorted(card.text for card in read_wall(library, card_step).cards) == ["Better", "good"]


def test_a_question_goes_by_heading_wording_or_number(library: Library, card_step: int) -> None:
    prompt = get_setup(library, card_step).prompts[1]
    table = rows((prompt.label.upper(), "One", ""), (prompt.question, "Two", "Nobody known"), ("2", "Three", ""))
    plan = exercise("three_questions").plan_import(library, card_step, table, Options())
    assert not plan.errors and len(plan.problems) == 1
    done = plan.apply()
    assert {card.prompt_id for card in read_wall(library, card_step).cards} == {prompt.id}
    done.undo()
    assert read_wall(library, card_step).cards == ()
