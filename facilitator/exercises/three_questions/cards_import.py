"""Cards from a table, such as notes that were typed elsewhere or an export of a wall, back on a wall.

A row is one card. Cards that are on the wall already, in the same words below the same question, are not doubled.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from facilitator.exercises.folder import implements
from facilitator.exercises.hooks import Exercise
from facilitator.exercises.three_questions import tables_beside
from facilitator.exercises.three_questions.cards import add_for_room, hide_card
from facilitator.exercises.three_questions.dots import Target, count_hands
from facilitator.exercises.three_questions.own_export import CARD, QUESTION, cards_by
from facilitator.exercises.three_questions.setup import LONGEST, Setup, get_setup
from facilitator.exercises.three_questions.themes import make_theme, move_cards
from facilitator.exercises.three_questions.wall import CardView, Wall, read_wall, signed
from facilitator.i18n import in_quotes, tr, trn
from facilitator.import_plans import Options, Plan
from facilitator.questionnaires import partner_choice
from facilitator.questionnaires.answers import begin
from facilitator.questionnaires.reading import Who
from facilitator.storage.library import Library, Transaction
from facilitator.tabular import Column, Field, Problem, Table, yes_or_no
from facilitator.text_matching import caseless
from facilitator.workshop.roster import people_of
from facilitator.workshop.table_import import Cell, Reading, Row, between, plan_of, start_reading


@dataclass(frozen=True, slots=True)
class _Card:
    """What a row says. `author` is the name as it stands there, `authors` who wrote it, where that is known.

    `on_theme` and `on_card` are the dots on its theme and on itself.
    """

    prompt_id: int
    text: str
    theme: str
    author: str
    authors: tuple[int, ...]
    hidden: bool
    on_theme: int
    on_card: int


@dataclass(frozen=True, slots=True)
class WrittenCard:
    """What is written of a card on the wall. One that lies on a theme has the dots of that, `on_theme`."""

    question: str
    text: str
    theme: str
    on_theme: int | None
    on_card: int
    author: str
    hidden: bool


@dataclass
class _Pending:
    """What one import would write: `cards` that are not on the wall yet; `there` others are.

    Dots come in as hands that were counted, and only to a wall where none lie: whose they were is in no table.
    """

    library: Library
    step_id: int
    reading: Reading
    cards: list[_Card] = field(default_factory=list)
    there: int = 0
    takes_dots: bool = False
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
        dots: dict[Target, int] = {}
        for card in self.cards:
            first, *others = card.authors or (None,)
            if first is not None and others:
                begin(library, Who(step_id, first, corrects=True), [each for each in others if each is not None])
            card_id = add_for_room(library, step_id, card.prompt_id, card.text, first).value
            theme = themes.get(caseless(card.theme))
            if theme is not None:
                move_cards(library, step_id, [card_id], theme)
            elif card.theme:
                themes[caseless(card.theme)] = make_theme(library, step_id, card.theme, [card_id]).value
            if card.hidden:
                hide_card(library, step_id, card_id, True)
            if card.theme:
                dots[Target("theme", themes[caseless(card.theme)])] = card.on_theme
            else:
                dots[Target("card", card_id)] = card.on_card
        for target, count in dots.items() if self.takes_dots else ():
            if count:
                count_hands(library, step_id, target, count)


@implements(Exercise.import_fields)
def import_fields(library: Library, step_id: int) -> Sequence[Field]:
    """What the columns of a table of cards can be matched to, and of what became of the last improvements."""
    beside = [replace(each, table_kinds=(tables_beside.TABLE_KIND,)) for each in tables_beside.columns()]
    return [*(replace(each, table_kinds=("",)) for each in columns()), *beside]


def columns() -> list[Column[WrittenCard]]:
    """The columns of a table of cards."""
    needed = cards_by()
    return [
        Column(QUESTION, needed[QUESTION], ("prompt", "column"), required=True, written=lambda each: each.question),
        Column(CARD, needed[CARD], ("answer", "note", "sticky note"), required=True, written=lambda each: each.text),
        Column("theme", tr("Theme"), ("cluster",), written=lambda each: each.theme),
        Column(
            "dots_on_theme",
            tr("Dots on its theme"),
            written=lambda each: "" if each.on_theme is None else str(each.on_theme),
        ),
        Column(
            "dots_on_card",
            tr("Dots on the card"),
            written=lambda each: str(each.on_card) if each.on_theme is None else "",
        ),
        Column("author", tr("Author"), ("participant", "written by"), written=lambda each: each.author),
        Column("hidden", tr("Hidden"), written=lambda each: tr("yes") if each.hidden else ""),
    ]


@implements(Exercise.plan_import)
def plan_import(library: Library, step_id: int, table: Table, options: Options) -> Plan:
    """What importing `table` would do: a card for each row that is not on the wall yet, or what is said of those."""
    for each in tables_beside.tables_beside(library, step_id):
        if options.table_kind == each.table_kind:
            return each.plan(table, options)
    return plan_of(library, tr("Import cards"), lambda _: _prepare(library, step_id, table, options), _Pending.write)


def _prepare(library: Library, step_id: int, table: Table, options: Options) -> _Pending:
    pending = _Pending(library, step_id, start_reading(table, columns(), options))
    if pending.reading.failed:
        return pending
    wall, setup = read_wall(library, step_id), get_setup(library, step_id)
    on_roster = people_of(library, setup.workshop_id)
    shared = Counter(caseless(person.name) for person in on_roster)
    # Of namesakes nobody can say whose card it is.
    people = {caseless(person.name): (person.id,) for person in on_roster if shared[caseless(person.name)] == 1}
    pending.takes_dots = not wall.laid
    writers = _Writers(people, _company(library, setup), setup)
    free: dict[tuple[int, str], list[CardView]] = defaultdict(list)
    for card in wall.cards:
        free[card.prompt_id, caseless(card.text)].append(card)
    question = _question(setup)
    for row in pending.reading:
        read = _read(row, question, writers)
        if read is None:
            continue
        if not pending.takes_dots and (read.on_theme or read.on_card):
            key = "dots_on_theme" if read.theme else "dots_on_card"
            row.leave_out(key, tr("There are dots on this wall already, and these stay as they are."))
        if same := free[read.prompt_id, caseless(read.text)]:
            pending.there += 1
            _say_otherwise(row, read, same, wall)
        else:
            pending.cards.append(read)
    return pending


def _question(setup: Setup) -> Cell[int]:
    """The prompt that a text names, by its label, its question or its number."""
    names = {
        name: prompt.id
        for place, prompt in reversed(list(enumerate(setup.prompts, start=1)))
        for name in (caseless(prompt.label), caseless(prompt.question), str(place))
    }
    there = ", ".join(in_quotes(each.label) for each in setup.prompts)
    return Cell(
        lambda text: names.get(caseless(text)),
        tr("Not a question of this card (there are: {all}):", all=there),
        lambda text: tr("“{text}” is not a question of this card. There are: {all}.", text=text, all=there),
    )


class _Writers:
    """Who is meant by a signature: a participant, several who write together, or the team that does."""

    def __init__(
        self, people: Mapping[str, tuple[int, ...]], company: Mapping[int, frozenset[int]], setup: Setup
    ) -> None:
        self.setup = setup
        self._people, self._company = people, company

    def of(self, signature: str) -> tuple[int, ...]:
        """Their ids, none where nobody can say, or where some of them write with others here."""
        if self.setup.anonymous:
            return ()
        found = self._people.get(caseless(signature), ())
        if not found and self.setup.together != "alone":
            parts = [self._people.get(caseless(part), ()) for part in signature.split(" & ")]
            found = tuple(person for part in parts for person in part) if all(parts) else ()
        known = [self._company[person] for person in found if person in self._company]
        return found if len(found) < _SEVERAL or all(each == frozenset(found) for each in known) else ()


_SEVERAL = 2


def _company(library: Library, setup: Setup) -> dict[int, frozenset[int]]:
    """With whom everybody writes here who has begun, themselves among them."""
    with library.read() as session:
        together = partner_choice.groups(session, setup.asked).values()
    return {each.id: frozenset(one.id for one in group) for group in together for each in group}


def _read(row: Row, question: Cell[int], writers: "_Writers") -> _Card | None:
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
    authors = writers.of(author)
    if author and not authors:
        sentence = tr("The card is imported without a name.")
        if writers.setup.anonymous:
            row.leave_out("author", sentence)
        else:
            why = tr("“{name}” is nobody on the roster, or several people.", name=author)
            cause = tr("The cards are imported without a name. Nobody on the roster, or several people:")
            row.leave_out("author", f"{sentence} {why}", cause, author)
    hidden = yes_or_no(row["hidden"])
    if row["hidden"] and hidden is None:
        sentence = tr("“{text}” says neither yes nor no: the card is shown.", text=row["hidden"])
        row.leave_out("hidden", sentence, tr("Neither yes nor no, and these cards are shown:"), row["hidden"])
    dots = Cell(between(0, 10_000), tr("These are no numbers of dots:"))
    on_theme, on_card = (row.read(key, dots) or 0 for key in ("dots_on_theme", "dots_on_card"))
    return _Card(prompt_id, row["card"], row["theme"], author, authors, bool(hidden), on_theme, on_card)


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
        "author": bool(read.authors) and caseless(card.signature) not in signatures,
        "hidden": read.hidden and not card.hidden,
    }
    return [key for key, differs in other.items() if differs]
