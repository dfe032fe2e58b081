"""Tables as people bring them: a grid of texts, and how its columns are matched to what the product knows.

Reading and writing files is the work of `sharing`; what a table means is known by the roster and the exercises, which
say what importing it would do by `import_plans`. These types stand between them, and above nothing.
"""

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import cache, lru_cache
from itertools import chain
from typing import Generic, TypeVar, cast

from facilitator.content_files import content, keyed
from facilitator.i18n import in_quotes, said_everywhere, speaking, spoken, tr, trn
from facilitator.text_matching import caseless, in_bare_letters, plain_heading

T = TypeVar("T")
R = TypeVar("R")

IGNORE = "ignore"
"""The field of a column that is not imported."""
NEW_QUESTION = "new_question"
"""The field of a column that becomes a question of its own, where an exercise takes such."""
NEW_ORDERED, NEW_DISTANCE, NEW_UNORDERED = "new_ordered_question", "new_distance_question", "new_unordered_question"
"""The same, where the person says of which kind the question is."""
NEW_QUESTIONS = (NEW_QUESTION, NEW_ORDERED, NEW_DISTANCE, NEW_UNORDERED)

BESIDE = "_missing"
"""How the heading of a column ends that says why cells of the column it is named by are empty."""

_RANGES = 5
"""So many rows or ranges of rows are named in a sentence, the others counted."""
_VALUES = 3
_COLUMNS = 6


class Loss(StrEnum):
    """What a remark says is left out of an import."""

    ROW = "row"
    COLUMN = "column"
    METADATA = "metadata"
    """A column that the file's program fills by itself, such as the time: nobody has said anything in it."""
    REPORT = "report"
    """A part of a program's report on a meeting that names nobody else than the part that is read."""
    MARK = "mark"
    """What a program has written behind a name, such as “(Guest)”."""
    CELL = "cell"
    SHEET = "sheet"
    STEP = "step"
    TALK = "talk"
    ACTION = "action"
    GRAPH = "graph"
    MAIL = "mail"
    FILE = "file"
    QUESTION = "question"


@dataclass(frozen=True, slots=True)
class Problem:
    """A place in a table that can't be read as meant, with a sentence that says what to mend.

    `row` is the number the person sees in the file, None where the whole column or file is meant. An `error` stops
    the import; otherwise it is a remark, and the row is imported as the sentence says. `loss` says what the import
    leaves out here, `cells` how many cells that held something, or nodes and edges: of that, `left_out` makes the
    account.

    A sentence that differs from row to row comes with its `cause`, the same for all of them; where it ends in a colon,
    before what is to be typed on the command line, the `value` that is wrong follows. `grouped` puts the problems of
    one cause together; then `rows` and `columns` are all their places. One that `leads` may be why others are wrong,
    and is told before them. `series` is the one heading under which several columns of the file are read, where
    `column` is one of these.
    """

    sentence: str
    row: int | None = None
    column: str = ""
    error: bool = True
    loss: Loss | None = None
    cells: int = 1
    cause: str = ""
    value: str = ""
    rows: tuple[int, ...] = ()
    columns: tuple[str, ...] = ()
    leads: bool = False
    series: str = ""

    def __str__(self) -> str:
        """The sentence with its place in front: “Row 4, column “Team”: …”."""
        place = self.place
        return f"{place[:1].upper()}{place[1:]}: {self.sentence}" if place else self.sentence

    @property
    def turn(self) -> tuple[bool, bool]:
        """Its turn among those that are told: the cause before what follows from it, errors before remarks."""
        return not self.leads, not self.error

    @property
    def numbers(self) -> tuple[int, ...]:
        """The numbers of all rows that it is about; none where the whole column or file is meant."""
        return self.rows or (() if self.row is None else (self.row,))

    @property
    def place(self) -> str:
        """Where it is: “row 4, column “Team””, “rows 4, 7, 12–40 and 3 more”; "" where the whole file is meant."""
        rows = self.numbers
        columns = self.columns or ((self.column,) if self.column else ())
        parts = []
        if rows:
            parts.append(trn("row {rows}", "rows {rows}", len(rows), rows=ranges(rows)))
        if columns:
            named = listed(columns, _COLUMNS)
            parts.append(trn("column {columns}", "columns {columns}", len(columns), columns=named))
        return ", ".join(parts)


