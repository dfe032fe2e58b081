"""The look on real widgets: the scheme, icons at any scale, buttons, and the small widgets."""

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QDate, QLocale, QSize, Qt
from PySide6.QtGui import QAction, QColor, QFont, QFontInfo, QIcon, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QComboBox,
    QDateEdit,
    QDoubleSpinBox,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QSpinBox,
    QStyle,
    QStyleOptionComboBox,
    QStyleOptionFrame,
    QTableWidget,
    QTableWidgetItem,
    QToolButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

import ui
from facilitator.i18n import short_day
from facilitator.resources import resource
from ui.application import make_application
from ui.console.projector_panel import ProjectorPanel
from ui.stage import Stage
from ui.theme import theme
from ui.theme.icons import icon
from ui.theme.tokens import DARK, LIGHT, METRICS
from ui.theme.widgets import ElidedLabel, EmptyState

pytestmark = pytest.mark.usefixtures("light")


def inks(image: QImage) -> set[str]:
    """The colours of all pixels that are not transparent."""
    places = ((x, y) for x in range(image.width()) for y in range(image.height()))
    return {image.pixelColor(x, y).name() for x, y in places if image.pixelColor(x, y).alpha() == 255}


def test_scheme_changes_tokens_palette_and_tells(qapp: QApplication, qtbot: QtBot) -> None:
    assert theme.current() is LIGHT
    with qtbot.waitSignal(theme.changed()):
        theme.apply(qapp, "dark")
    assert theme.current() is DARK
    assert qapp.palette().window().color().name() == DARK.window
    assert DARK.accent in qapp.styleSheet()
    assert theme.tokens_of("light") is LIGHT
    assert theme.tokens_of(None) is DARK


def test_system_follows_the_desktop(qapp: QApplication) -> None:
    theme.apply(qapp, "system")
    expected = DARK if qapp.styleHints().colorScheme() == Qt.ColorScheme.Dark else LIGHT
    assert theme.current() is expected


def test_bundled_typeface_covers_latin_greek_and_cyrillic(qapp: QApplication) -> None:
    assert QFontInfo(QFont(qapp.font())).family() == theme.FAMILY
    assert qapp.font().pointSizeF() > 0
    assert theme.font(2).pointSizeF() == pytest.approx(qapp.font().pointSizeF() * 2)
    assert theme.font(strong=True).weight() == QFont.Weight.DemiBold


def test_icon_is_sharp_at_two_device_pixels_and_follows_the_scheme(qapp: QApplication) -> None:
    plus = icon("plus", "accent")
    assert plus.pixmap(QSize(24, 24), 2.0).size() == QSize(48, 48)
    picture = plus.pixmap(QSize(24, 24), 2.0).toImage()
    assert LIGHT.accent in inks(picture)
    theme.apply(qapp, "dark")
    again = inks(plus.pixmap(QSize(24, 24), 2.0).toImage())
    assert DARK.accent in again
    assert LIGHT.accent not in again


def test_disabled_icon_is_visible_whatever_its_role() -> None:
    picture = icon("plus", "on_accent").pixmap(QSize(48, 48), 1.0, QIcon.Mode.Disabled).toImage()
    assert inks(picture) >= {LIGHT.control}


@pytest.mark.parametrize("path", sorted(resource("icons").glob("*.svg")), ids=lambda path: path.stem)
def test_every_icon_paints(path: Path, qapp: QApplication) -> None:
    assert LIGHT.text in inks(icon(path.stem).pixmap(QSize(48, 48)).toImage())


def test_licences_lie_beside_icons_and_fonts() -> None:
    assert "ISC" in resource("icons", "LICENSE-Lucide.txt").read_text(encoding="utf-8")
    assert "SIL OPEN FONT LICENSE" in resource("fonts", "OFL-NotoSans.txt").read_text(encoding="utf-8").upper()


@pytest.mark.parametrize("kind", [QPushButton, QLineEdit, QSpinBox])
def test_touch_makes_a_control_big_enough_for_a_finger(kind: type[QWidget], qtbot: QtBot) -> None:
    control = kind()
    control.setProperty("touch", True)
    qtbot.addWidget(control)
    control.show()
    assert control.sizeHint().height() >= 44


