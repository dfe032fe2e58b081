"""Whose the rows of a table are: people by themselves, or what somebody says about others.

Contacts are third parties: a table that says whose contacts its rows are must never become a list of participants.
It is told by the words in its headings, in several languages from `resources/imports`, and by what its columns hold.
"""

from collections.abc import Collection

from facilitator.i18n import locale_name, tr
from facilitator.tabular import Table
from facilitator.workshop.addresses import is_address
from facilitator.workshop.find import one_line
from facilitator.workshop.row_links import column_of_parents
from facilitator.workshop.whose import Rows, Whose
from facilitator.workshop.whose_columns import Columns
from facilitator.workshop.whose_lists import as_list, by_relations, by_titles, by_values, in_outline


def whose_rows(table: Table, people: Collection[str] = (), told: Collection[str] = ()) -> Whose:
    """Decide whose the rows of `table` are.

    `people` are the names and addresses on the roster, `told` the headings of which an exercise knows what they hold:
    these are looked at for their words alone.
    """
    # The sentences are in the language that is spoken.
    key = ("whose rows", locale_name(), frozenset(people), frozenset(told))
    return table.once(key, lambda: _whose_rows(table, people, told))


def _whose_rows(table: Table, people: Collection[str], told: Collection[str]) -> Whose:
    """See `whose_rows`."""
    columns = {header: _lines(table, header) for header in table.headers}
    if not table.headings:
        first = next((each for each, texts in columns.items() if not any(map(is_address, texts))), table.headers[0])
        judged = by_values([first], columns, people, surely=True)
        if judged.rows is Rows.OPEN:
            judged = by_relations([first], columns)
        if judged.rows is Rows.OPEN:
            judged = in_outline(first, columns) or as_list(columns[first])
        return judged if judged.rows is not Rows.OPEN else by_titles(table, people) or judged
    if parents := column_of_parents(table.headers):
        sentence = tr(
            "“{column}” says to which row of another table each row belongs, as of who answered: bring both tables, or "
            "the whole workbook, together.",
            column=parents,
        )
        return Whose(Rows.OTHERS, sentence, parents)
    found = Columns(table, columns, people, told)
    judged = found.wide() or found.ties() or found.contacts() or found.two_people() or found.one_person()
    if judged.rows in (Rows.OPEN, Rows.PEOPLE):
        judged = found.in_blocks() or by_titles(table, people) or judged
    return Whose(judged.rows, judged.sentence, judged.owner, judged.other, judged.wide, found.people())


def _lines(table: Table, header: str) -> list[str]:
    """The texts of a column, each as one line."""

    def made() -> list[str]:
        lines = {text: one_line(text) for text in table.texts(header)}
        return [lines[text] for text in table.column(header)]

    return table.once(("lines", header), made)
