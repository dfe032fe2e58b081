"""How long the step takes: its questions, and while plans are made a look at one's cards, too."""

from functools import cache
from importlib.resources import files

from facilitator.exercises.challenge.setup import KIND, get_settings
from facilitator.exercises.content_file import ExerciseContent, read_content
from facilitator.exercises.folder import QUESTIONNAIRE, implements
from facilitator.exercises.hooks import Exercise
from facilitator.questionnaires.duration import asked_in, time_needed
from facilitator.questionnaires.model import Questionnaire, read_record
from facilitator.resources import resource
from facilitator.storage.library import Library
from facilitator.workshop.room_plan import Crowd, TimeNeeded


class Timing(ExerciseContent):
    """Seconds to look at one's cards, and to swap or replace what does not fit."""

    origin: str
    look_at_cards: float


@cache
def timing() -> Timing:
    """The figure. Raises BadFile when its file is broken."""
    return read_content(resource("timing", "challenge.json"), Timing)


@implements(Exercise.minutes_for)
def minutes_for(library: Library, step_id: int | None, crowd: Crowd, mode: str) -> TimeNeeded:
    """The queue for what is asked then, and on the page of one's cards while these are chosen."""
    if step_id is None:
        return time_needed(library, None, crowd, mode, _asked_first(), more=timing().look_at_cards)
    more = 0 if get_settings(library, step_id).is_looking_back else timing().look_at_cards
    return time_needed(library, step_id, crowd, mode, asked_in(library, step_id), more=more)


@cache
def _asked_first() -> Questionnaire:
    """What a new step asks: in the file all that belongs to looking back is hidden."""
    file = files(f"{Exercise.HOME}.{KIND}").joinpath(QUESTIONNAIRE)
    return read_record(Questionnaire, file.read_bytes(), f"{KIND}/{QUESTIONNAIRE}")
