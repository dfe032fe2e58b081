"""The card on paper: themes, dots and cards for the room; one's own cards and actions for each participant."""

from collections.abc import Callable
from typing import Any

from facilitator import nameless
from facilitator.actions.actions import ActionView, actions_of
from facilitator.actions.flowables import action_table, status_name, typed_in
from facilitator.documents import blocks
from facilitator.documents.section import Section
from facilitator.documents.tables import PrintedColumn, PrintedTable
from facilitator.documents.typesetting import Content
from facilitator.exercises.folder import implements
from facilitator.exercises.hooks import Exercise
from facilitator.exercises.three_questions.earlier import LookBack, look_back
from facilitator.exercises.three_questions.over_time import Sitting, recurring, sittings
from facilitator.exercises.three_questions.setup import Setup, get_setup
from facilitator.exercises.three_questions.wall import (
    CardView,
    ThemeView,
    Wall,
    in_no_order,
    read_wall,
    without_closed,
    words_of,
)
from facilitator.i18n import short_day, tr, trn
from facilitator.questionnaires.answer_rows import Given
from facilitator.questionnaires.reading import Who, read_given
from facilitator.storage.library import Library

_ROWS_BELOW = 90.0
"""Points that a heading and the first rows below it should have left on the page."""


@implements(Exercise.summary_sections)
def summary_sections(library: Library, step_id: int, *, names: bool = False) -> list[Section]:
    """The wall on paper. It goes to the client, so nobody's name stands on a card unless that was agreed."""
    wall = without_closed(read_wall(library, step_id))
    if not names:
        wall = in_no_order(wall)
    cards = [card.text for card in wall.shown]
    texts = (*cards, *(theme.name for theme in wall.themes), *(prompt.question for prompt in wall.setup.prompts))
    if names:
        texts += tuple(card.signature for card in wall.shown)
    found = [Section(tr("The card"), lambda _width: _wall(wall, names=names), texts, "cards")]
    promised = look_back(library, step_id)
    if promised is not None and (promised.actions or promised.chosen):
        row = sittings(library, step_id)
        seen = (*typed_in(promised.actions), *(text for each in promised.chosen for text in (each.what, each.seen)))
        found.insert(
            0, Section(tr("What became of last time"), lambda _width: _last_time(promised, row), seen, "last_time")
        )
    return found


@implements(Exercise.handout_sections)
def handout_sections(library: Library, step_id: int) -> Callable[[int], list[Section]]:
    """What a participant wrote and took on. Of anonymous cards nobody can tell, so only the actions are there."""
    setup = get_setup(library, step_id)
    actions = actions_of(library, setup.workshop_id, step_id)

    def sections(participant_id: int) -> list[Section]:
        own = Given(setup.asked.questionnaire)
        if not setup.anonymous:
            own = read_given(library, Who(step_id, participant_id))
        mine = [action for action in actions if participant_id in (action.wording.owner_id, action.wording.partner_id)]
        if not own and not mine:
            return []
        texts = (*(card.value.word or "" for card in own), *(each.question for each in setup.prompts), *typed_in(mine))
        return [Section(tr("Your cards"), lambda _width: _own(setup, own, mine), texts, "cards")]

    return sections


def _wall(wall: Wall, *, names: bool) -> list[Any]:
    flow: list[Any] = [
        blocks.space_for(2 * _ROWS_BELOW),
        blocks.heading(1, tr("The card")),
        blocks.lead(_taking_part(wall)),
    ]
    if wall.closed:
        return [
            *flow[:2],
            blocks.empty_state(tr("The questions are still open. Anonymous cards are read when they are closed.")),
        ]
    if not wall.shown:
        return [*flow, blocks.empty_state(tr("No card has been sent yet."))]
    if wall.themes:
        flow += [blocks.heading(2, tr("Themes")), _ranking(wall), blocks.caption(_counted(wall))]
    for prompt in wall.setup.prompts:
        cards = wall.of_prompt(prompt.id)
        flow += [blocks.space_for(_ROWS_BELOW), blocks.heading(2, prompt.question)]
        said = [_card(card.text, card.signature if names else "") for card in cards]
        flow += blocks.bullets(said) if cards else [blocks.note(tr("No card."))]
    return flow


