"""Believable cards, made of sentences in `resources/samples/cards.json`."""

import json
from datetime import timedelta
from functools import cache
from random import Random
from typing import Any

from facilitator.actions.actions import Source, Wording, add_action
from facilitator.exercises.three_questions.cards import Writer, begin, send, write_card
from facilitator.exercises.three_questions.dots import lay_dots
from facilitator.exercises.three_questions.setup import change_phase, get_setup
from facilitator.exercises.three_questions.themes import make_theme
from facilitator.exercises.three_questions.wall import read_wall, target_of
from facilitator.resources import resource
from facilitator.storage.library import Library
from facilitator.workshop.roster import people_of
from facilitator.workshop.tables import now

_IN_A_THEME = 4
_A_FORTNIGHT = timedelta(days=14)


def simulate(library: Library, step_id: int, participant_id: int, random: Random) -> None:
    """Read the notice, write one to three cards a question, and send them."""
    writer = Writer(step_id, participant_id)
    begin(library, writer)
    for prompt, texts in zip(get_setup(library, step_id).prompts, simulated_cards(random), strict=True):
        for text in texts:
            write_card(library, writer, prompt.id, text)
    send(library, writer)


def simulated_cards(random: Random) -> list[list[str]]:
    """For each of the three questions, one to three different answers."""
    return [random.sample(_answers()[place], random.choices((1, 2, 3), (5, 3, 1))[0]) for place in range(3)]


def simulate_room(library: Library, step_id: int, random: Random) -> None:
    """Gather a good part of the cards into themes, let everybody lay their dots, and agree on two actions."""
    change_phase(library, step_id, "gather")
    cards = [card.id for card in read_wall(library, step_id).cards]
    random.shuffle(cards)
    for place, name in enumerate(_content()["themes"]):
        chosen = cards[place * _IN_A_THEME : (place + 1) * _IN_A_THEME]
        if chosen:
            make_theme(library, step_id, name, chosen)
    change_phase(library, step_id, "vote")
    wall = read_wall(library, step_id)
    people = [person.id for person in people_of(library, wall.setup.workshop_id)]
    for person in people if wall.themes else ():
        for theme in random.sample(wall.themes, min(len(wall.themes), wall.setup.dots)):
            lay_dots(library, Writer(step_id, person), target_of(theme), 1)
    change_phase(library, step_id, "decide")
    due = (now() + _A_FORTNIGHT).date()
    for action, voted in zip(_content()["actions"], read_wall(library, step_id).ranking, strict=False):
        owner, partner = random.sample(people, 2) if len(people) > 1 else (people[0], None)
        wording = Wording(action["what"], owner, partner, due, action["sign"])
        add_action(library, wall.setup.workshop_id, wording, Source(step_id, f"theme {voted.id}"))


@cache
def _content() -> dict[str, Any]:
    content: dict[str, Any] = json.loads(resource("samples", "cards.json").read_text(encoding="utf-8"))
    return content


def _answers() -> list[list[str]]:
    return [_content()[key] for key in ("challenges", "improvements", "learning")]
