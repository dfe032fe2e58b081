"""Where a table can be imported to, and which of these it fits; where a person has to say it, the question."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import chain

from facilitator.errors import Invalid
from facilitator.exercises.hooks import Exercise
from facilitator.exercises.registry import exercises
from facilitator.exercises.steps import exercise_in, exercise_steps
from facilitator.i18n import in_quotes, languages, speaking, tr
from facilitator.import_plans import Options
from facilitator.storage.library import Library
from facilitator.tabular import (
    IGNORE,
    NEW_QUESTIONS,
    Field,
    Table,
    match_columns,
    of_table_kind,
    quoted,
    resolve,
    table_kinds_of,
)
from facilitator.text_matching import caseless, distinct
from facilitator.workshop.addresses import holds_addresses
from facilitator.workshop.agenda import get_step, said_title
from facilitator.workshop.owner_headings import says_whose
from facilitator.workshop.roster import people_of
from facilitator.workshop.roster_columns import NAMES, import_fields, match_roster
from facilitator.workshop.survey_columns import metadata_of
from facilitator.workshop.tables import AgendaStep
from facilitator.workshop.whose import Rows, Whose
from facilitator.workshop.whose_rows import whose_rows

_COMPLETE = 2
"""Where a fit says whether all that is needed is there."""
_FEW_QUESTIONS = 2
_WORDS_OF_A_QUESTION = 3


class Kind(StrEnum):
    """What a table can hold. `UNDECIDED` is one of which a person has to say it."""

    UNDECIDED = "undecided"
    ROSTER = "roster"
    ANSWERS = "answers"
    WORKSHOP = "workshop"


@dataclass(frozen=True, slots=True)
class Target:
    """Where a table can be imported to: the roster, the answers of one step, or nowhere while that is undecided.

    `table_kind` is one of the kinds of table that the step's exercise takes, "" where there is one. `among` are the ids
    and titles of the steps between which a person has to choose, where that is all that is undecided.
    """

    kind: Kind
    label: str
    step_id: int | None = None
    table_kind: str = ""
    among: tuple[tuple[int, str], ...] = ()


UNDECIDED = Target(Kind.UNDECIDED, "")

Said = Kind | int | Target
"""What a person says of the rows of a table: what they are, or of which step they are answers, by its id.

A target is one of those that `targets` lists.
"""


def targets(library: Library, workshop_id: int) -> list[Target]:
    """Where tables can be imported to in this workshop: the roster first, then each step that takes answers."""
    steps = [
        Target(Kind.ANSWERS, _called(step, table_kind), step.id, table_kind)
        for step, each in _taking_steps(library, workshop_id)
        for table_kind in sorted(table_kinds_of(each.import_fields(library, step.id)), key=bool)
    ]
    return [Target(Kind.ROSTER, tr("People")), *steps]


def _called(step: AgendaStep, table_kind: str) -> str:
    title = said_title(step)
    return f"{title}: {tr(table_kind)}" if table_kind else title


def recognised(library: Library, workshop_id: int, table: Table, options: Options, rows: Said | None = None) -> Target:
    """The target that fits best of those that the table may go to; an undecided one where a person has to say."""
    if isinstance(rows, Target):
        return rows
    possible = targets(library, workshop_id)
    if rows is not None and not isinstance(rows, Kind):
        possible = [each for each in possible if each.step_id == rows]
        if not possible:
            raise Invalid(tr("The step {number} of this workshop takes no table of answers.", number=rows))
        return max(possible, key=lambda each: _fit(library, each, as_read(library, each, table), options))
    exported = [each for each in possible if _is_export(library, each, table)] if rows is None else []
    if exported and _meant(library, possible, table, options) is not Kind.ROSTER:
        # Whatever else its columns may look like, they are known: nobody needs to be asked whose its rows are.
        return _best(library, exported, table, options)
    read = {each: as_read(library, each, table) for each in possible if rows is not Kind.ROSTER}
    unfolded = [each for each, one in read.items() if one.origin is not None and each.step_id and not each.table_kind]
    if unfolded and _meant(library, possible, table, options) is not Kind.ROSTER:
        return _best(library, unfolded, read[unfolded[0]], options)
    whose = _whose(library, workshop_id, table)
    if rows is None and whose.rows is Rows.OPEN and _could_be_answers(library, possible, table, options):
        return UNDECIDED
    # A list of contacts may hold their names and what was answered of each, and not say whose they are.
    unsaid = rows is None and whose.rows is Rows.OPEN and _meant(library, possible, table, options) is None
    if unsaid and _answered_of_others(library, possible, table):
        return UNDECIDED
    if rows is None and whose.rows is not Rows.OPEN:
        rows = _meant(library, possible, table, options)
        if whose.rows is Rows.OTHERS and rows is Kind.ROSTER:
            # A column matched to names does not say that those people take part.
            rows = None
        if rows is None and whose.rows is Rows.PEOPLE:
            rows = Kind.ROSTER
        if rows is None and whose.rows is Rows.EITHER:
            return UNDECIDED
        if rows is None:
            possible = [each for each in possible if each.kind is Kind.ANSWERS and _names(library, each, table, whose)]
            possible = [each for each in possible if _fit(library, each, table, options)[_COMPLETE]] or [UNDECIDED]
    if rows is not None:
        possible = [each for each in possible if each.kind is rows]
        if not possible:
            raise Invalid(_no_exercise())
    return _best(library, possible, table, options) if len(possible) > 1 else possible[0]


def _is_export(library: Library, target: Target, table: Table) -> bool:
    """Whether a table has the headings of an export of this target, by their keys or in words."""
    if (step_id := target.step_id) is None:
        return False
    exported = exercise_of(library, step_id).is_own_export_of(library, step_id, table.headers)
    return exported or _has_headings_of(library, target, table)


def _has_headings_of(library: Library, target: Target, table: Table) -> bool:
    """Whether a table has the headings of an export in words: each is a field's of this target, in one language."""
    if not target.table_kind or not table.headings:
        return False
    for language in languages():
        with speaking(language):
            fields = fields_of(library, target)
            labels = {caseless(text) for each in fields for text in (each.key, each.label)}
            if any(caseless(header) not in labels for header in table.headers):
                continue
            needed = {field.key for field in fields if field.required}
            if needed <= {*matched_columns(library, target, table, Options()).values()}:
                return True
    return False


