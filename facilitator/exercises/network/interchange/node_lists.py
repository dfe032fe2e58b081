"""Ties in one table and those whom they tie in another, as Gephi, igraph, Kumu and NodeXL write a graph.

The table of ties calls its ends by ids, or by labels, that stand in a column of the table of nodes. Put together they
are a list of ties by name. A table of nodes that is a roster stays one, and only lends its names.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from facilitator.exercises.network.interchange.row_numbers import RowNumbers
from facilitator.exercises.network.interchange.study_tables import LISTED, header_of, listed_row, weighed
from facilitator.i18n import tr
from facilitator.tabular import Joined, Loss, Problem, Table, columns_left_out, match_columns
from facilitator.text_matching import caseless
from facilitator.workshop.headings import plain_of
from facilitator.workshop.roster import ROSTER_FIELDS
from facilitator.workshop.roster_columns import NAMES, import_fields
from facilitator.workshop.row_owners import told_apart

_IDS = tuple(map(plain_of, ("id", "node id", "vertex id", "key", "node", "vertex", "name", "label")))
_LABELS = tuple(map(plain_of, ("label", "full name", "display name", "name")))
_DIRECTIONS = ("type", "direction")
_UNDIRECTED = frozenset(("undirected", "mutual", "ungerichtet", "non dirigé", "no dirigido"))
_SOME = 2


def named_ties(tables: Sequence[Table], answers: Collection[int]) -> Iterator[Joined]:
    """Each table of ties with the names that a table of nodes has for its ends.

    Where the person said that it holds answers, everybody among the nodes is put on the roster.
    """
    for place, ties in enumerate(tables):
        start, end = header_of(ties, "from"), header_of(ties, "to")
        if not (ties.headings and start and end) or header_of(ties, "ego"):
            continue
        ends = {text.strip() for header in (start, end) for text in ties.texts(header)} - {""}
        for at, nodes in enumerate(tables):
            if at != place and (names := _names_of(nodes, ends)) is not None:
                yield from _joined(tables, place, at, names, (start, end), answers)
                break


def _names_of(nodes: Table, ends: Collection[str]) -> dict[str, str] | None:
    """What a table of nodes calls the ends of ties, by the texts that stand there; None where it is of no such ties."""
    if not nodes.headings or len(ends) < _SOME or (header_of(nodes, "from") and header_of(nodes, "to")):
        return None
    headed = {plain_of(header): header for header in reversed(nodes.headers)}
    label = next((headed[word] for word in _LABELS if word in headed and any(nodes.texts(headed[word]))), "")
    for word in _IDS:
        if word not in headed or not label:
            continue
        keys = [text.strip() for text in nodes.column(headed[word])]
        if len(set(keys)) == len(keys) and sum(end in set(keys) for end in ends) * 2 > len(ends):
            labels = [text.strip() or key for text, key in zip(nodes.column(label), keys, strict=True)]
            return dict(zip(keys, told_apart(labels), strict=True))
    return None


def _joined(
    tables: Sequence[Table],
    place: int,
    at: int,
    names: dict[str, str],
    ends: tuple[str, str],
    answers: Collection[int],
) -> Iterator[Joined]:
    ties, nodes, said = tables[place], tables[at], place in answers or at in answers
    roster = match_columns(nodes.headers, import_fields(), {})
    is_roster = bool({*NAMES} & {*roster.values()})
    if is_roster and all(key == name for key, name in names.items()):
        return
    numbers = RowNumbers()
    listed = _listed(ties, place, ends, names, numbers)
    listed = (weighed(listed) if said else None) or listed
    if is_roster and at not in answers:
        yield Joined(listed, (place,), numbers.origins)
        return
    if said:
        facts = [header for header, key in roster.items() if key in ROSTER_FIELDS]
        rows = tuple(
            (*listed_row(name), *cells)
            for name, *cells in zip(names.values(), *(nodes.column(header) for header in facts), strict=True)
        )
        own = tuple(numbers.of(at, row) for row in nodes.numbers)
        headers = (*LISTED, *(roster[header] for header in facts))
        yield Joined(Table(nodes.source, headers, rows, own), (at,), numbers.origins)
    tied = {text for row in listed.rows for text in row[:_SOME]}
    alone = tuple(numbers.of(at, row) for row, name in zip(nodes.numbers, names.values(), strict=True)
                  if name not in tied)  # fmt: skip
    problems = [*listed.problems, *_beside(nodes, roster, numbers.told(at, nodes.problems))]
    if alone and not said:
        sentence = tr("Nobody is tied to them: they are left out.")
        problems.append(Problem(sentence, error=False, loss=Loss.ROW, rows=alone))
    table = replace(listed, problems=tuple(problems))
    yield Joined(table, (place, at), numbers.origins)


def _listed(ties: Table, place: int, ends: tuple[str, str], names: dict[str, str], numbers: RowNumbers) -> Table:
    """The ties by name; one without a direction is one of both, and each is there once."""
    headed = {caseless(header): header for header in reversed(ties.headers)}
    direction = next((headed[word] for word in _DIRECTIONS if word in headed), "")
    weight = header_of(ties, "tie_weight")
    rows: dict[tuple[str, str], tuple[str, int]] = {}
    strange, same, again, both = [], [], [], []
    nothing = [""] * len(ties.rows)
    cells = zip(*(ties.column(header) if header else nothing for header in (*ends, weight, direction)), strict=True)
    for row, (start, end, strength, kind) in zip(ties.numbers, cells, strict=True):
        number = numbers.of(place, row)
        pair = names.get(start.strip(), ""), names.get(end.strip(), "")
        undirected = caseless(kind) in _UNDIRECTED
        pairs = [pair, (pair[1], pair[0])] if undirected else [pair]
        if not all(pair):
            strange.append(number)
        elif pair[0] == pair[1]:
            same.append(number)
        elif all(each in rows for each in pairs):
            again.append(number)
        else:
            both += [number] if undirected else []
            for each in pairs:
                rows.setdefault(each, (strength.strip(), number))
    problems = [*numbers.told(place, ties.problems), *_beside(ties, dict.fromkeys((*ends, weight, direction), "x"), ())]
    problems += [
        Problem(sentence, error=False, loss=Loss.ROW, rows=tuple(wrong))
        for wrong, sentence in (
            (strange, tr("They tie somebody who is in no row of the other table: left out.")),
            (same, tr("They tie somebody to themselves: left out.")),
            (again, tr("These ties are in earlier rows already: left out.")),
        )
        if wrong
    ]
    if both:
        sentence = tr("They have no direction: each stands on the lists of both.")
        problems.append(Problem(sentence, error=False, rows=tuple(both)))
    headers = (*ends, weight) if any(strength for strength, _ in rows.values()) else ends
    listed = tuple((*pair, strength)[: len(headers)] for pair, (strength, _) in rows.items())
    own = tuple(number for _, number in rows.values())
    return Table(ties.source, headers, listed, own, tuple(problems), titles=ties.titles)


def _beside(table: Table, taken: Mapping[str, str], problems: Iterable[Problem]) -> Iterator[Problem]:
    """The problems of a table, and remarks on its columns of which nothing is imported; its ids need none."""
    yield from problems
    known = {*_IDS, *_LABELS}
    left = {header: taken.get(header, "") for header in table.headers if plain_of(header) not in known}
    yield from columns_left_out(table, left, tr("Nothing of it is imported here."))
