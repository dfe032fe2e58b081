"""The order in which a line's characters are drawn, where some of them run from right to left.

The parts of the Unicode Bidirectional Algorithm (UAX 9) that names and sentences need: weak and neutral types,
implicit levels, reordering, mirrored brackets. Explicit embeddings and isolates are not, since their control
characters are dropped before a text gets here, nor is the pairing of brackets around a word of the other direction.
"""

import re
import unicodedata
from collections.abc import Callable, Sequence
from typing import TypeVar

T = TypeVar("T")
_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff\U00010800-\U00010fff\U0001e800-\U0001efff]")
_MIRROR = str.maketrans("()[]{}<>«»‹›≤≥", ")(][}{><»«›‹≥≤")


def has_right_to_left(text: str) -> bool:
    """Whether the order of drawing may differ from the order of reading."""
    return _RIGHT_TO_LEFT.search(text) is not None


def base_level(text: str) -> int:
    """0 for a text that begins from the left, 1 from the right: decided by its first strong character (P2, P3)."""
    for character in text:
        kind = unicodedata.bidirectional(character)
        if kind in ("R", "AL"):
            return 1
        if kind == "L":
            return 0
    return 0


def visual(line: Sequence[T], letter: Callable[[T], str], mirrored: Callable[[T, str], T], base: int) -> list[T]:
    """The items of one line from left to right.

    `letter` gives an item's character and its marks (the first one decides), `mirrored` an item with another one.
    """
    levels = _levels([unicodedata.bidirectional(letter(item)[0]) or "L" for item in line], base)
    items = [
        mirrored(item, letter(item).translate(_MIRROR)) if level % 2 else item
        for item, level in zip(line, levels, strict=True)
    ]
    for level in range(max(levels, default=0), 0, -1):
        start = 0
        while start < len(items):
            end = start
            while end < len(items) and levels[end] >= level:
                end += 1
            items[start:end] = reversed(items[start:end])
            levels[start:end] = reversed(levels[start:end])
            start = max(end, start + 1)
    return items


def _levels(kinds: list[str], base: int) -> list[int]:
    outside = "R" if base else "L"
    _resolve_weak(kinds, outside)
    _resolve_neutral(kinds, outside)
    raised = {
        ("L", 0): 0,
        ("R", 0): 1,
        ("EN", 0): 2,
        ("AN", 0): 2,
        ("L", 1): 2,
        ("R", 1): 1,
        ("EN", 1): 2,
        ("AN", 1): 2,
    }
    return [raised[kind, base] for kind in kinds]


def _resolve_weak(kinds: list[str], outside: str) -> None:
    """Rules W1 to W7."""
    strong = before = outside
    for at, kind in enumerate(kinds):
        if kind == "NSM":
            kind = before
        if kind in ("L", "R", "AL"):
            strong = kind
        elif kind == "EN" and strong == "AL":
            kind = "AN"
        kinds[at] = before = kind
    kinds[:] = ["R" if kind == "AL" else kind for kind in kinds]
    for at in range(1, len(kinds) - 1):
        left, right = kinds[at - 1], kinds[at + 1]
        joins = (kinds[at] == "CS" and left in ("EN", "AN")) or (kinds[at] == "ES" and left == "EN")
        if joins and left == right:
            kinds[at] = left
    for steps in (range(len(kinds)), range(len(kinds) - 1, -1, -1)):
        number = False
        for at in steps:
            if kinds[at] == "ET" and number:
                kinds[at] = "EN"
            number = kinds[at] == "EN"
    strong = outside
    for at, kind in enumerate(kinds):
        if kind in ("L", "R"):
            strong = kind
        elif kind == "EN" and strong == "L":
            kinds[at] = "L"
        elif kind not in ("EN", "AN"):
            kinds[at] = "N"


def _resolve_neutral(kinds: list[str], outside: str) -> None:
    """Rules N1 and N2; numbers count as right-to-left neighbours."""
    at = 0
    while at < len(kinds):
        end = at
        while end < len(kinds) and kinds[end] == "N":
            end += 1
        if end > at:
            left = _side(kinds[at - 1]) if at else outside
            right = _side(kinds[end]) if end < len(kinds) else outside
            kinds[at:end] = [left if left == right else outside] * (end - at)
        at = end + 1


def _side(kind: str) -> str:
    return "L" if kind == "L" else "R"
