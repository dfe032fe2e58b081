"""Tables as plain text for a terminal: columns in line, nothing drawn, the same on every machine."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from io import StringIO
from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from facilitator.rounding import rounded

Row = dict[str, Any]
_WIDEST = 100_000


def plain_table(header: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """`rows` below `header`, numbers to the right; decimals are shown to three places, None as a dash."""
    grid = [[_shown(cell) for cell in row] for row in rows]
    table = Table(box=None, padding=(0, 2, 0, 0), pad_edge=False, header_style="")
    for number, head in enumerate(header):
        numeric = all(_is_number(row[number]) for row in grid)
        table.add_column(Text(head), justify="right" if numeric else "left", no_wrap=True)
    for row in grid:
        table.add_row(*map(Text, row))
    # As wide as it takes, whatever the terminal: what reads the output gets every word.
    console = Console(file=StringIO(), width=_WIDEST, color_system=None, force_terminal=False)
    with console.capture() as captured:
        console.print(table)
    return "\n".join(line.rstrip() for line in captured.get().splitlines())


def plain_tables(parts: Mapping[str, Any]) -> str:
    """JSON-like `parts` as tables, each under its name.

    A list of records becomes a table of their plain values. What lies deeper becomes a table of its own, each row
    led by what it belongs to.
    """
    return "\n\n".join(_tables(parts))


def _tables(parts: Mapping[str, Any]) -> Iterator[str]:
    for name, part in parts.items():
        records = [dict(record) for record in part] if isinstance(part, list) else [dict(part)]
        flat = [{key: value for key, value in record.items() if not _is_deep(value)} for record in records]
        if any(flat):
            yield f"{name}\n{_table(flat)}"
        for key in dict.fromkeys(key for record in records for key, value in record.items() if _is_deep(value)):
            if len(records) == 1 and not _is_regular(records[0][key]):
                # Numbers and tables side by side: a part of its own.
                yield from _tables({f"{name}: {key}": records[0][key]})
                continue
            rows = [row for record in records for row in _deep_rows(record, key)]
            if rows:
                yield f"{name}: {key}\n{_table(rows)}"


def _deep_rows(record: Row, key: str) -> Iterator[Row]:
    lead = {"name": record["name"]} if "name" in record else {}
    deep = record.get(key, {})
    if isinstance(deep, list):
        yield from ({**lead, **values} for values in deep)
        return
    for inner, values in deep.items():
        yield {**lead, key: inner, **values}


def _table(rows: Sequence[Row]) -> str:
    header = tuple(dict.fromkeys(key for row in rows for key in row))
    return plain_table(header, [[row.get(key) for key in header] for row in rows])


def _is_deep(value: object) -> bool:
    inside = value.values() if isinstance(value, Mapping) else value if isinstance(value, list) else ()
    return any(isinstance(inner, Mapping) for inner in inside)


def _is_regular(value: Mapping[str, Any] | list[Any]) -> bool:
    """Whether every part is a record, so that the parts are the rows of one table."""
    return all(isinstance(inner, Mapping) for inner in (value.values() if isinstance(value, Mapping) else value))


def _shown(value: object) -> str:
    if value is None or value == "":
        return "–"
    if isinstance(value, float):
        return str(rounded(value, 3))
    if isinstance(value, Mapping):
        return ", ".join(f"{key} {_shown(count)}" for key, count in value.items())
    if isinstance(value, list | tuple):
        return ", ".join(map(str, value))
    # A cell is one line: a break or a tab in it would be one of the table's.
    return " ".join(str(value).split())


def _is_number(text: str) -> bool:
    return text == "–" or text.lstrip("-").replace(".", "", 1).isdecimal()
