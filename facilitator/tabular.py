"""Tables as people bring them: a grid of texts, and how its columns are matched to what the product knows.

Reading and writing files is the work of `sharing`; what a table means is known by the roster and the exercises.
These types stand between them.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

IGNORE = "ignore"
"""The field of a column that is not imported."""


@dataclass(frozen=True, slots=True)
class Table:
    """A grid of texts with one header line.

    `rows` are as long as `headers`. `numbers` holds for each row its line or row number in the file, counted from 1
    as the person sees it there. `source` names the file, or the clipboard, for messages.
    """

    source: str
    headers: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numbers: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Field:
    """Something a column can be matched to. `names` are other headers it is known by, in any case."""

    key: str
    label: str
    names: tuple[str, ...] = ()
    required: bool = False


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


@dataclass(frozen=True, slots=True)
class Plan:
    """What an import would do, computed without changing anything.

    `summary` says it in sentences ("508 contacts of 32 people"). `apply` does it, in one transaction, and is to be
    called only when no problem is an error.
    """

    summary: tuple[str, ...]
    problems: tuple[Problem, ...]
    apply: Callable[[], None] = field(compare=False)

    @property
    def errors(self) -> tuple[Problem, ...]:
        """The problems that stop the import."""
        return tuple(problem for problem in self.problems if problem.error)


@dataclass(frozen=True, slots=True)
class Options:
    """The person's choices for one import.

    `mapping` sends a header to a field's key or to `IGNORE`; headers it leaves out are matched by their name.
    `new_questions` lets columns that match nothing become questions of the exercise.
    """

    mapping: Mapping[str, str] = field(default_factory=dict)
    new_questions: bool = False


def match_columns(headers: Sequence[str], fields: Sequence[Field], chosen: Mapping[str, str]) -> dict[str, str]:
    """Send each header to a field's key or to "" where none fits; no field is given to two headers by name.

    What the person chose goes first and is taken as it is. Then a header fits a field whose key, label or other
    name it equals, but for case, spaces and punctuation.
    """
    matched = {header: chosen[header] for header in headers if header in chosen}
    taken = {key for key in matched.values() if key != IGNORE}
    known = {
        _plain(name): known.key for known in reversed(fields) for name in (*known.names, known.label, known.key)
    }
    for header in headers:
        if header in matched:
            continue
        key = known.get(_plain(header), "")
        matched[header] = "" if key in taken else key
        taken.add(key)
    return {header: matched[header] for header in headers}


def _plain(name: str) -> str:
    return "".join(character for character in name.casefold() if character.isalnum())
