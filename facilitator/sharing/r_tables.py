"""Tables as R writes them by `write.csv` and `write.table`: all texts are in quotation marks, headings among them.

What is missing is a bare NA there, and above the names of rows `write.table` writes no heading (its help page, sections
“quote” and “CSV files”). The package readr writes as few quotation marks as it can, and NA all the same.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from facilitator.tabular import Table

_TEXT = r'"(?:[^"\n]|"")*"'
_HEADS = re.compile(rf"{_TEXT}(?P<between>[,;\t ]){_TEXT}(?:(?P=between){_TEXT})*\r?\n")
_NA = re.compile(r'(?P<text>"(?:[^"]|"")*")|(?<![^,;\t \n])NA(?![^,;\t \r\n])')

_MISSING = "NA"
_NUMBER = re.compile(r"-?\d+(?:[.,]\d+)?")

Record = tuple[int, list[str]]
"""The number of the line in which it begins, and its cells."""


def heads_of_r(text: str) -> str:
    """The sign between the headings, where all of these are in quotation marks; "" for any other text."""
    found = _HEADS.match(text)
    return found["between"] if found else ""


def without_na(text: str) -> str:
    """The text with nothing in the place of each NA that stands for what is missing, and is no text itself."""
    return _NA.sub(lambda found: found["text"] or "", text) if "NA" in text else text


def with_row_names(records: Sequence[Record]) -> list[Record]:
    """The records with an empty heading above the names of rows, where they have none and are those that R gives."""
    if len(records) < 2:
        return list(records)
    (number, heads), *rows = records
    rows = [each for each in rows if each[1]]
    named = all(len(cells) == len(heads) + 1 and cells[0] == str(at) for at, (_, cells) in enumerate(rows, start=1))
    return [(number, ["", *heads] if named else heads), *rows]


def shows_missing(table: Table) -> bool:
    """Whether NA stands for what is missing: alone in a column, or beside nothing but numbers."""
    columns = (set(table.texts(header)) - {""} for header in table.headers)
    return any(_MISSING in texts and all(map(_NUMBER.fullmatch, texts - {_MISSING})) for texts in columns)


def without_missing(table: Table) -> Table:
    """The table with nothing where NA stands."""
    rows = tuple(tuple("" if cell == _MISSING else cell for cell in row) for row in table.rows)
    return replace(table, rows=rows)
