"""Tables as R writes them, after its help page on `write.table`: texts in quotation marks, NA bare, names of rows."""

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
