"""People of one name on the facilitator's own screen, where choosing the wrong one changes somebody else's answers."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from facilitator.storage.library import Library
from facilitator.tabular import fold
from facilitator.workshop.roster import people_of
from facilitator.workshop.standings import Standing
from facilitator.workshop.tables import Participant


def told_apart(library: Library, workshop_id: int, standings: Sequence[Standing]) -> list[Standing]:
    """The standings, those of one name with what only one of them has beside it, else their number on the roster."""
    names = [fold(each.name) for each in standings]
    if len(set(names)) == len(names):
        return list(standings)
    people = people_of(library, workshop_id)
    same: dict[str, list[Participant]] = defaultdict(list)
    for person in people:
        same[fold(person.name)].append(person)
    beside = {
        person.id: _only_here(person, same[fold(person.name)]) or str(number)
        for number, person in enumerate(people, start=1)
        if len(same[fold(person.name)]) > 1
    }
    return [
        replace(each, name=f"{each.name}, {beside[each.participant_id]}") if each.participant_id in beside else each
        for each in standings
    ]


def _only_here(person: Participant, namesakes: Sequence[Participant]) -> str:
    """Team, place, or all that is known of a person, whichever comes first that no namesake shares; else ""."""
    ways = (_team, _place, _everything)
    return next((way(person) for way in ways if way(person) and _alone(way(person), [*map(way, namesakes)])), "")


def _alone(fact: str, among: Sequence[str]) -> bool:
    return sum(fold(each) == fold(fact) for each in among) == 1


def _team(person: Participant) -> str:
    return person.team


def _place(person: Participant) -> str:
    return person.location


def _everything(person: Participant) -> str:
    return " · ".join(fact for fact in (person.team, person.location, person.level) if fact)
