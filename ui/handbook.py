"""Help → *Handbook*: chapters beside their text, a search over all of them, in every language there is one in.

Everything is read from `resources/handbook`: no connection is opened, and pictures are shown from there alone.
"""

from pathlib import Path

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import (
    QImage,
    QKeySequence,
    QResizeEvent,
    QShortcut,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
)
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QSplitter,
    QTextBrowser,
    QTextEdit,
    QVBoxLayout,
    QWidget,
)

from facilitator.handbook import Chapter, chapters, find_in, handbook_languages, pictures_folder, terms
from facilitator.i18n import SOURCE, language_name, spoken, tr, trn
from ui.dialogs import Dialog, Panel
from ui.theme import theme
from ui.theme.icons import icon

_SIZE = (960, 640)
_LIST = 260


class Handbook(Dialog):
    """The window. It may stay open beside the one that it was opened over."""

    enter_presses_main = False

    def __init__(self, parent: QWidget | None, chapter: str = "", language: str = "") -> None:
        super().__init__(parent, tr("Handbook"), "handbook", _SIZE)
        self.setModal(False)
        self._language = language or _own_language()
        self._words = ""
        self.search = QLineEdit()
        self.search.setObjectName("handbook-search")
        self.search.setPlaceholderText(tr("Search the handbook"))
        self.search.setAccessibleName(tr("Search the handbook"))
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(self._look_for)
        self.language = QComboBox()
        self.language.setObjectName("handbook-language")
        self.language.setAccessibleName(tr("Language of the handbook"))
        for each in handbook_languages():
            self.language.addItem(language_name(each), each)
        self.language.setCurrentIndex(max(self.language.findData(self._language), 0))
        self.language.currentIndexChanged.connect(self._speak)
        self.list = QListWidget()
        self.list.setObjectName("handbook-chapters")
        self.list.setAccessibleName(tr("Chapters"))
        self.list.setWordWrap(True)
        self.list.setResizeMode(QListWidget.ResizeMode.Adjust)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.currentItemChanged.connect(lambda item, _before: self._show(item))
        self.text = _Page()
        self.text.setObjectName("handbook-text")
        self.text.setAccessibleName(tr("Chapter"))
        self.text.setOpenLinks(False)
        self.text.anchorClicked.connect(self._follow)
        self._lay_out()
        QShortcut(QKeySequence(QKeySequence.StandardKey.Find), self, self.search.setFocus)
        self.button(tr("Close"), "close", "primary", self.accept)
        self._fill(chapter)
        self.search.setFocus()

    @property
    def chapter(self) -> str:
        """The key of the chapter that is shown, "" where none is."""
        item = self.list.currentItem()
        return "" if item is None else str(item.data(Qt.ItemDataRole.UserRole).key)

    def _fill(self, chosen: str = "") -> None:
        hits = find_in(chapters(self._language), self._words)
        self.list.blockSignals(True)
        self.list.clear()
        for hit in hits:
            words = hit.chapter.title if not hit.around else f"{hit.chapter.title}\n{hit.around}"
            item = QListWidgetItem(words)
            item.setData(Qt.ItemDataRole.UserRole, hit.chapter)
            self.list.addItem(item)
        keys = [hit.chapter.key for hit in hits]
        self.list.setCurrentRow(keys.index(chosen) if chosen in keys else 0)
        self.list.blockSignals(False)
        self._show(self.list.currentItem())
        if self._words:
            found = trn("{count} chapter", "{count} chapters", len(hits))
            self.search.setAccessibleDescription(found)

    def _show(self, item: QListWidgetItem | None) -> None:
        if item is None:
            self.text.setPlainText(tr("No chapter has all of these words. Try fewer or shorter ones."))
            return
        chapter: Chapter = item.data(Qt.ItemDataRole.UserRole)
        self.text.setSearchPaths([str(pictures_folder(self._language))])
        document = self.text.document()
        document.setDefaultFont(theme.font())
        document.setMarkdown(chapter.text, QTextDocument.MarkdownFeature.MarkdownDialectGitHub)
        self.text.fit_pictures()
        self.text.moveCursor(QTextCursor.MoveOperation.Start)
        self._mark()

    def _mark(self) -> None:
        """Mark the words that are looked for, and bring the first one into sight."""
        marks, document = [], self.text.document()
        form = QTextCharFormat()
        form.setBackground(self.palette().highlight())
        form.setForeground(self.palette().highlightedText())
        for word in self._words.split():
            cursor = document.find(word)
            while not cursor.isNull():
                mark = QTextEdit.ExtraSelection()
                mark.cursor, mark.format = cursor, form
                marks.append(mark)
                cursor = document.find(word, cursor)
        self.text.setExtraSelections(marks)
        if marks:
            first = min((mark.cursor for mark in marks), key=lambda cursor: cursor.position())
            here = QTextCursor(first)
            here.clearSelection()
            self.text.setTextCursor(here)
            self.text.ensureCursorVisible()

    def _look_for(self, words: str) -> None:
        before, self._words = self.chapter, words.strip()
        self._fill("" if self._words else before)

    def _speak(self) -> None:
        before = self.chapter
        self._language = self.language.currentData()
        self._fill(before)

    def _follow(self, link: QUrl) -> None:
        """Turn to a chapter that another one names."""
        key = link.toString().removesuffix(".md").partition("-")[2]
        if any(chapter.key == key for chapter in chapters(self._language)):
            self.search.clear()
            self._fill(key)

    def _lay_out(self) -> None:
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.search)
        column.addWidget(self.list, 1)
        row = QHBoxLayout()
        row.addWidget(self.language)
        row.addStretch(1)
        column.addLayout(row)
        across = QSplitter(Qt.Orientation.Horizontal)
        across.setObjectName("handbook-parts")
        across.setChildrenCollapsible(False)
        across.addWidget(left)
        across.addWidget(self.text)
        across.setSizes([_LIST, _SIZE[0] - _LIST])
        across.setStretchFactor(1, 1)
        self.content.addWidget(across, 1)


