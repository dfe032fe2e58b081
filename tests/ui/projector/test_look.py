"""How the projector looks, whom it names, and the time on it."""

from pathlib import Path
from typing import Any

import pytest
from easing import is_easing
from listed import list_contacts
from painted import painted_text
from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from facilitator.exercises.network.answers import Who, choose_entry_mode, finish
from facilitator.exercises.steps import erase_participant
from facilitator.storage.library import Library
from facilitator.workshop.consent import set_consent
from facilitator.workshop.roster import people_of
from ui.projector.clock import EndSignal
from ui.projector.window import ProjectorWindow
from ui.screen_preferences import restore_projector_look, store_projector_look
from ui.stage import HIGHLIGHT, PROMPT, TEXT_SCALES, TIMER, Stage, TimeLeft
from ui.theme import motion
from ui.theme.tokens import DARK, LIGHT


def answer(library: Library, step: int, participant: int, contacts: int = 4) -> None:
    who = Who(step, participant)
    choose_entry_mode(library, who, "contact")
    names = [f"Zyxwvut {number}" for number in range(contacts)]
    list_contacts(library, who, names, lambda number, _, codes: 1 + number % codes)


def ground(window: QWidget) -> str:
    return QColor(window.grab().toImage().pixel(3, 3)).name()


@pytest.mark.parametrize("view", [PROMPT, TIMER, "overlay", "title"])
def test_every_page_keeps_to_the_projectors_own_scheme(
    window: ProjectorWindow, stage: Stage, network_step: int, view: str
) -> None:
    if view != "title":
        stage.show(step_id=network_step, view=view)
    assert ground(window) == LIGHT.surface
    stage.dress(scheme="dark")
    assert ground(window) == DARK.surface
    stage.dress(scheme="light")
    assert ground(window) == LIGHT.surface


def test_a_frozen_picture_keeps_its_scheme(window: ProjectorWindow, stage: Stage, network_step: int) -> None:
    stage.show(step_id=network_step, frozen=True)
    before = window.grab().toImage()
    stage.dress(scheme="dark", text=TEXT_SCALES[-1])
    assert window.grab().toImage() == before


def test_larger_text_is_larger_and_never_smaller(window: ProjectorWindow, stage: Stage, network_step: int) -> None:
    title = window.page.sizes()
    stage.show(step_id=network_step)
    prompt = window.page.sizes()
    stage.dress(text=TEXT_SCALES[-1])
    # As many prompts fill the page at any size.
    assert all(large >= small for large, small in zip(window.page.sizes(), prompt, strict=True))
    stage.show(step_id=None)
    assert all(large > small for large, small in zip(window.page.sizes(), title, strict=True))


def test_the_look_is_remembered(library: Library, stage: Stage) -> None:
    stage.dress(scheme="dark", text=TEXT_SCALES[1], clock=False)
    stage.choose("lines", "band")
    stage.choose(HIGHLIGHT, "7")
    store_projector_look(library, stage)
    later = Stage()
    restore_projector_look(library, later)
    assert later.showing.look == stage.showing.look
    assert later.remembered == {"lines": "band"}


def test_a_name_is_shown_by_consent_alone_and_goes_with_it(
    window: ProjectorWindow, stage: Stage, library: Library, workshop: int, network_step: int, tmp_path: Path
) -> None:
    person = people_of(library, workshop)[0]
    for each in people_of(library, workshop)[:5]:
        answer(library, network_step, each.id)
    last_name = person.name.split()[0]
    stage.show(step_id=network_step, view="overlay")
    stage.choose(HIGHLIGHT, str(person.id))
    assert "A participant" in painted_text(window, tmp_path)
    assert last_name not in painted_text(window, tmp_path)
    set_consent(library, network_step, person.id, True)
    assert last_name in painted_text(window, tmp_path)
    set_consent(library, network_step, person.id, False)
    assert last_name not in painted_text(window, tmp_path)


@pytest.mark.parametrize("how", ["taken back", "erased"])
def test_a_frozen_picture_with_a_name_goes_when_the_consent_does(
    window: ProjectorWindow, stage: Stage, library: Library, workshop: int, network_step: int, how: str
) -> None:
    person, other, *_ = people_of(library, workshop)
    for each in people_of(library, workshop)[:5]:
        answer(library, network_step, each.id)
    set_consent(library, network_step, person.id, True)
    stage.show(step_id=network_step, view="overlay")
    stage.choose(HIGHLIGHT, str(person.id))
    stage.show(frozen=True)
    frozen = window.grab().toImage()
    answer(library, network_step, other.id, 2)
    assert window.grab().toImage() == frozen
    if how == "erased":
        erase_participant(library, person.id)
    else:
        set_consent(library, network_step, person.id, False)
    still = window.grab().toImage()
    assert still != frozen
    stage.show(blank=True)
    assert alike(still, window.grab().toImage())


