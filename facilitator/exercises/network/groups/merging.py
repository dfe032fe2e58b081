"""Team, place and level as they may stand beside answers that name nobody: none that singles out too few."""

from collections import Counter
from collections.abc import Iterable

from facilitator.exercises.hooks import Facts
from facilitator.exercises.network.groups.threshold import DEFAULT, shown_groups
from facilitator.exercises.network.groups.ways import BYS
from facilitator.workshop.tables import Participant


def merged_facts(people: Iterable[Participant], smallest: int = DEFAULT) -> dict[int, Facts]:
    """Everybody's team, place and level, "" wherever it would single out fewer than `smallest` of `people`.

    First the small teams are merged, then the small places within each team, then the small levels within each team
    and place. So every combination is that of `smallest` people at least, and so is any part of it. Those that are
    merged have "" in common, as do people of whom it is not known.
    """
    everybody = list(people)
    found: dict[int, Facts] = {person.id: Facts() for person in everybody}
    for by in BYS:
        classes: dict[Facts, list[Participant]] = {}
        for person in everybody:
            classes.setdefault(found[person.id], []).append(person)
        for members in classes.values():
            shown = shown_groups(Counter(getattr(person, by) for person in members), smallest).apart
            for person in members:
                if getattr(person, by) in shown:
                    found[person.id] = found[person.id]._replace(**{by: getattr(person, by)})
    return found
