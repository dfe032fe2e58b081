"""One table of a study, with what its headings mean, as `resources/imports/studies.json` tells it, the surest first."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

from facilitator.exercises.network.interchange.exchanged_tables import LENGTH, PARTICIPANT, TIES_ASKED
from facilitator.exercises.network.interchange.network_canvas import VALUE
from facilitator.exercises.network.own_export import ENTRY
from facilitator.tabular import Table, match_columns, other_names, yes_or_no
from facilitator.workshop.find import one_line
from facilitator.workshop.headings import plain_of
from facilitator.workshop.roster_columns import NAMES, import_fields
from facilitator.workshop.table_import import decimal_of

_DECIMAL_ID = re.compile(r"^(\d+)[.,]0+$")
_OF_ALTERS = frozenset({"altername", "alter", "contactname", "contact"})
"""Headings that name contacts, and by which a table of them is known where they have no ids."""
OF_EGOS = frozenset({"egoname", "respondentname", "participantname", "networkcanvascaseid", "egoid"})
"""Headings that name the one who was interviewed in whatever table they stand."""
LISTED = (PARTICIPANT, ENTRY, LENGTH, TIES_ASKED)
"""The headings of a table of people with their lists."""


def listed_row(name: str) -> tuple[str, ...]:
    """Somebody's row in it, whose list and ties stand in tables of their own."""
    return name, "contact", "", ""


@dataclass(frozen=True, slots=True)
class Source:
    """One table of a study, with the headings of its ids; "" for what it has not."""

    place: int
    table: Table
    ego: str
    alter: str = ""
    start: str = ""
    end: str = ""

    def cells(self, header: str) -> list[str]:
        """The texts below a heading; ids that a program has made into decimal numbers are whole ones again."""
        texts = [one_line(text) for text in self.table.column(header)] if header else [""] * len(self.table.rows)
        if header in (self.ego, self.alter, self.start, self.end):
            return [_DECIMAL_ID.sub(r"\1", text) for text in texts]
        return texts


def source_of(place: int, table: Table) -> Source | None:
    """A table as one of a study; None where it says of no row whose it is."""
    ego = header_of(table, "ego") if table.headings and VALUE not in table.headers else ""
    if not ego:
        return None
    start, end = header_of(table, "from"), header_of(table, "to")
    if start and end:
        return Source(place, table, ego, "", start, end)
    named = [header for header in headers_of(table, "alter_name") if plain_of(header) in _OF_ALTERS]
    alter = next((header for header in (*headers_of(table, "alter"), *named) if header != ego), "")
    return Source(place, table, ego, alter)


def headers_of_names(source: Source, word: str) -> list[str]:
    """The columns of a table that name who was interviewed: headed by `word` or, where it is "", as in rosters."""
    headers = [header for header in source.table.headers if header != source.ego]
    if word:
        return [header for header in headers if plain_of(header) == word][:1]
    matched = {key: header for header, key in match_columns(headers, import_fields(), {}).items()}
    return [matched[key] for key in NAMES if key in matched]


def of_each_interview(sources: Sequence[Source]) -> list[Source]:
    """Those of which each row is an interview of its own."""
    return [each for each in sources if len({*each.cells(each.ego)}) == len(each.table.rows)]


def is_pair(source: Source) -> bool:
    """Whether a table of ties has all pairs of contacts, with an answer about each."""
    return plain_of(source.start).startswith(("alter1", "alterid1"))


def strength_of(text: str) -> float | None:
    """How strong a tie is, 0 for a word that says no; None for what can't be read."""
    number = decimal_of(text)
    said = yes_or_no(text) if number is None else None
    return number if said is None else float(said)


def header_of(table: Table, key: str) -> str:
    """The heading of a table that fits best, "" where none does."""
    return next(iter(headers_of(table, key)), "")


def headers_of(table: Table, key: str, source: Source | None = None) -> list[str]:
    """The headings that fit, the best first; those of ids of a `source` stand for nothing else."""
    away = {source.ego, source.alter} if source is not None else set()
    known: dict[str, str] = {}
    for header in table.headers:
        known.setdefault(plain_of(header), header)
    return [known[word] for word in words_of(key) if word in known and known[word] not in away]


@cache
def words_of(key: str) -> tuple[str, ...]:
    """The headings by which a column of a study is known, as `plain_of` compares them, the surest first."""
    words = other_names("ties" if key.startswith("tie_") else "studies")
    return tuple(map(plain_of, words[key]))


def weighed(table: Table) -> Table | None:
    """A list of ties without those of no weight, and without weights that are all the same; None for one without any.

    Weights that differ are answers, to none of the questions that are asked here.
    """
    start, end = (header_of(table, key) or header_of(table, f"tie_{key}") for key in ("from", "to"))
    weight = header_of(table, "tie_weight")
    if not (start and end and weight) or header_of(table, "ego"):
        return None
    strengths = [strength_of(text) for text in table.column(weight)]
    kept = [at for at, strength in enumerate(strengths) if strength != 0]
    alike = all(strengths[at] == 1 for at in kept)
    columns = [at for at, header in enumerate(table.headers) if not (alike and header == weight)]
    return replace(
        table,
        headers=tuple(table.headers[at] for at in columns),
        rows=tuple(tuple(table.rows[row][at] for at in columns) for row in kept),
        numbers=tuple(table.numbers[row] for row in kept),
        asked=table.asked if alike else table.asked | {weight},
    )
