"""What the room sees: it follows the stage, takes up answers, and never shows what it must not."""

from pathlib import Path

import pytest
from listed import list_contacts
from painted import painted_text
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from facilitator.exercises.network.answers import Who, choose_entry_mode
from facilitator.exercises.network.setup import change_factors, get_setup
from facilitator.storage.library import Library
from facilitator.workshop.agenda import describe_step, remove_step, steps_of
from facilitator.workshop.papers import PaperOptions, keep_paper_options
from facilitator.workshop.roster import people_of
from facilitator.workshop.workshops import describe_workshop
from ui.projector.pages import SMALLEST, SMALLEST_TITLE, Words, WordsPage
from ui.projector.window import ProjectorWindow
from ui.stage import PROMPT, Stage

SECRET = "Zyxwvut"


def answer(library: Library, step: int, participant: int, contacts: int = 4) -> None:
    who = Who(step, participant)
    choose_entry_mode(library, who, "contact")
    names = [f"{SECRET} {number}" for number in range(contacts)]
    list_contacts(library, who, names, lambda number, _, codes: 1 + number % codes)


def spoken_text(window: QWidget) -> str:
    """Everything that assistive technology is told about the window."""
    widgets = [window, *window.findChildren(QWidget)]
    return "\n".join(f"{w.accessibleName()} {w.accessibleDescription()} {w.toolTip()}" for w in widgets)


def test_it_begins_with_the_title_and_follows_the_stage(
    window: ProjectorWindow, stage: Stage, library: Library, workshop: int, network_step: int, tmp_path: Path
) -> None:
    assert "Learning across borders" in painted_text(window, tmp_path)
    stage.show(step_id=network_step, view=PROMPT)
    text = painted_text(window, tmp_path)
    assert "whom did you turn to for advice" in text
    assert "More than 15: keep those you would miss most." in text
    describe_step(library, network_step, title="Who helps you?")
    assert "Who helps you?" in painted_text(window, tmp_path)
    remove_step(library, network_step).undo()
    describe_workshop(library, workshop, title="Learning at sea")
    stage.show(blank=True)
    assert "Learning at sea" in painted_text(window, tmp_path)


def test_a_debrief_shows_its_questions_and_no_other_note(
    window: ProjectorWindow, stage: Stage, library: Library, workshop: int, tmp_path: Path
) -> None:
    steps = steps_of(library, workshop)
    debrief = next(step for step in steps if step.kind == "debrief")
    describe_step(library, debrief.id, notes="Keep Joost from talking. What surprises you? Who would leave a gap?")
    stage.show(step_id=debrief.id, view=PROMPT)
    text = painted_text(window, tmp_path)
    assert "What surprises you?" in text
    assert "Joost" not in text
    talk = steps[0]
    describe_step(library, talk.id, notes="Is the coffee there?")
    stage.show(step_id=talk.id)
    assert "coffee" not in painted_text(window, tmp_path)


def test_while_the_list_is_written_the_room_reads_the_prompts(
    window: ProjectorWindow, stage: Stage, library: Library, workshop: int, tmp_path: Path
) -> None:
    writing = next(step for step in steps_of(library, workshop) if step.title == "List on paper")
    stage.show(step_id=writing.id, view=PROMPT)
    text = painted_text(window, tmp_path)
    assert "List on paper" in text and "In your team" in text and "Whom do you ask too" in text
    # Five prompts have numbers; what is said in the end has none.
    numbers = [words.number for words in window.page._words if words.number]
    assert numbers == ["1", "2", "3", "4", "5"]
    assert "Read your list to yourself" in text
    keep_paper_options(library, workshop, PaperOptions(language="de"))
    stage.show(step_id=steps_of(library, workshop)[0].id, view=PROMPT)
    stage.show(step_id=writing.id, view=PROMPT)
    assert "In Ihrem Team" in painted_text(window, tmp_path)


