"""Tables as people bring them: a grid of texts, and how its columns are matched to what the product knows.

Reading and writing files is the work of `sharing`; what a table means is known by the roster and the exercises.
These types stand between them, and above nothing but the library.
"""

import json
import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

from facilitator.i18n import tr
from facilitator.resources import resource
from facilitator.storage.library import Done

IGNORE = "ignore"
"""The field of a column that is not imported."""
NEW_QUESTION = "new_question"
"""The field of a column that becomes a question of its own, where an exercise takes such."""


@dataclass(frozen=True, slots=True)
class Problem:
    """A place in a table that can't be read as meant, with a sentence that says what to mend.

    `row` is the number the person sees in the file, None where the whole column or file is meant. An `error` stops
    the import; otherwise it is a remark, and the row is imported as the sentence says.
    """

    sentence: str
    row: int | None = None
    column: str = ""
    error: bool = True

    def __str__(self) -> str:
        """The sentence with its place in front: “Row 4, column “Team”: …”."""
        if self.row is not None and self.column:
            return tr("Row {row}, column “{column}”: {text}", row=self.row, column=self.column, text=self.sentence)
        if self.row is not None:
            return tr("Row {row}: {text}", row=self.row, text=self.sentence)
        if self.column:
            return tr("Column “{column}”: {text}", column=self.column, text=self.sentence)
        return self.sentence


@dataclass(frozen=True, slots=True)
class Table:
    """A grid of texts with one header line.

    `headers` differ from each other, `rows` are as long as `headers`. `numbers` holds for each row its line or row
    number in the file, counted from 1 as the person sees it there. `source` names the file, or the clipboard, for
    messages. `problems` were seen while the table was read or made. Without `headings` the headers are made up
    because the first line holds data already.
    """

    source: str
    headers: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numbers: tuple[int, ...]
    problems: tuple[Problem, ...] = ()
    headings: bool = True

    def column(self, header: str) -> list[str]:
        """The texts below one header."""
        place = self.headers.index(header)
        return [row[place] for row in self.rows]


@dataclass(frozen=True, slots=True)
class Field:
    """Something a column can be matched to. `names` are other headers it is known by, in any case.

    Where one exercise takes tables of several forms, `forms` names those the field belongs to; empty for all. `many`
    says that several columns can be matched to it, and none is by its name alone.
    """

    key: str
    label: str
    names: tuple[str, ...] = ()
    required: bool = False
    forms: tuple[str, ...] = ()
    many: bool = False


