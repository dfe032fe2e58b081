"""Voting with dots: everybody lays the same number, on themes and on cards of no theme.

The library knows who laid which dots, so that nobody lays more than they have and everybody can take them back. No
screen and no document says it: they show sums.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlmodel import Session, col, select

from facilitator.errors import Invalid, NotFound
from facilitator.exercises.three_questions.cards import card_of
from facilitator.exercises.three_questions.setup import read_setup
from facilitator.exercises.three_questions.tables import CardDots, CardTheme
from facilitator.i18n import tr, trn
from facilitator.questionnaires.reading import Who
from facilitator.storage.changes import Change, Topic
from facilitator.storage.library import Done, Library, Transaction
from facilitator.workshop.find import find_participant


@dataclass(frozen=True, slots=True, order=True)
class Target:
    """What dots can lie on: a theme, or a card of no theme."""

    kind: str
    """"theme" or "card"."""
    id: int


def lay_dots(library: Library, voter: Who, target: Target, count: int) -> Done[int]:
    """Let `count` dots of this participant lie on `target`, 0 for none; the value is how many they have left.

    Raises Invalid outside the vote, and for more dots than they have or, where a step wants it so, two on one thing.
    """
    with library.change(tr("Lay dots"), undoable=False, logged=False, step_id=voter.step_id) as change:
        setup = read_setup(change.session, voter.step_id)
        if setup.phase != "vote":
            raise Invalid(tr("There is no vote at the moment."))
        if find_participant(change.session, voter.participant_id).workshop_id != setup.workshop_id:
            raise NotFound(tr("This person is not on the roster of this workshop."))
        if count > 1 and not setup.several:
            raise Invalid(tr("One dot on each is enough this time."))
        laid = _laid(change.session, voter.step_id, voter.participant_id)
        left = setup.dots - sum(laid.values()) + laid.get(target, 0) - count
        if left < 0:
            raise Invalid(trn("You have {count} dot in all.", "You have {count} dots in all.", setup.dots))
        _put(change, voter.step_id, voter.participant_id, target, count)
        change.announce(Change(Topic.ANSWERS, setup.workshop_id, voter.step_id, voter.participant_id, voter.origin))
    return change.done(left)


def count_hands(library: Library, step_id: int, target: Target, count: int) -> Done[None]:
    """Note how many hands went up in the room for `target`, beside the dots laid at the station."""
    with library.change(tr("Count hands")) as change:
        setup = read_setup(change.session, step_id)
        _put(change, step_id, None, target, count)
        change.announce(Change(Topic.ANSWERS, setup.workshop_id, step_id))
    return change.done(None)


def laid_by(library: Library, voter: Who) -> Mapping[Target, int]:
    """Where this participant's dots lie."""
    with library.read() as session:
        return _laid(session, voter.step_id, voter.participant_id)


def totals(session: Session, step_id: int) -> dict[Target, int]:
    """All dots by what they lie on."""
    found: dict[Target, int] = {}
    for row in session.exec(select(CardDots).where(CardDots.step_id == step_id)):
        target = _target(row)
        found[target] = found.get(target, 0) + row.dots
    return found


def given(session: Session, step_id: int) -> dict[int, int]:
    """How many dots each participant has laid; those who have laid none are left out."""
    found: dict[int, int] = {}
    for row in session.exec(select(CardDots).where(CardDots.step_id == step_id)):
        if row.participant_id is not None:
            found[row.participant_id] = found.get(row.participant_id, 0) + row.dots
    return found


def counted_hands(library: Library, step_id: int) -> dict[Target, int]:
    """The hands counted in the room by what they went up for."""
    with library.read() as session:
        return _laid(session, step_id, None)


def _laid(session: Session, step_id: int, participant_id: int | None) -> dict[Target, int]:
    return {_target(row): row.dots for row in _rows(session, step_id, participant_id)}


def _rows(session: Session, step_id: int, participant_id: int | None) -> list[CardDots]:
    whose = (
        col(CardDots.participant_id).is_(None)
        if participant_id is None
        else col(CardDots.participant_id) == participant_id
    )
    return list(session.exec(select(CardDots).where(CardDots.step_id == step_id, whose)))


def _put(change: Transaction, step_id: int, participant_id: int | None, target: Target, count: int) -> None:
    if count < 0:
        raise Invalid(tr("There are no fewer than no dots."))
    _check(change, step_id, target)
    for row in _rows(change.session, step_id, participant_id):
        if _target(row) == target:
            if count:
                row.dots = count
                change.session.add(row)
            else:
                change.session.delete(row)
            return
    if count:
        place = {"theme_id": target.id} if target.kind == "theme" else {"card_id": target.id}
        change.session.add(CardDots(step_id=step_id, participant_id=participant_id, dots=count, **place))


def _check(change: Transaction, step_id: int, target: Target) -> None:
    if target.kind == "theme":
        theme = change.session.get(CardTheme, target.id)
        if theme is None or theme.step_id != step_id:
            raise NotFound(tr("This theme is no longer there."))
        return
    if card_of(change, step_id, target.id).theme_id is not None:
        raise Invalid(tr("This card has joined a theme: lay the dot there."))


def _target(row: CardDots) -> Target:
    return Target("theme", row.theme_id) if row.theme_id is not None else Target("card", row.card_id or 0)
