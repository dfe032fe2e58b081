"""What the room's overlay paints, asked of its pixels: whose line is where, the band, gaps, legend, schemes."""

import pytest
from PySide6.QtCore import QPointF
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from sight import SIGHTS, difference

from facilitator.totals import AtLeast
from ui.charts.overlay import _BAND, _EDGE, SpiderOverlay
from ui.charts.painting import mixed
from ui.charts.sheet import opacity, thickness
from ui.pictures import png_of, svg_of
from ui.theme import motion, theme
from ui.theme.tokens import DARK, LIGHT, contrast

pytestmark = pytest.mark.usefixtures("light")

AXES = ["Where they work", "How near", "How often", "How long", "Their level"]
NOTHING: list[float | None] = [None] * 5


@pytest.fixture
def overlay(qtbot: QtBot) -> SpiderOverlay:
    widget = SpiderOverlay()
    qtbot.addWidget(widget)
    motion.choose(True)
    widget.resize(1280, 720)
    widget.set_axes(AXES)
    widget.show()
    settle(qtbot, widget)
    return widget


def settle(qtbot: QtBot, widget: SpiderOverlay) -> None:
    qtbot.waitUntil(lambda: not widget.is_settling)


def spot(widget: SpiderOverlay, axis: int, value: float, toward: float = 0.0) -> QPointF:
    """The place of a value on an axis, or `toward` of the way to the same value on the next axis."""
    assert widget._sheet is not None
    layout = widget._sheet.style.layout
    here, there = layout.point(axis, value), layout.point((axis + 1) % layout.axes, value)
    return here + (there - here) * toward


def near(image: QImage, at: QPointF, color: str, *, within: int = 3, off: int = 24) -> bool:
    """Whether some pixel close to `at` has about this colour."""
    ratio, wanted = image.devicePixelRatio(), QColor(color)
    for x in range(round(at.x() * ratio) - within, round(at.x() * ratio) + within + 1):
        for y in range(round(at.y() * ratio) - within, round(at.y() * ratio) + within + 1):
            seen = image.pixelColor(x, y)
            parts = zip(seen.getRgb()[:3], wanted.getRgb()[:3], strict=True)  # type: ignore[index]
            if all(abs(one - other) <= off for one, other in parts):
                return True
    return False


def picture(widget: SpiderOverlay) -> QImage:
    image: QImage = widget.grab().toImage()
    return image


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_median_newest_and_ground_have_their_colours(
    scheme: str, overlay: SpiderOverlay, qapp: QApplication, qtbot: QtBot
) -> None:
    theme.apply(qapp, scheme)  # type: ignore[arg-type]
    tokens = DARK if scheme == "dark" else LIGHT
    overlay.set_people({1: [0.3] * 5, 2: [0.5] * 5})
    overlay.update_person(3, [0.9] * 5)
    overlay.mark_newest(3)
    overlay.set_band([0.5] * 5, NOTHING, NOTHING, 3)
    settle(qtbot, overlay)
    seen = picture(overlay)
    assert near(seen, spot(overlay, 1, 0.5, 0.3), tokens.accent)
    assert near(seen, spot(overlay, 1, 0.9, 0.3), tokens.series[1].color)
    assert seen.pixelColor(3, 3).name() == tokens.surface
    assert near(seen, spot(overlay, 1, 0.68, 0.3), tokens.surface)


def test_one_persons_line_is_painted_and_gone_after_removal(overlay: SpiderOverlay, qtbot: QtBot) -> None:
    overlay.set_people({1: [0.4] * 5, 2: [0.8] * 5})
    settle(qtbot, overlay)
    at = spot(overlay, 1, 0.8, 0.3)
    assert not near(picture(overlay), at, LIGHT.surface, within=0, off=10)
    overlay.remove_person(2)
    settle(qtbot, overlay)
    assert near(picture(overlay), at, LIGHT.surface, within=0, off=2)
    assert set(overlay.people) == {1}


