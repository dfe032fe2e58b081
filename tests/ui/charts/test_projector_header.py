"""What stands above a chart is read from the back of a room, however long it is."""

import pytest
from pytestqt.qtbot import QtBot

from ui.charts.projector_header import ProjectorHeader


@pytest.mark.parametrize("scale", [1.0, 1.5])
def test_a_long_title_takes_two_lines_rather_than_small_letters(qtbot: QtBot, scale: float) -> None:
    """5 % of the height at least, as far as two lines hold it, and all of it in the header."""
    header = ProjectorHeader()
    qtbot.addWidget(header)
    header.text_scale = scale
    header.resize(1280, 100)
    header.set_whole(720, 0.165)
    large = 0.4 + 0.6 * scale
    for title, least in (("Teams", 0.06), ("Which two teams will you bring together, about which question?", 0.05)):
        header.say(title, "18 of 18 people, gypsy")
        assert header.title_letters >= int(least * 720 * large) or scale > 1
        picture = header.grab().toImage()
        ground = picture.pixel(0, 0)
        last = picture.height() - 1
        assert all(picture.pixel(x, y) == ground for x in range(0, picture.width(), 2) for y in (0, last))
        assert all(
            picture.pixel(x, y) == ground for x in range(0, picture.width(), 2) for y in range(int(0.015 * 720))
        ), "off the edge, which a projector may cut"
        assert any(picture.pixel(x, y) != ground for x in range(60, 300, 2) for y in range(last - 20, last))
    header.say("A very long question " * 9, "")
    assert 1 < header.title_letters < 36 * large
