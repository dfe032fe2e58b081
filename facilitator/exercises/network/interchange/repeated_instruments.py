"""REDCap's repeating instruments: one table in which a row is a record, or one of those that repeat in a record.

After its documentation (“Repeating Instruments”, “Data Exports”): the first column is the record’s, beside it stands
which instrument a row repeats and which time, by names of variables or by labels; each instrument ends with a column
that says how complete it is.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from facilitator.exercises.network.factors import Factor
from facilitator.exercises.network.interchange.repeated_groups import joined_group
from facilitator.i18n import tr
from facilitator.tabular import Joined, Loss, Problem, Table
from facilitator.workshop.headings import plain_of
from facilitator.workshop.row_links import Link

_INSTRUMENT = ("redcaprepeatinstrument", "repeatinstrument")
_INSTANCE = ("redcaprepeatinstance", "repeatinstance")
_OF_THE_PROGRAM = (*_INSTRUMENT, *_INSTANCE, "redcapeventname", "eventname", "redcapdataaccessgroup",
                   "dataaccessgroup", "redcapsurveyidentifier", "surveyidentifier")  # fmt: skip
_STATES = {"0", "1", "2", "Incomplete", "Unverified", "Complete", ""}


def repeated_instruments(tables: Sequence[Table], factors: Sequence[Factor]) -> Iterator[Joined]:
    """Each table of records with the instrument that repeats in them, the first one of contacts taken."""
    for place, table in enumerate(tables):
        plain = {plain_of(header): header for header in reversed(table.headers)}
        instrument = next((plain[each] for each in _INSTRUMENT if each in plain), "")
        if not instrument or not any(each in plain for each in _INSTANCE):
            continue
        parts, links = _parts(table, instrument)
        if len(parts) > 1:
            found = joined_group(parts, 0, links, factors)
            origins = {number: (place, row) for number, (_, row) in found.origins.items()}
            yield replace(found, made_of=(place,), origins=origins)


def _parts(table: Table, instrument: str) -> tuple[list[Table], dict[int, Link]]:
    """The records, then the rows of each instrument that repeats, each with the columns that it fills."""
    record, repeated = table.headers[0], table.column(instrument)
    own = _of_the_program(table)
    remarks = tuple(_remark(table, header) for header in own if any(table.texts(header)))
    records = [at for at, text in enumerate(repeated) if not text]
    place_of = {table.rows[at][0]: turn for turn, at in enumerate(records)}
    parts = [_rows_of(replace(table, problems=(*table.problems, *remarks)), records, own)]
    links: dict[int, Link] = {}
    for name in dict.fromkeys(filter(None, repeated)):
        rows = [at for at, text in enumerate(repeated) if text == name]
        links[len(parts)] = Link(0, tuple(place_of.get(table.rows[at][0]) for at in rows))
        parts.append(_rows_of(replace(table, name=name, problems=()), rows, (*own, record)))
    return parts, links


def _of_the_program(table: Table) -> list[str]:
    """The columns that REDCap fills by itself: the record’s, what repeats, and how complete each instrument is."""
    ends = [header for header in table.headers if plain_of(header).rstrip("0123456789").endswith("complete")]
    states = [header for header in ends if set(table.texts(header)) <= _STATES]
    return [table.headers[0], *states, *(each for each in table.headers if plain_of(each) in _OF_THE_PROGRAM)]


def _remark(table: Table, header: str) -> Problem:
    sentence = tr("It holds numbers of the program that the file comes from, and is left out.")
    cells = sum(map(bool, table.column(header)))
    return Problem(sentence, column=header, error=False, loss=Loss.METADATA, cells=cells)


def _rows_of(table: Table, rows: Sequence[int], without: Sequence[str]) -> Table:
    """These rows, with the columns in which any of them holds something."""
    kept = [at for at, header in enumerate(table.headers)
            if header not in without and any(table.rows[row][at] for row in rows)]  # fmt: skip
    return replace(
        table,
        headers=tuple(table.headers[at] for at in kept),
        rows=tuple(tuple(table.rows[row][at] for at in kept) for row in rows),
        numbers=tuple(table.numbers[row] for row in rows),
    )
