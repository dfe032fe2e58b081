"""Pictures for slides: what the room may see, twice as sharp, as lines and words, or on the clipboard."""

from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import pytest
from prepared import add_sample
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QContextMenuEvent, QGuiApplication, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QMainWindow, QMenu
from pytestqt.qtbot import QtBot

from facilitator.exercises.network.read import read_networks
from facilitator.exercises.network.setup import get_setup
from facilitator.exercises.steps import exercise_steps
from facilitator.storage.library import Library
from facilitator.workshop.roster import people_of
from facilitator.workshop.workshops import new_workshop
from ui.bridge import LibraryBridge
from ui.charts.menu import PictureMenu
from ui.charts.view import ChartView
from ui.console.pictures import SIZE, PicturesDialog, pictures_dialog
from ui.exercises.network.results import NetworkResults
from ui.exercises.network.whole_room import MapPage, MatrixPage
from ui.pictures import SVG_TYPE
from ui.theme import theme

SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture
def dialog(qtbot: QtBot, library: Library, parent: QMainWindow) -> Iterator[PicturesDialog]:
    workshop = add_sample(library, count=12)
    opened = pictures_dialog(parent, LibraryBridge(library), workshop)
    qtbot.waitExposed(opened)
    yield opened
    opened.reject()


def words_in(path: Path) -> str:
    return " ".join("".join(node.itertext()) for node in ElementTree.parse(path).iter(f"{SVG}text"))


def rows(dialog: PicturesDialog) -> range:
    return range(dialog.list.count())


def test_every_view_is_a_sharp_png_on_white_and_an_svg_without_a_name(
    qtbot: QtBot, library: Library, dialog: PicturesDialog, tmp_path: Path
) -> None:
    step = next(step.id for step, each in exercise_steps(library, 1) if each.kind == "network")
    written = {contact.label for view in read_networks(library, step).values() for contact in view.contacts}
    # Names and initials; a bare number is no name, and stands on every axis.
    labels = {label for label in written if not label.isdecimal()}
    # Who is in the room may have signed a card, and may be somebody's contact too.
    labels -= {person.name for person in people_of(library, 1)}
    assert labels and dialog.list.count() >= 6
    for row in rows(dialog):
        dialog.list.setCurrentRow(row)
        qtbot.waitUntil(dialog.view.is_read)
        png, svg = tmp_path / f"{row}.png", tmp_path / f"{row}.svg"
        dialog.save(png)
        dialog.save(svg)
        image = QImage(str(png))
        assert image.size() == SIZE * 2
        colours = {image.pixel(x, y) for x in range(0, image.width(), 7) for y in range(0, image.height(), 7)}
        assert len(colours) > 3, dialog.title
        assert image.pixelColor(2, 2).lightness() > 240
        said = words_in(svg)
        assert said.strip(), dialog.title
        assert not [label for label in labels if label in said]


def test_the_overlay_stays_lines_and_words(
    qtbot: QtBot, library: Library, dialog: PicturesDialog, tmp_path: Path
) -> None:
    dialog.list.setCurrentRow(0)
    qtbot.wait(300)
    path = tmp_path / "overlay.svg"
    dialog.save(path)
    step = next(step.id for step, each in exercise_steps(library, 1) if each.kind == "network")
    said = words_in(path)
    for factor in get_setup(library, step).active:
        assert all(word in said for word in factor.label.split())
    assert "n = 12" in said
    tree = ElementTree.parse(path)
    assert not list(tree.iter(f"{SVG}image")), "no ready picture in the place of lines"
    assert len(list(tree.iter(f"{SVG}path")) + list(tree.iter(f"{SVG}polyline"))) > 12


def test_a_choice_changes_the_picture(qtbot: QtBot, dialog: PicturesDialog, tmp_path: Path) -> None:
    dialog.list.setCurrentRow(0)
    qtbot.wait(300)
    dialog.save(tmp_path / "before.png")
    combo = dialog.findChild(QComboBox, "picture-shape")
    assert combo is not None
    combo.setCurrentIndex(1)
    qtbot.wait(400)
    dialog.save(tmp_path / "after.png")
    assert QImage(str(tmp_path / "before.png")) != QImage(str(tmp_path / "after.png"))


def test_copied_is_an_image_and_an_svg(qtbot: QtBot, dialog: PicturesDialog) -> None:
    dialog.copy()
    data = QGuiApplication.clipboard().mimeData()
    assert data.hasImage() and data.hasFormat(SVG_TYPE)
    assert QGuiApplication.clipboard().image().size() == SIZE * 2
    assert dialog.said.isVisible() and "Copied" in dialog.said.text()


def test_a_slide_is_white_in_dark_windows(qtbot: QtBot, qapp, dialog: PicturesDialog, tmp_path: Path) -> None:
    theme.apply(qapp, "dark")
    try:
        qtbot.wait(200)
        dialog.save(tmp_path / "dark.png")
    finally:
        theme.apply(qapp, "light")
    assert QImage(str(tmp_path / "dark.png")).pixelColor(4, 4) == QColor("white")


def test_without_an_exercise_it_says_so(
    qtbot: QtBot, library: Library, bridge: LibraryBridge, parent: QMainWindow
) -> None:
    dialog = pictures_dialog(parent, bridge, new_workshop(library, "Nothing yet").value)
    assert dialog.said.isVisible() and "no exercise" in dialog.said.text()
    assert not any(button.isEnabled() for button in dialog._verbs)
    dialog.reject()


