"""The window for what is promised about data, from the console's menu."""

import json
from datetime import date
from pathlib import Path

from PySide6.QtCore import QDate
from PySide6.QtWidgets import QCheckBox, QLabel, QMainWindow, QWidget
from pytestqt.qtbot import QtBot

from facilitator.exercises.network.answers import Who, add_contact, set_list_length
from facilitator.i18n import speaking, tr
from facilitator.resources import resource
from facilitator.storage.library import Library
from facilitator.workshop.agreement import under_agreement
from facilitator.workshop.data_protection import note_reading, protection_of
from facilitator.workshop.papers import PaperOptions, keep_paper_options
from facilitator.workshop.roster import people_of
from facilitator.workshop.workshops import describe_workshop
from ui.history import History
from ui.library.workshop_form import new_workshop
from ui.protection import ProtectionForm, protection_form, view_names, write_access
from ui.simulated_user import SimulatedUser


def opened(parent: QMainWindow, library: Library, workshop: int, history: History) -> ProtectionForm:
    return protection_form(parent, library, workshop, history.note)


def test_it_is_switched_on_kept_and_then_locked(
    parent: QMainWindow, library: Library, workshop: int, network_step: int, history: History
) -> None:
    describe_workshop(library, workshop, held_on=date(2026, 11, 2))
    form = opened(parent, library, workshop, history)
    form.agreement.click()
    form.responsible.setText("Works GmbH")
    form.until.setDate(QDate(2026, 12, 1))
    SimulatedUser(form).click("yes")
    promise = protection_of(library, workshop)
    assert (promise.agreement, promise.responsible, promise.keep_until) == (True, "Works GmbH", date(2026, 12, 1))
    person = people_of(library, workshop)[0].id
    set_list_length(library, Who(network_step, person), 9)
    note_reading(library, person, "1", "en")
    form = opened(parent, library, workshop, history)
    assert not form.agreement.isEnabled() and form.agreement.isChecked()
    said = [label.text() for label in form.findChildren(QLabel)]
    assert any("holds to the end of the workshop" in text for text in said)
    assert any("1 person has read" in text and "1 December 2026" in text for text in said)
    form.until.setDate(QDate(2027, 1, 5))
    SimulatedUser(form).click("yes")
    assert form.isVisible() and "earlier, not later" in form.problem.text()
    form.close()


def test_what_it_rules_out_keeps_the_window_open_and_says_so(
    parent: QMainWindow, library: Library, workshop: int, network_step: int, history: History
) -> None:
    add_contact(library, Who(network_step, people_of(library, workshop)[0].id), "Somebody")
    form = opened(parent, library, workshop, history)
    form.agreement.click()
    SimulatedUser(form).click("yes")
    assert form.isVisible() and "listed single contacts" in form.problem.text()
    assert not under_agreement(library, workshop)
    form.close()


def test_it_is_offered_first_where_papers_are_german(
    parent: QMainWindow, library: Library, workshop: int, history: History
) -> None:
    places = []
    for language in ("en", "de"):
        keep_paper_options(library, workshop, PaperOptions(language=language))
        form = opened(parent, library, workshop, history)
        places.append(form.agreement.y() < form.responsible.y())
        form.close()
    assert places == [False, True]


def test_all_papers_and_everything_of_one_person_are_written(
    qtbot: QtBot, parent: QMainWindow, library: Library, workshop: int, history: History, tmp_path: Path
) -> None:
    form = opened(parent, library, workshop, history)
    form.folder.line.setText("")
    SimulatedUser(form).click("write-papers")
    assert form.isVisible() and "Choose a folder" in form.problem.text()
    form.folder.line.setText(str(tmp_path / "papers"))
    SimulatedUser(form).click("write-papers")
    qtbot.waitUntil(lambda: parent.findChild(QWidget, "papers-done") is not None)
    assert len(list((tmp_path / "papers").glob("*.pdf"))) == 8
    assert view_names("network") and view_names("three_questions")
    write_access(parent, library, people_of(library, workshop)[0].id, tmp_path / "one")
    qtbot.waitUntil(lambda: len(list((tmp_path / "one").glob("*"))) == 2)


def test_views_have_german_names_in_the_catalogue() -> None:
    """Windows speak English, papers don't: whatever the projector can show has a name in `protection/papers.json`."""
    own = {label for kind in ("network", "three_questions") for label in view_names(kind)}
    with speaking("de"):
        assert [label for label in sorted(own) if tr(label) == label] == []
    content = json.loads(resource("protection", "papers.json").read_text(encoding="utf-8"))
    assert set(content["catalogue"]["view_names"]) == own


def test_an_agreement_is_offered_first_where_papers_are_german(
    parent: QMainWindow, library: Library, workshop: int
) -> None:
    for language, ticked in (("en", False), ("de", True)):
        keep_paper_options(library, workshop, PaperOptions(language=language))
        form = new_workshop(parent, library, "Ada", lambda _done: None, lambda _done: None)
        box = form.findChild(QCheckBox, "workshop-agreement")
        assert isinstance(box, QCheckBox) and box.isChecked() is ticked
        form.reject()
