"""What a sheet says of itself when it comes back: its round, and what the digits of each question stand for.

A sheet may come back after another round has begun, or after a question got other answers. It is of the round that it
was made for; digits whose meaning is no longer certain are not taken.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from facilitator.exercises.folder import implements
from facilitator.exercises.hooks import Exercise
from facilitator.exercises.network.factors import Factor
from facilitator.exercises.network.rounds.rounds import rounds_of
from facilitator.exercises.network.setup import Setup, read_factors, read_setup
from facilitator.i18n import SOURCE, speaking
from facilitator.storage.library import Library


@dataclass(frozen=True, slots=True)
class Edition:
    """Of which `round` a sheet is; None where it does not say.

    `changed` are the keys of questions that then had other answers. In the boxes of an `old` sheet are words, not
    digits.
    """

    round: int | None
    changed: frozenset[str] = field(default_factory=frozenset)
    old: bool = False


NOW = Edition(None)
"""Of a sheet that asks what is asked now."""


@implements(Exercise.worksheet_edition)
def worksheet_edition(library: Library, step_id: int) -> dict[str, Any]:
    """What a sheet that is made now takes along."""
    return {"round": len(rounds_of(library, step_id)), "answers": _meanings(setup_as_stored(library, step_id).active)}


def read_edition(kept: Setup, edition: Mapping[str, Any] | None) -> Edition:
    """What a sheet took along, compared with the questions as the library keeps them; None for an old sheet."""
    if edition is None:
        return Edition(None, old=True)
    then = edition["answers"]
    changed = (key for key, meaning in _meanings(kept.factors).items() if then.get(key, meaning) != meaning)
    return Edition(edition["round"], frozenset(changed))


def setup_as_stored(library: Library, step_id: int) -> Setup:
    """The step's questions as the library keeps them, whatever language is spoken and whatever teams are called."""
    with speaking(SOURCE), library.read() as session:
        stored = tuple(factor for _, factor in read_factors(session, step_id, stored=True))
        return replace(read_setup(session, step_id), factors=stored)


def _meanings(factors: Iterable[Factor]) -> dict[str, str]:
    """By a question's key, a text that is another one when its answers are others."""
    told = {factor.key: json.dumps([*factor.codes, factor.not_comparable]) for factor in factors}
    return {key: hashlib.sha256(text.encode()).hexdigest()[:12] for key, text in told.items()}
