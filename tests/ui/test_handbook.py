"""The handbook's window: chapters, a search over all of them, both languages, pictures; and words where they stand."""

from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QTextDocument
from PySide6.QtWidgets import QApplication, QLabel, QMainWindow, QPushButton, QTableWidget
from pytestqt.qtbot import QtBot

from facilitator.storage.library import Library
from ui.bridge import LibraryBridge
from ui.exercises.network.results import NetworkResults
from ui.handbook import Handbook
from ui.simulated_user import SimulatedUser


def test_a_word_is_found_marked_and_shown(parent: QMainWindow) -> None:
    book = Handbook(parent, language="en")
    book.show()
    user = SimulatedUser(book)
    assert book.chapter == "first-workshop" and "Your first workshop" in book.text.toPlainText()
    everything = book.list.count()
    book.search.setFocus()
    user.type("forget-pin")
    assert book.chapter == "commands" and 0 < book.list.count() < everything
    assert "forget-pin" in book.list.item(0).text()
    marked = [mark.cursor.selectedText() for mark in book.text.extraSelections()]
    assert marked == ["forget-pin"]
    user.type("zzz")
    assert book.list.count() == 0 and "No chapter has all of these words" in book.text.toPlainText()
    book.search.clear()
    assert book.list.count() == everything
    book.close()


def test_it_turns_to_the_other_language_and_follows_its_links(parent: QMainWindow) -> None:
    book = Handbook(parent, "network", "en")
    book.show()
    book.language.setCurrentIndex(book.language.findData("de"))
    assert book.chapter == "network" and "persönliche Netzwerke" in book.text.toPlainText()
    book.text.anchorClicked.emit(QUrl("15-terms.md"))
    assert book.chapter == "terms" and "Mittlere Hälfte" in book.text.toPlainText()
    # A link out of it leads nowhere: nothing is opened but chapters.
    book.text.anchorClicked.emit(QUrl("https://example.org"))
    assert book.chapter == "terms"
    book.close()


def test_its_pictures_are_its_own(parent: QMainWindow) -> None:
    book = Handbook(parent, "station", "en")
    book.show()
    QApplication.processEvents()
    picture = book.text.loadResource(QTextDocument.ResourceType.ImageResource, QUrl("station.png"))
    assert picture is not None and len(bytes(picture)) > 1000
    assert [Path(path).name for path in book.text.searchPaths()] == ["pictures"]
    book.close()


def test_words_are_explained_where_they_stand(
    qtbot: QtBot, library: Library, bridge: LibraryBridge, workshop: int, network_step: int
) -> None:
    page = NetworkResults(bridge, network_step)
    qtbot.addWidget(page)
    page.resize(1000, 600)
    page.show()
    table = page.findChild(QTableWidget, "room-table")
    heads = [table.horizontalHeaderItem(column) for column in (1, 2, 3)]
    assert all(head is not None and len(head.toolTip()) > 40 for head in heads)
    SimulatedUser(page).click("terms-of-shapes")
    panel = next(each for each in QApplication.topLevelWidgets() if each.objectName() == "terms" and each.isVisible())
    said = "\n".join(label.text() for label in panel.findChildren(QLabel))
    for name in ("n\n", "Median", "Middle half", "Diversity", "Further out"):
        assert name in said
    panel.findChild(QPushButton, "terms-handbook").click()
    book = next(each for each in QApplication.topLevelWidgets() if isinstance(each, Handbook) and each.isVisible())
    assert book.chapter == "terms"
    book.close()
