"""The import preview by clicks, on real files and a real library."""

import json
import os
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from accessible import unnamed
from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.worksheet.worksheet import Worksheet
from previewed import look_at, settle
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLabel, QWidget
from pytestqt.qtbot import QtBot

from facilitator.exercises.network.setup import get_setup
from facilitator.exercises.steps import exercise_steps
from facilitator.exercises.templates import start_workshop
from facilitator.sharing.importing import import_files
from facilitator.sharing.targets import Kind
from facilitator.storage.library import Library
from facilitator.workshop.roster import Person, add_people, people_of, update_person
from ui.bridge import LibraryBridge
from ui.history import History
from ui.importing.arrivals import table_filter
from ui.importing.dialog import ImportDialog

Open = Callable[[Path | str], ImportDialog]


@pytest.fixture
def opened(qtbot: QtBot, library: Library, bridge: LibraryBridge, history: History, workshop: int) -> Open:
    """Opens the preview of a file or a pasted text and waits until it is checked."""

    def make(what: Path | str) -> ImportDialog:
        if isinstance(what, Path):
            dialog = ImportDialog(library, bridge, history, workshop, what)
        else:
            dialog = ImportDialog.from_text(library, bridge, history, workshop, what)
        look_at(qtbot, dialog)
        dialog.show()
        settle(qtbot, dialog)
        return dialog

    return make


def click(dialog: ImportDialog, name: str) -> None:
    widget = dialog.findChild(QWidget, name)
    assert widget is not None
    assert widget.isVisible()
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton)


def pick(qtbot: QtBot, dialog: ImportDialog, combo: QComboBox, label: str) -> None:
    """Choose an entry by keys, as a person does without a mouse."""
    combo.setFocus()
    QTest.keyClick(combo, Qt.Key.Key_Home)
    while combo.currentText() != label:
        before = combo.currentIndex()
        QTest.keyClick(combo, Qt.Key.Key_Down)
        assert combo.currentIndex() != before, f"no {label}"
    settle(qtbot, dialog)


def texts(dialog: ImportDialog) -> list[str]:
    return [dialog.problems.item(row).text() for row in range(dialog.problems.count())]


def test_people_are_imported_and_taken_back(
    qtbot: QtBot, library: Library, history: History, workshop: int, opened: Open, tmp_path: Path
) -> None:
    path = tmp_path / "people.csv"
    path.write_text("Full name;Mail;Where\nAnna Berg;anna@example.org;Oslo\nZoë Çelik;;Ankara\n", encoding="utf-8")
    dialog = opened(path)
    assert dialog.choices.target.currentText() == "People"
    assert dialog.columns.choice("Full name").currentText() == "Name"
    pick(qtbot, dialog, dialog.columns.choice("Where"), "Location")
    assert dialog.summary.text() == "2 people are added."
    assert [person.name for person in people_of(library, workshop)][-1] != "Zoë Çelik"
    click(dialog, "import-go")
    qtbot.waitUntil(lambda: not dialog.isVisible())
    added = people_of(library, workshop)[-2:]
    assert [(person.name, person.email, person.location) for person in added] == [
        ("Anna Berg", "anna@example.org", "Oslo"),
        ("Zoë Çelik", "", "Ankara"),
    ]
    history.stack.undo()
    assert len(people_of(library, workshop)) == 6


def test_errors_are_named_by_row_and_nothing_can_be_imported(
    library: Library, workshop: int, opened: Open, tmp_path: Path
) -> None:
    add_people(library, workshop, [Person("Twin"), Person("Twin")])
    path = tmp_path / "people.csv"
    path.write_text("Name,Team\nAnna Berg,Sales\nTwin,Sales\n", encoding="utf-8")
    dialog = opened(path)
    assert any(text.startswith("Row 3: There are 2 people called “Twin”") for text in texts(dialog))
    assert not dialog.go.isEnabled()
    assert "1 error" in dialog.findChild(QLabel, "import-count").text()  # type: ignore[union-attr]
    dialog.reject()
    assert len(people_of(library, workshop)) == 8


