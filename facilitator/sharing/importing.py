"""Tables that people bring: whether one holds the roster or answers, what importing it would do, and doing it.

Which exercises take answers, and what their columns mean, is known by the exercises alone.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import partial
from pathlib import Path

from facilitator.errors import Invalid
from facilitator.exercises.hooks import Exercise
from facilitator.exercises.registry import exercises
from facilitator.exercises.steps import exercise_in, exercise_steps
from facilitator.i18n import languages, speaking, tr
from facilitator.sharing.grid import how_to_show
from facilitator.sharing.tables import exchanged_sheets, parse_text, read_content, read_table
from facilitator.sharing.workshop_file import is_workshop_file, plan_workshop, read_workshop
from facilitator.storage.library import Done, Library
from facilitator.tabular import (
    IGNORE,
    NEW_QUESTION,
    Field,
    Loss,
    Options,
    Part,
    PersonChange,
    Plan,
    Problem,
    Table,
    caseless,
    distinct,
    find_header,
    forms_of,
    left_out,
    match_columns,
    of_form,
    other_names,
    quoted,
    resolve,
)
from facilitator.workshop import roster_import
from facilitator.workshop.agenda import get_step
from facilitator.workshop.roster import people_of
from facilitator.workshop.tables import AgendaStep
from facilitator.workshop.whose_rows import Rows, Whose, holds_addresses, says_whose, whose_rows

SAMPLES = 8
"""How many rows a preview shows."""
_LAST = 1_000
"""The turn of a file of which nothing is imported."""
_AFTER_RECIPIENT = re.compile(r"(?<=>)\s*[;,]\s*")
"""What stands between two recipients of a mail, each of whom ends with an address in angle brackets."""
_NAMES = frozenset({"name", "first_name", "last_name"})
"""The fields of a roster of which one is needed."""


class Kind(StrEnum):
    """What a table can hold. `UNDECIDED` is one of which a person has to say it."""

    UNDECIDED = "undecided"
    ROSTER = "roster"
    ANSWERS = "answers"
    WORKSHOP = "workshop"


@dataclass(frozen=True, slots=True)
class Target:
    """Where a table can be imported to: the roster, the answers of one step, or nowhere while that is undecided.

    `form` is one of the forms of table that the step's exercise takes, "" where there is one only. `among` are the ids
    and titles of the steps between which a person has to choose, where that is all that is undecided.
    """

    kind: Kind
    label: str
    step_id: int | None = None
    form: str = ""
    among: tuple[tuple[int, str], ...] = ()


_UNDECIDED = Target(Kind.UNDECIDED, "")

Said = Kind | int
"""What a person says of the rows of a table: what they are, or of which step they are answers, by its id."""


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
    def asked(self) -> tuple[PersonChange, ...]:
        """What changes who somebody is in any file, if the person agrees."""
        return tuple(change for file in self.files for change in file.proposal.plan.asked)


def targets(library: Library, workshop_id: int) -> list[Target]:
    """Where tables can be imported to in this workshop: the roster first, then each step that takes answers."""
    steps = [
        Target(Kind.ANSWERS, f"{step.title}: {tr(form)}" if form else step.title, step.id, form)
        for step, each in _taking_steps(library, workshop_id)
        for form in sorted(forms_of(each.import_fields(library, step.id)), key=bool)
    ]
    return [Target(Kind.ROSTER, tr("People")), *steps]


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
        return _refused(table, _UNDECIDED, _not_on_agenda(missing))
    target = _recognised(library, workshop_id, table, chosen, rows)
    if target.kind is Kind.UNDECIDED:
        return _ask(library, workshop_id, table, target)
    return propose(library, workshop_id, table, target, chosen)


def propose(
    library: Library, workshop_id: int, table: Table, target: Target, options: Options | None = None
) -> Proposal:
    """How `table` would be imported to a target that the person chose."""
    chosen = options or Options()
    fields = _fields(library, target)
    if target.step_id is None:
        mapping = roster_import.match_roster(table, chosen)
        plan = roster_import.plan_roster(library, workshop_id, table, chosen)
    else:
        mapping = _matched(library, target, table, chosen)
        of_form_chosen = replace(chosen, form=target.form)
        plan = _exercise(library, target.step_id).plan_import(library, target.step_id, table, of_form_chosen)
    return Proposal(table, target, tuple(fields), mapping, plan, table.rows[:SAMPLES])


def pasted_roster(text: str, *, headings: bool | None = None) -> Table:
    """People pasted from a spreadsheet, a mail's recipients, or typed one a line; see `tables.parse_text`."""
    known = [
        *roster_import.import_fields(),
        *(Field(key, key, names) for key, names in other_names("contacts").items()),
    ]
    return parse_text(_one_a_line(text), headings=headings, known=known)


