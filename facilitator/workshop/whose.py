"""What is found of whose the rows of a table are."""

from dataclasses import dataclass
from enum import StrEnum

from facilitator.i18n import tr


class Rows(StrEnum):
    """What the rows of a table can be."""

    OPEN = "open"
    """Nothing says that they belong to anybody."""
    PEOPLE = "people"
    """People of their own, although a heading could be understood in another way."""
    OTHERS = "others"
    """They belong to somebody who is named in a column."""
    EITHER = "either"
    """Both can be meant: a person has to say."""
    EGOS = "egos"
    """They are interviews or the like, each by itself."""


@dataclass(frozen=True, slots=True)
class Whose:
    """What was found, with a sentence that says why.

    `owner` is the heading of the column that names whose each row is, `other` that of whom it is about, "" where there
    is none. `wide` says that a row holds several contacts side by side. `people` are all columns that name somebody.
    """

    rows: Rows
    sentence: str = ""
    owner: str = ""
    other: str = ""
    wide: bool = False
    people: frozenset[str] = frozenset()


def belongs(owner: str, other: str) -> str:
    """The sentence for rows of which a column says whose they are."""
    return tr("“{owner}” says whose each row is, and “{other}” names somebody else.", owner=owner, other=other)


def may_be_two(one: str, other: str) -> str:
    """The sentence for two columns that may each name a person."""
    return tr("“{one}” and “{other}” can name two different people in each row.", one=one, other=other)


def stands_above(name: str) -> str:
    """The sentence for somebody who may head the rows below."""
    return tr("“{name}” stands alone in its row, and may say whose contacts the rows below are.", name=name)
