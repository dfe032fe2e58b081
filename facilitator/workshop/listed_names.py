"""Columns that hold several names in one cell, as an answer to “Who do you turn to?”: “Omar, Pia; Mats”."""

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from itertools import pairwise

from facilitator.tabular import Table, other_names
from facilitator.text_matching import distinct
from facilitator.workshop.headings import besides, tokens_of
from facilitator.workshop.owner_headings import heads

_BETWEEN = re.compile(r"\s*[;\n]\s*|\s*,\s+")
_SIGN = re.compile(r"[;\n,]")
_NAME = re.compile(r"[^\W\d_][^\d@:?!/]{0,40}")
_MOST_WORDS = 4
_PAIR = 2
_MOST_NAMES = 60


def apart(table: Table) -> tuple[Table, dict[str, str]]:
    """The table with a column for each of the names, and the headings that these columns have in the file."""
    headers: list[str] = []
    cells: list[list[str]] = []
    written: list[str] = []
    found = 0
    for header in table.headers:
        column = table.column(header)
        several = _asks_for_people(header) and any(map(_SIGN.search, table.texts(header)))
        known = {text: _names(text) for text in table.texts(header)} if several else {}
        most = max(map(len, known.values()), default=0)
        names = [known[text] for text in column] if 1 < most <= _MOST_NAMES else []
        if not names or not _all_named(column, names):
            headers, cells, written = [*headers, header], [*cells, column], [*written, header]
            continue
        for place in range(most):
            headers.append(f"{'more ' * found}contact {place + 1}")
            cells.append([row[place] if place < len(row) else "" for row in names])
            written.append(header)
        found += 1
    if not found:
        return table, {}
    told = distinct(headers)
    rows = tuple(zip(*cells, strict=True))
    return replace(table, headers=tuple(told), rows=rows), dict(zip(told, written, strict=True))


def _names(text: str) -> list[str]:
    return [part for part in _BETWEEN.split(text.strip()) if part]


def _all_named(column: Sequence[str], names: Sequence[Sequence[str]]) -> bool:
    """Whether all texts are lists of names; two with a comma between them can be one person, as “Berg, Ole” is."""
    filled = [row for text, row in zip(column, names, strict=True) if text.strip()]
    named = all(_NAME.fullmatch(name) and len(name.split()) <= _MOST_WORDS for row in filled for name in row)
    sure = any(len(row) > _PAIR for row in filled) or any(sign in text for text in column for sign in ";\n")
    return named and sure and sum(len(row) >= _PAIR for row in filled) * 2 >= len(filled)


def _asks_for_people(header: str) -> bool:
    words = tokens_of(header)
    # “Channel [Contact 1]” is about one of them, and lists no people.
    if any(word in heads() and (behind.isdecimal() or len(behind) == 1) for word, behind in pairwise(words)):
        return False
    tokens = set(words)
    asked = tokens & _words("asked_for") and tokens & _words("turning_to")
    return bool(tokens & (heads() | _words("several")) or asked) and not tokens & besides()


@cache
def _words(key: str) -> frozenset[str]:
    return frozenset(token for word in other_names("names_of_contacts")[key] for token in tokens_of(word))
