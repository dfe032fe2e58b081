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
from facilitator.exercises.content_file import ExerciseContent, read_content
from facilitator.i18n import tr
from facilitator.resources import resource, resource_named

Kind = Literal["distance", "strength", "nominal", "reliance"]
EntryMode = Literal["contact", "tally"]


ENERGY = "energy"
"""The key of the question what energy one has after talking with people: it is private in every set and step."""


class Missing(IntEnum):
    """Kinds of missing answer, stored in the place of a code. "Not asked yet" is the absence of an answer."""

    NOT_COMPARABLE = -1
    SKIPPED = -2
    DECLINED = -3


@dataclass(frozen=True, slots=True)
class Factor:
    """One question with its answers, code 1 first.

    For `distance` code 1 is nearest; for `strength` the highest code is strongest; `nominal` codes have no order.
    Of `reliance` the highest code is what is hardest to get elsewhere: it is neither distance nor strength, and no axis
    of a shape. `not_comparable` labels an extra answer that counts as missing. `internal` is the code that is inside
    for the E-I index. `yearly` holds how many interactions a year each code stands for. A `private` question is asked
    by tally alone, never of a single contact, and its answers are in nobody's papers but the participant's own. One
    that is no `axis` is on no shape. `confirmed` are words that stood in files, each with the answer that somebody said
    that they mean; those with "" are headings of the question.
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
    private: bool = False
    axis: bool = True
    confirmed: tuple[tuple[str, str], ...] = ()

    @property
    def has_axis(self) -> bool:
        """Whether it is an axis of the shapes."""
        return self.axis and self.kind != "reliance" and not self.private

    @property
    def has_strength(self) -> bool:
        """Whether it has a value in the shape of strength, too."""
        return self.kind in ("distance", "strength")


@dataclass(frozen=True, slots=True)
class Wording:
    """What a template says of a question beyond what a workshop keeps of it.

    `tally` asks for counts, with a field for the length of the list. `worded` are answers with a place for the client's
    words, None for those without. `aliases` are the words of earlier versions for each answer, and for "can't compare";
    `names` are what earlier papers called the question.
    """

    factor: Factor
    tally: str = ""
    worded: tuple[str | None, ...] = ()
    aliases: tuple[tuple[str, ...], ...] = ()
    not_comparable_aliases: tuple[str, ...] = ()
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FactorSet:
    """A template of questions, from one file in `resources/factor_sets`. `earlier` ones are kept for old workshops."""

    key: str
    title: str
    language: str
    description: str
    source: str
    licence: str
    credit: str
    factors: tuple[Factor, ...]
    wordings: tuple[Wording, ...] = ()
    earlier: bool = False


@dataclass(frozen=True, slots=True)
class NetworkAnswers:
    """One participant's answers as the measures see them.

    `size` is N, the length of the list. `counts` holds for each factor's key the K numbers of contacts per code.
    `contacts` holds one mapping of factor key to code per contact, kinds of missing included; it is empty for a tally.
    `ties` are pairs of places in `contacts` who know each other; None where nobody said.
    """

    entry: EntryMode | None
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


def context_of(key: str) -> str:
    """The gettext context of what the sets say of the question with this key, so that nobody's own question has it."""
    return f"factor:{key}"


def energy_is_private() -> str:
    """Why the question about energy can't be asked of single contacts."""
    return tr("What energy people give or take is asked by tally only, and never kept by name.")


def load_factor_set(key: str) -> FactorSet:
    """Read one template. Raises NotFound for an unknown key and BadFile, which says where, for a broken file."""
    path = resource_named("factor_sets", key)
    if path is None:
        raise NotFound(tr("There is no set of questions called “{key}”.", key=key), key=key)
    return read_factor_set(path)


def factor_sets() -> list[FactorSet]:
    """All templates, the standard one first, then by title, those of earlier versions last."""
    found = [load_factor_set(path.stem) for path in resource("factor_sets").glob("*.json")]
    return sorted(found, key=lambda each: (each.earlier, each.key != "standard", each.title))


def read_factor_set(path: Path) -> FactorSet:
    """Read a template from any file; the file's name is its key. Raises BadFile, which says where, for a broken one."""
    content = read_content(path, _SetFile)
    wordings = tuple(each.wording() for each in content.factors)
    return FactorSet(
        key=path.stem,
        title=content.title,
        language=content.language,
        description=content.description,
        source=content.source,
        licence=content.licence,
        credit=content.credit,
        factors=tuple(each.factor for each in wordings),
        wordings=wordings,
        earlier=content.earlier,
    )


class _FactorFile(ExerciseContent):
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
    private: bool = False
    axis: bool = True
    confirmed: tuple[tuple[str, str], ...] = ()
    tally: str = ""
    worded: tuple[str | None, ...] = ()
    aliases: tuple[tuple[str, ...], ...] = ()
    not_comparable_aliases: tuple[str, ...] = ()
    names: tuple[str, ...] = ()

    def wording(self) -> Wording:
        """The question, and what is said of it beyond."""
        beyond = {"tally", "worded", "aliases", "not_comparable_aliases", "names"}
        asked = {name: value for name, value in self if name not in beyond}
        return Wording(Factor(**asked), **{name: value for name, value in self if name in beyond})

    @model_validator(mode="after")
    def _codes_agree(self) -> Self:
        if len(set(self.codes)) < len(self.codes):
            raise ValueError(tr("two answers have the same words"))
        if self.internal is not None and self.internal > len(self.codes):
            raise ValueError(tr("“internal” names an answer that isn’t there"))
        if self.yearly is not None and len(self.yearly) != len(self.codes):
            raise ValueError(tr("“yearly” needs one number for each answer"))
        if self.key == ENERGY and not self.private:
            raise ValueError(energy_is_private())
        for name, words in (("worded", self.worded), ("aliases", self.aliases)):
            if words and len(words) != len(self.codes):
                raise ValueError(tr("“{name}” needs one entry for each answer", name=name))
        return self


class _SetFile(ExerciseContent):
    """A file in `resources/factor_sets`."""

    title: str
    language: str
    description: str
    source: str = Field(min_length=1)
    licence: str = Field(min_length=1)
    credit: str = Field(min_length=1)
    earlier: bool = False
    factors: tuple[_FactorFile, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _keys_differ(self) -> Self:
        keys = [factor.key for factor in self.factors]
        twice = next((key for key in keys if keys.count(key) > 1), None)
        if twice:
            raise ValueError(tr("two questions have the key “{key}”", key=twice))
        return self
