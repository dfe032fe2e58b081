"""What one person copied at the station must not be pasted by the next one."""

from PySide6.QtCore import QObject
from PySide6.QtGui import QClipboard, QGuiApplication
from PySide6.QtWidgets import QWidget

_MODES = (QClipboard.Mode.Clipboard, QClipboard.Mode.Selection)


class Copies(QObject):
    """Empties the clipboard, and the selection where there is one, of what came from one window."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._copied: dict[QClipboard.Mode, str] = {}
        QGuiApplication.clipboard().changed.connect(self._note)

    def forget(self) -> None:
        """Empty what was copied here; what others copied stays."""
        clipboard = QGuiApplication.clipboard()
        copied, self._copied = self._copied, {}
        for mode in _MODES:
            # Asking who owns it says nothing on some systems; what is in it does.
            if mode in copied and clipboard.text(mode) == copied[mode]:
                clipboard.clear(mode)

    def _note(self, mode: QClipboard.Mode) -> None:
        if mode in _MODES and self._window.isActiveWindow():
            self._copied[mode] = QGuiApplication.clipboard().text(mode)
