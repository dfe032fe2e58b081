"""Believable answers, made of what `samples.json` in the exercise's folder holds."""

from collections.abc import Mapping
from functools import cache, partial
from importlib.resources import files
from random import Random
from typing import Any

from pydantic import BaseModel, ConfigDict

from facilitator.content_files import read_as
from facilitator.exercises.folder import supplies
from facilitator.exercises.hooks import Exercise
from facilitator.i18n import SAMPLES, speaking, tr_content
from facilitator.questionnaires import simulation
from facilitator.questionnaires.simulation import Samples
from facilitator.storage.library import Library
from facilitator.workshop.papers import spoken_at


@supplies(Exercise.samples)
def samples(folder: Exercise, library: Library, step_id: int) -> Samples:
    """What people answer, by the questions' keys, in the language of the papers; nothing without such a file."""
    with speaking(spoken_at(library, step_id)):
        return {key: [_said(each) for each in given] for key, given in _content(folder.kind).items()}


@supplies(Exercise.simulate)
def simulate(folder: Exercise, library: Library, step_id: int, participant_id: int, random: Random) -> None:
    """Answer as somebody at the station would."""
    check, words = partial(folder.check, library, step_id), folder.presentation(library, step_id)
    simulation.simulate(library, step_id, participant_id, random, folder.samples(library, step_id), check, words)


def _said(answer: Any) -> Any:
    """An answer, or those of one person that belong together. Keys of options are no texts, and stay as they are."""
    if isinstance(answer, str):
        return tr_content(SAMPLES, answer)
    return {key: tr_content(SAMPLES, words) for key, words in answer.items()}


class SamplesFile(BaseModel):
    """What `samples.json` holds: see `simulation.Samples`."""

    model_config = ConfigDict(extra="allow")
    __pydantic_extra__: dict[str, tuple[str, ...]]
    together: tuple[dict[str, str], ...] = ()


@cache
def _content(kind: str) -> Mapping[str, Any]:
    file = files(f"{Exercise.HOME}.{kind}").joinpath("samples.json")
    return read_as(SamplesFile, file).model_dump() if file.is_file() else {}
