"""What the room sees of a wall of cards, as boards: never more of an author than the step lets the room read."""

from collections.abc import Sequence
from dataclasses import replace

from facilitator.exercises.three_questions.live_wall import FaceDown
from facilitator.exercises.three_questions.wall import CardView, ThemeView, Wall, by_words, words_of
from facilitator.i18n import tr, trn
from facilitator.questionnaires.papers import below_floor
from ui.wall.blocks import Block, Board, Column, Heap, Note, Row, Tiles

ALL = "all"
_ACROSS_WALL = 3
_MANY, _CROWD = 100, 200
"""Cards from which on a wall has two lines of each, and from which on one, below their themes."""
_IN_A_CROWD = 3
"""Cards that are shown of each theme there."""


def is_face_down(wall: Wall, *, face_up: bool) -> bool:
    """Whether nothing but a number of cards is shown: while they are collected, anonymous ones always."""
    return not wall.revealed and (wall.setup.anonymous or not face_up)


def wall_board(wall: Wall, face_down: FaceDown, *, only: str = ALL, face_up: bool = False) -> Board:
    """The three columns, or one of them: `only` is the place of a question from "1", or ALL.

    Cards lie face down while they are collected, unless `face_up`; anonymous ones always do, for what appears while
    somebody sits at the station would tell whose it is. Of those the room sees how many `face_down` says.
    """
    readable = not is_face_down(wall, face_up=face_up)
    if readable and len(wall.shown) > _CROWD:
        return _crowd(wall, only)
    chosen = [
        (series, prompt)
        for series, prompt in enumerate(wall.setup.prompts)
        if only in (ALL, str(series + 1)) or not only.isdigit()
    ]
    columns = []
    for series, prompt in chosen:
        cards = wall.of_prompt(prompt.id)
        blocks: tuple[Block, ...] = tuple(note(card, series, wall) for card in cards)
        if not readable:
            number = face_down.cards.get(prompt.id, 0)
            blocks = (Tiles(prompt.id, number, series, trn("card", "cards", number)),)
        columns.append(Column(prompt.label, prompt.question, blocks, series))
    footer, nothing = trn("{count} card", "{count} cards", len(wall.shown)), _nothing()
    if not readable:
        count = trn("{count} card", "{count} cards", sum(face_down.cards.values()))
        footer = tr("{count}, face down until all are in", count=count)
        if not face_down.is_told:
            columns = [replace(column, blocks=()) for column in columns]
            footer, nothing = "", below_floor(face_down.sent, face_down.floor)
    if len(columns) == 1:
        (column,) = columns
        return Board((column,), column.title, column.sentence, _ACROSS_WALL, nothing, footer)
    return Board(tuple(columns), empty=nothing, footer=footer)


def card_board(wall: Wall, card_id: int) -> Board | None:
    """One card alone, large; None when it is not on the wall."""
    card = next((card for card in wall.shown if card.id == card_id), None)
    if card is None or not wall.revealed:
        return None
    series, prompt = _prompt(wall, card)
    theme = next((theme.name for theme in wall.themes if theme.id == card.theme_id), "")
    block = Note(("alone", card.id), card.text, card.signature, series, whole=True)
    return Board((Column(prompt, blocks=(block,)),), prompt, theme, across=1)


def themes_board(wall: Wall) -> Board:
    """The themes with their cards in brief, then how many are in none; nothing while the cards lie face down."""
    heaps = _heaps(wall)
    loose = wall.loose if _are_signed(wall) else by_words(wall.loose)
    # Cards of no theme stay in sight: they are what is still to be gathered.
    cards: tuple[Block, ...] = tuple(note(card, _prompt(wall, card)[0], wall) for card in loose)
    footer = trn("{count} theme", "{count} themes", len(heaps))
    if loose:
        footer += " · " + trn("{count} card in none", "{count} cards in none", len(loose))
    empty = tr("No themes yet. Which cards say something alike?") if wall.revealed else tr("The cards are face down.")
    if not wall.shown:
        empty = _nothing()
    return Board(
        (Column("", blocks=(*heaps, *cards) if wall.revealed else ()),),
        tr("What belongs together"),
        tr("Cards that say something alike, with a name for each group"),
        _ACROSS_WALL,
        empty,
        footer if wall.revealed else "",
        tuple(prompt.label for prompt in wall.setup.prompts) if wall.revealed else (),
    )


