"""Believable answers, made of what `samples.json` in the exercise's folder holds."""

import json
from collections.abc import Mapping
from functools import cache, partial
from importlib.resources import files
from random import Random
from typing import Any

from facilitator.exercises.folder import supplies
from facilitator.exercises.hooks import Exercise
from facilitator.questionnaires import simulation
from facilitator.storage.library import Library


@cache
def samples(kind: str) -> Mapping[str, Any]:
    """What people answer, by the questions' keys; nothing for an exercise without such a file."""
    file = files(f"{Exercise.HOME}.{kind}").joinpath("samples.json")
    content: Mapping[str, Any] = json.loads(file.read_text(encoding="utf-8")) if file.is_file() else {}
    return content


@supplies(Exercise.simulate)
def simulate(folder: Exercise, library: Library, step_id: int, participant_id: int, random: Random) -> None:
    """Answer as somebody at the station would."""
    check = partial(folder.check, library, step_id)
    simulation.simulate(library, step_id, participant_id, random, samples(folder.kind), check)
