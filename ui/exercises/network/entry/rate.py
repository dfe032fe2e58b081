"""The page on which contacts are rated: the grid, and beside it the legend of the current question."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from facilitator.exercises.network.answers import rate
from facilitator.exercises.network.factors import Missing
from facilitator.exercises.network.several import rate_run
from facilitator.i18n import tr, trn
from ui.announcing import announce
from ui.entry.page import touch_button
from ui.exercises.network.entry.codes import CodePanel
from ui.exercises.network.entry.grid import RatingGrid
from ui.exercises.network.entry.page import EntryPage
from ui.exercises.network.entry.rating_model import RatingModel
from ui.exercises.network.entry.session import EntrySession
from ui.exercises.network.entry.steady_label import SteadyLabel
from ui.theme.tokens import METRICS
from ui.theme.widgets import Card

_SIDE = 330


class RatePage(EntryPage):
    """One key an answer; each is committed before the cell shows it."""

    def __init__(self, session: EntrySession, parent: QWidget | None = None) -> None:
        super().__init__(session, "network-rate", parent)
        self._asked_twice = False
        self.ratings = RatingModel()
        self.grid = RatingGrid(self.ratings)
        self.codes = CodePanel()
        self._open = 0
        self._same = touch_button("", "network-same", "secondary")
        self._same.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._undo = touch_button(tr("Take back   ⌫"), "network-take-back", "secondary")
        self._undo.setAccessibleName(tr("Take the last answer back"))
        self._undo.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName(tr("Answers given"))
        self._left = SteadyLabel("caption", tr("{done} of {all}", done=400, all=400))
        self._lay_out()
        self.grid.answered.connect(self._answer)
        self.grid.same_wanted.connect(self._answer_rest)
        self.grid.next_wanted.connect(self._to_open_cell)
        self.grid.moved.connect(self._show_cell)
        self.codes.pressed.connect(self._answer)
        self._same.clicked.connect(self._answer_rest)
        self._undo.clicked.connect(self.grid.take_back)

    def enter(self) -> None:
        """Begin at the first open cell."""
        self._asked_twice = False
        self.refresh()
        first = self.ratings.open_cells()
        self.grid.go_to(*(self._in_order(first)[0] if first else (0, 0)))
        self.grid.setFocus()

    def refresh(self) -> None:
        """Show the answers as they are in the library, with the cursor where it was."""
        row, column = self.grid.cell
        self.ratings.show(self.session.read(), self.session.factors)
        self.grid.fit()
        rows, columns = self.ratings.rowCount(), self.ratings.columnCount()
        if rows and columns:
            self.grid.go_to(min(max(row, 0), rows - 1), min(max(column, 0), columns - 1))
        self._open = len(self.ratings.open_cells())
        self._bar.setMaximum(max(rows * columns, 1))
        self._show_progress()
        self._show_cell()

    def try_next(self) -> None:
        """Go on; with open cells only when asked twice."""
        open_cells = self._in_order(self.ratings.open_cells())
        if not open_cells or self._asked_twice:
            self.go_on.emit()
            return
        self._asked_twice = True
        self.grid.go_to(*open_cells[0])
        self.grid.setFocus()
        self.said.emit(
            trn(
                "{count} answer is still open. Give it, or press “{next}” once more to leave it open.",
                "{count} answers are still open. Give them, or press “{next}” once more to leave them open.",
                len(open_cells),
                next=self.next_text,
            ),
            "warning",
        )

    # What is done

    def _answer(self, code: int | None) -> None:
        row, column = self.grid.cell
        if row < 0:
            return
        factor = self.ratings.factors[column]
        if not self._is_offered(column, code):
            return
        before = self.ratings.code(row, column)
        if self.session.commit(rate, self.ratings.ids[row], factor.key, code) is None:
            return
        self.ratings.set_code(row, column, code)
        announce(self.grid, str(self.ratings.index(row, column).data(Qt.ItemDataRole.AccessibleTextRole) or ""))
        self._open += (code is None) - (before is None)
        self._settled()
        if code is None:
            self._show_cell()
        elif not self.grid.step() and not self._open:
            self._all_answered()
        elif self.grid.cell == (row, column):
            self._show_cell()

    def _is_offered(self, column: int, code: int | None) -> bool:
        factor = self.ratings.factors[column]
        if code is not None and code > len(factor.codes):
            self.said.emit(tr("This question has the answers 1 to {most}.", most=len(factor.codes)), "warning")
            return False
        if code == Missing.NOT_COMPARABLE and factor.not_comparable is None:
            self.said.emit(
                tr("0 means nothing here. The minus key is “prefer not to say”, the space bar leaves it out."),
                "warning",
            )
            return False
        return True

    def _answer_rest(self) -> None:
        """Copy down: the current answer, or the one above it, for every open cell below."""
        row, column = self.grid.cell
        if row < 0:
            return
        source = row if self.ratings.code(row, column) is not None else row - 1
        code = self.ratings.code(source, column) if source >= 0 else None
        rest = [at for at in range(row, self.ratings.rowCount()) if self.ratings.code(at, column) is None]
        if code is None or not rest:
            self.said.emit(tr("Answer once, then the same goes for the open ones below."), "warning")
            return
        ids = [self.ratings.ids[at] for at in rest]
        if self.session.commit(rate_run, ids, self.ratings.factors[column].key, code) is None:
            return
        for at in rest:
            self.ratings.set_code(at, column, code)
        self._open -= len(rest)
        self._settled()
        if self._open:
            self._to_open_cell()
        else:
            self._all_answered()

    def _to_open_cell(self) -> None:
        """The next open cell after this one, from the start again at the end; on when there is none."""
        here = self.grid.cell
        others = [cell for cell in self._in_order(self.ratings.open_cells()) if cell != here]
        if not others:
            self.try_next()
            return
        self.grid.go_to(*next((cell for cell in others if self._rank(cell) > self._rank(here)), others[0]))

    def _rank(self, cell: tuple[int, int]) -> tuple[int, int]:
        row, column = cell
        return (row, column) if self.grid.across else (column, row)

    def _in_order(self, cells: list[tuple[int, int]]) -> list[tuple[int, int]]:
        return sorted(cells, key=self._rank)

    # What is shown

    def _settled(self) -> None:
        if self._asked_twice or self._open == 0:
            self._asked_twice = False
        self.said.emit("", "caption")
        self._show_progress()

    def _all_answered(self) -> None:
        self._show_cell()
        self.said.emit(tr("All answered."), "success")

    def _show_cell(self) -> None:
        row, column = self.grid.cell
        if row < 0:
            self.codes.show_cell(None, "", None)
            return
        code = self.ratings.code(row, column)
        self.codes.show_cell(self.ratings.factors[column], self.ratings.labels[row], code)

    def _show_progress(self) -> None:
        whole = self.ratings.rowCount() * self.ratings.columnCount()
        self._bar.setValue(whole - self._open)
        self._left.show_words(tr("{done} of {all}", done=whole - self._open, all=whole))

    def _lay_out(self) -> None:
        self._same.setText(tr("Same for the rest   ="))
        self._same.setAccessibleName(tr("The same answer for the open ones below"))
        card = Card()
        card.setFixedWidth(_SIDE)
        card.column.setContentsMargins(METRICS.medium, METRICS.medium, METRICS.medium, METRICS.small)
        card.column.addWidget(self.codes, 1)
        card.column.addWidget(self._same)
        card.column.addWidget(self._undo)
        progress = QHBoxLayout()
        progress.addWidget(self._bar, 1)
        progress.addWidget(self._left)
        left = QVBoxLayout()
        left.setSpacing(METRICS.tight)
        left.addLayout(progress)
        left.addWidget(self.grid, 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(METRICS.large, METRICS.small, METRICS.large, METRICS.small)
        row.setSpacing(METRICS.medium)
        row.addLayout(left, 1)
        row.addWidget(card)
