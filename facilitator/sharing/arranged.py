"""Tables in which the layout says whose the rows are, and no column does: read so once somebody says so.

A name stands in the first row of its block alone, is that of a sheet, or heads a column. Any of these may be chance, so
that it is offered and never done in silence.
"""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import replace

from facilitator.i18n import tr
from facilitator.import_plans import Arranged
from facilitator.sharing.grid import column_without_heading
from facilitator.tabular import Loss, Problem, Table
from facilitator.text_matching import caseless, distinct
from facilitator.workshop.names import known_given_names
from facilitator.workshop.roster_columns import heads_roster
from facilitator.workshop.unnamed_owners import could_be_whole_name

_SOME = 2


def as_arranged(table: Table, people: Collection[str], chosen: Arranged | None) -> Table:
    """The table as it is or, where the person chose it, by blocks or by columns; with what can be chosen of it.

    `people` are the names on the roster.
    """
    if (heads := _heads_of_blocks(table)) is not None:
        if chosen is Arranged.BELOW:
            return _filled_down(table, *heads)
        return _offered(table, Arranged.BELOW, _may_mean_above(), table.headers[0], heads[1])
    if _is_of_columns(table, people):
        return _turned(table, people) if chosen is Arranged.COLUMNS else _offered(table, Arranged.COLUMNS, _may_head())
    return table


def as_sheets(
    first: Table, reading: Callable[[str], Table], people: Collection[str], chosen: Arranged | None
) -> list[Table] | None:
    """The sheets of a workbook as a list each of the one whose name it bears, or the first with the offer to do so.

    None for a workbook whose sheets are no such lists.
    """
    left = [each.value for each in first.problems if each.loss is Loss.SHEET]
    if first.name in left or not left or not _are_people((first.name, *left), people):
        return None
    others = [table for name in left if (table := reading(name)).headers == first.headers]
    if not others or caseless(_participant()) in map(caseless, first.headers):
        return None
    if chosen is not Arranged.SHEETS:
        return [_offered(first, Arranged.SHEETS, _may_be_sheets())]
    taken = {table.name for table in others}
    kept = tuple(each for each in first.problems if each.loss is not Loss.SHEET or each.value not in taken)
    return [_of_sheet(each) for each in (replace(first, problems=kept), *others)]


def _of_sheet(table: Table) -> Table:
    remark = Problem(tr("The sheet’s name is taken for the person whose list it is."), error=False)
    return replace(
        table,
        source=f"{table.source}: {table.name}",
        headers=(_participant(), *table.headers),
        rows=tuple((table.name, *row) for row in table.rows),
        problems=(remark, *table.problems),
        among=(),
        arranged=Arranged.SHEETS,
    )


def _participant() -> str:
    """The heading of the one whose each row is; the importer knows it in each language."""
    return tr("Participant")


def _offered(table: Table, arranged: Arranged, sentence: str, column: str = "", places: Sequence[int] = ()) -> Table:
    rows = tuple(table.numbers[place] for place in places)
    remark = Problem(sentence, column=column, rows=rows, error=False)
    return replace(table, problems=(*table.problems, remark), arranged=arranged)


def _may_mean_above() -> str:
    return tr(
        "It is empty below a name. If the rows belong to the one above, tick “Empty cells mean what stands above” in "
        "the preview. On the command line: --arranged below."
    )


def _may_be_sheets() -> str:
    return tr(
        "Several sheets have the same headings. If each is the list of the one whose name it bears, tick “Each sheet "
        "is one person” in the preview. On the command line: --arranged sheets."
    )


def _may_head() -> str:
    return tr(
        "People head its columns. If each column holds what one of them answered, tick “Each column is one person” in "
        "the preview. On the command line: --arranged columns."
    )


def _heads_of_blocks(table: Table) -> tuple[list[int], list[int]] | None:
    """The columns that are filled in the first row of each block alone, and the rows below; None for other tables."""
    if not table.headings or len(table.headers) < _SOME or not table.rows:
        return None
    first = [row[0].strip() for row in table.rows]
    named = [text for text in first if text]
    below = [place for place, text in enumerate(first) if not text]
    if not first[0] or len(below) < max(_SOME, len(named) / 2) or len(set(named)) < len(named):
        return None
    if any("@" in text or not any(map(str.isalpha, text)) for text in named):
        return None
    if not any(all(row[column].strip() for row in table.rows) for column in range(1, len(table.headers))):
        return None
    heads = [
        column
        for column in range(len(table.headers))
        if all(bool(row[column].strip()) == bool(text) for row, text in zip(table.rows, first, strict=True))
    ]
    return heads, below


def _filled_down(table: Table, columns: Collection[int], below: Sequence[int]) -> Table:
    rows: list[tuple[str, ...]] = []
    for row in table.rows:
        above = rows[-1] if rows and not row[0].strip() else row
        rows.append(tuple(above[at] if at in columns else cell for at, cell in enumerate(row)))
    sentence = tr("It is empty, and taken for what stands above.")
    remark = Problem(
        sentence, column=table.headers[0], rows=tuple(table.numbers[place] for place in below), error=False
    )
    return replace(table, rows=tuple(rows), problems=(*table.problems, remark), arranged=Arranged.BELOW)


def _are_people(texts: Iterable[str], people: Collection[str]) -> bool:
    known = {*map(caseless, people), *known_given_names()}
    return all(caseless(text) in known or could_be_whole_name(text) for text in texts)


def _is_of_columns(table: Table, people: Collection[str]) -> bool:
    """Whether people head the columns: all of them, or all but the first, which holds what is asked."""
    if not table.headings or not table.rows or len(table.headers) < _SOME:
        return False
    # “Email Address” could be a name too, but not beside what every list of people has.
    if heads_roster(table.headers):
        return False
    return _are_people(table.headers[_says_what_is_asked(table, people) :], people)


def _says_what_is_asked(table: Table, people: Collection[str]) -> bool:
    """Whether the first column is nobody's, and holds what would be the headings of a row a person."""
    asked = [row[0].strip() for row in table.rows]
    is_headed = table.headers[0] != column_without_heading(0) and _are_people(table.headers[:1], people)
    return not is_headed and len(table.headers) > _SOME and all(asked) and len(set(asked)) == len(asked)


def _turned(table: Table, people: Collection[str]) -> Table:
    """One row a column. Its number is that of the column, counted from the left."""
    start = int(_says_what_is_asked(table, people))
    numbered = (tr("Contact {number}", number=number) for number in range(1, len(table.rows) + 1))
    asked = (row[0].strip() for row in table.rows) if start else numbered
    rows = tuple((table.headers[at], *(row[at] for row in table.rows)) for at in range(start, len(table.headers)))
    remark = Problem(tr("Each column is taken for one person: the rows are the columns, counted from the left."),
                     error=False)  # fmt: skip
    return replace(
        table,
        headers=tuple(distinct((_participant(), *asked))),
        rows=rows,
        numbers=tuple(range(start + 1, len(table.headers) + 1)),
        hidden=(),
        problems=(*table.problems, remark),
        arranged=Arranged.COLUMNS,
    )
