"""A PDF on the screen: pages under each other, with zoom and page buttons."""

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QPointF, Qt
from PySide6.QtGui import QKeySequence, QShortcut, QShowEvent
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPdfWidgets import QPdfView
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from facilitator.i18n import tr
from ui.theme.icons import icon
from ui.theme.widgets import put_last

_STEP = 1.25
_LEAST, _MOST = 0.25, 4.0


class PdfPane(QWidget):
    """Shows one PDF after another and keeps the page and the zoom that somebody chose."""

    def __init__(self) -> None:
        super().__init__()
        self._shown: tuple[QPdfDocument, QBuffer] | None = None
        self.content = b""
        self.view = QPdfView(self)
        self.view.setObjectName("pdf-view")
        self.view.setAccessibleName(tr("Preview of the document"))
        self.view.setPageMode(QPdfView.PageMode.MultiPage)
        self.view.setZoomMode(QPdfView.ZoomMode.FitToWidth)
        self.view.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.where = QLabel()
        self.where.setObjectName("pdf-page")
        self.where.setProperty("role", "caption")
        self.view.pageNavigator().currentPageChanged.connect(lambda _page: self._say_where())
        row = QHBoxLayout()
        row.setSpacing(4)
        row.addWidget(self._button("pdf-previous", "chevron-up", tr("Previous page"), "PgUp", lambda: self.turn(-1)))
        row.addWidget(self._button("pdf-next", "chevron-down", tr("Next page"), "PgDown", lambda: self.turn(1)))
        row.addWidget(self.where)
        row.addStretch(1)
        row.addWidget(self._button("pdf-smaller", "minus", tr("Smaller"), "Ctrl+-", lambda: self.zoom(1 / _STEP)))
        row.addWidget(self._button("pdf-larger", "plus", tr("Larger"), "Ctrl++", lambda: self.zoom(_STEP)))
        row.addWidget(self._button("pdf-fit", "maximize", tr("Fit the width"), "Ctrl+0", self.fit))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(row)
        column.addWidget(self.view, 1)
        self._say_where()

    def _button(self, name: str, picture: str, words: str, keys: str, act: object) -> QPushButton:
        button = QPushButton(icon(picture), "")
        button.setProperty("bare", True)
        button.setObjectName(name)
        button.setAccessibleName(words)
        native = QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText)
        button.setToolTip(tr("{what} ({keys})", what=words, keys=native))
        button.setProperty("role", "quiet")
        button.setAutoDefault(False)
        button.clicked.connect(act)
        QShortcut(QKeySequence(keys), self).activated.connect(act)
        return button

    def showEvent(self, event: QShowEvent) -> None:
        """Tab comes to the buttons above the pages first."""
        super().showEvent(event)
        put_last([self.view], self)

    @property
    def pages(self) -> int:
        """How many pages the document has."""
        return self._shown[0].pageCount() if self._shown else 0

    @property
    def page(self) -> int:
        """The page that is looked at, from 0."""
        return self.view.pageNavigator().currentPage()

    def show_pdf(self, content: bytes) -> None:
        """Show a document in place of the one before, at the same page."""
        page = self.page
        document, buffer = QPdfDocument(self), QBuffer(self)
        buffer.setData(QByteArray(content))
        buffer.open(QIODevice.OpenModeFlag.ReadOnly)
        document.load(buffer)
        before, self._shown, self.content = self._shown, (document, buffer), content
        # The new one is there before the old one goes, so that nothing flickers.
        self.view.setDocument(document)
        if 0 < page < document.pageCount():
            self.view.pageNavigator().jump(page, QPointF(), 0)
        if before is not None:
            for each in before:
                each.deleteLater()
        self._say_where()

    def turn(self, pages: int) -> None:
        """Go so many pages on."""
        wanted = min(max(self.page + pages, 0), max(self.pages - 1, 0))
        self.view.pageNavigator().jump(wanted, QPointF(), 0)

    def zoom(self, factor: float) -> None:
        """Make everything larger by a factor."""
        if self.view.zoomMode() is not QPdfView.ZoomMode.Custom:
            self.view.setZoomFactor(self._fitting())
        self.view.setZoomMode(QPdfView.ZoomMode.Custom)
        self.view.setZoomFactor(min(max(self.view.zoomFactor() * factor, _LEAST), _MOST))

    def fit(self) -> None:
        """As large as the width allows, whatever that becomes."""
        self.view.setZoomMode(QPdfView.ZoomMode.FitToWidth)

    def _fitting(self) -> float:
        """The zoom at which a page is as wide as the view."""
        if not self.pages or self._shown is None:
            return 1.0
        points = self._shown[0].pagePointSize(0).width()
        pixels = points / 72 * self.view.logicalDpiX()
        return float(self.view.viewport().width() / pixels) if pixels else 1.0

    def _say_where(self) -> None:
        said = tr("Page {number} of {total}", number=self.page + 1, total=self.pages) if self.pages else ""
        self.where.setText(said)
