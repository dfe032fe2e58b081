"""Invented people with names from many places, the same ones for the same seed.

The first ones are chosen by hand: names that are long, that carry rare diacritics or that are written in Greek or
Cyrillic letters, so that every screen and page made from a simulated roster shows how it bears them.
"""

import json
from functools import cache
from itertools import islice, product
from random import Random
from typing import Any
from unicodedata import normalize

from facilitator.resources import resource
from facilitator.workshop.roster import Person


def people(count: int, *, seed: int = 1) -> list[Person]:
    """`count` people, each with a name and an address that nobody else has.

    Raises ValueError when there are not enough names: those in `resources/samples/people.json` make a thousand.
    """
    content = _content()
    random = Random(seed)  # noqa: S311  # repeatable on purpose
    chosen = [Person(email="", **facts) for facts in content["featured"][:count]]
    taken = {person.name for person in chosen}
    names = [
        name
        for group in content["groups"]
        for name in (f"{given} {family}" for given, family in product(group["given"], group["family"]))
        if name not in taken
    ]
    random.shuffle(names)
    chosen += [_person(name, content, random) for name in islice(names, count - len(chosen))]
    if len(chosen) < count:
        raise ValueError(f"there are names for {len(chosen)} people, not for {count}")
    return _addressed(chosen)


def _person(name: str, content: dict[str, Any], random: Random) -> Person:
    levels, weights = zip(*content["levels"], strict=True)
    return Person(
        name=name,
        team=random.choice(content["teams"]),
        location=random.choice(content["locations"]),
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
        addressed.append(Person(person.name, f"{address}@example.org", person.team, person.location, person.level))
    return addressed


def _address(name: str) -> str:
    """The name in lower-case ASCII letters, with dots between its words."""
    latin = _content()["latin"]
    letters = "".join(latin.get(letter, letter) for letter in normalize("NFKD", name.lower()))
    words = "".join(letter if letter.isascii() and letter.isalpha() else " " * letter.isspace() for letter in letters)
    return ".".join(words.split())


@cache
def _content() -> dict[str, Any]:
    content: dict[str, Any] = json.loads(resource("samples", "people.json").read_text(encoding="utf-8"))
    return content
