"""What one person copied or typed at the station must neither be pasted nor suggested to the next one."""

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QClipboard, QGuiApplication
from PySide6.QtWidgets import QApplication, QWidget

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


class Unlearned(QObject):
    """Tells input methods, such as keyboards on the screen, to learn nothing of what is typed in one window.

    They may keep words beyond the end of the program, and offer those of one person to the next.
    """

    _HINTS = Qt.InputMethodHint.ImhSensitiveData | Qt.InputMethodHint.ImhNoPredictiveText

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        application = QApplication.instance()
        assert isinstance(application, QApplication)  # noqa: S101  # there is no window without one
        application.focusChanged.connect(self._tell)

    def _tell(self, _before: QWidget | None, now: QWidget | None) -> None:
        if now is not None and now.window() is self._window:
            now.setInputMethodHints(now.inputMethodHints() | self._HINTS)
