"""Tables as R writes them: by `write.table`, after its help page, texts in quotation marks, NA bare, names of rows; by
`readr::write_csv` in as few quotation marks as can be.
"""

import csv
import io

from facilitator.tabular import Table


def _cell(text: str) -> str:
    if not text:
        return "NA"
    return text if text.isdecimal() else '"' + text.replace('"', '""') + '"'


def written_by_r(table: Table, separator: str = ",", *, row_names: bool = True, above: bool = True) -> str:
    """As `write.csv` writes it, and without a heading `above` the names of rows as `write.table` does.

    Its empty cells are missing ones, as after `read.csv(na.strings = "")`.
    """
    heads = [f'"{header}"' for header in table.headers]
    lines = [['""', *heads] if row_names and above else heads]
    for number, row in enumerate(table.rows, start=1):
        lines.append([*([f'"{number}"'] if row_names else []), *map(_cell, row)])
    return "".join(separator.join(line) + "\n" for line in lines)


def written_by_readr(table: Table) -> str:
    """As `readr::write_csv` writes it: no names of rows, and NA for every empty cell."""
    text = io.StringIO()
    lines = csv.writer(text, lineterminator="\n")
    lines.writerow(table.headers)
    lines.writerows([cell or "NA" for cell in row] for row in table.rows)
    return text.getvalue()
