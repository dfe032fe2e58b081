"""What others see on the projector, in pictures and on the console: from the floor on, and who has just been done."""

from collections.abc import Callable
from pathlib import Path
from random import Random
from xml.etree import ElementTree

import pytest
from agreeing import confirm_match
from listed import list_contacts
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QMainWindow, QTableWidget, QWidget
from pytestqt.qtbot import QtBot

from facilitator.errors import Invalid
from facilitator.exercises.agreement import change_agreement
from facilitator.exercises.network.analysis import Analysis, change_analysis
from facilitator.exercises.network.answers import Who, accept_notice, add_contact, finish
from facilitator.exercises.network.rounds.rounds import start_round
from facilitator.exercises.network.simulation import simulate
from facilitator.nameless import alike
from facilitator.rehearsal.people import people
from facilitator.storage.library import Library
from facilitator.workshop.consent import set_consent
from facilitator.workshop.roster import add_people, people_of
from ui.bridge import LibraryBridge
from ui.charts.menu import PictureMenu
from ui.console.pictures import pictures_dialog
from ui.exercises.network.framed import FramedView
from ui.exercises.network.network_views import BeforeAfterView, MapView
from ui.exercises.network.projector_views import OverlayView
from ui.exercises.network.results import NetworkResults
from ui.exercises.network.shapes import RoomShapes
from ui.exercises.network.whole_room import MapPage, MatrixPage
from ui.exercises.registry import exercise_ui
from ui.projector.window import ProjectorWindow
from ui.stage import HIGHLIGHT, Stage
from ui.theme import motion
from ui.theme.tokens import LIGHT

SVG = "{http://www.w3.org/2000/svg}"
NEWEST = QColor(LIGHT.series[1].color)


@pytest.fixture(autouse=True)
def at_rest() -> None:
    motion.choose(True)


def answer(library: Library, step: int, person: int) -> None:
    """Everything but the last key: the list and the answers."""
    list_contacts(library, Who(step, person), ["X"] * 4, lambda number, _, codes: min((1, 2, 1, 3)[number], codes))


def ids_of(library: Library, workshop: int) -> list[int]:
    return [person.id for person in people_of(library, workshop)]


def shapes_of(window: ProjectorWindow) -> RoomShapes:
    view = window._view
    assert isinstance(view, OverlayView)
    return view.shapes


def marked(image: QImage) -> bool:
    """Whether anything on it has the colour of the newest line."""
    spots = ((x, y) for x in range(0, image.width(), 2) for y in range(0, image.height(), 2))
    return any(image.pixelColor(*at) == NEWEST for at in spots)


def test_the_projector_shows_a_count_until_the_floor_is_reached(
    qtbot: QtBot, library: Library, workshop: int, network_step: int, window: ProjectorWindow, stage: Stage
) -> None:
    stage.show(step_id=network_step, view="overlay")
    shapes = shapes_of(window)
    for count, person in enumerate(ids_of(library, workshop)[:5]):
        assert shapes.count.isVisible()
        assert shapes.count.texts[0] == f"{count} of 6 {'has' if count == 1 else 'have'} answered"
        assert "from 5 people on" in shapes.count.texts[1]
        for options in ({"form": "bars"}, {"shape": "strength"}, {"lines": "band"}, {"form": "spider"}):
            stage.show(options=options)
            assert shapes.count.isVisible()
            assert not shapes.overlay.people and not shapes.overlay._band.median and not shapes.bars.shapes
        stage.show(options={"shape": "diversity", "lines": "all"})
        answer(library, network_step, person)
    assert shapes.overlay.isVisible() and not shapes.count.isVisible()
    assert len(shapes.overlay.people) == 5
    change_analysis(library, network_step, Analysis(smallest_group=6))
    assert shapes.count.texts[0] == "5 of 6 have answered"