def _one_a_line(text: str) -> str:
    """A mail's list of recipients with each in a line of their own; they would be one person of a long name else."""
    if "\t" in text:
        return text
    return _AFTER_RECIPIENT.sub("\n", text)


def import_files(
    library: Library,
    workshop_id: int,
    paths: Sequence[Path],
    options: Options | None = None,
    dry_run: bool = False,
    rows: Mapping[Path, Said] | None = None,
) -> Imported:
    """Import all files in one transaction; where one has an error, nothing is changed.

    Rosters go before answers, those that add people before those that do not, and answers in the order in which their
    exercise names the forms of its tables, part by part where tables have parts. Each file is planned on top of those
    before it. A dry run does all of it and takes it back before it is committed. A column that the person matched needs
    to be in one of the files only. `rows` is what the person said that the rows of a file are; where nobody said it of
    one that can be read in two ways, that is an error. Raises BadFile for a file that is no table, Invalid for a column
    that is in none or for answers where no exercise takes any, and NotFound for an unknown workshop.
    """
    chosen = options or Options()
    whole = {path: content for path in paths if is_workshop_file(content := read_content(path))}
    tables = [
        (path, table)
        for path in paths
        if path not in whole
        for table in read_tables(library, workshop_id, path, chosen)
    ]
    if tables or not whole:
        _check_columns([table for _, table in tables], chosen)
    work: list[tuple[tuple[int, int, int], Path, Callable[[], Proposal]]] = [
        ((0, 0, -2), path, partial(_propose_workshop, library, workshop_id, path, content, chosen))
        for path, content in whole.items()
    ]
    taken: list[tuple[Path, Table, Options, Target]] = []
    missing = [_of_another_exercise(library, workshop_id, table) for _, table in tables]
    for (path, table), absent in zip(tables, missing, strict=True):
        if absent is not None:
            alone = not whole and all(missing)
            work.append(((_LAST, 0, 0), path, partial(_propose_nothing, library, table, absent, alone=alone)))
            continue
        own = _options_for(table, chosen)
        target = _recognised(library, workshop_id, table, own, (rows or {}).get(path))
        if target.kind is Kind.UNDECIDED:
            work.append(((0, 0, -1), path, partial(_ask, library, workshop_id, table, target)))
            continue
        taken.append((path, table, own, target))
    in_parts = {
        target.step_id
        for _, table, own, target in taken
        if any(part.number for part, _ in _parts(library, target, table, own))
    }
    for path, table, own, target in taken:
        for part, piece in _parts(library, target, table, own, beside_parts=target.step_id in in_parts):
            proposing = partial(
                propose, library, workshop_id, piece, target, _options_for(piece, replace(own, part=part))
            )
            adds, turn = _turn(library, target)
            work.append(((adds, part.number, turn), path, proposing))
    work.sort(key=lambda each: each[0])
    files: list[FileImport] = []
    try:
        with library.change(tr("Import files")) as change:
            for _, path, made in work:
                files.append(FileImport(path, made()))
                if not any(file.proposal.plan.errors for file in files):
                    files[-1].proposal.plan.apply()
            if dry_run or Imported(tuple(files), None).failed:
                raise _TakenBack
    except _TakenBack:
        return Imported(tuple(files), None)
    return Imported(tuple(files), change.done(None))


def read_tables(library: Library, workshop_id: int, path: Path, options: Options | None = None) -> list[Table]:
    """The tables in a file: one, or all those of a workbook or file that an exercise's own export made.

    Of the options those count that `tables.read_table` knows.
    """
    chosen = options or Options()
    reading = partial(read_table, path, hidden=chosen.hidden, encoding=chosen.encoding, repair=chosen.repair)
    for step, each in exercise_steps(library, workshop_id):
        if each.has(Exercise.unpack) and (tables := each.unpack(library, step.id, path.name, read_content(path))):
            return tables
    sheets = exchanged_sheets(path)
    if not sheets:
        return [reading()]
    away = [] if chosen.hidden else [sheet for sheet, seen in sheets.items() if not seen]
    tables = [reading(sheet=sheet) for sheet in sheets if sheet not in away]
    if away and tables:
        remarks = tuple(Problem(how_to_show(), error=False, loss=Loss.SHEET, value=sheet) for sheet in away)
        tables[0] = replace(tables[0], problems=(*remarks, *tables[0].problems), hides=True)
    return tables


