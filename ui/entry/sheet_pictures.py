"""Pictures of filled-in sheets beside the entry: photographs, scans, flat prints. They are looked at and never kept."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QImage, QImageReader, QKeySequence, QPixmap, QResizeEvent, QShortcut
from PySide6.QtWidgets import (
    QGraphicsPixmapItem,
    QGraphicsScene,
    QGraphicsView,
    QHBoxLayout,
    QLabel,
    QVBoxLayout,
    QWidget,
)

from facilitator.i18n import tr
from facilitator.progress import LongWork, Progress
from ui.dialogs import icon_button
from ui.work import Work

_STEP = 1.25
_LARGEST = 8.0
_SMALLEST = 0.05
_PAGE = 1800
"""Pixels of a page's longer side: small handwriting stays readable at twice its size."""
_SUFFIXES = {".jpg", ".jpeg", ".png", ".heic", ".heif", ".gif", ".bmp", ".tif", ".tiff", ".webp"}


def is_picture(path: Path) -> bool:
    """Whether a file is a picture by its name."""
    return path.suffix.lower() in _SUFFIXES


def can_be_shown(path: Path) -> bool:
    """Whether a file can be looked at beside the entry."""
    return is_picture(path) or path.suffix.lower() == ".pdf"


def pictures_in(sources: Sequence[Path | QImage]) -> LongWork[list[tuple[str, QImage]]]:
    """The pictures and the pages of PDFs by their names; an empty one where a file can't be shown. Runs in a thread."""
    found: list[tuple[str, QImage]] = []
    for number, source in enumerate(sources):
        yield Progress(number, len(sources), tr("Reading the pictures"))
        if isinstance(source, QImage):
            found.append((tr("From the clipboard"), source))
        elif source.suffix.lower() == ".pdf":
            found += _pages(source)
        else:
            reader = QImageReader(str(source))
            # Telephones turn the picture by a note in the file.
            reader.setAutoTransform(True)
            found.append((source.name, reader.read()))
    return found


def _pages(path: Path) -> list[tuple[str, QImage]]:
    # Imported here: hardly anybody needs it.
    from PySide6.QtPdf import QPdfDocument

    document = QPdfDocument()
    if document.load(str(path)) is not QPdfDocument.Error.None_:
        return [(path.name, QImage())]
    pages = []
    for page in range(document.pageCount()):
        points = document.pagePointSize(page)
        scale = _PAGE / max(points.width(), points.height(), 1)
        drawn = document.render(page, QSize(round(points.width() * scale), round(points.height() * scale)))
        white = QImage(drawn.size(), QImage.Format.Format_RGB32)
        white.fill(Qt.GlobalColor.white)
        _draw(white, drawn)
        name = f"{path.name} · {page + 1}" if document.pageCount() > 1 else path.name
        pages.append((name, white))
    document.close()
    return pages


def _draw(below: QImage, above: QImage) -> None:
    from PySide6.QtGui import QPainter

    painter = QPainter(below)
    painter.drawImage(0, 0, above)
    painter.end()