def test_who_answered_before_joins_the_others_without_a_new_sheet(overlay: SpiderOverlay, qtbot: QtBot) -> None:
    overlay.set_people({person: [0.3] * 5 for person in range(5)})
    settle(qtbot, overlay)
    sheet = overlay._sheet
    overlay.update_person(10, [0.7] * 5)
    overlay.update_person(11, [0.9] * 5)
    assert not overlay.is_settling
    assert overlay._sheet is sheet
    assert sheet is not None
    assert set(sheet.drawn) == {0, 1, 2, 3, 4, 10}
    assert not near(picture(overlay), spot(overlay, 1, 0.7, 0.3), LIGHT.surface, within=0, off=10)


def test_somebody_among_the_others_who_changes_leaves_their_old_line(overlay: SpiderOverlay, qtbot: QtBot) -> None:
    overlay.set_people({1: [0.4] * 5, 2: [0.8] * 5, 3: [0.2] * 5})
    settle(qtbot, overlay)
    overlay.update_person(2, [0.6] * 5)
    settle(qtbot, overlay)
    seen = picture(overlay)
    assert near(seen, spot(overlay, 1, 0.8, 0.3), LIGHT.surface, within=0, off=2)
    assert not near(seen, spot(overlay, 1, 0.6, 0.3), LIGHT.surface, within=0, off=10)
    # An answer alone makes nobody stand out.
    assert overlay.newest is None
    assert not near(seen, spot(overlay, 1, 0.6, 0.3), LIGHT.series[1].color)


def test_changes_while_a_sheet_is_being_painted_are_not_lost(overlay: SpiderOverlay, qtbot: QtBot) -> None:
    overlay.set_people({person: [0.3 + person / 2000] * 5 for person in range(600)})
    overlay._paint_slice()
    assert overlay.is_settling
    for person in (0, 1, 599):
        overlay.update_person(person, [0.95] * 5)
    overlay.remove_person(2)
    overlay.update_person(700, [0.85] * 5)
    settle(qtbot, overlay)
    sheet = overlay._sheet
    assert sheet is not None
    expected = {person: values for person, values in overlay.people.items() if person != 700}
    assert sheet.drawn == expected
    assert sheet.drawn[0] == (0.95,) * 5
    assert 2 not in sheet.drawn


def test_everybody_is_painted_as_strongly_however_they_came(overlay: SpiderOverlay, qtbot: QtBot) -> None:
    for person in range(40):
        overlay.update_person(person, [0.5] * 5)
        settle(qtbot, overlay)
    assert overlay._sheet is not None
    assert overlay._sheet.opacity == opacity(40)
    assert len(overlay._sheet.drawn) == 39


def test_a_gap_stays_a_gap(overlay: SpiderOverlay, qtbot: QtBot) -> None:
    overlay.update_person(1, [0.9, None, 0.9, 0.9, 0.9])
    overlay.mark_newest(1)
    overlay.set_band([0.6, 0.6, None, 0.6, 0.6], NOTHING, NOTHING, 5)
    settle(qtbot, overlay)
    seen = picture(overlay)
    assert near(seen, spot(overlay, 2, 0.9, 0.5), LIGHT.series[1].color)
    for axis in (0, 1):
        assert not near(seen, spot(overlay, axis, 0.9, 0.5), LIGHT.series[1].color)
    # Nor is the gap bridged from one neighbour to the other.
    bridge = (spot(overlay, 0, 0.9) + spot(overlay, 2, 0.9)) / 2
    assert not near(seen, bridge, LIGHT.series[1].color)
    assert near(seen, spot(overlay, 3, 0.6, 0.4), LIGHT.accent)
    for axis in (1, 2):
        assert not near(seen, spot(overlay, axis, 0.6, 0.4), LIGHT.accent)


