"""What tables of personal networks are to the importer, where it does not read them as they are.

A study is several tables that belong together; a room is a matrix, or a list of ties that says of nobody whose contacts
these are; and a table of contacts may say beside them who knows whom.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from facilitator.exercises.folder import implements
from facilitator.exercises.hooks import Exercise
from facilitator.exercises.network.factors import Factor
from facilitator.exercises.network.interchange.exchanged_tables import CONTACT, PARTICIPANT, fields_of
from facilitator.exercises.network.interchange.matrices import matrix_in
from facilitator.exercises.network.interchange.network_canvas import VALUE, asks_nothing, labels_in
from facilitator.exercises.network.interchange.node_lists import named_ties
from facilitator.exercises.network.interchange.repeated_groups import repeated_groups
from facilitator.exercises.network.interchange.repeated_instruments import repeated_instruments
from facilitator.exercises.network.interchange.resaved import as_exported
from facilitator.exercises.network.interchange.study import study_in
from facilitator.exercises.network.interchange.study_tables import LISTED, listed_row, weighed
from facilitator.exercises.network.interchange.ties_beside import ties_beside
from facilitator.exercises.network.setup import get_setup
from facilitator.import_plans import Options
from facilitator.storage.library import Library
from facilitator.tabular import Joined, Table


@implements(Exercise.join_tables)
def join_tables(
    library: Library, step_id: int, tables: Sequence[Table], options: Options, answers: Collection[int]
) -> list[Joined]:
    """What a study's tables, matrices and lists of ties are to the importer; nothing for what it reads as it is."""
    mended = as_exported(tables)
    joined = [Joined(own, (place,)) for place, own in enumerate(mended) if own is not tables[place]]
    joined += _without_values(tables)
    labels = labels_in(tables)
    asked = get_setup(library, step_id).factors
    joined += repeated_groups(tables, asked)
    joined += repeated_instruments(tables, asked)
    fields = fields_of(asked)
    study = study_in(mended, options, fields, labels)
    if study is not None:
        found = study.joined()
        taken = {place for each in found for place in each.made_of}
        joined = [each for each in joined if not taken & {*each.made_of}] + found
    taken = {place for each in joined for place in each.made_of}
    joined += [each for each in named_ties(mended, answers) if not taken & {*each.made_of}]
    taken |= {place for each in joined for place in each.made_of}
    for place, table in enumerate(mended):
        if place not in taken:
            room = list(_of_a_room(place, table, said=place in answers))
            joined += room or _in_two(place, table, asked, options)
    return joined


def _in_two(place: int, table: Table, factors: Sequence[Factor], options: Options) -> list[Joined]:
    """A table that says who knows whom beside the contacts, as two."""
    return [Joined(each, (place,)) for each in ties_beside(table, factors, options) or ()]


def _without_values(tables: Sequence[Table]) -> Iterator[Joined]:
    """The questions of a protocol without the column of what stands in its files for each answer."""
    for place, table in enumerate(tables):
        if VALUE in table.headers:
            bare = table.without((VALUE,))
            if not table.rows:
                bare = replace(bare, problems=(*bare.problems, asks_nothing(table, alone=len(tables) == 1)))
            yield Joined(bare, (place,))


def _of_a_room(place: int, table: Table, *, said: bool) -> Iterator[Joined]:
    """A matrix as a list of ties; where the person said that it holds answers, everybody in it is put on the roster.

    Of a list of ties with weights, those of none are none, and weights that are all the same say nothing.
    """
    matrix = matrix_in(table)
    if matrix is None:
        if said and (listed := weighed(table)) is not None:
            yield Joined(listed, (place,))
        return
    headers = ("from", "to", "weight") if matrix.weighs else ("from", "to")
    rows = tuple((one, other, weight)[: len(headers)] for one, other, weight, _ in matrix.ties)
    numbers = tuple(row for *_, row in matrix.ties)
    if said:
        people = Table(table.source, LISTED, tuple(map(listed_row, matrix.names)), matrix.numbers, table.problems)
        yield Joined(people, (place,))
        headers = (PARTICIPANT, CONTACT, *headers[2:])
    problems = () if said else table.problems
    yield Joined(Table(table.source, headers, rows, numbers, problems, titles=table.titles), (place,))
