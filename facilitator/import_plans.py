"""What importing a table would do, and what a person chooses of it."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from facilitator.i18n import tr, trn
from facilitator.person_changes import Asked, PersonChange
from facilitator.storage.library import Done
from facilitator.tabular import Loss, Problem, Table, grouped, listed
from facilitator.text_matching import caseless, plain_heading

_OF_PROGRAMS = (Loss.METADATA, Loss.REPORT, Loss.MARK)
"""What programs have written by themselves."""
_COLUMNS = 6
"""So many columns, sheets or files are named in a sentence, the others counted."""


class Arranged(StrEnum):
    """How a table says by its layout whose its rows are."""

    BELOW = "below"
    """An empty cell means what stands above it."""
    SHEETS = "sheets"
    """Each sheet is the list of one person, whose name it bears."""
    COLUMNS = "columns"
    """Each column holds what one person answered."""


class Choice(StrEnum):
    """What an import lets a person choose beside what the columns are."""

    NEAR = "near"
    """Whether a text of the file means an answer to whose words it is near."""
    HEADING = "heading"
    """Whether a column holds the answers to a question to whose wording its heading is near."""
    ANSWER = "answer"
    """Whether a text that is no answer to a question becomes one."""
    QUESTION = "question"
    """In which order the answers of a new question stand, and whether it is an axis."""
    UNASKED = "unasked"
    """Whether questions that nobody has answered are switched off."""


@dataclass(frozen=True, slots=True)
class Offer:
    """One thing that the person can choose, and whether it is `taken`.

    `question` is the question's label, or the header of a new one's column; `text` what stands in the file, and
    `answer` what it would mean. `answers` are those of a new question in their order, or the questions that nobody
    answered.
    """

    choice: Choice
    question: str = ""
    text: str = ""
    answer: str = ""
    answers: tuple[str, ...] = ()
    taken: bool = False


@dataclass(frozen=True, slots=True)
class Plan:
    """What an import would do, computed without changing anything.

    `summary` says it in sentences ("508 contacts of 32 people"). `apply` looks at the library again and does it in
    one transaction; it raises Invalid, with nothing changed, when an error stands in the way. `changes` are those of
    people who are on the roster, in the order of the table's rows. `offers` are what the person can choose.
    """

    summary: tuple[str, ...]
    problems: tuple[Problem, ...]
    apply: Callable[[], Done[None]] = field(compare=False)
    changes: tuple[PersonChange, ...] = ()
    offers: tuple[Offer, ...] = ()

    @property
    def errors(self) -> tuple[Problem, ...]:
        """The problems that stop the import."""
        return tuple(problem for problem in self.problems if problem.error)

    @property
    def causes(self) -> tuple[Problem, ...]:
        """The problems as they are told to a person: each cause once, with all its places; see `grouped`."""
        return grouped(self.problems)

    @property
    def asked(self) -> tuple[PersonChange, ...]:
        """The changes that somebody has to agree to, be it done or not."""
        return tuple(change for change in self.changes if change.asked)


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a table that is imported by itself, in the order of the numbers; 0 is a table that has no parts."""

    number: int = 0
    title: str = ""