def test_an_answer_appears_at_once_and_no_name_ever(
    qtbot: QtBot, window: ProjectorWindow, stage: Stage, library: Library, workshop: int, network_step: int,
    tmp_path: Path,
) -> None:  # fmt: skip
    stage.show(step_id=network_step, view="overlay", options={"shape": "diversity"})
    people = people_of(library, workshop)
    overlay = window.page.shapes.overlay
    texts = []
    for person in people:
        answer(library, network_step, person.id)
        assert (person.id in overlay.people) == (person in people[4:])
        texts += [painted_text(window, tmp_path), spoken_text(window)]
    stage.choose("highlight", str(people[0].id))
    for options in ({"shape": "strength"}, {"lines": "band"}, {"form": "bars"}):
        stage.show(options=options)
        texts += [painted_text(window, tmp_path), spoken_text(window)]
    for change in ({"frozen": True}, {"blank": True}, {"blank": False, "frozen": False, "view": PROMPT}):
        stage.show(**change)
        texts += [painted_text(window, tmp_path), spoken_text(window)]
    assert "n = 6" in texts[-14]
    everything = "\n".join(texts)
    assert SECRET not in everything
    for person in people:
        assert person.name not in everything


def test_frozen_keeps_the_picture_while_answers_come_in(
    qtbot: QtBot, window: ProjectorWindow, stage: Stage, library: Library, workshop: int, network_step: int
) -> None:
    stage.show(step_id=network_step, view="overlay")
    qtbot.wait(100)
    stage.show(frozen=True)
    before = window.grab().toImage()
    answer(library, network_step, people_of(library, workshop)[0].id)
    stage.show(view=PROMPT)
    qtbot.wait(100)
    assert window.grab().toImage() == before
    stage.show(blank=True)
    assert window.grab().toImage() != before
    stage.show(blank=False)
    assert window.grab().toImage() == before
    stage.show(frozen=False)
    assert window.grab().toImage() != before


def test_two_questions_make_bars_instead_of_a_spider(
    window: ProjectorWindow, stage: Stage, library: Library, workshop: int, network_step: int
) -> None:
    change_factors(library, network_step, get_setup(library, network_step).active[:2])
    for person in people_of(library, workshop)[:5]:
        answer(library, network_step, person.id)
    stage.show(step_id=network_step, view="overlay")
    assert window.page.shapes.bars.isVisible()
    assert not window.page.shapes.overlay.isVisible()


def test_a_removed_step_leaves_the_title(
    window: ProjectorWindow, stage: Stage, library: Library, network_step: int, tmp_path: Path
) -> None:
    stage.show(step_id=network_step, view="overlay")
    done = remove_step(library, network_step)
    assert "Learning across borders" in painted_text(window, tmp_path)
    done.undo()
    assert window.page.shapes.isVisible()


def test_keys_on_the_projector_itself(qtbot: QtBot, window: ProjectorWindow, stage: Stage) -> None:
    qtbot.keyClick(window, Qt.Key.Key_B)
    assert stage.showing.blank
    qtbot.keyClick(window, Qt.Key.Key_F)
    assert stage.showing.frozen
    qtbot.keyClick(window, Qt.Key.Key_F11)
    assert window.isFullScreen()
    qtbot.keyClick(window, Qt.Key.Key_Escape)
    assert not window.isFullScreen()


@pytest.mark.parametrize("height", [480, 720, 1080])
def test_words_never_get_smaller_than_the_back_of_the_room_can_read(qtbot: QtBot, height: int) -> None:
    page = WordsPage()
    qtbot.addWidget(page)
    page.resize(height * 16 // 9, height)
    page.say([Words("Title " * 12, 0.09, smallest=SMALLEST_TITLE), *(Words("Line " * 40, 0.05) for _ in range(6))])
    sizes = page.sizes()
    assert sizes[0] >= SMALLEST_TITLE * height - 1
    assert min(sizes) >= SMALLEST * height - 1
