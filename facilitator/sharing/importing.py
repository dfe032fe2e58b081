"""All that people bring at once: read, put in order, and imported in one transaction."""

import gc
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import NoReturn

from facilitator.errors import BadFile, Invalid
from facilitator.exercises.steps import exercise_steps
from facilitator.i18n import tr
from facilitator.import_plans import Choice, Offer, Options, Part, gathered, left_out, metadata_in
from facilitator.person_changes import PersonChange
from facilitator.sharing.brought import TAKEN, Brought, FileKind, opened, what_it_is
from facilitator.sharing.file_tables import tables_in
from facilitator.sharing.joining import ReadTable, by_file, joined
from facilitator.sharing.proposals import (
    Proposal,
    no_table,
    nothing_of,
    options_for,
    propose,
    propose_nothing,
    propose_workshop,
    refusal,
    undecided,
)
from facilitator.sharing.tables import read_content
from facilitator.sharing.targets import (
    UNDECIDED,
    Kind,
    Said,
    Target,
    as_read,
    exercise_elsewhere,
    exercise_of,
    fields_of,
    recognised,
)
from facilitator.sharing.workshop_file import is_workshop_file
from facilitator.storage.library import Done, Library
from facilitator.tabular import Loss, Problem, Table, listed, quoted, table_kinds_of
from facilitator.text_matching import caseless
from facilitator.workshop.whose import Rows
from facilitator.workshop.whose_rows import whose_rows

_LAST = 1_000
"""The turn of a file of which nothing is imported."""
_NAMED = 6
_ASKED = (0, 0, -1)
"""The turn of a file of which a person has to say what its rows are."""


@dataclass(frozen=True, slots=True)
class FileImport:
    """What was done, or would be done, with one file."""

    path: Path
    proposal: Proposal


@dataclass(frozen=True, slots=True)
class Imported:
    """The outcome for several files, in the order in which they were imported.

    `done` takes all of it back; it is None when nothing was changed, be it for an error or because it was a dry run.
    """

    files: tuple[FileImport, ...]
    done: Done[None] | None

    @property
    def failed(self) -> bool:
        """Whether an error stood in the way of any file, so that none was imported."""
        return any(file.proposal.plan.errors for file in self.files)

    @property
    def left_out(self) -> str:
        """What all files leave out, in a sentence; "" if it is nothing."""
        return left_out(file.proposal.plan for file in self.files)

    @property
    def metadata(self) -> str:
        """What the programs of all files have noted of their own, in a sentence; "" if it is nothing."""
        return metadata_in(file.proposal.plan for file in self.files)

    @property
    def offers(self) -> tuple[Offer, ...]:
        """What can be chosen, each once; of questions that nobody has answered, what the last of their files says."""
        last = {file.proposal.target: file for file in self.files}
        found = (
            offer
            for file in self.files
            for offer in file.proposal.plan.offers
            if offer.choice is not Choice.UNASKED or (last[file.proposal.target] is file and not self.failed)
        )
        return tuple(dict.fromkeys(found))

    @property
    def asked(self) -> tuple[PersonChange, ...]:
        """What changes who somebody is in any file, if the person agrees."""
        return tuple(change for file in self.files for change in file.proposal.plan.asked)


def stands_alone(
    library: Library, workshop_id: int, path: Path, table: Table, asked: Options, said: Said | None
) -> bool:
    """Whether the only table of an import is read as it is; else `import_files` makes another of it, see `joining`."""
    rows = {} if said is None else {path: said}
    people = _files_of_people(rows)
    found = joined(library, workshop_id, [(path, table)], asked, answers=rows.keys() - people, people=people)
    return [each.table for each in found] == [table]


def _files_of_people(rows: Mapping[Path, Said]) -> set[Path]:
    kinds = {path: said.kind if isinstance(said, Target) else said for path, said in rows.items()}
    return {path for path, kind in kinds.items() if kind is Kind.ROSTER}


