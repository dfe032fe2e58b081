"""Groups of cards that say nearly the same in nearly the same words. Only ever proposals: nothing here writes.

Two cards are alike when RapidFuzz finds their words alike whatever their order, or when all words of the shorter one,
three at least, stand in the longer one. A group is whatever hangs together by such pairs.
"""

from dataclasses import dataclass

from rapidfuzz import fuzz, utils

from facilitator.exercises.three_questions.wall import CardView, Wall

ALIKE = 78.0
"""Of 100: below it, cards share words by chance."""
_WORDS = 3
"""With fewer words, standing in another card says nothing."""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Two loose cards or more that look alike; `name` is the shortest of their texts."""

    card_ids: tuple[int, ...]
    name: str


def suggestions(wall: Wall) -> list[Suggestion]:
    """Groups among the shown cards of no theme, the largest first."""
    cards = wall.loose
    texts = [utils.default_process(card.text) for card in cards]
    group = list(range(len(cards)))
    for first in range(len(cards)):
        for second in range(first + 1, len(cards)):
            if group[first] != group[second] and _alike(texts[first], texts[second]):
                old, new = group[second], group[first]
                group = [new if each == old else each for each in group]
    found: dict[int, list[CardView]] = {}
    for card, number in zip(cards, group, strict=True):
        found.setdefault(number, []).append(card)
    groups = sorted((each for each in found.values() if len(each) > 1), key=lambda each: -len(each))
    return [Suggestion(tuple(c.id for c in each), min((c.text for c in each), key=len)) for each in groups]


def _alike(one: str, other: str) -> bool:
    if fuzz.token_sort_ratio(one, other, score_cutoff=ALIKE) >= ALIKE:
        return True
    fewest = min(len(one.split()), len(other.split()))
    return fewest >= _WORDS and fuzz.token_set_ratio(one, other, score_cutoff=ALIKE + 12) >= ALIKE + 12