@pytest.mark.parametrize("height", [480, 720, 1080])
@pytest.mark.parametrize("scale", [1.0, 1.4])
def test_the_count_is_read_from_the_back_of_the_room(
    qtbot: QtBot, library: Library, bridge: LibraryBridge, network_step: int, height: int, scale: float
) -> None:
    view = exercise_ui("network").projector_view("overlay", bridge, network_step)
    qtbot.addWidget(view)
    view.resize(height * 16 // 9, height)
    view.set_text_scale(scale)
    view.show()
    assert isinstance(view, OverlayView)
    page = view.shapes.count
    count, reason = page.sizes()
    assert count >= 0.05 * height and reason >= 0.03 * height
    image = page.grab().toImage()
    edges = [image.pixelColor(x, y).lightness() for y in range(image.height()) for x in (0, 1, image.width() - 1)]
    edges += [image.pixelColor(x, y).lightness() for x in range(image.width()) for y in (0, 1, image.height() - 1)]
    assert min(edges) > 240, "the words are cut at an edge"


def test_newest_is_who_has_just_been_done_and_not_who_answers_or_looks(
    qtbot: QtBot, library: Library, workshop: int, network_step: int, window: ProjectorWindow, stage: Stage
) -> None:
    *before, last = ids_of(library, workshop)
    for person in before:
        answer(library, network_step, person)
        finish(library, Who(network_step, person))
    stage.show(step_id=network_step, view="overlay")
    overlay = shapes_of(window).overlay
    overlay._stands_out.setInterval(60_000)
    qtbot.wait(120)
    assert overlay.newest is None
    answer(library, network_step, last)
    accept_notice(library, Who(network_step, before[0]))
    finish(library, Who(network_step, before[0]))
    qtbot.wait(120)
    assert overlay.newest is None and not marked(window.grab().toImage())
    finish(library, Who(network_step, last))
    qtbot.waitUntil(lambda: overlay.newest == last)
    assert marked(window.grab().toImage())
    overlay._stands_out.start(0)
    qtbot.waitUntil(lambda: overlay.newest is None)
    assert not marked(window.grab().toImage())


def test_several_at_once_are_none_of_them_the_newest(
    qtbot: QtBot, library: Library, workshop: int, network_step: int, window: ProjectorWindow, stage: Stage
) -> None:
    ids = ids_of(library, workshop)
    for person in ids:
        answer(library, network_step, person)
    stage.show(step_id=network_step, view="overlay")
    overlay = shapes_of(window).overlay
    with library.change("Import"):
        for person in ids:
            finish(library, Who(network_step, person))
    qtbot.wait(150)
    assert overlay.newest is None


@pytest.mark.parametrize("cover", ["blank", "frozen"])
def test_what_comes_back_after_a_while_shows_nobody_as_the_newest(
    qtbot: QtBot, library: Library, workshop: int, network_step: int, window: ProjectorWindow, stage: Stage, cover: str
) -> None:
    *before, last, later = ids_of(library, workshop) + add_people(library, workshop, people(7)[6:]).value
    for person in (*before, last, later):
        answer(library, network_step, person)
    stage.show(step_id=network_step, view="overlay")
    overlay = shapes_of(window).overlay
    finish(library, Who(network_step, last))
    qtbot.waitUntil(lambda: overlay.newest == last)
    stage.show(**{cover: True})
    # A picture that stands for as long as the facilitator likes points at nobody.
    assert not marked(window.grab().toImage())
    finish(library, Who(network_step, later))
    qtbot.wait(150)
    stage.show(**{cover: False})
    assert overlay.newest is None and not marked(window.grab().toImage())


def painted_things(path: Path) -> int:
    tree = ElementTree.parse(path)
    return sum(len(list(tree.iter(f"{SVG}{kind}"))) for kind in ("path", "polyline", "ellipse", "circle", "line"))


def words_in(path: Path) -> str:
    return " ".join("".join(node.itertext()) for node in ElementTree.parse(path).iter(f"{SVG}text"))


def test_pictures_below_the_floor_are_the_same_but_for_the_count(
    qtbot: QtBot,
    library: Library,
    bridge: LibraryBridge,
    workshop: int,
    network_step: int,
    parent: QMainWindow,
    tmp_path: Path,
) -> None:
    ids = ids_of(library, workshop)
    drawn: dict[int, list[int]] = {}
    for count, person in enumerate(ids):
        dialog = pictures_dialog(parent, bridge, workshop)
        for row in range(5):
            dialog.list.setCurrentRow(row)
            # Once it is read, it is what it is a moment later: see `test_pictures.py`.
            qtbot.waitUntil(dialog.view.is_read)
            path = tmp_path / f"{count}-{row}.svg"
            dialog.save(path)
            drawn.setdefault(row, []).append(painted_things(path))
            said = words_in(path)
            assert count >= 5 or not [words for words in ("Median per", "One person", "n =") if words in said]
        assert (
            f"{count} of 6 {'has' if count == 1 else 'have'} answered" in words_in(tmp_path / f"{count}-0.svg")
            or count >= 5
        )
        dialog.reject()
        answer(library, network_step, person)
        other = add_contact(library, Who(network_step, person), "Y").value
        confirm_match(library, network_step, other, ids[(count + 1) % 6])
        finish(library, Who(network_step, person))
    for row, counts in drawn.items():
        assert len(set(counts[:5])) == 1, (row, counts)
    assert drawn[0][5] > drawn[0][0] + 5


def test_a_picture_of_the_named_map_holds_groups_and_nobody(
    qtbot: QtBot, library: Library, bridge: LibraryBridge, workshop: int, network_step: int, tmp_path: Path
) -> None:
    add_people(library, workshop, people(18)[6:])
    everybody = people_of(library, workshop)
    for place, person in enumerate(everybody):
        contact = add_contact(library, Who(network_step, person.id), "X").value
        confirm_match(library, network_step, contact, everybody[(place + 1) % 18].id)
    sizes = {team: sum(one.team == team for one in everybody) for team in {one.team for one in everybody}}
    for make, name in ((MapPage, "room-map"), (MatrixPage, "room-matrix")):
        page: QWidget = make(bridge, network_step)
        page.resize(900, 600)
        qtbot.addWidget(page)
        with qtbot.waitExposed(page):
            page.show()
        qtbot.waitUntil(lambda page=page: page.source.room is not None)  # type: ignore[attr-defined]
        chart = page.findChild(QWidget, name)
        assert chart is not None
        [offered] = chart.findChildren(PictureMenu)
        offered.save(tmp_path / f"{name}.svg")
        said = words_in(tmp_path / f"{name}.svg")
        assert not [person.name for person in everybody if person.name in said]
        assert not [team for team, size in sizes.items() if size < 5 and team in said]
        assert [team for team, size in sizes.items() if size >= 5 and team in said]


def test_the_room_as_a_network_is_shown_from_the_floor_of_lists_on(
    qtbot: QtBot, library: Library, bridge: LibraryBridge, workshop: int, network_step: int
) -> None:
    ids = ids_of(library, workshop)
    for place in range(4):
        contact = add_contact(library, Who(network_step, ids[place]), "X").value
        confirm_match(library, network_step, contact, ids[place + 1])
    for key in ("network_map", "network_matrix"):
        view = exercise_ui("network").projector_view(key, bridge, network_step)
        assert isinstance(view, FramedView)
        qtbot.addWidget(view)
        qtbot.waitUntil(lambda view=view: any("4 of 6 have given a list" in text for text in view.texts))
        if isinstance(view, MapView):
            assert not view.map.chart.nodes


def test_the_console_keeps_the_floor_in_what_can_be_copied(
    qtbot: QtBot, library: Library, bridge: LibraryBridge, workshop: int, network_step: int
) -> None:
    page = NetworkResults(bridge, network_step)
    qtbot.addWidget(page)
    table = page.findChild(QTableWidget, "room-table")
    assert table is not None

    def column(at: int) -> set[str]:
        return {item.text() for row in range(table.rowCount()) if (item := table.item(row, at)) is not None}

    for count, person in enumerate(ids_of(library, workshop)[:5], start=1):
        answer(library, network_step, person)
        qtbot.waitUntil(lambda count=count: column(3) == {str(count)})
        assert (column(1) | column(2) == {"–"}) == (count < 5)


def test_before_and_after_says_why_a_median_is_missing(
    qtbot: QtBot, library: Library, bridge: LibraryBridge, workshop: int, network_step: int
) -> None:
    ids = ids_of(library, workshop)
    for person in ids:
        simulate(library, network_step, person, Random(person))
    start_round(library, network_step)

    def compared(check: Callable[[BeforeAfterView], bool]) -> BeforeAfterView:
        view = BeforeAfterView(bridge, network_step)
        qtbot.addWidget(view)
        qtbot.waitUntil(lambda: check(view))
        return view

    for person in ids[:5]:
        accept_notice(library, Who(network_step, person))
        finish(library, Who(network_step, person))
    view = compared(lambda view: bool(view.rows.chart.rows))
    # Six answered at first, five of them again.
    # In a room so small the level could be worked out from the change.
    assert all(row.before is None and row.after is None and row.change is None for row in view.rows.chart.rows if row.n)
    assert "give nobody away" in " ".join(view.texts) and "would tell of too few" in " ".join(view.texts)
    accept_notice(library, Who(network_step, ids[5]))
    finish(library, Who(network_step, ids[5]))
    view.show_waiting()
    view = compared(lambda view: any(row.n == 6 for row in view.rows.chart.rows))
    assert all(row.before is not None for row in view.rows.chart.rows if row.n == 6)
    assert "give nobody away" not in " ".join(view.texts)


def test_under_a_works_agreement_nobody_has_a_line(
    qtbot: QtBot, library: Library, workshop: int, network_step: int, window: ProjectorWindow, stage: Stage
) -> None:
    add_people(library, workshop, people(9)[6:])
    change_agreement(library, workshop, holds=True)
    first, *others = ids_of(library, workshop)
    with pytest.raises(Invalid, match="Nobody stands out"):
        set_consent(library, network_step, first, True)
    stage.show(step_id=network_step, view="overlay", options={HIGHLIGHT: str(first)})
    shapes = shapes_of(window)
    for person in (first, *others[:-1]):
        simulate(library, network_step, person, Random(person))
    stage.waiting_wanted.emit()
    qtbot.waitUntil(lambda: shapes.overlay.isVisible() and len(shapes.overlay.people) == 8)
    qtbot.waitUntil(lambda: not shapes.overlay.is_settling)
    without = shapes.overlay.grab().toImage()
    # Somebody is done, and somebody is pointed out: no line of theirs is painted, nor of anybody alone.
    shapes.overlay.mark_newest(first)
    qtbot.wait(50)
    assert not marked(shapes.overlay.grab().toImage())
    shapes.overlay.forget_newest()
    # Of these too few are alike for a line of several: what is seen has no line but the median's.
    assert not alike(shapes.overlay.people.values(), 7)
    shapes.overlay.set_lines_visible(False)
    qtbot.waitUntil(lambda: shapes.overlay.grab().toImage() == without)
