"""The reflections of a team in a row on the console."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QLabel,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from facilitator.exercises.three_questions.over_time import recurring, sittings
from facilitator.i18n import short_day, tr, trn
from ui.exercises.three_questions.operations import CardOperations


class OverTimePage(QWidget):
    """A row per reflection, the newest first, and the themes that came up more than once."""

    def __init__(self, operations: CardOperations) -> None:
        super().__init__()
        self._operations = operations
        heads = [tr("Reflection"), tr("Cards"), tr("Themes"), tr("Actions"), tr("Kept"), tr("Changed"), tr("Dropped")]
        self.sittings = _table("over-time", tr("Reflections over time"), heads)
        self.themes = _table("over-time-themes", tr("Themes that came again"), [tr("Theme"), tr("In"), tr("Dots")])
        self.says = QLabel()
        self.says.setProperty("role", "caption")
        self.says.setWordWrap(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self.sittings, 2)
        column.addWidget(self.says)
        column.addWidget(self.themes, 1)

    def show_row(self) -> None:
        """Read all of them."""
        row = sittings(self._operations.library, self._operations.step_id)
        self.sittings.setRowCount(len(row))
        for place, each in enumerate(reversed(row)):
            name = ", ".join(part for part in (short_day(each.held_on) if each.held_on else "", each.title) if part)
            kept = (each.actions["kept"], each.actions["changed"], each.actions["dropped"])
            _fill(self.sittings, place, name, (each.cards, len(each.themes), each.promised, *kept))
        again = recurring(row)
        self.themes.setRowCount(len(again))
        for place, theme in enumerate(again):
            _fill(self.themes, place, theme.name, (len(theme.places), theme.dots))
        self.themes.setVisible(bool(again))
        if len(row) < 2:
            self.says.setText(tr("No earlier reflection is looked back at. With one you see here what comes again."))
        elif again:
            said = trn(
                "{count} theme came again in {all} reflections",
                "{count} themes came again in {all} reflections",
                len(again),
                all=len(row),
            )
            self.says.setText(said)
        else:
            self.says.setText(tr("No theme has come up twice."))


def _table(name: str, says: str, heads: list[str]) -> QTableWidget:
    table = QTableWidget(0, len(heads))
    table.setObjectName(name)
    table.setAccessibleName(says)
    table.setHorizontalHeaderLabels(heads)
    table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    table.setShowGrid(False)
    table.setTabKeyNavigation(False)
    table.verticalHeader().hide()
    header = table.horizontalHeader()
    header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
    header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
    return table


def _fill(table: QTableWidget, row: int, name: str, numbers: tuple[int, ...]) -> None:
    table.setItem(row, 0, QTableWidgetItem(name))
    for column, number in enumerate(numbers, start=1):
        item = QTableWidgetItem(str(number))
        item.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        table.setItem(row, column, item)
