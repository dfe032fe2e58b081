"""What a kiosk has to bear: another window in front, late arrivals, large text, fingers, copied text."""

from typing import Any

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QApplication,
    QCheckBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QScroller,
    QWidget,
)
from pytestqt.qtbot import QtBot

from facilitator.storage.library import Library
from facilitator.workshop.roster import people_of
from facilitator.workshop.station import TEXT_SIZES, change_station
from ui.charts.view import ChartView
from ui.station.waiting_pages import CoverPage

Station = Any  # the fixture's class lives in the conftest
FINGER = 44


def cover(station: Station) -> CoverPage:
    found = station.window.findChild(CoverPage)
    assert isinstance(found, CoverPage)
    return found


@pytest.fixture
def other(qtbot: QtBot) -> QWidget:
    """Another window on the same screen, which may come to the front."""
    made = QWidget()
    qtbot.addWidget(made)
    made.show()
    return made


def bring_to_front(qtbot: QtBot, window: QWidget) -> None:
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)


def test_a_window_that_loses_the_front_covers_itself_and_a_key_brings_it_back(
    qtbot: QtBot, station: Station, other: QWidget
) -> None:
    bring_to_front(qtbot, station.window)
    station.begin("alek")
    station.type("1Secret Friend\n")
    assert not cover(station).isVisible()
    bring_to_front(qtbot, other)
    qtbot.waitUntil(cover(station).isVisible)
    assert cover(station).geometry() == station.window.rect()
    seen = station.window.grab().toImage()
    station.window._flow.hide()
    assert station.window.grab().toImage() == seen
    station.window._flow.show()
    bring_to_front(qtbot, station.window)
    qtbot.waitUntil(lambda: not cover(station).isVisible())
    station.type("Other\n")
    assert station.sees("network-contact-2")


def test_copied_text_goes_with_the_person(qtbot: QtBot, station: Station) -> None:
    bring_to_front(qtbot, station.window)
    station.begin("alek")
    station.type("1Secret Friend")
    field = station.find("network-contact-name")
    assert isinstance(field, QLineEdit)
    field.selectAll()
    field.copy()
    assert QGuiApplication.clipboard().text() == "Secret Friend"
    station.type("\n")
    station.click("network-stop")
    assert QGuiApplication.clipboard().text() == ""
    assert station.sees("station-thanks")


def test_what_others_copied_stays(qtbot: QtBot, station: Station, other: QWidget) -> None:
    bring_to_front(qtbot, other)
    QGuiApplication.clipboard().setText("https://example.org/room")
    bring_to_front(qtbot, station.window)
    station.begin("alek")
    station.click("network-stop")
    assert QGuiApplication.clipboard().text() == "https://example.org/room"


def test_late_arrivals_add_themselves_only_if_they_may(station: Station, library: Library, workshop: int) -> None:
    station.type("zed")
    assert not station.sees("station-newcomer")
    assert not station.sees("station-newcomer-here")
    change_station(library, late_arrivals=True)
    station.click("station-newcomer-here")
    station.type("Zed Newman\n")
    assert [person.name for person in people_of(library, workshop)][-1] == "Zed Newman"
    assert station.sees("station-hello")
    station.type("\n\n")
    assert station.sees("network-flow")
    station.click("network-stop")
    station.type("\n")
    assert "Zed" not in station.find("station-search").text()


def test_a_name_that_is_on_the_list_needs_a_team_to_be_added(station: Station, library: Library, workshop: int) -> None:
    change_station(library, late_arrivals=True)
    before = len(people_of(library, workshop))
    name = people_of(library, workshop)[0].name
    station.click("station-newcomer")
    station.type("\n")
    assert "needs a name" in station.find("station-newcomer-problem").text()
    station.find("station-new-name").setText(name)
    station.type("\n")
    assert "already" in station.find("station-newcomer-problem").text()
    assert len(people_of(library, workshop)) == before
    station.type("Night shift\n")
    added = people_of(library, workshop)[-1]
    assert (added.name, added.team) == (name, "Night shift")


def test_signs_that_nobody_sees_make_no_other_person(station: Station, library: Library, workshop: int) -> None:
    change_station(library, late_arrivals=True)
    before = people_of(library, workshop)
    station.click("station-newcomer")
    station.find("station-new-name").setText(f"\u200b{before[0].name}\ufeff")
    station.type("\n")
    assert "already" in station.find("station-newcomer-problem").text()
    station.find("station-new-name").setText("Zoë\u200b Çelik\u2060")
    station.type("\n")
    assert [person.name for person in people_of(library, workshop)[len(before) :]] == ["Zoë Çelik"]


def test_escape_leaves_the_newcomers_page_empty(station: Station, library: Library) -> None:
    change_station(library, late_arrivals=True)
    station.click("station-newcomer")
    station.type("Zed\x1b")
    assert station.sees("station-names")
    assert station.window.findChild(QLineEdit, "station-new-name").text() == ""


def text_size(station: Station) -> float:
    (label,) = (each for each in station.window.findChildren(QLabel) if each.text() == "Pick your name")
    return float(label.fontInfo().pixelSize())


def test_the_facilitator_and_each_person_choose_the_size_of_the_text(station: Station, library: Library) -> None:
    usual = text_size(station)
    change_station(library, text=TEXT_SIZES[-1])
    assert text_size(station) > usual
    change_station(library, text=TEXT_SIZES[0])
    small = text_size(station)
    assert small < usual
    names = ("station-newcomer", "station-larger-text", "station-leave")
    change_station(library, late_arrivals=True)
    QApplication.processEvents()
    before = [station.find(name).geometry() for name in names]
    station.click("station-larger-text")
    assert text_size(station) > small
    assert [station.find(name).geometry() for name in names] == before
    station.take_name("alek")
    station.type("\x1b")
    assert text_size(station) == small


@pytest.mark.parametrize("size", TEXT_SIZES)
def test_everything_to_press_is_large_enough_for_a_finger_and_lists_run_on(
    station: Station, library: Library, size: float
) -> None:
    change_station(library, text=size, late_arrivals=True)

    def check() -> None:
        QApplication.processEvents()
        for kind in (QAbstractButton, QLineEdit):
            for each in station.window.findChildren(kind):
                if not each.isVisible() or each.objectName() in ("qt_tableview_cornerbutton", ""):
                    continue
                assert each.height() >= FINGER, each.objectName()
                assert each.width() >= FINGER or isinstance(each, QCheckBox), each.objectName()
        for area in station.window.findChildren(QAbstractScrollArea):
            if area.isVisible() and not isinstance(area, ChartView | QHeaderView):
                assert QScroller.hasScroller(area.viewport()), area.objectName() or area.parentWidget()

    check()
    station.click("station-newcomer")
    check()
    station.type("\x1b")
    station.take_name("alek")
    check()
    station.type("\n")
    check()
    station.type("\n")
    check()
    station.type("1AB\nCD\nxy")
    check()
    station.type("\b\b\n\n")
    check()
    station.type("1111111122\n")
    check()
    station.click("network-stop")
    check()
    station.type("\n")
    station.take_name("khai")
    station.type("\n\n2")
    check()
    station.type("12\n")
    check()
    station.click("network-stop")
    station.type("\n")
    station.click("station-leave")
    check()


def test_several_people_in_a_row_need_no_facilitator(station: Station, library: Library, workshop: int) -> None:
    for name in ("alek", "khai", "joost"):
        station.begin(name)
        station.type("2" + "12\n" + "12\n" * 6 + "\n")
        assert station.sees("station-thanks")
        station.type(" ")
        assert station.sees("station-names")
