"""Cards as their writers write them: answers to one of the three questions, by its number."""

from dataclasses import dataclass

from facilitator.exercises.registry import exercise
from facilitator.exercises.three_questions.setup import get_setup
from facilitator.questionnaires.answers import begin, discard, put_entry, reopen, send
from facilitator.questionnaires.reading import Who, read_given
from facilitator.storage.library import Done, Library

__all__ = ["Writer", "begin", "discard", "own_cards", "reopen", "send", "simulate", "write_card"]

Writer = Who
simulate = exercise("three_questions").simulate


@dataclass(frozen=True)
class OwnCard:
    id: int
    prompt_id: int
    text: str
    sent: bool


def write_card(library: Library, who: Who, prompt_id: int, text: str, card_id: int = 0) -> Done[int]:
    """Save one card, a new one or over `card_id`; the value is its id, 0 for an empty text."""
    return put_entry(library, who, f"prompt_{prompt_id}", text, card_id)


def own_cards(library: Library, who: Who) -> list[OwnCard]:
    """Somebody's cards, drafts too."""
    given = read_given(library, who)
    return [
        OwnCard(answer.id, prompt.id, answer.value.word or "", answer.sent)
        for prompt in get_setup(library, who.step_id).prompts
        for answer in given.of(prompt.key)
    ]
