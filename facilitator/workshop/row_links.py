"""Tables whose rows belong to rows of another table, by the keys that survey programs write into both.

KoboToolbox, ODK, SurveyCTO and Survey123 write those who answered into one table and each repeated group of questions
into another. `resources/imports/survey_programs.json` has the headings of the keys, the surest first.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from facilitator.tabular import Table, other_names
from facilitator.text_matching import caseless


@dataclass(frozen=True, slots=True)
class Link:
    """The table at the place `parent` to which rows of another one belong: by row there the place of its row here.

    It is None for a row that belongs to none.
    """

    parent: int
    rows: tuple[int | None, ...]


def column_of_parents(headers: Sequence[str]) -> str:
    """The heading of the column that says to which row of another table each row belongs; "" where none does."""
    return next(iter(_headed(headers, "parent")), "")


def link_of(place: int, tables: Sequence[Table]) -> Link | None:
    """The one table among all whose rows those of the table at a `place` belong to; None where it can't be told.

    What belongs to a table that itself belongs to another one is no matter of that one's rows.
    """
    table = tables[place]
    if not table.rows or _belongs_to_a_part(table, [each for at, each in enumerate(tables) if at != place]):
        return None
    for header in _headed(table.headers, "parent"):
        keys = [text.strip() for text in table.column(header)]
        links = [
            link
            for at, each in enumerate(tables)
            if at != place and not column_of_parents(each.headers) and (link := _by_key(keys, at, each)) is not None
        ]
        if len(links) > 1:
            links = [link for link in links if _file_of(tables[link.parent]) == _file_of(table)]
        if len(links) == 1:
            return links[0]
    return None


def _by_key(keys: Sequence[str], place: int, parent: Table) -> Link | None:
    """The link to a table that has most of the keys in a column of its own, each in one row."""
    for header in _headed(parent.headers, "row"):
        texts = [text.strip() for text in parent.column(header)]
        at = {text: row for row, text in enumerate(texts) if text}
        found = tuple(at.get(key) for key in keys)
        if len(at) == sum(map(bool, texts)) and sum(each is not None for each in found) * 2 > len(found):
            return Link(place, found)
    return None


def _belongs_to_a_part(table: Table, others: Sequence[Table]) -> bool:
    """Whether the table says that its rows belong to one that itself belongs to another."""
    parts = {caseless(name) for each in others if column_of_parents(each.headers) for name in (each.name, *each.titles)}
    named = {caseless(text) for header in _headed(table.headers, "parent_table") for text in table.texts(header)}
    return bool((named - {""}) & parts)


def _headed(headers: Sequence[str], key: str) -> list[str]:
    known = {caseless(header): header for header in headers}
    return [known[word] for word in map(caseless, other_names("survey_programs")[key]) if word in known]


def _file_of(table: Table) -> str:
    return table.source.partition(": ")[0]
