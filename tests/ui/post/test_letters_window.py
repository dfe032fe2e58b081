"""Letters that are due, from the window: listed by day, looked at, drafted, sent, stopped, and asked about."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from email import message_from_bytes, policy
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from added_exercise import added_exercise
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot
from weekly_letters import FILES, add_letters, change_letters

from facilitator.post.account import Account, Encryption, keep_account
from facilitator.post.dated import Stand, claim, dated_letters
from facilitator.post.server import Server
from facilitator.storage.library import Library
from ui.bridge import LibraryBridge
from ui.dialogs import Panel
from ui.history import History
from ui.post.letters_dialog import LettersDialog
from ui.post.letters_list import DAY, STATE
from ui.simulated_user import SimulatedUser

if TYPE_CHECKING:
    from mail_server import Post

WORKSHOP = 1
TODAY = date.today()
TEXTS = {"one": "The first story.", "two": "The second story.", "three": "The third story."}
READERS = [
    ("reader 1", "Ria Brandt", "ria@example.net", TODAY - timedelta(days=3)),
    ("reader 2", "Sam Okafor", "sam@example.net", TODAY),
    ("reader 3", "Tess Late", "tess@example.net", TODAY + timedelta(days=2)),
    ("reader 4", "Uwe Nowhere", "nowhere", TODAY),
]


@dataclass
class Desk:
    qtbot: QtBot
    library: Library
    dialog: LettersDialog
    user: SimulatedUser
    step: int

    @property
    def rows(self) -> list[tuple[str, str, str]]:
        """Whom, what and how each row stands."""
        table = self.dialog.list
        cells = [[table.item(row, column) for column in (1, 2, STATE)] for row in range(table.rowCount())]
        return [tuple(cell.text() for cell in row if cell is not None) for row in cells]  # type: ignore[misc]

    def refresh(self, *, everything: bool = False) -> None:
        """Wait until the window shows what is in the library."""
        if everything:
            self.dialog.shown.setCurrentIndex(1)
        self.dialog.refresh()
        self.qtbot.waitUntil(lambda: self.dialog._looking is None)

    def choose(self, name: str, key: str) -> None:
        letters = self.dialog.list.letters
        found = next(row for row, each in enumerate(letters) if (each.mail.to.name, each.mail.key) == (name, key))
        self.dialog.list.setCurrentCell(found, DAY)

    def agree(self, name: str = "yes") -> str:
        panel = [each for each in self.dialog.findChildren(Panel) if each.isVisible()][-1]
        words = "\n".join(label.text() for label in panel.findChildren(QLabel))
        button = panel.findChild(QPushButton, name)
        assert button is not None
        button.click()
        return words

    def stand(self, name: str, key: str) -> Stand:
        found = dated_letters(self.library, WORKSHOP)
        return next(each.stand for each in found if (each.mail.to.name, each.mail.key) == (name, key))

    def use(self, server: Server) -> None:
        self.dialog.account = keep_account(
            self.library,
            Account(
                server.host, server.port, encryption=Encryption.NONE, sender="facilitator@example.org", per_minute=600
            ),
        )


@pytest.fixture
def desk(qtbot: QtBot, room: Library, tmp_path: Path, keyring_of_the_test: object) -> Iterator[Desk]:
    with added_exercise(tmp_path / "exercises", FILES):
        step = add_letters(room, WORKSHOP, TEXTS, READERS)
        bridge = LibraryBridge(room)
        dialog = LettersDialog(bridge, History(bridge), WORKSHOP, None)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
        # Not by `addWidget`, which takes it down before what it has under way has ended.
        with qtbot.waitExposed(dialog):
            dialog.open()
        qtbot.waitUntil(lambda: bool(dialog.list.letters))
        yield Desk(qtbot, room, dialog, SimulatedUser(dialog), step)
        dialog.sending.stop()
        qtbot.waitUntil(
            lambda: not dialog.sending.is_sending and dialog._looking is None and dialog.preview._work is None,
        )
        dialog.done(0)
        dialog.deleteLater()


def test_what_is_due_is_listed_by_day_and_looked_at(desk: Desk) -> None:
    # Tess joins in two days; the second letters are a week away.
    assert desk.rows == [
        ("Ria Brandt", "Letter 1", "Due"),
        ("Sam Okafor", "Letter 1", "Due"),
        ("Uwe Nowhere", "Letter 1", "“nowhere” is not an e-mail address. Correct it in the list of readers."),
        ("Tess Late", "Letter 1", "Later"),
        ("Ria Brandt", "Letter 2", "Later"),
        ("Sam Okafor", "Letter 2", "Later"),
        ("Uwe Nowhere", "Letter 2", "“nowhere” is not an e-mail address. Correct it in the list of readers."),
    ]
    desk.choose("Sam Okafor", "one")
    preview = desk.dialog.preview
    desk.qtbot.waitUntil(lambda: "The first story." in preview.body.toPlainText())
    assert "answer with the word “stop”" in preview.body.toPlainText()
    assert (preview.subject.text(), preview.attachments.text()) == ("Your letter one", "one.txt")
    # What is withdrawn is gone from the list.
    change_letters(desk.library, desk.step, {"one": TEXTS["one"]})
    desk.refresh(everything=True)
    assert {what for _, what, _ in desk.rows} == {"Letter 1"}


def test_sent_from_the_window_each_once_and_who_stops_gets_no_more(desk: Desk, post: "Post") -> None:
    desk.use(post.server(encrypted=False))
    desk.choose("Ria Brandt", "one")
    desk.user.click("letters-stop")
    desk.refresh()
    assert desk.stand("Ria Brandt", "one") is Stand.STOPPED
    desk.user.click("letters-send")
    assert "1 mail goes out through localhost:" in desk.agree("cancel")
    assert post.box.mails == []
    desk.user.click("letters-send")
    desk.agree()
    desk.qtbot.waitUntil(lambda: not desk.dialog.sending.is_sending)
    assert [to for to, _ in post.box.mails] == [["sam@example.net"]]
    assert "1 mail was sent." in desk.dialog.outcome.text()
    desk.refresh(everything=True)
    assert ("Sam Okafor", "Letter 1", f"Sent on {_short(TODAY)}") in desk.rows
    assert not desk.user.find("letters-send").isEnabled()


def test_drafts_from_the_window(desk: Desk, tmp_path: Path) -> None:
    table = desk.dialog.list
    first = table.item(0, DAY)
    assert first is not None
    first.setCheckState(Qt.CheckState.Unchecked)
    desk.user.click("letters-drafts")
    form = desk.dialog.findChild(Panel, "drafts")
    assert form is not None
    line = form.findChild(QLineEdit, "drafts-folder")
    assert line is not None
    line.setText(str(tmp_path / "drafts"))
    desk.agree()
    desk.qtbot.waitUntil(lambda: desk.dialog.findChild(Panel, "drafts-done") is not None)
    [path] = (tmp_path / "drafts").iterdir()
    mail = message_from_bytes(path.read_bytes(), policy=policy.default)
    assert mail["To"].addresses[0].addr_spec == "sam@example.net"
    assert (desk.stand("Sam Okafor", "one"), desk.stand("Ria Brandt", "one")) == (Stand.DRAFTED, Stand.DUE)
    desk.refresh(everything=True)
    desk.choose("Sam Okafor", "one")
    desk.user.click("letters-not-gone")
    assert desk.stand("Sam Okafor", "one") is Stand.DUE


def test_what_is_perhaps_sent_is_asked_about(desk: Desk) -> None:
    # As a program leaves it that was killed in the middle of sending.
    for name in ("Ria Brandt", "Sam Okafor"):
        assert claim(desk.library, next(each for each in desk.dialog.list.letters if each.mail.to.name == name))
    desk.refresh()
    desk.choose("Ria Brandt", "one")
    assert "Perhaps sent on" in desk.rows[0][2] or "Perhaps sent on" in desk.rows[1][2]
    assert not desk.user.find("letters-send").isEnabled()
    desk.user.click("letters-gone")
    assert desk.stand("Ria Brandt", "one") is Stand.SENT
    desk.refresh()
    desk.choose("Sam Okafor", "one")
    desk.user.click("letters-not-gone")
    assert desk.stand("Sam Okafor", "one") is Stand.DUE
    desk.dialog._history.stack.undo()
    assert desk.stand("Sam Okafor", "one") is Stand.UNKNOWN


def _short(day: date) -> str:
    from facilitator.i18n import short_day

    return short_day(day)
