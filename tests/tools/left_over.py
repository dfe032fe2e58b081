"""Which words of a window are of another language than the one it speaks."""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from babel.messages.pofile import read_po
from PySide6.QtCore import QAbstractItemModel, QAbstractListModel, QModelIndex, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QComboBox,
    QGroupBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QTabBar,
    QTextEdit,
    QTreeView,
    QWidget,
)

from facilitator.i18n import SOURCE

_PO = Path(__file__).parents[2] / "resources" / "translations" / "{}" / "LC_MESSAGES" / "facilitator.po"
_FIELD = re.compile(r"\\\{\w*\\\}")
_TELLING = 8
"""So many letters in a row a text with fields needs to be recognized by."""
_NAME = "Facilitator"
"""The program's own, which in a form is a word for who leads a workshop."""
_ROWS = 40


class LeftOver:
    """Finds in what a window shows, says to assistive technology or keeps in tips the texts of the code.

    Or, where that is what it `finds`, those of `language`, which differ from the code's.
    """

    def __init__(self, language: str, finds: str = SOURCE) -> None:
        self._exact, self._patterns = _texts(language, of_code=finds == SOURCE)
        self._known: dict[str, bool] = {}

    def of(self, window: QWidget) -> Iterator[str]:
        """Each such text once, with where it stands."""
        told: set[str] = set()
        for where, text in shown_texts(window):
            for line in {text, *text.splitlines()}:
                plain = re.sub(r"<[^>]*>", "", line).replace("&", "").strip()
                if plain not in told and self._is_left_over(plain):
                    told.add(plain)
                    yield f"{where} says “{plain}”"

    def _is_left_over(self, text: str) -> bool:
        if text not in self._known:
            self._known[text] = text in self._exact or any(
                part in text and re.fullmatch(pattern, text, re.DOTALL) for part, pattern in self._patterns
            )
        return self._known[text]


@cache
def _texts(language: str, *, of_code: bool) -> tuple[frozenset[str], tuple[tuple[str, str], ...]]:
    """The texts of the code whose translation is another, or these translations, and those with fields as patterns."""
    exact: set[str] = set()
    patterns: dict[str, tuple[str, str]] = {}
    said: set[str] = set()
    with Path(str(_PO).format(language)).open("rb") as file:
        for message in read_po(file):
            ids = message.id if isinstance(message.id, list | tuple) else (message.id,)
            strings = message.string if isinstance(message.string, list | tuple) else (message.string,)
            found, others = (ids, strings) if of_code else (strings, ids)
            said.update(others)
            for text in found if message.id and all(strings) else ():
                plain = text.replace("&", "")
                if text in others:
                    continue
                parts = _FIELD.split(re.escape(plain))
                if len(parts) == 1:
                    exact.add(plain)
                    continue
                longest = max(re.split(r"\{\w*\}", plain), key=len)
                if len(re.sub(r"\W", "", longest)) >= _TELLING:
                    patterns[plain] = (longest, "(.+?)".join(parts))
    # What one text is in one of the languages may be another text in the other.
    return frozenset(exact - said - {_NAME}), tuple(patterns.values())


def shown_texts(window: QWidget) -> Iterator[tuple[str, str]]:
    """Every text of a window that somebody reads or hears, with where it stands."""
    yield "its title", window.windowTitle()
    for each in (window, *window.findChildren(QWidget)):
        if each.window() is not window or not each.isVisible():
            continue
        where = f"{type(each).__name__} “{each.objectName()}”"
        for text in (each.accessibleName(), each.accessibleDescription(), each.toolTip(), each.whatsThis()):
            yield where, text
        for text in _words_of(each):
            yield where, text
    for action in window.findChildren(QAction):
        # What stands in no menu and on no button, such as what pyqtgraph has ready, is read by nobody.
        if action.associatedObjects():
            yield f"the command “{action.objectName()}”", action.text()
            yield f"the command “{action.objectName()}”", action.toolTip()


def _words_of(widget: QWidget) -> Iterator[str]:
    if isinstance(widget, QLabel | QAbstractButton):
        yield widget.text()
    elif isinstance(widget, QGroupBox):
        yield widget.title()
    elif isinstance(widget, QComboBox):
        yield from (widget.itemText(row) for row in range(widget.count()))
    elif isinstance(widget, QLineEdit | QTextEdit | QPlainTextEdit):
        yield widget.placeholderText()
    elif isinstance(widget, QTabBar):
        for number in range(widget.count()):
            yield widget.tabText(number)
            yield widget.tabToolTip(number)
    elif isinstance(widget, QHeaderView) and (heads := widget.model()) is not None and not widget.isHidden():
        for section in range(min(widget.count(), _ROWS)):
            for role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
                yield str(heads.headerData(section, widget.orientation(), role) or "")
    elif isinstance(widget, QAbstractItemView) and (model := widget.model()) is not None:
        yield from _cells(model, QModelIndex(), is_tree=isinstance(widget, QTreeView))


def _cells(model: QAbstractItemModel, parent: QModelIndex, *, is_tree: bool) -> Iterator[str]:
    for row in range(min(model.rowCount(parent), _ROWS)):
        # A list has one column, and Qt keeps that to itself.
        for column in range(1 if isinstance(model, QAbstractListModel) else model.columnCount(parent)):
            index = model.index(row, column, parent)
            for role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
                yield str(index.data(role) or "")
            if is_tree and column == 0:
                yield from _cells(model, index, is_tree=True)
