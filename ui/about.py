"""What the program is, who may use it how, and on whose work it stands."""

from collections.abc import Sequence
from functools import partial
from importlib.metadata import PackageNotFoundError, metadata, requires
from pathlib import Path

from PySide6.QtCore import QUrl, qVersion
from PySide6.QtGui import QGuiApplication, QTextCursor
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from facilitator import __version__
from facilitator.build import bill_of_materials, build, releases_page
from facilitator.errors import FacilitatorError
from facilitator.i18n import tr
from ui.dialogs import Panel, refused
from ui.file_dialogs import ask_where_to_write, documents
from ui.folders import open_folder, open_outside
from ui.program_log import log_path

_BUNDLED = (
    ("Noto Sans", "SIL Open Font License 1.1"),
    ("Lucide", "ISC"),
)
"""Fonts and icons in `resources/`, where their licences lie beside them."""


_TOLD_HERE = {"sqlcipher3": "Zlib; with SQLCipher (BSD-3-Clause) and OpenSSL (Apache-2.0)"}
"""Licences of packages that name theirs in a file only, with those of what is compiled into them."""


def about(parent: QWidget | None) -> Panel:
    """Open the window."""
    panel = Panel(parent, tr("About Facilitator"), "about")
    panel.setMinimumWidth(560)
    made = build()
    said = [tr("Version {version}. Free software under the MIT licence.", version=__version__)]
    if made is not None:
        said.append(tr("Build {commit} of {day}.", commit=made.commit, day=made.day))
    panel.say(" ".join(said))
    panel.say(
        tr(
            "The network exercise is adapted from Cross & Parker (2004); the reflection card and the programmes are "
            "after Charles Jennings. Nothing leaves this computer but what you export, copy or send, and what you keep "
            "in a library on a server."
        )
    )
    panel.say(tr("Made with"), "caption")
    text = QPlainTextEdit("\n".join(f"{name}: {licence}" for name, licence in credits()))
    text.setObjectName("credits")
    text.setReadOnly(True)
    text.setAccessibleName(tr("Libraries, fonts and icons with their licences"))
    text.setMinimumHeight(240)
    panel.content.addWidget(text)
    bill = bill_of_materials()
    if bill is not None:
        panel.button(tr("Save the list of parts…"), "bill", "secondary", lambda: _save_bill(panel, bill))
    panel.button(tr("Show the log"), "log", "secondary", lambda: show_log(panel))
    page = releases_page()
    if page:
        panel.button(tr("Is there a newer version?"), "newer", "secondary", lambda: open_page(page))
    panel.button(tr("Close"), "close", "primary", panel.accept).setFocus()
    panel.open()
    return panel


def open_page(address: str) -> None:
    """Show a page in the person's browser; the program itself asks nobody anything."""
    open_outside(QUrl(address))


def _save_bill(parent: QWidget, bill: Path) -> None:
    proposed = documents() / "facilitator-sbom.cdx.json"
    ask_where_to_write(parent, tr("Save the list of parts"), proposed, partial(write_bill, parent, bill))


def write_bill(parent: QWidget, bill: Path, to: Path) -> None:
    """Write the list of parts, or say why that can't be."""
    # Imported here: nobody waits for it at the start.
    from facilitator.sharing.tables import write_file

    try:
        write_file(to, bill.read_bytes(), overwrite=True)
    except FacilitatorError as error:
        refused(parent, error)


def show_log(parent: QWidget) -> Panel:
    """Show the program's log, to be copied or found in its folder."""
    path = log_path()
    panel = Panel(parent, tr("The program’s log"), "program-log", (760, 460))
    panel.say(tr("What went wrong, and where in the program, for whoever looks after it. It names nobody."))
    try:
        lines = path.read_text(encoding="utf-8", errors="replace") or tr("Nothing is in it.")
    except FileNotFoundError:
        lines = tr("Nothing is in it.")
    except OSError as error:
        lines = tr("It can’t be read: {reason}.", reason=error.strerror)
    text = QPlainTextEdit(lines)
    text.setObjectName("log-lines")
    text.setReadOnly(True)
    text.setAccessibleName(tr("The program’s log"))
    text.setProperty("role", "mono")
    text.moveCursor(QTextCursor.MoveOperation.End)
    panel.content.addWidget(text, 1)
    panel.say(str(path), "caption")
    panel.button(tr("Show its folder"), "folder", "secondary", lambda: open_folder(path.parent))

    def put_on_clipboard() -> None:
        QGuiApplication.clipboard().setText(text.toPlainText())
        copy.setText(tr("Copied"))

    copy = panel.button(tr("Copy"), "copy", "secondary", put_on_clipboard)
    panel.button(tr("Close"), "close", "primary", panel.accept).setFocus()
    panel.open()
    return panel


def credits() -> list[tuple[str, str]]:
    """Name with version, and licence, of everything the program is made with: libraries, Qt, fonts and icons."""
    found = [("Qt " + qVersion(), "LGPL-3.0-only")]
    for name in _libraries():
        try:
            facts = metadata(name)
        except PackageNotFoundError:
            continue
        found.append((f"{facts['Name']} {facts['Version']}", licence_of(name)))
    return sorted(found, key=lambda entry: entry[0].casefold()) + list(_BUNDLED)


def _libraries() -> list[str]:
    """The packages that the program needs, and those that they need, by name."""
    wanted, found = ["facilitator"], list[str]()
    while wanted:
        try:
            needs = requires(wanted.pop()) or []
        except PackageNotFoundError:
            continue
        for need in needs:
            name = _name(need)
            if "extra ==" not in need and name not in found:
                found.append(name)
                wanted.append(name)
    return found


def _name(requirement: str) -> str:
    end = next((at for at, c in enumerate(requirement) if not (c.isalnum() or c in "-_.")), len(requirement))
    return requirement[:end].lower().replace("_", "-")


def licence_of(name: str) -> str:
    """The licence that an installed package states, as it states it."""
    facts = metadata(name)
    told = _TOLD_HERE.get(name) or _first(facts.get_all("License-Expression"))
    if not told:
        classified = [
            line.rsplit(" :: ", 1)[-1] for line in facts.get_all("Classifier") or () if line.startswith("License")
        ]
        told = ", ".join(line for line in classified if line != "OSI Approved")
    if not told:
        # Some packages put the whole licence here: its first line is its name.
        told = _first(_first(facts.get_all("License")).strip().splitlines())
    return told or tr("see its own pages")


def _first(lines: Sequence[str] | None) -> str:
    return lines[0] if lines else ""