def exercise_elsewhere(library: Library, workshop_id: int, table: Table) -> Exercise | None:
    """The exercise whose export this table is, when it is not on the agenda here."""
    steps = exercise_steps(library, workshop_id)
    if any(each.is_own_export_of(library, step.id, table.headers) for step, each in steps):
        # Where steps make their own questions, one may ask what an exercise asks elsewhere.
        return None
    there = {step.exercise for step, _ in steps}
    found = (each for each in exercises() if each.kind not in there and each.is_own_export(table.headers))
    return next(found, None)


def as_read(library: Library, target: Target, table: Table) -> Table:
    """The table as it is read for a target: one row each where a row holds several records side by side."""
    if target.step_id is None:
        return table.in_file
    if target.table_kind or table.origin is not None:
        return table
    return exercise_of(library, target.step_id).unfold(library, target.step_id, table)


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
    known_by = [_told(table, fields_of(library, each)) for each in targets(library, workshop_id) if each.step_id]
    told = [header for header in dict.fromkeys(chain.from_iterable(known_by))
            if not says_whose(header) and not holds_addresses(table.texts(header))]  # fmt: skip
    # One account by which all answers came in says of no row whose it is.
    told += [header for header in metadata_of(table.headers) if len(table.texts(header)) == 1]
    return whose_rows(table, known, told)


def _told(table: Table, fields: Sequence[Field]) -> list[str]:
    """The columns of which an exercise knows what they hold: answers, and all of a table that has what it needs."""
    matched = match_columns(table.headers, fields, {})
    complete = {field.key for field in fields if field.required} <= set(matched.values())
    known = {field.key for field in fields if complete or field.answers}
    return [header for header, key in matched.items() if key in known]


def _names(library: Library, target: Target, table: Table, whose: Whose) -> bool:
    """Whether an exercise takes the column that names somebody beside whose the rows are: else it would be lost."""
    fields = {field.key for field in fields_of(library, target) if field.required or field.answers}
    return not whose.other or matched_columns(library, target, table, Options())[whose.other] in fields


def _could_be_answers(library: Library, possible: Sequence[Target], table: Table, options: Options) -> list[str]:
    """The one column that may be an answer, in a table that could be a roster as well; a whole question is one."""
    found = max((_answer_columns(library, each, table, options) for each in possible), key=len, default=[])
    as_people = match_roster(table, options)
    # What the person matched decides.
    if options.mapping or len(found) != 1 or not {*NAMES} & set(as_people.values()):
        return []
    return found if len(found[0].split()) < _WORDS_OF_A_QUESTION else []


