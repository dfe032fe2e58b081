"""Other keyboards than an English one: digits are digits, letters of shortcuts are found, and names too."""

import sys
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QListView

from facilitator.exercises.network.factors import Missing
from facilitator.exercises.network.read import NetworkView, read_network
from facilitator.storage.library import Library
from facilitator.workshop.roster import Person, add_people, people_of
from ui.keys import as_latin, digits_in
from ui.matching import matches

Station = Any  # the fixture's class lives in the conftest
SHIFT = Qt.KeyboardModifier.ShiftModifier
NONE = Qt.KeyboardModifier.NoModifier
FRENCH = "&é\"'(-è_ç"
"""The row above the letters, from the key of 1 on; the 6 is the key that elsewhere declines to answer."""
SIXTH = 22 if sys.platform == "darwin" else 7 if sys.platform == "win32" else 15
"""The code by which the system names the key of 6."""


def event(text: str, modifiers: Qt.KeyboardModifier = NONE, code: int = 0) -> QKeyEvent:
    """A key as Qt makes it of a keyboard: its code is the letter's own, whatever its script."""
    key = ord(text.upper()) if len(text) == 1 else 0
    return QKeyEvent(QEvent.Type.KeyPress, key, modifiers, code, code, 0, text)


def press(station: Station, text: str, modifiers: Qt.KeyboardModifier = NONE, code: int = 0) -> None:
    target = station.window.focusWidget() or station.window
    QApplication.sendEvent(target, event(text, modifiers, code))
    QApplication.processEvents()


def view(library: Library, workshop: int, step: int) -> NetworkView:
    found = next(one.id for one in people_of(library, workshop) if one.name.startswith("Alek"))
    return read_network(library, step, found)


@pytest.mark.parametrize("keys", [FRENCH[:4], "٤١٢٣", "４１２３", "४१२३"])
def test_digits_of_any_keyboard_rate(
    station: Station, library: Library, workshop: int, network_step: int, keys: str
) -> None:
    station.begin("alek")
    press(station, "&" if keys == FRENCH[:4] else keys[1])
    station.type(
        "".join(f"{name}\n" for name in ["AB", "CD", "EF", "GH", "IJ", "KL", "MN", "OP", "QR", "ST", "UV", "WX"]) + "\n"
    )
    for key in keys:
        press(station, key)

    def groups() -> list[int | None]:
        return [each.ratings.get("group") for each in view(library, workshop, network_step).contacts]

    wanted = [1, 2, 3, 4] if keys == FRENCH[:4] else [4, 1, 2, 3]
    assert groups() == [*wanted, *[None] * 8]
    press(station, "-", code=SIXTH)
    assert groups() == [*wanted, *[None] * 8]
    # The same sign from another key still declines, and so does P of a Russian keyboard.
    press(station, "-")
    press(station, "з")
    assert groups()[4:7] == [Missing.DECLINED, Missing.DECLINED, None]


def test_digits_of_any_keyboard_count_and_open(
    station: Station, library: Library, workshop: int, network_step: int
) -> None:
    station.begin("alek")
    press(station, "٢")
    for key in "&é":
        press(station, key)
    station.type("\n")
    for key in "è\n٣":
        press(station, key) if key != "\n" else station.type(key)
    assert view(library, workshop, network_step).size == 12
    assert view(library, workshop, network_step).tally["group"] == {1: 7, 2: 3}


def test_a_pin_typed_on_a_french_row_leaves(station: Station) -> None:
    station.click("station-leave")
    field = station.window.focusWidget()
    for key in "&é":
        press(station, key)
    press(station, "３")
    assert field.text() == "123"


def test_names_are_found_however_they_are_spelt(station: Station, library: Library, workshop: int) -> None:
    add_people(library, workshop, [Person("Seán O’Brien"), Person("Jürgen Groß"), Person("Åse Bjørnstad-Łuk")])
    QApplication.processEvents()

    def shown(typed: str) -> list[str]:
        station.window.focusWidget().setText("")
        station.type(typed)
        model = station.find("station-names")
        assert isinstance(model, QListView)
        return [model.model().index(row, 0).data() for row in range(model.model().rowCount())]

    for typed in ("o'br", "obrien", "o’br", "brien", "sean o"):
        assert shown(typed) == ["Seán O’Brien"], typed
    for typed in ("juergen", "jurg", "gross", "groß"):
        assert shown(typed) == ["Jürgen Groß"], typed
    for typed in ("aase", "bjoern", "bjorn", "luk", "bjørnstad-l"):
        assert shown(typed) == ["Åse Bjørnstad-Łuk"], typed


SPELLINGS = [("Mueller", "mül"), ("Mueller", "mul"), ("D'Angelo", "d’a"), ("Nuñez", "nun"), ("Ольга Ёлкина", "елк"),
             ("ＡＮＮＡ", "anna"), ("Strauß", "strauss"), ("Jean-Luc Müller", "jeanluc"), ("Mary Ann Roe", "maryann"),
             ("Jean-Luc Müller", "jeanlucmueller"), ("van der Berg, Anna", "vanderb"), ("Anna Berg (HR)", "berg hr"),
             ("Đorđe Šešelj", "djordje"), ("Đorđe Šešelj", "dorde"), ("Ħamrun Ġorġ", "hamrun"), ("علي", "علی"),
             ("محمد\u200cرضا", "محمد رضا"), ("محمد\u200cرضا", "محمدرضا"), ("カタカナ タロウ", "たろ"),
             ("王小明", "小明"), ("İbrahim Işık", "isik"), ("Ștefan Ţepeş", "tepes")]  # fmt: skip


def test_enter_takes_whoever_is_spelt_as_it_was_typed(station: Station, library: Library, workshop: int) -> None:
    add_people(library, workshop, [Person("Jaakob Niemi"), Person("Jaekob Salo")])
    station.type("jaek")
    shown = station.window.findChild(QListView).model()
    assert [shown.index(row, 0).data() for row in range(shown.rowCount())] == ["Jaekob Salo", "Jaakob Niemi"]


@pytest.mark.parametrize(("name", "typed"), SPELLINGS)
def test_each_usual_spelling_is_one_name(name: str, typed: str) -> None:
    assert matches(name, typed)


def test_two_names_stay_two() -> None:
    assert not matches("Anna Berg", "hanna") and not matches("Anna Berg", "anna k")


@pytest.mark.parametrize(("foreign", "latin"), [("т", "N"), ("ь", "M"), ("ν", "N"), ("μ", "M"), ("מ", "N"), ("ى", "N")])
def test_letters_of_shortcuts_are_where_a_latin_keyboard_has_them(foreign: str, latin: str) -> None:
    assert as_latin(event(foreign)).key() == getattr(Qt.Key, f"Key_{latin}")


def test_what_is_meant_as_it_is_stays(qapp: QApplication) -> None:
    for text, modifiers in (
        ("-", NONE),
        ("a", NONE),
        ("1", NONE),
        ('"', SHIFT),
        ("т", Qt.KeyboardModifier.ControlModifier),
    ):
        made = event(text, modifiers)
        assert as_latin(made) is made


@given(st.text(max_size=12))
def test_digits_of_a_text_are_ascii(text: str) -> None:
    found = digits_in(text)
    assert found.isascii() and len(found) == sum(sign.isdecimal() for sign in text)
    assert not found or int(found) == int("".join(sign for sign in text if sign.isdecimal()))