@dataclass(frozen=True, slots=True)
class Options:
    """The person's choices for one import.

    `mapping` sends a header to a field's key or to `IGNORE`; headers it leaves out are matched by their name.
    `new_questions` lets columns that match nothing become questions of the exercise. `least_weight` leaves out rows
    that carry a lower weight, where rows do. `table_kind` says which of an exercise's kinds of table it is, "" to be
    told by its columns. `part` is the part of a larger table that this one is. `renames` are the rows of which the
    person agreed to what is asked, None for all whose address stands beside another name; `agreed` are other
    questions to which the answer is yes in all rows. `answers` says which answers texts mean, `near` takes all that
    are near to one, and columns whose headings are near to a question's, of which `headings` names single ones; `added`
    are texts that become answers of their questions, None for all. `orders` are the answers of new questions in their
    order by header, `off_axis` the headers of those that are no axis, `switch_off` switches off questions that nobody
    has answered. `gathered` are the texts of columns in all files of one import, by header. `hidden` takes in rows,
    columns and sheets that are hidden in the file, `struck` rows that are struck through, `repair` mends letters that
    were saved in a wrong encoding, `encoding` is that of texts that do not say it. `table` names the one that is meant
    in files with several, "" for the one that is likeliest. `arranged` says by what of the layout rows are somebody's,
    in those tables that can be read so.
    """

    mapping: Mapping[str, str] = field(default_factory=dict)
    new_questions: bool = False
    least_weight: float | None = None
    table_kind: str = ""
    part: Part = Part()
    renames: frozenset[int] | None = frozenset()
    hidden: bool = False
    struck: bool = False
    repair: bool = False
    encoding: str = ""
    agreed: frozenset[Asked] = frozenset()
    answers: Mapping[str, str] = field(default_factory=dict)
    near: bool = False
    headings: frozenset[str] = frozenset()
    added: frozenset[str] | None = frozenset()
    orders: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    off_axis: frozenset[str] = frozenset()
    switch_off: bool = False
    gathered: Mapping[str, frozenset[str]] = field(default_factory=dict)
    table: str = ""
    arranged: Arranged | None = None

    def agrees(self, number: int, asked: Asked) -> bool:
        """Whether the person agreed to what is asked of this row."""
        if self.renames is None:
            return asked is Asked.ADDRESS or asked in self.agreed
        return number in self.renames or asked in self.agreed

    def takes_heading(self, header: str) -> bool:
        """Whether a column whose heading is near to a question's wording holds its answers."""
        return self.near or plain_heading(header) in map(plain_heading, self.headings)

    def adds(self, text: str) -> bool:
        """Whether a text that is no answer to its question becomes one."""
        return self.added is None or caseless(text) in map(caseless, self.added)

    def order_of(self, header: str) -> tuple[str, ...]:
        """The answers of a new question in the order that the person gave; none where nobody gave one."""
        return next(
            (order for written, order in self.orders.items() if plain_heading(written) == plain_heading(header)), ()
        )

    def is_axis(self, header: str) -> bool:
        """Whether a new question is an axis."""
        return plain_heading(header) not in map(plain_heading, self.off_axis)

    def texts_of(self, header: str) -> frozenset[str]:
        """What stands in the columns of this heading in all files of the import."""
        return self.gathered.get(plain_heading(header), frozenset())


def gathered(tables: Iterable[Table]) -> dict[str, frozenset[str]]:
    """The texts of the columns of several tables by their headings, for `Options`."""
    found: dict[str, set[str]] = {}
    for table in tables:
        for header in table.headers:
            found.setdefault(plain_heading(header), set()).update(table.texts(header))
    return {header: frozenset(texts) for header, texts in found.items()}


