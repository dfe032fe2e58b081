"""The sample workshop: a room of invented people who have answered everything, to look at before one's own."""

import json
from datetime import UTC, datetime
from random import Random
from typing import Any

from facilitator.exercises.contract import EndsTogether, MatchesPeople
from facilitator.exercises.registry import exercise
from facilitator.exercises.templates import start_workshop
from facilitator.i18n import tr
from facilitator.rehearsal.people import people
from facilitator.resources import resource
from facilitator.storage.library import Done, Library
from facilitator.workshop.agenda import agenda
from facilitator.workshop.roster import add_people
from facilitator.workshop.tables import AgendaStep


def add_sample(library: Library, *, seed: int = 1) -> int:
    """Add the sample workshop, dated today, and return its id. The same seed gives the same people and answers."""
    return sample_workshop(library, seed=seed).value


def sample_workshop(library: Library, *, count: int | None = None, seed: int = 1) -> Done[int]:
    """The sample workshop as an operation that can be undone, with `count` people in place of its usual number."""
    content: dict[str, Any] = json.loads(resource("samples", "workshop.json").read_text(encoding="utf-8"))
    usual = content.pop("people")
    with library.change(tr("Add sample workshop")) as change:
        held_on = datetime.now(UTC).astimezone().date()
        workshop_id = start_workshop(library, **content, held_on=held_on).value
        roster = people(usual if count is None else count, seed=seed)
        participants = add_people(library, workshop_id, roster).value
        for step in agenda(change.session, workshop_id):
            if step.exercise:
                for number, participant_id in enumerate(participants):
                    random = Random(f"{seed} {step.position} {number}")  # noqa: S311  # repeatable on purpose
                    exercise(step.exercise).simulate(library, step.id, participant_id, random)
                _match(library, step)
                if participants:
                    _end_together(library, step, Random(f"{seed} {step.position} room"))  # noqa: S311  # as above
    return change.done(workshop_id)


def _match(library: Library, step: AgendaStep) -> None:
    """Colleagues in the room whom others have named are known to be those."""
    found = exercise(step.exercise)
    if isinstance(found, MatchesPeople):
        found.match_exact(library, step.id)


def _end_together(library: Library, step: AgendaStep, random: Random) -> None:
    """What a room does with everybody's answers is done."""
    found = exercise(step.exercise)
    if isinstance(found, EndsTogether):
        found.simulate_room(library, step.id, random)
