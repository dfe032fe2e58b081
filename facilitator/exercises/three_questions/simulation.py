"""Believable cards, made of sentences in `resources/samples/cards.json`."""

import json
from functools import cache
from random import Random
from typing import Any

from facilitator.exercises.three_questions.cards import Writer, begin, send, write_card
from facilitator.exercises.three_questions.setup import get_setup
from facilitator.resources import resource
from facilitator.storage.library import Library


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


@cache
def _answers() -> list[list[str]]:
    content: dict[str, Any] = json.loads(resource("samples", "cards.json").read_text(encoding="utf-8"))
    return [list(map(str, content[key])) for key in ("challenges", "improvements", "learning")]
