"""How long the step takes for so many people. The figures are data in `resources/timing/network.json`, and ours."""

from functools import cache
from math import ceil
from typing import Literal

from facilitator.exercises.content_file import ExerciseContent, read_content
from facilitator.exercises.folder import implements
from facilitator.exercises.hooks import Exercise
from facilitator.exercises.network.analysis import get_analysis
from facilitator.exercises.network.own_action.asking import is_asked
from facilitator.exercises.network.tables import NetworkSetup
from facilitator.i18n import half, tr, trn
from facilitator.resources import resource
from facilitator.storage.library import Library
from facilitator.workshop.room_plan import AnswerMode, Crowd, TimeNeeded

Mode = Literal["tally", "contact"]
PAPER = "paper"
_WITH_ACTION = "_action"
"""At the end of a way at which everybody types what they are going to do, too."""


class Timing(ExerciseContent):
    """Minutes: of each person at a station, before the first one is ready for it, and to fill in a paper form.

    `who_knows_whom` is what each person takes more where they are asked which contacts know each other, `own_action`
    what whoever types one thing to do takes more: it may be passed by one key, and written on paper later.
    """

    origin: str
    each: dict[Mode, float]
    before: dict[Mode, float]
    on_paper: float
    who_knows_whom: float
    own_action: float


@cache
def timing() -> Timing:
    """The figures. Raises BadFile when their file is broken."""
    return read_content(resource("timing", "network.json"), Timing)


@implements(Exercise.answer_modes)
def answer_modes(library: Library, step_id: int | None) -> list[AnswerMode]:
    """What the step offers at the station, the shorter way first, the same with one thing to do, and paper forms."""
    asks_action = step_id is None or (is_asked(library, step_id) and not get_analysis(library, step_id).action_later)
    modes = [AnswerMode("tally", tr("By tally at the station")), AnswerMode("contact", tr("By contact at the station"))]
    if step_id is not None:
        # Not the whole set-up: this is asked at every change of the agenda, and the questions don't matter here.
        with library.read() as session:
            setup = session.get_one(NetworkSetup, step_id)
            offered = {"tally": setup.offers_tally, "contact": setup.offers_contact}
        modes = [mode for mode in modes if offered[mode.key]]
    typed = [
        AnswerMode(f"{mode.key}{_WITH_ACTION}", tr("{way}, one thing to do included", way=mode.label)) for mode in modes
    ]
    return [*modes, *(typed if asks_action else ()), AnswerMode(PAPER, tr("On paper forms, read in later"))]


@implements(Exercise.minutes_for)
def minutes_for(library: Library, step_id: int | None, crowd: Crowd, mode: str) -> TimeNeeded:
    """Preparing on paper, then the queue; on paper forms there is none in the room."""
    figures = timing()
    known = [each.key for each in answer_modes(library, step_id)]
    chosen = mode if mode in known else known[0]
    if chosen == PAPER:
        minutes = half(figures.on_paper)
        return TimeNeeded(
            ceil(figures.on_paper),
            tr("{minutes} min to fill in the form, and no queue (our estimate).", minutes=minutes),
        )
    key: Mode = "contact" if chosen.startswith("contact") else "tally"
    each = figures.each[key]
    if key == "contact" and step_id is not None and get_analysis(library, step_id).asks_ties:
        each += figures.who_knows_whom
    typed = chosen.endswith(_WITH_ACTION)
    if typed:
        each += figures.own_action
    queue = crowd.queue_minutes(each)
    how = trn(
        "{before} min on paper, then {who} × {each} min at {count} station (our estimates).",
        "{before} min on paper, then {who} × {each} min at {count} stations (our estimates).",
        crowd.stations,
        before=half(figures.before[key]),
        who=trn("{count} person", "{count} people", crowd.people),
        each=half(each),
    )
    if not typed and f"{key}{_WITH_ACTION}" in known:
        # Whoever passes that page takes no time for it, and how many type it nobody knows before.
        how += " " + tr(
            "One thing to do comes on top where it is typed here: {more} min for each person, up to {all} min.",
            more=half(figures.own_action),
            all=ceil(crowd.queue_minutes(figures.own_action)),
        )
    elif step_id is not None and get_analysis(library, step_id).action_later and is_asked(library, step_id):
        how += " " + tr(
            "One thing to do is typed later, by whoever comes back: {minutes} min each.",
            minutes=half(figures.own_action),
        )
    return TimeNeeded(ceil(figures.before[key] + queue), how, queue)
