"""From the measured room to what the charts show, with names for the facilitator or without any for the room."""

from collections.abc import Sequence
from dataclasses import dataclass

from facilitator.charts.room_map import Link, Node
from facilitator.exercises.network.whole.graph import RoomNetwork
from facilitator.exercises.network.whole.layout import Point, ring
from facilitator.exercises.network.whole.live import MappedRoom
from facilitator.exercises.network.whole.measures import LEAST, OTHERS, mixing
from facilitator.exercises.network.whole.told import lists_in_words, told_cells
from facilitator.i18n import tr, trn

MOST_COLOURS = 6
LARGEST_GROUP = 0.095
"""The radius of the largest group's disc, as a share of the map's side."""
_SIZE = 0.5
"""Of everybody on the map with names: between the smallest and the largest disc."""
_STRONG = 0.5


@dataclass(frozen=True, slots=True)
class Drawn:
    """What `RoomMap.set_map` takes."""

    nodes: tuple[Node, ...]
    links: tuple[Link, ...]
    places: dict[int, Point]
    legend: tuple[tuple[int | None, str], ...]
    left_out: int = 0
    """People who are not on it, since they have no group."""
    note: str = ""
    """What it means where there is no arrow between two groups, if their ties are hidden."""


def groupings() -> tuple[tuple[str, str], ...]:
    """What people are grouped by, with what people call it."""
    return (("team", tr("Team")), ("location", tr("Location")), ("level", tr("Level")))


def by_group(by: str) -> str:
    """What people are grouped by as it follows other words: in German a noun keeps its capital."""
    return {"team": tr("by team"), "location": tr("by location"), "level": tr("by level")}[by]


def bases(room: MappedRoom, ungrouped: int = 0) -> list[str]:
    """What a picture of the room rests on, in a few words each, for others."""
    lists = lists_in_words(room.network, room.smallest)
    said = [trn("{lists} of {count} list", "{lists} of {count} lists", room.measures.people, lists=lists)]
    if ungrouped:
        said.append(trn("{count} left out, without a group", "{count} left out, without a group", ungrouped))
    return said


def named_map(room: MappedRoom, by: str) -> Drawn:
    """Everybody by name, and alike: for the facilitator's own screen. People are not ranked, by size either."""
    return _people(room, by, [group for group, _ in _largest(room.network, by)])


def group_map(room: MappedRoom, by: str) -> Drawn:
    """Groups as discs with their numbers of people, ties added up; the small ones are one disc together.

    How thick an arrow is tells the number of its ties: where this is not told there is none.
    """
    found = mixing(room.network, by, room.smallest)
    if room.withheld is not None or by not in room.ways or (len(found.groups) == 1 and found.groups[0] == OTHERS):
        return Drawn((), (), {}, (), found.ungrouped)
    most_people = max(found.sizes.values(), default=1)
    places = {group: at for at, group in enumerate(found.groups)}
    nodes = tuple(
        Node(at, _called(group), (found.sizes[group] / most_people) ** 0.5, _series(at, group), str(found.sizes[group]))
        for group, at in places.items()
    )
    cells = told_cells(found)
    between = {pair: count for pair, count in cells.counts.items() if pair[0] != pair[1] and count}
    most = max(between.values(), default=1)
    links = tuple(Link(places[of], places[to], count / most) for (of, to), count in between.items())
    note = _no_arrow() if any(of != to for of, to in cells.hidden) else ""
    return Drawn(nodes, links, ring(list(places.values())), (), found.ungrouped, note)


def called_by(network: RoomNetwork, by: str) -> dict[int, str]:
    """Everybody's group, "" where it is unknown."""
    return {person.id: network.group_of(person.id, by) for person in network.people}


def _people(room: MappedRoom, by: str, groups: Sequence[str]) -> Drawn:
    network = room.network
    place_of = {group: at for at, group in enumerate(groups[:MOST_COLOURS])}
    group_of = called_by(network, by)
    nodes = tuple(
        Node(
            person.id,
            person.name,
            _SIZE,
            place_of.get(group_of[person.id]),
        )
        for person in network.people
    )
    links = []
    for (of, to), strength in network.ties.items():
        back = network.ties.get((to, of), ())
        both = back != ()
        if both and to < of:
            continue
        known = [each for each in (strength, back) if isinstance(each, float)]
        links.append(Link(of, to, 0.0, both, max(known) >= _STRONG if known else None))
    legend: list[tuple[int | None, str]] = [(at, group) for group, at in place_of.items()]
    others = sum(group_of[person.id] not in place_of for person in network.people)
    if legend and others:
        legend.append((None, trn("{count} other", "{count} others", others)))
    return Drawn(nodes, tuple(links), dict(room.places), tuple(legend))


def _largest(network: RoomNetwork, by: str) -> list[tuple[str, int]]:
    """The groups with their sizes in the order of their names, so that a colour stays with its group."""
    sizes: dict[str, int] = {}
    for group in called_by(network, by).values():
        if group:
            sizes[group] = sizes.get(group, 0) + 1
    largest = sorted(sizes.items(), key=lambda each: (-each[1], each[0]))
    kept = {group for group, _ in largest[:MOST_COLOURS]}
    return sorted((each for each in largest if each[0] in kept), key=lambda each: each[0]) + [
        each for each in largest if each[0] not in kept
    ]


def _no_arrow() -> str:
    return tr("No arrow: fewer than {least} ties, all but so few, or it would tell such a number", least=LEAST)


def _called(group: str) -> str:
    return tr("Others") if group == OTHERS else group


def _series(at: int, group: str) -> int | None:
    return None if group == OTHERS or at >= MOST_COLOURS else at