@dataclass(frozen=True, slots=True)
class Plan:
    """What an import would do, computed without changing anything.

    `summary` says it in sentences ("508 contacts of 32 people"). `apply` looks at the library again and does it in
    one transaction; it raises Invalid, with nothing changed, when an error stands in the way.
    """

    summary: tuple[str, ...]
    problems: tuple[Problem, ...]
    apply: Callable[[], Done[None]] = field(compare=False)

    @property
    def errors(self) -> tuple[Problem, ...]:
        """The problems that stop the import."""
        return tuple(problem for problem in self.problems if problem.error)


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
    that carry a lower weight, where rows do. `form` says which of an exercise's forms the table has, "" to be told by
    its columns. `part` is the part of a larger table that this one is.
    """

    mapping: Mapping[str, str] = field(default_factory=dict)
    new_questions: bool = False
    least_weight: float | None = None
    form: str = ""
    part: Part = Part()


def forms_of(fields: Sequence[Field]) -> list[str]:
    """The forms of table that `fields` make, in their order; one called "" where they make only one."""
    return list(dict.fromkeys(form for known in fields for form in known.forms)) or [""]


def of_form(fields: Sequence[Field], form: str) -> list[Field]:
    """The fields of one form of table."""
    return [known for known in fields if not known.forms or form in known.forms]


def match_columns(headers: Sequence[str], fields: Sequence[Field], chosen: Mapping[str, str]) -> dict[str, str]:
    """Send each header to a field's key or to "" where none fits; no field is given to two headers by name.

    What the person chose goes first and is taken as it is. Then a header fits a field whose key it is, or whose
    key, label or other name it equals but for case, spaces and punctuation; the earlier field wins.
    """
    matched = {header: chosen[header] for header in headers if header in chosen}
    taken = {key for key in matched.values() if key != IGNORE}
    named = [known for known in fields if not known.many]
    keys = {known.key for known in named}
    names = {_plain(name): known.key for known in reversed(named) for name in (*known.names, known.label, known.key)}
    # Exact keys first, so that a column that looks alike can't take the place of the one that is meant.
    fitting = [(header, header) for header in headers if header in keys]
    fitting += [(header, names.get(_plain(header), "")) for header in headers]
    for header, key in fitting:
        if key and key not in taken and header not in matched:
            matched[header] = key
            taken.add(key)
    return {header: matched.get(header, "") for header in headers}


def resolve(
    headers: Sequence[str], fields: Sequence[Field], chosen: Mapping[str, str]
) -> tuple[dict[str, str], list[Problem]]:
    """The person's choices in the table's own headers and the fields' own keys, and what is wrong with them.

    People may write either in any case. A header that is not in the table and a field that does not exist are
    errors, and so is one field for two columns.
    """
    names = {_plain(name): known.key for known in reversed(fields) for name in (*known.names, known.label, known.key)}
    keys = {IGNORE, *(known.key for known in fields)}
    many = {IGNORE, *(known.key for known in fields if known.many)}
    resolved: dict[str, str] = {}
    problems: list[Problem] = []
    for written, wanted in chosen.items():
        header = find_header(headers, written)
        key = wanted if wanted in keys else names.get(_plain(wanted), "")
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
    return next((header for header in headers if _plain(header) == _plain(written)), None)


def how_to_map(key: str) -> str:
    """A sentence for a field that no column was found for."""
    return tr('Choose its column in the preview, or on the command line with --map "COLUMN={field}".', field=key)


@cache
def other_names(kind: str) -> dict[str, tuple[str, ...]]:
    """Headers in several languages by which fields are known, from `resources/imports/<kind>.json`."""
    content = json.loads(resource("imports", f"{kind}.json").read_text(encoding="utf-8"))
    return {key: tuple(names) for key, names in content.items()}


_INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\u3164\ufeff\uffa0"
    "\ufff0-\ufffb\U0001d173-\U0001d17a]"
    # The two joiners shape letters and pictures within a word; at its ends they do nothing.
    "|(?<!\\S)[\u200c\u200d]+|[\u200c\u200d]+(?!\\S)"
)
"""Signs that nobody sees: they come along with what is pasted, and make twins of people."""


def without_invisible(text: str) -> str:
    """`text` without signs that nobody sees; joiners inside words stay."""
    # A second time: a joiner may stand at an end only once a sign beside it is gone.
    return text if text.isascii() else _INVISIBLE.sub("", _INVISIBLE.sub("", text))


def fold(text: str) -> str:
    """`text` for comparing what people typed: without regard to case, width, white space and what nobody sees."""
    bare = without_invisible(text).replace("\u200c", "").replace("\u200d", "")
    return " ".join(unicodedata.normalize("NFKC", bare).casefold().split())


def distinct(texts: Iterable[str]) -> list[str]:
    """The texts in order, later ones that are alike but for case numbered: "AB", "AB (2)"."""
    all_texts = list(texts)
    originals = {fold(text) for text in all_texts}
    used: set[str] = set()
    named = []
    for text in all_texts:
        name, number = text, 1
        while fold(name) in used or (number > 1 and fold(name) in originals):
            number += 1
            name = f"{text} ({number})"
        used.add(fold(name))
        named.append(name)
    return named


def quoted(texts: Iterable[str]) -> str:
    """The texts in quotation marks, for a sentence."""
    return ", ".join(f"“{text}”" for text in texts)


def _plain(name: str) -> str:
    letters = "".join(character for character in unicodedata.normalize("NFKC", name).casefold() if character.isalnum())
    return letters or name
