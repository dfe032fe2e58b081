"""The importer of tables: columns matched to declared fields, rows read cell by cell, and what is wrong with its place.

Whoever takes a table declares its fields (`facilitator.tabular.Field`), reads its rows by a `Reading`, the cells that
are more than a text by a `Cell`, and makes the plan of it from a draft that knows how it is written. The
roster, networks, cards, indicators and whatever is described are all read so.
"""

import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import repeat
from math import isfinite
from typing import Generic, Protocol, TypeVar

from sqlmodel import Session

from facilitator.errors import Invalid
from facilitator.i18n import in_quotes, number_in, tr
from facilitator.import_plans import Offer, Options, Plan
from facilitator.person_changes import PersonChange
from facilitator.storage.bulk import rows_changed
from facilitator.storage.library import Done, Library, Transaction
from facilitator.tabular import (
    IGNORE,
    NEW_QUESTIONS,
    Field,
    Loss,
    Problem,
    Table,
    columns_left_out,
    how_to_map,
    match_columns,
    resolve,
    yes_or_no,
)
from facilitator.workshop.find import one_line

T = TypeVar("T")

_WHOLE = re.compile(r"(-?[0-9]{1,15})[.,]0+")
_SCIENTIFIC = re.compile(r"[+-]?[0-9]+([.,][0-9]*)?[eE][+-]?[0-9]{1,3}")
_AMBIGUOUS = re.compile(r"[+-]?[1-9][0-9]{0,2}[.,][0-9]{3}")


@dataclass(frozen=True, slots=True)
class Cell(Generic[T]):
    """How the texts of a column are read: `read` returns None for one that means nothing there.

    `cause` says so of such texts, which follow it; `sentence` of a single one, where that needs other words. `doubt` is
    what is to be said of a text that is read and may be meant otherwise, "" of any other.
    """

    read: Callable[[str], T | None]
    cause: str
    sentence: Callable[[str], str] | None = None
    doubt: Callable[[str], str] | None = None

    def refusal(self, text: str) -> str:
        """The sentence for one text that can't be read."""
        return f"{self.cause} {in_quotes(text)}." if self.sentence is None else self.sentence(text)


_MOST_DIGITS = 18
"""A library holds all whole numbers of so many."""


def whole_number(text: str) -> int | None:
    """The whole number that `text` is, be it with a minus or as 3.0; None for all else and what no library keeps."""
    # Programs for statistics write whole numbers so where a column has gaps.
    whole = _WHOLE.fullmatch(text)
    bare = text if whole is None else whole[1]
    digits = bare.removeprefix("-")
    return int(bare) if digits.isdecimal() and len(digits) <= _MOST_DIGITS else None


def between(least: int, most: int) -> Callable[[str], int | None]:
    """Reads whole numbers from `least` to `most`."""

    def read(text: str) -> int | None:
        number = whole_number(text)
        return number if number is not None and least <= number <= most else None

    return read


def number_of_round(text: str) -> int | None:
    """The number of a round, from 1; more than 99 are a number of something else."""
    return between(1, 99)(text)


def decimal_of(text: str) -> float | None:
    """The number that `text` is, with a point or a comma before its decimals; None for anything else.

    Signs between thousands are read where they can be nothing else: in “1.234,5” and “1,234,567”. One sign alone is
    that of the decimals: see `is_ambiguous`.
    """
    bare = text.strip()
    if _SCIENTIFIC.fullmatch(bare):
        number = float(bare.replace(",", "."))
        return number if isfinite(number) else None
    bare = bare.replace("'", "").replace("’", "")
    marks = [mark for mark in bare if mark in ",."]
    # The last sign is that of the decimals, unless it is there again: then it parts thousands.
    point = marks[-1] if marks else "."
    if marks.count(point) > 1:
        point = {",": ".", ".": ","}[point]
    return number_in(bare, point)


def is_ambiguous(text: str) -> bool:
    """Whether the one sign in a number may part thousands as well as decimals, as in “1,234”."""
    return bool(_AMBIGUOUS.fullmatch(text.strip()))


