"""Pictures that leave the program are read back: no line in them is one person's, and nobody stands out."""

import re
from collections.abc import Iterator, Sequence
from math import dist
from pathlib import Path
from xml.etree import ElementTree

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QMainWindow
from pytestqt.qtbot import QtBot
from roomful import FLOOR, PEOPLE, Roomful, allowed

from facilitator.exercises.network.analysis import Analysis, change_analysis
from facilitator.exercises.network.live import RoomProfiles
from facilitator.nameless import alike
from facilitator.storage.library import Library
from ui.bridge import LibraryBridge
from ui.charts.menu import PictureMenu
from ui.charts.overlay import SpiderOverlay
from ui.console.pictures import PicturesDialog, pictures_dialog
from ui.exercises.network.results import NetworkResults

SVG = "{http://www.w3.org/2000/svg}"
Point = tuple[float, float]
Shape = Sequence[float | None]


def lines_in(path: Path) -> list[tuple[Point, Point]]:
    """The ends of every straight line in an SVG, in the order of the file."""
    found: list[tuple[Point, Point]] = []

    def walk(node: ElementTree.Element, at: tuple[float, ...]) -> None:
        match = re.fullmatch(r"matrix\((.+)\)", node.get("transform", ""))
        if match:
            a, b, c, d, e, f = (float(part) for part in match[1].split(","))
            p, q, r, s, t, u = at
            at = (a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u)
        if node.tag == f"{SVG}polyline":
            numbers = [float(part) for part in re.split(r"[ ,]+", node.get("points", "").strip())]
            p, q, r, s, t, u = at
            ends = [(x * p + y * r + t, x * q + y * s + u) for x, y in zip(numbers[::2], numbers[1::2], strict=True)]
            found.append((ends[0], ends[-1]))
        for kid in node:
            walk(kid, at)

    walk(ElementTree.parse(path).getroot(), (1, 0, 0, 1, 0, 0))
    return found


def is_drawn(shape: Shape, lines: Sequence[tuple[Point, Point]], overlay: SpiderOverlay, moved: QPoint) -> bool:
    """Whether the whole outline of these values is in a picture, to the pixel."""
    assert overlay._sheet is not None
    layout = overlay._sheet.style.layout
    corners = [layout.point(axis, value or 0.0) + QPointF(moved) for axis, value in enumerate(shape)]
    ends = [(corner.x(), corner.y()) for corner in corners]
    return all(
        any(dist(one, start) < 0.6 and dist(other, end) < 0.6 for one, other in lines)
        for start, end in zip(ends, [*ends[1:], ends[0]], strict=True)
    )


def shapes(room: Roomful, library: Library) -> list[Shape]:
    return list(RoomProfiles(library, room.network).shapes("diversity").values())


@pytest.fixture
def dialog(qtbot: QtBot, full: tuple[Library, Roomful], parent: QMainWindow) -> Iterator[PicturesDialog]:
    library, room = full
    opened = pictures_dialog(parent, LibraryBridge(library), room.workshop)
    qtbot.waitExposed(opened)
    opened.list.setCurrentRow(0)
    qtbot.wait(300)
    yield opened
    opened.reject()


def test_a_slide_has_lines_of_people_who_are_alike_and_of_nobody_alone(
    full: tuple[Library, Roomful], dialog: PicturesDialog, tmp_path: Path
) -> None:
    library, room = full
    overlay = dialog.slide.findChild(SpiderOverlay)
    assert overlay is not None
    moved = overlay.mapTo(dialog.slide, QPoint())
    everybody = shapes(room, library)
    groups = alike(everybody, FLOOR)
    assert len(everybody) == PEOPLE and len(groups) == 3
    orders = []
    for number in range(10):
        path = tmp_path / f"{number}.svg"
        dialog.save(path)
        lines = lines_in(path)
        assert all(is_drawn(group, lines, overlay, moved) for group in groups)
        assert not any(is_drawn(person, lines, overlay, moved) for person in everybody)
        # Each outline is as many lines as there are axes, and they follow each other.
        first = [
            next(at for at in range(len(lines)) if is_drawn(group, lines[at : at + len(group)], overlay, moved))
            for group in groups
        ]
        orders.append(tuple(sorted(range(3), key=first.__getitem__)))
    text = path.read_text(encoding="utf-8")
    assert "alike" in text
    assert "One person" not in text and "Newest" not in text
    assert max(orders.count(order) for order in orders) <= allowed(len(orders), 1 / 6)


def test_the_preview_is_what_will_be_saved(
    qtbot: QtBot, full: tuple[Library, Roomful], dialog: PicturesDialog, tmp_path: Path
) -> None:
    library, room = full
    dialog.save(tmp_path / "slide.png")
    saved, seen = QImage(str(tmp_path / "slide.png")), dialog.slide.grab().toImage()
    small = saved.scaled(seen.size(), mode=Qt.TransformationMode.SmoothTransformation)
    differ = sum(
        abs(small.pixelColor(x, y).lightness() - seen.pixelColor(x, y).lightness()) > 90
        for x in range(0, seen.width(), 3)
        for y in range(0, seen.height(), 3)
    )
    assert differ < seen.width() * seen.height() / 9 * 0.01
    overlay = dialog.slide.findChild(SpiderOverlay)
    assert overlay is not None
    # A lower floor makes more lines, at once.
    change_analysis(library, room.network, Analysis(smallest_group=3))
    qtbot.waitUntil(lambda: overlay._fewest == 3)
    dialog.save(tmp_path / "slide.svg")
    lines, moved = lines_in(tmp_path / "slide.svg"), overlay.mapTo(dialog.slide, QPoint())
    assert all(is_drawn(group, lines, overlay, moved) for group in alike(shapes(room, library), 3))
    assert not any(is_drawn(person, lines, overlay, moved) for person in shapes(room, library))


def test_a_chart_of_the_console_leaves_without_anybodys_line(
    qtbot: QtBot, full: tuple[Library, Roomful], tmp_path: Path
) -> None:
    library, room = full
    page = NetworkResults(LibraryBridge(library), room.network)
    page.resize(1000, 700)
    qtbot.addWidget(page)
    with qtbot.waitExposed(page):
        page.show()
    chart = page.shapes.overlay
    qtbot.waitUntil(lambda: not chart.is_settling)
    page.highlight(room.people[3])
    (menu,) = chart.findChildren(PictureMenu)
    menu.save(tmp_path / "room.svg")
    lines, everybody = lines_in(tmp_path / "room.svg"), shapes(room, library)
    assert all(is_drawn(group, lines, chart, QPoint()) for group in alike(everybody, FLOOR))
    assert not any(is_drawn(person, lines, chart, QPoint()) for person in everybody)
    assert "A participant" not in (tmp_path / "room.svg").read_text(encoding="utf-8")
