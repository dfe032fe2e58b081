"""A workshop's answers in the forms that other programs read: CSV, a workbook, GraphML, JSON."""

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import replace
from enum import StrEnum
from pathlib import Path

from facilitator.errors import Invalid
from facilitator.exercises.hooks import Exercise
from facilitator.exercises.steps import exercise_steps
from facilitator.files import with_suffix
from facilitator.i18n import tr, trn
from facilitator.nameless import Pseudonyms, told_apart_by_nothing
from facilitator.sharing.delimited import USUAL, CsvDialect, table_to_csv
from facilitator.sharing.headings import in_words
from facilitator.sharing.tables import refuse_over, write_file
from facilitator.sharing.workbook import to_workbook
from facilitator.sharing.workshop_file import to_json
from facilitator.storage.library import Library
from facilitator.tabular import Table
from facilitator.workshop.roster import names_in, people_of

Content = bytes | Iterable[bytes]
"""What is written into a file: whole, or in pieces that are made while it is written."""


class Format(StrEnum):
    """What a workshop can be exported as."""

    CSV = "csv"
    XLSX = "xlsx"
    GRAPHML = "graphml"
    JSON = "json"

    @property
    def suffix(self) -> str:
        """How the names of its files end."""
        return f".{self.value}"


def export_workshop(
    library: Library,
    workshop_id: int,
    wanted: Format,
    path: Path,
    *,
    pseudonyms: bool = False,
    overwrite: bool = False,
    dialect: CsvDialect = USUAL,
    heads: str = "",
) -> list[Path]:
    """Write the files and return their paths; see `exchange_files`, which makes them.

    Raises Invalid, with nothing written, when there is nothing to be exported, or a file is there already and
    `overwrite` is not set; and when it can't be written.
    """
    files = exchange_files(library, workshop_id, wanted, path, pseudonyms=pseudonyms, dialect=dialect, heads=heads)
    return write_files(files, overwrite=overwrite)


def exchange_files(
    library: Library,
    workshop_id: int,
    wanted: Format,
    path: Path,
    *,
    pseudonyms: bool = False,
    dialect: CsvDialect = USUAL,
    heads: str = "",
) -> dict[Path, Content]:
    """The files by their paths; nothing is written.

    CSV makes several files, in the folder `path`. The other formats make one file, `path`; a workshop with several
    exercises of one kind makes one beside it for each, numbered. JSON holds the whole workshop. With `pseudonyms`
    everybody has one, the same in all of these files and another in the next export. CSV is written in the `dialect`,
    and the headings of tables are those of the language `heads`, where that is given. The suffix of a file becomes that
    of its format. Raises Invalid when there is nothing to be exported, or something that nobody may read yet.
    """
    path = with_suffix_of(path, wanted)
    names = _pseudonyms(library, workshop_id) if pseudonyms else None
    if wanted is Format.JSON:
        return {path: to_json(library, workshop_id, pseudonyms=names)}
    every = exercise_steps(library, workshop_id)
    steps = [(step, each) for step, each in every if each.has(Exercise.exchange_tables)]
    tables = [] if wanted is Format.GRAPHML else _single_tables(library, workshop_id, names, heads)
    if not steps and not tables:
        kept_back = said_withheld(library, workshop_id) if pseudonyms else []
        raise Invalid(" ".join(kept_back) or tr("No exercise of this workshop has answers in this format."))
    files: dict[Path, Content] = {}
    for number, (step, each) in enumerate(steps, start=1):
        mark = "" if number == 1 else f"-{number}"
        if wanted is Format.GRAPHML:
            files[_marked(path, mark)] = each.exchange_graph(library, step.id, pseudonyms=names)
            continue
        parts = each.exchange_tables(library, step.id, pseudonyms=names)
        if heads:
            parts = {name: in_words(library, step.id, each, table, heads) for name, table in parts.items()}
        if wanted is Format.XLSX:
            sheets = {name: [table.headers, *table.rows] for name, table in parts.items()}
            files[_marked(path, mark)] = to_workbook(sheets)
        else:
            files |= _csv_files(path, mark, parts, dialect)
    for name, table in tables:
        if wanted is Format.CSV:
            files |= _csv_files(path, "", {name: table}, dialect)
        else:
            # A workbook of its own: one that goes back into a workshop must not hold what nothing there takes.
            files[_marked(path, f"-{name}") if files else path] = to_workbook({name: [table.headers, *table.rows]})
    return files


def said_withheld(library: Library, workshop_id: int) -> list[str]:
    """What an export with pseudonyms leaves out, in a sentence for each step of which it does."""
    steps = exercise_steps(library, workshop_id)
    found = {step.id: each.answer_modes_used(library, step.id) for step, each in steps}
    released, left_out, _ = _released(found)
    # What somebody answered with others is in it under their group's mark, whoever of these is left out elsewhere.
    held = [
        (step.title, sum(
            person not in released[step.id] or (way is not None and person in left_out)
            for person, way in found[step.id][1].items()
        ))
        for step, _ in steps
    ]  # fmt: skip
    return [
        trn(
            "“{step}”: the answers of {count} person are left out. Too few answered in the same steps and rounds and "
            "in the same way for that to tell nobody apart.",
            "“{step}”: the answers of {count} people are left out. Too few answered in the same steps and rounds and "
            "in the same way for that to tell nobody apart.",
            count,
            step=title,
        )
        for title, count in held
        if count
    ]