def decimal_number() -> Cell[float]:
    """A number with a point or a comma before its decimals; see `decimal_of`."""

    def doubt(text: str) -> str:
        if not is_ambiguous(text):
            return ""
        return tr(
            "“{value}” is taken for {number}. If its sign parts thousands, take that out in the file.",
            value=text,
            number=text.replace(",", "."),
        )

    cause = tr("These are no numbers:")
    return Cell(decimal_of, cause, lambda text: tr("“{value}” is not a number.", value=text), doubt)


def said_yes() -> Cell[bool]:
    """A yes or no in several languages, or a tick."""
    return Cell(yes_or_no, tr("Neither yes nor no:"), lambda text: tr("“{value}” is neither yes nor no.", value=text))


class Reading:
    """One table with its columns matched to fields; what is wrong with it is added to `problems`.

    `places` sends each field that has a column to the place of it; `beside` are places of columns that are read
    without being a field's. Iterated, it yields the rows that hold anything in these; the others are left out with a
    remark each.
    """

    def __init__(self, table: Table, matched: Mapping[str, str], problems: Sequence[Problem] = ()) -> None:
        """Read `table` by what each of its headers is `matched` to."""
        self.table = table
        self.problems = [*table.problems, *problems]
        self.places = {
            key: place for place, key in enumerate(matched.values()) if key not in ("", IGNORE, *NEW_QUESTIONS)
        }
        self.beside: Collection[int] = ()

    @property
    def failed(self) -> bool:
        """Whether an error stands in the way."""
        return any(problem.error for problem in self.problems)

    def __iter__(self) -> Iterator["Row"]:
        written = self.table.written or repeat(self.table.headers)
        places = (*self.places.values(), *self.beside)
        first = next(iter(places), None)
        for number, cells, headers in zip(self.table.numbers, self.table.rows, written, strict=False):
            # In most rows the first cell is enough.
            if first is not None and (one_line(cells[first]) or any(map(one_line, map(cells.__getitem__, places)))):
                yield Row(self, number, cells, headers)
            else:
                sentence = tr("It holds nothing that is imported: left out.")
                self.problems.append(Problem(sentence, number, error=False, loss=Loss.ROW))

    def lines(self, key: str, rows: Sequence["Row"]) -> list[str]:
        """The texts of a field that has a column in these rows, as `Row` gives them for each."""
        place = self.places[key]
        known = {text: one_line(text) for text in self.table.texts(self.header(key))}
        return [known[row.cells[place]] for row in rows]

    def header(self, key: str) -> str:
        """The heading above a field; "" where it has no column."""
        return self.table.headers[self.places[key]] if key in self.places else ""

    @property
    def headers(self) -> dict[str, str]:
        """The headings of all fields that have a column."""
        return {key: self.table.headers[place] for key, place in self.places.items()}

    def need(self, fields: Sequence[Field]) -> None:
        """Add an error for each of `fields` that is required and has no column."""
        for field in fields:
            if field.required and field.key not in self.places:
                sentence = tr("No column holds this: {field}.", field=field.label)
                self.problems.append(Problem(f"{sentence} {how_to_map(field.key)}"))


