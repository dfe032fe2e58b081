"""What stands above a chart is read from the back of a room, however long it is."""

from itertools import groupby

import pytest
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from ui.charts.projector_header import ProjectorHeader
from ui.theme.theme import dress
from ui.theme.tokens import DARK


def first_line(picture: QImage) -> int:
    """How high the letters of the first line are, in pixels."""
    ground = picture.pixel(0, 0)
    drawn = [any(picture.pixel(x, y) != ground for x in range(picture.width())) for y in range(picture.height())]
    return drawn.index(False, drawn.index(True)) - drawn.index(True)


@pytest.mark.parametrize("scale", [1.0, 1.5])
def test_a_long_title_takes_two_lines_rather_than_small_letters(qtbot: QtBot, scale: float) -> None:
    """Letters of 4.5 % of the height at least, as far as two lines hold it, and all of it in the header."""
    header = ProjectorHeader()
    qtbot.addWidget(header)
    header.text_scale = scale
    header.resize(1280, 100)
    header.set_whole(720, 0.165)
    large = 0.4 + 0.6 * scale
    for title in ("Teams", "Which two teams will you bring together, about which question?"):
        header.say(title, "18 of 18 people, gypsy")
        picture = header.grab().toImage()
        assert first_line(picture) >= int(0.045 * 720 * large)
        ground = picture.pixel(0, 0)
        last = picture.height() - 1
        assert all(picture.pixel(x, y) == ground for x in range(0, picture.width(), 2) for y in (0, last))
        assert all(
            picture.pixel(x, y) == ground for x in range(0, picture.width(), 2) for y in range(int(0.015 * 720))
        ), "off the edge, which a projector may cut"
        assert any(picture.pixel(x, y) != ground for x in range(60, 300, 2) for y in range(last - 20, last))
    header.say("A very long question " * 9, "")
    assert 1 < first_line(header.grab().toImage()) < int(0.045 * 720 * large)


def rows_of_letters(picture: QImage) -> list[int]:
    """How high each line of letters is, from above down."""
    ground = picture.pixel(0, 0)
    drawn = [any(picture.pixel(x, y) != ground for x in range(picture.width())) for y in range(picture.height())]
    return [len([*part]) for is_drawn, part in groupby(drawn) if is_drawn]


def test_a_long_sentence_takes_more_lines_rather_than_small_letters(qtbot: QtBot) -> None:
    """Letters of 3 % of the height, which the descenders and ascenders of a line make higher, and all in the header."""
    header = ProjectorHeader()
    qtbot.addWidget(header)
    header.resize(1280, 100)
    header.set_whole(720, 0.165)
    header.say("Teams", "Gypsy")
    usual = header.height()
    (_, whole) = rows_of_letters(header.grab().toImage())
    header.say("Teams", " · ".join(["Gypsy: the row turns to the column, by how many of those lists"] * 3))
    assert header.height() > usual, "the sentence alone makes it higher"
    picture = header.grab().toImage()
    _, first, second = rows_of_letters(picture)
    assert min(first, second) >= whole * 0.03 / 0.036 - 2
    assert all(picture.pixel(x, picture.height() - 1) == picture.pixel(0, 0) for x in range(picture.width()))
    header.say("Teams", "Gypsy")
    assert header.height() == usual


def test_it_has_the_colours_of_the_window_around_it_and_not_of_the_console(qtbot: QtBot) -> None:
    around = QWidget()
    qtbot.addWidget(around)
    header = ProjectorHeader()
    header.setParent(around)
    header.resize(1280, 100)
    header.set_whole(720, 0.165)
    header.say("Teams", "18 people")
    dress(around, "dark")
    assert header.grab().toImage().pixelColor(0, 0) == QColor(DARK.surface)
