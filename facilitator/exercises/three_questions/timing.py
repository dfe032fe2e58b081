"""How long the step takes for so many people: figures of ours, data in `resources/timing/three_questions.json`."""

from functools import cache
from math import ceil

from facilitator.exercises.content_file import ExerciseContent, read_content
from facilitator.exercises.folder import implements
from facilitator.exercises.hooks import Exercise
from facilitator.exercises.three_questions.setup import read_setup
from facilitator.i18n import half, tr, trn
from facilitator.questionnaires.duration import writers
from facilitator.questionnaires.model import Together
from facilitator.resources import resource
from facilitator.storage.library import Library
from facilitator.workshop.room_plan import AnswerMode, Crowd, TimeNeeded

STATION, PAPER, ALOUD = "station", "paper", "aloud"
_QUESTIONS = 3


class Aloud(ExerciseContent):
    """Minutes when the room speaks and the facilitator types: for a question, and to decide on one thing."""

    question: float
    decide: float


class Timing(ExerciseContent):
    """Minutes: to write, to type, and for each thing that the room does with the cards."""

    origin: str
    write: dict[Together, float]
    each: dict[Together, float]
    reveal: float
    themes: float
    votes: float
    decide: float
    aloud: Aloud


@cache
def timing() -> Timing:
    """The figures. Raises BadFile when their file is broken."""
    return read_content(resource("timing", "three_questions.json"), Timing)


@implements(Exercise.answer_modes)
def answer_modes(library: Library, step_id: int | None) -> list[AnswerMode]:
    """All ways, at every step."""
    return [
        AnswerMode(STATION, tr("Typed at the station")),
        AnswerMode(PAPER, tr("On paper, typed in a break")),
        AnswerMode(ALOUD, tr("Said aloud, you type")),
    ]


def _writers(library: Library, step_id: int | None, people: int) -> tuple[Together, int]:
    """In what company the cards are written, and how many are handed in."""
    if step_id is None:
        return "alone", people
    with library.read() as session:
        together = read_setup(session, step_id).together
    return together, writers(library, step_id, people, together)


@implements(Exercise.minutes_for)
def minutes_for(library: Library, step_id: int | None, crowd: Crowd, mode: str) -> TimeNeeded:
    """Writing, the queue at the stations, revealing, gathering, voting, deciding."""
    figures = timing()
    if mode == ALOUD:
        question, decide = figures.aloud.question, figures.aloud.decide
        return TimeNeeded(
            ceil(_QUESTIONS * question + decide),
            tr(
                "{count} questions × {question} min, {decide} min to decide (our estimates).",
                count=_QUESTIONS,
                question=half(question),
                decide=half(decide),
            ),
        )
    together, writers = _writers(library, step_id, crowd.people)
    each = figures.each[together]
    queue = 0.0 if mode == PAPER else Crowd(writers, crowd.stations).queue_minutes(each)
    write, after = figures.write[together], figures.reveal + figures.themes + figures.votes + figures.decide
    minutes = ceil(write + queue + after)
    said = {"write": half(write), "after": half(after)}
    if mode == PAPER:
        how = tr("{write} min to write, {after} min for themes, dots and decisions (our estimates).", **said)
        return TimeNeeded(minutes, how)
    how = trn(
        "{write} min to write, {writers} × {each} min at {count} station, {after} min for themes, dots and decisions "
        "(our estimates).",
        "{write} min to write, {writers} × {each} min at {count} stations, {after} min for themes, dots and decisions "
        "(our estimates).",
        crowd.stations,
        writers=writers,
        each=half(each),
        **said,
    )
    return TimeNeeded(minutes, how, queue)
