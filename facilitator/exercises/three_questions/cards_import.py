"""Cards from a table, such as notes that were typed elsewhere or an export of a wall, back on a wall.

A row is one card. Cards that are on the wall already, in the same words below the same question, are not doubled.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from facilitator.errors import Invalid
from facilitator.exercises.folder import implements
from facilitator.exercises.hooks import Exercise
from facilitator.exercises.three_questions.cards import add_for_room, hide_card
from facilitator.exercises.three_questions.setup import LONGEST, Setup, get_setup
from facilitator.exercises.three_questions.themes import make_theme, move_cards
from facilitator.exercises.three_questions.wall import CardView, Wall, read_wall, signed
from facilitator.i18n import tr, trn
from facilitator.storage.library import Done, Library
from facilitator.tabular import (
    Field,
    Loss,
    Options,
    Plan,
    Problem,
    Table,
    caseless,
    columns_left_out,
    match_columns,
    resolve,
    yes_or_no,
)
from facilitator.workshop.find import one_line
from facilitator.workshop.roster import people_of


@dataclass(frozen=True, slots=True)
class _Row:
    number: int
    prompt_id: int
    text: str
    theme: str
    author: str
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
        shared = Counter(caseless(person.name) for person in on_roster)
        # Of namesakes nobody can say whose card it is.
        people = {caseless(person.name): person.id for person in on_roster if shared[caseless(person.name)] == 1}
        cells = {key: table.column(header) for key, header in columns.items()}
        for place, number in enumerate(table.numbers):
            cell = {key: texts[place] for key, texts in cells.items()}
            found = _read(cell, setup, people, number, columns, problems)
            if found is not None:
                rows.append(found)
    fresh = list(_not_there_yet(read_wall(library, step_id), rows, columns, problems))
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
    cell: Mapping[str, str],
    setup: Setup,
    people: Mapping[str, int],
    number: int,
    columns: Mapping[str, str],
    problems: list[Problem],
) -> _Row | None:
    question, text = one_line(cell["question"]), one_line(cell["card"])
    if not text:
        problems.append(Problem(tr("The card is empty: it is left out."), number, error=False, loss=Loss.ROW))
        return None
    prompt = next(
        (
            prompt
            for place, prompt in enumerate(setup.prompts, start=1)
            if caseless(question) in (caseless(prompt.label), caseless(prompt.question), str(place))
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
    author_id = None if setup.anonymous else people.get(caseless(author))
    if author and author_id is None:
        sentence = tr("The card is imported without a name.")
        if setup.anonymous:
            problems.append(Problem(sentence, number, columns["author"], error=False, loss=Loss.CELL))
        else:
            why = tr("“{name}” is nobody on the roster, or several people.", name=author)
            cause = tr("The cards are imported without a name. Nobody on the roster, or several people:")
            problems.append(
                Problem(f"{sentence} {why}", number, columns["author"], False, Loss.CELL, cause=cause, value=author)
            )
    said = one_line(cell.get("hidden", ""))
    hidden = yes_or_no(said)
    if said and hidden is None:
        sentence = tr("“{text}” says neither yes nor no: the card is shown.", text=said)
        cause = tr("Neither yes nor no, and these cards are shown:")
        problems.append(Problem(sentence, number, columns["hidden"], False, Loss.CELL, cause=cause, value=said))
    return _Row(number, prompt.id, text, one_line(cell.get("theme", "")), author, author_id, bool(hidden))


def _not_there_yet(
    wall: Wall, rows: Sequence[_Row], columns: Mapping[str, str], problems: list[Problem]
) -> Iterator[_Row]:
    """The rows that are cards of their own; each card on the wall is that of one row.

    What such a row says otherwise than the wall is left out, with a remark.
    """
    free: dict[tuple[int, str], list[CardView]] = defaultdict(list)
    for card in wall.cards:
        free[card.prompt_id, caseless(card.text)].append(card)
    names = {theme.id: theme.name for theme in wall.themes}
    for row in rows:
        cards = free[row.prompt_id, caseless(row.text)]
        if not cards:
            yield row
            continue
        others = {card.id: _otherwise(row, card, names.get(card.theme_id or 0, ""), wall.setup) for card in cards}
        # Of several in the same words, the one that is most like the row.
        card = min(cards, key=lambda each: (len(others[each.id]), each.hidden != row.hidden))
        cards.remove(card)
        for key in others[card.id]:
            sentence = tr("These cards are on the wall already, where this is otherwise, and stay as they are there.")
            problems.append(Problem(sentence, row.number, columns[key], error=False, loss=Loss.CELL))


def _otherwise(row: _Row, card: CardView, theme: str, setup: Setup) -> list[str]:
    """The fields in which a row says otherwise than the card on the wall."""
    signatures = {caseless(row.author), caseless(signed(row.author, setup))} if row.author else set()
    other = {
        "theme": row.theme and caseless(row.theme) != caseless(theme),
        "author": row.author_id is not None and caseless(card.signature) not in signatures,
        "hidden": row.hidden and not card.hidden,
    }
    return [key for key, differs in other.items() if differs]


def _write(library: Library, step_id: int, rows: list[_Row]) -> Done[None]:
    with library.change(tr("Import cards")) as change:
        themes = {caseless(theme.name): theme.id for theme in read_wall(library, step_id).themes}
        for row in rows:
            card_id = add_for_room(library, step_id, row.prompt_id, row.text, row.author_id).value
            theme = themes.get(caseless(row.theme))
            if theme is not None:
                move_cards(library, step_id, [card_id], theme)
            elif row.theme:
                themes[caseless(row.theme)] = make_theme(library, step_id, row.theme, [card_id]).value
            if row.hidden:
                hide_card(library, step_id, card_id, True)
    return change.done(None)
