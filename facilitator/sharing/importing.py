"""Tables that people bring: what importing one would do, and doing it.

Which exercises take answers, and what their columns mean, is known by the exercises alone.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import NoReturn

from facilitator.errors import BadFile, Invalid
from facilitator.exercises.hooks import Exercise
from facilitator.exercises.registry import exercises
from facilitator.exercises.steps import exercise_steps
from facilitator.i18n import tr
from facilitator.import_plans import Choice, Offer, Options, Part, Plan, gathered, left_out, metadata_in
from facilitator.person_changes import PersonChange
from facilitator.sharing.brought import TAKEN, Brought, opened, what_it_is
from facilitator.sharing.brought import Form as BroughtAs
from facilitator.sharing.grid import how_to_show
from facilitator.sharing.joining import ReadTable, by_file, joined
from facilitator.sharing.mail_recipients import one_a_line
from facilitator.sharing.much_at_once import without_search
from facilitator.sharing.tables import exchanged_sheets, list_in, parse_text, read_content, read_table
from facilitator.sharing.targets import (
    UNDECIDED,
    Kind,
    Said,
    Target,
    as_read,
    exercise_of,
    fields_of,
    matched_columns,
    question_of,
    recognised,
)
from facilitator.sharing.workshop_file import is_workshop_file, plan_workshop, read_workshop
from facilitator.storage.library import Done, Library
from facilitator.tabular import Field, Loss, Problem, Table, caseless, forms_of, listed, other_names, quoted
from facilitator.workshop.people_lists import tidied
from facilitator.workshop.roster_columns import import_fields, match_roster
from facilitator.workshop.roster_import import plan_roster
from facilitator.workshop.row_links import column_of_parents
from facilitator.workshop.tables import AgendaStep
from facilitator.workshop.whose_rows import Rows, whose_rows

SAMPLES = 8
"""How many rows a preview shows."""
_LAST = 1_000
"""The turn of a file of which nothing is imported."""
_NAMED = 6
_ASKED = (0, 0, -1)
"""The turn of a file of which a person has to say what its rows are."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """How one table would be imported: all that a preview shows.

    `mapping` sends each header to a field's key, to `IGNORE`, or to "" where nothing fits. `samples` are the first
    rows. `question` is what a person has to say before anything can be proposed, "" where something is.
    """

    table: Table
    target: Target
    fields: tuple[Field, ...]
    mapping: dict[str, str]
    plan: Plan
    samples: tuple[tuple[str, ...], ...]
    question: str = ""


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
        """What can be chosen; of questions that nobody has answered, what the last of their files says."""
        last = {file.proposal.target: file for file in self.files}
        return tuple(
            offer
            for file in self.files
            for offer in file.proposal.plan.offers
            if offer.choice is not Choice.UNASKED or (last[file.proposal.target] is file and not self.failed)
        )

    @property
    def asked(self) -> tuple[PersonChange, ...]:
        """What changes who somebody is in any file, if the person agrees."""
        return tuple(change for file in self.files for change in file.proposal.plan.asked)


def recognise(
    library: Library, workshop_id: int, table: Table, options: Options | None = None, rows: Said | None = None
) -> Proposal:
    """Decide by its columns what `table` holds and propose how to import it.

    What the person said of the rows decides first, then what they chose for columns. Then answers, if all they need is
    there, then a roster. Rows that belong to somebody are never proposed as people, and where a table can be read in
    both ways nothing is proposed: the plan's only error is the question.
    """
    chosen = options or Options()
    missing = _of_another_exercise(library, workshop_id, table) if rows is None and not chosen.mapping else None
    if missing is not None:
        return _refused(table, UNDECIDED, _not_on_agenda(missing))
    target = recognised(library, workshop_id, table, chosen, rows)
    if target.kind is Kind.UNDECIDED:
        return _ask(library, workshop_id, table, target)
    return propose(library, workshop_id, table, target, chosen)


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


def propose(
    library: Library, workshop_id: int, table: Table, target: Target, options: Options | None = None
) -> Proposal:
    """How `table` would be imported to a target that the person chose."""
    table = as_read(library, target, table)
    chosen = options or Options()
    if table.origin is not None:
        chosen = _options_for(table, chosen)
    fields = fields_of(library, target)
    if target.step_id is None:
        mapping = match_roster(table, chosen)
        plan = plan_roster(library, workshop_id, table, chosen)
    else:
        mapping = matched_columns(library, target, table, chosen)
        of_form_chosen = replace(chosen, form=target.form)
        plan = exercise_of(library, target.step_id).plan_import(library, target.step_id, table, of_form_chosen)
    return Proposal(table, target, tuple(fields), mapping, plan, table.rows[:SAMPLES])


def pasted_roster(text: str, *, headings: bool | None = None) -> Table:
    """People pasted from a spreadsheet, a mail's recipients, or typed one a line; see `tables.parse_text`."""
    known = [
        *import_fields(),
        *(Field(key, key, names) for key, names in other_names("contacts").items()),
    ]
    people, remarks = one_a_line(text)
    table = tidied(parse_text(people, headings=False if remarks else headings, known=known))
    return replace(table, problems=(*remarks, *table.problems))


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
    exercise names the forms of its tables, part by part where tables have parts. Each file is planned on top of those
    before it. A dry run does all of it and takes it back before it is committed. A column that the person matched needs
    to be in one of the files only. `rows` is what the person said that the rows of a file are; where nobody said it of
    one that can be read in two ways, that is an error; what is said of a folder or an archive is said of all in it.
    `own` are choices for single files in the place of `options`, `known` the tables of files that were read before.
    Tables that belong together are put together first, see `joining`. Raises BadFile for a file that is no table,
    unless that stands `aside` as an error of this file, Invalid for a column that is in none or for answers where no
    exercise takes any, and NotFound for an unknown workshop.
    """
    with opened(paths) as brought, without_search():
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
    taken_from = [each for each in brought if each.chosen or _is_taken(each)]
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
    read_whole = _propose_workshop_or_refuse if asked.aside else _propose_workshop
    work: list[tuple[tuple[int, int, int], Path | ReadTable, Callable[[], Proposal]]] = [
        ((0, 0, -2), path, partial(read_whole, library, workshop_id, path, content, asked.of(path)))
        for path, content in whole.items()
    ]
    for path, error in refused.items():
        work.append(((_LAST, 0, 0), path, partial(_refused, _no_table(path), UNDECIDED, "", error.sentence)))
    taken: list[tuple[ReadTable, Options, Target]] = []
    missing = [_of_another_exercise(library, workshop_id, each.table) for each in tables]
    for each, absent in zip(tables, missing, strict=True):
        table = each.table
        if absent is not None:
            nothing = partial(_propose_nothing, library, table, absent, alone=not whole and all(missing))
            work.append(((_LAST, 0, 0), each, nothing))
            continue
        choices = asked.of(*each.files)
        target = recognised(library, workshop_id, table, _options_for(table, choices), rows.get(each.path))
        if target.kind is Kind.UNDECIDED:
            work.append((_ASKED, each, partial(_ask, library, workshop_id, table, target)))
            continue
        as_meant = as_read(library, target, table)
        taken.append((replace(each, table=as_meant), _options_for(as_meant, choices), target))
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
                propose, library, workshop_id, piece, target, _options_for(piece, replace(of_table, part=part))
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
    """What is said of one table: of one that was put together, in each of its files what is wrong there."""
    if isinstance(source, Path) or not (source.origins or source.headings):
        return [FileImport(source if isinstance(source, Path) else source.path, proposal)]
    found = []
    for path, problems in by_file(source, proposal.plan.problems).items():
        plan = replace(proposal.plan, problems=tuple(problems))
        if path != source.path:
            plan = replace(plan, summary=(), changes=())
        found.append(FileImport(path, replace(proposal, plan=plan)))
    return found


def _not_imported(library: Library, brought: Sequence[Brought]) -> list[FileImport]:
    """The remarks on files in folders and archives that hold nothing to be imported."""
    found = []
    for each in brought:
        remark = Problem(what_it_is(each.form), error=False, loss=Loss.FILE, value=each.name)
        nothing = _nothing_of(library, Table(each.place, (), (), ()), (), (remark,))
        found.append(FileImport(Path(each.place), nothing))
    return found


def _is_taken(found: Brought) -> bool:
    """Whether a file in a folder or an archive is looked into: of what is JSON, a whole workshop."""
    return found.form in TAKEN and (found.form is not BroughtAs.JSON or is_workshop_file(read_content(found.path)))


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


def read_tables(library: Library, workshop_id: int, path: Path, options: Options | None = None) -> list[Table]:
    """The tables in a file: one, or all those of a workbook or file that an exercise's own export made.

    Of the options those count that `tables.read_table` knows.
    """
    return _tables_in(library, exercise_steps(library, workshop_id), path, options or Options())


def _tables_in(
    library: Library, steps: Sequence[tuple[AgendaStep, Exercise]], path: Path, chosen: Options
) -> list[Table]:
    """See `read_tables`."""
    reading = partial(read_table, path, hidden=chosen.hidden, struck=chosen.struck, encoding=chosen.encoding,
                      repair=chosen.repair, table=chosen.table)  # fmt: skip
    for step, each in steps:
        if each.has(Exercise.unpack) and (tables := each.unpack(library, step.id, path.name, read_content(path))):
            return tables
    sheets = exchanged_sheets(path)
    if not sheets and (listed := list_in(path, chosen.encoding)):
        text, remarks = listed
        found = pasted_roster(text)
        return [replace(found, source=path.name, titles=(path.stem,), problems=(*remarks, *found.problems))]
    if not sheets:
        joins = any(each.has(Exercise.join_tables) for _, each in steps)
        return _with_answers(path, reading, joins=joins) if not chosen.table else [reading()]
    away = [] if chosen.hidden else [sheet for sheet, seen in sheets.items() if not seen]
    tables = [reading(sheet=sheet) for sheet in sheets if sheet not in away]
    if away and tables:
        remarks = tuple(Problem(how_to_show(), error=False, loss=Loss.SHEET, value=sheet) for sheet in away)
        tables[0] = replace(tables[0], problems=(*remarks, *tables[0].problems), hides=True)
    return tables


def _with_answers(path: Path, reading: Callable[..., Table], *, joins: bool) -> list[Table]:
    """The table in a file, and where that is a list of people in a workbook, the sheets that say whom they named.

    Those are told by columns that name two different people, one of them again and again, or by keys of the rows of
    another sheet, which is of use only where an exercise `joins` such sheets.
    """
    first = reading()
    left = {each.value for each in first.problems if each.loss is Loss.SHEET}
    if not left or whose_rows(first).rows is Rows.OTHERS:
        return [first]
    others = [table for sheet in first.among if sheet in left
              if whose_rows(table := reading(sheet=sheet)).rows is Rows.OTHERS
             and (joins or not column_of_parents(table.headers))]  # fmt: skip
    taken = {table.name for table in others}
    kept = tuple(each for each in first.problems if each.loss is not Loss.SHEET or each.value not in taken)
    named = [replace(each, source=f"{path.name}: {each.name}") for each in (replace(first, problems=kept), *others)]
    return named if others else [first]


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
                tables += [(called, table) for table in _tables_in(library, steps, path, asked.of(called))]
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


def _no_table(path: Path) -> Table:
    """The table of a file that holds none."""
    return Table(path.name, (), (), ())


def _parts(
    library: Library, target: Target, table: Table, options: Options, *, beside_parts: bool = False
) -> list[tuple[Part, Table]]:
    """What is imported of a table one after the other: its rounds, where it or one beside it has several."""
    if target.step_id is None:
        return [(Part(), table)]
    taking = exercise_of(library, target.step_id)
    return taking.parts(library, target.step_id, table, options, beside_parts=beside_parts)


def _propose_workshop(library: Library, workshop_id: int, path: Path, content: bytes, options: Options) -> Proposal:
    """A whole workshop is no table: it is proposed as what it is."""
    plan = plan_workshop(library, workshop_id, read_workshop(path.name, content), options=options)
    return Proposal(_no_table(path), Target(Kind.WORKSHOP, tr("Whole workshop")), (), {}, plan, ())


def _propose_workshop_or_refuse(
    library: Library, workshop_id: int, path: Path, content: bytes, options: Options
) -> Proposal:
    try:
        return _propose_workshop(library, workshop_id, path, content, options)
    except BadFile as error:
        return _refused(_no_table(path), UNDECIDED, "", error.sentence)


def _of_another_exercise(library: Library, workshop_id: int, table: Table) -> Exercise | None:
    """The exercise whose export this table is, when it is not on the agenda here."""
    steps = exercise_steps(library, workshop_id)
    if any(each.is_own_export_of(library, step.id, table.headers) for step, each in steps):
        # Where steps make their own questions, one may ask what an exercise asks elsewhere.
        return None
    there = {step.exercise for step, _ in steps}
    found = (each for each in exercises() if each.kind not in there and each.is_own_export(table.headers))
    return next(found, None)


def _propose_nothing(library: Library, table: Table, missing: Exercise, *, alone: bool) -> Proposal:
    """A part of an export that this workshop has no place for is left out, and said: the rest is still of use.

    Where there is no rest, it is `alone`, and that is an error.
    """
    said = tr("left out: “{exercise}” is not on this agenda", exercise=missing.title)
    remark = Problem(_not_on_agenda(missing), error=alone, loss=Loss.ROW, rows=table.numbers)
    problems = (*table.problems, remark) if table.rows else table.problems
    return _nothing_of(library, table, (said,), problems, Target(Kind.ANSWERS, missing.title))


def _nothing_of(
    library: Library,
    table: Table,
    summary: tuple[str, ...],
    problems: tuple[Problem, ...],
    target: Target = UNDECIDED,
) -> Proposal:
    """The proposal for what nothing is imported of."""

    def apply() -> Done[None]:
        with library.change(tr("Import files")) as change:
            pass
        return change.done(None)

    return Proposal(table, target, (), {}, Plan(summary, problems, apply), ())


def _not_on_agenda(missing: Exercise) -> str:
    return tr("“{exercise}” is not on this agenda. Add the exercise first, then import again.", exercise=missing.title)


class _TakenBack(Exception):
    """Leaves a transaction so that nothing of it stays."""


def _turn(library: Library, target: Target) -> tuple[int, int]:
    """When a table is imported: the roster first, then answers that add people to it, so that others may name these.

    Those of an exercise go in the order of their forms.
    """
    if target.step_id is None:
        return 0, -1
    fields = exercise_of(library, target.step_id).import_fields(library, target.step_id)
    return 1 if any(field.adds for field in fields) else 2, forms_of(fields).index(target.form)


def _ask(library: Library, workshop_id: int, table: Table, target: Target) -> Proposal:
    """The proposal for a table of which a person has to say what its rows are: nothing but the question."""
    return _refused(table, target, *question_of(library, workshop_id, table, target))


def _refused(table: Table, target: Target, question: str, sentence: str = "") -> Proposal:
    """The proposal for a table that nothing is proposed for, with what to say or to do; `sentence` is its error."""
    refusal = Problem(sentence or question)

    def apply() -> Done[None]:
        raise Invalid(refusal.sentence)

    mapping = dict.fromkeys(table.headers, "")
    plan = Plan((), (*table.problems, refusal), apply)
    return Proposal(table, target, (), mapping, plan, table.rows[:SAMPLES], question)


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


def _options_for(table: Table, options: Options) -> Options:
    """The choices that concern a column of this table."""
    found = {column: table.find_header(column) for column in options.mapping}
    mapping = {header: options.mapping[column] for column, header in found.items() if header is not None}
    return replace(options, mapping=mapping)
