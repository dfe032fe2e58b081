"""The tour points at real parts of real windows, and none of its keys reaches the room."""

import pytest
from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from facilitator.storage.library import Library
from facilitator.workshop.readiness import begin_ready
from ui.library.window import LibraryWindow
from ui.open_library import OpenLibrary
from ui.simulated_user import SimulatedUser
from ui.tour import Tour


def of(window: QWidget) -> Tour:
    return next(each for each in window.findChildren(Tour) if each.isVisible())


def walk(window: QWidget, user: SimulatedUser) -> list[str]:
    """Go to the end; the titles on the way. The card never lies over what it is about, nor outside."""
    titles = []
    while any(each.isVisible() for each in window.findChildren(Tour)):
        tour = of(window)
        part, card = tour.pointed_at, tour.findChild(QWidget, "tour-card")
        assert part is not None and part.isVisible()
        lies = QRect(card.mapTo(window, QPoint(0, 0)), card.size())
        assert window.rect().contains(lies)
        assert not lies.intersects(QRect(part.mapTo(window, QPoint(0, 0)), part.size())) or part.width() > 400
        said = tour.findChild(QLabel, "tour-text")
        assert said.height() >= said.heightForWidth(said.width())
        titles.append(tour.findChild(QLabel, "tour-title").text())
        user.type("\n")
    return titles


@pytest.mark.parametrize("size", [(1280, 720), (960, 540)])
def test_it_walks_through_the_console(
    opened: OpenLibrary, library: Library, workshop: int, size: tuple[int, int]
) -> None:
    begin_ready(library, workshop)
    opened.open_workshop(workshop)
    console = opened.console
    assert console is not None
    console.resize(*size)
    console.actions_by_name["tour"].trigger()
    user = SimulatedUser(console)
    # Keys of the room and of the agenda do nothing while it is there.
    user.type("nbf?")
    assert console.current is None and not opened.stage.showing.blank and not opened.stage.showing.frozen
    user.type("→←")
    titles = walk(console, user)
    assert titles == ["The agenda", "Get ready", "What the room sees", "Clock and station", "Everything else"]
    # Afterwards they work again.
    console.setFocus()
    user.type("b")
    assert opened.stage.showing.blank


def test_escape_ends_it_and_the_keyboard_goes_back(opened: OpenLibrary, workshop: int) -> None:
    opened.open_workshop(workshop)
    console = opened.console
    assert console is not None
    console.agenda.list.setFocus()
    before = console.focusWidget()
    assert before is not None
    console.actions_by_name["tour"].trigger()
    user = SimulatedUser(console)
    user.type("\t\t")
    assert console.focusWidget().objectName().startswith("tour-")
    of(console).close()
    assert console.focusWidget() is before


def test_it_walks_through_the_library(qapp: QApplication, parent: QWidget) -> None:
    window = LibraryWindow()
    window.show()
    window.actions_by_name["tour"].trigger()
    assert len(walk(window, SimulatedUser(window))) == 5
    window.close()
    window.deleteLater()
