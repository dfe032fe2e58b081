"""Believable cards, made of sentences in `resources/samples/cards.json`."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from functools import cache
from random import Random
from typing import Any

from facilitator.actions.actions import Source, Wording, add_action
from facilitator.clock import now
from facilitator.content_files import content
from facilitator.exercises.folder import implements
from facilitator.exercises.hooks import Exercise
from facilitator.exercises.three_questions.dots import lay_dots
from facilitator.exercises.three_questions.setup import change_phase, get_setup
from facilitator.exercises.three_questions.themes import make_theme
from facilitator.exercises.three_questions.wall import read_wall, target_of
from facilitator.i18n import SAMPLES, speaking, tr_content
from facilitator.questionnaires.reading import Who
from facilitator.records import Record
from facilitator.storage.library import Library
from facilitator.workshop.papers import spoken_at
from facilitator.workshop.roster import people_of

_QUESTIONS = ("challenges", "improvements", "learning")
_LEAST_OF_A_THEME = 3
_A_FORTNIGHT = timedelta(days=14)


@implements(Exercise.samples)
def samples(library: Library, step_id: int) -> Mapping[str, Sequence[str]]:
    """Sentences for each of the three questions."""
    prompts = get_setup(library, step_id).prompts
    with speaking(spoken_at(library, step_id)):
        return {
            prompt.key: [_said(each["text"]) for each in _content()[key]]
            for prompt, key in zip(prompts, _QUESTIONS, strict=True)
        }


@implements(Exercise.simulate_room)
def simulate_room(library: Library, step_id: int, random: Random) -> None:
    """Gather a good part of the cards into themes, let everybody lay their dots, and agree on two actions."""
    with speaking(spoken_at(library, step_id)):
        _discuss(library, step_id, random)


def _discuss(library: Library, step_id: int, random: Random) -> None:
    change_phase(library, step_id, "gather")
    of_theme: dict[str, list[int]] = {}
    known = _themes()
    for card in read_wall(library, step_id).cards:
        if card.text in known:
            of_theme.setdefault(known[card.text], []).append(card.id)
    for name, cards in of_theme.items():
        if len(cards) >= _LEAST_OF_A_THEME:
            make_theme(library, step_id, name, cards)
    change_phase(library, step_id, "vote")
    wall = read_wall(library, step_id)
    people = [person.id for person in people_of(library, wall.setup.workshop_id)]
    weights = [1 / rank for rank in range(1, len(wall.themes) + 1)]
    for person in people if wall.themes else ():
        for theme in dict.fromkeys(random.choices(wall.themes, weights, k=wall.setup.dots)):
            lay_dots(library, Who(step_id, person), target_of(theme), 1)
    change_phase(library, step_id, "decide")
    due = (now() + _A_FORTNIGHT).date()
    themes = {theme.name: f"theme {theme.id}" for theme in wall.themes}
    for action in _content()["actions"]:
        owner, partner = random.sample(people, 2) if len(people) > 1 else (people[0], None)
        wording = Wording(_said(action["what"]), owner, partner, due, _said(action["sign"]))
        source = Source(step_id, themes.get(_said(action["theme"]), ""))
        add_action(library, wall.setup.workshop_id, wording, source)


def _said(words: str) -> str:
    return tr_content(SAMPLES, words)


class _Action(Record):
    theme: str
    what: str
    sign: str


class _Sentence(Record):
    text: str
    theme: str | None = None


class _Cards(Record):
    actions: tuple[_Action, ...]
    challenges: tuple[_Sentence, ...]
    improvements: tuple[_Sentence, ...]
    learning: tuple[_Sentence, ...]


@cache
def _content() -> dict[str, Any]:
    return content(_Cards, "samples", "cards.json").model_dump(exclude_none=True)


def _themes() -> dict[str, str]:
    """What each sentence is about, where it goes with others."""
    sentences = [each for key in _QUESTIONS for each in _content()[key] if "theme" in each]
    return {_said(each["text"]): _said(each["theme"]) for each in sentences}
