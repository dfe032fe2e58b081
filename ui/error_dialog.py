"""The window that says that something went wrong, with a report to copy."""

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from facilitator.i18n import tr
from facilitator.storage.refusals import is_damage
from ui.dialogs import Panel
from ui.errors import report


class ErrorDialog(Panel):
    """Says that something went wrong, with the report to copy; that all answers are safe, unless the file is not."""

    def __init__(self, error: BaseException, parent: QWidget | None) -> None:
        super().__init__(parent, tr("Something went wrong"), "error-report")
        self.say(
            tr(
                "The file of the library is damaged, or its disk does not answer. Close the program and don’t go on "
                "working with this file: make a copy of it, then go on with an earlier one, which lies in the folder "
                "“backups” beside it."
            )
            if is_damage(error)
            else tr(
                "The last thing you did could not be finished. Every answer saved so far is safe, and you can go on "
                "working. If it happens again, please send this report to whoever looks after the program."
            )
        )
        self.text = QPlainTextEdit(report(error))
        self.text.setObjectName("report")
        self.text.setReadOnly(True)
        self.text.setAccessibleName(tr("Error report"))
        self.text.setProperty("role", "mono")
        self.text.setMinimumHeight(160)
        self.content.addWidget(self.text, 1)
        self.say(tr("The report holds no names and no answers."), "caption")
        self.copy = self.button(tr("Copy report"), "copy", "secondary", self.copy_report)
        self.button(tr("Go on"), "close", "primary", self.accept).setFocus()

    def copy_report(self) -> None:
        """Put the report on the clipboard."""
        QGuiApplication.clipboard().setText(self.text.toPlainText())
        self.copy.setText(tr("Copied"))
