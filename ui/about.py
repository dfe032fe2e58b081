"""What the program is, who may use it how, and on whose work it stands."""

from collections.abc import Sequence
from importlib.metadata import PackageNotFoundError, metadata, requires

from PySide6.QtCore import qVersion
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from facilitator import __version__
from facilitator.i18n import tr
from ui.dialogs import Panel

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
    panel.say(tr("Version {version}. Free software under the MIT licence.", version=__version__))
    panel.say(
        tr(
            "The network exercise is adapted from Cross & Parker (2004); the reflection card and the programmes are "
            "after Charles Jennings. Nothing leaves this computer but what you export, copy or send."
        )
    )
    panel.say(tr("Made with"), "caption")
    text = QPlainTextEdit("\n".join(f"{name}: {licence}" for name, licence in credits()))
    text.setObjectName("credits")
    text.setReadOnly(True)
    text.setAccessibleName(tr("Libraries, fonts and icons with their licences"))
    text.setMinimumHeight(240)
    panel.content.addWidget(text)
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
