"""Letters by the DISCAS rule: the last row of chairs reads them."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from ui.console.room_depth import ROOM, RoomDepthForm, StoredSeating
from ui.stage import TEXT_SCALES


def test_six_picture_heights_are_usual_and_need_three_per_cent() -> None:
    usual = StoredSeating()
    assert usual.depth == pytest.approx(5.7, abs=0.05) and usual.text == 1.0
    assert StoredSeating(rows=1, picture=2.0 / 6).letters == pytest.approx(0.03)
    # A hall of thirty rows in front of a small picture.
    assert StoredSeating(rows=30, picture=1.0).is_too_deep


@given(st.integers(1, 40), st.floats(0.3, 8.0))
def test_the_last_row_reads_the_letters_or_is_told_that_it_does_not(rows: int, picture: float) -> None:
    room = StoredSeating(rows, picture)
    assert room.text in TEXT_SCALES
    assert 0.03 * room.text >= room.letters - 0.0003 or room.is_too_deep
    assert StoredSeating(rows + 1, picture).text >= room.text


def test_more_rows_make_larger_letters_that_are_remembered(qtbot: QtBot, desk: Any) -> None:
    desk.console.actions_by_name["room_depth"].trigger()
    form = desk.console.findChild(RoomDepthForm)
    form.rows.setValue(10)
    assert "7.8 picture heights" in form.says.text() and "4%" in form.says.text()
    form.findChild(QPushButton, "yes").click()
    assert desk.stage.showing.look.text == 1.4
    assert ROOM.get(desk.library).rows == 10