@dataclass(frozen=True, slots=True)
class Table:
    """A grid of texts with one header line.

    `headers` differ from each other, `rows` are as long as `headers`. `numbers` holds for each row its line or row
    number in the file, counted from 1 as the person sees it there. `source` names the file, or the clipboard, for
    messages. `problems` were seen while the table was read or made. Without `headings` the headers are made up
    because the first line holds data already. `hidden` are the numbers of rows that are hidden in the file, be they
    left out or not; `hides` says that rows, columns or sheets are, `strikes` that rows are struck through. `garbled`
    says that the file holds letters that were saved in a wrong encoding. `guessed` is the encoding that was assumed, ""
    where the file says it. `titles` are the names that the table has: the lines above its headings, and those of its
    sheet and its file. In the columns `decimals` of a table that is written stand numbers with a decimal point. `name`
    is what it is called among the tables of its file, `among` are all of these, none where it is the only one.
    `arranged` is by what of the layout its rows may be somebody's, be it read so or not; see `import_plans.Arranged`.

    A table that was made of another one, such as one row a contact of one row a person, has that as its `origin`.
    `meant` is then what its columns are where that is known, headers to keys; `sources` sends headers of the file to
    those under which they are read here, and `written` holds for each row its headers as the file has them. `asked`
    are the headers of which is known that they hold answers to questions, be it to none of those that are asked here.
    """

    source: str
    headers: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numbers: tuple[int, ...]
    problems: tuple[Problem, ...] = ()
    headings: bool = True
    hidden: tuple[int, ...] = ()
    hides: bool = False
    strikes: bool = False
    garbled: bool = False
    guessed: str = ""
    titles: tuple[str, ...] = ()
    origin: "Table | None" = None
    meant: Mapping[str, str] = field(default_factory=dict, compare=False)
    sources: Mapping[str, str] = field(default_factory=dict, compare=False)
    written: tuple[tuple[str, ...], ...] = ()
    asked: frozenset[str] = frozenset()
    decimals: frozenset[str] = frozenset()
    name: str = ""
    among: tuple[str, ...] = ()
    arranged: str = ""
    _known: dict[object, object] = field(default_factory=dict, init=False, compare=False, repr=False)

    @classmethod
    def of_rows(
        cls, source: str, headers: Iterable[str], rows: Iterable[tuple[str, ...]], problems: Iterable[Problem] = ()
    ) -> "Table":
        """A table of our own: its headers stand in row 1 of the file that it becomes."""
        cells = tuple(rows)
        return cls(source, tuple(headers), cells, tuple(range(2, len(cells) + 2)), tuple(problems))

    @classmethod
    def of(cls, source: str, columns: "Sequence[Column[R]]", records: Iterable[R]) -> "Table":
        """A table of our own, with a row for each of `records` in the columns that are declared for such."""
        rows = [tuple(each.written(record) for each in columns) for record in records]
        return cls.of_rows(source, headings(columns), rows)

    def once(self, key: object, work: Callable[[], T]) -> T:
        """What `work` returns for this table: it is asked by many, and done once for each `key`."""
        if key not in self._known:
            self._known[key] = work()
        return cast(T, self._known[key])

    def column(self, header: str) -> list[str]:
        """The texts below one header."""
        return list(self._columns()[self.headers.index(header)])

    def texts(self, header: str) -> Mapping[str, int]:
        """The different texts below one header in their order, each with how often it stands there."""
        place = self.headers.index(header)
        return self.once(("texts", place), lambda: Counter(self._columns()[place]))

    def _columns(self) -> Sequence[tuple[str, ...]]:
        return self.once("columns", lambda: list(zip(*self.rows, strict=True)) or [()] * len(self.headers))

    def without(self, headers: Collection[str]) -> "Table":
        """The table without the columns below these headers."""
        kept = [place for place, header in enumerate(self.headers) if header not in headers]
        rows = tuple(tuple([row[place] for place in kept]) for row in self.rows)
        return replace(self, headers=tuple(self.headers[place] for place in kept), rows=rows)

    @property
    def in_file(self) -> "Table":
        """The table as it stands in the file."""
        return self.origin or self

    def find_header(self, written: str) -> str | None:
        """The header that a person means, be it one of the file; None for one that is in neither."""
        found = find_header(self.headers, written)
        in_file = find_header(self.in_file.headers, written) if found is None else None
        return found if in_file is None else self.sources.get(in_file)


