"""What the columns of a table of contacts are: by their names, by whose rows they say these are, by what they hold."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence

from facilitator.exercises.network.answer_words import AnswerWords, missing_word
from facilitator.exercises.network.factors import Factor
from facilitator.exercises.network.interchange.exchanged_tables import (
    CONTACT,
    CONTACTS,
    PARTICIPANT,
    TIE_FROM,
    TIE_TO,
    all_fields,
    field_of,
    fields_of,
)
from facilitator.exercises.network.interchange.near_headings import near_headings
from facilitator.import_plans import Options
from facilitator.tabular import IGNORE, Field, Table, is_row_number, match_columns, of_table_kind, resolve
from facilitator.workshop.find import one_line
from facilitator.workshop.headings import plain_of
from facilitator.workshop.owner_headings import is_number_of_a_program
from facilitator.workshop.survey_columns import metadata_of
from facilitator.workshop.whose_rows import whose_rows

_COUNTING = frozenset(("id", "nr", "no", "number", "index", "row", "rowid", "lfdnr", "zeile", "nummer"))
"""Headings of columns that number the rows of a table."""


def columns_of(table: Table, factors: Sequence[Factor], options: Options) -> dict[str, str]:
    """Send each header to a field's key, to `IGNORE` or to "", for a table of the kind `options.table_kind`."""
    if options.table_kind == CONTACTS:
        return contact_columns(table, factors, options)
    fields = of_table_kind(all_fields(factors), options.table_kind)
    return matched_columns(table, fields, resolve(table.headers, fields, options.mapping)[0])


def matched_columns(table: Table, fields: Sequence[Field], chosen: Mapping[str, str]) -> dict[str, str]:
    """The columns of any kind of table by their names. Contacts side by side are no ties, whatever heads them."""
    matched = match_columns(table.headers, fields, chosen)
    ends = {TIE_FROM, TIE_TO}
    if any(key in ends and header not in chosen for header, key in matched.items()) and whose_rows(table).wide:
        return {header: "" if key in ends and header not in chosen else key for header, key in matched.items()}
    return matched


def contact_columns(table: Table, factors: Sequence[Factor], options: Options) -> dict[str, str]:
    """The columns of contacts.

    What the person chose goes first, then what says whose contacts the rows are and who they are, then the names.
    A column whose texts are the answers of one question only is that question. What only numbers rows or people for
    another program is left out.
    """
    fields = fields_of(factors)
    chosen, _ = resolve(table.headers, fields, options.mapping)
    known = {header: key for header, key in table.meant.items() if key not in chosen.values()} | chosen
    told = [header for header, key in match_columns(table.headers, fields, chosen).items() if key]
    whose = whose_rows(table, told=told)
    for key, header in ((PARTICIPANT, whose.owner), (CONTACT, whose.other)):
        if table.origin is None and header and header not in known and key not in known.values() and not whose.wide:
            known[header] = key
    matched = match_columns(table.headers, fields, known)
    metadata = metadata_of(table.headers)
    for header, key in matched.items():
        numbers = is_row_number(table, header) or _counts_rows(table, header)
        numbers = numbers or (is_number_of_a_program(header) and PARTICIPANT in matched.values())
        if not key and (numbers or header in metadata):
            matched[header] = IGNORE
    matched |= _by_answers(table, factors, matched)
    near = near_headings(table, factors, matched, options)
    return matched | {header: field_of(each.key) for header, each in near.items() if options.takes_heading(header)}


def _counts_rows(table: Table, header: str) -> bool:
    """Whether a column that is headed as one of numbers holds another one in each row."""
    texts = table.texts(header)
    return plain_of(header) in _COUNTING and len(texts) == len(table.rows) > 1 and all(map(str.isdecimal, texts))


def _by_answers(table: Table, factors: Sequence[Factor], matched: Mapping[str, str]) -> dict[str, str]:
    """The questions of columns without one, where its answers are in one column only and that is no other's."""
    taken = set(matched.values())
    found: dict[str, str] = {}
    for header in (header for header, key in matched.items() if not key):
        words = {line for text in table.texts(header) if (line := one_line(text)) and missing_word(line) is None}
        fitting = [field_of(factor.key) for factor in factors if _answers_all(words, factor)]
        if len(fitting) == 1:
            found[header] = fitting[0]
    fits = Counter(found.values())
    return {header: key for header, key in found.items() if key not in taken and fits[key] == 1}


def _answers_all(words: Collection[str], factor: Factor) -> bool:
    """Whether the texts are all answers of a question in words; numbers are those of any question."""
    known = AnswerWords(factor)
    return bool(words) and all(not word.isdecimal() and (known.read(word) or 0) > 0 for word in words)
