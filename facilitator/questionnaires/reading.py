"""What was answered, as it is read: by one participant, by everybody, and by nobody who could be found."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from sqlmodel import Session

from facilitator.errors import Invalid
from facilitator.i18n import tr
from facilitator.questionnaires import drafts, partner_choice
from facilitator.questionnaires.answer_rows import COLUMNS, Answer, Given, answer_of, rows
from facilitator.questionnaires.setup import Setup, counting, read_setup
from facilitator.storage.library import Library

_SENT = (
    "SELECT r.sent FROM questionnaire q JOIN response_member m ON m.step_id = q.step_id AND "
    "m.round = coalesce(?, q.round) AND m.participant_id = ? JOIN response r ON r.id = m.response_id "
    "WHERE q.step_id = ?"
)
_OWN = (
    "SELECT r.id, r.sent FROM response_member m JOIN response r ON r.id = m.response_id "
    "WHERE m.step_id = ? AND m.round = ? AND m.participant_id = ?"
)
# The columns are a constant; no value is ever put into these texts.
_OF_RESPONSE = f"SELECT {COLUMNS} FROM answer WHERE response_id = ? ORDER BY place, id"  # noqa: S608
_OF_IDS = f"SELECT {COLUMNS} FROM answer WHERE id = ?"  # noqa: S608
_OF_PERSON = (
    "SELECT r.id, r.sent, everybody.participant_id FROM response_member m JOIN response r ON r.id = m.response_id "
    "JOIN response_member everybody ON everybody.response_id = r.id "
    "WHERE m.step_id = ? AND m.round = ? AND m.participant_id = ? ORDER BY everybody.participant_id"
)
_OF_ROUND = (
    "SELECT r.id, m.participant_id, r.sent FROM response_member m JOIN response r ON r.id = m.response_id "
    "WHERE m.step_id = ? AND m.round = ? ORDER BY r.id, m.participant_id"
)


@dataclass(frozen=True, slots=True)
class Who:
    """Whose answers, in which step; `origin` is the window that asks, if it wants to skip its own change.

    With `corrects` the facilitator answers for them: also once answers are closed, and with `round` in an earlier one.
    """

    step_id: int
    participant_id: int
    origin: object = None
    corrects: bool = False
    round: int | None = None


@dataclass(frozen=True, slots=True)
class Response:
    """What one person, pair or team answered in one round; `members` are participants' ids."""

    id: int
    members: tuple[int, ...]
    sent: bool
    given: Given


@dataclass(frozen=True, slots=True)
class Own:
    """What one participant has answered in a round, alone or with others, and how far they are with it."""

    given: Given
    has_begun: bool = False
    has_sent: bool = False


def read_given(library: Library, who: Who) -> Given:
    """What a participant has answered in this round; of anonymous answers those that this program knows."""
    with library.read() as session:
        return own_within(library, session, _of_round(session, who), who).given


def own_within(library: Library, session: Session, setup: Setup, who: Who) -> Own:
    """The same within a session, and how far they are."""
    found = rows(session, _OWN, setup.step_id, setup.round, who.participant_id)
    if not found:
        return Own(Given(setup.questionnaire))
    ((response_id, sent),) = found
    given = given_of(library, session, setup, response_id)
    seen = Given(setup.questionnaire, [answer for answer in given if may_see(setup, who, answer)])
    return Own(seen, has_begun=True, has_sent=bool(sent))


def has_sent(library: Library, who: Who) -> bool:
    """Whether the participant has handed in, and has not been let go on since."""
    with library.read() as session:
        found = rows(session, _SENT, who.round, who.participant_id, who.step_id)
        return bool(found and found[0][0])


def is_begun(library: Library, who: Who) -> bool:
    """Whether the participant has begun to answer."""
    return response_id_of(library, who) is not None


def response_id_of(library: Library, who: Who) -> int | None:
    """The id of what the participant answers in this round, alone or with others; None before they begin."""
    with library.read() as session:
        return partner_choice.response_of(session, _of_round(session, who), who.participant_id)