@dataclass(frozen=True, slots=True)
class Joined:
    """A table that stands in the place of others, out of which it was put together.

    `made_of` are the places of these among all that were brought; one may stand in for several. `origins` holds for
    each row number of the table the place of the one that the row comes from, and its number there; `headings` for a
    column what it is called in the files, where that is something else.
    """

    table: Table
    made_of: tuple[int, ...]
    origins: Mapping[int, tuple[int, int]] = field(default_factory=dict)
    headings: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Field:
    """Something a column can be matched to. `names` are other headers it is known by, in any case.

    Where one exercise takes several kinds of table, `table_kinds` names those the field belongs to; empty for all.
    `many` says that several columns can be matched to it, and none is by its name alone. `answers` says that it holds
    answers to a question, of which any is enough where an exercise needs no certain one, `adds` that who stands in it
    is put on the roster, `weighs` that it holds weights by which rows can be left out.
    """

    key: str
    label: str
    names: tuple[str, ...] = ()
    required: bool = False
    table_kinds: tuple[str, ...] = ()
    many: bool = False
    answers: bool = False
    adds: bool = False
    weighs: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Column(Field, Generic[R]):
    """A field that our own tables have as well: `written` is the text that stands in it for a record.

    `heading` is what is written above it, where that is not its key; one of its names, so that it is read back.
    """

    written: Callable[[R], str] = field(compare=False)
    heading: str = ""

    @property
    def title(self) -> str:
        """What is written above it."""
        return self.heading or self.key


def headings(columns: "Sequence[Column[R]]") -> tuple[str, ...]:
    """What is written above these columns."""
    return tuple(each.title for each in columns)


def is_headed(headers: Sequence[str], needed: Mapping[str, str]) -> bool:
    """Whether all of a table's `needed` columns are among its headers, each by its key or in its words of any language.

    `needed` holds the words by the keys.
    """
    there = {caseless(header) for header in headers}
    return all(
        key in headers or any(caseless(said) in there for said in said_everywhere(words))
        for key, words in needed.items()
    )


