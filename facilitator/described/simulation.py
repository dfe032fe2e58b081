"""Believable answers, made of what `samples.json` in the exercise's folder holds."""

from functools import cache, partial
from importlib.resources import files
from random import Random

from pydantic import BaseModel, ConfigDict

from facilitator.content_files import read_as
from facilitator.exercises.folder import supplies
from facilitator.exercises.hooks import Exercise
from facilitator.questionnaires import simulation
from facilitator.questionnaires.simulation import Samples
from facilitator.storage.library import Library


@supplies(Exercise.samples)
def samples(folder: Exercise, library: Library, step_id: int) -> Samples:
    """What people answer, by the questions' keys; nothing for an exercise without such a file."""
    return _content(folder.kind)


@supplies(Exercise.simulate)
def simulate(folder: Exercise, library: Library, step_id: int, participant_id: int, random: Random) -> None:
    """Answer as somebody at the station would."""
    check, words = partial(folder.check, library, step_id), folder.presentation(library, step_id)
    simulation.simulate(library, step_id, participant_id, random, folder.samples(library, step_id), check, words)


class SamplesFile(BaseModel):
    """What `samples.json` holds: see `simulation.Samples`."""

    model_config = ConfigDict(extra="allow")
    __pydantic_extra__: dict[str, tuple[str, ...]]
    together: tuple[dict[str, str], ...] = ()


@cache
def _content(kind: str) -> Samples:
    file = files(f"{Exercise.HOME}.{kind}").joinpath("samples.json")
    return read_as(SamplesFile, file).model_dump() if file.is_file() else {}
