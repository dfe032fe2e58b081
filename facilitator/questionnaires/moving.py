"""Answers that were given under the wrong name: what moving them would do, and doing it.

It belongs to the people, not to the answers: two who took each other's name are swapped.
"""

from sqlmodel import Session

from facilitator.i18n import tr, trn
from facilitator.questionnaires import company
from facilitator.questionnaires.answers import Who, move, names_oneself, read_given
from facilitator.questionnaires.given import rows
from facilitator.questionnaires.setup import Setup, read_setup
from facilitator.storage.library import Library
from facilitator.workshop.find import find_participant
from facilitator.workshop.moves import Move

move_answers = move
"""Does it, within the caller's transaction."""


def what_moves(library: Library, step_id: int, giver_id: int, taker_id: int) -> Move:
    """What `move_answers` would do to two participants. Anonymous answers are nobody's, and refused."""
    with library.read() as session:
        setup = read_setup(session, step_id)
        if setup.questionnaire.anonymous:
            return Move(
                refusal=tr("These answers are anonymous: nobody can tell whose they are, so they can’t be moved.")
            )
        giver, taker = (find_participant(session, each).name for each in (giver_id, taker_id))
        given, taken = (_answered(library, Who(step_id, each)) for each in (giver_id, taker_id))
        earlier = _has_earlier(session, setup, giver_id, taker_id)
        if not given and not earlier:
            return Move(taken=taken, refusal=tr("{name} has not answered anything here.", name=giver))
        responses = [company.response_of(session, setup, each) for each in (giver_id, taker_id)]
        if responses[0] is not None and responses[0] == responses[1]:
            return Move(given, taken, refusal=tr("They answered together: these answers are of both."))
        remarks = [
            *_company(session, setup, giver_id, taker_id, taker),
            *_company(session, setup, taker_id, giver_id, giver),
            *_themselves(session, setup, giver_id, taker_id),
        ]
        return Move(given, taken, tuple(remarks), has_earlier=earlier)


def _answered(library: Library, who: Who) -> tuple[str, ...]:
    count = sum(1 for _ in read_given(library, who))
    return (trn("{count} answer", "{count} answers", count),) if count else ()


def _has_earlier(session: Session, setup: Setup, *people: int) -> bool:
    sql = "SELECT 1 FROM response_member WHERE step_id = ? AND participant_id = ? AND round < ?"
    return any(rows(session, sql, setup.step_id, person, setup.round) for person in people)


def _company(session: Session, setup: Setup, person: int, other_id: int, other: str) -> list[str]:
    """What is said where one of them takes the place of the other beside somebody else."""
    beside = [each.name for each in company.company(session, setup, person) if each.id != other_id]
    if company.response_of(session, setup, person) is None or not beside:
        return []
    name = find_participant(session, person).name
    return [
        tr(
            "{name} answered together with {names}: there {other} takes the place of {name}.",
            name=name,
            names=", ".join(beside),
            other=other,
        )
    ]


def _themselves(session: Session, setup: Setup, giver_id: int, taker_id: int) -> list[str]:
    """What is said of answers that would name whoever gives them, and go."""
    count = len(names_oneself(session, setup.step_id, {giver_id: taker_id, taker_id: giver_id}, swapped=True))
    if not count:
        return []
    return [
        trn(
            "{count} answer names the other one, who would name themselves then: it goes.",
            "{count} answers name the other one, who would name themselves then: they go.",
            count,
        )
    ]