def grouped(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """The problems with those of one cause put together: errors first, and those of whole files before single rows.

    Problems of the same row, column and cause are one. What is wrong with whole columns is put together over columns.
    """
    groups: dict[tuple[object, ...], list[Problem]] = {}
    for problem in problems:
        whole = not problem.numbers
        place = "" if whole else problem.series or problem.column
        key = (problem.cause or problem.sentence, problem.error, whole, place)
        groups.setdefault(key, []).append(problem)
    found = [_together(group) for group in groups.values()]
    # The cause before what follows from it: a column that is missing makes every row wrong.
    return tuple(sorted(found, key=lambda each: (*each.turn, bool(each.numbers), bool(each.column))))


def _together(group: Sequence[Problem]) -> Problem:
    first = group[0]
    numbers = {row for each in group for row in each.numbers}
    columns = dict.fromkeys(name for each in group for name in (each.columns or (each.column,)) if name)
    if len(group) == 1 or (len({each.sentence for each in group}) == 1 and len(numbers) < 2 and len(columns) < 2):
        return first
    sentence = first.sentence
    if len({each.sentence for each in group}) > 1:
        values = listed(dict.fromkeys(each.value for each in group if each.value), _VALUES)
        told = in_window(first.cause)
        # The values stand before what is to be typed on the command line.
        sentence = f"{told} {values}. {first.cause[len(told) :].strip()}".rstrip() if values else first.cause
    cells = sum({(each.row, each.column): each.cells for each in group}.values())
    return replace(first, sentence=sentence, rows=tuple(sorted(numbers)), columns=tuple(columns), cells=cells)


def columns_left_out(
    table: Table, matched: Mapping[str, str], sentence: str, loss: Loss = Loss.COLUMN
) -> list[Problem]:
    """A remark for each column that is matched to nothing, or was chosen to be left out, and holds anything."""
    problems = []
    for header, key in matched.items():
        if key == "" and header in table.headers and is_row_number(table, header):
            # Nothing is lost by it, and nobody who saved the file has seen it.
            continue
        read = table.in_file if header in table.in_file.headers else table
        texts = read.texts(header).items() if key in ("", IGNORE) else ()
        filled = sum(count for text, count in texts if not (text == "" or text.isspace()))
        if filled:
            said = sentence if key == "" else tr("Left out, as chosen.")
            if key == "" and matched.get(repeated_of(header, table.headers), "") not in ("", IGNORE):
                said = tr("Another column has the same heading and is taken: this one is left out.")
            problems.append(Problem(said, column=header, error=False, loss=loss, cells=filled))
    return problems


def is_row_number(table: Table, header: str) -> bool:
    """Whether a column without a heading counts the rows, as statistics programs write it."""
    if not (header.split()[-1:] == ["A"] and header == table.headers[0] and find_header(["A"], header) is None):
        return False
    # R counts from 1, pandas from 0.
    counted = ([str(number) for number in range(first, len(table.rows) + first)] for first in (0, 1))
    return bool(table.rows) and table.column(header) in counted


_REPEATED = re.compile(r"(.+) \(\d+\)")


def repeated_of(header: str, headers: Sequence[str]) -> str:
    """The earlier heading that this one repeats in its file, as `distinct` numbers them; "" for one that is alone."""
    found = _REPEATED.fullmatch(header)
    before = headers[: headers.index(header)] if found is not None else ()
    return next((each for each in before if found is not None and caseless(each) == caseless(found[1])), "")


def ranges(numbers: Iterable[int]) -> str:
    """Row numbers as text: “4, 7, 12–40 and 3,955 more”."""
    runs: list[list[int]] = []
    for number in sorted(set(numbers)):
        if runs and number == runs[-1][-1] + 1:
            runs[-1][1:] = [number]
        else:
            runs.append([number])
    shown = ", ".join("–".join(map(str, run)) for run in runs[:_RANGES])
    rest = sum(run[-1] - run[0] + 1 for run in runs[_RANGES:])
    return tr("{rows} and {count} more", rows=shown, count=f"{rest:,}") if rest else shown


def listed(texts: Iterable[str], most: int) -> str:
    """The first texts in quotation marks, and how many more there are."""
    known = list(texts)
    shown = quoted(known[:most])
    rest = len(known) - most
    return tr("{texts} and {count} more", texts=shown, count=f"{rest:,}") if rest > 0 else shown


def table_kinds_of(fields: Sequence[Field]) -> list[str]:
    """The kinds of table that `fields` make, in their order; one called "" where they make only one."""
    return list(dict.fromkeys(table_kind for known in fields for table_kind in known.table_kinds)) or [""]


def of_table_kind(fields: Sequence[Field], table_kind: str) -> list[Field]:
    """The fields of one kind of table."""
    return [known for known in fields if not known.table_kinds or table_kind in known.table_kinds]


def match_columns(headers: Sequence[str], fields: Sequence[Field], chosen: Mapping[str, str]) -> dict[str, str]:
    """Send each header to a field's key or to "" where none fits; no field is given to two headers by name.

    What the person chose goes first and is taken as it is. Then a header fits a field whose key it is, or whose
    key, label or other name it equals but for case, spaces and punctuation; the earlier field wins. At last one in
    several languages, such as “Nom / Naam”, fits the field that it names in each.
    """
    matched = {header: chosen[header] for header in headers if header in chosen}
    taken = {key for key in matched.values() if key != IGNORE}
    keys, names = _names_of(tuple(fields), spoken())
    # Exact keys first, so that a column that looks alike can't take the place of the one that is meant.
    fitting = [(header, header) for header in headers if header in keys]
    fitting += [(header, names.get(plain_heading(header), "")) for header in headers]
    twice = ((header, _said_twice(header, names)) for header in headers if header not in matched)
    for header, key in chain(fitting, twice):
        if key and key not in taken and header not in matched:
            matched[header] = key
            taken.add(key)
    return {header: matched.get(header, "") for header in headers}


def _said_twice(header: str, names: Mapping[str, str]) -> str:
    """The key of the field that each part of a heading in several languages names; "" for any other heading."""
    keys = {names.get(plain_heading(part), "") for part in in_languages(header)}
    return keys.pop() if len(keys) == 1 else ""


@lru_cache(maxsize=4096)  # The same headings are matched to every list of fields.
def in_languages(header: str) -> tuple[str, ...]:
    """The parts of a heading that may be one in several languages: “Nom / Naam”, “Name (Nombre)”, “姓名 Name”.

    There is none where it has but one.
    """
    parts = tuple(part for part in map(str.strip, _BETWEEN_LANGUAGES.split(header)) if any(map(str.isalpha, part)))
    return parts if len(parts) > 1 else ()


@lru_cache(maxsize=256)  # A table is matched to the same few lists of fields again and again.
def _names_of(fields: tuple[Field, ...], language: str) -> tuple[frozenset[str], Mapping[str, str]]:
    """The keys of the fields that a heading can name, and by every plain name of these their key, in a language."""
    named = [known for known in fields if not known.many]
    with speaking(language):
        names = {
            plain_heading(name): known.key
            for known in reversed(named)
            for name in (*known.names, *reversed(said_everywhere(known.label)), known.key)
        }
    # "PRENOM" is "Prénom" where no other heading is written so.
    bare = {each: key for name, key in reversed(names.items()) for each in in_bare_letters(name)}
    names = bare | names
    return frozenset(known.key for known in named), names


def resolve(
    headers: Sequence[str], fields: Sequence[Field], chosen: Mapping[str, str]
) -> tuple[dict[str, str], list[Problem]]:
    """The person's choices in the table's own headers and the fields' own keys, and what is wrong with them.

    People may write either in any case. A header that is not in the table and a field that does not exist are
    errors, and so is one field for two columns.
    """
    if not chosen:
        return {}, []
    names = {
        plain_heading(name): known.key for known in reversed(fields) for name in (*known.names, known.label, known.key)
    }
    keys = {IGNORE, *(known.key for known in fields)}
    many = {IGNORE, *(known.key for known in fields if known.many)}
    resolved: dict[str, str] = {}
    problems: list[Problem] = []
    for written, wanted in chosen.items():
        header = find_header(headers, written)
        key = wanted if wanted in keys else names.get(plain_heading(wanted), "")
        if header is None:
            there = quoted(headers)
            problems.append(Problem(tr("There is no column “{name}”. There are: {all}.", name=written, all=there)))
        elif not key:
            there = quoted([*(known.key for known in fields), IGNORE])
            problems.append(
                Problem(
                    tr("There is nothing called “{name}” to match it to. There are: {all}.", name=wanted, all=there)
                )
            )
        elif key not in many and key in resolved.values():
            problems.append(Problem(tr("Another column is matched to “{field}” already.", field=key), column=header))
        else:
            resolved[header] = key
    return resolved, problems


def find_header(headers: Sequence[str], written: str) -> str | None:
    """The header that a person means: the very one, else the first that differs in case and punctuation only."""
    if written in headers:
        return written
    return next((header for header in headers if plain_heading(header) == plain_heading(written)), None)


def how_to_map(key: str) -> str:
    """A sentence for a field that no column was found for."""
    return tr('Choose its column in the preview. On the command line: --map "COLUMN={field}".', field=key)


def in_window(sentence: str) -> str:
    """A sentence as a window shows it: without what is to be typed on the command line, which stands last in it."""
    start = tr("On the command line: {options}.", options="\0").partition("\0")[0].rstrip()
    return sentence.partition(start)[0].rstrip()


_NAMED = {
    "answers": "not_comparable skipped declined",
    "attributes": "heading superior value joint agent kin together weekday put_in ordinal of_any_list of_things",
    "contacts": "participant contact",
    "how_often": "several_times_a_day daily weekly monthly a_few_times_a_year",
    "mail_headers": "recipients copies others",
    "names_of_contacts": "naming around before ordinals several asked_for turning_to",
    "nobody": "words",
    "owners": "owner known_by companion spouse asking about measured speaker node tied since direction number person "
    "designator beside own",
    "people_lists": "log log_too meeting log_role meeting_role response coming declined no_person undecided tag mark "
    "earlier team unit numbered people_head organisation",
    "plain_lists": "no_name signed within_names",
    "questions": "you only_as_written around",
    "relations": "kind how_often how_close",
    "roster": "name first_name last_name before_last_name last_name_first name_else email team location level",
    "studies": "ego ego_name alter alter_name from to of_the_program finished people",
    "survey_programs": "metadata patterns response parent parent_table row name first_name last_name email team "
    "location level nobody weak",
    "ties": "tie_from tie_to tie_weight knows strangers acquainted",
    "titles": "contacts of my relies families",
    "yes_no": "yes no",
}
"""What the files in `resources/imports` name, each in several languages."""


@cache
def other_names(kind: str) -> dict[str, tuple[str, ...]]:
    """Headers in several languages by which fields are known, from `resources/imports/<kind>.json`."""
    return dict(content(keyed(tuple[str, ...], *_NAMED[kind].split()), "imports", f"{kind}.json"))


def yes_or_no(text: str) -> bool | None:
    """What a cell that holds yes or no says, in several languages or as a tick; None for anything else."""
    names = other_names("yes_no")
    return next((key == "yes" for key in ("yes", "no") if caseless(text) in map(caseless, names[key])), None)


_BETWEEN_LANGUAGES = re.compile(
    r"[/|()\[\]·•\n]|\s[-–—]\s|(?<=[^\x00-\u024f])\s+(?=[A-Za-z])|(?<=[A-Za-z])\s+(?=[^\x00-\u024f])"
)
"""What stands between the languages of a heading: a sign, or the change to another script."""


def quoted(texts: Iterable[str]) -> str:
    """The texts in quotation marks, for a sentence."""
    return ", ".join(in_quotes(text) for text in texts)