class SheetPictures(QWidget):
    """One picture at a time: larger, smaller, turned, and the next one. Its keys work while one types beside it."""

    def __init__(self, sources: Sequence[Path | QImage]) -> None:
        """Read the pictures in a thread and show the first."""
        super().__init__()
        self.setObjectName("sheet-pictures")
        self.setMinimumWidth(260)
        self._pictures: list[tuple[str, QImage]] = []
        self._at = 0
        self._fits = True
        scene = QGraphicsScene(self)
        self._picture = QGraphicsPixmapItem()
        scene.addItem(self._picture)
        self.view = QGraphicsView(scene)
        self.view.setObjectName("sheet-picture")
        self.view.setAccessibleName(tr("Picture of the sheet"))
        self.view.setDragMode(QGraphicsView.DragMode.ScrollHandDrag)
        self.view.setTransformationAnchor(QGraphicsView.ViewportAnchor.AnchorUnderMouse)
        self.view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.name = QLabel(tr("Reading the pictures"))
        self.name.setObjectName("sheet-picture-name")
        self.name.setTextFormat(Qt.TextFormat.PlainText)
        self.name.setWordWrap(True)
        said = QLabel(tr("The picture is only looked at: it is not kept in the library."))
        said.setProperty("role", "caption")
        said.setWordWrap(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 0, 0, 0)
        column.addWidget(self.name)
        column.addWidget(self.view, 1)
        column.addLayout(self._buttons())
        column.addWidget(said)
        self._work = Work(pictures_in(sources))
        self._work.succeeded.connect(self._show_all)
        self._work.start()

    @property
    def is_read(self) -> bool:
        """Whether the pictures are there."""
        return bool(self._pictures)

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        acts = (
            ("previous", "chevron-left", tr("Previous picture"), ("Alt+PgUp",), lambda: self.go(-1)),
            ("next", "chevron-right", tr("Next picture"), ("Alt+PgDown",), lambda: self.go(1)),
            ("smaller", "minus", tr("Smaller"), ("Ctrl+-",), lambda: self.zoom(1 / _STEP)),
            ("larger", "plus", tr("Larger"), ("Ctrl++", "Ctrl+="), lambda: self.zoom(_STEP)),
            ("fit", "maximize", tr("As large as fits"), ("Ctrl+0",), self.fit),
            ("turn", "redo-2", tr("Turn to the right"), ("Ctrl+T",), self.turn),
        )
        self.buttons = {}
        for name, picture, says, keys, act in acts:
            button = icon_button(f"sheet-picture-{name}", picture, "", act, "quiet")
            native = QKeySequence(keys[0]).toString(QKeySequence.SequenceFormat.NativeText)
            button.setToolTip(tr("{what} ({keys})", what=says, keys=native))
            button.setAccessibleName(says)
            for key in keys:
                QShortcut(QKeySequence(key), self, act, context=Qt.ShortcutContext.WindowShortcut)
            row.addWidget(button)
            self.buttons[name] = button
        row.addStretch(1)
        return row

    def _show_all(self, found: object) -> None:
        assert isinstance(found, list)  # noqa: S101  # what `pictures_in` returns
        self._pictures = found
        several = len(found) > 1
        for name in ("previous", "next"):
            self.buttons[name].setVisible(several)
        self.go(0)

    def go(self, by: int) -> None:
        """To the next picture or one before; nothing past the ends."""
        if not self._pictures:
            return
        self._at = min(max(self._at + by, 0), len(self._pictures) - 1)
        name, picture = self._pictures[self._at]
        count = len(self._pictures)
        where = tr("{name} · {at} of {count}", name=name, at=self._at + 1, count=count) if count > 1 else name
        if picture.isNull():
            where = tr("“{file}” can’t be shown here. Save it as JPEG or PNG.", file=name)
        self.name.setText(where)
        self._picture.setPixmap(QPixmap.fromImage(picture))
        self.view.setSceneRect(picture.rect())
        self.view.resetTransform()
        self.fit()

    def zoom(self, factor: float) -> None:
        """Larger or smaller by a factor."""
        now = abs(self.view.transform().determinant()) ** 0.5
        factor = min(max(now * factor, _SMALLEST), _LARGEST) / now
        self._fits = False
        self.view.scale(factor, factor)

    def fit(self) -> None:
        """Show the whole width of the picture, or all of one that is lower than the view."""
        self._fits = True
        self.view.fitInView(self.view.sceneRect(), Qt.AspectRatioMode.KeepAspectRatio)

    def turn(self) -> None:
        """A quarter to the right."""
        self.view.rotate(90)
        if self._fits:
            self.fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """What fits goes on fitting."""
        super().resizeEvent(event)
        if self._fits:
            self.fit()
