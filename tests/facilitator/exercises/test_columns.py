"""What our own tables call a column is read back as that column, in every language."""

import pytest

from facilitator.exercises.registry import exercises
from facilitator.exercises.steps import add_exercise
from facilitator.i18n import languages, speaking
from facilitator.storage.library import Library
from facilitator.tabular import Column, Table, match_columns, of_table_kind, table_kinds_of


@pytest.mark.parametrize("language", languages())
def test_every_column_of_our_own_is_known_by_its_heading(library: Library, workshop: int, language: str) -> None:
    for each in exercises():
        step = add_exercise(library, workshop, each.kind).value
        with speaking(language):
            fields = each.import_fields(library, step)
            for form in table_kinds_of(fields):
                of_table = of_table_kind(fields, form)
                own = [field for field in of_table if isinstance(field, Column)]
                assert match_columns([field.title for field in own], of_table, {}) == {
                    one.title: one.key for one in own
                }
                # What a table may say besides is how programs write the same, such as an answer a row.
                assert own, (each.kind, form)


def test_a_table_has_what_its_columns_say_of_each_record() -> None:
    columns = [
        Column("who", "Who", written=lambda pair: str(pair[0])),
        Column("count", "How many", heading="n", written=lambda pair: str(pair[1])),
    ]
    table = Table.of("pairs", columns, [("Anna", 2), ("Bert", 3)])
    assert (table.headers, table.rows) == (("who", "n"), (("Anna", "2"), ("Bert", "3")))