def _card(text: str, signature: str) -> Content:
    return (text, blocks.italic(f"  {signature}")) if signature else text


def _last_time(promised: LookBack, row: list[Sitting]) -> list[Any]:
    reflection = promised.reflection
    when = short_day(reflection.held_on) if reflection.held_on else reflection.workshop
    flow: list[Any] = [
        blocks.heading(1, tr("What became of last time")),
        blocks.lead(tr("What was promised on {when}, and what was seen since.", when=when)),
    ]
    # In the order in which things were promised, person after person, it would be told whose they are.
    promises = nameless.in_no_order(promised.actions)
    rows = [(each.wording.what, status_name(each.wording.status), each.wording.seen) for each in promises]
    columns = [
        PrintedColumn(tr("Action")),
        PrintedColumn(tr("What became of it"), width=110),
        PrintedColumn(tr("What was seen")),
    ]
    if rows:
        flow += [blocks.heading(2, tr("Actions")), PrintedTable(columns, rows)]
    if promised.chosen:
        chosen = nameless.in_no_order(promised.chosen)
        improved = [(each.what, status_name(each.status), each.seen) for each in chosen]
        head = [PrintedColumn(tr("Improvement")), *columns[1:]]
        flow += [blocks.space_for(_ROWS_BELOW), blocks.heading(2, tr("Improvements")), PrintedTable(head, improved)]
    again = recurring(row)
    if again:
        lines = [
            tr("{theme}: in {count} of {all} reflections", theme=each.name, count=len(each.places), all=len(row))
            for each in again
        ]
        flow += [blocks.space_for(_ROWS_BELOW), blocks.heading(2, tr("Themes that came again")), *blocks.bullets(lines)]
    return flow


def _taking_part(wall: Wall) -> str:
    people = trn("{count} person sent a card.", "{count} people sent cards.", wall.sent)
    return tr("{cards} {people}", cards=trn("{count} card.", "{count} cards.", len(wall.shown)), people=people)


def _ranking(wall: Wall) -> PrintedTable:
    columns = [
        PrintedColumn(tr("Theme")),
        PrintedColumn(tr("Cards"), "right", 56),
        PrintedColumn(tr("Dots"), "right", 56),
    ]
    things = [thing for thing in wall.ranking if isinstance(thing, ThemeView) or thing.dots]
    rows = [(words_of(thing), str(_size(thing)), str(thing.dots)) for thing in things]
    return PrintedTable(columns, rows)


def _counted(wall: Wall) -> str:
    """What the table of themes rests on, and what is not in it."""
    said = [
        trn(
            "{count} dot was laid; everybody had {each}.", "{count} dots were laid; everybody had {each}.", wall.laid,
            each=wall.setup.dots,
        )
    ]  # fmt: skip
    without = sum(not card.dots for card in wall.loose)
    if without:
        said.append(
            trn(
                "{count} card is in no theme and got no dot: it stands below alone.",
                "{count} cards are in no theme and got no dot: they stand below alone.",
                without,
            )
        )
    return " ".join(said)


def _size(thing: ThemeView | CardView) -> int:
    return len(thing.shown) if isinstance(thing, ThemeView) else 1


def _own(setup: Setup, own: Given, actions: list[ActionView]) -> list[Any]:
    flow: list[Any] = [blocks.heading(1, tr("Your cards"))]
    for prompt in setup.prompts:
        cards = [value.word or "" for value in own.values(prompt.key)]
        if cards:
            flow += [blocks.heading(3, prompt.question), *blocks.bullets(cards)]
    flow = blocks.together(flow)
    if actions:
        flow += [blocks.space_for(_ROWS_BELOW), blocks.heading(2, tr("What you took on")), *action_table(actions)]
    return flow
