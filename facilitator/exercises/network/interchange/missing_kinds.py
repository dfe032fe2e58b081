"""Why there is no answer, in a column of its own beside a question's: elsewhere an empty cell is what is missing.

Such a column is written where anybody left the question out, and read back to the same kind. In tables from elsewhere
the words for it may stand in the question's own column.
"""

from collections.abc import Collection, Mapping, Sequence

from facilitator.exercises.network.answer_words import AnswerWords, missing_word
from facilitator.exercises.network.factors import Factor, Missing
from facilitator.exercises.network.interchange.forms import field_of, kind_field
from facilitator.i18n import in_quotes, tr
from facilitator.tabular import other_names
from facilitator.workshop.table_import import Cell, Row


class AnswerColumns:
    """The columns of some questions for a table that is written, with what stands in them."""

    def __init__(self, factors: Sequence[Factor], ratings: Collection[Mapping[str, int]]) -> None:
        """For these questions, of which all `ratings` in the table are known: the code by question of each contact."""
        self._factors = factors
        self._words = {factor.key: AnswerWords(factor).all_written() for factor in factors}
        left_out = {key for each in ratings for key, code in each.items() if code < 0}
        self._kinds = {key: field for key in left_out if (field := kind_field(key, [each.key for each in factors]))}

    @property
    def headers(self) -> tuple[str, ...]:
        """The questions' fields, each followed by that of its missing answers where there are any."""
        fields = ((field_of(each.key), self._kinds.get(each.key, "")) for each in self._factors)
        return tuple(field for pair in fields for field in pair if field)

    def cells(self, ratings: Mapping[str, int]) -> tuple[str, ...]:
        """What stands in them for one contact."""
        found = []
        for factor in self._factors:
            code = ratings.get(factor.key, 0)
            apart = factor.key in self._kinds
            found.append("" if apart and code < 0 else self._words[factor.key].get(code, ""))
            if apart:
                found.append(other_names("answers")[Missing(code).name.lower()][0] if code < 0 else "")
        return tuple(found)


def read_kinds(row: Row, factors: Collection[Factor], answers: dict[str, int]) -> None:
    """Add to the `answers` of a row what its columns of missing answers say; wrong is what is answered as well."""
    for factor in factors:
        field = kind_field(factor.key, ())
        if not row[field]:
            continue
        kind = row.read(field, _kind())
        if kind is not None and answers.get(factor.key, kind) != kind:
            sentence = tr(
                "The question is answered in this row, and here is why it is not. Leave one of the two empty."
            )
            row.wrong(field, sentence)
        elif kind is not None:
            answers[factor.key] = kind


def _kind() -> Cell[int]:
    words = ", ".join(in_quotes(other_names("answers")[kind.name.lower()][0]) for kind in Missing)
    return Cell(missing_word, tr("No reason for a missing answer (possible are: {all}):", all=words))
