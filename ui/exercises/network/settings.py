"""How a step runs the network exercise: its questions, and what the station offers."""

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from facilitator.errors import FacilitatorError
from facilitator.exercises.folder import implements
from facilitator.exercises.network.factors import Factor, factor_sets
from facilitator.exercises.network.setup import (
    STATION_LIMIT,
    Setup,
    change_factors,
    change_offer,
    change_words,
    get_setup,
)
from facilitator.i18n import tr
from facilitator.storage.library import Library
from ui.dialogs import Panel
from ui.exercises.hooks import ExerciseUi
from ui.exercises.network.analysis_row import AnalysisRow
from ui.exercises.network.factor_form import FactorForm
from ui.exercises.network.steps_dialog import StepsDialog
from ui.history import History
from ui.theme.icons import icon


class SettingsDialog(Panel):
    """Edits a copy; nothing is written before it is saved, and what was saved can be undone."""

    def __init__(self, library: Library, step_id: int, history: History, parent: QWidget | None) -> None:
        super().__init__(parent, tr("Exercise settings"), "network-settings", (860, 640))
        self._library = library
        self._step_id = step_id
        self._history = history
        self._setup: Setup = get_setup(library, step_id)
        self._factors: list[Factor] = list(self._setup.factors)
        self.list = self._make_list()
        self.form = FactorForm()
        self.form.edited.connect(self._take_form)
        columns = QHBoxLayout()
        columns.setSpacing(16)
        columns.addLayout(self._list_column(), 2)
        columns.addWidget(self.form, 3)
        self.content.addLayout(columns)
        self.content.addLayout(self._make_words())
        self.content.addLayout(self._make_offer())
        self.analysis = AnalysisRow(library, step_id)
        self.content.addWidget(self.analysis)
        self.problem = self.say("", "error")
        self.problem.setObjectName("problem")
        self.problem.hide()
        self.button(tr("Steps…"), "steps", "secondary", self._word_steps).setToolTip(
            tr("Word the steps anew that are offered for what stands out in a room")
        )
        self.button(tr("Cancel"), "cancel", "secondary", self.reject)
        self.button(tr("Save"), "yes", "primary", self.save)
        self._fill(0)

    def _make_list(self) -> QListWidget:
        questions = QListWidget()
        questions.setObjectName("factors")
        questions.setAccessibleName(tr("Questions"))
        questions.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        questions.model().rowsMoved.connect(self._take_order)
        questions.currentRowChanged.connect(self._show_row)
        questions.itemChanged.connect(self._take_tick)
        return questions

    def _list_column(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(8)
        sets = QComboBox()
        sets.setObjectName("factor-set")
        sets.setAccessibleName(tr("Start from a set of questions"))
        sets.addItem(tr("Start from a set of questions…"), None)
        for known in factor_sets():
            sets.addItem(known.title, known)
            said = "\n".join(part for part in (known.description, known.source, known.licence) if part)
            sets.setItemData(sets.count() - 1, said, Qt.ItemDataRole.ToolTipRole)
        sets.activated.connect(lambda _row: self._take_set(sets))
        column.addWidget(sets)
        hint = QLabel(tr("Ticked questions are asked, in this order. Drag to reorder."))
        hint.setProperty("role", "caption")
        hint.setWordWrap(True)
        column.addWidget(hint)
        column.addWidget(self.list, 1)
        row = QHBoxLayout()
        for name, says, picture, act in (
            ("factor-add", tr("Add a question"), "plus", self._add),
            ("factor-up", tr("Move up"), "arrow-up", lambda: self._move(-1)),
            ("factor-down", tr("Move down"), "arrow-down", lambda: self._move(1)),
            ("factor-remove", tr("Remove the question"), "trash-2", self._remove),
        ):
            button = QPushButton(icon(picture), "")
            button.setProperty("bare", True)
            button.setObjectName(name)
            button.setAccessibleName(says)
            button.setToolTip(says)
            button.setAutoDefault(False)
            button.clicked.connect(lambda _checked=False, act=act: act())
            row.addWidget(button)
        row.addStretch(1)
        column.addLayout(row)
        return column

    def _make_words(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        self.team, self.department = QLineEdit(self._setup.words.team), QLineEdit(self._setup.words.department)
        example = tr("For German papers with its article, such as “die Schicht”: the words before it follow it.")
        for edit, says, usual, name in (
            (self.team, tr("Here, a team is called"), tr("team"), "word-team"),
            (self.department, tr("a department"), tr("department"), "word-department"),
        ):
            edit.setObjectName(name)
            edit.setAccessibleName(says)
            edit.setPlaceholderText(usual)
            edit.setToolTip(example)
            edit.setMaxLength(30)
            row.addWidget(QLabel(says))
            row.addWidget(edit, 1)
        return row

    def _make_offer(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        self.contact = QCheckBox(tr("By contact"))
        self.contact.setObjectName("offers-contact")
        self.contact.setChecked(self._setup.offers_contact)
        self.tally = QCheckBox(tr("By tally"))
        self.tally.setObjectName("offers-tally")
        self.tally.setChecked(self._setup.offers_tally)
        self.fewest, self.most = QSpinBox(), QSpinBox()
        for box, value, name, says in (
            (self.fewest, self._setup.fewest, "fewest", tr("Usual number of contacts, at least")),
            (self.most, self._setup.most, "most", tr("Usual number of contacts, at most")),
        ):
            box.setObjectName(name)
            box.setAccessibleName(says)
            box.setRange(1, STATION_LIMIT)
            box.setValue(value)
        row.addWidget(QLabel(tr("The station offers")))
        row.addWidget(self.contact)
        row.addWidget(self.tally)
        row.addStretch(1)
        row.addWidget(QLabel(tr("Usual number of contacts")))
        row.addWidget(self.fewest)
        row.addWidget(QLabel(tr("to")))
        row.addWidget(self.most)
        return row

    # The questions

    @property
    def factors(self) -> tuple[Factor, ...]:
        """The questions as they stand in the window."""
        return tuple(self._factors)

    def _fill(self, row: int) -> None:
        self.list.blockSignals(True)
        self.list.clear()
        for factor in self._factors:
            item = QListWidgetItem(factor.label)
            item.setData(Qt.ItemDataRole.UserRole, factor.key)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Checked if factor.active else Qt.CheckState.Unchecked)
            self.list.addItem(item)
        self.list.blockSignals(False)
        self.list.setCurrentRow(min(row, len(self._factors) - 1))
        self._show_row(self.list.currentRow())

    def _show_row(self, row: int) -> None:
        self.form.show_factor(self._factors[row] if 0 <= row < len(self._factors) else None)

    def _take_form(self) -> None:
        row, factor = self.list.currentRow(), self.form.factor()
        if factor is not None and row >= 0:
            self._factors[row] = replace(factor, active=self._factors[row].active)
            self.list.item(row).setText(factor.label)

    def _take_tick(self, item: QListWidgetItem) -> None:
        row = self.list.row(item)
        ticked = item.checkState() == Qt.CheckState.Checked
        if 0 <= row < len(self._factors) and self._factors[row].active != ticked:
            self._factors[row] = replace(self._factors[row], active=ticked)

    def _take_order(self) -> None:
        by_key = {factor.key: factor for factor in self._factors}
        keys = (self.list.item(row).data(Qt.ItemDataRole.UserRole) for row in range(self.list.count()))
        self._factors = [by_key[key] for key in keys]

    def _take_set(self, sets: QComboBox) -> None:
        chosen = sets.currentData()
        if chosen is not None:
            self._factors = list(chosen.factors)
            self._fill(0)

    def _add(self) -> None:
        taken = {factor.key for factor in self._factors}
        key = next(f"question_{number}" for number in range(1, 1000) if f"question_{number}" not in taken)
        added = Factor(key, tr("New question"), tr("New question?"), "nominal", (tr("yes"), tr("no")))
        self._factors.append(added)
        self._fill(len(self._factors) - 1)
        self.form.label.setFocus()
        self.form.label.selectAll()

    def _move(self, way: int) -> None:
        row = self.list.currentRow()
        if row >= 0 and 0 <= row + way < len(self._factors):
            self._factors.insert(row + way, self._factors.pop(row))
            self._fill(row + way)

    def _remove(self) -> None:
        row = self.list.currentRow()
        if row >= 0:
            del self._factors[row]
            self._fill(row)

    def _word_steps(self) -> None:
        StepsDialog(self._library, self._setup.words, self).open()

    # Saving

    def save(self) -> None:
        """Write what has changed, or say why it can't be."""
        try:
            if self.factors != self._setup.factors:
                self._history.note(change_factors(self._library, self._step_id, self._factors))
            team, department = self.team.text(), self.department.text()
            if (team, department) != (self._setup.words.team, self._setup.words.department):
                self._history.note(change_words(self._library, self._step_id, team=team, department=department))
            if self._offer() != self._offer_before():
                contact, tally, fewest, most = self._offer()
                self._history.note(
                    change_offer(
                        self._library,
                        self._step_id,
                        offers_contact=contact,
                        offers_tally=tally,
                        fewest=fewest,
                        most=most,
                    )
                )
            self.analysis.save(self._history)
        except FacilitatorError as error:
            self.problem.setText(error.sentence)
            self.problem.show()
        else:
            self.accept()

    def _offer(self) -> tuple[bool, bool, int, int]:
        return self.contact.isChecked(), self.tally.isChecked(), self.fewest.value(), self.most.value()

    def _offer_before(self) -> tuple[bool, bool, int, int]:
        before = self._setup
        return before.offers_contact, before.offers_tally, before.fewest, before.most


settings_dialog = implements(ExerciseUi.settings_dialog)(SettingsDialog)