@pytest.mark.parametrize(("name", "content"), [("a.pdf", b"%PDF-1.4 nothing"), ("empty.csv", b""), ("gone.csv", None)])
def test_a_file_that_is_no_table_says_why(
    library: Library, workshop: int, opened: Open, tmp_path: Path, name: str, content: bytes | None
) -> None:
    path = tmp_path / name
    if content is not None:
        path.write_bytes(content)
    dialog = opened(path)
    refusal = dialog.findChild(QLabel, "import-refusal")
    assert refusal is not None
    assert refusal.isVisible()
    assert name in refusal.text()
    assert not dialog.go.isVisible()
    assert len(people_of(library, workshop)) == 6


def test_a_pasted_text_can_have_headings_or_none(qtbot: QtBot, library: Library, workshop: int, opened: Open) -> None:
    dialog = opened("Spalte eins\tSpalte zwei\nAnna Berg\tanna@example.org")
    assert not dialog.choices.headings.isChecked()
    assert dialog.columns.rowCount() == 3
    dialog.choices.headings.setFocus()
    QTest.keyClick(dialog.choices.headings, Qt.Key.Key_Space)
    settle(qtbot, dialog)
    assert dialog.columns.model().headerData(0, Qt.Orientation.Horizontal) == "Spalte eins"
    assert not dialog.go.isEnabled()
    pick(qtbot, dialog, dialog.columns.choice("Spalte eins"), "Name")
    pick(qtbot, dialog, dialog.columns.choice("Spalte zwei"), "E-mail")
    click(dialog, "import-go")
    qtbot.waitUntil(lambda: not dialog.isVisible())
    assert (people_of(library, workshop)[-1].name, len(people_of(library, workshop))) == ("Anna Berg", 7)


def test_the_kind_can_be_changed(qtbot: QtBot, opened: Open, tmp_path: Path) -> None:
    path = tmp_path / "people.csv"
    path.write_text("Name,Team\nAnna Berg,Sales\n", encoding="utf-8")
    dialog = opened(path)
    assert not dialog.choices.new_questions.isVisible()
    pick(qtbot, dialog, dialog.choices.target, "Answers: Personal network")
    assert dialog.choices.target.currentData().kind is Kind.ANSWERS
    assert dialog.choices.new_questions.isVisible()
    assert not dialog.go.isEnabled()


@pytest.mark.parametrize(
    "text",
    [
        "from,to\nAnn,Ben\nBen,Cleo\n",
        "Name,Contact\nAnn,Ole\n",
        "Name,Owner\nOle,Ann\n",
        "Name,Voice\nOle,Ann\nPia,Ann\n",
    ],
)
def test_what_the_rows_are_is_asked_where_they_can_be_both(
    library: Library, workshop: int, opened: Open, tmp_path: Path, text: str
) -> None:
    path = tmp_path / "both.csv"
    path.write_text(text, encoding="utf-8")
    dialog = opened(path)
    assert (dialog.choices.target.currentIndex(), dialog.choices.target.currentText()) == (-1, "")
    assert dialog.choices.target.placeholderText() == "Choose…"
    assert dialog.question.isVisible()
    assert dialog.question.text().endswith("Choose what the rows are.")
    assert "--as" not in dialog.question.text()
    assert not dialog.go.isEnabled()
    assert not dialog.summary.isVisible() and not dialog.problems.isVisible()
    assert not any(dialog.columns.choice(header).isEnabled() for header in text.splitlines()[0].split(","))
    QTest.keyClick(dialog.go, Qt.Key.Key_Return)
    QTest.keyClick(dialog, Qt.Key.Key_Return)
    assert dialog.isVisible()
    assert unnamed(dialog) == []
    assert len(people_of(library, workshop)) == 6


