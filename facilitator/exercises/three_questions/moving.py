"""Cards under the wrong name: two participants of a step change places, in cards, dots and groups.

On whose worksheet a card came stays as it was: that sheet, read again, brings nothing twice.
"""

from sqlalchemy import update
from sqlmodel import Session, col, select

from facilitator.exercises.folder import implements
from facilitator.exercises.hooks import Exercise
from facilitator.exercises.three_questions.cards import Writer, own_cards
from facilitator.exercises.three_questions.dots import given as dots_given
from facilitator.exercises.three_questions.setup import Setup, read_setup
from facilitator.exercises.three_questions.tables import CardDots
from facilitator.i18n import tr, trn
from facilitator.questionnaires import moving as answers
from facilitator.questionnaires import partner_choice
from facilitator.storage.library import Library
from facilitator.workshop.find import find_participant
from facilitator.workshop.moves import Move


@implements(Exercise.what_moves)
def what_moves(library: Library, step_id: int, giver_id: int, taker_id: int, *, earlier: bool) -> Move:
    """What changing the places of two participants would do. There are no rounds.

    Anonymous cards are nobody's, and refused.
    """
    with library.read() as session:
        setup = read_setup(session, step_id)
        if setup.anonymous:
            return Move(
                refusal=tr("These cards are anonymous: nobody can tell who wrote them, so they can’t be moved.")
            )
        giver, taker = (find_participant(session, each).name for each in (giver_id, taker_id))
        dots = dots_given(session, step_id)
        given, taken = (
            _answered(len(own_cards(library, Writer(step_id, each))), dots.get(each, 0))
            for each in (giver_id, taker_id)
        )
        if not given:
            return Move(taken=taken, refusal=tr("{name} has not answered anything here.", name=giver))
        own, other = (partner_choice.response_of(session, setup.asked, each) for each in (giver_id, taker_id))
        together = own is not None and own == other
        if together and dots.get(giver_id, 0) == dots.get(taker_id, 0) == 0:
            return Move(given, taken, refusal=tr("They wrote together: these cards are of both."))
        remarks = [] if together else _remarks(session, setup, (giver_id, giver), (taker_id, taker))
        return Move(given, taken, tuple(remarks))


@implements(Exercise.move_answers)
def move_answers(session: Session, step_id: int, giver_id: int, taker_id: int, *, earlier: bool) -> None:
    """Let two participants change places."""
    answers.move_answers(session, step_id, giver_id, taker_id)
    places = {giver_id: taker_id, taker_id: giver_id}
    laid = select(CardDots.id, CardDots.participant_id).where(
        CardDots.step_id == step_id, col(CardDots.participant_id).in_(places)
    )
    for dots_id, voter in session.exec(laid).all():
        session.connection().execute(
            update(CardDots).where(col(CardDots.id) == dots_id).values(participant_id=places[voter or 0])
        )
    session.expire_all()


def _answered(cards: int, dots: int) -> tuple[str, ...]:
    found = (
        trn("{count} card", "{count} cards", cards) if cards else "",
        trn("{count} dot", "{count} dots", dots) if dots else "",
    )
    return tuple(each for each in found if each)


def _remarks(session: Session, setup: Setup, *people: tuple[int, str]) -> list[str]:
    """What is said of groups in which one of the two takes the place of the other."""
    found = partner_choice.groups(session, setup.asked)
    remarks = []
    for (person, name), (_, other) in zip(people, people[::-1], strict=True):
        own = partner_choice.response_of(session, setup.asked, person) or 0
        beside = [each.name for each in found.get(own, []) if each.id != person]
        if beside:
            remarks.append(
                tr(
                    "{name} wrote together with {names}: there {other} takes the place of {name}.",
                    name=name,
                    names=", ".join(beside),
                    other=other,
                )
            )
    return remarks
