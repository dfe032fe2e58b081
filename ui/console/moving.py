"""Answers that were given under somebody else's name: the facilitator says whose they are."""

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QSortFilterProxyModel, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QFrame,
    QLabel,
    QLineEdit,
    QListView,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from facilitator.errors import FacilitatorError, Invalid
from facilitator.exercises.registry import exercise
from facilitator.exercises.steps import move_answers, what_moves
from facilitator.i18n import tr
from facilitator.post.sending import gone
from facilitator.storage.library import Done, Library
from facilitator.workshop.agenda import said_title
from facilitator.workshop.moves import Move
from facilitator.workshop.standings import Standing
from facilitator.workshop.tables import AgendaStep
from ui.console.namesakes import told_apart
from ui.console.people import PersonDelegate
from ui.console.people_model import STANDING, PeopleModel
from ui.dialogs import Form
from ui.history import History
from ui.matching import matches

Index = QModelIndex | QPersistentModelIndex

_WIDTH, _HEIGHT = 640, 640
_ROWS, _WORDS = 110, 130
_STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}


class MoveDialog(Form):
    """The others on the roster, and in sentences what moving the answers to the chosen one does.

    Typing finds a name, up and down choose, Enter moves or swaps. Undo takes it back.
    """

    def __init__(
        self, library: Library, step: AgendaStep, participant_id: int, history: History, parent: QWidget | None
    ) -> None:
        super().__init__(parent, tr("These answers belong to…"), "move-answers", (_WIDTH, _HEIGHT))
        self._library, self._step, self._giver_id = library, step, participant_id
        self._shown: Move | None = None
        self._mailed = gone(library, step.workshop_id)
        standings = told_apart(library, step.workshop_id, exercise(step.exercise).standings(library, step.id))
        self._names = {each.participant_id: each.name for each in standings}
        own = next((each.detail for each in standings if each.participant_id == participant_id), "")
        giver = self._names.get(participant_id, "")
        self.say(
            tr("“{step}”, answered as {name}: {answers}.", step=said_title(step), name=giver, answers=own)
            if own
            else tr("“{step}”, answered as {name}.", step=said_title(step), name=giver)
        )
        self.finder = self.named(QLineEdit(), "move-finder", tr("Find a person"))
        self.finder.setPlaceholderText(tr("Find a person"))
        self.finder.setClearButtonEnabled(True)
        self.finder.installEventFilter(self)
        self.list = self._make_list(standings)
        self.finder.textChanged.connect(self._find)
        self.earlier = self.named(QCheckBox(tr("Earlier rounds too")), "move-earlier", tr("Earlier rounds too"))
        self.earlier.toggled.connect(lambda _on: self._tell())
        for widget in (self.finder, self.list, self.earlier):
            self.content.addWidget(widget, 1 if widget is self.list else 0)
        self.says, self.notes = self.say(""), self.say("", "caption")
        self.says.setObjectName("move-says")
        self.notes.setObjectName("move-notes")
        self.content.addWidget(_scrolled(self.says, self.notes), 1)
        self._yes = self.end_with(tr("Move"), lambda: history.note(self._move()))
        self._tell()
        self.finder.setFocus()

    def _make_list(self, standings: list[Standing]) -> QListView:
        self._model = PeopleModel()
        self._model.set_standings([each for each in standings if each.participant_id != self._giver_id])
        self._found = _Found(self)
        self._found.setSourceModel(self._model)
        people = self.named(QListView(), "move-people", tr("Whose answers they are"))
        people.setModel(self._found)
        people.setItemDelegate(PersonDelegate(people))
        people.setUniformItemSizes(True)
        people.setFrameShape(QFrame.Shape.StyledPanel)
        people.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        people.setMinimumHeight(_ROWS)
        people.selectionModel().currentChanged.connect(lambda _now, _before: self._tell())
        return people

    @property
    def chosen_id(self) -> int | None:
        """To whom the answers would go."""
        index = self.list.currentIndex()
        return index.data(STANDING).participant_id if index.isValid() else None

    def choose(self, participant_id: int) -> None:
        """Put the choice on a person."""
        self.list.setCurrentIndex(self._found.mapFromSource(self._model.index(self._model.row_of(participant_id))))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Up and down in the field choose in the list, so that hands stay where they are."""
        if watched is self.finder and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            step = _STEPS.get(Qt.Key(event.key()))
            if step is not None:
                rows = self._found.rowCount()
                row = min(max(self.list.currentIndex().row() + step, 0), rows - 1)
                self.list.setCurrentIndex(self._found.index(row, 0))
                return True
        return super().eventFilter(watched, event)

    def _find(self, typed: str) -> None:
        self._found.find(typed)
        # Nobody is chosen by typing alone unless only one is left: the answers of a person are at stake.
        one = self._found.index(0, 0) if typed and self._found.rowCount() == 1 else QModelIndex()
        self.list.setCurrentIndex(one)
        self._tell()

    def _move(self) -> Done[None]:
        chosen = self.chosen_id
        if chosen is None:
            raise Invalid(tr("Choose whose answers they are."))
        if self._read(chosen) != self._shown:
            self._tell()
            raise Invalid(tr("Something was answered meanwhile. Look again at what will happen."))
        return move_answers(self._library, self._step.id, self._giver_id, chosen, earlier=self._with_earlier)

    @property
    def _with_earlier(self) -> bool:
        return self.earlier.isChecked()

    def _tell(self) -> None:
        """Say what would happen, before it does."""
        self.problem.hide()
        chosen = self.chosen_id
        move = self._shown = self._read(chosen) if chosen is not None else None
        self.earlier.setVisible(move is not None and move.has_earlier)
        can = move is not None and not move.refusal
        self._yes.setEnabled(can)
        self._yes.setText(tr("Swap") if move is not None and can and move.taken else tr("Move"))
        if move is None or chosen is None:
            self.says.setText(tr("Choose whose answers they are."))
            self.notes.setText("")
            return
        if move.refusal:
            self.says.setText(move.refusal)
            self.notes.setText("")
            return
        given, taken = ", ".join(move.given), ", ".join(move.taken)
        giver, taker = self._names[self._giver_id], self._names[chosen]
        words = {"giver": giver, "taker": taker, "given": given, "taken": taken}
        self.says.setText(
            tr("{giver} gives {given} to {taker}, and {taker} gives {taken} to {giver}: they are swapped.", **words)
            if taken
            else tr("{giver} gives {given} to {taker}, who has not answered. {giver} is then still to go.", **words)
        )
        self.notes.setText("\n".join(f"• {each}" for each in (*move.remarks, *self._more(chosen))))

    def _read(self, chosen: int) -> Move:
        try:
            return what_moves(self._library, self._step.id, self._giver_id, chosen, earlier=self._with_earlier)
        except FacilitatorError as error:
            return Move(refusal=error.sentence)

    def _more(self, chosen: int) -> list[str]:
        """What lies outside the answers: paper and post that are on their way, and whoever sits at the station."""
        found = [
            tr(
                "The handout that {name} has had by mail shows the answers as they were: it needs to be mailed again.",
                name=self._names[each],
            )
            for each in (self._giver_id, chosen)
            if each in self._mailed
        ]
        found.append(
            tr(
                "Nobody should be at the station under these names now. A worksheet made out to {name} still brings "
                "its answers to {name}.",
                name=self._names[self._giver_id],
            )
        )
        return found


def _scrolled(*labels: QLabel) -> QScrollArea:
    """The labels below each other, to be scrolled where long names leave too little room."""
    inside = QWidget()
    column = QVBoxLayout(inside)
    column.setContentsMargins(0, 0, 0, 0)
    for label in labels:
        column.addWidget(label)
    column.addStretch(1)
    area = QScrollArea()
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setWidgetResizable(True)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setMinimumHeight(_WORDS)
    # Where all of it is in sight there is nothing to do in it by keys.
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.verticalScrollBar().rangeChanged.connect(
        lambda _least, most: area.setFocusPolicy(Qt.FocusPolicy.StrongFocus if most else Qt.FocusPolicy.NoFocus)
    )
    area.setWidget(inside)
    return area


class _Found(QSortFilterProxyModel):
    """The people whose name begins with what is typed, word by word and without its marks."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._typed = ""

    def find(self, typed: str) -> None:
        """Show only these."""
        self._typed = typed
        self.invalidate()

    def filterAcceptsRow(self, row: int, parent: Index) -> bool:
        """Whether the person of this row is meant."""
        return matches(self.sourceModel().index(row, 0, parent).data(STANDING).name, self._typed)
