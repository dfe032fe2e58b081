"""The questions of the exercise, and answers as the measures see them.

Factor sets are templates in `resources/factor_sets`; a workshop keeps its own copy of the set it was run with.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import IntEnum
from typing import Any, Literal

from facilitator.errors import NotFound
from facilitator.i18n import tr
from facilitator.resources import resource

Kind = Literal["distance", "strength", "nominal"]
Entry = Literal["contact", "tally"]


class Missing(IntEnum):
    """Kinds of missing answer, stored in the place of a code. "Not asked yet" is the absence of an answer."""

    NOT_COMPARABLE = -1
    SKIPPED = -2
    DECLINED = -3


@dataclass(frozen=True, slots=True)
class Factor:
    """One question with its answers, code 1 first.

    For `distance` code 1 is nearest; for `strength` the highest code is strongest; `nominal` codes have no order.
    `not_comparable` labels an extra answer that counts as missing. `internal` is the code that is inside for the
    E-I index. `yearly` holds how many interactions a year each code stands for.
    """

    key: str
    label: str
    question: str
    kind: Kind
    codes: tuple[str, ...]
    not_comparable: str | None = None
    internal: int | None = None
    yearly: tuple[float, ...] | None = None
    active: bool = True


@dataclass(frozen=True, slots=True)
class FactorSet:
    """A template of questions, from one file in `resources/factor_sets`."""

    key: str
    title: str
    language: str
    description: str
    factors: tuple[Factor, ...]


@dataclass(frozen=True, slots=True)
class NetworkAnswers:
    """One participant's answers as the measures see them.

    `size` is N, the length of the list. `counts` holds for each factor's key the K numbers of contacts per code.
    `contacts` holds one mapping of factor key to code per contact, kinds of missing included; it is empty for a tally.
    """

    entry: Entry | None
    size: int
    counts: Mapping[str, Sequence[int]]
    contacts: Sequence[Mapping[str, int]] = field(default=())

    @classmethod
    def from_contacts(cls, factors: Iterable[Factor], contacts: Sequence[Mapping[str, int]]) -> "NetworkAnswers":
        """Answers given contact by contact, counted."""
        counts: dict[str, Sequence[int]] = {}
        for factor in factors:
            tally = [0] * len(factor.codes)
            for contact in contacts:
                code = contact.get(factor.key, 0)
                if code > 0:
                    tally[code - 1] += 1
            counts[factor.key] = tally
        return cls("contact", len(contacts), counts, contacts)


def load_factor_set(key: str) -> FactorSet:
    """Read one template. Raises NotFound for an unknown key."""
    path = resource("factor_sets", f"{key}.json")
    if not path.is_file():
        raise NotFound(tr("There is no set of questions called “{key}”.", key=key), key=key)
    content = json.loads(path.read_text(encoding="utf-8"))
    return FactorSet(
        key=key,
        title=content["title"],
        language=content["language"],
        description=content["description"],
        factors=tuple(_factor(entry) for entry in content["factors"]),
    )


def factor_sets() -> list[FactorSet]:
    """All templates, the standard one first, then by title."""
    found = [load_factor_set(path.stem) for path in resource("factor_sets").glob("*.json")]
    return sorted(found, key=lambda each: (each.key != "standard", each.title))


def _factor(entry: Mapping[str, Any]) -> Factor:
    lists = {name: tuple(entry[name]) for name in ("codes", "yearly") if entry.get(name) is not None}
    return Factor(**{**entry, **lists})
