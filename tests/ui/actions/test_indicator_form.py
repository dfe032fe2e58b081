"""A new indicator is begun with a ready-made one, in the language of the workshop, and kept as it is filled in."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from facilitator.actions.indicators import indicators_of
from facilitator.actions.ready_made import ready_made
from facilitator.i18n import speaking
from facilitator.storage.library import Library
from facilitator.workshop.papers import PaperOptions, keep_paper_options
from ui.actions.indicator_form import edit_indicator, new_indicator
from ui.bridge import LibraryBridge
from ui.history import History


@pytest.mark.parametrize("language", ["en", "de"])
def test_a_ready_made_indicator_fills_the_form(
    qtbot: QtBot, library: Library, bridge: LibraryBridge, workshop: int, language: str
) -> None:
    keep_paper_options(library, workshop, PaperOptions(language=language))
    parent = QWidget()
    qtbot.addWidget(parent)
    parent.show()
    history = History(bridge)
    form = new_indicator(parent, library, workshop, history)
    with speaking(language):
        offered = ready_made()
    box = form.findChild(QComboBox, "indicator-ready-made")
    assert box is not None and box.currentIndex() == -1
    assert [box.itemText(row) for row in range(box.count())] == [each.what for each in offered]
    box.setFocus()
    qtbot.keyClick(box, Qt.Key.Key_Down)
    assert form.what.text() == offered[0].what
    form.what.setText("Scrap of line 4")
    form.baseline.setText("12,5" if language == "de" else "12.5")
    yes = form.findChild(QPushButton, "yes")
    assert yes is not None
    qtbot.mouseClick(yes, Qt.MouseButton.LeftButton)
    (made,) = indicators_of(library, workshop)
    assert (made.about.what, made.about.baseline) == ("Scrap of line 4", 12.5)
    assert (made.about.unit, made.about.wanted, made.about.every) == (
        offered[0].unit,
        offered[0].wanted,
        offered[0].every,
    )
    # One that is there is not filled in anew by a slip.
    assert edit_indicator(parent, library, history, made).findChild(QComboBox, "indicator-ready-made") is None