@contextmanager
def _without_search() -> Iterator[None]:
    """Nobody searches for garbage in the block: thousands of rows that all stay would be looked through each time."""
    if not gc.isenabled():
        # Somebody else decides when it is searched.
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def import_files(
    library: Library,
    workshop_id: int,
    paths: Sequence[Path],
    options: Options | None = None,
    dry_run: bool = False,
    rows: Mapping[Path, Said] | None = None,
    *,
    own: Mapping[Path, Options] | None = None,
    known: Mapping[Path, Sequence[Table]] | None = None,
    aside: bool = False,
) -> Imported:
    """Import all files, and those in folders and archives, in one transaction; with an error nothing is changed.

    Rosters go before answers, those that add people before those that do not, and answers in the order in which their
    exercise names the kinds of its table, part by part where tables have parts. Each file is planned on top of those
    before it. A dry run does all of it and takes it back before it is committed. A column that the person matched needs
    to be in one of the files only. `rows` is what the person said that the rows of a file are; where nobody said it of
    one that can be read in two ways, that is an error; what is said of a folder or an archive is said of all in it.
    `own` are choices for single files in the place of `options`, `known` the tables of files that were read before.
    Tables that belong together are put together first, see `joining`. Raises BadFile for a file that is no table,
    unless that stands `aside` as an error of this file, Invalid for a column that is in none or for answers where no
    exercise takes any, and NotFound for an unknown workshop.
    """
    with opened(paths) as brought, _without_search():
        asked = _Asked(options or Options(), rows or {}, own or {}, known or {}, aside)
        return _import_brought(library, workshop_id, brought, asked, dry_run)


@dataclass(frozen=True, slots=True)
class _Asked:
    """What the person wants; see `import_files`."""

    options: Options
    rows: Mapping[Path, Said]
    own: Mapping[Path, Options]
    known: Mapping[Path, Sequence[Table]]
    aside: bool

    def of(self, *paths: Path) -> Options:
        """The choices for these files together."""
        found = [self.own[path] for path in paths if path in self.own]
        if not found:
            return self.options
        return replace(found[0], mapping={column: key for each in found for column, key in each.mapping.items()})


def _import_brought(
    library: Library, workshop_id: int, brought: Sequence[Brought], asked: _Asked, dry_run: bool
) -> Imported:
    """See `import_files`."""
    chosen = asked.options
    # What lies in a folder is called by its place there.
    named = {each.path: each.given if each.chosen else Path(each.place) for each in brought}
    rows = {
        path: said
        for each in brought
        for path in (named[each.path],)
        if (said := asked.rows.get(path, asked.rows.get(each.given))) is not None
    }
    taken_from = [each for each in brought if is_looked_into(each)]
    if not taken_from:
        refuse_others(brought)
    whole, read, refused = _read_all(library, workshop_id, {each.path: named[each.path] for each in taken_from}, asked)
    if refused and not asked.aside:
        raise next(iter(refused.values()))
    _check_whole([named[each.path] for each in taken_from], whole, chosen, rows)
    people = _files_of_people(rows)
    read = _people_alone(read, people)
    every = asked.of(*(path for path, _ in read))
    tables = joined(library, workshop_id, read, every, answers=rows.keys() - people, people=people)
    read_whole = _propose_workshop_or_refuse if asked.aside else propose_workshop
    work: list[tuple[tuple[int, int, int], Path | ReadTable, Callable[[], Proposal]]] = [
        ((0, 0, -2), path, partial(read_whole, library, workshop_id, path, content, asked.of(path)))
        for path, content in whole.items()
    ]
    for path, error in refused.items():
        work.append(((_LAST, 0, 0), path, partial(refusal, no_table(path), UNDECIDED, "", error.sentence)))
    taken: list[tuple[ReadTable, Options, Target]] = []
    missing = [
        exercise_elsewhere(library, workshop_id, each.table)
        if rows.get(each.path) is None and not asked.of(*each.files).mapping
        else None
        for each in tables
    ]
    for each, absent in zip(tables, missing, strict=True):
        table = each.table
        if absent is not None:
            nothing = partial(propose_nothing, library, table, absent, alone=not whole and all(missing))
            work.append(((_LAST, 0, 0), each, nothing))
            continue
        choices = asked.of(*each.files)
        target = recognised(library, workshop_id, table, options_for(table, choices), rows.get(each.path))
        if target.kind is Kind.UNDECIDED:
            work.append((_ASKED, each, partial(undecided, library, workshop_id, table, target)))
            continue
        as_meant = as_read(library, target, table)
        taken.append((replace(each, table=as_meant), options_for(as_meant, choices), target))
    if read or not whole:
        unfolded = [each.table for each, *_ in taken if each.table.origin is not None]
        there = [*unfolded, *(table for _, table in read), *(each.table for each in tables)]
        _check_columns(there, chosen)
        _check_answers([each.table for each in tables], chosen)
    for path, choices in asked.own.items():
        if path not in refused:
            only = {column: key for column, key in choices.mapping.items() if column not in chosen.mapping}
            its = [each.table for each, *_ in taken if path in each.files]
            its += [each.table for each in tables if path in each.files]
            _check_columns([*its, *(table for other, table in read if other == path)], replace(choices, mapping=only))
    if not any(turn == _ASKED for turn, _, _ in work):
        _check_weights(library, [target for *_, target in taken], chosen)
    taken = _with_all_texts(taken)
    alone = [_parts(library, target, each.table, of_table) for each, of_table, target in taken]
    in_parts = {
        target.step_id
        for (*_, target), parts in zip(taken, alone, strict=True)
        if any(part.number for part, _ in parts)
    }
    for (each, of_table, target), parts in zip(taken, alone, strict=True):
        beside = target.step_id in in_parts
        for part, piece in _parts(library, target, each.table, of_table, beside_parts=True) if beside else parts:
            proposing = partial(
                propose, library, workshop_id, piece, target, options_for(piece, replace(of_table, part=part))
            )
            adds, turn = _turn(library, target)
            work.append(((adds, part.number, turn), each, proposing))
    work.sort(key=lambda each: each[0])
    files: list[FileImport] = []
    try:
        with library.change(tr("Import files")) as change:
            for _, source, made in work:
                proposal = made()
                failed = {file.proposal.target.step_id for file in files if file.proposal.plan.errors} - {None}
                if proposal.target.step_id in failed:
                    proposal = _without_consequences(proposal)
                files += _files_of(source, proposal)
                if not any(file.proposal.plan.errors for file in files):
                    proposal.plan.apply()
            files += _not_imported(library, [each for each in brought if each not in taken_from])
            if dry_run or Imported(tuple(files), None).failed:
                raise _TakenBack
    except _TakenBack:
        return Imported(tuple(files), None)
    return Imported(tuple(files), change.done(None))