def test_a_room_comes_in_once_the_person_has_said_so(
    qtbot: QtBot, library: Library, workshop: int, opened: Open, tmp_path: Path
) -> None:
    path = tmp_path / "room.csv"
    path.write_text("from,to\nAnn,Ben\nBen,Cleo\n", encoding="utf-8")
    dialog = opened(path)
    pick(qtbot, dialog, dialog.choices.target, "Answers: Personal network")
    assert not dialog.question.isVisible()
    assert dialog.columns.choice("from").currentText() == "Participant"
    assert dialog.columns.choice("to").currentText() == "Contact"
    assert dialog.summary.text() == "2 contacts of 2 people. 2 people are added to the roster."
    click(dialog, "import-go")
    qtbot.waitUntil(lambda: not dialog.isVisible())
    assert [person.name for person in people_of(library, workshop)][6:] == ["Ann", "Ben"]


def test_contacts_of_an_interview_are_no_people(
    qtbot: QtBot, library: Library, workshop: int, opened: Open, tmp_path: Path
) -> None:
    path = tmp_path / "attributeList.csv"
    path.write_text("nodeID,networkCanvasEgoUUID,name\n1,e1,Ole\n2,e1,Pia\n", encoding="utf-8")
    dialog = opened(path)
    assert dialog.choices.target.currentText() == "Answers: Personal network"
    # It is read as a part of a study, whose own numbers are no columns.
    assert dialog.columns.choice("participant").currentText() == "Participant"
    assert dialog.columns.choice("contact").currentText() == "Contact"
    click(dialog, "import-go")
    qtbot.waitUntil(lambda: not dialog.isVisible())
    assert [person.name for person in people_of(library, workshop)][6:] == ["e1"]


def test_a_column_beside_a_contact_becomes_a_question_by_its_choice(
    qtbot: QtBot, library: Library, workshop: int, network_step: int, opened: Open, tmp_path: Path
) -> None:
    path = tmp_path / "facts.csv"
    path.write_text("Participant,Contact,Team,Office\nAnn,Ole,HR,Rome\nBen,Pia,IT,Oslo\n", encoding="utf-8")
    dialog = opened(path)
    team, office = dialog.columns.choice("Team"), dialog.columns.choice("Office")
    assert (team.currentText(), office.currentText()) == ("", "")
    assert not dialog.go.isEnabled()
    assert not dialog.choices.new_questions.isChecked()
    pick(qtbot, dialog, team, "New question")
    assert office.currentText() == ""
    pick(qtbot, dialog, office, "New question")
    assert dialog.summary.text().endswith("New questions: “Team”, “Office”.")
    pick(qtbot, dialog, office, "Participant’s location")
    assert team.currentText() == "New question"
    click(dialog, "import-go")
    qtbot.waitUntil(lambda: not dialog.isVisible())
    added = [(person.name, person.team, person.location) for person in people_of(library, workshop)][6:]
    assert added == [("Ann", "", "Rome"), ("Ben", "", "Oslo")]
    assert get_setup(library, network_step).factors[-1].codes == ("HR", "IT")


def test_contacts_side_by_side_are_not_dropped_in_silence(
    qtbot: QtBot, library: Library, workshop: int, opened: Open, tmp_path: Path
) -> None:
    path = tmp_path / "wide.csv"
    path.write_text("Name,Contact 1,Contact 2\nAnn,Ole,Pia\n", encoding="utf-8")
    dialog = opened(path)
    assert dialog.choices.target.currentText().startswith("Answers")
    assert dialog.summary.text() == "2 contacts of 1 person. 1 person is added to the roster."
    assert dialog.columns.choice("Contact").currentText() == "Contact"
    # They can be people all the same, of whom no contact comes in, which is said.
    pick(qtbot, dialog, dialog.choices.target, "People")
    assert [text for text in texts(dialog) if "left out" in text] == [
        "Columns “Contact 1”, “Contact 2”: Not part of the roster, and left out."
    ]
    click(dialog, "import-go")
    qtbot.waitUntil(lambda: not dialog.isVisible())
    assert [person.name for person in people_of(library, workshop)][6:] == ["Ann"]