def alike(one: QImage, other: QImage) -> bool:
    """The same but for the smoothing of a picture that was kept and painted again."""
    spots = [(x, y) for x in range(0, one.width(), 40) for y in range(0, one.height(), 40)]
    differ = sum(
        abs(QColor(one.pixel(x, y)).lightness() - QColor(other.pixel(x, y)).lightness()) > 40 for x, y in spots
    )
    return differ < len(spots) * 0.01


def test_who_is_at_work_appears_only_when_done_if_so_chosen(
    window: ProjectorWindow, stage: Stage, library: Library, workshop: int, network_step: int
) -> None:
    *others, first, second = (person.id for person in people_of(library, workshop))
    for person in others:
        answer(library, network_step, person)
        finish(library, Who(network_step, person))
    stage.show(step_id=network_step, view="overlay", options={"appear": "finished"})
    shapes = window.page.shapes
    answer(library, network_step, first)
    # The fourth of them is still at it: four have answered, and their lines are not seen.
    assert (dict(shapes.overlay.people), shapes.people) == ({}, 4)
    finish(library, Who(network_step, first))
    assert (set(shapes.overlay.people), shapes.people) == ({*others, first}, 5)
    answer(library, network_step, second)
    assert set(shapes.overlay.people) == {*others, first}
    stage.choose("appear", "live")
    assert set(shapes.overlay.people) == {*others, first, second}


class Painted(QObject):
    """Which pages have been painted while it watches."""

    def __init__(self, window: ProjectorWindow) -> None:
        super().__init__(window)
        self.names: set[str] = set()
        for widget in window.findChildren(QWidget):
            widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint:
            self.names.add(type(watched).__name__)
        return super().eventFilter(watched, event)


def test_blank_never_flashes_anything_old(
    qtbot: QtBot, window: ProjectorWindow, stage: Stage, library: Library, workshop: int, network_step: int
) -> None:
    people = people_of(library, workshop)
    stage.show(step_id=network_step, view="overlay")
    answer(library, network_step, people[0].id)
    qtbot.wait(50)
    watch = Painted(window)
    stage.show(blank=True)
    for view in (PROMPT, TIMER, "overlay"):
        stage.show(view=view)
        answer(library, network_step, people[1].id, 1)
        stage.tell_time(TimeLeft(60, -1.0, True))
        stage.dress(scheme="dark" if view == TIMER else "light")
        watch.names |= Painted(window).names
        qtbot.wait(30)
    assert watch.names <= {"TitlePage"}


def test_the_time_stands_in_the_corner_and_fills_its_own_view(
    window: ProjectorWindow, stage: Stage, network_step: int, tmp_path: Path
) -> None:
    stage.show(step_id=network_step)
    assert "12:34" not in painted_text(window, tmp_path)
    stage.tell_time(TimeLeft(1200, 754.2, True))
    assert "12:34" in painted_text(window, tmp_path)
    stage.dress(clock=False)
    assert "12:34" not in painted_text(window, tmp_path)
    stage.show(view=TIMER)
    stage.tell_time(TimeLeft(1200, -5.1, True))
    text = painted_text(window, tmp_path)
    assert "+0:05" in text
    assert "Time is up" in text
    stage.show(blank=True)
    assert "+0:05" not in painted_text(window, tmp_path)


@pytest.mark.parametrize("reduced", [False, True])
def test_the_end_of_the_time_is_a_frame_that_comes_once(
    window: ProjectorWindow, stage: Stage, network_step: int, reduced: bool, request: Any
) -> None:
    motion.choose(reduced)
    request.addfinalizer(lambda: motion.choose(None))
    signal = window.findChild(EndSignal)
    assert signal is not None
    stage.show(step_id=network_step)
    for left in (3.0, 1.0):
        stage.tell_time(TimeLeft(60, left, True))
        assert not is_easing(signal)
    stage.tell_time(TimeLeft(60, -0.1, True))
    assert is_easing(signal)
    stage.tell_time(TimeLeft(120, 59.0, True))
    assert not is_easing(signal)
    # A step that was over long ago says nothing when the projector is told of it.
    stage.tell_time(TimeLeft())
    stage.tell_time(TimeLeft(60, -30.0, True))
    assert not is_easing(signal)
