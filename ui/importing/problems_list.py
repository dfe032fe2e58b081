"""What an import has to say of its files: errors that stand in the way, and remarks."""

from collections.abc import Sequence

from PySide6.QtWidgets import QLabel, QListWidgetItem

from facilitator.i18n import tr, trn
from facilitator.tabular import Problem, in_window
from ui.importing.message_list import ToldList
from ui.theme.icons import icon
from ui.theme.widgets import restyle


class ProblemsList(ToldList):
    """One line a problem. `heading`, to be put above, says how many there are; both hide where there are none."""

    def __init__(self) -> None:
        super().__init__("import-problems", tr("What to look at in this table"))
        self.heading = QLabel()
        self.heading.setObjectName("import-count")

    def show_problems(self, problems: Sequence[tuple[str, Problem]]) -> None:
        """Show these, each after the name of its file, "" where there is only one."""
        self.clear()
        for file, problem in problems:
            picture = icon("triangle-alert", "danger") if problem.error else icon("info", "muted")
            said = in_window(str(problem))
            self.addItem(QListWidgetItem(picture, f"{file}: {said}" if file else said))
        errors = sum(problem.error for _, problem in problems)
        self.setVisible(bool(problems))
        self.heading.setVisible(bool(problems))
        self.heading.setText(counted(errors, len(problems) - errors))
        restyle(self.heading, "error" if errors else "body")


def counted(errors: int, remarks: int) -> str:
    """“1 error to mend first · 2 remarks”."""
    parts = []
    if errors:
        parts.append(trn("{count} error to mend first", "{count} errors to mend first", errors))
    if remarks:
        parts.append(trn("{count} remark", "{count} remarks", remarks))
    return " · ".join(parts)