def _released(
    found: Mapping[int, tuple[int, Mapping[int, Hashable]]],
) -> tuple[dict[int, frozenset[int]], frozenset[int], dict[int, Hashable]]:
    """By step who may leave it under a pseudonym, who of these is left out of all steps, and the ways of each in all.

    `found` are the floors and ways of the steps. Who answered in one step and not in another is known to the room as
    well as how somebody did: the pseudonyms of an export are the same in all steps, so that this too must be so of as
    many people.
    """
    released = {step: told_apart_by_nothing(ways, floor) for step, (floor, ways) in found.items()}
    everybody = frozenset().union(*released.values())
    joint: dict[int, Hashable] = {
        person: tuple(ways[person] if person in released[step] else None for step, (_, ways) in found.items())
        for person in everybody
    }
    floor = max((found[step][0] for step, people in released.items() if people), default=0)
    return released, everybody - told_apart_by_nothing(joint, floor), joint


def whole_workshop() -> str:
    """What is said of a file that holds the whole workshop with names, before and after it is written."""
    return tr(
        "The whole workshop holds everything that the library does, also what people keep back from others, such as "
        "thanks that you alone may read. Keep it as you keep the library, and hand tables on instead."
    )


def withheld_in_words(library: Library, workshop_id: int, wanted: Format, *, pseudonyms: bool = False) -> list[str]:
    """What of the answers is not in tables, as the exercises say it; of a whole workshop, that everything is in it."""
    if wanted is Format.JSON:
        return [] if pseudonyms else [whole_workshop()]
    names = _pseudonyms(library, workshop_id) if pseudonyms else None
    steps = () if wanted is Format.GRAPHML else exercise_steps(library, workshop_id)
    tables = [(step.title, each.exchange_table(library, step.id, pseudonyms=names)) for step, each in steps]
    return remarks_of((title, table) for title, table in tables if table is not None)


def remarks_of(tables: Iterable[tuple[str, Table]]) -> list[str]:
    """What tables leave out, each remark with the title of its step."""
    return [
        tr("“{step}”: {said}", step=title, said=each.sentence) for title, table in tables for each in table.problems
    ]


def _pseudonyms(library: Library, workshop_id: int) -> Pseudonyms:
    people = people_of(library, workshop_id)
    found = {step.id: each.answer_modes_used(library, step.id) for step, each in exercise_steps(library, workshop_id)}
    _, left_out, known_of = _released(found)
    ids = {person.id for person in people}
    absent = ids - (known_of.keys() - left_out)
    fewest = max((floor for floor, ways in found.values() if ways), default=0)
    few = absent if len(absent) < fewest else ()
    return Pseudonyms(ids, names=names_in(people), left_out=left_out, known_of=known_of, absent=few, fewest=fewest)


def with_suffix_of(path: Path, wanted: Format) -> Path:
    """The path with the suffix of the format, in the place of another format's; that of a folder is left as it is."""
    known = {each.suffix for each in Format}
    is_folder = wanted is Format.CSV and path.suffix.lower() not in known
    return path if is_folder else with_suffix(path, wanted.suffix, known)


def _single_tables(
    library: Library, workshop_id: int, pseudonyms: Pseudonyms | None, heads: str
) -> list[tuple[str, Table]]:
    """The answers of the exercises that have one table, and those beside, by names; numbered from the second on."""
    found: list[tuple[str, Table]] = []
    for step, each in exercise_steps(library, workshop_id):
        tables = [each.exchange_table(library, step.id, pseudonyms=pseudonyms)]
        for beside in each.tables_beside(library, step.id):
            made = beside.table(pseudonyms)
            tables.append(None if made is None else replace(made, source=beside.name))
        for table in tables:
            if table is None or not table.rows:
                continue
            again = sum(known.source == table.source for _, known in found)
            named = f"{table.source}-{again + 1}" if again else table.source
            found.append((named, in_words(library, step.id, each, table, heads) if heads else table))
    return found


def _csv_files(folder: Path, mark: str, tables: Mapping[str, Table], dialect: CsvDialect) -> dict[Path, bytes]:
    if folder.suffix.lower() == ".csv":
        # A file was meant where there must be several: they stand beside each other under its name.
        names = {name: folder.with_name(f"{folder.stem}-{name}{mark}.csv") for name in tables}
    else:
        names = {name: folder / f"{name}{mark}.csv" for name in tables}
    return {names[name]: table_to_csv(table, dialect) for name, table in tables.items()}


def _marked(path: Path, mark: str) -> Path:
    return path.with_name(f"{path.stem}{mark}{path.suffix}")


def write_files(files: Mapping[Path, Content], *, overwrite: bool = False) -> list[Path]:
    """Write what `exchange_files` made and return the paths. Raises Invalid as `export_workshop` does."""
    if not overwrite:
        for path in files:
            refuse_over(path)
    for path, content in files.items():
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            sentence = tr("“{file}” can't be written: {reason}.", file=path.parent.name, reason=error.strerror)
            raise Invalid(sentence) from error
        write_file(path, content, overwrite=overwrite)
    return list(files)
