"""Invented people with names from many places, the same ones for the same seed.

The first ones are chosen by hand: names that are long, that carry rare diacritics or that are written in Greek or
Cyrillic letters, so that every screen and page made from a simulated roster shows how it bears them.
"""

from functools import cache
from itertools import islice, product
from random import Random
from typing import Annotated
from unicodedata import normalize

from pydantic import Field

from facilitator.content_files import content
from facilitator.errors import Invalid
from facilitator.i18n import SAMPLES, tr, tr_content
from facilitator.records import Record
from facilitator.workshop.roster import Person


class _Featured(Record):
    name: str
    team: str
    location: str
    level: str


class _Group(Record):
    given: tuple[str, ...]
    family: tuple[str, ...]


_Some = Annotated[tuple[str, ...], Field(min_length=1)]
_Weight = Annotated[float, Field(gt=0, le=1000)]


class _People(Record):
    featured: tuple[_Featured, ...]
    groups: tuple[_Group, ...]
    teams: _Some
    locations: _Some
    levels: Annotated[tuple[tuple[str, _Weight], ...], Field(min_length=1)]
    latin: dict[str, str]


def people(count: int, *, seed: int = 1) -> list[Person]:
    """`count` people, each with a name and an address that nobody else has.

    Raises Invalid when there are not enough names: those in `resources/samples/people.json` make a thousand.
    """
    known = _content()
    random = Random(seed)  # noqa: S311  # repeatable on purpose
    chosen = [Person(facts.name, "", facts.team, facts.location, facts.level) for facts in known.featured[:count]]
    taken = {person.name for person in chosen}
    names = [
        name
        for group in known.groups
        for name in (f"{given} {family}" for given, family in product(group.given, group.family))
        if name not in taken
    ]
    random.shuffle(names)
    chosen += [_person(name, known, random) for name in islice(names, count - len(chosen))]
    if len(chosen) < count:
        raise Invalid(tr("There are names for {known} people, not for {count}.", known=len(chosen), count=count))
    return _addressed(chosen)


def _person(name: str, known: _People, random: Random) -> Person:
    levels, weights = zip(*known.levels, strict=True)
    return Person(
        name=name,
        team=random.choice(known.teams),
        location=random.choice(known.locations),
        level=random.choices(levels, weights)[0],
    )


def _addressed(chosen: list[Person]) -> list[Person]:
    taken: set[str] = set()
    addressed = []
    for person in chosen:
        plain = _address(person.name)
        address, number = plain, 2
        while address in taken:
            address, number = f"{plain}{number}", number + 1
        taken.add(address)
        facts = (tr_content(SAMPLES, each) for each in (person.team, person.location, person.level))
        addressed.append(Person(person.name, f"{address}@example.org", *facts))
    return addressed


def _address(name: str) -> str:
    """The name in lower-case ASCII letters, with dots between its words."""
    latin = _content().latin
    letters = "".join(latin.get(letter, letter) for letter in normalize("NFKD", name.lower()))
    words = "".join(letter if letter.isascii() and letter.isalpha() else " " * letter.isspace() for letter in letters)
    return ".".join(words.split())


@cache
def _content() -> _People:
    return content(_People, "samples", "people.json")
