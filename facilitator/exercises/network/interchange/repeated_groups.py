"""Contacts in a table of their own, as forms with a repeated group of questions write them beside who answered.

Each row of the group belongs to a row of the table of those who answered. Both together are read as one table with the
contacts of a respondent side by side would be, and each contact keeps the place of its own row.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from facilitator.exercises.network.factors import Factor
from facilitator.exercises.network.interchange.exchanged_tables import CONTACT, field_of, fields_of
from facilitator.exercises.network.interchange.row_numbers import RowNumbers
from facilitator.exercises.network.interchange.side_by_side import Columns, answers_in, one_row_a_contact
from facilitator.i18n import tr
from facilitator.tabular import Joined, Loss, Problem, Table, match_columns, other_names
from facilitator.workshop.column_series import Key
from facilitator.workshop.headings import tokens_of
from facilitator.workshop.owner_headings import heads, names_others
from facilitator.workshop.row_links import Link, link_of
from facilitator.workshop.survey_columns import metadata_of


def repeated_groups(tables: Sequence[Table], factors: Sequence[Factor]) -> Iterator[Joined]:
    """Each table of those who answered with the repeated groups that belong to it, the first of contacts taken."""
    groups: dict[int, dict[int, Link]] = defaultdict(dict)
    for place in range(len(tables)):
        if (link := link_of(place, tables)) is not None:
            groups[link.parent][place] = link
    for parent, links in groups.items():
        yield joined_group(tables, parent, links, factors)


def joined_group(tables: Sequence[Table], parent: int, links: Mapping[int, Link], factors: Sequence[Factor]) -> Joined:
    """The contacts of a table of those who answered; without a group of contacts, these people alone."""
    numbers = RowNumbers()
    own = tables[parent]
    people = replace(own, numbers=tuple(numbers.of(parent, row) for row in own.numbers))
    names = {place: _column_of_names(tables[place], factors) for place in links}
    taken = next((place for place, name in names.items() if name), None)
    aside = [place for place in links if place != taken]
    problems = [*numbers.told(parent, own.problems), *(_nothing_of(place, tables[place], numbers) for place in aside)]
    people = replace(people, problems=tuple(problems))
    if taken is None:
        return Joined(people, (parent, *links), numbers.origins)
    table = _with_contacts(people, tables[taken], taken, links[taken], names[taken], numbers)
    table = replace(table, problems=(*table.problems, *numbers.told(taken, tables[taken].problems)))
    return Joined(table, (parent, *links), numbers.origins)


def _with_contacts(people: Table, group: Table, place: int, link: Link, name: str, numbers: RowNumbers) -> Table:
    """The table of contacts that people and the rows of one group are together."""
    kept = [header for header in group.headers if header == name or header not in _of_the_program(group)]
    rows = [numbers.of(place, row) for row in group.numbers]
    of_person: dict[int, list[int]] = defaultdict(list)
    for row, owner in enumerate(link.rows):
        if owner is not None:
            of_person[owner].append(row)
    most = max(map(len, of_person.values()))
    at = [group.headers.index(header) for header in kept]
    # What stands in no file names the columns while they stand side by side.
    wide = [(header, turn) for turn in range(most) for header in kept]
    written = {f"{header}\0{turn}": (header, turn) for header, turn in wide}
    cells = []
    for person, own in enumerate(people.rows):
        theirs = [group.rows[row] for row in of_person[person]]
        beside = [each[column] for each in theirs for column in at]
        cells.append((*own, *beside, *("" for _ in range(len(wide) - len(beside)))))
    table = replace(people, headers=(*people.headers, *written), rows=tuple(cells))
    first = len(people.headers)
    places: dict[str, dict[Key, int]] = {
        header: {turn + 1: first + turn * len(kept) + order for turn in range(most)}
        for order, header in enumerate(kept)
    }
    number_of = {(people.numbers[person], turn): rows[row]
                 for person, own in of_person.items() for turn, row in enumerate(own)}  # fmt: skip
    columns = Columns(name, places, told=_told(people, group))
    found = one_row_a_contact(table, columns)
    return _in_their_files(found, people, written, number_of, link, rows)


def _in_their_files(
    found: Table,
    people: Table,
    written: Mapping[str, tuple[str, int]],
    number_of: Mapping[tuple[int, int], int],
    link: Link,
    rows: Sequence[int],
) -> Table:
    """The table with rows, headings and problems as the files have them."""
    numbers = []
    for number, headers in zip(found.numbers, found.written, strict=True):
        turn = next((written[header][1] for header in headers if header in written), None)
        numbers.append(number if turn is None else number_of[number, turn])
    problems = []
    for each in found.problems:
        header, turn = written.get(each.column, (each.column, None))
        row = each.row if turn is None or each.row is None else number_of[each.row, turn]
        problems.append(replace(each, column=header, row=row))
    if alone := tuple(rows[at] for at, owner in enumerate(link.rows) if owner is None):
        sentence = tr("They belong to nobody in the table of those who answered: left out.")
        problems.append(Problem(sentence, error=False, loss=Loss.ROW, rows=alone))
    # Whoever takes only the people leaves their contacts out.
    sentence = tr("They are contacts of the people, and are left out where only the people are taken.")
    contacts = Problem(sentence, error=False, loss=Loss.ROW, rows=tuple(rows))
    headings = tuple(tuple(written.get(header, (header, 0))[0] for header in row) for row in found.written)
    sources = {written.get(header, (header, 0))[0]: read for header, read in found.sources.items()}
    return replace(
        found, numbers=tuple(numbers), problems=tuple(problems), written=headings, sources=sources,
        origin=replace(people, problems=(*people.problems, contacts)),
    )  # fmt: skip


def _told(people: Table, group: Table) -> str:
    return tr(
        "The rows of “{contacts}” are taken for contacts of the people in “{people}”.",
        contacts=group.name or group.source,
        people=people.name or people.source,
    )


def _column_of_names(group: Table, factors: Sequence[Factor]) -> str:
    """The column that names the contacts of a repeated group; "" where nothing says that its rows are contacts."""
    free = [header for header in group.headers if header not in _of_the_program(group)]
    plain = {header: header.rsplit("/", 1)[-1] for header in free}
    matched = match_columns([*plain.values()], fields_of(factors), {})
    questions = {field_of(factor.key) for factor in factors}
    answered = answers_in(group, free, factors)
    texts = [each for each in free if each not in answered and any(map(str.strip, group.texts(each)))
             and not all(text.strip().isdecimal() for text in group.texts(each) if text.strip())]  # fmt: skip
    named = next((each for each in texts if matched[plain[each]] == CONTACT), "")
    named = named or next((each for each in texts if names_others(plain[each])), "")
    said = answered or any(matched[plain[each]] in questions for each in free)
    said = said or any(heads() & set(tokens_of(title)) for title in (group.name, *group.titles))
    if named or not said:
        return named
    words = {token for word in other_names("names_of_contacts")["naming"] for token in tokens_of(word)}
    naming = [each for each in texts if words & set(tokens_of(plain[each]))]
    return next(iter((*naming, *(each for each in texts if matched[plain[each]] not in questions))), "")


def _of_the_program(group: Table) -> frozenset[str]:
    return metadata_of(group.headers)


def _nothing_of(place: int, table: Table, numbers: RowNumbers) -> Problem:
    """The remark on a group that holds no contacts, or is a second one of them."""
    rows = tuple(numbers.of(place, row) for row in table.numbers)
    return Problem(tr("Nothing of it is imported here."), error=False, loss=Loss.ROW, rows=rows)
