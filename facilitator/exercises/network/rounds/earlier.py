"""What each participant answered before: in an earlier round, or in an earlier workshop as the person they were there.

A person of another workshop counts only when the facilitator confirmed that they are the same; see
`facilitator.workshop.same_people`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlmodel import Session, col, select

from facilitator.exercises.network.factors import Factor
from facilitator.exercises.network.read import NetworkView, read_views
from facilitator.exercises.network.rounds.current import copies_in, current_round
from facilitator.exercises.network.setup import read_setup
from facilitator.exercises.network.tables import NetworkRound, PersonalNetwork
from facilitator.i18n import tr
from facilitator.storage.library import Library
from facilitator.workshop.find import find_step, find_workshop
from facilitator.workshop.same_people import earlier_selves


@dataclass(frozen=True, slots=True)
class Earlier:
    """A participant's list of an earlier round or workshop, called `title`.

    `factors` are the questions as they were asked then. `copies` sends contacts of the present list to the contacts
    of this one that they were copied from. `elsewhere` is the step of another workshop that it was in, None for one of
    this workshop; `round` is its round there or here.
    """

    participant_id: int
    title: str
    when: date | None
    view: NetworkView
    factors: tuple[Factor, ...]
    copies: Mapping[int, int]
    elsewhere: int | None = None
    round: int = 1


def read_earlier(library: Library, step_id: int, participant_id: int | None = None) -> dict[int, Earlier]:
    """The latest earlier list of each participant who has one, or of one of them, by the present participant's id."""
    with library.read() as session:
        found = _earlier_rounds(session, step_id, participant_id)
        wanted = None if participant_id is None else [participant_id]
        workshop_id = find_step(session, step_id).workshop_id
        for person, selves in earlier_selves(session, workshop_id, wanted).items():
            if person not in found:
                found_there = (_elsewhere(session, step_id, person, self_id) for self_id in selves)
                elsewhere = next((each for each in found_there if each), None)
                if elsewhere is not None:
                    found[person] = elsewhere
    return found


def _earlier_rounds(session: Session, step_id: int, participant_id: int | None) -> dict[int, Earlier]:
    found: dict[int, Earlier] = {}
    factors = read_setup(session, step_id).active
    latest = current_round(session, step_id)
    copies = copies_in(session, step_id, latest)
    for number in range(latest - 1, 0, -1):
        row = session.get(NetworkRound, (step_id, number))
        title = (row.title if row else "") or tr("Round {number}", number=number)
        held_on = find_workshop(session, find_step(session, step_id).workshop_id).held_on
        when = row.started_at.date() if row and number > 1 else held_on
        for person, view in read_views(session, step_id, participant_id, number).items():
            if person not in found and view.entry:
                found[person] = Earlier(person, title, when, view, factors, copies, round=number)
    return found


def _elsewhere(session: Session, step_id: int, person: int, earlier_id: int) -> Earlier | None:
    row = session.exec(
        select(PersonalNetwork)
        .where(PersonalNetwork.participant_id == earlier_id, PersonalNetwork.entry != "")
        .order_by(col(PersonalNetwork.round).desc(), col(PersonalNetwork.step_id).desc())
    ).first()
    if row is None:
        return None
    view = read_views(session, row.step_id, earlier_id, row.round)[earlier_id]
    workshop = find_workshop(session, find_step(session, row.step_id).workshop_id)
    # A list that was filled in from there knows which contact is which.
    copies = copies_in(session, step_id, current_round(session, step_id))
    factors = read_setup(session, row.step_id).active
    return Earlier(person, workshop.title, workshop.held_on, view, factors, copies, row.step_id, row.round)
