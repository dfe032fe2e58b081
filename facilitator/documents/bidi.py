"""The order in which a line is drawn, where some of it runs from right to left: the Unicode Bidirectional Algorithm.

Levels come from python-bidi (the Rust crate unicode-bidi): even ones run from left to right, odd ones from right to
left. They belong to a paragraph; only the reordering of each of its lines, rule L2 of UAX 9, is done here.
"""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import TypeVar

from bidi import get_display

T = TypeVar("T")
_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff\U00010800-\U00010fff\U0001e800-\U0001efff]")
_LEVEL = re.compile(r"Level\(\s*(\d+)")


def has_right_to_left(text: str) -> bool:
    """Return whether the order of drawing may differ from the order of reading."""
    return _RIGHT_TO_LEFT.search(text) is not None


@lru_cache(1024)
def levels(text: str) -> tuple[int, ...]:
    """Return the embedding level of each character; each line of `text` is a paragraph with its own direction."""
    if not has_right_to_left(text):
        return (0,) * len(text)
    # What python-bidi tells beside the reordered text has a level for each byte of UTF-8. Its copy of the text stands
    # before them, on one line.
    told = get_display(text, debug=True)
    listed = told.rpartition("\n    levels: [")[2].partition("\n    paragraphs: [")[0]
    found = [int(level) for level in _LEVEL.findall(listed)]
    at, each = 0, []
    for character in text:
        each.append(found[at])
        at += len(character.encode())
    return tuple(each)


def visual(items: Sequence[T], each: Sequence[int]) -> list[T]:
    """Return the items of one line, each with its level, from left to right (rule L2)."""
    placed = list(zip(each, items, strict=True))
    for level in range(max(each, default=0), 0, -1):
        start = 0
        while start < len(placed):
            end = start
            while end < len(placed) and placed[end][0] >= level:
                end += 1
            placed[start:end] = reversed(placed[start:end])
            start = max(end, start + 1)
    return [item for _, item in placed]
