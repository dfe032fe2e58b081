"""Cards as a table, out and back in."""

from collections.abc import Hashable, Mapping

from facilitator.exercises.folder import implements
from facilitator.exercises.hooks import Exercise
from facilitator.exercises.three_questions.cards_import import WrittenCard, columns, import_fields, plan_import
from facilitator.exercises.three_questions.wall import in_no_order, readable
from facilitator.nameless import Pseudonyms
from facilitator.storage.library import Library
from facilitator.tabular import Table

__all__ = ["answer_modes_used", "exchange_table", "export_table", "import_fields", "plan_import"]


@implements(Exercise.export_table)
def export_table(library: Library, step_id: int) -> Table | None:
    """A row per card."""
    return cards_table(library, step_id)


@implements(Exercise.exchange_table)
def exchange_table(library: Library, step_id: int, *, pseudonyms: Pseudonyms | None) -> Table | None:
    """A row per card; with pseudonyms without its author or any name, and in no order."""
    return cards_table(library, step_id, pseudonyms)


@implements(Exercise.answer_modes_used)
def answer_modes_used(library: Library, step_id: int) -> tuple[int, Mapping[int, Hashable]]:
    """Nobody's: with pseudonyms cards and dots have none, so that no row tells who has written any."""
    return 0, {}


def cards_table(library: Library, step_id: int, pseudonyms: Pseudonyms | None = None) -> Table:
    """Every card that was sent, column after column.

    The author is what the room may read, empty where anonymous and with pseudonyms; then the cards of a column are in
    no order. With pseudonyms no name of the roster stands in a text. Raises Invalid while anonymous cards
    are collected.
    """
    wall = readable(library, step_id)
    if pseudonyms is not None or wall.setup.anonymous:
        wall = in_no_order(wall)
    questions = {prompt.id: prompt.label for prompt in wall.setup.prompts}
    themes = {theme.id: theme for theme in wall.themes}
    told = pseudonyms.without_names if pseudonyms is not None else str
    cards = []
    for card in wall.cards:
        theme = themes.get(card.theme_id or 0)
        cards.append(
            WrittenCard(
                questions[card.prompt_id],
                told(card.text),
                told(theme.name) if theme else "",
                theme.dots if theme else None,
                card.dots,
                card.signature if pseudonyms is None else "",
                card.hidden,
            )
        )
    return Table.of("cards", columns(), cards)