def test_a_long_refusal_is_seen_whole(opened: Open, tmp_path: Path) -> None:
    path = tmp_path / "study.netcanvas"
    with ZipFile(path, "w") as archive:
        archive.writestr("protocol.json", "{}")
    dialog = opened(path)
    refusal = dialog.findChild(QLabel, "import-refusal")
    assert refusal is not None
    assert "a protocol of Network Canvas" in refusal.text()
    assert refusal.height() >= refusal.heightForWidth(refusal.width())


def test_pasted_contacts_are_asked_about(library: Library, workshop: int, opened: Open) -> None:
    dialog = opened("Ann\tOle\nAnn\tPia\nBen\tKim\nBen\tUdo")
    assert dialog.choices.target.currentIndex() == -1
    assert not dialog.go.isEnabled()


def test_one_field_for_two_columns_is_an_error(qtbot: QtBot, opened: Open, tmp_path: Path) -> None:
    path = tmp_path / "people.csv"
    path.write_text("A,B\nAnna Berg,Bo Lund\n", encoding="utf-8")
    dialog = opened(path)
    pick(qtbot, dialog, dialog.columns.choice("A"), "Name")
    pick(qtbot, dialog, dialog.columns.choice("B"), "Name")
    assert dialog.columns.choice("A").currentText() == "Name"
    assert dialog.columns.choice("B").currentText() == "Name"
    assert any("Another column" in text for text in texts(dialog))
    assert not dialog.go.isEnabled()
    pick(qtbot, dialog, dialog.columns.choice("B"), "Team")
    assert dialog.go.isEnabled()


def test_leaving_while_it_reads_changes_nothing(
    qtbot: QtBot, library: Library, bridge: LibraryBridge, history: History, workshop: int, tmp_path: Path
) -> None:
    path = tmp_path / "people.csv"
    path.write_text("Name\n" + "".join(f"Person {number}\n" for number in range(5_000)), encoding="utf-8")
    dialog = ImportDialog(library, bridge, history, workshop, path)
    look_at(qtbot, dialog)
    dialog.show()
    dialog.reject()
    assert not dialog.isVisible()
    settle(qtbot, dialog)
    assert len(people_of(library, workshop)) == 6


def test_real_networks_come_in_by_clicks(
    qtbot: QtBot, library: Library, bridge: LibraryBridge, history: History
) -> None:
    beside = Path(__file__).resolve().parents[3].parent / "shared" / "data"
    folder = Path(os.environ.get("FACILITATOR_SHARED_DATA", beside)) / "egonets"
    if not folder.is_dir():
        pytest.skip(f"there are no real networks at {folder}; FACILITATOR_SHARED_DATA names another place")
    workshop_id = start_workshop(library, "Real networks").value
    dialog = ImportDialog(library, bridge, history, workshop_id, folder / "alters_32.csv")
    look_at(qtbot, dialog)
    dialog.show()
    settle(qtbot, dialog)
    pick(qtbot, dialog, dialog.columns.choice("egoID"), "Participant")
    pick(qtbot, dialog, dialog.columns.choice("alterID"), "Contact")
    assert dialog.columns.choice("alter.sex").currentText() == ""
    dialog.choices.new_questions.setFocus()
    QTest.keyClick(dialog.choices.new_questions, Qt.Key.Key_Space)
    settle(qtbot, dialog)
    assert dialog.columns.choice("alter.sex").currentText() == "New question"
    assert "508 contacts of 32 people" in dialog.summary.text()
    click(dialog, "import-go")
    qtbot.waitUntil(lambda: not dialog.isVisible())
    step, exercise = exercise_steps(library, workshop_id)[0]
    found: dict[str, Any] = {person["name"]: person for person in exercise.metrics(library, step.id)["participants"]}
    expected = json.loads((folder / "expected_32.json").read_text(encoding="utf-8"))["egos"]
    assert set(found) == set(expected)
    for name, ego in expected.items():
        for key in ("alter.sex", "alter.age"):
            values = ego["factors"][key] if "factors" in ego else ego[key]
            assert found[name]["factors"][key]["iqv"] == pytest.approx(values["iqv"], abs=1e-9)