def _answer_columns(library: Library, target: Target, table: Table, options: Options) -> list[str]:
    """The columns that an exercise takes for answers to its questions, and no roster has.

    None where the exercise needs certain columns: these tell its tables.
    """
    fields = fields_of(library, target) if target.kind is Kind.ANSWERS else ()
    answers = {field.key for field in fields if field.answers}
    if not answers:
        return []
    matched = matched_columns(library, target, table, options)
    as_people = match_roster(table, Options()) if table.headings else {}
    return [header for header, key in matched.items() if key in answers and not as_people.get(header)]


def _answered_of_others(library: Library, possible: Sequence[Target], table: Table) -> list[str]:
    """The columns that hold answers about the people in the rows, in a table that could be a roster as well.

    One whose texts are the answers of one question is enough; of headings two questions are needed, since one may mean
    another thing. Nobody writes down addresses of contacts: where there are some, the rows are taken for people.
    """
    as_people = match_roster(table, Options())
    if not table.headings or not table.rows or not {*NAMES} & set(as_people.values()):
        return []
    if any(holds_addresses(table.texts(header)) for header in table.headers):
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
        keys = {field.key: field for field in fields_of(library, target) if not field.required}
        by_heading = matched_columns(library, target, table, Options())
        by_texts = dict(zip(table.headers, matched_columns(library, target, bare, Options()).values(), strict=True))
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
    chosen, _ = resolve(table.headers, fields_of(library, target), options.mapping)
    meant = {key for key in chosen.values() if key not in (IGNORE, *NEW_QUESTIONS)}
    matched = set(matched_columns(library, target, table, options).values()) - {"", IGNORE, *NEW_QUESTIONS}
    if target.kind is Kind.ROSTER:
        complete = bool(matched & {*NAMES}) or not table.headings
    else:
        needed = {field.key for field in fields_of(library, target) if field.required}
        answers = _answer_columns(library, target, table, options)
        complete = matched >= needed if needed else bool(answers)
        # What any table can have, such as a column “Label”, speaks for no kind of table.
        matched = matched if matched & needed else set(answers)
    return len(meant), complete and target.kind is Kind.ANSWERS, complete, len(matched)


def _meant(library: Library, possible: Sequence[Target], table: Table, options: Options) -> Kind | None:
    """What the person said of the rows by matching the columns that name people; None where they did not."""
    exactly: set[Kind] = set()
    roughly: set[Kind] = set()
    for target in possible:
        fields = fields_of(library, target)
        naming = {*NAMES} if target.kind is Kind.ROSTER else {field.key for field in fields if field.required}
        if naming & {wanted.casefold() for wanted in options.mapping.values()}:
            exactly.add(target.kind)
        if naming & set(resolve(table.headers, fields, options.mapping)[0].values()):
            roughly.add(target.kind)
    said = exactly or roughly
    return said.pop() if len(said) == 1 else None


def question_of(library: Library, workshop_id: int, table: Table, target: Target) -> tuple[str, str]:
    """What a person has to say of a table with an undecided target: in a window, and with how on the command line."""
    if target.among:
        names = quoted(label for _, label in target.among)
        question = tr("These can be answers of several steps: {steps}. Choose of which.", steps=names)
        steps = ", ".join(f"--step {step_id} ({in_quotes(label)})" for step_id, label in target.among)
        return question, f"{question} {tr('On the command line: {options}.', options=steps)}"
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
    return question, f"{question} {on_command_line}"


def _no_exercise() -> str:
    return tr(
        "This looks like answers, but no exercise of this workshop takes a table of answers. Add the exercise to the "
        "agenda first."
    )


def matched_columns(library: Library, target: Target, table: Table, options: Options) -> dict[str, str]:
    """What each column would be imported as."""
    if target.step_id is None:
        return match_roster(table, options)
    of_kind = replace(options, table_kind=target.table_kind)
    return exercise_of(library, target.step_id).match_table(library, target.step_id, table, of_kind)


def fields_of(library: Library, target: Target) -> Sequence[Field]:
    """What the columns of a table for this target can be."""
    if (step_id := target.step_id) is None:
        return import_fields()

    def read() -> Sequence[Field]:
        return of_table_kind(exercise_of(library, step_id).import_fields(library, step_id), target.table_kind)

    return library.once(("fields", step_id, target.table_kind), read)


def exercise_of(library: Library, step_id: int) -> Exercise:
    """The exercise that a step runs."""
    kind = library.once(("kind", step_id), lambda: get_step(library, step_id).exercise)
    return exercise_in(library, kind)


def _taking_steps(library: Library, workshop_id: int) -> list[tuple[AgendaStep, Exercise]]:
    steps = exercise_steps(library, workshop_id)
    return [(step, each) for step, each in steps if each.import_fields(library, step.id)]
