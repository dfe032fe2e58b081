"""The facilitator's marks, in columns of the table of what people sent."""

from collections.abc import Hashable, Iterator, Sequence

from sqlmodel import Session

from facilitator.exercises.folder import implements
from facilitator.exercises.hooks import Exercise
from facilitator.exercises.success_cases.tables import SuccessMark
from facilitator.i18n import tr
from facilitator.questionnaires.answer_rows import Given, rows
from facilitator.questionnaires.beside import Cells
from facilitator.questionnaires.names import Names
from facilitator.storage.library import Library
from facilitator.tabular import Column, yes_or_no
from facilitator.workshop.find import one_line

MARKED, FACT = "case_marked", "case_fact"
_OF_STEP = (
    "SELECT m.response_id, s.marked, s.fact FROM success_mark s JOIN response_member m ON m.step_id = s.step_id "
    "AND m.round = s.round AND m.participant_id = s.participant_id WHERE s.step_id = ?"
)


class Marks:
    """Whether the facilitator marked what somebody sent, and the fact they wrote in place of that person's own."""

    def __init__(self, library: Library, step_id: int) -> None:
        """The marks of a step as they are now, of all rounds."""
        self._step_id = step_id
        with library.read() as session:
            self._marks = {key: (bool(marked), fact) for key, marked, fact in rows(session, _OF_STEP, step_id)}

    @property
    def fields(self) -> Sequence[Column[tuple[bool, str]]]:
        """Two columns, of the mark and the fact."""
        return [
            Column(MARKED, tr("Marked as a case"), written=lambda mark: tr("yes") if mark[0] else tr("no")),
            Column(FACT, tr("Fact that the facilitator wrote"), written=lambda mark: mark[1]),
        ]

    def cells(self, response_id: int) -> Cells:
        """What is kept of a response."""
        if response_id not in self._marks:
            return {}
        said = {each.key: each.written(self._marks[response_id]) for each in self.fields}
        return {key: text for key, text in said.items() if text}

    def refused(
        self, cells: Cells, given: Given, response_id: int | None, whose: Hashable, names: Names
    ) -> Iterator[tuple[str, str]]:
        """A mark is yes or no."""
        if MARKED in cells and yes_or_no(cells[MARKED]) is None:
            yield MARKED, tr("Neither yes nor no:")

    def write(self, session: Session, response_id: int, cells: Cells) -> None:
        """Mark the response; what the cells do not say stays."""
        sql = "SELECT round, min(participant_id) FROM response_member WHERE response_id = ? GROUP BY round"
        ((round_, person),) = rows(session, sql, response_id)
        key = (self._step_id, round_, person)
        row = session.get(SuccessMark, key) or SuccessMark(step_id=key[0], round=key[1], participant_id=key[2])
        row.marked = yes_or_no(cells[MARKED]) is True if MARKED in cells else row.marked
        row.fact = one_line(cells[FACT]) if FACT in cells else row.fact
        session.add(row)


@implements(Exercise.own_columns)
def own_columns(library: Library, step_id: int) -> Marks:
    """The marks."""
    return Marks(library, step_id)