def test_middle_half_is_shaded_only_where_both_quartiles_are(overlay: SpiderOverlay, qtbot: QtBot) -> None:
    overlay.set_people({person: [0.1] * 5 for person in range(4)})
    overlay.set_band([0.5] * 5, [0.4] * 5, [0.8] * 5, 9)
    settle(qtbot, overlay)
    ground = LIGHT.surface
    assert not near(picture(overlay), spot(overlay, 1, 0.68, 0.3), ground, within=0, off=8)
    overlay.set_band([0.5] * 5, [0.4, 0.4, None, 0.4, 0.4], [0.8, 0.8, None, 0.8, 0.8], 9)
    seen = picture(overlay)
    assert near(seen, spot(overlay, 1, 0.68, 0.3), ground, within=0, off=2)
    assert not near(seen, spot(overlay, 3, 0.68, 0.3), ground, within=0, off=8)
    overlay.set_band([0.5] * 5, NOTHING, NOTHING, 3)
    assert near(picture(overlay), spot(overlay, 3, 0.68, 0.3), ground, within=0, off=2)


def test_median_of_one_is_not_painted(overlay: SpiderOverlay, qtbot: QtBot) -> None:
    overlay.update_person(1, [0.9] * 5)
    overlay.set_band([0.5] * 5, NOTHING, NOTHING, 1)
    settle(qtbot, overlay)
    assert not near(picture(overlay), spot(overlay, 1, 0.5, 0.3), LIGHT.accent)


def test_band_alone_hides_everybodys_lines(overlay: SpiderOverlay, qtbot: QtBot) -> None:
    overlay.set_people({1: [0.9] * 5, 2: [0.7] * 5})
    overlay.update_person(3, [0.3] * 5)
    overlay.set_band([0.5] * 5, NOTHING, NOTHING, 3)
    overlay.set_lines_visible(False)
    settle(qtbot, overlay)
    seen = picture(overlay)
    for value in (0.9, 0.3):
        assert near(seen, spot(overlay, 1, value, 0.3), LIGHT.surface, within=0, off=2)
    assert near(seen, spot(overlay, 1, 0.5, 0.3), LIGHT.accent)


def test_highlight_is_named_only_by_the_label_given(overlay: SpiderOverlay, qtbot: QtBot) -> None:
    overlay.set_people({1: [0.9] * 5, 2: [0.7] * 5})
    overlay.set_highlight(1)
    settle(qtbot, overlay)
    assert near(picture(overlay), spot(overlay, 1, 0.9, 0.02), LIGHT.series[2].color)
    assert overlay._sheet is not None
    assert overlay._entries(overlay._sheet)[-1].text == "A participant"
    overlay.set_highlight(1, "Ana")
    assert overlay._entries(overlay._sheet)[-1].text == "Ana"
    overlay.set_highlight(None)
    settle(qtbot, overlay)
    assert not near(picture(overlay), spot(overlay, 1, 0.9, 0.02), LIGHT.series[2].color)


def test_newest_eases_in_stands_out_and_is_one_of_the_others_again(overlay: SpiderOverlay, qtbot: QtBot) -> None:
    motion.choose(False)
    overlay._stands_out.setInterval(60_000)
    overlay.set_people({1: [0.9] * 5, 2: [0.4] * 5})
    settle(qtbot, overlay)
    plain = picture(overlay)
    overlay.mark_newest(1)
    assert overlay._ease.state() == overlay._ease.State.Running
    at = spot(overlay, 1, 0.9, 0.3)
    qtbot.waitUntil(lambda: near(picture(overlay), at, LIGHT.series[1].color, off=8))
    overlay._stands_out.start(0)
    qtbot.waitUntil(lambda: overlay.newest is None)
    assert picture(overlay) == plain


def test_without_motion_newest_goes_as_it_came(overlay: SpiderOverlay, qtbot: QtBot) -> None:
    overlay._stands_out.setInterval(60_000)
    overlay.set_people({1: [0.9] * 5, 2: [0.4] * 5})
    settle(qtbot, overlay)
    overlay.mark_newest(1)
    assert near(picture(overlay), spot(overlay, 1, 0.9, 0.3), LIGHT.series[1].color, off=8)
    overlay._stands_out.start(0)
    qtbot.waitUntil(lambda: overlay.newest is None)
    assert not near(picture(overlay), spot(overlay, 1, 0.9, 0.3), LIGHT.series[1].color)


