"""Why there is no answer, in a column of its own beside a question's: elsewhere an empty cell is what is missing.

Such a column is written where anybody left the question out, and read back to the same kind. In tables from elsewhere
the words for it may stand in the question's own column.
"""

from collections.abc import Collection

from facilitator.exercises.network.answer_words import missing_text, missing_word
from facilitator.exercises.network.factors import Factor, Missing
from facilitator.exercises.network.interchange.exchanged_tables import kind_field
from facilitator.i18n import in_quotes, tr
from facilitator.workshop.table_import import Cell, Row


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
    words = ", ".join(in_quotes(missing_text(kind)) for kind in Missing)
    return Cell(missing_word, tr("No reason for a missing answer (possible are: {all}):", all=words))
