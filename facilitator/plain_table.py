"""Tables as plain text for a terminal: columns in line, nothing drawn, the same on every machine."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any
from unicodedata import category, east_asian_width

Row = dict[str, Any]


def plain_table(header: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """`rows` below `header`, numbers to the right; decimals are shown to three places, None as a dash."""
    grid = [list(header), *([_shown(cell) for cell in row] for row in rows)]
    data = list(map(list, zip(*grid, strict=True)))
    widths = [max(map(_width, column)) for column in data]
    numeric = [all(_is_number(cell) for cell in column[1:]) for column in data]
    return "\n".join(
        "  ".join(
            _padded(cell, width, right) for cell, width, right in zip(line, widths, numeric, strict=True)
        ).rstrip()
        for line in grid
    )


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
        return f"{value:.3f}"
    if isinstance(value, Mapping):
        return ", ".join(f"{key} {_shown(count)}" for key, count in value.items())
    if isinstance(value, list | tuple):
        return ", ".join(map(str, value))
    return str(value)


def _is_number(text: str) -> bool:
    return text == "–" or text.lstrip("-").replace(".", "", 1).isdecimal()


def _width(text: str) -> int:
    return sum(
        0 if category(letter) in ("Mn", "Me") else 2 if east_asian_width(letter) in "WF" else 1 for letter in text
    )


def _padded(text: str, width: int, right: bool) -> str:
    space = " " * (width - _width(text))
    return space + text if right else text + space