def test_newest_is_forgotten_while_the_chart_is_not_seen(overlay: SpiderOverlay, qtbot: QtBot) -> None:
    overlay.set_people({1: [0.9] * 5, 2: [0.4] * 5})
    overlay.mark_newest(1)
    assert overlay.newest == 1
    overlay.hide()
    overlay.mark_newest(2)
    overlay.show()
    assert overlay.newest is None


def test_no_picture_shows_who_is_newest(overlay: SpiderOverlay, qtbot: QtBot) -> None:
    overlay.set_people({1: [0.9] * 5, 2: [0.4] * 5})
    overlay.set_band([0.6] * 5, NOTHING, NOTHING, 2)
    settle(qtbot, overlay)
    size = overlay.size()

    def paint(painter: QPainter) -> None:
        overlay.paint_chart(painter, overlay.area())

    # Digits of a picture are a shade off until this was painted once in the process.
    overlay.mark_newest(1)
    picture(overlay)
    overlay.forget_newest()
    plain, lines = png_of(size, paint), svg_of(size, paint)
    overlay.mark_newest(1)
    assert near(picture(overlay), spot(overlay, 1, 0.9, 0.3), LIGHT.series[1].color)
    assert png_of(size, paint) == plain
    # Lines of people who are alike are painted in another order each time.
    assert sorted(svg_of(size, paint).splitlines()) == sorted(lines.splitlines())
    assert b"Newest" not in lines


def test_empty_chart_has_axes_and_a_sentence(overlay: SpiderOverlay) -> None:
    assert overlay._sheet is not None
    seen = picture(overlay)
    assert near(seen, spot(overlay, 1, 1.0, 0.3), LIGHT.control, off=60)
    muted = [near(seen, spot(overlay, 1, 0.0) + QPointF(x, 0), LIGHT.muted, within=6) for x in range(-90, 91, 30)]
    assert all(muted)


@pytest.mark.parametrize("count", [0, 1, 2])
def test_fewer_than_three_axes_make_no_spider(count: int, overlay: SpiderOverlay) -> None:
    overlay.set_axes(AXES[:count])
    overlay.update_person(1, [0.5] * count)
    overlay.set_band([0.5] * count, [None] * count, [None] * count, 1)
    overlay.remove_person(1)
    assert picture(overlay).pixelColor(640, 360).name() == LIGHT.surface


def test_other_axes_forget_everybody(overlay: SpiderOverlay, qtbot: QtBot) -> None:
    overlay.set_people({1: [0.9] * 5})
    overlay.update_person(2, [0.9] * 5)
    overlay.set_axes([*AXES, "Effort"])
    settle(qtbot, overlay)
    assert not overlay.people
    assert overlay.newest is None
    assert overlay._sheet is not None
    assert not overlay._sheet.drawn


def test_after_a_change_of_size_the_sheet_fits_again(overlay: SpiderOverlay, qtbot: QtBot) -> None:
    overlay.set_people({person: [0.5] * 5 for person in range(300)})
    overlay.set_band([0.8] * 5, NOTHING, NOTHING, 300)
    settle(qtbot, overlay)
    overlay.resize(900, 640)
    # Never the old picture stretched, however long the lines take.
    assert overlay._sheet is not None
    assert overlay._sheet.style.size == overlay.area().size()
    assert near(picture(overlay), spot(overlay, 1, 0.8, 0.3), LIGHT.accent)
    settle(qtbot, overlay)
    assert not near(picture(overlay), spot(overlay, 1, 0.5, 0.3), LIGHT.surface, within=0, off=10)


def test_larger_text_leaves_less_for_the_chart(overlay: SpiderOverlay, qtbot: QtBot) -> None:
    def radius() -> float:
        settle(qtbot, overlay)
        assert overlay._sheet is not None
        return overlay._sheet.style.layout.radius

    whole = radius()
    overlay.set_text_scale(1.5)
    assert whole > radius()


def test_lines_are_thick_enough_for_a_projector(overlay: SpiderOverlay, qtbot: QtBot) -> None:
    overlay.resize(1920, 1080)
    settle(qtbot, overlay)
    assert overlay._sheet is not None
    assert overlay._sheet.style.line >= 2
    assert overlay._sheet.pen().widthF() >= 2
    assert overlay._sheet.style.number_type.size >= 0.03 * 1080
    assert overlay._sheet.style.spider.type.size >= 0.03 * 1080


