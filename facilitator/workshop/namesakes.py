"""People of one name: what tells them apart wherever one of them is chosen, or a paper is handed to one."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from facilitator.text_matching import caseless
from facilitator.workshop.names import spellings
from facilitator.workshop.tables import Participant


def beside_names(people: Sequence[Participant]) -> dict[int, str]:
    """What stands beside the names of those on a roster who share theirs, by id; nobody else is in it.

    It is the team, the place, or all that is known of the person, whichever comes first that no namesake shares, else
    the person's number on the roster, from 1.
    """
    same: dict[str, list[Participant]] = defaultdict(list)
    for person in people:
        same[caseless(person.name)].append(person)
    return {
        person.id: _only_here(person, same[caseless(person.name)]) or str(number)
        for number, person in enumerate(people, start=1)
        if len(same[caseless(person.name)]) > 1
    }


def spelt_alike(names: Iterable[str]) -> list[tuple[str, ...]]:
    """The names that may be one person's in several spellings, side by side, each group once in the names' order."""
    first: dict[tuple[str, ...], str] = {}
    groups: dict[str, list[str]] = {}
    for name in dict.fromkeys(names):
        keys = spellings(name)
        head = next((first[key] for key in keys if key in first), name)
        groups.setdefault(head, []).append(name)
        first |= {key: head for key in keys if key not in first}
    return [tuple(group) for group in groups.values() if len({caseless(name) for name in group}) > 1]


def called(person: Participant, beside: Mapping[int, str]) -> str:
    """A person's name with what stands `beside` it: how a paper that is theirs, and its file, are told from others."""
    return ", ".join(filter(None, (person.name, beside.get(person.id))))


def _only_here(person: Participant, namesakes: Sequence[Participant]) -> str:
    for way in (_team, _place, _everything):
        fact = way(person)
        if fact and sum(caseless(way(each)) == caseless(fact) for each in namesakes) == 1:
            return fact
    return ""


def _team(person: Participant) -> str:
    return person.team


def _place(person: Participant) -> str:
    return person.location


def _everything(person: Participant) -> str:
    return " · ".join(fact for fact in (person.team, person.location, person.level) if fact)