def _without_consequences(proposal: Proposal) -> Proposal:
    """A proposal of a step without errors in its rows: a table before it is wrong, and they may follow from that."""
    kept = tuple(each for each in proposal.plan.problems if not (each.error and each.numbers))
    return replace(proposal, plan=replace(proposal.plan, problems=kept))


def _files_of(source: Path | ReadTable, proposal: Proposal) -> list[FileImport]:
    """What is said of one table: of one that was put together, in each of its files what is of it."""
    if isinstance(source, Path) or not (source.origins or source.headings):
        return [FileImport(source if isinstance(source, Path) else source.path, proposal)]
    found = []
    for path, problems in by_file(source, proposal.plan.problems).items():
        plan = replace(proposal.plan, problems=tuple(problems))
        if path != source.path:
            plan = replace(plan, summary=(), changes=())
        found.append(FileImport(path, replace(proposal, plan=plan)))
    return found


def beside(library: Library, brought: Sequence[Brought]) -> str:
    """What to say of files in folders and archives that nothing looks into, with their number and names, or ""."""
    return left_out(file.proposal.plan for file in _not_imported(library, brought))


def _not_imported(library: Library, brought: Sequence[Brought]) -> list[FileImport]:
    """The remarks on files in folders and archives that hold nothing to be imported."""
    found = []
    for each in brought:
        remark = Problem(what_it_is(each.kind), error=False, loss=Loss.FILE, value=each.name)
        nothing = nothing_of(library, Table(each.place, (), (), ()), (), (remark,))
        found.append(FileImport(Path(each.place), nothing))
    return found


def is_looked_into(found: Brought) -> bool:
    """Whether a file is read: each that was chosen, and of folders and archives what may be imported.

    Of what is JSON there, that is a whole workshop.
    """
    if found.chosen or found.kind not in TAKEN:
        return found.chosen
    return found.kind is not FileKind.JSON or is_workshop_file(read_content(found.path))


def refuse_others(brought: Sequence[Brought]) -> NoReturn:
    """Raise BadFile, which says of each file what it is: none of them can be imported."""
    names = listed([each.place for each in brought], _NAMED)
    raise BadFile(tr("There is no table among these files, but: {names}.", names=names))


def _with_all_texts(
    taken: Sequence[tuple[ReadTable, Options, Target]],
) -> list[tuple[ReadTable, Options, Target]]:
    """The files with what the columns of the others hold: a question that is made of one has the answers of all.

    Only the last one switches off what nobody has answered: it knows what all of them hold.
    """
    found = []
    for place, (each, options, target) in enumerate(taken):
        others = [one.table for one, _, other in taken if other == target and target.step_id is not None]
        last = not any(other == target for *_, other in taken[place + 1 :])
        texts = gathered(others) if len(others) > 1 else {}
        chosen = replace(options, gathered=texts, switch_off=options.switch_off and last)
        found.append((each, chosen, target))
    return found


