"""The sheet of keyboard shortcuts, made from the list of actions."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from facilitator.i18n import tr
from ui.console.actions import menus, specs
from ui.dialogs import Panel

_COLUMNS = 2


def shortcut_sheet(parent: QWidget) -> Panel:
    """Open the sheet; Escape closes it."""
    panel = Panel(parent, tr("Keyboard shortcuts"), "shortcut-sheet")
    grid = QGridLayout()
    grid.setHorizontalSpacing(20)
    grid.setVerticalSpacing(3)
    entries = _entries()
    rows = -(-len(entries) // _COLUMNS)
    for number, (text, keys) in enumerate(entries):
        row, column = number % rows, number // rows * 2
        name = QLabel(text)
        key = QLabel(keys)
        if keys:
            key.setProperty("role", "mono")
            key.setAlignment(Qt.AlignmentFlag.AlignRight)
        else:
            name.setProperty("role", "caption")
        grid.addWidget(name, row, column)
        grid.addWidget(key, row, column + 1)
    panel.content.addLayout(grid)
    panel.button(tr("Close"), "close", "primary", panel.accept).setFocus()
    panel.open()
    return panel


def _entries() -> list[tuple[str, str]]:
    """Text and keys of each action with a shortcut, below the name of its menu (which has no keys)."""
    known = specs()
    entries: list[tuple[str, str]] = []
    for title, names in menus():
        entries.append((title.replace("&", ""), ""))
        for name in names:
            if name in ("undo", "redo"):
                standard = QKeySequence.StandardKey.Undo if name == "undo" else QKeySequence.StandardKey.Redo
                entries.append((tr("Undo") if name == "undo" else tr("Redo"), _readable(QKeySequence(standard))))
            elif name in known and known[name].keys:
                keys = " ".join(_readable(QKeySequence(key)) for key in known[name].keys)
                entries.append((known[name].text.rstrip("…"), keys))
    entries.append((tr("In the lists"), ""))
    entries.append((tr("Start the chosen step, open a person’s answers"), _readable(QKeySequence("Return"))))
    entries.append((tr("Find what begins so; what the letters do elsewhere, Ctrl does"), "A–Z"))
    return entries


def _readable(keys: QKeySequence) -> str:
    return keys.toString(QKeySequence.SequenceFormat.NativeText)