def test_primary_button_has_the_accent_and_focus_is_seen(qtbot: QtBot) -> None:
    button = QPushButton("Go")
    button.setProperty("role", "primary")
    qtbot.addWidget(button)
    button.resize(120, 40)
    button.show()
    plain = button.grab().toImage()
    assert plain.pixelColor(10, 20).name() == LIGHT.accent
    button.setFocus()
    button.activateWindow()
    qtbot.waitUntil(button.hasFocus)
    assert button.grab().toImage().pixelColor(60, 1).name() == LIGHT.text


def test_disabled_role_does_not_look_enabled(qtbot: QtBot) -> None:
    button = QPushButton("Delete")
    button.setProperty("role", "danger")
    qtbot.addWidget(button)
    button.resize(120, 40)
    button.show()
    assert LIGHT.danger in inks(button.grab().toImage())
    button.setEnabled(False)
    assert LIGHT.danger not in inks(button.grab().toImage())


def test_spin_box_steps_by_its_own_buttons(qtbot: QtBot) -> None:
    box = QSpinBox()
    box.setValue(5)
    qtbot.addWidget(box)
    box.resize(160, 36)
    box.show()
    QTest.mouseClick(box, Qt.MouseButton.LeftButton, pos=box.rect().adjusted(146, 18, 0, 0).topLeft())
    assert box.value() == 6
    QTest.mouseClick(box, Qt.MouseButton.LeftButton, pos=box.rect().adjusted(14, 18, 0, 0).topLeft())
    assert box.value() == 5
    assert box.lineEdit().x() >= 28


def test_combo_box_has_an_arrow(qtbot: QtBot) -> None:
    box = QComboBox()
    qtbot.addWidget(box)
    box.resize(160, 36)
    box.show()
    arrow = box.grab().toImage().copy(130, 8, 26, 20)
    assert any(abs(QColor(ink).lightness() - QColor(LIGHT.muted).lightness()) < 25 for ink in inks(arrow))


def test_elided_label_tells_the_whole_in_its_tool_tip(qtbot: QtBot) -> None:
    label = ElidedLabel("Aleksandra Wiśniewska-Kowalczyk")
    qtbot.addWidget(label)
    label.resize(80, 24)
    label.show()
    label.grab()
    assert label.toolTip() == "Aleksandra Wiśniewska-Kowalczyk"
    label.resize(600, 24)
    label.grab()
    assert label.toolTip() == ""


def test_empty_state_offers_what_to_do(qtbot: QtBot) -> None:
    done: list[bool] = []
    place = EmptyState("users", "No people yet", "Type names or paste them.")
    qtbot.addWidget(place)
    button = place.add_action("Add people", lambda: done.append(True), primary=True, name="add")
    place.show()
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert done == [True]
    assert button.objectName() == "add"


def test_dates_and_numbers_in_fields_follow_the_words_around_them(qtbot: QtBot) -> None:
    """On a computer that speaks German, too."""
    before = QLocale()
    try:
        QLocale.setDefault(QLocale("de_DE"))
        make_application()
        day, number = QDateEdit(QDate(2026, 5, 4)), QDoubleSpinBox()
        for field in (day, number):
            qtbot.addWidget(field)
        day.setDisplayFormat("d MMM yyyy")
        number.setRange(0, 10_000)
        number.setValue(1234.5)
        assert day.text() == short_day(date(2026, 5, 4)) == "4 May 2026"
        assert number.text() == "1234.50"
    finally:
        QLocale.setDefault(before)


def test_no_word_is_smeared() -> None:
    """Qt thickens what there is no face for; the typeface comes in two weights."""
    sources = Path(ui.__file__).parent.rglob("*.py")
    assert [str(path) for path in sources if "setBold(" in path.read_text(encoding="utf-8")] == []
    assert theme.weight() == theme.font(strong=True).weight() == QFont.Weight.DemiBold


