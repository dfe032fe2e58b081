"""How far everybody is with what a step asks."""

from collections.abc import Collection

from sqlmodel import Session

from facilitator.questionnaires.answer_rows import COLUMNS, Given, answer_of, rows
from facilitator.questionnaires.asking import pages
from facilitator.questionnaires.presentation import PLAIN, Presentation
from facilitator.questionnaires.setup import Setup, read_setup
from facilitator.storage.library import Library
from facilitator.workshop.standings import Standing, State

_MEMBERS = (
    "SELECT m.participant_id, r.id, r.sent, m.round FROM response_member m JOIN response r ON r.id = m.response_id "
    "WHERE m.step_id = ? AND (? IS NULL OR m.participant_id = ?)"
)

_PEOPLE = "SELECT id, name FROM participant WHERE workshop_id = ? AND (? IS NULL OR id = ?) ORDER BY position, id"


def standings(
    library: Library, step_id: int, participant_id: int | None = None, words: Presentation = PLAIN
) -> list[Standing]:
    """How far everybody on the roster is, in its order, or one participant alone.

    Of anonymous answers it tells who has begun and sent, and nothing of how many there are.
    """
    with library.read() as session:
        setup = read_setup(session, step_id)
        people = rows(session, _PEOPLE, setup.workshop_id, participant_id, participant_id)
        now: dict[int, tuple[int, bool]] = {}
        earlier: set[int] = set()
        for person, response_id, sent, round_ in rows(session, _MEMBERS, step_id, participant_id, participant_id):
            if round_ == setup.round:
                now[person] = response_id, bool(sent)
            else:
                earlier.add(person)
        begun = {now[person] for person, _ in people if person in now}
        counted = _counted(session, setup, begun) if words.tells_how_many else {}
        details = {
            response_id: _detail(session, setup, response_id, words, counted.get(response_id), sent=sent)
            for response_id, sent in begun
        }
        return [_standing(person, name, now.get(person), details, person in earlier) for person, name in people]


def _standing(person: int, name: str, now: tuple[int, bool] | None, details: dict[int, str], earlier: bool) -> Standing:
    if now is None:
        return Standing(person, name, State.TO_GO, keeps_earlier=earlier)
    response_id, sent = now
    return Standing(person, name, State.DONE if sent else State.BUSY, details[response_id], earlier)


def _counted(session: Session, setup: Setup, begun: Collection[tuple[int, bool]]) -> dict[int, int]:
    """How many answers each of these responses has; nothing where nobody may tell."""
    if setup.questionnaire.anonymous:
        return {}
    found = {response_id: 0 for response_id, _ in begun}
    one = next(iter(found)) if len(found) == 1 else None
    sql = "SELECT response_id, count(*) FROM answer WHERE step_id = ? AND (? IS NULL OR response_id = ?) GROUP BY 1"
    return found | dict(tuple(row) for row in rows(session, sql, setup.step_id, one, one) if row[0] is not None)


def _detail(
    session: Session, setup: Setup, response_id: int, words: Presentation, answers: int | None, *, sent: bool
) -> str:
    if sent or setup.questionnaire.anonymous or words.tells_how_many:
        return words.how_far(sent=sent, answers=answers, done=0, places=0)
    sql = f"SELECT {COLUMNS} FROM answer WHERE response_id = ? ORDER BY place, id"  # noqa: S608  # a constant
    given = Given(setup.questionnaire, [answer_of(row) for row in rows(session, sql, response_id)])
    asked = [place for _, places in pages(setup.questionnaire, given) for place in places]
    done = sum(bool(given.of(*place)) for place in asked)
    return words.how_far(sent=sent, answers=answers, done=done, places=len(asked))
