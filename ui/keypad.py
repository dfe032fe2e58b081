"""Digits for fingers: what a person without a keyboard types numbers with."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QGridLayout, QPushButton, QSizePolicy, QWidget

from facilitator.i18n import tr
from ui.theme.icons import icon
from ui.theme.tokens import METRICS


class Keypad(QWidget):
    """Ten digits, a backspace and, if wanted, an enter key. They type into what has the focus."""

    def __init__(self, name: str, enter: str = "", parent: QWidget | None = None) -> None:
        """`enter` is the word on the enter key, if there is to be one; `name` begins the object names of the keys."""
        super().__init__(parent)
        self.setObjectName(name)
        self._name = name
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(METRICS.small)
        for digit in range(1, 10):
            self._key(str(digit), Qt.Key(Qt.Key.Key_0 + digit), (digit - 1) // 3, (digit - 1) % 3)
        back = self._key("", Qt.Key.Key_Backspace, 3, 0)
        back.setIcon(icon("delete"))
        back.setAccessibleName(tr("Delete the last digit"))
        back.setObjectName(f"{name}-back")
        self._key("0", Qt.Key.Key_0, 3, 1)
        if enter:
            key = self._key(enter, Qt.Key.Key_Return, 3, 2)
            key.setProperty("role", "primary")
            key.setObjectName(f"{name}-enter")

    def _key(self, text: str, key: Qt.Key, row: int, column: int) -> QPushButton:
        button = QPushButton(text)
        button.setProperty("touch", True)
        button.setObjectName(f"{self._name}-{text}")
        button.setAccessibleName(text)
        # The field keeps the focus, so that fingers and keys can take turns.
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        button.setMinimumSize(METRICS.touch, METRICS.touch)
        button.clicked.connect(lambda: self._press(key, text if text.isdigit() else ""))
        self._grid.addWidget(button, row, column)
        return button

    def _press(self, key: Qt.Key, text: str) -> None:
        target = self.window().focusWidget()
        if target is not None:
            for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                QApplication.postEvent(target, QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier, text))
