"""One file in the preview: what was found in it, what the person has said of it, and what it can be taken for."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from facilitator.i18n import tr
from facilitator.import_plans import Options
from facilitator.sharing.importing import FileImport
from facilitator.sharing.proposals import Proposal
from facilitator.sharing.targets import Kind, Said, Target
from facilitator.tabular import Table, in_window
from facilitator.text_matching import distinct
from ui.importing.brought_list import FileRow
from ui.importing.problems_list import counted
from ui.importing.result import in_a_line
from ui.importing.work import Prepared

Reading = Said | Proposal | None
"""What a file can be taken for: rows of this kind, what it is anyway, or nothing, so that it is left out."""


@dataclass(slots=True, eq=False)
class PreviewedFile:
    """A file by its `path`, or the text that was pasted, under the `name` that the person knows it by."""

    path: Path
    name: str
    left_out: bool = False
    rows: Said | None = None
    """What the person has said that its rows are."""
    mapping: dict[str, str] = field(default_factory=dict)
    renames: frozenset[int] = frozenset()
    among: str = ""
    """The table that is meant, where it has several."""
    tables: Sequence[Table] | None = None
    """What was read of it, None where that has to be done, or can't be."""
    seen: tuple[FileImport, ...] = ()
    """What was last found in it, be it left out by now."""
    asked: bool = False
    """Whether it was asked what its rows are."""

    # What the person says of it

    def say_rows(self, said: Said) -> None:
        """Its rows are something else."""
        self.rows = said
        self._forget_rows()

    def say_table(self, name: str) -> None:
        """Another of its tables is meant."""
        self.among, self.rows, self.tables = name, None, None
        self._forget_rows()

    def say_headings(self) -> None:
        """Its first line holds headings, or it does not."""
        self.tables = None
        self._forget_rows()

    def _forget_rows(self) -> None:
        # A field or a row of the one means nothing to the other.
        self.mapping.clear()
        self.renames = frozenset()

    def match(self, header: str, key: str) -> None:
        """A column is imported as a field, by its key; "" leaves that to the program."""
        # A field that two columns have is an error that the check names. Taking it from the other one would lose
        # that choice when an arrow key only passes through the entry.
        self.mapping[header] = key
        if not key:
            del self.mapping[header]

    def agree(self, row: int, agreed: bool) -> None:
        """What is asked of a row is so, or it is not."""
        self.renames = self.renames | {row} if agreed else self.renames - {row}

    def options(self, for_all: Options) -> Options:
        """The choices for it, with those for all files."""
        return replace(for_all, mapping=dict(self.mapping), renames=self.renames, table=self.among)

    # What was found

    def take(self, prepared: Prepared, *, alone: bool) -> None:
        """Keep what was found in it; `alone` is it where there are no other files."""
        self.tables = prepared.tables.get(self.path, self.tables)
        files = prepared.of(self.path)
        self.seen = files or self.seen
        kinds = [file.proposal.target.kind for file in files]
        if any(file.proposal.question and kind is Kind.UNDECIDED for file, kind in zip(files, kinds, strict=True)):
            self.asked = True
        # While nobody has said what the rows are, a choice of headings may still tell.
        elif alone and self.rows is None and len(kinds) == 1 and kinds[0] not in (Kind.UNDECIDED, Kind.WORKSHOP):
            self.rows = files[0].proposal.target

    @property
    def table(self) -> Table | None:
        """The table that was read, the first of several."""
        return next(iter(self.tables or ()), None)

    @property
    def has_errors(self) -> bool:
        """Whether something stands in its way."""
        return any(file.proposal.plan.errors for file in self.seen)

    @property
    def waits(self) -> bool:
        """Whether somebody has to agree to a change that it brings."""
        return any(file.proposal.plan.asked for file in self.seen)

    # What it can be taken for

    def readings(self, targets: Sequence[Target]) -> list[tuple[str, Reading]]:
        """Everything that takes its table, or that it is what it is; or nothing, to be left out. Each with its name."""
        proposal = self.seen[0].proposal
        leave: tuple[str, Reading] = (tr("Leave out"), None)
        if not self.tables:
            whole = proposal.target.kind is Kind.WORKSHOP
            return [(proposal.target.label if whole else tr("Nothing that can be read"), proposal), leave]
        if len(self.tables) > 1:
            return [(tr("Tables of an export"), proposal), leave]
        among = proposal.target.among
        found: list[tuple[str, Reading]] = [(tr("Answers: {step}", step=label), step_id) for step_id, label in among]
        for target in targets:
            if target.kind is Kind.ROSTER or target.step_id not in [step_id for step_id, _ in among]:
                found.append((rows_of(target), target))
            if target.kind is Kind.ROSTER and self.asked:
                # Whose form is told by the columns.
                found.append((tr("Answers"), Kind.ANSWERS))
        labels = distinct(label for label, _ in found)
        return [*zip(labels, (said for _, said in found), strict=True), leave]

    def row(self, prepared: Prepared) -> FileRow:
        """Its line among the files: what it was taken for, and what comes of it."""
        readings = self.readings(prepared.targets)
        says, wrong = self._outcome([file.proposal for file in prepared.of(self.path)])
        return FileRow(self.name, tuple(label for label, _ in readings), self._place(readings), says, wrong)

    def _place(self, readings: Sequence[tuple[str, Reading]]) -> int:
        """The place of the reading that it was taken for, -1 where that is asked."""
        if self.left_out:
            return len(readings) - 1
        said = [each for _, each in readings]
        for taken in (self.rows, self.seen[0].proposal.target):
            if taken is not None and taken in said:
                return said.index(taken)
        return -1 if self.asked else 0

    def _outcome(self, proposals: Sequence[Proposal]) -> tuple[str, bool]:
        """What comes of it, and whether something stands in its way."""
        plans = [proposal.plan for proposal in proposals]
        wrong = any(plan.errors for plan in plans)
        if self.left_out:
            return tr("It is left out."), wrong
        if any(proposal.question for proposal in proposals):
            return tr("Say what its rows are."), wrong
        if wrong:
            causes = [cause for plan in plans for cause in plan.causes if cause.error]
            return in_window(str(causes[0])) if len(causes) == 1 else counted(len(causes), 0), wrong
        told = " ".join(in_a_line(plan.summary) for plan in plans)
        # What is put together of several files is said beside the first.
        return told or tr("It is read together with others."), wrong


def rows_of(target: Target) -> str:
    """What the rows of a table are that is imported there."""
    return tr("People") if target.kind is Kind.ROSTER else tr("Answers: {step}", step=target.label)
