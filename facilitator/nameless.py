"""What names nobody carries no order, no number and no precision from which a person follows.

Whatever leaves without names is made with these: an order that is drawn anew for each document, pseudonyms that no
other document has, and means of several people in place of single ones. Chance is the system's own; only a test or a
benchmark passes another.
"""

import re
from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from math import dist
from random import Random, SystemRandom
from types import MappingProxyType
from typing import TypeVar
from unicodedata import combining, normalize

from facilitator.rounding import whole

Values = Sequence[float | None]
Thing = TypeVar("Thing")

_CHANCE = SystemRandom()
_LETTERS = "23456789BCDFGHJKLMNPQRSTVWXZ"
"""Without those that are taken for one another, and without vowels, so that no pseudonym is a word."""
_LENGTH = 6
_LEFT_OUT = "…"
_SHORTEST = 3
"""Letters of a part of a name that is looked for in texts: shorter ones are found in too many words."""
_WRITTEN_OUT = str.maketrans(
    {"ä": "ae", "ö": "oe", "ü": "ue", "ø": "oe", "å": "aa", "æ": "ae", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue", "Ø": "Oe",
     "Å": "Aa", "Æ": "Ae", "ß": "ss", "þ": "th", "Þ": "Th", "ð": "d", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D"}
)  # fmt: skip
"""How letters are written where a keyboard lacks them."""
_STROKES = str.maketrans({"ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ı": "i", "ß": "ss"})
"""Letters that are written without a stroke where their accent is no sign of its own."""
_GRID = 20
"""What few people make is told in steps of a twentieth, which is 5 points of 100."""


def in_no_order(things: Iterable[Thing], random: Random | None = None) -> list[Thing]:
    """The things in an order drawn anew at each call."""
    found = list(things)
    (random or _CHANCE).shuffle(found)
    return found


def told_apart_by_nothing(ways: Mapping[int, Hashable], fewest: int) -> frozenset[int]:
    """Those who did something in the same way as others, `fewest` people or more with themselves.

    `ways` says of each person what whoever was there knows of them, such as the rounds in which they answered: below
    the floor that alone would tell whose a pseudonym is, and so it would where nobody else has done anything.
    """
    alike = Counter(ways.values())
    return frozenset(person for person, way in ways.items() if alike[way] >= fewest)


class Pseudonyms:
    """What stands for people and others in one export, drawn at random: another export has none of them."""

    def __init__(
        self,
        people: Iterable[int],
        random: Random | None = None,
        names: Iterable[str] = (),
        left_out: Iterable[int] = (),
        known_of: Mapping[int, Hashable] = MappingProxyType({}),
        absent: Iterable[int] = (),
        fewest: int = 0,
    ) -> None:
        """`people` are the ids of those who are to have one, `names` their names and addresses.

        `left_out` are those of them of whom no answer is in the export: of no step, since all have the same pseudonyms.
        `known_of` is what the rows of all steps tell of each and whoever was there knows, such as the ways in: only
        among those of whom it is the same may anything more be told of anybody. `absent` are those who answered
        nothing that is in the export, where they are so few that the room knows who they are: nothing points to them.
        `fewest` is the highest floor of a step: what is told of somebody in one stands beside their answers in all.
        """
        self._absent = frozenset(absent)
        self.left_out = frozenset(left_out)
        self.known_of = known_of
        self.fewest = fewest
        self._groups: dict[int, str] = {}
        self._random = random or _CHANCE
        self._named = _any_of(names)
        self._given: set[str] = set()
        drawn = {person: self.new("P") for person in people}
        self._people = dict(sorted(drawn.items(), key=lambda each: each[1]))
        self._numbers = {person: number for number, person in enumerate(self._people, start=1)}

    @property
    def people(self) -> Mapping[int, str]:
        """The pseudonyms by the people's ids, in the order in which the export has them: that of the pseudonyms."""
        return MappingProxyType(self._people)

    def may_be_meant(self, person: int) -> bool:
        """Whether what others answered may point to this person."""
        return person in self._people and person not in self._absent

    def number(self, person: int) -> int:
        """The person's number in that order, from 1. Raises KeyError for somebody who has no pseudonym."""
        return self._numbers[person]

    @property
    def groups(self) -> Mapping[int, str]:
        """The marks of those who answered something together, by their numbers."""
        return MappingProxyType(self._groups)

    def new_group(self) -> int:
        """Another number, with a mark of its own, for what several people answered together.

        Who was together is known to whoever was there: under the pseudonyms of its members a group would tell whose
        these are, and where somebody was in two groups, to the one.
        """
        number = len(self._people) + len(self._groups) + 1
        self._groups[number] = self.new("G")
        return number

    def new(self, letter: str) -> str:
        """Another pseudonym that begins with this letter, for somebody who is on no roster."""
        while (drawn := letter + "".join(self._random.choices(_LETTERS, k=_LENGTH))) in self._given:
            pass
        self._given.add(drawn)
        return drawn

    def without_names(self, text: str) -> str:
        """A text that somebody typed without the names in it, whole or in part: "…" stands for each.

        No pseudonym does: a text in which a person is known to be meant would tell whose it is.
        """
        return self._named.sub(_LEFT_OUT, normalize("NFC", text)) if self._named else text

    def numbers(self, ids: Iterable[int]) -> dict[int, int]:
        """A number from 1 for each of these ids; which has which is drawn."""
        return {each: number for number, each in enumerate(in_no_order(ids, self._random), start=1)}

    def in_no_order(self, things: Iterable[Thing]) -> list[Thing]:
        """The things in an order drawn anew."""
        return in_no_order(things, self._random)


def _any_of(names: Iterable[str]) -> re.Pattern[str] | None:
    """Finds names as people write them: whole in any case, first or last names as names are written, with an "s"."""
    whole = {" ".join(normalize("NFC", name).split()) for name in names} - {""}
    parts = {form for name in whole for part in _parts(name) for form in _written(part)}
    spaced = (r"\s+".join(map(re.escape, name.split())) for name in sorted(whole, key=len, reverse=True))
    ways = [f"(?i:{name})" for name in spaced]
    ways += [re.escape(part) for part in sorted(parts, key=len, reverse=True)]
    return re.compile(rf"(?<!\w)(?:{'|'.join(ways)})(?:s|S|['’][sS]?)?(?!\w)") if ways else None


def _parts(name: str) -> Iterator[str]:
    if "@" not in name:
        for part in re.findall(r"\w+", name):
            if len(part) >= _SHORTEST and not part[0].islower() and not part.isdigit():
                yield part


def _written(part: str) -> Iterator[str]:
    """A part of a name as it stands, without accents and with umlauts written out, and each in capitals."""
    bare = "".join(letter for letter in normalize("NFD", part.translate(_STROKES)) if not combining(letter))
    for written in {part, bare, part.translate(_WRITTEN_OUT)}:
        yield from {written, written.upper()}


def alike(people: Iterable[Values], fewest: int, random: Random | None = None) -> list[tuple[float | None, ...]]:
    """Means of groups of at least `fewest` people whose values are alike, in no order and in steps of 0.05.

    `people` are values in [0, 1], as many for each of them, None where there is none. A mean is None where fewer than
    `fewest` of its group have a value. Empty for fewer than two groups: the mean of everybody shows nobody.

    Whoever knows everybody's values finds which mean a person is in, and nothing that is theirs alone: this is
    microaggregation as in Domingo-Ferrer & Mateo-Sanz (2002), with the groups of MDAV built one by one. They follow
    from the values alone, neither from the order of the people nor from chance, so that several documents of one room
    show no more than one.
    """
    left = sorted(map(tuple, people), key=lambda values: [-1.0 if value is None else value for value in values])
    if len(left) < 2 * fewest:
        return []
    middle = _means(left, 1)
    filled = [
        (tuple(known if value is None else value for value, known in zip(values, _known(middle), strict=True)), values)
        for values in left
    ]
    groups = []
    while len(filled) >= 2 * fewest:
        centre = _known(_means([place for place, _ in filled], 1))
        farthest = max(filled, key=lambda each: dist(each[0], centre))[0]
        filled.sort(key=lambda each: dist(each[0], farthest))
        groups.append([values for _, values in filled[:fewest]])
        del filled[:fewest]
    groups.append([values for _, values in filled])
    rounded = [tuple(None if mean is None else in_steps(mean) for mean in _means(group, fewest)) for group in groups]
    return in_no_order(rounded, random)


def in_steps(value: float) -> float:
    """A value in [0, 1] rounded to steps of 0.05, so that it is nobody's own to the point."""
    return whole(value * _GRID) / _GRID


def _means(group: Sequence[Values], fewest: int) -> tuple[float | None, ...]:
    """The mean on each axis, None where fewer than `fewest` have a value."""
    axes = [[value for value in axis if value is not None] for axis in zip(*group, strict=True)]
    return tuple(sum(axis) / len(axis) if len(axis) >= fewest else None for axis in axes)


def _known(values: Values) -> list[float]:
    return [0.0 if value is None else value for value in values]
