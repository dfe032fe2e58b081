"""Cards from a table, such as notes that were typed elsewhere or an export of a wall, back on a wall.

A row is one card. Cards that are on the wall already, in the same words below the same question, are not doubled.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from facilitator.exercises.folder import implements
from facilitator.exercises.hooks import Exercise
from facilitator.exercises.three_questions.cards import add_for_room, hide_card
from facilitator.exercises.three_questions.setup import LONGEST, Setup, get_setup
from facilitator.exercises.three_questions.themes import make_theme, move_cards
from facilitator.exercises.three_questions.wall import CardView, Wall, read_wall, signed
from facilitator.i18n import tr, trn
from facilitator.storage.library import Library, Transaction
from facilitator.tabular import Field, Options, Plan, Problem, Table, caseless, yes_or_no
from facilitator.workshop.roster import people_of
from facilitator.workshop.table_import import Cell, Reading, Row, plan_of, start_reading


@dataclass(frozen=True, slots=True)
class _Card:
    """What a row says. `author` is the name as it stands there, `author_id` whose it is, where that is known."""

    prompt_id: int
    text: str
    theme: str
    author: str
    author_id: int | None
    hidden: bool


@dataclass
class _Draft:
    """What one import would write: `cards` that are not on the wall yet; `there` others are."""

    library: Library
    step_id: int
    reading: Reading
    cards: list[_Card] = field(default_factory=list)
    there: int = 0
    changes: tuple[()] = ()

    @property
    def problems(self) -> Sequence[Problem]:
        return self.reading.problems

    def summary(self) -> list[str]:
        summary = [trn("{count} card", "{count} cards", len(self.cards))]
        if self.there:
            summary.append(trn("{count} card is there already", "{count} cards are there already", self.there))
        return summary

    def write(self, change: Transaction) -> None:
        # Each operation announces what it does.
        library, step_id = self.library, self.step_id
        themes = {caseless(theme.name): theme.id for theme in read_wall(library, step_id).themes}
        for card in self.cards:
            card_id = add_for_room(library, step_id, card.prompt_id, card.text, card.author_id).value
            theme = themes.get(caseless(card.theme))
            if theme is not None:
                move_cards(library, step_id, [card_id], theme)
            elif card.theme:
                themes[caseless(card.theme)] = make_theme(library, step_id, card.theme, [card_id]).value
            if card.hidden:
                hide_card(library, step_id, card_id, True)


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
    return plan_of(library, tr("Import cards"), lambda _: _draft(library, step_id, table, options), _Draft.write)


def _draft(library: Library, step_id: int, table: Table, options: Options) -> _Draft:
    draft = _Draft(library, step_id, start_reading(table, import_fields(library, step_id), options))
    if draft.reading.failed:
        return draft
    wall, setup = read_wall(library, step_id), get_setup(library, step_id)
    on_roster = people_of(library, setup.workshop_id)
    shared = Counter(caseless(person.name) for person in on_roster)
    # Of namesakes nobody can say whose card it is.
    people = {caseless(person.name): person.id for person in on_roster if shared[caseless(person.name)] == 1}
    free: dict[tuple[int, str], list[CardView]] = defaultdict(list)
    for card in wall.cards:
        free[card.prompt_id, caseless(card.text)].append(card)
    question = _question(setup)
    for row in draft.reading:
        read = _read(row, question, people, setup)
        if read is None:
            continue
        if same := free[read.prompt_id, caseless(read.text)]:
            draft.there += 1
            _say_otherwise(row, read, same, wall)
        else:
            draft.cards.append(read)
    return draft


def _question(setup: Setup) -> Cell[int]:
    """The prompt that a text names, by its label, its question or its number."""
    names = {
        name: prompt.id
        for place, prompt in reversed(list(enumerate(setup.prompts, start=1)))
        for name in (caseless(prompt.label), caseless(prompt.question), str(place))
    }
    there = ", ".join(f"“{each.label}”" for each in setup.prompts)
    return Cell(
        lambda text: names.get(caseless(text)),
        tr("Not a question of this card (there are: {all}):", all=there),
        lambda text: tr("“{text}” is not a question of this card. There are: {all}.", text=text, all=there),
    )


def _read(row: Row, question: Cell[int], people: Mapping[str, int], setup: Setup) -> _Card | None:
    """The card of a row; None, with a problem noted, where there is none."""
    if not row["card"]:
        row.leave_out("", tr("The card is empty: it is left out."))
        return None
    prompt_id = row.read("question", question, needed=True)
    if len(row["card"]) > LONGEST:
        row.wrong("card", tr("A card takes {most} letters.", most=LONGEST))
    if prompt_id is None:
        return None
    author = row["author"]
    author_id = None if setup.anonymous else people.get(caseless(author))
    if author and author_id is None:
        sentence = tr("The card is imported without a name.")
        if setup.anonymous:
            row.leave_out("author", sentence)
        else:
            why = tr("“{name}” is nobody on the roster, or several people.", name=author)
            cause = tr("The cards are imported without a name. Nobody on the roster, or several people:")
            row.leave_out("author", f"{sentence} {why}", cause, author)
    hidden = yes_or_no(row["hidden"])
    if row["hidden"] and hidden is None:
        sentence = tr("“{text}” says neither yes nor no: the card is shown.", text=row["hidden"])
        row.leave_out("hidden", sentence, tr("Neither yes nor no, and these cards are shown:"), row["hidden"])
    return _Card(prompt_id, row["card"], row["theme"], author, author_id, bool(hidden))


def _say_otherwise(row: Row, read: _Card, same: list[CardView], wall: Wall) -> None:
    """Take a card in the same words for that of a row, with a remark on what the row says otherwise than the wall."""
    names = {theme.id: theme.name for theme in wall.themes}
    others = {card.id: _otherwise(read, card, names.get(card.theme_id or 0, ""), wall.setup) for card in same}
    # Of several in the same words, the one that is most like the row.
    card = min(same, key=lambda each: (len(others[each.id]), each.hidden != read.hidden))
    same.remove(card)
    for key in others[card.id]:
        row.leave_out(
            key, tr("These cards are on the wall already, where this is otherwise, and stay as they are there.")
        )


def _otherwise(read: _Card, card: CardView, theme: str, setup: Setup) -> list[str]:
    """The fields in which a row says otherwise than the card on the wall."""
    signatures = {caseless(read.author), caseless(signed(read.author, setup))} if read.author else set()
    other = {
        "theme": read.theme and caseless(read.theme) != caseless(theme),
        "author": read.author_id is not None and caseless(card.signature) not in signatures,
        "hidden": read.hidden and not card.hidden,
    }
    return [key for key, differs in other.items() if differs]