def responses(library: Library, step_id: int, round_: int | None = None) -> list[Response]:
    """What everybody has answered in a round, the present one unless another is asked for, in the order of beginning.

    Anonymous answers are in none of them: see `nobodys`.
    """
    with library.read() as session:
        setup = read_setup(session, step_id)
        wanted = round_ or setup.round
        of_response: dict[int, list[Answer]] = {}
        sql = (
            f"SELECT a.response_id, {', '.join(f'a.{each}' for each in COLUMNS.split(', '))} FROM response r "  # noqa: S608
            "JOIN answer a ON a.response_id = r.id WHERE r.step_id = ? AND r.round = ? ORDER BY a.place, a.id"
        )
        for response_id, *row in rows(session, sql, step_id, wanted):
            of_response.setdefault(response_id, []).append(answer_of(row))
        people: dict[int, tuple[list[int], bool]] = {}
        for response_id, person, sent in rows(session, _OF_ROUND, step_id, wanted):
            people.setdefault(response_id, ([], bool(sent)))[0].append(person)
        return [
            Response(key, tuple(who), sent, counting_consents(session, setup, of_response.get(key, [])))
            for key, (who, sent) in people.items()
        ]


def responses_of_rounds(library: Library, step_id: int, last: int | None = None) -> list[tuple[int, Response]]:
    """The same of all rounds, up to the round `last` where that is given, each with its round, the earliest first."""
    with library.read() as session:
        rounds = range(1, (read_setup(session, step_id).round if last is None else last) + 1)
        return [(number, each) for number in rounds for each in responses(library, step_id, number)]


def response_of_person(library: Library, step_id: int, participant_id: int) -> Response | None:
    """What one participant answers in the present round, alone or with others; None before they begin."""
    with library.read() as session:
        setup = read_setup(session, step_id)
        found = rows(session, _OF_PERSON, step_id, setup.round, participant_id)
        if not found:
            return None
        response_id, sent, _ = found[0]
        given = Given(setup.questionnaire)
        if not setup.questionnaire.anonymous:
            given = given_of(library, session, setup, response_id)
        return Response(response_id, tuple(person for _, _, person in found), bool(sent), given)


def nobodys(library: Library, step_id: int) -> Given:
    """The answers that were sent and are nobody's, in an order of chance, all of them together.

    Raises Invalid while there are some and more are collected: they can't be read before collecting ends.
    """
    with library.read() as session:
        setup = read_setup(session, step_id)
        sql = f"SELECT {COLUMNS} FROM answer WHERE step_id = ? AND response_id IS NULL AND sent = 1 ORDER BY place, id"  # noqa: S608
        found = rows(session, sql, step_id)
        if found and setup.is_secret:
            raise Invalid(not_yet_readable())
        return Given(setup.questionnaire, [answer_of(row) for row in found])


def not_yet_readable() -> str:
    """Why anonymous answers are told nowhere while they are collected."""
    return tr("Anonymous answers can be read once collecting has ended.")


def _of_round(session: Session, who: Who) -> Setup:
    setup = read_setup(session, who.step_id)
    return setup if who.round is None else replace(setup, round=who.round)


def given_of(library: Library, session: Session, setup: Setup, response_id: int) -> Given:
    """The answers of a response; of anonymous ones those that this program knows to be of it."""
    if not setup.questionnaire.anonymous:
        return counting_consents(session, setup, [answer_of(row) for row in rows(session, _OF_RESPONSE, response_id)])
    known = drafts.own(library, setup.step_id, response_id)
    return Given(setup.questionnaire, [answer_of(row) for key in known for row in rows(session, _OF_IDS, key)])


def may_see(setup: Setup, who: Who, answer: Answer) -> bool:
    """Whether whoever answers, or corrects, may see an answer of theirs."""
    return answer.sent or not (who.corrects and setup.questionnaire.private_until_sent)


def counting_consents(session: Session, setup: Setup, answers: Sequence[Answer]) -> Given:
    """The answers; a consent to a sentence that was reworded since has version 0, and counts no longer."""
    sentences = counting(session, setup)
    if sentences:
        answers = [
            answer._replace(version=0)
            if answer.question in sentences and answer.version not in sentences[answer.question]
            else answer
            for answer in answers
        ]
    return Given(setup.questionnaire, answers)