def _heaps(wall: Wall, **brief: int) -> tuple[Block, ...]:
    """The themes that have cards to be read, those with most dots first once the vote is over.

    While it runs the sums stay away as they do from the votes: each dot would be seen as it is laid, and by whom.
    """
    voted = wall.setup.phase == "decide"
    return tuple(
        Heap(
            ("theme", theme.id),
            theme.name,
            _notes(by_words(theme.shown), wall),
            theme.dots if voted else None,
            **brief,
        )
        for theme in (_ranked(wall) if voted else wall.themes)
        if theme.shown and wall.revealed
    )


def _crowd(wall: Wall, only: str) -> Board:
    """More cards than a room reads one by one: the themes first, then a line of each card of none, on few pages."""
    heaps = _heaps(wall, most=_IN_A_CROWD) if only == ALL else ()
    among = wall.loose if heaps else wall.shown
    shown = [card for card in by_words(among) if only in (ALL, str(_prompt(wall, card)[0] + 1)) or not only.isdigit()]
    series = {prompt.id: place for place, prompt in enumerate(wall.setup.prompts)}
    shown.sort(key=lambda card: series[card.prompt_id])
    notes = tuple(note(card, series[card.prompt_id], wall) for card in shown)
    return Board(
        (Column("", blocks=(*heaps, *notes)),),
        tr("All cards"),
        tr("Themes first, then a line of each card that is in none") if heaps else tr("A line of each card"),
        _ACROSS_WALL,
        _nothing(),
        trn("{count} card", "{count} cards", len(wall.shown)),
        tuple(prompt.label for prompt in wall.setup.prompts),
        dense=True,
    )


def votes_board(wall: Wall, *, live: bool) -> Board:
    """The ranking by dots; while the vote runs the sums stay away unless `live`, so that nobody follows the crowd."""
    counted = wall.setup.phase == "decide" or live
    things = [thing for thing in wall.ranking if thing.dots or not counted] if wall.revealed else []
    if not counted and wall.revealed:
        things = wall.voted_on
    most = max((thing.dots for thing in things), default=0)
    rows: list[Block] = []
    rank = 0
    for place, thing in enumerate(things):
        if place == 0 or thing.dots != things[place - 1].dots:
            rank = place + 1
        share = thing.dots / most if most and counted else None
        rows.append(
            Row(
                (thing.__class__.__name__, thing.id),
                words_of(thing),
                _size(thing),
                str(thing.dots) if counted else "",
                str(rank) if counted else "",
                share,
            )
        )
    sentence = (
        trn("Everybody lays {count} dot", "Everybody lays {count} dots", wall.setup.dots)
        if wall.setup.phase == "vote"
        else tr("What got the most dots stands first")
    )
    return Board(
        (Column("", blocks=tuple(rows)),),
        tr("What matters most to us"),
        sentence,
        1,
        tr("No dots yet."),
        trn("{count} dot laid", "{count} dots laid", wall.laid),
    )


def note(card: CardView, series: int, wall: Wall) -> Note:
    """A card among others."""
    dots = card.dots if wall.setup.phase == "decide" and card.dots else None
    count = len(wall.shown)
    if not _are_signed(wall):
        return Note(("card", card.id), card.text, "", series, dots, lines=1)
    if count > _MANY:
        return Note(("card", card.id), card.text, card.signature, series, dots, lines=2)
    return Note(("card", card.id), card.text, card.signature, series, dots)


def _are_signed(wall: Wall) -> bool:
    """Whether there are so few cards that each has room for its signature."""
    return len(wall.shown) <= _CROWD


def _notes(cards: Sequence[CardView], wall: Wall) -> tuple[Note, ...]:
    return tuple(note(card, _prompt(wall, card)[0], wall) for card in cards)


def _ranked(wall: Wall) -> list[ThemeView]:
    return sorted(wall.themes, key=lambda theme: -theme.dots)


def _prompt(wall: Wall, card: CardView) -> tuple[int, str]:
    return next((p, prompt.label) for p, prompt in enumerate(wall.setup.prompts) if prompt.id == card.prompt_id)


def _size(thing: ThemeView | CardView) -> str:
    if isinstance(thing, ThemeView):
        return trn("{count} card", "{count} cards", len(thing.shown))
    return thing.signature


def _nothing() -> str:
    return tr("The first card appears here.")
