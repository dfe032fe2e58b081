"""How far everybody is with what a step asks."""

from sqlmodel import Session

from facilitator.i18n import tr, trn
from facilitator.questionnaires.answer_rows import COLUMNS, Given, answer_of, rows
from facilitator.questionnaires.asking import pages
from facilitator.questionnaires.setup import Setup, read_setup
from facilitator.storage.library import Library
from facilitator.workshop.roster import roster
from facilitator.workshop.standings import Standing, State

_MEMBERS = (
    "SELECT m.participant_id, r.id, r.sent, m.round FROM response_member m JOIN response r ON r.id = m.response_id "
    "WHERE m.step_id = ?"
)


def standings(library: Library, step_id: int, participant_id: int | None = None) -> list[Standing]:
    """How far everybody on the roster is, in its order, or one participant alone.

    Of anonymous answers it tells who has begun and sent, and nothing of how many there are.
    """
    with library.read() as session:
        setup = read_setup(session, step_id)
        people = [each for each in roster(session, setup.workshop_id) if participant_id in (None, each.id)]
        now: dict[int, tuple[int, bool]] = {}
        earlier: set[int] = set()
        for person, response_id, sent, round_ in rows(session, _MEMBERS, step_id):
            if round_ == setup.round:
                now[person] = response_id, bool(sent)
            else:
                earlier.add(person)
        open_ = {now[each.id][0] for each in people if each.id in now and not now[each.id][1]}
        details = {response_id: _detail(session, setup, response_id) for response_id in open_}
        return [_standing(each.id, each.name, now.get(each.id), details, each.id in earlier) for each in people]


def _standing(person: int, name: str, now: tuple[int, bool] | None, details: dict[int, str], earlier: bool) -> Standing:
    if now is None:
        return Standing(person, name, State.TO_GO, keeps_earlier=earlier)
    response_id, sent = now
    if sent:
        return Standing(person, name, State.DONE, keeps_earlier=earlier)
    return Standing(person, name, State.BUSY, details[response_id], earlier)


def _detail(session: Session, setup: Setup, response_id: int) -> str:
    if setup.questionnaire.anonymous:
        return tr("begun")
    sql = f"SELECT {COLUMNS} FROM answer WHERE response_id = ? ORDER BY place, id"  # noqa: S608  # a constant
    given = Given(setup.questionnaire, [answer_of(row) for row in rows(session, sql, response_id)])
    asked = [place for _, places in pages(setup.questionnaire, given) for place in places]
    done = sum(bool(given.of(*place)) for place in asked)
    return trn("{done} of {count} answered", "{done} of {count} answered", len(asked), done=done)
