"""Cards from a table, such as notes that were typed elsewhere or an export of a wall, back on a wall.

A row is one card. Cards that are on the wall already, in the same words below the same question, are not doubled.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from facilitator.errors import Invalid
from facilitator.exercises.folder import implements
from facilitator.exercises.hooks import Exercise
from facilitator.exercises.three_questions.cards import LONGEST, add_for_room, hide_card
from facilitator.exercises.three_questions.setup import Setup, get_setup
from facilitator.exercises.three_questions.themes import make_theme, move_cards
from facilitator.exercises.three_questions.wall import read_wall
from facilitator.i18n import tr, trn
from facilitator.storage.library import Done, Library
from facilitator.tabular import (
    Field,
    Loss,
    Options,
    Plan,
    Problem,
    Table,
    columns_left_out,
    fold,
    match_columns,
    resolve,
)
from facilitator.workshop.find import one_line
from facilitator.workshop.roster import people_of


@dataclass(frozen=True, slots=True)
class _Row:
    prompt_id: int
    text: str
    theme: str
    author_id: int | None
    hidden: bool


@implements(Exercise.import_fields)
def import_fields(library: Library, step_id: int) -> Sequence[Field]:
    """What the columns of a table of cards can be matched to."""
    return [
        Field("question", tr("Question"), ("prompt", "column"), required=True),
        Field("card", tr("Card"), ("answer", "note", "sticky note"), required=True),
        Field("theme", tr("Theme"), ("cluster",)),
        Field("author", tr("Author"), ("participant", "written by")),
        Field("hidden", tr("Hidden")),
    ]


@implements(Exercise.plan_import)
def plan_import(library: Library, step_id: int, table: Table, options: Options) -> Plan:
    """What importing `table` would do: a card for each row that is not on the wall yet."""
    setup = get_setup(library, step_id)
    chosen, wrong = resolve(table.headers, import_fields(library, step_id), options.mapping)
    mapping = match_columns(table.headers, import_fields(library, step_id), chosen)
    columns = {key: header for header, key in mapping.items() if key}
    problems = [*table.problems, *wrong]
    for field in import_fields(library, step_id):
        if field.required and field.key not in columns:
            problems.append(Problem(tr("There is no column for “{field}”.", field=field.label)))
    problems += columns_left_out(table, mapping, tr("Nothing of it is imported here."))
    rows: list[_Row] = []
    if not any(problem.error for problem in problems):
        on_roster = people_of(library, setup.workshop_id)
        shared = Counter(fold(person.name) for person in on_roster)
        # Of namesakes nobody can say whose card it is.
        people = {fold(person.name): person.id for person in on_roster if shared[fold(person.name)] == 1}
        cells = {key: table.column(header) for key, header in columns.items()}
        for place, number in enumerate(table.numbers):
            found = _read({key: texts[place] for key, texts in cells.items()}, setup, people, number, problems)
            if found is not None:
                rows.append(found)
    known = {(card.prompt_id, fold(card.text)) for card in read_wall(library, step_id).cards}
    fresh = [row for row in rows if (row.prompt_id, fold(row.text)) not in known]
    summary = [trn("{count} card", "{count} cards", len(fresh))]
    if len(fresh) < len(rows):
        there = len(rows) - len(fresh)
        summary.append(trn("{count} card is there already", "{count} cards are there already", there))

    def apply() -> Done[None]:
        if any(problem.error for problem in problems):
            raise Invalid(tr("Nothing was imported: the table has errors."))
        return _write(library, step_id, fresh)

    return Plan(tuple(summary), tuple(problems), apply)


def _read(
    cell: Mapping[str, str], setup: Setup, people: Mapping[str, int], number: int, problems: list[Problem]
) -> _Row | None:
    question, text = one_line(cell["question"]), one_line(cell["card"])
    if not text:
        problems.append(Problem(tr("The card is empty: it is left out."), number, error=False, loss=Loss.ROW))
        return None
    prompt = next(
        (
            prompt
            for place, prompt in enumerate(setup.prompts, start=1)
            if fold(question) in (fold(prompt.label), fold(prompt.question), str(place))
        ),
        None,
    )
    if prompt is None:
        there = ", ".join(f"“{each.label}”" for each in setup.prompts)
        sentence = tr("“{text}” is not a question of this card. There are: {all}.", text=question, all=there)
        cause = tr("Not a question of this card (there are: {all}):", all=there)
        problems.append(Problem(sentence, number, cause=cause, value=question))
        return None
    if len(text) > LONGEST:
        problems.append(Problem(tr("A card takes {most} letters.", most=LONGEST), number))
        return None
    author = one_line(cell.get("author", ""))
    author_id = None if setup.anonymous else people.get(fold(author))
    if author and author_id is None:
        sentence = tr("The card is imported without a name.")
        if setup.anonymous:
            problems.append(Problem(sentence, number, error=False, loss=Loss.CELL))
        else:
            why = tr("“{name}” is nobody on the roster, or several people.", name=author)
            cause = tr("The cards are imported without a name. Nobody on the roster, or several people:")
            problems.append(
                Problem(f"{sentence} {why}", number, error=False, loss=Loss.CELL, cause=cause, value=author)
            )
    return _Row(prompt.id, text, one_line(cell.get("theme", "")), author_id, bool(cell.get("hidden", "").strip()))


def _write(library: Library, step_id: int, rows: list[_Row]) -> Done[None]:
    with library.change(tr("Import cards")) as change:
        themes = {fold(theme.name): theme.id for theme in read_wall(library, step_id).themes}
        for row in rows:
            card_id = add_for_room(library, step_id, row.prompt_id, row.text, row.author_id).value
            theme = themes.get(fold(row.theme))
            if theme is not None:
                move_cards(library, step_id, [card_id], theme)
            elif row.theme:
                themes[fold(row.theme)] = make_theme(library, step_id, row.theme, [card_id]).value
            if row.hidden:
                hide_card(library, step_id, card_id, True)
    return change.done(None)