def _parts(
    library: Library, target: Target, table: Table, options: Options, *, beside_parts: bool = False
) -> list[tuple[Part, Table]]:
    """What is imported of a table one after the other: its rounds, where it or one beside it has several."""
    if target.step_id is None:
        return [(Part(), table)]
    return _exercise(library, target.step_id).parts(library, target.step_id, table, options, beside_parts=beside_parts)


def _propose_workshop(library: Library, workshop_id: int, path: Path, content: bytes, options: Options) -> Proposal:
    """A whole workshop is no table: it is proposed as what it is."""
    plan = plan_workshop(library, workshop_id, read_workshop(path.name, content), options=options)
    return Proposal(Table(path.name, (), (), ()), Target(Kind.WORKSHOP, tr("Whole workshop")), (), {}, plan, ())


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

    def apply() -> Done[None]:
        with library.change(tr("Import files")) as change:
            pass
        return change.done(None)

    said = tr("left out: “{exercise}” is not on this agenda", exercise=missing.title)
    remark = Problem(_not_on_agenda(missing), error=alone, loss=Loss.ROW, rows=table.numbers)
    problems = (*table.problems, remark) if table.rows else table.problems
    return Proposal(table, Target(Kind.ANSWERS, missing.title), (), {}, Plan((said,), problems, apply), ())


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
    fields = _exercise(library, target.step_id).import_fields(library, target.step_id)
    return 1 if any(field.adds for field in fields) else 2, forms_of(fields).index(target.form)


def _recognised(library: Library, workshop_id: int, table: Table, options: Options, rows: Said | None = None) -> Target:
    """The target that fits best of those that the table may go to; an undecided one where a person has to say."""
    possible = targets(library, workshop_id)
    if rows is not None and not isinstance(rows, Kind):
        possible = [each for each in possible if each.step_id == rows]
        if not possible:
            raise Invalid(tr("The step {number} of this workshop takes no table of answers.", number=rows))
        return max(possible, key=lambda each: _fit(library, each, table, options))
    exported = [
        each
        for each in possible
        if (step_id := each.step_id) is not None
        and _exercise(library, step_id).is_own_export_of(library, step_id, table.headers)
    ]
    if exported and rows is None and not options.mapping:
        # Whatever else its columns may look like, they are known.
        return _best(library, exported, table, options)
    whose = _whose(library, workshop_id, table)
    if rows is None and whose.rows is Rows.OPEN and _could_be_answers(library, possible, table, options):
        return _UNDECIDED
    # A list of contacts may hold their names and what was answered of each, and not say whose they are.
    unsaid = rows is None and whose.rows is Rows.OPEN and _meant(library, possible, table, options) is None
    if unsaid and _answered_of_others(library, possible, table):
        return _UNDECIDED
    if rows is None and whose.rows is not Rows.OPEN:
        rows = _meant(library, possible, table, options)
        if whose.rows is Rows.OTHERS and rows is Kind.ROSTER:
            # A column matched to names does not say that those people take part.
            rows = None
        if rows is None and whose.rows is Rows.PEOPLE:
            rows = Kind.ROSTER
        if rows is None and whose.rows is Rows.EITHER:
            return _UNDECIDED
        if rows is None:
            possible = [each for each in possible if each.kind is Kind.ANSWERS and _names(library, each, table, whose)]
            possible = [each for each in possible if _fit(library, each, table, options)[_COMPLETE]] or [_UNDECIDED]
    if rows is not None:
        possible = [each for each in possible if each.kind is rows]
        if not possible:
            raise Invalid(_no_exercise())
    return _best(library, possible, table, options) if len(possible) > 1 else possible[0]


def _best(library: Library, possible: Sequence[Target], table: Table, options: Options) -> Target:
    """The target that a table fits best; an undecided one where several steps take it equally well."""
    fits = {each: _fit(library, each, table, options) for each in possible}
    # max() keeps the first of equals: the roster before answers.
    best = max(possible, key=fits.__getitem__)
    alike = {each.step_id: each.label for each in possible if fits[each] == fits[best] and each.step_id is not None}
    if best.step_id is None or len(alike) == 1 or not fits[best][_COMPLETE]:
        return best
    steps = [step_id for step_id in alike if step_id is not None]
    return Target(Kind.UNDECIDED, "", among=tuple(zip(steps, distinct(alike.values()), strict=True)))