def test_accessible_description_says_people_and_medians(overlay: SpiderOverlay) -> None:
    overlay.set_band([0.5, None, 0.25, 1.0, 0.0], NOTHING, NOTHING, 11)
    assert overlay.accessibleName()
    assert overlay.accessibleDescription() == (
        "11 people. Median per question, of 100: Where they work: 50; How often: 25; How long: 100; Their level: 0"
    )


@pytest.mark.parametrize("people", [5, 18, 60, 150])
def test_lines_middle_half_and_rings_are_visible_and_told_apart(people: int) -> None:
    """Each three to one on the ground, for everybody, and on the middle half where it lies over them."""
    for tokens in (LIGHT, DARK):
        line = mixed(tokens.people, tokens.surface, opacity(people)).name()
        edge = mixed(tokens.accent, tokens.surface, _EDGE).name()
        band = mixed(tokens.accent, tokens.surface, _BAND).name()
        # The middle half is painted over the lines.
        below = mixed(tokens.accent, line, _BAND).name()
        for seen, ground in ((line, tokens.surface), (edge, tokens.surface), (tokens.ring, tokens.surface)):
            assert contrast(seen, ground) >= 3
        assert contrast(below, band) >= 2.7
        assert contrast(tokens.accent, line) >= 1.1
        for sight in SIGHTS:
            shown = {name: sight(color) for name, color in (("line", line), ("edge", edge), ("median", tokens.accent))}
            # Rings are dotted and thin besides.
            assert difference(shown["line"], sight(tokens.ring)) >= 6
            assert difference(shown["line"], shown["edge"]) >= 15
            assert difference(shown["line"], shown["median"]) >= 20
            for color in shown.values():
                assert contrast(color, sight(tokens.surface)) >= 2.9
    # Two pixels on a screen of 1080, of which a heading takes some.
    assert 2.36 * thickness(people) >= 2


def test_what_is_further_out_stands_along_an_axis(overlay: SpiderOverlay, qtbot: QtBot) -> None:
    settle(qtbot, overlay)
    without = overlay.grab().toImage()
    overlay.set_outward("more varied →")
    settle(qtbot, overlay)
    assert overlay.grab().toImage() != without
    assert overlay._sheet is not None and overlay._sheet.style.outward_axis == 1


def test_what_can_be_counted_from_the_lines_is_said_and_nothing_finer_where_there_are_none(
    overlay: SpiderOverlay, qtbot: QtBot
) -> None:
    everybody = [[0.5] * 5 for _ in range(11)] + [[0.5, 0.5, None, 0.5, 0.5]]
    overlay.set_people(dict(enumerate(everybody)))
    overlay.set_band([0.5] * 5, NOTHING, NOTHING, 12, (12, 12, AtLeast(8), 12, 12))

    def said(*, together: bool = False) -> str:
        assert overlay._sheet is not None
        notes = [entry.note for entry in overlay._entries_of_all(overlay._sheet, together=together)]
        return notes[0] + overlay.accessibleDescription()

    # Eleven lines meet on that axis: whoever looks can count them.
    assert said().count("11 to 12 of them by question") == 2
    # A picture has no line of one person: there it is said of nobody how few lack a value.
    assert "8+ to 12 of them by question" in said(together=True)
    svg = svg_of(overlay.size(), lambda painter: overlay.paint_chart(painter, overlay.area()), "")
    assert "11 to 12" not in bytes(svg).decode()
    for hide, show in ((overlay.set_lines_visible, False), (overlay.set_together, True)):
        hide(show)
        assert said(together=overlay._together).count("8+ to 12 of them by question") == 2
        hide(not show)
    # One more line with a gap changes no coarse number, and the number of lines.
    overlay.update_person(0, [0.5, 0.5, None, 0.5, 0.5])
    overlay.set_band([0.5] * 5, NOTHING, NOTHING, 12, (12, 12, AtLeast(8), 12, 12))
    assert said().count("10 to 12 of them by question") == 2
