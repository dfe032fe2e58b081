"""The sheet of keyboard shortcuts, made from the list of actions."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from facilitator.i18n import tr
from ui.console.actions import menus, specs
from ui.dialogs import Panel

_COLUMNS = 2
_ACROSS, _DOWN = 20, 3
_BESIDE = 100
"""Pixels that the window and its scroll bar take beside the columns."""

_Line = tuple[QLabel, QLabel]


def shortcut_sheet(parent: QWidget) -> Panel:
    """Open the sheet; Escape closes it."""
    panel = Panel(parent, tr("Keyboard shortcuts"), "shortcut-sheet")
    grid = QGridLayout()
    grid.setHorizontalSpacing(_ACROSS)
    grid.setVerticalSpacing(_DOWN)
    lines = [_line(text, keys, panel) for text, keys in _entries()]
    # Nobody looks for a key behind the edge of the screen: one column, where two don't fit.
    room = panel.screen().availableGeometry().width() - _BESIDE
    columns = next((count for count in range(_COLUMNS, 1, -1) if _width(lines, count) <= room), 1)
    for column, part in enumerate(_parts(lines, columns)):
        for row, (name, key) in enumerate(part):
            grid.addWidget(name, row, column * 2)
            grid.addWidget(key, row, column * 2 + 1)
    panel.content.addLayout(grid)
    panel.button(tr("Close"), "close", "primary", panel.accept).setFocus()
    panel.open()
    return panel


def _line(text: str, keys: str, panel: Panel) -> _Line:
    name, key = QLabel(text, panel), QLabel(keys, panel)
    if keys:
        key.setProperty("role", "mono")
        key.setAlignment(Qt.AlignmentFlag.AlignRight)
    else:
        name.setProperty("role", "caption")
    return name, key


def _parts(lines: list[_Line], columns: int) -> list[list[_Line]]:
    rows = -(-len(lines) // columns)
    return [lines[at : at + rows] for at in range(0, len(lines), rows)]


def _width(lines: list[_Line], columns: int) -> int:
    """How wide so many columns are, with what is between them."""
    widest: list[int] = []
    for part in _parts(lines, columns):
        widest += [max(line[side].sizeHint().width() for line in part) for side in (0, 1)]
    return sum(widest) + _ACROSS * (len(widest) - 1)


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
