"""Which screen is the wished one, as far as it can be said without plugging cables: see projector/test_real_screens."""

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from ui.places import PlaceKeeper
from ui.screens import (
    AS_WINDOW,
    AUTOMATIC,
    ScreenIdentity,
    screen_choice_from_json,
    screen_choice_to_json,
)

EPSON = ScreenIdentity("HDMI-1", "Seiko Epson", "EB-U05", "X4KV")


def test_a_serial_number_decides() -> None:
    assert EPSON.likeness(ScreenIdentity("DP-3", "Seiko Epson", "EB-U05", "X4KV")) > 0
    assert EPSON.likeness(ScreenIdentity("HDMI-1", "Seiko Epson", "EB-U05", "OTHER")) == 0


def test_without_a_serial_number_the_make_has_to_fit_and_the_connector_is_surer() -> None:
    plain = ScreenIdentity("HDMI-1", "Seiko Epson", "EB-U05")
    same = plain.likeness(ScreenIdentity("HDMI-1", "Seiko Epson", "EB-U05"))
    moved = plain.likeness(ScreenIdentity("DP-3", "Seiko Epson", "EB-U05"))
    assert same > moved > 0
    assert plain.likeness(ScreenIdentity("HDMI-1", "Dell", "U2720")) == 0
    assert ScreenIdentity("HDMI-1").likeness(ScreenIdentity("DP-3")) == 0


def test_wishes_survive_the_preferences_and_nonsense_is_automatic() -> None:
    for wish in (EPSON, AUTOMATIC, AS_WINDOW):
        assert screen_choice_from_json(screen_choice_to_json(wish)) == wish
    for nonsense in (None, 3, {"screen": 1}, "left", []):
        assert screen_choice_from_json(nonsense) == AUTOMATIC


def test_a_new_window_is_no_higher_than_its_screen_and_its_title(qtbot: QtBot) -> None:
    for height in (400, 4000):
        window = QWidget()
        qtbot.addWidget(window)
        window.resize(500, height)
        PlaceKeeper(window)
        window.show()
        assert window.width() == 500 and window.height() <= height
        assert height > 400 or window.height() == height
    assert 0 < window.screen().availableGeometry().height() - window.height() < 60