def _whose(library: Library, workshop_id: int, table: Table) -> Whose:
    """Whose the rows are, by what the roster and the exercises here know of it."""
    people = people_of(library, workshop_id)
    known = {text for each in people for text in (each.name, each.email) if text}
    fields = [field for each in targets(library, workshop_id) if each.step_id is not None
              for field in _fields(library, each)]  # fmt: skip
    matched = match_columns(table.headers, fields, {})
    told = [header for header, key in matched.items()
            if key and not says_whose(header) and not holds_addresses(table.column(header))]  # fmt: skip
    return whose_rows(table, known, told)


_COMPLETE = 2
_FEW_QUESTIONS = 2
_WORDS_OF_A_QUESTION = 3


def _names(library: Library, target: Target, table: Table, whose: Whose) -> bool:
    """Whether an exercise takes the column that names somebody beside whose the rows are: else it would be lost."""
    fields = {field.key for field in _fields(library, target) if field.required or field.answers}
    return not whose.other or _matched(library, target, table, Options())[whose.other] in fields


def _could_be_answers(library: Library, possible: Sequence[Target], table: Table, options: Options) -> list[str]:
    """The one column that may be an answer, in a table that could be a roster as well; a whole question is one."""
    found = max((_answer_columns(library, each, table, options) for each in possible), key=len, default=[])
    as_people = roster_import.match_roster(table, options)
    # What the person matched decides.
    if options.mapping or len(found) != 1 or not _NAMES & set(as_people.values()):
        return []
    return found if len(found[0].split()) < _WORDS_OF_A_QUESTION else []


def _answer_columns(library: Library, target: Target, table: Table, options: Options) -> list[str]:
    """The columns that an exercise takes for answers to its questions, and no roster has.

    None where the exercise needs certain columns: these tell its tables.
    """
    fields = _fields(library, target) if target.kind is Kind.ANSWERS else ()
    answers = {field.key for field in fields if field.answers}
    if not answers:
        return []
    matched = _matched(library, target, table, options)
    as_people = roster_import.match_roster(table, Options()) if table.headings else {}
    return [header for header, key in matched.items() if key in answers and not as_people.get(header)]


def _answered_of_others(library: Library, possible: Sequence[Target], table: Table) -> list[str]:
    """The columns that hold answers about the people in the rows, in a table that could be a roster as well.

    One whose texts are the answers of one question is enough; of headings two questions are needed, since one may mean
    another thing. Nobody writes down addresses of contacts: where there are some, the rows are taken for people.
    """
    as_people = roster_import.match_roster(table, Options())
    if not table.headings or not table.rows or not _NAMES & set(as_people.values()):
        return []
    if any(holds_addresses(table.column(header)) for header in table.headers):
        return []
    free = [header for header, key in as_people.items() if not key]
    for language in languages():
        with speaking(language):
            found = _told_of_others(library, possible, table, free)
        if found:
            return found
    return []


def _told_of_others(library: Library, possible: Sequence[Target], table: Table, free: Sequence[str]) -> list[str]:
    """`_answered_of_others` among the `free` columns, in the language that is spoken."""
    bare = replace(table, headers=tuple(f"#{place}" for place, _ in enumerate(table.headers)))
    for target in possible:
        if target.kind is not Kind.ANSWERS:
            continue
        keys = {field.key: field for field in _fields(library, target) if not field.required}
        by_heading = _matched(library, target, table, Options())
        by_texts = dict(zip(table.headers, _matched(library, target, bare, Options()).values(), strict=True))
        told = [header for header in free if by_texts[header] in keys]
        named = [
            header
            for header in free
            if (key := by_heading[header]) in keys and caseless(header) != caseless(keys[key].key)
        ]
        if told or len(named) >= _FEW_QUESTIONS:
            return [header for header in free if header in told or header in named]
    return []


def _fit(library: Library, target: Target, table: Table, options: Options) -> tuple[int, bool, bool, int]:
    """How well a table fits a target: fields that the person named, complete answers, complete, columns matched."""
    chosen, _ = resolve(table.headers, _fields(library, target), options.mapping)
    meant = {key for key in chosen.values() if key not in (IGNORE, NEW_QUESTION)}
    matched = set(_matched(library, target, table, options).values()) - {"", IGNORE, NEW_QUESTION}
    if target.kind is Kind.ROSTER:
        complete = bool(matched & _NAMES) or not table.headings
    else:
        needed = {field.key for field in _fields(library, target) if field.required}
        answers = _answer_columns(library, target, table, options)
        complete = matched >= needed if needed else bool(answers)
        # What any table can have, such as a column “Label”, speaks for no form.
        matched = matched if matched & needed else set(answers)
    return len(meant), complete and target.kind is Kind.ANSWERS, complete, len(matched)


