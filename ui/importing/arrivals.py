"""What people choose, drop on a window or paste into it: files, folders, text, a picture.

A hint says what would become of it while they drag.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from PySide6.QtCore import QEvent, QMimeData, QObject, QRectF, Qt, QTimer
from PySide6.QtGui import QColor, QDropEvent, QGuiApplication, QImage, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QDialog, QFileDialog, QLabel, QVBoxLayout, QWidget

from facilitator.i18n import tr, trn
from ui.theme import theme
from ui.theme.tokens import METRICS

_COVER = 0.97
"""How much of the window below the hint covers."""
_AWAY = 120
"""Milliseconds until the hint goes."""
_ENTERS = (QEvent.Type.DragEnter, QEvent.Type.DragMove)


@dataclass(frozen=True, slots=True)
class Arrival:
    """What came: files and folders, or a text, or a picture that is in no file."""

    paths: tuple[Path, ...] = ()
    text: str = ""
    picture: QImage | None = field(default=None, compare=False)

    @property
    def says(self) -> str:
        """What it is, for the hint."""
        if len(self.paths) == 1:
            return tr("“{file}”", file=self.paths[0].name)
        if self.paths:
            return trn("{count} file", "{count} files", len(self.paths))
        return tr("Text") if self.text else tr("A picture")

    @property
    def titled(self) -> str:
        """What a workshop of it can be called, by the name of its first file; "" for what is in none."""
        if not self.paths:
            return ""
        first = self.paths[0]
        return (first.name if first.is_dir() else first.stem).replace("_", " ").strip()


def arrival_of(data: QMimeData | None) -> Arrival | None:
    """What of dragged or copied data can be taken in; None where there is nothing of that kind."""
    if data is None:
        return None
    paths = tuple(Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()) if data.hasUrls() else ()
    if paths:
        return Arrival(paths)
    # Spreadsheet programs copy cells as a picture too: the text says more.
    if data.hasText() and data.text().strip():
        return Arrival(text=data.text())
    if data.hasImage():
        picture = data.imageData()
        if isinstance(picture, QImage) and not picture.isNull():
            return Arrival(picture=picture)
    return None


def nothing_to_paste() -> str:
    """What is said where nothing on the clipboard can be taken in."""
    return tr("The clipboard holds neither text nor files. Copy names, cells of a spreadsheet or files first.")


def copied() -> Arrival | None:
    """What is on the clipboard, where it can be taken in."""
    return arrival_of(QGuiApplication.clipboard().mimeData())


def choose_files(parent: QWidget, heading: str, take: Callable[[Arrival], object]) -> None:
    """Let the person choose files to be imported; `take` gets them."""
    chosen = QFileDialog(parent, heading)
    chosen.setNameFilter(table_filter())
    chosen.setFileMode(QFileDialog.FileMode.ExistingFiles)
    chosen.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    chosen.filesSelected.connect(lambda names: take(Arrival(tuple(map(Path, names)))))
    chosen.open()


def table_filter() -> str:
    """The kinds of file that can be imported, for a dialog that chooses some."""
    return ";;".join(
        (
            tr(
                "Tables, exports, studies and worksheets (*.csv *.tsv *.txt *.xlsx *.ods *.vcf *.ics *.graphml *.json "
                "*.zip *.netcanvas *.eml *.pdf)"
            ),
            tr("All files (*)"),
        )
    )


class DropHint(QWidget):
    """Lies over a window while something is dragged over it, and says what would become of it."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.setObjectName("drop-hint")
        self.setAcceptDrops(True)
        self.title = QLabel()
        self.title.setObjectName("drop-hint-title")
        self.title.setProperty("role", "title")
        self.says = QLabel()
        self.says.setObjectName("drop-hint-says")
        column = QVBoxLayout(self)
        column.setContentsMargins(64, 64, 64, 64)
        column.addStretch(1)
        for label in (self.title, self.says):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            label.setWordWrap(True)
            column.addWidget(label)
        column.addStretch(1)
        self.hide()

    def show_for(self, arrival: Arrival, says: str) -> None:
        """Show it over the whole window. Text may also be meant for a field below: that is not kept from it."""
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents, not arrival.paths)
        self.title.setText(tr("Drop to bring it in: {what}", what=arrival.says))
        self.says.setText(says)
        self.setGeometry(self.window().rect())
        self.show()
        self.raise_()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Cover the window, with a dashed line around."""
        tokens, painter = theme.current(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        cover = QColor(tokens.window)
        cover.setAlphaF(_COVER)
        painter.fillRect(self.rect(), cover)
        painter.setPen(QPen(QColor(tokens.accent), 3, Qt.PenStyle.DashLine))
        edge = QRectF(self.rect()).adjusted(20, 20, -20, -20)
        painter.drawRoundedRect(edge, METRICS.radius, METRICS.radius)
        painter.end()


class DropDoor(QObject):
    """Lets a window take what is dropped on it. What a part of the window takes for itself stays that part's own.

    What is dragged within the program is none of its business, and while another window waits over this one for an
    answer nothing is taken.
    """

    def __init__(self, window: QWidget, take: Callable[[Arrival], object], says: str) -> None:
        """`take` gets what was dropped on `window`; `says` is in the hint."""
        super().__init__(window)
        self._window, self._take, self._says = window, take, says
        self.hint = DropHint(window)
        # From the window to the hint above it is not away, and what leaves one of them enters the other at once.
        self._leaving = QTimer(self, singleShot=True, interval=_AWAY)
        self._leaving.timeout.connect(self.hint.hide)
        window.setAcceptDrops(True)
        window.installEventFilter(self)
        self.hint.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Show the hint while something is dragged over the window, and take what is dropped."""
        kind = event.type()
        if kind is QEvent.Type.Resize and watched is self._window:
            self.hint.setGeometry(self._window.rect())
        if kind in _ENTERS and isinstance(event, QDropEvent):
            arrival = self._taken(event)
            if arrival is None:
                event.ignore()
                return False
            self._leaving.stop()
            if kind is QEvent.Type.DragEnter:
                self.hint.show_for(arrival, self._says)
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()
            return True
        if kind is QEvent.Type.DragLeave:
            self._leaving.start()
            return True
        if kind is QEvent.Type.Drop and isinstance(event, QDropEvent):
            self.hint.hide()
            arrival = self._taken(event)
            if arrival is not None:
                event.setDropAction(Qt.DropAction.CopyAction)
                event.accept()
                self._take(arrival)
                return True
        return super().eventFilter(watched, event)

    def _taken(self, event: QDropEvent) -> Arrival | None:
        waits = any(each.isVisible() and each.isModal() for each in self._window.findChildren(QDialog))
        return None if event.source() is not None or waits else arrival_of(event.mimeData())