def test_everything_that_can_be_used_has_a_name(opened: Open, tmp_path: Path) -> None:
    path = tmp_path / "people.csv"
    path.write_text("Name,E-mail\nAnna Berg,nowhere\n", encoding="utf-8")
    assert unnamed(opened(path)) == []
    assert unnamed(opened("Anna Berg\tanna@example.org")) == []


def test_the_filter_offers_tables() -> None:
    assert "*.csv" in table_filter()
    assert "*.xlsx" in table_filter()


def test_what_is_left_out_is_said_before_and_after(
    qtbot: QtBot,
    library: Library,
    bridge: LibraryBridge,
    history: History,
    workshop: int,
    tmp_path: Path,
    parent: QWidget,
) -> None:
    book = Workbook()
    page = book.active
    assert isinstance(page, Worksheet)
    for row in (("Name", "Score"), ("Anna Berg", 3), ("Ben Dahl", 4), (None, 5), ("Cem Ek", 6), ("Dora Fox", 7)):
        page.append(row)
    page.row_dimensions[3].hidden = True
    for cell in page[6]:
        cell.font = Font(strike=True)
    book.create_sheet("Notes").append(["secret"])
    path = tmp_path / "people.xlsx"
    book.save(path)
    dialog = ImportDialog(library, bridge, history, workshop, path, parent)
    dialog.open()
    settle(qtbot, dialog)
    left = "Left out: {rows} rows, 1 column (“Score”) with {cells} filled cells, 1 sheet (“Notes”)."
    assert dialog.summary.text() == f"2 people are added. {left.format(rows=3, cells=3)}"
    assert len(texts(dialog)) == 5
    click(dialog, "import-struck")
    settle(qtbot, dialog)
    assert dialog.summary.text() == f"3 people are added. {left.format(rows=2, cells=4)}"
    click(dialog, "import-struck")
    settle(qtbot, dialog)
    click(dialog, "import-hidden")
    settle(qtbot, dialog)
    left = left.format(rows=2, cells=4)
    assert dialog.summary.text() == f"3 people are added. {left}"
    click(dialog, "import-go")
    qtbot.waitUntil(lambda: parent.findChild(QWidget, "message") is not None)
    said = " ".join(label.text() for label in parent.findChild(QWidget, "message").findChildren(QLabel))  # type: ignore[union-attr]
    assert "not all of it" in said and f"Imported: 3 people are added. {left}" in said


def test_where_everything_is_in_nothing_is_to_be_read(
    qtbot: QtBot, library: Library, bridge: LibraryBridge, history: History, workshop: int, parent: QWidget
) -> None:
    dialog = ImportDialog.from_text(library, bridge, history, workshop, "Name\tTeam\nAnna Berg\tSales\n", parent)
    dialog.open()
    settle(qtbot, dialog)
    click(dialog, "import-go")
    qtbot.waitUntil(lambda: people_of(library, workshop)[-1].name == "Anna Berg")
    assert parent.findChild(QWidget, "message") is None


def test_tab_comes_from_column_to_column_and_then_to_what_changes(
    library: Library, workshop: int, opened: Open, tmp_path: Path
) -> None:
    """The choices above the columns are made last, in a table that takes no focus itself."""
    ada = people_of(library, workshop)[0]
    path = tmp_path / "people.csv"
    path.write_text(f"Name,Team,Location\n{ada.name},Elsewhere,Oslo\n", encoding="utf-8")
    dialog = opened(path)
    columns = [dialog.columns.choice(header) for header in ("Name", "Team", "Location")]
    columns[0].setFocus()
    reached = [dialog.focusWidget()]
    while reached[-1] is not dialog.changes and len(reached) < 20:
        QTest.keyClick(reached[-1], Qt.Key.Key_Tab)
        reached.append(dialog.focusWidget())
    assert reached == [*columns, dialog.changes]


