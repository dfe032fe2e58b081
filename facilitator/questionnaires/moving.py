"""Answers that were given under the wrong name: what moving them would do, and doing it.

It belongs to the people, not to the answers: two who took each other's name are swapped. What somebody agreed to under
a name, such as that it is told beside their answers, holds for nobody else: it is taken back.
"""

from collections.abc import Iterable, Mapping

from sqlmodel import Session

from facilitator.errors import Invalid
from facilitator.i18n import tr, trn
from facilitator.questionnaires import model, partner_choice
from facilitator.questionnaires.answer_rows import rows, run
from facilitator.questionnaires.answers import Who, read_given
from facilitator.questionnaires.setup import Setup, read_setup, versions_of
from facilitator.storage.library import Library
from facilitator.workshop.find import find_participant
from facilitator.workshop.moves import Move


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
        responses = [partner_choice.response_of(session, setup, each) for each in (giver_id, taker_id)]
        if responses[0] is not None and responses[0] == responses[1]:
            return Move(given, taken, refusal=tr("They answered together: these answers are of both."))
        remarks = [
            *_company(session, setup, giver_id, taker_id, taker),
            *_company(session, setup, taker_id, giver_id, giver),
            *_consents(session, setup, giver_id, taker_id),
            *_themselves(session, setup, giver_id, taker_id),
        ]
        return Move(given, taken, tuple(remarks), has_earlier=earlier)


def move_answers(session: Session, step_id: int, giver_id: int, taker_id: int, *, earlier: bool = False) -> None:
    """Give the taker what the giver answered and the other way round, within the caller's transaction.

    With `earlier` in the rounds before too. Raises Invalid for anonymous answers. Answers in which they named
    themselves then go, see `_names_oneself`, and so does what was agreed to.
    """
    setup = read_setup(session, step_id)
    if setup.questionnaire.anonymous:
        raise Invalid(tr("These answers are anonymous: nobody can tell whose they are, so they can’t be moved."))
    places = {giver_id: taker_id, taker_id: giver_id}
    of_both = (
        "SELECT round, participant_id, response_id FROM response_member "
        "WHERE step_id = ? AND participant_id IN (?, ?) AND round >= ? ORDER BY round"
    )
    found: dict[int, dict[int, int]] = {}
    for round_, person, response_id in rows(
        session, of_both, step_id, giver_id, taker_id, 1 if earlier else setup.round
    ):
        found.setdefault(round_, {})[person] = response_id
    for answer_id in _agreed_to(session, step_id, [each for those in found.values() for each in those.values()]):
        run(session, "DELETE FROM answer WHERE id = ?", answer_id)
    for round_, responses in found.items():
        for person, response_id in responses.items():
            other = places[person]
            if other in responses:
                # Rows stay where they are: a response goes with the last member that is taken out.
                sql = (
                    "UPDATE response_member SET response_id = ? WHERE step_id = ? AND round = ? AND participant_id = ?"
                )
                run(session, sql, response_id, step_id, round_, other)
            else:
                sql = (
                    "UPDATE response_member SET participant_id = ? "
                    "WHERE step_id = ? AND round = ? AND participant_id = ?"
                )
                run(session, sql, other, step_id, round_, person)
    for answer_id in _names_oneself(session, step_id, places):
        run(session, "DELETE FROM answer WHERE id = ?", answer_id)


def _answered(library: Library, who: Who) -> tuple[str, ...]:
    count = sum(1 for _ in read_given(library, who))
    return (trn("{count} answer", "{count} answers", count),) if count else ()


def _has_earlier(session: Session, setup: Setup, *people: int) -> bool:
    sql = "SELECT 1 FROM response_member WHERE step_id = ? AND participant_id = ? AND round < ?"
    return any(rows(session, sql, setup.step_id, person, setup.round) for person in people)


def _company(session: Session, setup: Setup, person: int, other_id: int, other: str) -> list[str]:
    """What is said where one of them takes the place of the other beside somebody else."""
    beside = [each.name for each in partner_choice.company(session, setup, person) if each.id != other_id]
    if partner_choice.response_of(session, setup, person) is None or not beside:
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


def _consents(session: Session, setup: Setup, *people: int) -> list[str]:
    """What is said of consents that are taken back."""
    of_both = "SELECT response_id FROM response_member WHERE step_id = ? AND participant_id = ?"
    moved = [response_id for each in people for (response_id,) in rows(session, of_both, setup.step_id, each)]
    if not _agreed_to(session, setup.step_id, moved):
        return []
    return [tr("What was agreed to in these answers is taken back: only the person can agree to it again.")]


def _agreed_to(session: Session, step_id: int, response_ids: Iterable[int]) -> list[int]:
    """The ids of the answers in these responses by which somebody agreed to something; a refusal is none of them."""
    asked = {
        key
        for version in versions_of(session, step_id).values()
        for key, question in version.by_key.items()
        if isinstance(question, model.Consent)
    }
    sql = "SELECT id, question FROM answer WHERE step_id = ? AND response_id = ? AND missing IS NULL"
    return [
        answer_id
        for response_id in dict.fromkeys(response_ids)
        for answer_id, question in rows(session, sql, step_id, response_id)
        if question in asked
    ]


def _themselves(session: Session, setup: Setup, giver_id: int, taker_id: int) -> list[str]:
    """What is said of answers that would name whoever gives them, and go."""
    count = len(_names_oneself(session, setup.step_id, {giver_id: taker_id, taker_id: giver_id}, swapped=True))
    if not count:
        return []
    return [
        trn(
            "{count} answer names the other one, who would name themselves then: it goes.",
            "{count} answers name the other one, who would name themselves then: they go.",
            count,
        )
    ]


def _names_oneself(session: Session, step_id: int, places: Mapping[int, int], *, swapped: bool = False) -> list[int]:
    """The ids of answers in which these people name themselves where that is not asked for.

    With `swapped` those in which they would, once each has the answers of the other in `places`.
    """
    setup = read_setup(session, step_id)
    others = {
        key
        for key, question in setup.questionnaire.by_key.items()
        if isinstance(question, model.Someone) and not question.oneself
    }
    sql = (
        "SELECT a.id, a.question FROM answer a JOIN response_member m ON m.response_id = a.response_id "
        "WHERE a.step_id = ? AND m.participant_id = ? AND a.person_id = ?"
    )
    return [
        answer_id
        for person, other in places.items()
        for answer_id, question in rows(session, sql, step_id, person, other if swapped else person)
        if question in others
    ]