def _read_all(
    library: Library, workshop_id: int, paths: Mapping[Path, Path], asked: _Asked
) -> tuple[dict[Path, bytes], list[tuple[Path, Table]], dict[Path, BadFile]]:
    """The contents of whole workshops, the tables of all other files, and why some can't be read.

    `paths` sends files to what they are called; by that they are told apart in what is returned.
    """
    whole: dict[Path, bytes] = {}
    tables: list[tuple[Path, Table]] = []
    refused: dict[Path, BadFile] = {}
    steps = exercise_steps(library, workshop_id)
    for path, called in paths.items():
        try:
            if called in asked.known:
                tables += [(called, table) for table in asked.known[called]]
            elif is_workshop_file(content := read_content(path)):
                whole[called] = content
            else:
                tables += [(called, table) for table in tables_in(library, workshop_id, steps, path, asked.of(called))]
        except BadFile as error:
            refused[called] = error
    return whole, tables, refused


def _people_alone(read: Sequence[tuple[Path, Table]], people: Collection[Path]) -> list[tuple[Path, Table]]:
    """The tables without those in files of people that say whom these named: nobody there becomes a participant."""
    kept = []
    for path, table in read:
        here = [each for where, each in read if where == path]
        named = [each for each in here if whose_rows(each).rows is Rows.OTHERS] if path in people else []
        if not 0 < len(named) < len(here):
            kept.append((path, table))
        elif table not in named:
            sentence = tr("It says whom people named, and is left out where only the people are taken.")
            remarks = [Problem(sentence, error=False, loss=Loss.SHEET, value=each.name) for each in named]
            named_before = any(where == path for where, _ in kept)
            told = replace(table, problems=(*table.problems, *([] if named_before else remarks)))
            kept.append((path, told))
    return kept


def _parts(
    library: Library, target: Target, table: Table, options: Options, *, beside_parts: bool = False
) -> list[tuple[Part, Table]]:
    """What is imported of a table one after the other: its rounds, where it or one beside it has several."""
    if target.step_id is None:
        return [(Part(), table)]
    taking = exercise_of(library, target.step_id)
    return taking.parts(library, target.step_id, table, options, beside_parts=beside_parts)


def _propose_workshop_or_refuse(
    library: Library, workshop_id: int, path: Path, content: bytes, options: Options
) -> Proposal:
    try:
        return propose_workshop(library, workshop_id, path, content, options)
    except BadFile as error:
        return refusal(no_table(path), UNDECIDED, "", error.sentence)


class _TakenBack(Exception):
    """Leaves a transaction so that nothing of it stays."""


def _turn(library: Library, target: Target) -> tuple[int, int]:
    """When a table is imported: the roster first, then answers that add people to it, so that others may name these.

    Those of an exercise go in the order of their kinds of table.
    """
    if target.step_id is None:
        return 0, -1
    fields = exercise_of(library, target.step_id).import_fields(library, target.step_id)
    return 1 if any(field.adds for field in fields) else 2, table_kinds_of(fields).index(target.table_kind)


def _check_answers(tables: Sequence[Table], options: Options) -> None:
    """Raise Invalid for words that stand in none of the files: whoever gives them must not think it was done."""
    said = [*options.answers, *(options.added or ())]
    texts = {caseless(text) for table in tables for row in table.rows for text in row} if said else frozenset()
    for text in said:
        if caseless(text) not in texts:
            raise Invalid(tr("“{text}” stands in none of these files.", text=text))


def _check_columns(tables: Sequence[Table], options: Options) -> None:
    for column in (*options.mapping, *options.orders, *options.off_axis):
        if not any(table.find_header(column) for table in tables):
            there = quoted(dict.fromkeys(header for table in tables for header in table.headers))
            raise Invalid(tr("There is no column “{name}”. There are: {all}.", name=column, all=there))


def _check_whole(paths: Sequence[Path], whole: Collection[Path], options: Options, rows: Mapping[Path, Said]) -> None:
    """Raise Invalid where something is said of a whole workshop that can be said of a table only."""
    said = [
        path for path in paths if path in whole and (path in rows or (options.mapping and len(whole) == len(paths)))
    ]
    if said:
        sentence = tr(
            "“{file}” is a whole workshop: what its rows or columns are is not to be chosen.", file=said[0].name
        )
        raise Invalid(sentence)


def _check_weights(library: Library, targets: Sequence[Target], options: Options) -> None:
    """Raise Invalid for a least weight where no table has weights: whoever gives one must not think that it did."""
    weighed = any(field.weighs for target in targets for field in fields_of(library, target))
    if options.least_weight is not None and not weighed:
        raise Invalid(tr("A least weight is given, but none of these files says how strong ties are. Leave it out."))
