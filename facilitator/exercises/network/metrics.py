"""Everything that is measured in one step, as JSON values: the form that `facilitator metrics --json` prints."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from facilitator.exercises.network.factors import Factor
from facilitator.exercises.network.live import Profile, Room
from facilitator.exercises.network.measures import FactorMeasures
from facilitator.storage.library import Library


def metrics(library: Library, step_id: int) -> dict[str, Any]:
    """Factors, participants in the roster's order (those who answered), and the room; None where undefined."""
    room = Room(library, step_id)
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
        "room": {shape: _spread(room, shape) for shape in ("diversity", "strength")},
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


def _spread(room: Room, shape: str) -> dict[str, Any]:
    return {
        factor.key: {"median": axis.median, "q1": axis.q1, "q3": axis.q3, "n": axis.n}
        for factor, axis in zip(room.factors, room.summary(shape), strict=True)
        if shape == "diversity" or factor.kind != "nominal"
    }
