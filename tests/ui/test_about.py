"""About: which build it is, what it is made with, its log, and the one page that it opens in a browser."""

import json
import logging
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, QUrl, Slot
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QPlainTextEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from facilitator.build import releases_page
from facilitator.errors import Invalid
from facilitator.resources import resources_folder
from ui import program_log
from ui.about import about, show_log
from ui.dialogs import Panel
from ui.errors import ErrorWatch


class Browser(QObject):
    """Stands where the system's browser is, and notes what it is given."""

    def __init__(self) -> None:
        super().__init__()
        self.pages: list[str] = []

    @Slot(QUrl)
    def show(self, page: QUrl) -> None:
        self.pages.append(page.toString())


def install(folder: Path, monkeypatch: pytest.MonkeyPatch, *addresses: str) -> None:
    """Have the program installed with these addresses of the project."""
    facts = folder / "facilitator-9.dist-info"
    facts.mkdir()
    lines = ["Metadata-Version: 2.4", "Name: facilitator", "Version: 9"]
    lines += [f"Project-URL: {address}" for address in ("Source, https://example.org/", *addresses)]
    (facts / "METADATA").write_text("\n".join(lines) + "\n", encoding="utf-8")
    monkeypatch.syspath_prepend(folder)


def said(parent: QWidget) -> str:
    """What messages say that are open now, over this window or over none."""
    found = {*parent.findChildren(Panel, "message"), *QApplication.topLevelWidgets()}
    shown = [each for each in found if each.objectName() == "message" and each.isVisible()]
    return "\n".join(label.text() for each in shown for label in each.findChildren(QLabel))


@pytest.fixture
def released(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The program as it is installed once the project names a page for its releases."""
    install(tmp_path, monkeypatch, "Releases, https://example.org/releases")


@pytest.fixture
def log(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The log as the program keeps it, in a folder of this test."""
    path = tmp_path / "logs" / "facilitator.log"
    monkeypatch.setattr("ui.about.log_path", lambda: path)
    # A test that starts the program in this process leaves its log behind.
    forget_logs()
    program_log.keep_log(path)
    yield path
    forget_logs()


def forget_logs() -> None:
    logger = logging.getLogger("facilitator")
    for handler in [each for each in logger.handlers if isinstance(each, logging.FileHandler)]:
        handler.close()
        logger.removeHandler(handler)


def test_a_newer_version_is_looked_for_in_the_browser_alone(qtbot: QtBot, released: None) -> None:
    browser = Browser()
    QDesktopServices.setUrlHandler("https", browser, "show")
    panel = about(None)
    qtbot.addWidget(panel)
    assert browser.pages == []
    panel.findChild(QPushButton, "newer").click()
    QDesktopServices.unsetUrlHandler("https")
    assert browser.pages == ["https://example.org/releases"] and panel.isVisible()
    # Where the system has no browser, the address is there to be typed.
    panel.findChild(QPushButton, "newer").click()
    assert "https://example.org/releases" in said(panel)


def test_without_a_page_there_is_no_such_button(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    install(tmp_path, monkeypatch)
    assert releases_page() == ""
    panel = about(None)
    qtbot.addWidget(panel)
    assert panel.findChild(QPushButton, "newer") is None
    # A checkout is no build, and has its list of parts by a command.
    assert panel.findChild(QPushButton, "bill") is None


def test_a_bundle_says_its_build_and_hands_out_its_parts(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "_resources"
    folder.mkdir()
    for each in resources_folder().iterdir():
        (folder / each.name).symlink_to(each)
    (folder / "build.json").write_text(json.dumps({"commit": "abc1234", "day": "2026-11-27"}), encoding="utf-8")
    (folder / "sbom.cdx.json").write_text('{"bomFormat": "CycloneDX"}', encoding="utf-8")
    monkeypatch.setattr("facilitator.build.resource", folder.joinpath)
    panel = about(None)
    qtbot.addWidget(panel)
    assert any("Build abc1234 of 2026-11-27." in each.text() for each in panel.findChildren(QLabel))
    panel.findChild(QPushButton, "bill").click()
    (dialog,) = panel.findChildren(QFileDialog)
    dialog.fileSelected.emit(str(tmp_path / "parts.json"))
    assert json.loads((tmp_path / "parts.json").read_text())["bomFormat"] == "CycloneDX"
    dialog.fileSelected.emit(str(tmp_path / "not there" / "parts.json"))
    assert "can't be written" in said(panel)


def test_the_log_tells_where_and_names_nobody(qtbot: QtBot, log: Path) -> None:
    watch = ErrorWatch()
    for error in (KeyError("Bjørn Ødegård"), Invalid("No Bjørn Ødegård", step=7)):
        try:
            raise error
        except (KeyError, Invalid) as raised:
            watch._caught(type(raised), raised, raised.__traceback__)
    program_log.keep_log(log)
    logging.getLogger("pypdf").warning("Bjørn Ødegård’s sheet is damaged")
    lines = log.read_text(encoding="utf-8")
    assert lines.count("INFO Facilitator") == 1
    assert "KeyError" in lines and "Invalid {'step': 7}" in lines and "test_about.py" in lines
    assert "Bjørn" not in lines and str(Path.home()) not in lines
    if sys.platform != "win32":
        assert log.stat().st_mode & 0o077 == 0
    panel = about(None)
    qtbot.addWidget(panel)
    panel.findChild(QPushButton, "log").click()
    shown = panel.findChild(QPlainTextEdit, "log-lines")
    assert shown.toPlainText().strip() == lines.strip()
    copy = shown.window().findChild(QPushButton, "copy")
    copy.click()
    assert "KeyError" in QGuiApplication.clipboard().text() and copy.text() == "Copied"
    shown.window().findChild(QPushButton, "folder").click()
    assert str(log.parent) in said(shown.window())


def test_a_log_that_can_not_be_read_is_not_an_empty_one(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ui.about.log_path", lambda: tmp_path / "facilitator.log")
    for text in ("Nothing is in it.", "It can’t be read"):
        panel = show_log(None)
        qtbot.addWidget(panel)
        assert panel.findChild(QPlainTextEdit, "log-lines").toPlainText().startswith(text)
        panel.reject()
        (tmp_path / "facilitator.log").mkdir(exist_ok=True)


def test_a_log_that_can_not_be_written_stops_nothing(tmp_path: Path) -> None:
    (tmp_path / "a file").write_bytes(b"")
    program_log.keep_log(tmp_path / "a file" / "facilitator.log")
    logging.getLogger("facilitator").error("nothing")