def test_changes_of_people_are_shown_row_by_row_and_a_renaming_takes_a_click(
    qtbot: QtBot, library: Library, workshop: int, opened: Open
) -> None:
    anna, ben = people_of(library, workshop)[:2]
    update_person(library, anna.id, Person(anna.name, "anna@x.org", "Line 4"))
    dialog = opened(f"Name\tE-mail\tTeam\n{ben.name}\t\tMoved\nNew Person\tanna@x.org\tSales\n")
    assert [dialog.changes.item(row).text().split(":")[0] for row in range(2)] == ["Row 3", f"Row 2, {ben.name}"]
    box = dialog.changes.visualItemRect(dialog.changes.item(0))
    QTest.mouseClick(
        dialog.changes.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(box.left() + 14, box.center().y())
    )
    settle(qtbot, dialog)
    assert dialog.summary.text() == "2 people are updated."
    click(dialog, "import-go")
    qtbot.waitUntil(lambda: not dialog.isVisible())
    first = people_of(library, workshop)[0]
    assert (first.id, first.name, first.team) == (anna.id, "New Person", "Sales")


def test_rows_of_one_name_are_two_people_until_a_click(
    qtbot: QtBot, library: Library, workshop: int, opened: Open
) -> None:
    dialog = opened("Name\tTeam\nJo Lind\tSales\nJO LIND\tIT\n")
    assert dialog.summary.text() == "2 people are added."
    [line] = [dialog.changes.item(row).text() for row in range(dialog.changes.count())]
    assert "is “JO LIND” the same person as in an earlier row" in line and "Team “Sales” → “IT”" in line
    box = dialog.changes.visualItemRect(dialog.changes.item(0))
    QTest.mouseClick(
        dialog.changes.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(box.left() + 14, box.center().y())
    )
    settle(qtbot, dialog)
    assert dialog.summary.text() == "1 person is added. Left out: 1 single cell."
    click(dialog, "import-go")
    qtbot.waitUntil(lambda: not dialog.isVisible())
    assert [(person.name, person.team) for person in people_of(library, workshop)][6:] == [("Jo Lind", "IT")]


def test_thousands_of_wrong_rows_are_one_line(opened: Open, tmp_path: Path) -> None:
    path = tmp_path / "people.csv"
    path.write_text("Name,E-mail\n" + "".join(f"P{n},nowhere {n}\n" for n in range(4000)), encoding="utf-8")
    dialog = opened(path)
    (line,) = texts(dialog)
    assert line.startswith("Rows 2–4001, column “E-mail”") and "and 3,997 more" in line
    assert dialog.summary.text() == "4000 people are added. Left out: 4000 single cells."


def test_an_encoding_that_was_assumed_can_be_chosen(
    qtbot: QtBot, library: Library, workshop: int, opened: Open, tmp_path: Path
) -> None:
    path = tmp_path / "people.csv"
    path.write_bytes("Name,Team\nMüller,Don’t know\nŁucja Żak,Łódź\n".encode("cp1250"))
    dialog = opened(path)
    assert dialog.choices.encoding.isVisible() and unnamed(dialog) == []
    assumed = dialog.choices.encoding.currentText()
    pick(qtbot, dialog, dialog.choices.encoding, "Letters: cp1251")
    assert dialog._table is not None and dialog._table.rows[0][0] == "Mьller"
    pick(qtbot, dialog, dialog.choices.encoding, assumed if "cp1250" in assumed else "Letters: cp1250")
    click(dialog, "import-go")
    qtbot.waitUntil(lambda: not dialog.isVisible())
    assert [person.name for person in people_of(library, workshop)][6:] == ["Müller", "Łucja Żak"]


