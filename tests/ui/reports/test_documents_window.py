"""The documents' window: what is chosen is what the preview shows, what is kept, and what is exported."""

from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from prepared import add_sample
from pypdf import PdfReader
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMainWindow, QPushButton, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from facilitator.documents.brand import HOUSE
from facilitator.progress import finish
from facilitator.reports.branding import branding
from facilitator.reports.export import export_reports
from facilitator.storage.library import Library
from facilitator.workshop.papers import keep_paper_options, paper_options
from facilitator.workshop.roster import people_of
from ui.bridge import LibraryBridge
from ui.reports.dialog import DocumentsDialog, documents_dialog


@pytest.fixture
def sampled(library: Library) -> int:
    return add_sample(library, count=6)


@pytest.fixture
def dialog(qtbot: QtBot, library: Library, sampled: int, parent: QMainWindow) -> Iterator[DocumentsDialog]:
    opened = documents_dialog(parent, LibraryBridge(library), sampled, lambda over: None)
    settled(qtbot, opened)
    yield opened
    if isValid(opened):
        opened.reject()


def settled(qtbot: QtBot, dialog: DocumentsDialog) -> None:
    qtbot.waitUntil(lambda: dialog._work is None and not dialog._soon.isActive())


def texts(dialog: DocumentsDialog) -> list[str]:
    return [" ".join(page.extract_text().split()) for page in PdfReader(BytesIO(dialog.pane.content)).pages]


def click(qtbot: QtBot, window: QWidget, name: str) -> None:
    button = window.findChild(QPushButton, name)
    assert button is not None and button.isEnabled()
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def test_the_preview_is_the_document_and_follows_every_choice(qtbot: QtBot, dialog: DocumentsDialog) -> None:
    pages = texts(dialog)
    assert dialog.pane.pages == len(pages) > 5 and "Contents" in pages[0]
    assert "How the numbers are made" in " ".join(pages[1:])
    row = dialog.sections.order.index(next(key for key in dialog.sections.order if key.endswith(".method")))
    dialog.sections.list.item(row).setCheckState(Qt.CheckState.Unchecked)
    settled(qtbot, dialog)
    assert "How the numbers are made" not in " ".join(texts(dialog))
    dialog.cover.click()
    settled(qtbot, dialog)
    assert "Contents" not in texts(dialog)[0] and "Summary of the room" in texts(dialog)[0]
    letter = dialog.paper.findChild(QWidget, "paper-letter")
    assert letter is not None
    qtbot.mouseClick(letter, Qt.MouseButton.LeftButton)
    settled(qtbot, dialog)
    assert round(PdfReader(BytesIO(dialog.pane.content)).pages[0].mediabox.width) == 612


