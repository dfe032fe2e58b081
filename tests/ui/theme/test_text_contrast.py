"""What measures the words of all windows (`test_every_window.py`) sees faint ones, and takes no others for such."""

from PySide6.QtGui import QColor
from PySide6.QtWidgets import QLabel, QLineEdit, QListWidget, QListWidgetItem, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot
from text_contrast import faint_texts


def test_faint_words_are_found_in_labels_and_in_rows_and_nothing_else_is(qtbot: QtBot) -> None:
    window, rows, marked = QWidget(), QListWidget(), QLineEdit("marked words")
    window.setStyleSheet("QWidget { background: #ffffff; color: #222222; } QPushButton:disabled { color: #cccccc; }")
    qtbot.addWidget(window)
    column = QVBoxLayout(window)
    faint, off = QLabel("faint words"), QPushButton("not now")
    faint.setStyleSheet("color: #9a9a9a")
    off.setEnabled(False)
    for words, color in (("a strong row", "#222222"), ("a faint row", "#aaaaaa")):
        row = QListWidgetItem(words)
        row.setForeground(QColor(color))
        rows.addItem(row)
    marked.setStyleSheet("selection-background-color: #000000; selection-color: #ffffff")
    marked.selectAll()
    for each in (QLabel("strong words"), faint, off, marked, rows):
        column.addWidget(each)
    window.show()
    assert [said.partition(" has ")[0] for said in faint_texts(window)] == ["“faint words”", "“a faint row”"]
