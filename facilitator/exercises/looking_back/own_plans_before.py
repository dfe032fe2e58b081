"""What people set out to do for themselves in the workshop that is looked back at, told to each of them alone."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlmodel import col, select

from facilitator.exercises.looking_back.followed import chosen_so_far
from facilitator.exercises.steps import exercise_steps
from facilitator.i18n import short_day
from facilitator.storage.library import Library
from facilitator.workshop.agenda import get_step
from facilitator.workshop.same_people import earlier_selves
from facilitator.workshop.tables import Participant
from facilitator.workshop.workshops import get_workshop


@dataclass(frozen=True, slots=True)
class OwnPlans:
    """Sentences of one person, and the day or else the title of the workshop in which they were written."""

    when: str
    plans: Sequence[str]


def own_plans_before(library: Library, step_id: int) -> dict[int, OwnPlans]:
    """By participant what they set out to do in the workshop that the facilitator chose, else in the latest one.

    Only who was confirmed to be the same is told anything, and nothing of an exercise that is run again here: that one
    looks back by itself. Raises NotFound for a step that is gone.
    """
    starts_afresh, chosen = chosen_so_far(library, step_id)
    if starts_afresh:
        return {}
    workshop_id = get_step(library, step_id).workshop_id
    with library.read() as session:
        selves = earlier_selves(session, workshop_id)
        every = {each for chain in selves.values() for each in chain}
        rows = session.exec(select(Participant.id, Participant.workshop_id).where(col(Participant.id).in_(every))).all()
        held = dict(rows)
    here = {each.kind for _, each in exercise_steps(library, workshop_id)}
    written = {each: _written(library, each, here) for each in set(held.values()) if chosen in (None, each)}
    found = {}
    for person, chain in selves.items():
        for before in chain:
            plans = written.get(held[before], {}).get(before)
            if plans:
                found[person] = OwnPlans(_when(library, held[before]), plans)
                break
    return found


def _written(library: Library, workshop_id: int, without: set[str]) -> Mapping[int, Sequence[str]]:
    found: dict[int, list[str]] = {}
    for step, each in exercise_steps(library, workshop_id):
        if each.kind not in without:
            for person, plans in each.own_plans(library, step.id).items():
                found.setdefault(person, []).extend(plans)
    return found


def _when(library: Library, workshop_id: int) -> str:
    workshop = get_workshop(library, workshop_id)
    return short_day(workshop.held_on) if workshop.held_on else workshop.title
