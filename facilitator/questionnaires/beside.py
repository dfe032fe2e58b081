"""What an exercise keeps beside the answers of a questionnaire, in tables.

What the room or the facilitator has made of a response, such as a mark, stands in columns of the table of answers.
What is no response's, such as a list of readers, is a table beside that one.
"""

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from sqlmodel import Session

from facilitator.import_plans import Options, Plan
from facilitator.nameless import Pseudonyms
from facilitator.questionnaires.answer_rows import Given
from facilitator.questionnaires.names import Names
from facilitator.tabular import Field, Table, is_headed

Cells = Mapping[str, str]
"""What a row says in columns of an exercise's own, by their keys; columns in which it says nothing are not there."""


class OwnColumns(Protocol):
    """The columns that a step has beside its answers. With pseudonyms there are none: a room knows whose they are."""

    @property
    def fields(self) -> Sequence[Field]:
        """The columns, by keys that no question has."""
        ...

    def cells(self, response_id: int) -> Cells:
        """What is kept of a response."""
        ...

    def refused(
        self, cells: Cells, given: Given, response_id: int | None, whose: Hashable, names: Names
    ) -> Iterable[tuple[str, str]]:
        """Return the keys of cells that can't be taken, each with a sentence, for a response that holds `given`.

        `response_id` is that of the response where it is there already, and `whose` tells two responses of a table
        apart; `names` knows who is to be put on the roster. Of a cell that is refused twice the first sentence counts.
        """
        ...

    def write(self, session: Session, response_id: int, cells: Cells) -> None:
        """Take cells of which none is refused, within the caller's transaction, which announces it."""
        ...


@dataclass(frozen=True, slots=True)
class TableBeside:
    """A table beside that of the answers, by the `name` of its file.

    `table_kind` is what the preview of an import calls it, `fields` are what its columns can be; by those that are
    required it is recognised. `table` returns it as it is now, None with nothing in it; `plan` is as
    `Exercise.plan_import`.
    """

    name: str
    table_kind: str
    fields: Sequence[Field]
    table: Callable[[Pseudonyms | None], Table | None]
    plan: Callable[[Table, Options], Plan]

    def is_own_export(self, headers: Sequence[str]) -> bool:
        """Whether a table with these headers is one of these."""
        return is_headed(headers, {field.key: field.label for field in self.fields if field.required})
