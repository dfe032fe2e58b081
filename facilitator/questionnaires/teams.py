"""Teams as answers. A roster has teams by what is written beside people, and what is written may be changed.

So a team that is named gets an id and remembers who was in it: when nothing on the roster is called so any more, it
is what most of them are in now.
"""

from collections import Counter
from collections.abc import Mapping

from sqlmodel import Session

from facilitator.errors import NotFound
from facilitator.i18n import tr
from facilitator.questionnaires.answer_rows import inserted, rows, run
from facilitator.text_matching import caseless

_ON_ROSTER = "SELECT id, team FROM participant WHERE workshop_id = ? ORDER BY position, id"


def teams_of(session: Session, workshop_id: int) -> dict[str, list[int]]:
    """The teams of the roster as they are written first, in its order, with the ids of their people."""
    found: dict[str, tuple[str, list[int]]] = {}
    for person, team in rows(session, _ON_ROSTER, workshop_id):
        if team:
            found.setdefault(caseless(team), (team, []))[1].append(person)
    return dict(found.values())


def team_names(session: Session, workshop_id: int) -> dict[int, str]:
    """What the teams that were named are called now, by their ids."""
    named = rows(session, "SELECT id, name FROM named_team WHERE workshop_id = ? ORDER BY id", workshop_id)
    if not named:
        return {}
    present = {caseless(team): team for team in teams_of(session, workshop_id)}
    members: dict[int, list[str]] = {}
    sql = (
        "SELECT m.team_id, p.team FROM named_team_member m JOIN participant p ON p.id = m.participant_id "
        "WHERE p.workshop_id = ? ORDER BY p.position, p.id"
    )
    for team_id, team in rows(session, sql, workshop_id):
        if team:
            members.setdefault(team_id, []).append(caseless(team))
    return {team_id: _called(name, members.get(team_id, []), present) for team_id, name in named}


def team_id(session: Session, workshop_id: int, name: str) -> int:
    """The id of the team of this name, made where nobody has named it yet. Raises NotFound for one that is none."""
    wanted = caseless(name)
    written = {caseless(team): (team, people) for team, people in teams_of(session, workshop_id).items()}
    known = next((key for key, called in team_names(session, workshop_id).items() if caseless(called) == wanted), None)
    if wanted not in written:
        if known is None:
            raise NotFound(tr("There is no team “{name}” on the roster.", name=name))
        return known
    called, people = written[wanted]
    if known is None:
        known = inserted(session, "INSERT INTO named_team (workshop_id, name) VALUES (?, ?)", workshop_id, called)
    for person in people:
        member = "INSERT INTO named_team_member (team_id, participant_id) VALUES (?, ?) ON CONFLICT DO NOTHING"
        run(session, member, known, person)
    return known


def _called(name: str, members: list[str], present: Mapping[str, str]) -> str:
    if caseless(name) in present or not members:
        return present.get(caseless(name), name)
    return present[Counter(members).most_common(1)[0][0]]
