"""What became of the improvements of the last reflection, as a table: a row for each that something was said of.

An improvement is told by its words, since it belongs to another step: it comes back wherever the step looks back at the
same reflection. With pseudonyms there is no such table, as cards and themes of a room may name whoever is in it.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from facilitator.actions.actions import STATUSES, Status
from facilitator.exercises.folder import implements
from facilitator.exercises.hooks import Exercise
from facilitator.exercises.three_questions.dots import Target
from facilitator.exercises.three_questions.earlier import Promise, look_back, review
from facilitator.exercises.three_questions.own_export import BECAME, IMPROVEMENT, reviews_by
from facilitator.i18n import tr, tr_later, trn
from facilitator.import_plans import Options
from facilitator.questionnaires.beside import TableBeside
from facilitator.storage.library import Library, Transaction
from facilitator.tabular import Column, Problem, Table
from facilitator.text_matching import caseless
from facilitator.workshop.table_import import Cell, Reading, plan_of, start_reading

TABLE_KIND = tr_later("what became of the last improvements")
KIND, SEEN = "improvement_is", "improvement_seen"
_KINDS = ("theme", "card")


@implements(Exercise.tables_beside)
def tables_beside(library: Library, step_id: int) -> Sequence[TableBeside]:
    """What was said of the last reflection's improvements."""
    return [
        TableBeside(
            "cards-looked-back",
            TABLE_KIND,
            columns(),
            lambda pseudonyms: None if pseudonyms is not None else _table(library, step_id),
            lambda table, options: plan_of(
                library,
                tr("Import what became of it"),
                lambda _: _prepare(library, step_id, table, options),
                _Pending.write,
            ),
        )
    ]


def columns() -> list[Column[Promise]]:
    """The columns of such a table."""
    needed = reviews_by()
    return [
        Column(IMPROVEMENT, needed[IMPROVEMENT], required=True, written=lambda each: each.what),
        Column(KIND, tr("Whether it is a theme or a card"), written=lambda each: each.target.kind),
        Column(BECAME, needed[BECAME], required=True, written=lambda each: each.status),
        Column(SEEN, tr("What was seen of it"), written=lambda each: each.seen),
    ]


def _table(library: Library, step_id: int) -> Table | None:
    said = [each for each in _promises(library, step_id) if _said(each)]
    return Table.of("reviews", columns(), said) if said else None


def _promises(library: Library, step_id: int) -> Sequence[Promise]:
    found = look_back(library, step_id)
    return found.improvements if found is not None else ()


def _said(promise: Promise) -> bool:
    return promise.status != "open" or bool(promise.seen)


@dataclass
class _Pending:
    """What one import would write, by the improvement."""

    library: Library
    step_id: int
    reading: Reading
    said: dict[Target, tuple[Status, str]] = field(default_factory=dict)
    there: int = 0
    """How many stand so already."""
    over: int = 0
    """Of how many something else is said here."""
    changes: tuple[()] = ()

    @property
    def problems(self) -> Sequence[Problem]:
        return self.reading.problems

    def summary(self) -> list[str]:
        told = [trn("{count} improvement looked back at", "{count} improvements looked back at", len(self.said))]
        if self.there:
            told.append(trn("{count} stands so already", "{count} stand so already", self.there))
        if self.over:
            over = trn("What is said of {count} changes.", "What is said of {count} changes.", self.over)
            told.append(over)
        return told

    def write(self, change: Transaction) -> None:
        # Each operation announces what it does.
        for target, (status, seen) in self.said.items():
            review(self.library, self.step_id, target, status, seen)


def _status_in(text: str) -> Status | None:
    return next((each for each in STATUSES if each == caseless(text)), None)


def _prepare(library: Library, step_id: int, table: Table, options: Options) -> _Pending:
    pending = _Pending(library, step_id, start_reading(table, columns(), options))
    if pending.reading.failed:
        return pending
    here = _promises(library, step_id)
    became: Cell[Status] = Cell(_status_in, tr("None of open, kept, changed and dropped:"))
    kind = Cell(lambda text: caseless(text) if caseless(text) in _KINDS else None, tr("No theme and no card:"))
    taken: Counter[tuple[str, str]] = Counter()
    for row in pending.reading:
        status = row.read(BECAME, became, needed=True)
        is_a, words = row.read(KIND, kind) or "", caseless(row[IMPROVEMENT])
        if status is None:
            continue
        same = [each for each in here if caseless(each.what) == words and is_a in ("", each.target.kind)]
        at = taken[is_a, words]
        taken[is_a, words] += 1
        if at >= len(same):
            cause = tr("These are not among the improvements that this step looks back at:")
            row.leave_out(IMPROVEMENT, f"{cause} “{row[IMPROVEMENT]}”.", cause, row[IMPROVEMENT])
            continue
        known, seen = same[at], row[SEEN]
        if (known.status, known.seen) == (status, seen):
            pending.there += 1
            continue
        pending.over += _said(known)
        pending.said[known.target] = (status, seen)
    return pending
