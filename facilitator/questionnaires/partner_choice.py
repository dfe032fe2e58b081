"""Who answers together: the members of a response, and who may still join.

Nobody leads: whoever of them comes to the station goes on with the same answers, and whoever leaves the roster leaves
theirs to the others. A pair or team is fixed when it begins, so that a roster that is corrected later never tears its
answers apart.
"""

from collections.abc import Sequence

from sqlmodel import Session

from facilitator.errors import Invalid, NotFound
from facilitator.i18n import tr
from facilitator.questionnaires.answer_rows import inserted, rows, run
from facilitator.questionnaires.setup import Setup, read_setup
from facilitator.storage.library import Library
from facilitator.text_matching import caseless
from facilitator.workshop.find import find_participant
from facilitator.workshop.roster import roster
from facilitator.workshop.tables import Participant

MOST_PARTNERS = 2
"""With an odd number of people one pair is three."""


def response_of(session: Session, setup: Setup, participant_id: int) -> int | None:
    """The id of the response that a participant gives in the present round; None before they begin."""
    sql = "SELECT response_id FROM response_member WHERE step_id = ? AND round = ? AND participant_id = ?"
    found = rows(session, sql, setup.step_id, setup.round, participant_id)
    return found[0][0] if found else None


def members(session: Session, response_id: int) -> list[int]:
    """The ids of those who give a response."""
    sql = "SELECT participant_id FROM response_member WHERE response_id = ? ORDER BY participant_id"
    return [person for (person,) in rows(session, sql, response_id)]


def groups(session: Session, setup: Setup) -> dict[int, list[Participant]]:
    """Everybody who gives a response of the present round, by its id and in the roster's order."""
    sql = "SELECT participant_id, response_id FROM response_member WHERE step_id = ? AND round = ?"
    given = dict(tuple(row) for row in rows(session, sql, setup.step_id, setup.round))
    found: dict[int, list[Participant]] = {}
    for person in roster(session, setup.workshop_id) if given else ():
        if person.id in given:
            found.setdefault(given[person.id], []).append(person)
    return found


def free(session: Session, setup: Setup, participant_id: int) -> list[Participant]:
    """The others who have not begun, and so may still join this participant, in the roster's order."""
    sql = "SELECT participant_id FROM response_member WHERE step_id = ? AND round = ?"
    taken = {person for (person,) in rows(session, sql, setup.step_id, setup.round)} | {participant_id}
    return [person for person in roster(session, setup.workshop_id) if person.id not in taken]


def company(session: Session, setup: Setup, participant_id: int) -> list[Participant]:
    """Who answers with this participant: those of a response that is begun, else in a team whoever is free in it."""
    response_id = response_of(session, setup, participant_id)
    if response_id is not None:
        others = {*members(session, response_id)} - {participant_id}
        return [person for person in roster(session, setup.workshop_id) if person.id in others]
    if setup.questionnaire.together != "teams":
        return []
    team = caseless(find_participant(session, participant_id).team)
    return [person for person in free(session, setup, participant_id) if team and caseless(person.team) == team]


def offered(library: Library, step_id: int, participant_id: int) -> list[Participant]:
    """Who may be chosen to answer with this participant: in pairs whoever is free, in a team those of it."""
    with library.read() as session:
        setup = read_setup(session, step_id)
        together = setup.questionnaire.together
        if together == "alone":
            return []
        choose = company if together == "teams" else free
        return choose(session, setup, participant_id)


def begun(session: Session, setup: Setup, participant_id: int, partners: Sequence[int] | None) -> int:
    """The id of a new response of this participant and those partners.

    Without `partners` a team is everybody of it who is free. Raises Invalid for somebody who has begun, for too many
    in a pair, and for any where everybody answers alone; NotFound, without a name, for who is not on the roster.
    """
    chosen = partners
    if chosen is None:
        chosen = [person.id for person in company(session, setup, participant_id)]
    together = setup.questionnaire.together
    if together == "alone" and chosen:
        raise Invalid(tr("Everybody answers alone here."))
    if together == "pairs" and len(chosen) > MOST_PARTNERS:
        raise Invalid(tr("At most three people answer together."))
    may_join = {person.id for person in free(session, setup, participant_id)} if chosen else set()
    for partner in chosen:
        if partner not in may_join:
            # Of people of other workshops nobody is told the name, whatever id was sent.
            names = {person.id: person.name for person in roster(session, setup.workshop_id)}
            if partner not in names:
                raise NotFound(tr("This person is no longer on the roster."))
            raise Invalid(tr("{name} has begun already, or answers with somebody else.", name=names[partner]))
    new = "INSERT INTO response (step_id, round, sent) VALUES (?, ?, 0)"
    response_id = inserted(session, new, setup.step_id, setup.round)
    member = "INSERT INTO response_member (step_id, round, participant_id, response_id) VALUES (?, ?, ?, ?)"
    for person in dict.fromkeys((participant_id, *chosen)):
        run(session, member, setup.step_id, setup.round, person, response_id)
    return response_id