def _meant(library: Library, possible: Sequence[Target], table: Table, options: Options) -> Kind | None:
    """What the person said of the rows by matching the columns that name people; None where they did not."""
    exactly: set[Kind] = set()
    roughly: set[Kind] = set()
    for target in possible:
        fields = _fields(library, target)
        naming = _NAMES if target.kind is Kind.ROSTER else {field.key for field in fields if field.required}
        if naming & {wanted.casefold() for wanted in options.mapping.values()}:
            exactly.add(target.kind)
        if naming & set(resolve(table.headers, fields, options.mapping)[0].values()):
            roughly.add(target.kind)
    said = exactly or roughly
    return said.pop() if len(said) == 1 else None


def _ask(library: Library, workshop_id: int, table: Table, target: Target) -> Proposal:
    """The proposal for a table of which a person has to say what its rows are: nothing but the question."""
    if target.among:
        names = quoted(label for _, label in target.among)
        question = tr("These can be answers of several steps: {steps}. Choose of which.", steps=names)
        steps = ", ".join(f"--step {step_id} (“{label}”)" for step_id, label in target.among)
        return _refused(table, target, question, f"{question} {tr('On the command line: {options}.', options=steps)}")
    whose = _whose(library, workshop_id, table)
    possible = targets(library, workshop_id)
    asked = tr("Are the rows people who take part, or answers that name others? Choose what the rows are.")
    if whose.rows is Rows.OPEN:
        if answers := _could_be_answers(library, possible, table, Options()):
            sentence = tr("{column} can be an answer to a question of this workshop.", column=quoted(answers))
            asked = tr("Are the rows people who take part, or their answers? Choose what the rows are.")
        else:
            sentence = tr(
                "{columns} can be answers about others, and no column says whose contacts the rows are.",
                columns=quoted(_answered_of_others(library, possible, table)),
            )
        whose = replace(whose, sentence=sentence)
    if len(possible) == 1:
        choice = tr("If the rows are people who take part, choose People.")
        question = f"{whose.sentence} {_no_exercise()} {choice}"
        options = "--as people"
    elif whose.wide:
        choice = tr("To take in the people without their contacts, choose People.")
        question = f"{whose.sentence} {choice}"
        options = "--as people"
    else:
        question = f"{whose.sentence} {asked}"
        options = tr("{one} or {other}", one="--as people", other="--as answers")
    on_command_line = tr("On the command line: {options}.", options=options)
    return _refused(table, target, question, f"{question} {on_command_line}")


def _refused(table: Table, target: Target, question: str, sentence: str = "") -> Proposal:
    """The proposal for a table that nothing is proposed for, with what to say or to do; `sentence` is its error."""
    refusal = Problem(sentence or question)

    def apply() -> Done[None]:
        raise Invalid(refusal.sentence)

    mapping = dict.fromkeys(table.headers, "")
    plan = Plan((), (*table.problems, refusal), apply)
    return Proposal(table, target, (), mapping, plan, table.rows[:SAMPLES], question)


def _no_exercise() -> str:
    return tr(
        "This looks like answers, but no exercise of this workshop takes a table of answers. Add the exercise to the "
        "agenda first."
    )


def _matched(library: Library, target: Target, table: Table, options: Options) -> dict[str, str]:
    """What each column would be imported as."""
    if target.step_id is None:
        return roster_import.match_roster(table, options)
    form = replace(options, form=target.form)
    return _exercise(library, target.step_id).match_table(library, target.step_id, table, form)


def _fields(library: Library, target: Target) -> Sequence[Field]:
    if target.step_id is None:
        return roster_import.import_fields()
    return of_form(_exercise(library, target.step_id).import_fields(library, target.step_id), target.form)


def _exercise(library: Library, step_id: int) -> Exercise:
    return exercise_in(library, get_step(library, step_id).exercise)


def _taking_steps(library: Library, workshop_id: int) -> list[tuple[AgendaStep, Exercise]]:
    steps = exercise_steps(library, workshop_id)
    return [(step, each) for step, each in steps if each.import_fields(library, step.id)]


def _check_columns(tables: Sequence[Table], options: Options) -> None:
    for column in options.mapping:
        if not any(find_header(table.headers, column) for table in tables):
            there = quoted(dict.fromkeys(header for table in tables for header in table.headers))
            raise Invalid(tr("There is no column “{name}”. There are: {all}.", name=column, all=there))


def _options_for(table: Table, options: Options) -> Options:
    """The choices that concern a column of this table."""
    mapping = {column: key for column, key in options.mapping.items() if find_header(table.headers, column)}
    return replace(options, mapping=mapping)