def test_sections_are_moved_by_keys_and_buttons(qtbot: QtBot, dialog: DocumentsDialog) -> None:
    *_, agenda, method = dialog.sections.order
    # How the numbers are made is last of all.
    assert method.endswith(".method")
    dialog.sections.list.setCurrentRow(len(dialog.sections.order) - 2)
    dialog.sections.list.setFocus()
    for _ in range(len(dialog.sections.order) - 3):
        qtbot.keyClick(dialog.sections.list, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    click(qtbot, dialog, "section-up")
    settled(qtbot, dialog)
    assert dialog.sections.order[0] == agenda
    pages = texts(dialog)
    assert "The workshop" in pages[1] and "Welcome, purpose and goal" in pages[1]


def test_what_is_chosen_is_kept_and_exported(
    qtbot: QtBot, library: Library, sampled: int, dialog: DocumentsDialog, tmp_path: Path
) -> None:
    dialog.cover.click()
    dialog.names.click()
    settled(qtbot, dialog)
    dialog.reject()
    kept = paper_options(library, sampled)
    assert (kept.cover, kept.names) == (False, True)
    [path] = finish(export_reports(library, sampled, tmp_path, handouts=False))
    whole = " ".join(" ".join(page.extract_text() for page in PdfReader(path).pages).split())
    assert "Contents" not in whole
    assert any(person.name in whole for person in people_of(library, sampled))


def test_the_language_is_chosen_by_key_and_kept(
    qtbot: QtBot, library: Library, bridge: LibraryBridge, sampled: int, dialog: DocumentsDialog, parent: QMainWindow
) -> None:
    language = dialog.paper.language
    assert (language.isVisible(), language.currentText()) == (True, "English")
    language.setFocus()
    qtbot.keyClick(language, Qt.Key.Key_Down)
    settled(qtbot, dialog)
    assert "Inhalt" in texts(dialog)[0] and "Wie die Zahlen entstehen" in texts(dialog)[0]
    # The window itself stays as it was.
    assert dialog.sections.list.item(0).text() == "On one page"
    dialog.reject()
    assert paper_options(library, sampled).language == "de"
    again = documents_dialog(parent, bridge, sampled, lambda over: None)
    settled(qtbot, again)
    assert again.paper.language.currentText() == "Deutsch" and "Inhalt" in texts(again)[0]
    again.reject()


def test_what_another_window_chooses_is_taken_over_and_stays(
    qtbot: QtBot, library: Library, sampled: int, dialog: DocumentsDialog
) -> None:
    keep_paper_options(library, sampled, replace(paper_options(library, sampled), paper="letter", language="de"))
    qtbot.waitUntil(lambda: dialog.paper.language.currentText() == "Deutsch")
    settled(qtbot, dialog)
    assert "Inhalt" in texts(dialog)[0]
    assert round(PdfReader(BytesIO(dialog.pane.content)).pages[0].mediabox.width) == 612
    dialog.reject()
    kept = paper_options(library, sampled)
    assert (kept.paper, kept.language) == ("letter", "de")


def test_many_choices_at_once_end_with_the_last_one(qtbot: QtBot, dialog: DocumentsDialog) -> None:
    for _ in range(7):
        dialog.cover.click()
        qtbot.wait(40)
    settled(qtbot, dialog)
    assert not dialog.cover.isChecked() and "Contents" not in texts(dialog)[0]


def test_all_sections_come_back_in_their_usual_order(
    qtbot: QtBot, library: Library, sampled: int, dialog: DocumentsDialog
) -> None:
    usual = dialog.sections.order
    dialog.sections.list.item(1).setCheckState(Qt.CheckState.Unchecked)
    dialog.sections.list.setCurrentRow(3)
    click(qtbot, dialog, "section-up")
    settled(qtbot, dialog)
    assert dialog.sections.order != usual and dialog.sections.left_out
    click(qtbot, dialog, "section-usual")
    settled(qtbot, dialog)
    assert (dialog.sections.order, dialog.sections.left_out) == (usual, ())
    assert (paper_options(library, sampled).order, paper_options(library, sampled).left_out) == ((), ())


def test_a_handout_is_shown_by_name_and_nothing_is_left_when_all_is_unticked(
    qtbot: QtBot, library: Library, sampled: int, dialog: DocumentsDialog
) -> None:
    person = people_of(library, sampled)[2]
    dialog.which.setCurrentIndex(dialog.which.findData(person.id))
    settled(qtbot, dialog)
    assert person.name in texts(dialog)[0] and "Personal handout" in texts(dialog)[0]
    assert not dialog.cover.isEnabled() and not dialog.names.isEnabled()
    dialog.pane.turn(1)
    qtbot.waitUntil(lambda: dialog.pane.page == 1)
    assert dialog.pane.where.text().startswith("Page 2 of")
    dialog.which.setCurrentIndex(0)
    settled(qtbot, dialog)
    for row in range(len(dialog.sections.order)):
        dialog.sections.list.item(row).setCheckState(Qt.CheckState.Unchecked)
    settled(qtbot, dialog)
    assert "tick a section" in dialog.said.text() and dialog.said.isVisible()


def test_closing_while_it_is_made_is_safe(
    qtbot: QtBot, library: Library, bridge: LibraryBridge, sampled: int, parent: QMainWindow
) -> None:
    for _ in range(4):
        dialog = documents_dialog(parent, bridge, sampled, lambda over: None)
        dialog.cover.click()
        qtbot.wait(20)
        dialog.reject()
    qtbot.wait(300)
    assert paper_options(library, sampled).cover in (True, False)


def test_an_empty_workshop_has_a_summary_that_says_so(
    qtbot: QtBot, library: Library, bridge: LibraryBridge, workshop: int, parent: QMainWindow
) -> None:
    dialog = documents_dialog(parent, bridge, workshop, lambda over: None)
    settled(qtbot, dialog)
    assert dialog.which.count() == 1
    assert "Nobody has a shape yet" in " ".join(texts(dialog))
    dialog.reject()


def test_logo_colour_and_contact_line_are_chosen_kept_and_seen(
    qtbot: QtBot, library: Library, dialog: DocumentsDialog
) -> None:
    form = dialog.ask_for_brand()
    form.set_logo(b"this is no picture")
    assert "no picture" in form.problem.text() and form.problem.isVisible()
    picture = BytesIO()
    Image.new("RGB", (300, 100), (200, 30, 30)).save(picture, "JPEG")
    form.set_logo(picture.getvalue())
    assert form.problem.isHidden() and not form.picture.pixmap().isNull()
    form.set_color("#ffcc00")
    assert "darker" in form.remark.text()
    form.contact.setText("Nordlicht · anna@example.org")
    click(qtbot, form, "yes")
    settled(qtbot, dialog)
    kept = branding(library)
    assert kept.logo and kept.contact == "Nordlicht · anna@example.org" and kept.accent != HOUSE.accent
    qtbot.waitUntil(lambda: all("anna@example.org" in page for page in texts(dialog)))
    assert PdfReader(BytesIO(dialog.pane.content)).pages[0].images
