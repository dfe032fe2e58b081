"""Simulated personal networks of six assumed populations, from `populations.json`: what a change of a rule does.

Only the shares in the file are assumptions. Each person has a mix of their own around their workplace's (Dirichlet),
and each contact answers each question by it.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from random import Random
from typing import Any

from facilitator.exercises.network.factors import Factor, Kind, NetworkAnswers
from facilitator.exercises.network.measures import NetworkMeasures, measure

ASSUMED: Mapping[str, Any] = json.loads(Path(__file__).with_suffix(".json").read_text(encoding="utf-8"))
_KINDS: Mapping[str, Kind] = {
    "group": "distance",
    "proximity": "distance",
    "interaction": "strength",
    "time_known": "strength",
}
QUESTIONS = tuple(
    Factor(
        key,
        key.capitalize(),
        f"{key}?",
        _KINDS.get(key, "nominal"),
        tuple(f"{key} {code + 1}" for code in range(len(shares))),
    )
    for key, shares in ASSUMED["kinds"]["office"]["shares"].items()
)
"""The questions as the rules expect them; all are asked."""


@dataclass(frozen=True, slots=True)
class Population:
    """People of one kind of workplace. With `outside`, contacts beyond the organisation matter there."""

    name: str
    outside: bool
    people: Sequence[NetworkAnswers]

    @property
    def given(self) -> frozenset[str]:
        """What is so in their workshops."""
        return frozenset({"outside"} if self.outside else ())

    def measured(self) -> list[NetworkMeasures]:
        """Everybody's measures."""
        return [measure(QUESTIONS, answers) for answers in self.people]


def populations(people: int, seed: int = 1) -> list[Population]:
    """Six populations of so many people, always the same for a seed."""
    return [
        Population(f"{kind}, {likeness}", assumed["outside"], list(_people(assumed, concentration, people, random)))
        for kind, assumed in ASSUMED["kinds"].items()
        for likeness, concentration in ASSUMED["likeness"].items()
        for random in [Random(f"{kind} {likeness} {seed}")]
    ]


def shuffled(population: Population, seed: int = 1) -> Population:
    """The same lists with the answers to each question dealt anew among all contacts: a person's own mix is gone."""
    random = Random(seed)
    dealt: list[dict[str, int]] = [{} for answers in population.people for _ in answers.contacts]
    for question in QUESTIONS:
        codes = [contact[question.key] for answers in population.people for contact in answers.contacts]
        random.shuffle(codes)
        for contact, code in zip(dealt, codes, strict=True):
            contact[question.key] = code
    people, at = [], 0
    for answers in population.people:
        contacts = dealt[at : at + answers.size]
        ties = list(answers.ties or ())
        places = random.sample(list(combinations(range(answers.size), 2)), len(ties))
        people.append(NetworkAnswers.from_contacts(QUESTIONS, contacts, places))
        at += answers.size
    return Population(population.name, population.outside, people)


def rooms(measures: Sequence[NetworkMeasures], people: int) -> Iterator[Sequence[NetworkMeasures]]:
    """A population divided into rooms of so many people."""
    for start in range(0, len(measures) - people + 1, people):
        yield measures[start : start + people]


def _people(assumed: Mapping[str, Any], concentration: float, people: int, random: Random) -> Iterator[NetworkAnswers]:
    sizes, weights = zip(*assumed["size"].items(), strict=True)
    known, unknown = assumed["ties"]
    for _ in range(people):
        size = int(random.choices(sizes, weights)[0])
        contacts: list[dict[str, int]] = [{} for _ in range(size)]
        for key, shares in assumed["shares"].items():
            own = [random.gammavariate(concentration * share, 1) for share in shares]
            for contact, code in zip(contacts, random.choices(range(1, len(own) + 1), own, k=size), strict=True):
                contact[key] = code
        ties = [
            (one, other)
            for one, other in combinations(range(size), 2)
            if random.random() < (known if contacts[one]["group"] == contacts[other]["group"] else unknown)
        ]
        yield NetworkAnswers.from_contacts(QUESTIONS, contacts, ties)
