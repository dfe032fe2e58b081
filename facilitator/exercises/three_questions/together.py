"""Writing in pairs or as a team: one of them leads, and what they write is kept in the lead's name.

Whoever of them comes to the station goes on with the same cards. A group is fixed when it begins, so that a roster
which is corrected later never tears its cards apart.
"""

from collections.abc import Sequence

from sqlmodel import Session, col, select

from facilitator.errors import Invalid
from facilitator.exercises.folder import implements
from facilitator.exercises.hooks import Exercise
from facilitator.exercises.three_questions.setup import Setup, read_setup
from facilitator.exercises.three_questions.tables import Card, CardPartner, CardPrompt, CardTick
from facilitator.i18n import tr
from facilitator.storage.library import Library
from facilitator.tabular import fold
from facilitator.workshop.find import find_participant
from facilitator.workshop.roster import roster
from facilitator.workshop.tables import Participant

MOST_PARTNERS = 2
"""With an odd number of people one pair is three."""


def lead_of(session: Session, step_id: int, participant_id: int) -> int:
    """Whose name the cards of this participant are kept in: their own unless they joined somebody."""
    row = session.get(CardPartner, (step_id, participant_id))
    return participant_id if row is None else row.lead_id


def leads(session: Session, step_id: int) -> dict[int, int]:
    """Of everybody who joined somebody, whom."""
    rows = session.exec(select(CardPartner).where(CardPartner.step_id == step_id))
    return {row.participant_id: row.lead_id for row in rows}


def free(session: Session, setup: Setup, participant_id: int) -> list[Participant]:
    """The others who have not begun, and so may still join this participant, in the roster's order."""
    joined = leads(session, setup.step_id)
    taken = {*joined, *joined.values(), participant_id}
    taken |= set(session.exec(select(CardTick.participant_id).where(CardTick.step_id == setup.step_id)))
    return [person for person in roster(session, setup.workshop_id) if person.id not in taken]


def company(session: Session, setup: Setup, participant_id: int) -> list[Participant]:
    """Who writes with this participant: those of a group that has begun, else in a team whoever is free in it."""
    lead = lead_of(session, setup.step_id, participant_id)
    joined = leads(session, setup.step_id)
    group = {lead, *(person for person, leader in joined.items() if leader == lead)} - {participant_id}
    if group:
        return [person for person in roster(session, setup.workshop_id) if person.id in group]
    if setup.together != "teams" or session.get(CardTick, (setup.step_id, participant_id)) is not None:
        return []
    team = fold(find_participant(session, participant_id).team)
    return [person for person in free(session, setup, participant_id) if team and fold(person.team) == team]


def offered(library: Library, step_id: int, participant_id: int) -> list[Participant]:
    """Who may be chosen to write with this participant: in pairs whoever is free, in a team those of it."""
    with library.read() as session:
        setup = read_setup(session, step_id)
        if setup.together == "teams":
            return company(session, setup, participant_id)
        return free(session, setup, participant_id)


def join(session: Session, setup: Setup, lead_id: int, partner_ids: Sequence[int]) -> None:
    """Let these write with the lead. Raises Invalid for somebody who has begun, and for too many in a pair."""
    if setup.together == "alone" and partner_ids:
        raise Invalid(tr("Everybody writes alone here."))
    if setup.together == "pairs" and len(partner_ids) > MOST_PARTNERS:
        raise Invalid(tr("At most three people write together."))
    people = {person.id for person in free(session, setup, lead_id)}
    for partner_id in dict.fromkeys(partner_ids):
        if partner_id not in people:
            name = find_participant(session, partner_id).name
            raise Invalid(tr("{name} has begun already, or writes with somebody else.", name=name))
        session.add(CardPartner(step_id=setup.step_id, participant_id=partner_id, lead_id=lead_id))
    session.flush()


def leave(session: Session, step_id: int, lead_id: int) -> None:
    """Everybody who joined this lead is free again."""
    for row in session.exec(select(CardPartner).where(CardPartner.step_id == step_id, CardPartner.lead_id == lead_id)):
        session.delete(row)


@implements(Exercise.hand_over)
def hand_over(session: Session, step_id: int, participant_id: int) -> None:
    """A lead goes: the first who joined them leads from now on, and keeps the cards they share."""
    joined = [person for person, lead in leads(session, step_id).items() if lead == participant_id]
    if not joined:
        return
    heir, *others = joined
    heir_row = session.get_one(CardPartner, (step_id, heir))
    session.delete(heir_row)
    for other in others:
        session.get_one(CardPartner, (step_id, other)).lead_id = heir
    written = (
        select(Card)
        .join(CardPrompt, col(CardPrompt.id) == col(Card.prompt_id))
        .where(CardPrompt.step_id == step_id, Card.author_id == participant_id)
    )
    for card in session.exec(written).all():
        card.author_id = heir
        session.add(card)
    tick = session.get(CardTick, (step_id, participant_id))
    if tick is not None:
        session.add(CardTick(step_id=step_id, participant_id=heir, sent=tick.sent))
    session.flush()


def groups(session: Session, setup: Setup) -> dict[int, list[Participant]]:
    """The people of every group of two or more, by the id of the one who leads it, in the roster's order."""
    joined = leads(session, setup.step_id)
    found: dict[int, list[Participant]] = {}
    if joined:
        leading = set(joined.values())
        for person in roster(session, setup.workshop_id):
            lead = joined.get(person.id, person.id)
            if lead in leading:
                found.setdefault(lead, []).append(person)
    return found
