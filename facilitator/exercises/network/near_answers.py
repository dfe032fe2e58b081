"""Words that are near to an answer: “Every day” to “About daily”. Only a person can say whether that is what is meant.

Words for the same, from `near_answers.json` and `how_often.json` of `resources/imports`, are brought to one form; what
is left is compared by RapidFuzz. Numbers must be the same ones, and a “not” must stand in both or in none.
"""

import re
from collections.abc import Mapping
from functools import cache, lru_cache

from facilitator.content_files import content
from facilitator.records import Record
from facilitator.tabular import other_names
from facilitator.text_matching import caseless

_ENOUGH = 84
"""From this likeness on, of 100, words are near."""
_BOUNDS = frozenset(("under", "over"))
_SAME = 100
_APART = 6
"""So much must lie between the nearest answer and the next one, or none is meant surely."""


def nearest(text: str, known: Mapping[str, int]) -> int | None:
    """The code of the one answer to which a text is near, `known` by all its words; None where none or several are."""
    written = _plain(text)
    if not written:
        return None
    best: dict[int, float] = {}
    for words, code in known.items():
        if code > 0:
            best[code] = max(best.get(code, 0), _likeness(written, _plain(words)))
    ranked = sorted(best.items(), key=lambda each: -each[1])
    if not ranked or ranked[0][1] < _ENOUGH:
        return None
    # What means the same is meant, however near another one is.
    apart = ranked[0][1] == _SAME or len(ranked) == 1 or ranked[0][1] - ranked[1][1] >= _APART
    return ranked[0][0] if apart and (len(ranked) == 1 or ranked[1][1] < _SAME) else None


@lru_cache(maxsize=16_384)
def _likeness(one: str, other: str) -> float:
    from rapidfuzz import fuzz

    if one == other:
        return _SAME
    mine, theirs = one.split(), other.split()
    opposite = _words()["opposite"]
    same_numbers = sorted(filter(str.isdecimal, mine)) == sorted(filter(str.isdecimal, theirs))
    if not same_numbers or _BOUNDS & set(mine) != _BOUNDS & set(theirs):
        return 0
    if bool(opposite & set(mine)) != bool(opposite & set(theirs)):
        return 0
    # A few words of an answer are those of another one too: “same team” is not “another team, same department”.
    enough = len(mine) == 1 or min(len(mine), len(theirs)) * 2 > max(len(mine), len(theirs))
    return max(fuzz.ratio(one, other), 0.95 * fuzz.token_set_ratio(one, other) if enough else 0)


@lru_cache(maxsize=4096)
def _plain(text: str) -> str:
    words = _words()
    line = f" {caseless(text).replace('.', ' ')} "
    whole = " ".join(re.findall(r"\w+", line))
    if whole in _same():
        return _same()[whole]
    for before, after in _instead():
        if before in line:
            line = _alone(before).sub(f" {after} ", line)
    kept = [word for word in re.findall(r"\w+", line) if word not in words["nothing"]]
    bare = " ".join(kept)
    return _same().get(bare, bare)


class _Near(Record):
    """Answers that mean the same, words in the place of others, words that say nothing, and words that turn round."""

    same: tuple[tuple[str, ...], ...]
    instead: dict[str, str]
    nothing: tuple[str, ...]
    opposite: tuple[str, ...]


@cache
def _content() -> _Near:
    return content(_Near, "imports", "near_answers.json")


@cache
def _words() -> dict[str, frozenset[str]]:
    found = _content()
    return {"nothing": frozenset(map(caseless, found.nothing)), "opposite": frozenset(map(caseless, found.opposite))}


@cache
def _same() -> dict[str, str]:
    groups = (*_content().same, *other_names("how_often").values())
    plain = [[" ".join(re.findall(r"\w+", caseless(text))) for text in group] for group in groups]
    return {text: group[0] for group in plain for text in group}


@cache
def _instead() -> list[tuple[str, str]]:
    longest_first = sorted(_content().instead.items(), key=lambda pair: -len(pair[0]))
    return [(caseless(before), after) for before, after in longest_first]


@cache
def _alone(text: str) -> re.Pattern[str]:
    """A text where it stands for itself: a word is no part of a longer one."""
    return re.compile(rf"(?<!\w){re.escape(text)}(?!\w)" if text[0].isalpha() else re.escape(text))
