"""Headings of tables that are handed on in the words of a language, in place of the names for programs."""

from collections.abc import Sequence
from dataclasses import replace

from facilitator.exercises.hooks import Exercise
from facilitator.i18n import speaking
from facilitator.storage.library import Library
from facilitator.tabular import BESIDE, Field, Table, match_columns, of_table_kind, table_kinds_of
from facilitator.text_matching import distinct


def in_words(library: Library, step_id: int, exercise: Exercise, table: Table, language: str) -> Table:
    """The table with its headings as the preview of an import names their fields, in a language.

    Only what is read back to the same field is renamed: the codebook and what an exercise does not take stay as they
    are.
    """
    with speaking(language):
        fields = exercise.import_fields(library, step_id)
        kinds = [of_table_kind(fields, kind) for kind in table_kinds_of(fields)]
        matched = [match_columns(table.headers, kind, {}) for kind in kinds]
        best = max(range(len(kinds)), key=lambda place: sum(map(bool, matched[place].values())), default=None)
        return table if best is None else _renamed(table, kinds[best], matched[best])


def _renamed(table: Table, fields: Sequence[Field], matched: dict[str, str]) -> Table:
    labels = {field.key: field.label for field in fields if not field.many}
    wanted = distinct(labels.get(matched[header], header) for header in table.headers)
    again = match_columns(wanted, fields, {})
    headers = tuple(
        new if again[new] == matched[header] else header for header, new in zip(table.headers, wanted, strict=True)
    )
    named = dict(zip(table.headers, headers, strict=True))
    for header in table.headers:
        # What stands beside a column without being a field itself is found by that one's heading.
        if not matched[header] and header.endswith(BESIDE) and header.removesuffix(BESIDE) in named:
            named[header] = f"{named[header.removesuffix(BESIDE)]}{BESIDE}"
    headers = tuple(named[header] for header in table.headers)
    return replace(table, headers=headers, decimals=frozenset(named[header] for header in table.decimals))
