"""Who of a roster is named in a text: by whole names and by parts of them, as people write them.

Rather one too many than one too few is found: whoever reads the text says where somebody else is meant.
"""

import re
from collections.abc import Mapping
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from facilitator.text_matching import caseless
from facilitator.workshop.names import Ground, Names, beside_names, short_form_of, spellings, words

_WORD = re.compile(r"\w+(?:['’]\w+)*")
_SHORTEST, _ANY_CASE = 3, 4
"""Letters of a part of a name that is looked for: with a capital, and in any case."""
_SLIP = 0.77
"""How alike two words in a row must be to a whole name, see `names.Likeness.certainty`: a slip or two of the pen."""


class _Person(NamedTuple):
    """What somebody is looked for by; `solid` is a name without spaces of a script that has none between words."""

    id: int
    whole: frozenset[str]
    parts: frozenset[str]
    given: str
    solid: str


def named_in(text: str, people: Mapping[int, str]) -> Mapping[int, bool]:
    """Who of these people, by id and name, is named in a text; the value says whether by their whole name.

    Accents, umlauts, short forms of given names and the "s" of "Ada's" and "Adas" make no difference. Initials are not
    looked for.
    """
    return _named_in(text, tuple(people.items()))


@lru_cache(maxsize=1000)
def _named_in(text: str, people: tuple[tuple[int, str], ...]) -> Mapping[int, bool]:
    wanted, names = _prepared(people)
    written = _WORD.findall(text)
    single = {form for word in dict.fromkeys(written) for form in _forms(word)}
    said, folded = f" {' '.join(words(text))} ", caseless(text)
    misspelt = _misspelt(written, names)
    found: dict[int, bool] = {}
    for person in wanted:
        whole = person.id in misspelt or bool(person.solid and person.solid in folded)
        whole = whole or any(f" {each} " in said or f" {each}s " in said for each in person.whole)
        is_part = not person.parts.isdisjoint(single) or any(
            short_form_of(each, person.given) or short_form_of(person.given, each) for each in single
        )
        if whole or is_part:
            found[person.id] = whole
    return found


@lru_cache(maxsize=8)
def _prepared(people: tuple[tuple[int, str], ...]) -> tuple[list[_Person], Names[int]]:
    beside, never = _beside()
    found = []
    for person, name in people:
        plain = words(name)
        whole = {" ".join(plain), " ".join(plain[::-1])} if len(plain) > 1 else set()
        given = {part for part in plain[:1] if part not in never}
        # Ben is a given name, and stands between the names of others.
        parts = ({part for spelt in spellings(name) for part in spelt} - beside) | given
        solid = "" if name.isascii() or len(plain) > 1 else caseless(name)
        found.append(_Person(person, frozenset(whole), frozenset(parts), plain[0] if plain else "", solid))
    return found, Names(dict(people))


def _forms(word: str) -> set[str]:
    """In which ways a word of a text may be a part of a name; none for one that is too short for that."""
    least = _SHORTEST if word[0].isupper() else _ANY_CASE
    bare = {each for spelt in spellings(word) for each in spelt if len(each) >= least}
    return bare | {each[:-1] for each in bare if each.endswith("s") and len(each) > least}


def _misspelt(written: list[str], names: Names[int]) -> set[int]:
    """Whose whole name two words in a row are, but for a slip of the pen or a short form."""
    pairs = [f"{one} {other}" for one, other in pairwise(written) if one[0].isupper() and other[0].isupper()]
    if not pairs:
        return set()
    sure = {Ground.SAME, Ground.SPELLING, Ground.SHORT_FORM}
    return {
        like.key
        for likes in names.like_each(pairs)
        for like in likes
        if like.ground in sure or (like.ground is Ground.SIMILAR and like.certainty >= _SLIP)
    }


@lru_cache(maxsize=1)
def _beside() -> tuple[frozenset[str], frozenset[str]]:
    """What stands beside names and is no part of them, and what of it is never a name itself."""
    every = beside_names()
    words_of = {key: frozenset(word for each in listed for word in words(each)) for key, listed in every.items()}
    return frozenset().union(*words_of.values()), words_of["never_names"]
