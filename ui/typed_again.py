"""A cell of a table that could not be taken: what was typed into it stays, to be tried again."""

from typing import Protocol

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QPersistentModelIndex, QTimer, SignalInstance
from PySide6.QtWidgets import QAbstractItemView, QLineEdit, QStyledItemDelegate, QWidget

Index = QModelIndex | QPersistentModelIndex


class Refusing(Protocol):
    """A model that says why a cell was not taken, before its `setData` returns."""

    refused: SignalInstance


class TypedAgain(QStyledItemDelegate):
    """The editor of a refused cell opens again with the same words, unless the person has gone on to something else.

    Where they have, it does so when that cell is next edited: who clicks elsewhere is not held back.
    """

    def __init__(self, view: QAbstractItemView, model: Refusing) -> None:
        super().__init__(view)
        self._view = view
        self._is_refused = False
        self._left: tuple[QPersistentModelIndex, str] | None = None
        model.refused.connect(self._note)

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        """What was typed before, where that was refused."""
        super().setEditorData(editor, index)
        if self._left is not None and self._left[0] == index and isinstance(editor, QLineEdit):
            editor.setText(self._left[1])

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        """Offer the words to the model."""
        self._is_refused, self._left = False, None
        super().setModelData(editor, model, index)
        if self._is_refused and isinstance(editor, QLineEdit):
            self._left = QPersistentModelIndex(index), editor.text()
            QTimer.singleShot(0, self, self._open_again)

    def _note(self, _sentence: str) -> None:
        self._is_refused = True

    def _open_again(self) -> None:
        if self._left is None or not self._view.hasFocus() or self._left[0] != self._view.currentIndex():
            return
        self._view.edit(self._view.currentIndex())
        editor = self._view.focusWidget()
        if isinstance(editor, QLineEdit):
            editor.deselect()
