"""Everything that is measured in one step, as JSON values: the form that `facilitator metrics --json` prints."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from facilitator.exercises.folder import implements
from facilitator.exercises.hooks import Exercise
from facilitator.exercises.network.factors import Factor
from facilitator.exercises.network.groups.threshold import Withheld
from facilitator.exercises.network.live import Profile, RoomProfiles
from facilitator.exercises.network.measures import FactorMeasures
from facilitator.exercises.network.roles.found import told_of
from facilitator.exercises.network.roles.load import room_load
from facilitator.exercises.network.rounds.paired import PairedChange
from facilitator.exercises.network.rounds.rounds import round_titles
from facilitator.exercises.network.rounds.shown import read_shown_change
from facilitator.exercises.network.whole.graph import RoomNetwork, read_room_network
from facilitator.exercises.network.whole.measures import measure_room, mixing
from facilitator.exercises.network.whole.relied_on import relied_on
from facilitator.storage.library import Library


@implements(Exercise.metrics)
def metrics(library: Library, step_id: int, *, by_person: bool = False) -> dict[str, Any]:
    """Factors, participants in the roster's order (those who answered), and the room; None where undefined.

    Also `by_person` nobody is told by whom others pass who did not agree to that, see `roles.found`.
    """
    return _measured(library, step_id, None, by_person=by_person)


@implements(Exercise.metrics_of_round)
def metrics_of_round(library: Library, step_id: int, round_: int, *, by_person: bool = False) -> dict[str, Any]:
    """What `metrics` tells, of one round, with its number and title."""
    titles = round_titles(library, step_id)
    measured = _measured(library, step_id, None if round_ == len(titles) else round_, by_person=by_person)
    return {"round": {"number": round_, "title": titles[round_ - 1]}, **measured}


@implements(Exercise.change_metrics)
def change_metrics(library: Library, step_id: int) -> dict[str, Any]:
    """The rounds and the paired change of the room; see `rounds.paired` for what each figure is.

    Means are in [0, 1], `mean` is that of everybody's change with its interval of 95 per cent. Below the floor there is
    `withheld` in its place; None stands for what would tell of too few.
    """
    found = read_shown_change(library, step_id)
    titles = round_titles(library, step_id)
    told = {"rounds": [{"number": number, "title": title} for number, title in enumerate(titles, start=1)]}
    if found is None:
        return told if len(titles) > 1 else {}
    if isinstance(found, Withheld):
        return {**told, "changes": {"withheld": {"people": found.answered, "floor": found.floor}}}
    change = found.change
    numbers = ("people", "waiting", "listed", "kept", "added", "dropped")
    return {
        **told,
        "changes": {
            **{name: getattr(change, name) for name in numbers},
            "before": dict(change.before),
            **{shape: {axis.key: _paired(axis) for axis in axes} for shape, axes in change.shapes.items()},
        },
    }


def _paired(axis: PairedChange) -> dict[str, Any]:
    values = ("n", "before", "after", "mean", "low", "high", "rose", "fell")
    return {name: getattr(axis, name) for name in values}


def _measured(library: Library, step_id: int, round_: int | None, *, by_person: bool) -> dict[str, Any]:
    room = RoomProfiles(library, step_id, round_)
    network = read_room_network(library, step_id, round_)
    return {
        "factors": [
            {"key": factor.key, "label": factor.label, "kind": factor.kind, "categories": list(factor.codes)}
            for factor in room.factors
        ],
        "participants": [
            _participant(name, room.profiles[person], room.factors)
            for person, name in room.names.items()
            if person in room.profiles and room.profiles[person].view.entry
        ],
        "room": {
            **{shape: _spread(room, shape) for shape in ("diversity", "strength")},
            "network": _by_person(library, room, network) if by_person else _network(network, room.floor),
            **(_load(library, step_id) if round_ is None else {}),
        },
    }


def _load(library: Library, step_id: int) -> dict[str, Any]:
    """How many said whether they are asked for more than they can give, and how many often where that may be told."""
    found = room_load(library, step_id)
    return {} if found is None else {"load": {"answered": found.answered, "often": found.told}}


def _by_person(library: Library, room: RoomProfiles, network: RoomNetwork) -> dict[str, Any]:
    """`_network` with people by name; who has which part in it, as on the screen, of those alone who agreed.

    `betweenness` is None for the others, and `isolates` holds none of them; `betweenness_withheld` says why, None
    where everybody may be told of. Where nobody may be, `isolates` is None.
    """
    found = _network(network, None)
    told, why = told_of(library, room.step_id, room.setup.workshop_id, network, measure_room(network))
    name = {person.id: person.name for person in network.people if person.id in told}
    known = set(name.values())
    isolates = [person for person in found["isolates"] if person in known] if told else None
    between = {person: value if person in known else None for person, value in found["betweenness"].items()}
    return found | {"isolates": isolates, "betweenness": between, "betweenness_withheld": why or None}


def _network(network: RoomNetwork, floor: int | None) -> dict[str, Any]:
    """The room as a network; the sender's team comes first where there are two.

    With a `floor` people are not compared: `indegree` is by name, None below it, `isolates` is how many there are, None
    where these or the others are fewer than it, and `betweenness` is empty.

    `lists` of `people` are there. Ties lead to those alone who agreed to be counted: the in-degree of others is None.
    Density, in-degrees and the ties between teams are taken over these lists;
    reciprocity over the `reciprocity_ties` between two people whose lists are there, betweenness among these people.
    The row in `mixing` of a team without any of `lists_by_team` is None, and `without_team` people are in none.
    """
    measured, teams = measure_room(network), mixing(network)
    name = {person.id: person.name for person in network.people}
    few = floor is not None and min(len(measured.isolates), measured.lists - len(measured.isolates)) < floor
    isolates = None if few else len(measured.isolates)
    return {
        "people": measured.people,
        "lists": measured.lists,
        "lists_unfinished": measured.unfinished,
        "ties": measured.ties,
        "density": measured.density,
        "reciprocity": measured.reciprocity,
        "reciprocity_ties": measured.mutual,
        "isolates": [name[person] for person in measured.isolates] if floor is None else isolates,
        "indegree": {
            name[person]: count if person in network.named else None for person, count in measured.indegree.items()
        }
        if floor is None
        else {name[person.id]: count if count >= floor else None for person, count in relied_on(network)},
        "indegree_gini": measured.indegree_gini,
        "lists_by_team": dict(teams.lists),
        "without_team": teams.ungrouped,
        "mixing_ties": teams.ties,
        "ei_all": teams.ei_all,
        "ei_by_team": dict(teams.ei_of),
        "mixing": {
            sender: {
                receiver: teams.matrix[sender, receiver]
                for receiver in teams.groups
                if (sender, receiver) in teams.matrix
            }
            if teams.lists[sender]
            else None
            for sender in teams.groups
        },
        "betweenness": {} if floor else {name[person]: value for person, value in measured.betweenness.items()},
    }


def _participant(name: str, profile: Profile, factors: Sequence[Factor]) -> dict[str, Any]:
    measured = profile.measures
    return {
        "name": name,
        "contacts": profile.view.size,
        "entry": profile.view.entry,
        "factors": {factor.key: _factor(factor, measured.factors[factor.key]) for factor in factors},
        "ei_index": measured.ei_index,
        "top3": measured.top3,
        "herfindahl": measured.herfindahl,
        "structure": asdict(measured.structure),
    }


def _factor(factor: Factor, measured: FactorMeasures) -> dict[str, Any]:
    return {
        "n": measured.n,
        "counts": dict(zip(factor.codes, measured.counts, strict=True)),
        "blau": measured.blau,
        "iqv": measured.iqv,
        "diversity": measured.diversity,
        "entropy": measured.entropy,
        "leik": measured.leik,
        "strength": measured.strength,
        "reach": measured.reach,
        "top_share": measured.top_share,
        "top_labels": [factor.codes[code - 1] for code in measured.top_codes],
    }


def _spread(room: RoomProfiles, shape: str) -> dict[str, Any]:
    return {
        factor.key: {"median": axis.median, "q1": axis.q1, "q3": axis.q3, "n": axis.n}
        for factor, axis in zip(room.axes, room.summary(shape), strict=True)
        if shape == "diversity" or factor.has_strength
    }