def test_a_chart_of_the_console_is_copied_and_saved_from_its_own_menu(
    qtbot: QtBot, library: Library, bridge: LibraryBridge, tmp_path: Path
) -> None:
    workshop = add_sample(library, count=12)
    step = next(step.id for step, each in exercise_steps(library, workshop) if each.kind == "network")
    page = NetworkResults(bridge, step)
    page.resize(1000, 700)
    qtbot.addWidget(page)
    with qtbot.waitExposed(page):
        page.show()
    chart = page.shapes.overlay
    qtbot.wait(250)
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, QPoint(50, 50), chart.mapToGlobal(QPoint(50, 50)))
    QGuiApplication.sendEvent(chart.viewport(), event)
    menu = chart.findChild(QMenu)
    assert menu is not None and menu.isVisible()
    copied, *_ = menu.actions()
    qtbot.mouseClick(menu, Qt.MouseButton.LeftButton, pos=menu.actionGeometry(copied).center())
    image = QGuiApplication.clipboard().image()
    assert image.size() == chart.size() * 2
    assert len({image.pixel(x, y) for x in range(0, image.width(), 7) for y in range(0, image.height(), 7)}) > 8
    [offered] = chart.findChildren(PictureMenu)
    offered.save(tmp_path / "room.svg")
    offered.save(tmp_path / "room.png")
    assert "Where they work" in words_in(tmp_path / "room.svg")
    assert QImage(str(tmp_path / "room.png")).size() == chart.size() * 2


def test_the_map_and_the_matrix_have_the_same_menu(
    qtbot: QtBot, library: Library, bridge: LibraryBridge, tmp_path: Path
) -> None:
    workshop = add_sample(library, count=12)
    step = next(step.id for step, each in exercise_steps(library, workshop) if each.kind == "network")
    for page, name in (
        (MapPage(bridge, step), "room-map"),
        (MatrixPage(bridge, step), "room-matrix"),
    ):
        page.resize(900, 600)
        qtbot.addWidget(page)
        with qtbot.waitExposed(page):
            page.show()
        qtbot.waitUntil(lambda page=page: page.source.room is not None)
        chart = page.findChild(ChartView, name)
        [offered] = chart.findChildren(PictureMenu)
        path = tmp_path / f"{name}.svg"
        offered.save(path)
        assert len(words_in(path)) > 20


def test_a_right_click_on_the_map_chooses_nobody(qtbot: QtBot, library: Library, bridge: LibraryBridge) -> None:
    workshop = add_sample(library, count=12)
    step = next(step.id for step, each in exercise_steps(library, workshop) if each.kind == "network")
    page = MapPage(bridge, step)
    page.resize(900, 600)
    qtbot.addWidget(page)
    chosen: list[int] = []
    page.person_chosen.connect(chosen.append)
    with qtbot.waitExposed(page):
        page.show()
    qtbot.waitUntil(lambda: page.source.room is not None)
    chart = page.map
    at = chart.place_of(people_of(library, workshop)[0].id).toPoint()
    qtbot.mouseClick(chart.viewport(), Qt.MouseButton.RightButton, pos=at)
    assert chosen == []
    qtbot.mouseClick(chart.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert chosen == [people_of(library, workshop)[0].id]


def test_nothing_is_copied_before_it_is_read(qtbot: QtBot, dialog: PicturesDialog, tmp_path: Path) -> None:
    QGuiApplication.clipboard().clear()
    waited = []
    for row in rows(dialog):
        dialog.list.setCurrentRow(row)
        copied = next(button for button in dialog._verbs if button.objectName() == "picture-copy")
        if not copied.isEnabled():
            waited.append(dialog.title)
            QTest.keyClick(dialog, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
            assert QGuiApplication.clipboard().image().isNull(), "a chart without anything on it"
        qtbot.waitUntil(copied.isEnabled)
        # What is chosen and copied in one breath is what it is a moment later.
        dialog.save(tmp_path / "at-once.svg")
        qtbot.wait(300)
        dialog.save(tmp_path / "later.svg")
        once, later = (sorted(words_in(tmp_path / name).split()) for name in ("at-once.svg", "later.svg"))
        assert once == later, dialog.title
    assert any("The room as a network" in title for title in waited)
    assert any("Before and after" in title for title in waited)


def test_a_chart_of_the_console_has_no_picture_before_it_is_measured(qtbot: QtBot, library: Library) -> None:
    workshop = add_sample(library, count=12)
    step = next(step.id for step, each in exercise_steps(library, workshop) if each.kind == "network")
    for make, name in ((MapPage, "room-map"), (MatrixPage, "room-matrix")):
        own = LibraryBridge(library)
        page = make(own, step)
        qtbot.addWidget(page)
        chart = page.findChild(ChartView, name)
        (menu,) = chart.findChildren(PictureMenu)
        assert page.source.room is None
        menu.open(QPoint(5, 5))
        assert not any(action.isEnabled() for action in menu._menu.actions())
        qtbot.waitUntil(lambda page=page: page.source.room is not None)
        menu.open(QPoint(5, 5))
        assert all(action.isEnabled() for action in menu._menu.actions())
        menu._menu.close()
        own.close()


def test_names_in_a_picture_are_told_of_before(qtbot: QtBot, dialog: PicturesDialog) -> None:
    named = []
    for row in rows(dialog):
        dialog.list.setCurrentRow(row)
        qtbot.waitUntil(dialog.view.is_read)
        qtbot.wait(60)
        if "names people" in dialog.said.text():
            named.append(dialog.title.rpartition(": ")[2])
    assert "Wall of cards" in named and "Everybody’s shapes" not in named and "Votes" not in named
