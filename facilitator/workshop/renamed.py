"""Who of a table may be somebody of the roster under a new name, where nothing but the rest of the table says so."""

from collections.abc import Hashable, Mapping, Sequence
from typing import TypeVar

from facilitator.text_matching import caseless

New = TypeVar("New", bound=Hashable)
Missing = TypeVar("Missing", bound=Hashable)

_FACTS = ("team", "location", "level")
_LEAST = 2


def perhaps_renamed(
    new: Mapping[New, Mapping[str, str]], missing: Mapping[Missing, Mapping[str, str]], known: int
) -> dict[New, Missing]:
    """Pairs of a new name and the one person of the roster whom it may be, both with what is known of them.

    `missing` are people of the roster whom the table does not name, `known` is how many it does. Somebody alone is
    missing and somebody alone is new, or their team, place and level are the same and nobody else's. Two addresses
    that differ are two people. A table that names few of the roster says nothing of the others.
    """
    if known < max(_LEAST, len(new)):
        return {}
    if len(new) == len(missing) == 1:
        return {one: other for one, said in new.items() for other, held in missing.items() if _could_be(said, held)}
    fitting = {one: [each for each, held in missing.items() if _same_facts(said, held)] for one, said in new.items()}
    only = {one: found[0] for one, found in fitting.items() if len(found) == 1}
    return {one: other for one, other in only.items() if _once(other, list(only.values()))}


def _could_be(said: Mapping[str, str], held: Mapping[str, str]) -> bool:
    pairs = ((caseless(said.get(key, "")), caseless(held.get(key, ""))) for key in ("email", *_FACTS))
    return all(not one or not other or one == other for one, other in pairs)


def _same_facts(said: Mapping[str, str], held: Mapping[str, str]) -> bool:
    pairs = [(caseless(said.get(key, "")), caseless(held.get(key, ""))) for key in _FACTS]
    return _could_be(said, held) and any(one for one, _ in pairs) and all(one == other for one, other in pairs)


def _once(other: object, all_others: Sequence[object]) -> bool:
    return all_others.count(other) == 1