def test_addresses_that_change_places_wait_for_a_tick(
    qtbot: QtBot, library: Library, workshop: int, opened: Open
) -> None:
    anna, ben = people_of(library, workshop)[:2]
    for person, address in ((anna, "anna@x.org"), (ben, "ben@x.org")):
        update_person(library, person.id, Person(person.name, address))
    dialog = opened(f"Name\tE-mail\n{anna.name}\tben@x.org\n{ben.name}\tanna@x.org\n")
    asked = [dialog.changes.item(row).text() for row in range(2)]
    assert f"does “{anna.name}” get the address that “{ben.name}” has so far?" in asked[0]
    assert f"does “{ben.name}” get the address that “{anna.name}” has so far?" in asked[1]
    assert dialog.summary.text().startswith("2 people are on the roster already.")
    dialog.changes.setCurrentRow(0)
    QTest.keyClick(dialog.changes, Qt.Key.Key_Space)
    settle(qtbot, dialog)
    dialog.changes.setCurrentRow(1)
    QTest.keyClick(dialog.changes, Qt.Key.Key_Space)
    settle(qtbot, dialog)
    click(dialog, "import-go")
    qtbot.waitUntil(lambda: not dialog.isVisible())
    assert [person.email for person in people_of(library, workshop)[:2]] == ["ben@x.org", "anna@x.org"]


def test_one_of_several_tables_is_chosen_and_who_declined_takes_a_tick(
    qtbot: QtBot, library: Library, workshop: int, opened: Open, tmp_path: Path
) -> None:
    path = tmp_path / "report.csv"
    path.write_text(
        "1. Summary\nTitle,Kick-off\n\n2. Participants\nName,E-mail,Response\nAnna,a@x.org,Accepted\n"
        "Ben,b@x.org,Declined\n\n3. Activities\nName,E-mail,Join time\nCleo,c@x.org,9:00\n",
        encoding="utf-8",
    )
    dialog = opened(path)
    assert dialog.choices.table.isVisible() and unnamed(dialog) == []
    assert [dialog.choices.table.itemText(row) for row in range(3)] == [
        "Table: Summary", "Table: Participants", "Table: Activities",
    ]  # fmt: skip
    assert dialog.choices.table.currentText() == "Table: Participants"
    assert "“Ben” does not take part" in dialog.changes.item(0).text()
    dialog.changes.setCurrentRow(0)
    QTest.keyClick(dialog.changes, Qt.Key.Key_Space)
    settle(qtbot, dialog)
    assert dialog.summary.text().startswith("2 people are added.")
    pick(qtbot, dialog, dialog.choices.table, "Table: Activities")
    click(dialog, "import-go")
    qtbot.waitUntil(lambda: not dialog.isVisible())
    assert [person.name for person in people_of(library, workshop)][6:] == ["Cleo"]


def test_a_word_alone_becomes_a_team_by_a_tick(
    qtbot: QtBot, library: Library, workshop: int, opened: Open, tmp_path: Path
) -> None:
    path = tmp_path / "people.csv"
    path.write_text("Name,E-mail\nKraftwerk,\nAnna Berg,a@x.org\nBo Lind,b@x.org\n", encoding="utf-8")
    dialog = opened(path)
    assert dialog.summary.text().startswith("3 people are added.")
    assert "does “Kraftwerk”, which stands alone, head the people below it?" in dialog.changes.item(0).text()
    assert dialog.changes.heading.text() == "1 question about a row · 1 waits for your tick"
    dialog.changes.setCurrentRow(0)
    QTest.keyClick(dialog.changes, Qt.Key.Key_Space)
    settle(qtbot, dialog)
    assert dialog.changes.heading.text() == "1 question about a row"
    assert dialog.summary.text().startswith("2 people are added.")
    click(dialog, "import-go")
    qtbot.waitUntil(lambda: not dialog.isVisible())
    added = people_of(library, workshop)[6:]
    assert [(each.name, each.team) for each in added] == [("Anna Berg", "Kraftwerk"), ("Bo Lind", "Kraftwerk")]


