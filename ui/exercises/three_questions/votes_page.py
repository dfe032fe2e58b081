"""The ranking on the console, with the hands that were counted in the room typed in beside the dots."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QLabel, QSpinBox, QTableWidget, QTableWidgetItem, QWidget

from facilitator.exercises.three_questions.dots import Target, count_hands, counted_hands
from facilitator.exercises.three_questions.wall import CardView, ThemeView, Wall, target_of, words_of
from facilitator.i18n import tr, trn
from ui.exercises.three_questions.cards_page import tool_button, with_buttons
from ui.exercises.three_questions.operations import CardOperations
from ui.theme.rows import show_rows

_MOST_HANDS = 999
WHAT, DOTS, HANDS, SUM = range(4)


class VotesPage(QWidget):
    """Everything that can be voted on, the most dots first."""

    def __init__(self, operations: CardOperations) -> None:
        super().__init__()
        self._operations = operations
        self._things: list[ThemeView | CardView] = []
        self.table = QTableWidget(0, 4)
        self.table.setObjectName("votes-table")
        self.table.setAccessibleName(tr("Votes"))
        self.table.setHorizontalHeaderLabels([tr("What"), tr("Dots"), tr("Hands"), tr("Sum")])
        show_rows(self.table)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        header = self.table.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(WHAT, QHeaderView.ResizeMode.Stretch)
        self.says = QLabel()
        self.says.setProperty("role", "caption")
        self.says.setWordWrap(True)
        act = tool_button("vote-action", "flag", tr("Action…"), "", self.act)
        self.setLayout(with_buttons(self.table, {"vote-action": act}, self.says))

    def show_wall(self, wall: Wall) -> None:
        """Show the ranking; a number that is being typed keeps its place until it is finished."""
        laid = trn("{count} dot is laid", "{count} dots are laid", wall.laid)
        each = trn("everybody has {count}", "everybody has {count}", wall.setup.dots)
        self.says.setText(tr("{laid}, {each}. Type hands counted in the room beside them.", laid=laid, each=each))
        counted = counted_hands(self._operations.library, self._operations.step_id)
        focused = self.focusWidget()
        typing = focused.property("target") if isinstance(focused, QSpinBox) else None
        self._things = wall.ranking
        self.table.setRowCount(len(self._things))
        for row, thing in enumerate(self._things):
            target = target_of(thing)
            raised = counted.get(target, 0)
            for column, text in ((WHAT, words_of(thing)), (DOTS, str(thing.dots - raised)), (SUM, str(thing.dots))):
                item = QTableWidgetItem(text)
                if column != WHAT:
                    item.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
                self.table.setItem(row, column, item)
            box = self._hands_box(target, raised, words_of(thing))
            self.table.setCellWidget(row, HANDS, box)
            if typing == (target.kind, target.id):
                box.setFocus()

    def act(self) -> None:
        """Make an action of the chosen row."""
        row = self.table.currentRow()
        if 0 <= row < len(self._things):
            self._operations.make_action(self._things[row])

    def _hands_box(self, target: Target, raised: int, words: str) -> QSpinBox:
        box = QSpinBox()
        box.setObjectName(f"hands-{target.kind}-{target.id}")
        box.setAccessibleName(tr("Hands for {what}", what=words))
        box.setRange(0, _MOST_HANDS)
        box.setValue(raised)
        box.setKeyboardTracking(False)
        box.setProperty("target", (target.kind, target.id))
        box.valueChanged.connect(lambda value: self._count(target, value))
        return box

    def _count(self, target: Target, value: int) -> None:
        operations = self._operations
        operations.attempt(lambda: count_hands(operations.library, operations.step_id, target, value))