class _Page(QTextBrowser):
    """A chapter, its pictures no wider than it is."""

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit them again."""
        super().resizeEvent(event)
        self.fit_pictures()

    def fit_pictures(self) -> None:
        """Give each picture its own width, or that of the page where it is narrower."""
        room = self.viewport().width() - 2 * round(self.document().documentMargin()) - 4
        block = self.document().begin()
        while block.isValid():
            for part in block:  # type: ignore[attr-defined]  # it is walked by its own iterator
                fragment = part.fragment()
                form = fragment.charFormat().toImageFormat()
                if not form.isValid():
                    continue
                picture = QImage(str(Path(self.searchPaths()[0]) / form.name()))
                form.setWidth(min(picture.width(), room))
                form.setHeight(form.width() * picture.height() / max(picture.width(), 1))
                cursor = QTextCursor(self.document())
                cursor.setPosition(fragment.position())
                cursor.setPosition(fragment.position() + fragment.length(), QTextCursor.MoveMode.KeepAnchor)
                cursor.setCharFormat(form)
            block = block.next()


def show_handbook(parent: QWidget | None, chapter: str = "") -> Handbook:
    """Open the handbook, at a chapter if one is named."""
    window = Handbook(parent, chapter)
    window.show()
    return window


def explain_terms(parent: QWidget | None, *keys: str) -> Panel:
    """Say what some words of the windows mean, where they stand."""
    panel = Panel(parent, tr("What these words mean"), "terms")
    for term in terms(spoken(), *keys):
        panel.say(term.name, "heading")
        panel.say(term.text)

    def read_on() -> None:
        panel.accept()
        show_handbook(parent, "terms")

    panel.button(tr("All words, in the handbook"), "terms-handbook", "secondary", read_on)
    panel.button(tr("Close"), "close", "primary", panel.accept).setFocus()
    panel.open()
    return panel


def terms_button(*keys: str) -> QPushButton:
    """A question mark that says what these words mean."""
    button = QPushButton(icon("circle-help"), "")
    button.setProperty("bare", True)
    button.setAccessibleName(tr("What these words mean"))
    button.setToolTip(tr("What these words mean"))
    button.setProperty("role", "quiet")
    button.clicked.connect(lambda: explain_terms(button, *keys))
    return button


def _own_language() -> str:
    """That of the windows where there is a handbook in it."""
    return spoken() if spoken() in handbook_languages() else SOURCE