@dataclass(slots=True)
class Row:
    """One row: its texts by field, each as one line.

    `number` is what the person sees beside it in the file, `headers` are those of its cells there.
    """

    reading: Reading
    number: int
    cells: tuple[str, ...]
    headers: tuple[str, ...]

    def __getitem__(self, key: str) -> str:
        """The text of a field; "" where it has no column."""
        place = self.reading.places.get(key)
        return "" if place is None else one_line(self.cells[place])

    def as_written(self, key: str) -> str:
        """The text of a field with its lines as they are; "" where it has no column."""
        place = self.reading.places.get(key)
        return "" if place is None else self.cells[place]

    def texts(self, keys: Collection[str]) -> dict[str, str]:
        """The texts of those of `keys` that have a column."""
        return {key: self[key] for key in keys if key in self.reading.places}

    def read(self, key: str, cell: Cell[T], *, needed: bool = False) -> T | None:
        """What a field says; None, with an error, where it can't be read or says nothing and is `needed`."""
        text = self[key]
        value = cell.read(text) if text else None
        if value is None and (text or needed):
            self.wrong(key, cell.refusal(text), cell.cause, text)
        elif cell.doubt is not None and text and (doubt := cell.doubt(text)):
            self.remark(key, doubt)
        return value

    def wrong(self, key: str, sentence: str, cause: str = "", value: str = "") -> None:
        """Add an error in the cell of a field, or in the row where `key` is ""; for the others see `Problem`."""
        self._add(key, Problem(sentence, self.number, cause=cause, value=value))

    def leave_out(self, key: str, sentence: str, cause: str = "", value: str = "", loss: Loss | None = None) -> None:
        """Add a remark that the cell of a field is left out, or the row where `key` is ""; `loss` where it is less."""
        loss = loss or (Loss.CELL if key else Loss.ROW)
        self._add(key, Problem(sentence, self.number, error=False, loss=loss, cause=cause, value=value))

    def remark(self, key: str, sentence: str, cause: str = "", value: str = "") -> None:
        """Add a remark on a cell that is taken."""
        self._add(key, Problem(sentence, self.number, error=False, cause=cause, value=value))

    def at(self, place: int, problem: Problem) -> Problem:
        """The problem in the cell of a column, counted from 0."""
        column, read_as = self.headers[place], self.reading.table.headers[place]
        return replace(problem, column=column, series="" if column == read_as else read_as)

    def _add(self, key: str, problem: Problem) -> None:
        place = self.reading.places.get(key)
        self.reading.problems.append(problem if place is None else self.at(place, problem))


def start_reading(
    table: Table,
    fields: Sequence[Field],
    options: Options,
    *,
    match: Callable[[Mapping[str, str]], Mapping[str, str]] | None = None,
    beside: Collection[str] = (),
) -> Reading:
    """Match the columns of `table`; one that is needed and missing is an error, one that is left out has a remark.

    `match` sends the headers to keys, given what the person chose; by default their names tell. Headers `beside` say
    nothing new, and are left out without a remark.
    """
    chosen, problems = resolve(table.headers, fields, options.mapping)
    matched = match(chosen) if match is not None else match_columns(table.headers, fields, chosen)
    told = {header: key for header, key in matched.items() if header not in beside}
    problems += columns_left_out(table, told, tr("Nothing of it is imported here."))
    reading = Reading(table, matched, problems)
    reading.need(fields)
    return reading


class PendingImport(Protocol):
    """What one import would write, found by reading a table against what the library holds."""

    @property
    def problems(self) -> Sequence[Problem]:
        """What is wrong with the table, and what of it is left out."""
        ...

    @property
    def changes(self) -> Sequence[PersonChange]:
        """What becomes different of people who are on the roster."""
        ...

    def summary(self) -> Sequence[str]:
        """What would be written, in sentences."""
        ...


D = TypeVar("D", bound=PendingImport)


def plan_of(
    library: Library, title: str, prepare: Callable[[Session], D], write: Callable[[D, Transaction], None]
) -> Plan:
    """The plan of an import that is called `title`, by a draft; `write` writes and announces one without errors.

    It is drafted again when it is applied, unless that is in the same transaction: the library may have changed while
    the person looked at the preview.
    """
    with library.read() as session:
        pending = prepare(session)
        seen = _state_of(session)

    def apply() -> Done[None]:
        with library.change(title) as change:
            # Within one transaction nobody else writes, and what was drafted in it holds until it writes itself.
            same = change.session is session and _state_of(session) == seen
            fresh = pending if same else prepare(change.session)
            nothing = tr("Nothing was imported.")
            for problem in fresh.problems:
                if problem.error:
                    raise Invalid(f"{problem} {nothing}")
            write(fresh, change)
        return change.done(None)

    offers: Sequence[Offer] = getattr(pending, "offers", ())
    return Plan(tuple(pending.summary()), tuple(pending.problems), apply, tuple(pending.changes), tuple(offers))


def _state_of(session: Session) -> int:
    """How many rows were changed by the connection of a session, with what it still has to write."""
    session.flush()
    return rows_changed(session)