def test_swapped_lists_stop_until_somebody_says_that_they_are_right(
    qtbot: QtBot, library: Library, workshop: int, opened: Open, tmp_path: Path
) -> None:
    lists = {"Zora Ahn": ("Omar", "Pia", "Mats"), "Yann Bek": ("Rosa", "Kofi", "Quinn")}

    def table(name: str, owners: Sequence[str]) -> Path:
        path = tmp_path / name
        rows = [f"{owner},{contact}" for owner, them in zip(owners, lists.values(), strict=True) for contact in them]
        path.write_text("\n".join(["Participant,Contact", *rows]), encoding="utf-8")
        return path

    import_files(library, workshop, [table("first.csv", list(lists))])
    dialog = opened(table("swapped.csv", list(lists)[::-1]))
    assert not dialog.go.isEnabled() and "Look whose these rows are" in dialog.problems.item(0).text()
    for row in range(2):
        assert "the very same contacts as" in dialog.changes.item(row).text()
        dialog.changes.setCurrentRow(row)
        QTest.keyClick(dialog.changes, Qt.Key.Key_Space)
        settle(qtbot, dialog)
    assert dialog.go.isEnabled()


def test_what_a_program_notes_by_itself_is_told_and_is_no_loss(
    qtbot: QtBot,
    library: Library,
    bridge: LibraryBridge,
    history: History,
    workshop: int,
    parent: QWidget,
    tmp_path: Path,
) -> None:
    path = tmp_path / "form.csv"
    head = "Timestamp,Your name,Contact 1,How often 1,Contact 2,How often 2"
    path.write_text(f"{head}\nx,Anna Berg,Omar,About daily,Pia,About weekly\n", encoding="utf-8")
    dialog = ImportDialog(library, bridge, history, workshop, path, parent)
    heard: list[str] = []
    dialog.imported.connect(heard.append)
    dialog.open()
    settle(qtbot, dialog)
    told = "Not needed: 1 column that the file’s program fills by itself (“Timestamp”)."
    assert dialog.summary.text().endswith(told)
    click(dialog, "import-go")
    qtbot.waitUntil(lambda: bool(heard))
    assert heard[0].endswith(told)
    assert parent.findChild(QWidget, "message") is None, "nothing is lost that somebody would have to read about first"


def test_names_at_the_head_of_their_blocks_are_filled_down_by_a_tick(
    qtbot: QtBot, library: Library, workshop: int, opened: Open, tmp_path: Path
) -> None:
    path = tmp_path / "blocks.csv"
    path.write_text("Participant,Contact\nNoor de Wit,Kim\n,Lou\nUdo Stein,Ada\n,Bo\n", encoding="utf-8")
    dialog = opened(path)
    assert any("Empty cells mean what stands above" in text for text in texts(dialog))
    click(dialog, "import-arranged")
    settle(qtbot, dialog)
    assert "4 contacts of 2 people." in dialog.summary.text()
    tick = dialog.findChild(QWidget, "import-arranged")
    assert tick is not None
    assert tick.isVisible()
    click(dialog, "import-go")
    qtbot.waitUntil(lambda: not dialog.isVisible())
    assert {"Noor de Wit", "Udo Stein"} <= {person.name for person in people_of(library, workshop)}


def test_each_sheet_is_one_person_by_a_tick(
    qtbot: QtBot, library: Library, workshop: int, opened: Open, tmp_path: Path
) -> None:
    book = Workbook()
    book.remove(book.worksheets[0])
    for name in ("Noor de Wit", "Udo Stein"):
        sheet = book.create_sheet(name)
        sheet.append(["Contact"])
        sheet.append(["Kim"])
    path = tmp_path / "sheets.xlsx"
    book.save(path)
    dialog = opened(path)
    click(dialog, "import-arranged")
    settle(qtbot, dialog)
    click(dialog, "import-go")
    qtbot.waitUntil(lambda: not dialog.isVisible())
    assert {"Noor de Wit", "Udo Stein"} <= {person.name for person in people_of(library, workshop)}
