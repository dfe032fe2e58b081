"""Tables for the spreadsheet program of the papers' language, who took part, and suffixes that follow their format."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QComboBox, QFileDialog, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from facilitator.workshop.roster import people_of
from ui.dialogs import Panel
from ui.file_dialogs import chosen_path

if TYPE_CHECKING:
    from conftest import Desk


def test_tables_for_excel_in_german_and_who_took_part(qtbot: QtBot, desk: "Desk", tmp_path: Path) -> None:
    first = desk.people()[0]
    desk.answer(first, 2)
    desk.console.actions_by_name["export"].trigger()
    (form,) = [panel for panel in desk.console.findChildren(Panel, "export") if panel.isVisible()]
    for name in ("summary", "handouts", "tables", "excel", "heads"):
        form.findChild(QCheckBox, f"export-{name}").setChecked(name in ("tables", "excel", "heads"))
    exchange, language = form.findChild(QComboBox, "export-exchange"), form.findChild(QComboBox, "paper-language")
    exchange.setCurrentIndex(exchange.findData("lms"))
    assert not form.findChild(QCheckBox, "export-pseudonyms").isEnabled()
    language.setCurrentIndex(language.findData("de"))
    out = tmp_path / "out"
    form.findChild(QLineEdit, "export-folder").setText(str(out))
    qtbot.mouseClick(form.findChild(QPushButton, "yes"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: desk.console.findChild(Panel, "export-done") is not None)
    tables = {path.name: path.read_text("utf-8-sig").splitlines() for path in out.glob("*.csv")}
    name = people_of(desk.library, desk.workshop)[0].name
    who = tables.pop("Who took part.csv")
    assert len(who) == 2 and who[1].startswith(f'"{name}";') and who[1].endswith('"attended"')
    (contacts,) = tables.values()
    assert contacts[0].startswith('"Teilnehmer') and '"Kontakt";' in contacts[0] and len(contacts) == 3


def test_a_suffix_follows_the_format_that_is_chosen(qtbot: QtBot, tmp_path: Path) -> None:
    dialog = QFileDialog()
    qtbot.addWidget(dialog)
    dialog.setNameFilters(["Workbook (*.xlsx)", "CSV (*.csv)"])
    dialog.selectNameFilter("Workbook (*.xlsx)")
    assert chosen_path(dialog, tmp_path / "list.csv") == tmp_path / "list.xlsx"
    assert chosen_path(dialog, tmp_path / "Plan 1.2") == tmp_path / "Plan 1.2.xlsx"
    dialog.selectNameFilter("CSV (*.csv)")
    assert chosen_path(dialog, tmp_path / "list.CSV") == tmp_path / "list.CSV"
