"""Tables that belong together, as an exercise reads them together: where each row comes from is told as before."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from facilitator.exercises.hooks import Exercise
from facilitator.exercises.steps import exercise_steps
from facilitator.import_plans import Options
from facilitator.sharing.targets import exercise_elsewhere
from facilitator.storage.library import Library
from facilitator.tabular import Joined, Problem, Table


@dataclass(frozen=True, slots=True)
class ReadTable:
    """A table as it is imported, with the file that it came in, or the first of those it was put together from.

    `files` are all of these; `origins` holds for each of its row numbers the file and the number there, where they are
    others than its own, `headings` what its columns are called in the files, and `columns` in which file each of those
    is.
    """

    path: Path
    table: Table
    files: tuple[Path, ...]
    origins: Mapping[int, tuple[Path, int]] = field(default_factory=dict)
    headings: Mapping[str, str] = field(default_factory=dict)
    columns: Mapping[str, Path] = field(default_factory=dict)


def joined(
    library: Library,
    workshop_id: int,
    read: Sequence[tuple[Path, Table]],
    options: Options,
    *,
    answers: Collection[Path],
    people: Collection[Path],
) -> list[ReadTable]:
    """All tables, those that belong together put together by the first exercise that takes them so.

    `answers` are the files of which the person said that they hold answers, `people` those that hold people, which
    belong to nothing else; nor does what another exercise has exported, be it one that is not on this agenda.
    """
    steps = exercise_steps(library, workshop_id)
    for step, each in steps:
        if not each.has(Exercise.join_tables):
            continue
        others = [(other, one) for other, one in steps if one.kind != each.kind]
        places = [
            place
            for place, (path, table) in enumerate(read)
            if path not in people
            and exercise_elsewhere(library, workshop_id, table) is None
            and not any(one.is_own_export_of(library, other.id, table.headers) for other, one in others)
        ]
        tables = [read[place][1] for place in places]
        said = [at for at, place in enumerate(places) if read[place][0] in answers]
        found = each.join_tables(library, step.id, tables, options, said)
        if found:
            return list(_in_order([read[place] for place in places], found)) + [
                ReadTable(path, table, (path,)) for place, (path, table) in enumerate(read) if place not in places
            ]
    return [ReadTable(path, table, (path,)) for path, table in read]


def _in_order(read: Sequence[tuple[Path, Table]], found: Sequence[Joined]) -> Iterator[ReadTable]:
    """Each table at the place of the first of those it was put together from."""
    by_place: dict[int, list[ReadTable]] = {}
    for each in found:
        files = tuple(dict.fromkeys(read[place][0] for place in each.made_of))
        origins = {number: (read[place][0], row) for number, (place, row) in each.origins.items()}
        columns = {header: read[place][0] for place in reversed(each.made_of) for header in read[place][1].headers}
        made = ReadTable(files[0], each.table, files, origins, each.headings, columns)
        by_place.setdefault(each.made_of[0], []).append(made)
    gone = {place for each in found for place in each.made_of}
    for place, (path, table) in enumerate(read):
        yield from by_place.get(place, ())
        if place not in gone:
            yield ReadTable(path, table, (path,))


def by_file(read: ReadTable, problems: Iterable[Problem]) -> dict[Path, list[Problem]]:
    """The problems by the file that they are of, with the numbers of the rows there; every file is there."""
    found: dict[Path, list[Problem]] = {path: [] for path in read.files}
    for problem in problems:
        each = replace(problem, column=read.headings.get(problem.column, problem.column))
        rows: dict[Path, list[int]] = {}
        for number in each.numbers:
            path, row = read.origins.get(number, (read.path, number))
            rows.setdefault(path, []).append(row)
        if not rows:
            found.setdefault(read.columns.get(each.column, read.path), []).append(each)
        for path, own in rows.items():
            told = replace(each, rows=tuple(own)) if each.rows else replace(each, row=own[0])
            found.setdefault(path, []).append(told)
    return found