def left_out(plans: Iterable[Plan]) -> str:
    """What imports leave out, in a sentence: “Left out: 3 rows, 2 columns (“Age”, “Score”).”; "" if there is nothing.

    It counts what the problems of the plans say is left out, each row of a table once, but nothing that programs have
    written by themselves: see `metadata_in`.
    """
    rows: set[tuple[object, int]] = set()
    cells: dict[tuple[object, int | None, str], int] = {}
    columns: dict[tuple[object, str], int] = {}
    sheets: dict[str, None] = {}
    files: dict[str, None] = {}
    parts_of = {Loss.STEP: 0, Loss.TALK: 0, Loss.ACTION: 0, Loss.GRAPH: 0, Loss.MAIL: 0, Loss.QUESTION: 0}
    counted: set[int] = set()
    for plan in plans:
        for problem in plan.problems:
            # What was left out on reading a table is told by the plan of each of its parts.
            if id(problem) in counted:
                continue
            counted.add(id(problem))
            source = id(plan)
            if problem.loss is Loss.ROW:
                rows |= {(source, row) for row in problem.numbers}
            elif problem.loss is Loss.COLUMN:
                columns[source, problem.column] = problem.cells
            elif problem.loss is Loss.CELL:
                cells[source, problem.row, problem.column] = problem.cells
            elif problem.loss is Loss.SHEET:
                sheets |= dict.fromkeys([problem.value])
            elif problem.loss is Loss.FILE:
                files |= dict.fromkeys([problem.value])
            elif problem.loss is not None and problem.loss not in _OF_PROGRAMS:
                parts_of[problem.loss] += problem.cells
    parts = []
    if rows:
        parts.append(trn("{count} row", "{count} rows", len(rows)))
    if columns:
        parts.append(
            trn(
                "{count} column ({names}) with {cells}",
                "{count} columns ({names}) with {cells}",
                len(columns),
                cells=trn("{count} filled cell", "{count} filled cells", sum(columns.values())),
                names=listed(dict.fromkeys(name for _, name in columns), _COLUMNS),
            )
        )
    if cells:
        parts.append(trn("{count} single cell", "{count} single cells", sum(cells.values())))
    if sheets:
        named = listed(sheets, _COLUMNS)
        parts.append(trn("{count} sheet ({names})", "{count} sheets ({names})", len(sheets), names=named))
    if files:
        named = listed(files, _COLUMNS)
        parts.append(trn("{count} file ({names})", "{count} files ({names})", len(files), names=named))
    if parts_of[Loss.QUESTION]:
        parts.append(trn("{count} question", "{count} questions", parts_of[Loss.QUESTION]))
    if parts_of[Loss.STEP]:
        parts.append(trn("the answers of {count} step", "the answers of {count} steps", parts_of[Loss.STEP]))
    if parts_of[Loss.TALK]:
        parts.append(
            trn(
                "{count} step that collects no answers",
                "{count} steps that collect no answers",
                parts_of[Loss.TALK],
            )
        )
    if parts_of[Loss.ACTION]:
        parts.append(
            trn("{count} action that is there already", "{count} actions that are there already", parts_of[Loss.ACTION])
        )
    if parts_of[Loss.GRAPH]:
        parts.append(trn("{count} node or edge", "{count} nodes and edges", parts_of[Loss.GRAPH]))
    if parts_of[Loss.MAIL]:
        parts.append(trn("{count} mail of the log", "{count} mails of the log", parts_of[Loss.MAIL]))
    return tr("Left out: {parts}.", parts=", ".join(parts)) if parts else ""


def metadata_in(plans: Iterable[Plan]) -> str:
    """What the programs of imported files have written by themselves, in a sentence; "" where they have not.

    None of that is lost: no person said it.
    """
    noted = [problem for plan in plans for problem in plan.problems if problem.loss in _OF_PROGRAMS]
    columns = dict.fromkeys(each.column for each in noted if each.loss is Loss.METADATA)
    reports = dict.fromkeys(each.value for each in noted if each.loss is Loss.REPORT)
    marks = [each.value for each in noted if each.loss is Loss.MARK]
    parts = []
    if columns:
        parts.append(
            trn(
                "{count} column that the file’s program fills by itself ({names})",
                "{count} columns that the file’s program fills by itself ({names})",
                len(columns),
                names=listed(columns, _COLUMNS),
            )
        )
    if reports:
        parts.append(
            trn(
                "{count} part of a report that names nobody else ({names})",
                "{count} parts of a report that name nobody else ({names})",
                len(reports),
                names=listed(reports, _COLUMNS),
            )
        )
    if marks:
        parts.append(
            trn(
                "{count} mark behind a name ({names})",
                "{count} marks behind names ({names})",
                len(marks),
                names=listed(dict.fromkeys(marks), _COLUMNS),
            )
        )
    return tr("Not needed: {parts}.", parts=", ".join(parts)) if parts else ""