def test_the_keyboard_moves_nothing_in_a_table_and_its_frame_stays_whole(qtbot: QtBot) -> None:
    """The heads are laid out once: a frame that grew with the keyboard would lie under them."""
    window = QWidget()
    table, other = QTableWidget(3, 2), QLineEdit()
    column = QVBoxLayout(window)
    column.addWidget(table)
    column.addWidget(other)
    qtbot.addWidget(window)
    window.show()
    places = []
    for widget in (other, table):
        widget.setFocus()
        qtbot.waitUntil(widget.hasFocus)
        table.style().polish(table)
        heads = (table.horizontalHeader(), table.verticalHeader(), table.viewport())
        places.append((table.frameWidth(), *(each.geometry() for each in heads)))
    assert places[0] == places[1] and places[0][0] == 2
    assert places[0][2].left() >= 2 and places[0][1].top() >= 2


@pytest.mark.parametrize("has_keyboard", [False, True])
def test_the_words_of_a_choice_have_the_room_up_to_its_arrow(qtbot: QtBot, has_keyboard: bool) -> None:
    window = QWidget()
    choice, other = QComboBox(), QLineEdit()
    choice.addItem("Second screen")
    column = QVBoxLayout(window)
    column.addWidget(choice)
    column.addWidget(other)
    qtbot.addWidget(window)
    window.show()
    (choice if has_keyboard else other).setFocus()
    qtbot.waitUntil((choice if has_keyboard else other).hasFocus)
    option = QStyleOptionComboBox()
    choice.initStyleOption(option)
    words, arrow = (
        choice.style().subControlRect(QStyle.ComplexControl.CC_ComboBox, option, part, choice)
        for part in (QStyle.SubControl.SC_ComboBoxEditField, QStyle.SubControl.SC_ComboBoxArrow)
    )
    assert 0 <= arrow.left() - (words.left() + words.width()) <= METRICS.small


def test_the_usual_screen_is_read_whole_in_the_narrowest_room_panel(qtbot: QtBot) -> None:
    window = QWidget()
    panel = ProjectorPanel(
        Stage(), *(QAction(name, window, checkable=True) for name in ("projector", "blank", "freeze"))
    )
    qtbot.addWidget(window)
    QVBoxLayout(window).addWidget(panel)
    panel.set_screens((), "automatic")
    # So low that a scroll bar takes of the width, too.
    panel.setFixedSize(panel.minimumSizeHint())
    window.show()
    qtbot.waitExposed(window)
    panel.screens.grab()
    assert panel.screens.currentText() == "Second screen" and not panel.screens.toolTip()


def test_what_clears_a_field_lies_in_its_middle(qtbot: QtBot) -> None:
    field = QLineEdit("middle")
    field.setClearButtonEnabled(True)
    qtbot.addWidget(field)
    field.show()
    button = field.findChild(QToolButton)
    qtbot.waitUntil(button.isVisible)
    assert field.rect().contains(button.geometry())
    assert abs(button.geometry().center().y() - field.rect().center().y()) <= 1


@pytest.mark.parametrize("kind", [QTableWidget, QListWidget, QTreeWidget])
def test_what_is_typed_into_a_row_has_room_for_all_of_its_letters(qtbot: QtBot, kind: type[QAbstractItemView]) -> None:
    view = kind()
    qtbot.addWidget(view)
    if isinstance(view, QTableWidget):
        view.setRowCount(1)
        view.setColumnCount(1)
        item = QTableWidgetItem("Elif Gyög, 7 pg")
        view.setItem(0, 0, item)
    elif isinstance(view, QListWidget):
        item = QListWidgetItem("Elif Gyög, 7 pg", view)
        item.setFlags(item.flags() | Qt.ItemFlag.ItemIsEditable)
    else:
        item = QTreeWidgetItem(view, ["Elif Gyög, 7 pg"])
        item.setFlags(item.flags() | Qt.ItemFlag.ItemIsEditable)
    view.show()
    qtbot.waitExposed(view)
    view.setFocus()
    view.editItem(item)
    (field,) = view.findChildren(QLineEdit)
    qtbot.waitUntil(field.hasFocus)
    option = QStyleOptionFrame()
    field.initStyleOption(option)
    inside = field.style().subElementRect(QStyle.SubElement.SE_LineEditContents, option, field)
    assert inside.height() >= field.fontMetrics().height()
