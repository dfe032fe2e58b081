"""The questions of the exercise, and answers as the measures see them.

Factor sets are templates in `resources/factor_sets`; a workshop keeps its own copy of the set it was run with.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum
from pathlib import Path
from typing import Literal, Self

from pydantic import Field, model_validator

from facilitator.errors import NotFound
from facilitator.exercises.content_file import Form, read_content
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
    `ties` are pairs of places in `contacts` who know each other; None where nobody said.
    """

    entry: Entry | None
    size: int
    counts: Mapping[str, Sequence[int]]
    contacts: Sequence[Mapping[str, int]] = ()
    ties: Sequence[tuple[int, int]] | None = None

    @classmethod
    def from_contacts(
        cls,
        factors: Iterable[Factor],
        contacts: Sequence[Mapping[str, int]],
        ties: Sequence[tuple[int, int]] | None = None,
    ) -> Self:
        """Answers given contact by contact, counted."""
        counts: dict[str, Sequence[int]] = {}
        for factor in factors:
            tally = [0] * len(factor.codes)
            for contact in contacts:
                code = contact.get(factor.key, 0)
                if code > 0:
                    tally[code - 1] += 1
            counts[factor.key] = tally
        return cls("contact", len(contacts), counts, contacts, ties)


def load_factor_set(key: str) -> FactorSet:
    """Read one template. Raises NotFound for an unknown key and BadFile, which says where, for a broken file."""
    path = resource("factor_sets", f"{key}.json")
    if not path.is_file():
        raise NotFound(tr("There is no set of questions called “{key}”.", key=key), key=key)
    return read_factor_set(path)


def factor_sets() -> list[FactorSet]:
    """All templates, the standard one first, then by title."""
    found = [load_factor_set(path.stem) for path in resource("factor_sets").glob("*.json")]
    return sorted(found, key=lambda each: (each.key != "standard", each.title))


def read_factor_set(path: Path) -> FactorSet:
    """Read a template from any file; the file's name is its key. Raises BadFile, which says where, for a broken one."""
    content = read_content(path, _SetFile)
    return FactorSet(
        key=path.stem,
        title=content.title,
        language=content.language,
        description=content.description,
        factors=tuple(Factor(**dict(factor)) for factor in content.factors),
    )


class _FactorFile(Form):
    """One question as it stands in a file; see `Factor`."""

    key: str = Field(pattern=r"^[a-z][a-z0-9_]*$")
    label: str
    question: str
    kind: Kind
    codes: tuple[str, ...] = Field(min_length=2, max_length=7)
    not_comparable: str | None = None
    internal: int | None = Field(default=None, ge=1)
    yearly: tuple[float, ...] | None = None
    active: bool = True

    @model_validator(mode="after")
    def _codes_agree(self) -> Self:
        if len(set(self.codes)) < len(self.codes):
            raise ValueError(tr("two answers have the same words"))
        if self.internal is not None and self.internal > len(self.codes):
            raise ValueError(tr("“internal” names an answer that isn’t there"))
        if self.yearly is not None and len(self.yearly) != len(self.codes):
            raise ValueError(tr("“yearly” needs one number for each answer"))
        return self


class _SetFile(Form):
    """A file in `resources/factor_sets`."""

    title: str
    language: str
    description: str
    factors: tuple[_FactorFile, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _keys_differ(self) -> Self:
        keys = [factor.key for factor in self.factors]
        twice = next((key for key in keys if keys.count(key) > 1), None)
        if twice:
            raise ValueError(tr("two questions have the key “{key}”", key=twice))
        return self
