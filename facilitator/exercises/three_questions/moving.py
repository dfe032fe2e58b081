"""Cards under the wrong name: two participants of a step change places, in cards, dots and groups.

On whose worksheet a card came stays as it was: that sheet, read again, brings nothing twice.
"""

from sqlalchemy import delete, insert, update
from sqlmodel import Session, SQLModel, col, select

from facilitator.exercises.folder import implements
from facilitator.exercises.hooks import Exercise
from facilitator.exercises.three_questions.cards import Writer, own_cards
from facilitator.exercises.three_questions.dots import given as dots_given
from facilitator.exercises.three_questions.setup import Setup, read_setup
from facilitator.exercises.three_questions.tables import Card, CardDots, CardPartner, CardPrompt, CardTick
from facilitator.exercises.three_questions.together import groups, lead_of
from facilitator.i18n import tr, trn
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
        together = lead_of(session, step_id, giver_id) == lead_of(session, step_id, taker_id)
        if together and dots.get(giver_id, 0) == dots.get(taker_id, 0) == 0:
            return Move(given, taken, refusal=tr("They wrote together: these cards are of both."))
        remarks = [] if together else _remarks(session, setup, (giver_id, giver), (taker_id, taker))
        return Move(given, taken, tuple(remarks))


@implements(Exercise.move_answers)
def move_answers(session: Session, step_id: int, giver_id: int, taker_id: int, *, earlier: bool) -> None:
    """Let two participants change places."""
    places = {giver_id: taker_id, taker_id: giver_id}
    session.flush()
    connection = session.connection()
    cards = (
        select(Card.id, Card.author_id)
        .join(CardPrompt, col(CardPrompt.id) == col(Card.prompt_id))
        .where(CardPrompt.step_id == step_id, col(Card.author_id).in_(places))
    )
    for card_id, author in session.exec(cards).all():
        connection.execute(update(Card).where(col(Card.id) == card_id).values(author_id=places[author or 0]))
    laid = select(CardDots.id, CardDots.participant_id).where(
        CardDots.step_id == step_id, col(CardDots.participant_id).in_(places)
    )
    for dots_id, voter in session.exec(laid).all():
        connection.execute(
            update(CardDots).where(col(CardDots.id) == dots_id).values(participant_id=places[voter or 0])
        )
    # A row of these is a participant's alone: all go before any comes back under the other name.
    tables: tuple[type[SQLModel], ...] = (CardTick, CardPartner)
    for table in tables:
        of_step = [row.model_dump() for row in session.exec(select(table).filter_by(step_id=step_id)).all()]
        people = ("participant_id", "lead_id")
        changed = [row for row in of_step if places.keys() & {row.get(name) for name in people}]
        for row in changed:
            connection.execute(delete(table).filter_by(step_id=step_id, participant_id=row["participant_id"]))
        for row in changed:
            there = {name: places.get(row[name], row[name]) for name in people if name in row}
            connection.execute(insert(table).values(**{**row, **there}))
    session.expire_all()


def _answered(cards: int, dots: int) -> tuple[str, ...]:
    found = (
        trn("{count} card", "{count} cards", cards) if cards else "",
        trn("{count} dot", "{count} dots", dots) if dots else "",
    )
    return tuple(each for each in found if each)


def _remarks(session: Session, setup: Setup, *people: tuple[int, str]) -> list[str]:
    """What is said of groups in which one of the two takes the place of the other."""
    found = groups(session, setup)
    remarks = []
    for (person, name), (_, other) in zip(people, people[::-1], strict=True):
        company = [each.name for each in found.get(lead_of(session, setup.step_id, person), []) if each.id != person]
        if company:
            remarks.append(
                tr(
                    "{name} wrote together with {names}: there {other} takes the place of {name}.",
                    name=name,
                    names=", ".join(company),
                    other=other,
                )
            )
    return remarks
